"""The pages to search, compare and take away the référentiels, those for editors, and those that the law asks for."""

from collections.abc import Iterator
from dataclasses import replace

from refsite.common.codes import CODES, Severity
from refsite.data.csv_rows import COLUMNS, EDITION_COLUMNS
from refsite.data.exports import GRID, Files, download, downloads
from refsite.data.records import SCHEMA
from refsite.data.schema import shapes
from refsite.links import addresses
from refsite.model.values import Niveau
from refsite.pages.documents import NONE, Documents, Page, Values
from refsite.pages.reference import newest_first


def tools(documents: Documents, data: Files) -> Iterator[Page]:
    """The pages of the search, of the data, of the guide, and the notices."""
    yield documents.page("tools/recherche", addresses.SEARCH, "Recherche", indexed=False)
    yield _explorer(documents)
    gone = {"withdrawn": newest_first(documents.context.views.contenu)}
    yield documents.page("tools/nouveautes", addresses.NEWS, "Nouveautés", gone)
    yield documents.page("tools/selection", addresses.SELECTION, "Ma sélection", indexed=False)
    yield _data(documents, data)
    yield _guide(documents)
    yield _state(documents)
    yield from _notices(documents)


def _explorer(documents: Documents) -> Page:
    noeuds = [
        noeud
        for referentiel in documents.context.views.contenu.referentiels
        for noeud in referentiel.walk()
        if noeud.niveau is Niveau.SOUS_ACTION
    ]
    return documents.page("tools/explorer", addresses.EXPLORER, "Explorer", {"noeuds": noeuds})


def _data(documents: Documents, data: Files) -> Page:
    """The page of downloads; the files of data are made when it is rendered."""

    def values() -> Values:
        names = ("referentiels", *(one.id for one in documents.context.views.contenu.referentiels))
        grid = replace(download(GRID, data), format="XLSX, avec liste de statuts et totaux")
        return {
            "columns": (*COLUMNS, *EDITION_COLUMNS),
            "downloads": {name: downloads(name, data) for name in names},
            "grid": grid,
            "schema": SCHEMA,
            "shapes": shapes(data[SCHEMA]),
        }

    return documents.page("tools/donnees", addresses.DATA, "Données ouvertes", values)


def _state(documents: Documents) -> Page:
    """The page of problems: those to correct, and the anomalies that editors accept."""
    problems = documents.context.problems
    values = {
        "accepted": [p for p in problems if p.accepted],
        "to_mend": [p for p in problems if not p.accepted and p.code != "configuration"],
    }
    return documents.page("tools/etat", addresses.STATE, "État des référentiels", values)


def _guide(documents: Documents) -> Page:
    """The editor's guide, with the example that the tests build and every code that a check can print."""
    values = {
        "codes": {
            severity: [(code, kind) for code, kind in CODES.items() if kind.severity is severity]
            for severity in Severity
        },
        "example": documents.source("content/exemple.md"),
        "root_example": documents.source("content/exemple-referentiel.md"),
    }
    about = "Comment écrire et corriger les fiches des référentiels : la grammaire, un exemple, les messages et leur remède."
    return _text(documents, "contribuer", addresses.CONTRIBUTE, "Contribuer", about, values)


def _notices(documents: Documents) -> Iterator[Page]:
    """The pages that the law asks for."""
    title = "Déclaration d’accessibilité"
    about = f"{title} : état de conformité au RGAA, contenus non accessibles, contact et voies de recours."
    yield _text(documents, "accessibilite", addresses.ACCESSIBILITY, title, about)
    about = (
        "Qui publie et qui héberge ce site, sous quelle licence ses textes peuvent être réutilisés."
    )
    yield _text(documents, "mentions-legales", addresses.LEGAL, "Mentions légales", about)
    about = "Ce que ce site sait de ses visiteurs : rien de plus que les journaux techniques de son hébergeur."
    yield _text(documents, "donnees-personnelles", addresses.PRIVACY, "Données personnelles", about)


def _text(  # noqa: PLR0913, PLR0917  # what each such page has
    documents: Documents, name: str, address: str, title: str, about: str, values: Values = NONE,
) -> Page:  # fmt: skip
    """A page whose text is written in Markdown, in the folder `content` of the templates."""
    own = {**values, "content": f"content/{name}.md", "description": about}
    return documents.page("content", address, title, own)
