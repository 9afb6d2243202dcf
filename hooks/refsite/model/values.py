"""Model of the contents: frozen values, with the nouns of the sheets.

One class serves every level: axe, sous-axe, action, sous-action and tâche differ by their `niveau`, not by
what they carry, and a référentiel may leave a level out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from refsite.reading.nodes import Section


class Niveau(StrEnum):
    """The levels, from the top."""

    REFERENTIEL = "référentiel"
    AXE = "axe"
    SOUS_AXE = "sous-axe"
    ACTION = "action"
    SOUS_ACTION = "sous-action"
    TACHE = "tâche"


PAGES = frozenset({Niveau.REFERENTIEL, Niveau.AXE, Niveau.ACTION})
"""Levels whose nodes have a page; the others are anchors on the page of the node above."""

CATEGORIES: tuple[str, ...] = ("bases", "mise en œuvre", "effets")
"""The catégories of a sous-action, in the order in which a collectivité goes through them."""


@dataclass(frozen=True, slots=True)
class Mot:
    """The word that a référentiel uses for a level."""

    singulier: str
    pluriel: str


@dataclass(frozen=True, slots=True)
class Noeud:
    """A node of a référentiel.

    `part` is its share of its parent (of 1), `points` its potential in points (a maximum); None where the
    sheets do not say. `echelle` is what its siblings' weights sum to as written: 100, 1, or 0 without weight.
    `ligne` is its line of the theme. `autres` are the keys that we do not know, as text. `sections` come
    before the children in the sheet, `suites` after. `redige` says that a sheet of its own brings its text.
    `column` is where the name begins on its line. `page` is the id of the node on whose page it is shown. `key` is `référentiel/id`, unique over the whole site.
    """

    referentiel: str
    id: str
    niveau: Niveau
    nom: str
    path: str
    line: int
    part: Decimal | None = None
    points: Decimal | None = None
    echelle: int = 0
    categorie: str = ""
    thematique: str = ""
    ligne: int | None = None
    autres: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    enfants: tuple["Noeud", ...] = ()
    suites: tuple[Section, ...] = ()
    redige: bool = False
    column: int = 1
    page: str = ""
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.referentiel}/{self.id}")

    def walk(self) -> Iterator["Noeud"]:
        """The node, then all below it, in order."""
        waiting = [self]
        while waiting:
            noeud = waiting.pop()
            yield noeud
            waiting += reversed(noeud.enfants)

    def actions(self) -> tuple["Noeud", ...]:
        """The actions among the node and all below it, in order; none of them contains another."""
        return tuple(noeud for noeud in self.walk() if noeud.niveau is Niveau.ACTION)


@dataclass(frozen=True, slots=True)
class Anomalie:
    """A warning that the editors accept, and why."""

    code: str
    id: str
    raison: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Retire:
    """A withdrawn number: since which version, the keys of those that replace it, and why."""

    referentiel: str
    id: str
    depuis: str
    remplace_par: tuple[str, ...]
    raison: str
    path: str
    line: int

    @property
    def key(self) -> str:
        """`référentiel/id`."""
        return f"{self.referentiel}/{self.id}"


@dataclass(frozen=True, slots=True)
class Referentiel:
    """A référentiel: its root node, and the word for each of its levels, from the axe down."""

    id: str
    racine: Noeud
    mots: Mapping[Niveau, Mot]
    anomalies: tuple[Anomalie, ...] = ()
    retires: tuple[Retire, ...] = ()

    @property
    def nom(self) -> str:
        return self.racine.nom or self.id

    @property
    def axes(self) -> tuple[Noeud, ...]:
        return self.racine.enfants

    def walk(self) -> Iterator[Noeud]:
        """Every node from the axes down, in order."""
        for axe in self.axes:
            yield from axe.walk()

    def actions(self) -> tuple[Noeud, ...]:
        """The actions, in the order of their ids."""
        return self.racine.actions()


@dataclass(frozen=True, slots=True)
class Thematique:
    """A theme of the Climat Pratic catalogue, and the text that its sheet gives it."""

    id: str
    nom: str
    sections: tuple[Section, ...] = ()
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Contenu:
    """The contents of a folder: référentiels, themes, the home page's text, pairs of synonyms."""

    referentiels: tuple[Referentiel, ...]
    thematiques: tuple[Thematique, ...]
    catalogue: tuple[Section, ...] = ()
    accueil: tuple[Section, ...] = ()
    synonymes: tuple[tuple[str, str], ...] = ()
    _retires: Mapping[str, Retire] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        alive = {noeud.key for noeud in self.walk()}
        listed = (retire for referentiel in self.referentiels for retire in referentiel.retires)
        found = {retire.key: retire for retire in listed if retire.key not in alive}
        object.__setattr__(self, "_retires", found)

    def walk(self) -> Iterator[Noeud]:
        """Every node of every référentiel, from the axes down, in order."""
        for referentiel in self.referentiels:
            yield from referentiel.walk()

    def retires(self) -> Mapping[str, Retire]:
        """The withdrawn numbers, by key, less those that are in use."""
        return self._retires

    def actions(self) -> Iterator[Noeud]:
        """Every action of every référentiel."""
        for referentiel in self.referentiels:
            yield from referentiel.racine.actions()
