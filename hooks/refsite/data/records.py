"""The contents as plain mappings, ready for JSON, from the same model and texts as the pages.

`templates/data/referentiel.schema.json` describes each key; every document must follow it.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from refsite.common.safe_html import ROOT
from refsite.common.settings import Settings
from refsite.history.edition import Edition
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.links.texts import Texts
from refsite.model.values import Noeud, Referentiel, Retire, Thematique
from refsite.reading.nodes import Section

Record = dict[str, Any]
"""A JSON object: mappings, lists, strings, numbers, booleans, None."""

SCHEMA = "donnees/schema/referentiel.schema.json"
"""Path of the published schema, from the site's root."""


class Records:
    """Documents of one build; the record of each node is made once."""

    def __init__(self, views: Views, texts: Texts, settings: Settings, edition: Edition) -> None:
        self.base = settings.shown_url or "/"
        self._views = views
        self._texts = texts
        self._head = head(settings, edition)
        self._retires: dict[str, list[Retire]] = {r.id: [] for r in views.contenu.referentiels}
        for retire in views.contenu.retires().values():
            self._retires[retire.referentiel].append(retire)
        self._mentions: dict[str, dict[str, None]] = {}
        for citation in texts.citations:
            target = citation.target.rstrip("/")
            self._mentions.setdefault(citation.source, {})[target] = None
        self._nodes = {
            noeud.key: record
            for referentiel in views.contenu.referentiels
            for noeud, record in self._tree(referentiel.racine)
        }

    def all(self) -> Record:
        """Document of every référentiel."""
        return self._document(self._views.contenu.referentiels)

    def referentiel(self, referentiel: Referentiel) -> Record:
        """Document of one référentiel, of the same shape."""
        return self._document((referentiel,))

    def action(self, action: Noeud) -> Record:
        """Document of one action."""
        keys = ("cle", "id", "niveau", "nom", "adresse")
        above = (self.node(parent) for parent in self._views.parents(action))
        parents = [{key: parent[key] for key in keys} for parent in above]
        return {**self._head, "parents": parents, "noeud": self.node(action)}

    def node(self, noeud: Noeud) -> Record:
        """Record of a node, with all below it."""
        return self._nodes[noeud.key]

    def _document(self, referentiels: Iterable[Referentiel]) -> Record:
        return {
            **self._head,
            "referentiels": [self._referentiel(referentiel) for referentiel in referentiels],
            "thematiques": [self._theme(theme) for theme in self._views.contenu.thematiques],
        }

    def _referentiel(self, referentiel: Referentiel) -> Record:
        racine = self.node(referentiel.racine)
        niveaux = [
            {"niveau": str(niveau), "singulier": mot.singulier, "pluriel": mot.pluriel}
            for niveau, mot in referentiel.mots.items()
        ]
        return {
            "id": referentiel.id,
            "nom": racine["nom"],
            "niveaux": niveaux,
            "retires": [self._retire(retire) for retire in self._retires[referentiel.id]],
            "racine": racine,
        }

    def _retire(self, retire: Retire) -> Record:
        return {
            "cle": retire.key,
            "depuis": retire.depuis,
            "remplace_par": list(retire.remplace_par),
            "raison": retire.raison or None,
            "adresse": f"{self.base}{retire.key}/",
        }

    def _theme(self, theme: Thematique) -> Record:
        return {
            "id": theme.id,
            "nom": self._views.theme_name(theme),
            "adresse": f"{self.base}{addresses.theme(theme.id)}",
            "textes": [self._text(section) for section in theme.sections],
        }

    def _tree(self, noeud: Noeud) -> Iterator[tuple[Noeud, Record]]:
        """A node and all below it, each with its record, the lowest first."""
        enfants: list[Record] = []
        for enfant in noeud.enfants:
            below = list(self._tree(enfant))
            enfants.append(below[-1][1])
            yield from below
        yield noeud, self._record(noeud, enfants)

    def _record(self, noeud: Noeud, enfants: list[Record]) -> Record:
        theme = self._views.theme(noeud.thematique)
        return {
            "cle": key(noeud),
            "referentiel": noeud.referentiel,
            "id": noeud.id or noeud.referentiel,
            "niveau": str(noeud.niveau),
            "mot": self._views.mot(noeud).singulier,
            "nom": self._views.nom(noeud),
            "adresse": f"{self.base}{self._views.address(noeud)}",
            "points": exact(noeud.points),
            "part": exact(noeud.part),
            "categorie": noeud.categorie or None,
            "thematique": {
                "id": noeud.thematique,
                "nom": self._views.theme_name(theme) if theme else None,
            }
            if noeud.thematique
            else None,
            "ligne": noeud.ligne,
            "redige": noeud.redige,
            "autres_donnees": [{"nom": name, "valeur": text} for name, text in noeud.autres],
            "textes": [
                *(self._text(section) for section in noeud.sections),
                *(self._text(section, after=True) for section in noeud.suites),
            ],
            "mentions": list(self._mentions.get(noeud.key, ())),
            "cites_par": [
                {"cle": key(source), "phrases": list(sentences)}
                for source, sentences in self._views.cited_by(noeud)
            ],
            "enfants": enfants,
        }

    def _text(self, section: Section, *, after: bool = False) -> Record:
        html = str(self._texts.sections[section])
        for start in ('<a href="', '<img src="'):
            html = html.replace(f"{start}{ROOT}:", f"{start}{self.base}")
        return {
            "titre": section.title,
            "profondeur": section.depth,
            "apres_enfants": after,
            "markdown": section.text.strip("\n"),
            "html": html,
        }


def head(settings: Settings, edition: Edition) -> Record:
    """First keys of every document; None for those that are not known."""
    licence = {"nom": settings.licence or None, "adresse": settings.licence_url or None}
    return {
        "$schema": f"{settings.shown_url or '/'}{SCHEMA}",
        "version": edition.version or None,
        "revisee": edition.revised,
        "date": edition.date.isoformat() if edition.date else None,
        "licence": licence if any(licence.values()) else None,
        "editeur": settings.editeur or None,
        "source": {"nom": settings.site_name, "adresse": settings.shown_url or None},
    }


def key(noeud: Noeud) -> str:
    """Key of a record: `cae/6.1.2`, or `cae` for the référentiel itself."""
    return noeud.key.rstrip("/")


def walk(record: Record) -> Iterator[Record]:
    """The record of a node, then all below it, in order."""
    yield record
    for enfant in record["enfants"]:
        yield from walk(enfant)


def markdown(textes: Iterable[Mapping[str, Any]]) -> str:
    """Join the texts of a record, as a sheet writes them."""
    pieces = []
    for texte in textes:
        if texte["titre"]:
            pieces.append(f"{'#' * texte['profondeur']} {texte['titre']}")
        if texte["markdown"]:
            pieces.append(texte["markdown"])
    return "\n\n".join(pieces)


def exact(value: Decimal | None) -> float | int | None:
    """A number for JSON and spreadsheets, to 15 significant digits; an integer without a decimal point."""
    if value is None:
        return None
    number = float(f"{value:.15g}")
    return int(number) if number.is_integer() else number
