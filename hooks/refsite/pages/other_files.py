"""The files that are no pages: redirects of every id, Markdown, sitemap, robots."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from refsite.changes.changes import Kind
from refsite.common.settings import Settings
from refsite.links import addresses
from refsite.pages.documents import Documents, Page

Made = tuple[str, Callable[[], str]]


def redirects(documents: Documents) -> Iterator[Made]:
    """Redirects of the ids that are anchors, from an address of their own: (file, function that makes it)."""
    views = documents.context.views
    for referentiel in views.contenu.referentiels:
        for noeud in referentiel.walk():
            if not addresses.own_page(noeud):
                title = f"{noeud.id} {views.nom(noeud)}"
                yield _leading(documents, addresses.permalink(noeud), title, views.address(noeud))


def remains(documents: Documents) -> Iterator[Made]:
    """Redirects of ids removed with a withdrawn parent: (file, function that makes it)."""
    contenu = documents.context.views.contenu
    withdrawn = contenu.retires()
    taken = {noeud.key for noeud in contenu.walk()} | withdrawn.keys()
    for entry in documents.context.history.entries:
        for change in entry.changes:
            place = change.key.partition("/")[0]
            moved = change.kind is Kind.DEPLACEMENT
            retire = withdrawn.get(f"{place}/{change.before}" if moved else change.key)
            for id_ in change.below if moved or change.kind is Kind.RETRAIT else ():
                key = f"{place}/{id_}"
                if retire and key not in taken:
                    taken.add(key)
                    yield _leading(documents, f"{key}/", f"{id_} : numéro retiré", f"{retire.key}/")


def _leading(documents: Documents, address: str, title: str, target: str) -> Made:
    """A redirect from an address to another: its file, and the function that makes it."""
    values = {"root": "../" * addresses.depth_of(address), "title": title, "target": target}
    return f"{address}index.html", partial(documents.bare, "layout/redirect.html.j2", values)


def transcripts(pages: Iterable[Page], documents: Documents) -> Iterator[Made]:
    """Markdown of every page of a sheet, and llms.txt, which lists them: (file, function that makes it)."""
    for page in pages:
        if page.markdown:
            yield f"{page.address}index.md", page.markdown
    yield "llms.txt", partial(documents.text, "feeds/llms.txt.j2")


def sitemap(pages: Iterable[Page], documents: Documents) -> str:
    """The sitemap of the pages that engines may list, in the order of the site."""
    return documents.bare("feeds/sitemap.xml.j2", {"pages": pages})


def robots(settings: Settings) -> str:
    """robots.txt: everything may be read; the sitemap's address where the site knows its own."""
    return "User-agent: *\nAllow: /\n" + (
        f"Sitemap: {settings.site_url}sitemap.xml\n" if settings.site_url else ""
    )
