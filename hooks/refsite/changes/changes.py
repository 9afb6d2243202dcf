"""Changes between two revisions of the contents, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from refsite.changes.words import Passage


class Kind(StrEnum):
    """Kinds of change, in display order."""

    ILLISIBLE = "illisible"
    REEMPLOI = "numéro réemployé"
    RETRAIT = "retrait"
    AJOUT = "ajout"
    DEPLACEMENT = "déplacement"
    NOM = "nom"
    DOUTE = "nom sans rapport"
    PUBLICATION = "texte publié"
    DEPUBLICATION = "texte retiré"
    POINTS = "points"
    PART = "part"
    CATEGORIE = "catégorie"
    THEMATIQUE = "thématique"
    LIGNE = "ligne Climat Pratic"
    DONNEE = "donnée"
    NIVEAUX = "mot"
    ANOMALIE = "anomalie acceptée"
    TEXTE = "texte"
    LIENS = "liens"
    SYNONYMES = "synonymes"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to the node `key` (`référentiel/id`), as it is now, or was for one that is gone.

    `page` is the key of the action that it is part of, itself above actions, and `title` that one's name. `mot`
    is the référentiel's word for its level. `before` and `after` are values, empty where there is none; `below`
    the ids of all that came or went with it, or that stood below it where it was.
    """

    kind: Kind
    key: str
    page: str
    title: str
    mot: str = ""
    nom: str = ""
    before: str = ""
    after: str = ""
    passages: tuple[Passage, ...] = ()
    below: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]


def by_page(changes: Iterable[Change]) -> Mapping[str, tuple[Change, ...]]:
    """The changes of each page, in order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.page, []).append(change)
    return {page: tuple(listed) for page, listed in found.items()}
