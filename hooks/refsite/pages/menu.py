"""Menu and footer links."""

from dataclasses import dataclass, replace

from refsite.links import addresses
from refsite.links.lookup import Views

MANY_REFERENTIELS = 4
"""Most référentiels in the menu; with more, it names the current one alone: the home page lists them."""

GUIDES = "Guides"
"""The name of the group of ordinary pages, where the settings give no menu."""

_PLACES = (
    (addresses.THEMES, "Thématiques"),
    (addresses.CATEGORIES, "Catégories"),
    (addresses.POINTS, "Points"),
    (addresses.EXPLORER, "Explorer"),
    (addresses.NEWS, "Nouveautés"),
    (addresses.DATA, "Données"),
)
FOOT = (
    (addresses.LEGAL, "Mentions légales"),
    (addresses.PRIVACY, "Données personnelles"),
    (addresses.MAP, "Plan du site"),
    (addresses.SEARCH, "Recherche"),
    (addresses.SELECTION, "Ma sélection"),
    (addresses.CONTRIBUTE, "Contribuer"),
    (addresses.STATE, "État des référentiels"),
)
"""Links of the footer, beside the declaration of accessibility, whose words the law imposes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu: a page of the site or of the web, or a group of entries (without an address).

    A page of the site that gives no name has its own.
    """

    name: str
    address: str = ""
    entries: tuple["Entry", ...] = ()

    def holds(self, address: str) -> bool:
        """Whether a page, or one above it that has an entry, is in the group."""
        return any(
            one.address == address
            or (one.address != "" and address.startswith(one.address))
            or one.holds(address)
            for one in self.entries
        )


@dataclass(frozen=True, slots=True)
class Menu:
    """Entries that the settings ask for: beside ours, or, when they are the `whole` menu, instead of them."""

    entries: tuple[Entry, ...] = ()
    whole: bool = False


NO_MENU = Menu()


def menu(views: Views, address: str, asked: Menu = NO_MENU) -> tuple[Entry, ...]:
    """The entries of the menu on the page at `address`."""
    named = views.contenu.referentiels
    if len(named) > MANY_REFERENTIELS:
        place = address.partition("/")[0]
        named = tuple(one for one in named if one.id == place)
    ours = (
        *(Entry(views.nom(one.racine), f"{one.id}/") for one in named),
        *(Entry(name, place) for place, name in _PLACES),
    )
    return (*(() if asked.whole else ours), *(_named(entry, views) for entry in asked.entries))


def _named(entry: Entry, views: Views) -> Entry:
    """An entry with its name, and those of its group."""
    if entry.entries:
        return replace(entry, entries=tuple(_named(one, views) for one in entry.entries))
    return replace(entry, name=entry.name or _name(entry.address, views))


def _name(address: str, views: Views) -> str:
    """The name of one of our pages that the settings do not name."""
    noeud = views.find(address.removesuffix("/")) or views.find(address)
    if noeud:
        return f"{noeud.id} {views.nom(noeud)}".strip()
    theme = views.theme(address.removeprefix(addresses.THEMES).removesuffix("/"))
    names = dict((*_PLACES, *FOOT, (addresses.HOME, "Accueil")))
    return names.get(address) or (views.theme_name(theme) if theme else address)
