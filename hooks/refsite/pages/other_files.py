"""The files that are no pages: redirects of every id, sitemap, robots."""

from collections.abc import Callable, Iterable, Iterator
from html import escape

from refsite.changes.changes import Kind
from refsite.common.settings import Settings
from refsite.history.timeline import History
from refsite.links import addresses
from refsite.model.values import Contenu
from refsite.pages.all_pages import Pages
from refsite.pages.documents import Page

Made = tuple[str, Callable[[], str]]


def redirects(contenu: Contenu, pages: Pages) -> Iterator[Made]:
    """(file, what makes it) for each id that is an anchor: its own address leads there."""
    for referentiel in contenu.referentiels:
        for noeud in referentiel.walk():
            if not addresses.own_page(noeud):
                yield pages.redirect(noeud)


def remains(contenu: Contenu, history: History, pages: Pages) -> Iterator[Made]:
    """(file, what makes it) for each number that left with one that is declared withdrawn: it leads to that one's page."""
    withdrawn = contenu.retires()
    taken = {noeud.key for r in contenu.referentiels for noeud in r.walk()} | withdrawn.keys()
    for entry in history.entries:
        for change in entry.changes:
            place = change.key.partition("/")[0]
            moved = change.kind is Kind.DEPLACEMENT
            retire = withdrawn.get(f"{place}/{change.before}" if moved else change.key)
            for id_ in change.below if moved or change.kind is Kind.RETRAIT else ():
                key = f"{place}/{id_}"
                if retire and key not in taken:
                    taken.add(key)
                    yield pages.led(retire, key)


def sitemap(pages: Iterable[Page], settings: Settings) -> str:
    """The sitemap of the pages that engines may list, in the order of the site."""
    places = "".join(
        f"<url><loc>{escape(settings.site_url + page.address, quote=False)}</loc>{_last(page)}</url>\n"
        for page in pages
        if page.indexed
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n"


def _last(page: Page) -> str:
    return f"<lastmod>{page.modified.isoformat()}</lastmod>" if page.modified else ""


def robots(settings: Settings) -> str:
    """robots.txt: everything may be read; the sitemap's address where the site knows its own."""
    return "User-agent: *\nAllow: /\n" + (
        f"Sitemap: {settings.site_url}sitemap.xml\n" if settings.site_url else ""
    )
