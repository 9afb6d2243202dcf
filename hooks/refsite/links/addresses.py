"""Addresses of pages: each ends with `/` and starts at the site's root, without `/`.

Addresses are made of ids, never of names, so that they outlive every rewording.
"""

from urllib.parse import quote

from refsite.common.french import slug
from refsite.model import values
from refsite.model.values import Contenu, Noeud, Referentiel

HOME = ""
THEMES = "climat-pratic/"
CATEGORIES = "categories/"
POINTS = "points/"
SEARCH = "recherche/"
EXPLORER = "explorer/"
CONTRIBUTE = "contribuer/"
STATE = "etat/"
ACCESSIBILITY = "accessibilite/"
LEGAL = "mentions-legales/"
PRIVACY = "donnees-personnelles/"
MAP = "plan-du-site/"
NEWS = "nouveautes/"
FEED = f"{NEWS}atom.xml"
DATA = "donnees/"
SELECTION = "selection/"
PLACES = (
    THEMES, CATEGORIES, POINTS, SEARCH, EXPLORER, CONTRIBUTE, STATE, ACCESSIBILITY, LEGAL, PRIVACY, MAP, NEWS, DATA,
    SELECTION,
)  # fmt: skip
"""Our pages that every site has, but for the home page."""


def own_page(noeud: Noeud) -> bool:
    """Whether a node has a page; the others are anchors on the page of the node above."""
    return noeud.page == noeud.id


def permalink(noeud: Noeud) -> str:
    """The address that every id has, `cae/6.1.2.3/`; for a node without a page, it leads to the anchor."""
    return f"{noeud.referentiel}/{noeud.id}/" if noeud.id else f"{noeud.referentiel}/"


def address(noeud: Noeud) -> str:
    """The address of a node: its page, or its anchor on the page that shows it."""
    base = f"{noeud.referentiel}/{noeud.page}/" if noeud.page else f"{noeud.referentiel}/"
    return base if own_page(noeud) else f"{base}#{noeud.id}"


def to_print(referentiel: Referentiel) -> str:
    """The page that holds a whole référentiel, for paper; no id is a word, so none has this address."""
    return f"{referentiel.id}/imprimer/"


def theme(id_: str) -> str:
    return f"{THEMES}{id_}/"


def categorie(name: str) -> str:
    return f"{CATEGORIES}{slug(name)}/"


def of_file(path: str) -> str:
    """The address of the ordinary page of a Markdown file, as MkDocs has it: percent-encoded."""
    folder, _, name = path.removesuffix(".md").rpartition("/")
    parts = filter(None, (folder, "" if name == "index" else name))
    return quote("".join(f"{part}/" for part in parts))


def of_sheet(path: str) -> str:
    """The address of what a file of the site describes: a sheet, the home page, the catalogue."""
    if path in {"index.md", "climat-pratic.md"}:
        return HOME if path == "index.md" else THEMES
    return f"{path.removesuffix('.md').removesuffix('/index')}/"


def of_the_site(contenu: Contenu) -> frozenset[str]:
    """The addresses that people may write: of our pages, and of every id."""
    return frozenset((
        HOME,
        *PLACES,
        *(permalink(noeud) for referentiel in contenu.referentiels for noeud in referentiel.racine.walk()),
        *(to_print(referentiel) for referentiel in contenu.referentiels),
        *(f"{key}/" for key in contenu.retires()),
        *(theme(one.id) for one in contenu.thematiques),
        *(categorie(name) for name in values.CATEGORIES),
    ))  # fmt: skip


def version(name: str) -> str:
    """The anchor of a version on the page of news: `v2026.1`; for what changed since the last one, `depuis`."""
    return f"v{name}" if name else "depuis"


def depth_of(address_: str) -> int:
    """Number of folders of an address, to write relative links from its page."""
    return address_.count("/")
