"""Ordinary pages: their addresses, and their HTML once it is clean and its ids are linked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from markupsafe import Markup

from refsite.common import messages
from refsite.common.problems import Report
from refsite.common.safe_html import clean_page
from refsite.links import addresses
from refsite.links.index import Index
from refsite.links.linker import Citation
from refsite.links.page_html import PageHtml, Resolver
from refsite.model.contents import RESERVED
from refsite.model.values import CATEGORIES, Contenu


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page that its summary lists: its level (1 to 6), anchor and words."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """A page that another leads to."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Generated:
    """An ordinary page as a generator gives it, its `html` neither clean nor linked.

    `markdown` is its text, `source` the path of its file (empty for a page without one), `above` the titles of the
    sections that it is in. A page that is not `found` is out of the search and of engines.
    """

    address: str
    title: str
    html: str
    markdown: str = ""
    source: str = ""
    description: str = ""
    headings: tuple[Heading, ...] = ()
    above: tuple[str, ...] = ()
    before: Place | None = None
    after: Place | None = None
    edit_url: str = ""
    found: bool = True


@dataclass(frozen=True, slots=True)
class Ordinary:
    """An ordinary page that may be published: clean HTML, its words on one line, the nodes that it cites."""

    page: Generated
    html: Markup
    words: str
    citations: tuple[Citation, ...]


def settle(pages: Iterable[Generated], index: Index, resolve: Resolver) -> tuple[Ordinary, ...]:
    """Clean and link the pages; `resolve` judges their links and images."""
    found = []
    for page in pages:
        reader = PageHtml(page.address, index, resolve)
        reader.feed(page.html)
        reader.close()
        html = clean_page(reader.html)
        found.append(Ordinary(page, html, reader.words, tuple(reader.citations)))
    return tuple(found)


def check_addresses(contenu: Contenu, report: Report) -> None:
    """Report each ordinary page whose address the site has, or another page; on some hosts, capitals are no matter."""
    taken = dict(_of_the_site(contenu))
    for page in contenu.pages:
        address = addresses.of_file(page.path)
        other = taken.setdefault(unquote(address).casefold(), page.path)
        if other != page.path:
            report.add(messages.ADDRESS_TAKEN, page.path, address=address, other=other)


def _of_the_site(contenu: Contenu) -> Iterator[tuple[str, str]]:
    """(address, what has it) of the pages that no file at the place of an ordinary page may have."""
    yield from ((f"{name}/", f"la page /{name}/ du site") for name in RESERVED)
    yield from ((f"{one.id}/", f"le référentiel {one.id}") for one in contenu.referentiels)
    yield from (
        (addresses.theme(theme.id), f"la thématique {theme.id}") for theme in contenu.thematiques
    )
    yield from ((addresses.categorie(name), f"la catégorie {name}") for name in CATEGORIES)
