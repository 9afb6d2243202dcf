"""Every page of a site, in order, and the 404 page."""

from collections.abc import Iterator

from refsite.data.exports import Files
from refsite.links import addresses
from refsite.pages.documents import NOT_FOUND, Documents, Page
from refsite.pages.reference import reference, withdrawn
from refsite.pages.subjects import subjects
from refsite.pages.tools import tools

_BY_SUBJECT = (addresses.THEMES, addresses.CATEGORIES, addresses.POINTS)


def all_pages(documents: Documents, data: Files) -> Iterator[Page]:
    """The pages of one build; `data` are the files that /donnees/ offers, unread until it is made."""
    home = _home(documents)
    yield home
    yield from reference(documents)
    others = [home, *subjects(documents), *tools(documents, data)]
    yield from others[1:]
    yield _map(documents, others)
    yield from withdrawn(documents)


def not_found(documents: Documents) -> str:
    """The document of 404.html, whose links work from any address."""
    values = {"root": documents.context.settings.base_path, "indexed": False, "source": ""}
    return documents.render("tools/not-found", NOT_FOUND, "Page introuvable", values)


def _home(documents: Documents) -> Page:
    """The home page, whose text has a title of its own or takes the site's."""
    texts = documents.context.views.contenu.accueil
    titled = bool(texts and texts[0].title and texts[0].depth == 1)
    values = {"heading": texts[:1] if titled else (), "texts": texts[1:] if titled else texts}
    title = documents.context.settings.site_name
    return documents.page("tools/home", addresses.HOME, title, values, markdown=True)


def _map(documents: Documents, others: list[Page]) -> Page:
    """The plan of the site: the référentiels in full, and the other pages in two groups."""
    by_subject = [page for page in others if page.address.startswith(_BY_SUBJECT)]
    rest = [page for page in others if page not in by_subject]
    groups = (("Par sujet", by_subject), ("Outils et informations", rest))
    return documents.page("tools/plan-du-site", addresses.MAP, "Plan du site", {"groups": groups})
