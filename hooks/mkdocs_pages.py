"""The ordinary pages on their way through MkDocs, which renders them as its documentation says.

MkDocs reads, renders and orders them, with its own settings and plugins; sheets are none of its files. What comes
out goes to `refsite` as `Generated`, which cleans and frames it: nothing of a theme is used.
"""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from pathspec.gitignore import GitIgnoreSpec

from refsite.common.problems import Report
from refsite.common.safe_html import ROOT
from refsite.links.ordinary import NOWHERE, Generated, Heading, Place
from refsite.model.page_checks import is_beyond
from refsite.model.roles import ASIDE
from refsite.pages.menu import GUIDES, NO_MENU, Entry, Menu
from refsite.reading.folder import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.toc import AnchorLink

    from refsite.links.relative import Places
    from refsite.reading.folder import Source

THEME = Path(__file__).parent.parent / "templates" / "mkdocs"
"""The folder of the only template that MkDocs renders: the content of a page, and nothing else."""


def _twemoji(options: dict[str, Any], md: Markdown) -> Any:  # noqa: ANN401  # pymdownx's signature
    """Material's index of icons, imported when a page needs it."""
    from material.extensions.emoji import twemoji  # noqa: PLC0415  # slow to load

    return twemoji(options, md)


def _svg(*arguments: Any) -> Any:  # noqa: ANN401  # pymdownx's signature
    """An icon as inline SVG, by Material."""
    from material.extensions.emoji import to_svg  # noqa: PLC0415  # slow to load

    return to_svg(*arguments)


_KEYS = {
    "arrow-down": "↓", "arrow-left": "←", "arrow-right": "→", "arrow-up": "↑", "backspace": "Retour arrière",
    "caps-lock": "Verr. maj.", "delete": "Suppr", "end": "Fin", "enter": "Entrée", "escape": "Échap", "home": "Origine",
    "insert": "Inser", "page-down": "Page suiv.", "page-up": "Page préc.", "print-screen": "Impr. écran",
    "shift": "Maj", "space": "Espace",
}  # fmt: skip
"""Names of keys on a French keyboard."""

EXTENSIONS: dict[str, dict[str, Any]] = {
    "abbr": {}, "admonition": {}, "attr_list": {}, "def_list": {}, "footnotes": {"BACKLINK_TITLE": "Revenir au texte (note {})"},
    "md_in_html": {}, "pymdownx.caret": {}, "pymdownx.details": {},
    "pymdownx.emoji": {"emoji_index": _twemoji, "emoji_generator": _svg},
    "pymdownx.highlight": {"linenums_style": "pymdownx-inline"}, "pymdownx.inlinehilite": {},
    "pymdownx.keys": {"key_map": _KEYS}, "pymdownx.mark": {},
    "pymdownx.superfences": {}, "pymdownx.tabbed": {"alternate_style": True}, "pymdownx.tasklist": {}, "pymdownx.tilde": {},
    "toc": {"permalink_title": "Lien vers cette partie"},
}  # fmt: skip
"""Material's Markdown, which pages have beside what the settings ask for; each may be configured there."""

_BUILT_IN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs itself puts before those of the settings."""

_ASIDE = GitIgnoreSpec.from_lines(f"{name.upper()}.md" for name in sorted(ASIDE))
"""Files for those who keep the folder, as MkDocs leaves files out."""

_SUMMARY = range(2, 4)
"""Levels of the headings that a page's summary lists."""


def unpublished(config: MkDocsConfig, *, preview: bool) -> Callable[[str], bool]:
    """Whether the settings keep the page of a path from being published; a preview shows drafts."""
    asked = (config.exclude_docs, None if preview else config.draft_docs)
    specs = [spec for spec in asked if spec is not None]
    return lambda path: (
        path.startswith("templates/") or any(spec.match_file(path) for spec in specs)
    )


class OrdinaryPages:
    """The ordinary pages of one build, from event to event: `found` are those that MkDocs has made."""

    def __init__(
        self, pages: Iterable[Source], sources: Iterable[Source], places: Places,
        left_out: Callable[[str], bool],
    ) -> None:  # fmt: skip
        self.found: list[Generated] = []
        self.current: Page | None = None
        self._texts, self._places = {page.path: page.text for page in pages}, places
        self._left_out = left_out
        self._sheets = {source.path for source in sources} - self._texts.keys()
        self._files = Files([])
        self._nav: Navigation | None = None
        self._asked = False

    def set_up(self, config: MkDocsConfig) -> None:
        """Give MkDocs the extensions, and the template, with which it makes pages."""
        config.theme.dirs = [str(THEME)]
        config.use_directory_urls = (
            True  # addresses of pages do not change; the settings have told it
        )
        # Or MkDocs warns of a README.md beside an index.md, and a strict build stops at it.
        config.exclude_docs = (config.exclude_docs or GitIgnoreSpec([])) + _ASIDE
        if self._texts:
            # MkDocs's own come first, as they always do: or its fences would take the place of Material's.
            names = dict.fromkeys((*_BUILT_IN, *EXTENSIONS, *config.markdown_extensions))
            config.markdown_extensions = [*names, RootLinks(self._address)]  # type: ignore[list-item]  # Python-Markdown takes both
            for name, settings in EXTENSIONS.items():
                config.mdx_configs[name] = settings | config.mdx_configs.get(name, {})

    def take(self, files: Files, config: MkDocsConfig, named: Collection[File]) -> Files:
        """Leave to MkDocs the ordinary pages, those that it leaves out, and the `named` files: nothing else of the folder."""
        kept = []
        for file in files:
            own = file.src_dir == config.docs_dir
            if own and file.src_uri not in self._texts and file not in named:
                page = file.is_documentation_page() and self._left_out(file.src_uri)
                if not page or file.src_uri in self._sheets:
                    continue
            kept.append(file)
        return Files(kept)

    def complete(self, files: Files, config: MkDocsConfig) -> Files:
        """Note the files and the nav that plugins leave."""
        self._asked = config.nav is not None
        config.nav = asked_nav(config.nav, self._address_of_nav)
        self._files = files
        return files

    def text(self, page: Page) -> str | None:
        """The text of the file of a page; None for a page that a plugin made."""
        return self._texts.get(page.file.src_uri) if page.file.generated_by is None else None

    def order(self, nav: Navigation) -> None:
        """Note the order of the pages; their titles are known once they are rendered."""
        self._nav = nav

    def add(self, page: Page, html: str) -> None:
        """Add a page that is made."""
        self.found.append(generated(page, html, self.text(page)))

    @property
    def menu(self) -> Menu:
        """The menu that the settings ask for."""
        return menu_of(self._nav, asked=self._asked) if self._nav else NO_MENU

    @property
    def files(self) -> frozenset[str]:
        """The addresses of files that MkDocs writes, as its plugins ask."""
        return frozenset(file.url for file in self._files if not file.is_documentation_page())

    def _address(self, link: str, *, image: bool) -> str | None:
        """The address of ours that a link of the current page has; None for what MkDocs judges.

        A link with something wrong is handed on as it is: `refsite` tells it in French, at its line.
        """
        handed_on = f"{NOWHERE}{quote(link)}"
        if not is_address(link):
            return handed_on  # MkDocs would stop at it
        place = unquote(urlsplit(link).path)
        if self.current is None or not place:
            return None
        path = self.current.file.src_uri
        joined = (
            place.lstrip("/")
            if place[:1] == "/"
            else posixpath.join(posixpath.dirname(path), place)
        )
        target = posixpath.normpath(joined)
        if self._files.get_file_from_path(target):
            return None
        found = self._places.lead(link, path, image=image)
        if found and found.address and not found.problem:
            return found.address.removeprefix(f"{ROOT}:")
        told = found and (found.address or posixpath.splitext(target)[1])
        return handed_on if told else None

    def _address_of_nav(self, written: str) -> str | None:
        """The address of a page of ours that the nav gives by its address or by its file."""
        named = (written, f"{written}/")
        own = (found for one in named if (found := self._places.at(one.removeprefix("/"))))
        found = next(own, None) or self._places.lead(written, "index.md")
        if written in self._texts or found is None or not found.address or found.file:
            return None
        return found.address.removeprefix(f"{ROOT}:")


def asked_nav(nav: Any, address: Callable[[str], str | None]) -> Any:  # noqa: ANN401  # lists, dicts and paths
    """The nav of the settings, in which the paths that have an `address` of ours are `root:` ones, which MkDocs keeps."""
    if isinstance(nav, list):
        return [asked_nav(item, address) for item in nav]
    if isinstance(nav, dict):
        return {title: asked_nav(item, address) for title, item in nav.items()}
    found = address(nav) if isinstance(nav, str) else None
    return nav if found is None else f"{ROOT}:{found}"


def menu_of(nav: Navigation, *, asked: bool) -> Menu:
    """The menu: as the settings have `asked`, or else one group of all pages. A nav that names a page of ours is all of it."""
    entries = tuple(_entries(nav.items))
    if not asked:
        return Menu((Entry(GUIDES, entries=entries),) if entries else ())
    links = _links(nav.items)
    return Menu(entries, whole=any(link.url.startswith(f"{ROOT}:") for link in links))


def _entries(items: list[Any]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, Section):  # one of mkdocs-section-index is a page, too
            own = (_entry(item),) if isinstance(item, Page) else ()
            yield Entry(_text(item.title), entries=(*own, *_entries(item.children)))
        elif isinstance(item, Link):
            yield Entry(item.title or "", item.url.removeprefix(f"{ROOT}:"))
        elif isinstance(item, Page):
            yield _entry(item)


def _entry(page: Page) -> Entry:
    return Entry(_text(page.title) or page.file.name, _address(page))


def _links(items: list[Any]) -> Iterator[Link]:
    for item in items:
        if isinstance(item, Link):
            yield item
        elif isinstance(item, Section):
            yield from _links(item.children)


def settle_text(markdown: str) -> str:
    """The text of a page as that of sheets is read: in NFC, without characters that command a terminal or a page.

    One that is beyond the bounds, which a preview shows all the same, is code.
    """
    text = decode("", markdown.encode(errors="replace"), Report())
    return indent(markdown, " " * 4) if text is None or is_beyond(text) else text


def settle_meta(meta: MutableMapping[str, Any]) -> None:
    """Remove malformed titles and descriptions, and any `template`, from the front matter of a page."""
    for name in ("title", "description"):
        if not _text(meta.get(name)):
            meta.pop(name, None)
    meta.pop("template", None)


def generated(page: Page, html: str, text: str | None) -> Generated:
    """A page as MkDocs gives it, `html` included; `text` is that of its file, None for a page that a plugin made."""
    hidden = page.meta.get("hide")
    toc_hidden = "toc" in hidden if isinstance(hidden, (str, list)) else False
    search = page.meta.get("search")
    excluded = isinstance(search, dict) and bool(search.get("exclude"))
    return Generated(
        _address(page), _text(page.title) or page.file.name, html, page.markdown or "",
        source="" if text is None else page.file.src_uri, original=text or "",
        description=_text(page.meta.get("description")),
        headings=() if toc_hidden else tuple(_headings(page.toc)),
        above=tuple(_text(above.title) for above in page.ancestors)[::-1],
        before=_place(page.previous_page), after=_place(page.next_page), edit_url=page.edit_url or "",
        found=not excluded,
    )  # fmt: skip


def _text(value: object) -> str:
    """A value of front matter on one line; empty for a list, a mapping or nothing."""
    scalar = isinstance(value, (str, int, float, date))
    return " ".join(str(value).split()) if scalar else ""


def _address(page: Page) -> str:
    return page.file.url.removeprefix("./")


def _place(page: Page | None) -> Place | None:
    return None if page is None else Place(_address(page), _text(page.title) or page.file.name)


def _headings(toc: Any) -> Iterator[Heading]:  # noqa: ANN401  # MkDocs's table of contents, or a list of its items
    item: AnchorLink
    for item in toc:
        if item.level in _SUMMARY:
            yield Heading(item.level, item.id, item.title)
        yield from _headings(item.children)


def is_address(text: str) -> bool:
    """Whether an address can be read."""
    try:
        urlsplit(text)
    except ValueError:  # brackets where no address has them
        return False
    return True


class Address(Protocol):
    """A function from a link, or the address of an image, to an address of ours; None where there is none."""

    def __call__(self, link: str, *, image: bool) -> str | None: ...


class RootLinks(Extension):
    """Python-Markdown extension that leads links to our pages and files, before MkDocs judges them.

    `address` gives the address of ours that a link of the page under way has; None for what MkDocs judges.
    """

    def __init__(self, address: Address) -> None:
        super().__init__()
        self._address = address

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's name
        """Run just before MkDocs's own treeprocessor, whose priority is 0."""
        md.treeprocessors.register(_RootLinks(md, self._address), "refsite", 1)


class _RootLinks(Treeprocessor):
    def __init__(self, md: Markdown, address: Address) -> None:
        super().__init__(md)
        self._address = address

    def run(self, root: Element) -> None:
        for tag, name in (("a", "href"), ("img", "src")):
            for element in root.iter(tag):
                found = self._address(element.get(name) or "", image=tag == "img")
                if found is not None:
                    element.set(name, f"{ROOT}:{found}")
