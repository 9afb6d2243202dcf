"""Ordinary pages: their addresses, and their HTML once it is clean and its ids are linked."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from markupsafe import Markup

from refsite.common import messages
from refsite.common.problems import Message, Report
from refsite.common.safe_html import ROOT, clean_page
from refsite.links import addresses
from refsite.links.index import Index
from refsite.links.linker import Citation
from refsite.links.page_html import Attributes, Kept, PageHtml, own_anchor
from refsite.links.relative import Places
from refsite.model.contents import RESERVED
from refsite.model.roles import KEPT
from refsite.model.values import CATEGORIES, Contenu
from refsite.prose.parse import Destination
from refsite.prose.refusals import safe_address

_OURS = f"{ROOT}:"
_PAGES = frozenset({"index.html", "index.md"})
"""Files that a page has in its folder."""
_FILES = frozenset(
    {"404.html", "_headers", "favicon.ico", "llms.txt", "robots.txt", "sitemap.xml", addresses.FEED}
)
_FOLDERS = frozenset({"assets", "donnees"})
"""Folders whose files have names that only the build knows."""
NOWHERE = "?"
"""Beginning of an address after `root:` that holds, percent-encoded, a link as it was written, to be told."""
_HERE = "https://site.invalid/"
"""The root of the site, while the relative links of a page are resolved."""


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

    `markdown` is its text, `source` the path of its file and `original` what it holds (empty for a page without one),
    `above` the titles of the sections that it is in. A page that is not `found` is out of the search and of engines.
    """

    address: str
    title: str
    html: str
    markdown: str = ""
    source: str = ""
    original: str = ""
    description: str = ""
    headings: tuple[Heading, ...] = ()
    above: tuple[str, ...] = ()
    before: Place | None = None
    after: Place | None = None
    edit_url: str = ""
    found: bool = True


@dataclass(frozen=True, slots=True)
class Ordinary:
    """An ordinary page that may be published: clean HTML, its words on one line, the nodes that it cites, its files."""

    page: Generated
    html: Markup
    words: str
    citations: tuple[Citation, ...]
    files: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Its Markdown, without the title that every page has in its place."""
        text = self.page.markdown.strip()
        first, _, rest = text.partition("\n")
        return rest.strip() if first.startswith("# ") else text


def settle(
    pages: Iterable[Generated], index: Index, places: Places, more: Collection[str], report: Report
) -> tuple[Ordinary, ...]:
    """Clean and link the pages; reports the links that lead nowhere. `more` are addresses that only the generator knows."""
    pages = tuple(pages)
    more = frozenset((*more, *(page.address for page in pages)))
    found = []
    for page in pages:
        judge = _Judge(page, places, more, report)
        reader = PageHtml(page.address, index, judge.judge)
        reader.feed(page.html)
        reader.close()
        html = clean_page(reader.html)
        headings = tuple(replace(one, anchor=own_anchor(one.anchor)) for one in page.headings)
        own = replace(page, headings=headings)
        files = frozenset(judge.files)
        found.append(Ordinary(own, html, reader.words, tuple(reader.citations), files))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judgement of the links and images of a page; `files` are the images and documents among them."""

    page: Generated
    places: Places
    more: Collection[str]
    report: Report
    files: set[str] = field(default_factory=set)

    def judge(self, tag: str, attributes: Attributes) -> Kept | None:
        """A link or an image with an address that may be followed; None for one that goes."""
        image = tag == "img"
        name = "src" if image else "href"
        written = attributes.get(name)
        if written is None or written[:1] == "#":
            return Kept(attributes)
        found = self._destination(written, image=image)
        if found is None:
            return None
        if image and found.file and found.size is None:
            self._tell(messages.IMAGE_OTHER, written)
            return None
        self.files.update(filter(None, [found.file]))
        made = {**attributes, name: found.address}
        if not image:
            return Kept(made, found.key, found.label)
        if not attributes.get("alt", "").strip():
            self._tell(messages.IMAGE_NO_TEXT, written)
        width, height = map(str, found.size or ("", ""))
        sizes = {"width": width, "height": height} if found.size else {}
        return Kept({"alt": "", **made, **sizes, "loading": "lazy", "decoding": "async"})

    def _destination(self, written: str, *, image: bool) -> Destination | None:
        """Where a link or an image leads: on the site, or, for a link, to the web or to mail. Reports the others."""
        if not image and (address := safe_address(written)):
            return Destination(address)
        own = written.removeprefix(_OURS)
        if own != written and own.startswith(NOWHERE):
            return self._led(unquote(own.removeprefix(NOWHERE)), image=image)
        parts = _split(own, _HERE if own != written else f"{_HERE}{self.page.address}")
        if parts and f"{parts.scheme}://{parts.netloc}/" == _HERE:
            path = parts.path.removeprefix("/")
            address = f"{path}#{parts.fragment}" if parts.fragment else path
            if found := self.places.at(address):
                if found.problem:
                    self._tell(found.problem, own)
                return found
            if path in self.more:
                return Destination(f"{_OURS}{address}")
        return self._led(own, image=image)

    def _led(self, own: str, *, image: bool) -> Destination | None:
        """Destination of an address relative to the page's file; reports its problem."""
        led = self.places.lead(own, self.page.source, image=image) if self.page.source else None
        problem = messages.IMAGE if image else messages.LINK_NOWHERE
        if led is None or led.problem or not led.address:
            self._tell((led and led.problem) or problem, own)
        return led if led and led.address else None

    def _tell(self, message: Message, written: str) -> None:
        """Report a problem at the first line of the page that has the address."""
        own = written.removeprefix(_OURS)
        line = _line(self.page.original, own)
        near = (
            self.places.nearest(own, self.page.source)
            if message.code == messages.FILE_MISSING.code
            else None
        )
        self.report.add(message, self.page.source, line, value=own, near=near)


def _line(text: str, address: str) -> int:
    """The line of a file where a link has an address, or where the address is; 0 when it is nowhere."""
    own = re.escape(address)
    found = re.search(rf"(?:\]\([ \t]*<?|\]:[ \t]*<?|=[ \t]*[\"']?){own}", text) or re.search(
        own, text
    )
    return text.count("\n", 0, found.end()) + 1 if found else 0


def _split(address: str, base: str) -> SplitResult | None:
    """The parts of an address seen from `base`; None for one that cannot be read."""
    try:
        return urlsplit(urljoin(base, address))
    except ValueError:  # brackets where no address has them
        return None


def check_addresses(contenu: Contenu, report: Report) -> None:
    """Report each ordinary page whose address the site has, or another page; on some hosts, capitals are no matter."""
    taken = dict(_of_the_site(contenu))
    for page in contenu.pages:
        address = addresses.of_file(page.path)
        own, place = f"de {page.path}", unquote(address).casefold()
        other = _of_a_file(place) or taken.setdefault(place, own)
        if other != own:
            report.add(messages.PAGE_TAKEN, page.path, address=address, other=other)


def _of_a_file(place: str) -> str:
    """Description of the file or folder of the site that is where a page would be; empty without one."""
    top, *below = parts = place.rstrip("/").split("/")
    if below and top in _FOLDERS:
        return f"d’un fichier du dossier {top}/ du site"
    found = _FILES & {place.rstrip("/")} or _PAGES & set(parts)
    return f"du fichier {min(found)} du site" if found else ""


def _of_the_site(contenu: Contenu) -> Iterator[tuple[str, str]]:
    """(address, what has it) of the pages that no file at the place of an ordinary page may have."""
    yield from ((f"{name}/", "d’une page à venir du site") for name in KEPT)
    yield from ((f"{name}/", f"de la page /{name}/ du site") for name in RESERVED - KEPT)
    yield from ((f"{one.id}/", f"du référentiel {one.id}") for one in contenu.referentiels)
    yield from (
        (addresses.theme(theme.id), f"de la thématique {theme.id}") for theme in contenu.thematiques
    )
    yield from ((addresses.categorie(name), f"de la catégorie {name}") for name in CATEGORIES)
