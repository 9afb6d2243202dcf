"""Addresses of pages: each ends with `/` and starts at the site's root, without `/`.

Addresses are made of ids, never of names, so that they outlive every rewording.
"""

from urllib.parse import quote

from refsite.common.french import slug
from refsite.model.values import Noeud, Referentiel

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
FIXED = (
    THEMES, CATEGORIES, POINTS, SEARCH, EXPLORER, CONTRIBUTE, STATE, ACCESSIBILITY, LEGAL, PRIVACY, MAP, NEWS, DATA,
    SELECTION,
)  # fmt: skip
"""The pages that are there whatever the sheets hold."""


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


def version(name: str) -> str:
    """The anchor of a version on the page of news: `v2026.1`; for what changed since the last one, `depuis`."""
    return f"v{name}" if name else "depuis"


def depth_of(address_: str) -> int:
    """Number of folders of an address, to write relative links from its page."""
    return address_.count("/")
