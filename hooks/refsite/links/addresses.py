"""Where everything stands on the site: an address ends with `/` and starts at the site's root, without `/`.

Addresses are made of ids, never of names, so that they outlive every rewording.
"""

from refsite.common.french import slug
from refsite.model.values import Niveau, Noeud, Referentiel

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

_PAGES = frozenset({Niveau.REFERENTIEL, Niveau.AXE, Niveau.ACTION})


def depths(referentiel: Referentiel) -> dict[Niveau, int]:
    """How many numbers the ids of each level have."""
    return {niveau: depth for depth, niveau in enumerate(referentiel.mots, 1)}


def own_page(noeud: Noeud) -> bool:
    """Whether a node has a page; the others are anchors on the page of the node above."""
    return noeud.niveau in _PAGES


def permalink(noeud: Noeud) -> str:
    """The address that every id has, `cae/6.1.2.3/`; for a node without a page, it leads to the anchor."""
    return f"{noeud.referentiel}/{noeud.id}/" if noeud.id else f"{noeud.referentiel}/"


def page_id(noeud: Noeud, depths_: dict[Niveau, int]) -> str:
    """The id of the page that shows a node: its own, its action's, or its axe's for a sous-axe."""
    if own_page(noeud):
        return noeud.id
    depth = depths_[Niveau.AXE] if noeud.niveau is Niveau.SOUS_AXE else depths_[Niveau.ACTION]
    return ".".join(noeud.id.split(".")[:depth])


def address(noeud: Noeud, depths_: dict[Niveau, int]) -> str:
    """Where a node is read: its page, or its anchor on the page that shows it."""
    page = page_id(noeud, depths_)
    base = f"{noeud.referentiel}/{page}/" if page else f"{noeud.referentiel}/"
    return base if page == noeud.id else f"{base}#{noeud.id}"


def to_print(referentiel: Referentiel) -> str:
    """The page that holds a whole référentiel, for paper; no id is a word, so none has this address."""
    return f"{referentiel.id}/imprimer/"


def theme(id_: str) -> str:
    return f"{THEMES}{id_}/"


def categorie(name: str) -> str:
    return f"{CATEGORIES}{slug(name)}/"


def version(name: str) -> str:
    """The anchor of a version on the page of news: `v2026.1`; for what changed since the last one, `depuis`."""
    return f"v{name}" if name else "depuis"


def depth_of(address_: str) -> int:
    """How many folders deep a page stands, to write relative links from it."""
    return address_.count("/")
