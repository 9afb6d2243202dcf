"""JSON-LD of a page: breadcrumb and defined term."""

from collections.abc import Mapping

from markupsafe import Markup

from refsite.common.safe_html import script_data
from refsite.common.settings import Settings
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.model.values import Niveau, Noeud

Thing = Mapping[str, object]


def linked_data(
    views: Views, settings: Settings, address: str, title: str, noeud: Noeud | None
) -> Markup:
    """JSON-LD for a page, safe inside a script element: its breadcrumb and, for a référentiel or an action, the term.

    `settings.site_url` must be known: terms are named by their full addresses.
    """
    graph: list[Thing] = []
    if noeud is not None and noeud.niveau is Niveau.REFERENTIEL:
        graph.append(_term_set(views, settings, noeud))
    if noeud is not None and noeud.niveau is Niveau.ACTION:
        graph.append(_term(views, settings, noeud))
    if address != addresses.HOME:
        graph.append(_breadcrumb(views, settings, address, title, noeud))
    else:
        about = settings.appearance.description
        known = {"description": about} if about else {}
        site = {"@type": "WebSite", "name": settings.site_name, "url": settings.site_url}
        graph.append({**site, **known})
    data = {"@context": "https://schema.org", "@graph": graph}
    return script_data(data)


def _term_set(views: Views, settings: Settings, racine: Noeud) -> Thing:
    """A référentiel, with the name of each of its actions."""
    url = settings.site_url + views.address(racine)
    terms = [
        {
            "@type": "DefinedTerm",
            "@id": settings.site_url + views.address(action),
            "termCode": action.id,
            "name": views.short_name(action),
        }
        for action in views.referentiel(racine).actions()
    ]
    return {
        "@type": "DefinedTermSet", "@id": url, "url": url, "name": views.nom(racine), "inLanguage": "fr",
        "hasDefinedTerm": terms,
    }  # fmt: skip


def _term(views: Views, settings: Settings, action: Noeud) -> Thing:
    url = settings.site_url + views.address(action)
    racine = views.referentiel(action).racine
    return {
        "@type": "DefinedTerm", "@id": url, "url": url, "termCode": action.id, "name": views.nom(action),
        "description": views.description(action), "inDefinedTermSet": settings.site_url + views.address(racine),
        "inLanguage": "fr",
    }  # fmt: skip


def _breadcrumb(
    views: Views, settings: Settings, address: str, title: str, noeud: Noeud | None
) -> Thing:
    above = views.parents(noeud) if noeud is not None else ()
    trail = [("Accueil", addresses.HOME)]
    trail += [(views.short_name(parent), views.address(parent)) for parent in above]
    trail.append((title, address))
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": f"{settings.site_url}{where}",
        }
        for place, (name, where) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
