"""Menu and footer links."""

from refsite.links import addresses
from refsite.links.lookup import Views

MANY_REFERENTIELS = 4
"""Most référentiels in the menu; with more, it names the current one alone: the home page lists them."""

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


def menu(views: Views, address: str) -> tuple[tuple[str, str], ...]:
    """The entries of the menu on the page at `address`: where each leads, and its name."""
    named = views.contenu.referentiels
    if len(named) > MANY_REFERENTIELS:
        place = address.partition("/")[0]
        named = tuple(one for one in named if one.id == place)
    return (*((f"{one.id}/", views.nom(one.racine)) for one in named), *_PLACES)
