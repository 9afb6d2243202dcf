"""Builds sites and reads them as a visitor's browser does: what all whole-site tests share.

A site is a mapping of paths to bytes, whether it stands on disk (`on_disk`) or in memory (`in_memory`).
"""

import html
import json
import os
import posixpath
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from refsite.common.settings import Settings
from refsite.history.git import read_past
from refsite.history.timeline import no_history, read_history
from refsite.site.build import build, study
from refsite.site.site_files import Site

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"
CONTENT = PROJECT / "referentiel"

Files = Mapping[str, bytes]

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNREAD = frozenset({"script", "style", "template", "nav", "svg"})
_LOADING = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background"})
_CSS_LOADS = re.compile(r"@import|url\(", re.IGNORECASE)
_RUN = frozenset({"javascript", "data", "vbscript"})


@dataclass
class Element:
    """A tag with what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag == tag]

    def one(self, tag: str) -> "Element":
        """The only element of that tag."""
        (found,) = self.all(tag)
        return found

    def by_id(self, id_: str) -> "Element":
        """The only element of that id."""
        (found,) = [element for element in self.walk() if element.attributes.get("id") == id_]
        return found

    def labelled(self, name: str) -> list["Element"]:
        """The sections whose heading has that id."""
        return [e for e in self.all("section") if e.attributes.get("aria-labelledby") == name]

    def by_class(self, name: str) -> list["Element"]:
        return [e for e in self.walk() if name in e.attributes.get("class", "").split()]

    @property
    def raw(self) -> str:
        """The text as it stands, each blank kept."""
        return "".join(self.pieces(""))

    @property
    def text(self) -> str:
        """The words as they are read, blanks made one."""
        return " ".join(self.raw.split())

    @property
    def lines(self) -> list[str]:
        """The words, line by line: each block and each `<br>` begins a line."""
        inline = {"a", "b", "code", "em", "i", "strong", "sub", "sup", "u", "span"}
        pieces = self.pieces("\0", inline)
        found = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
        return [line for line in found if line]

    @property
    def parted(self) -> str:
        """The words, with a blank at every tag and without what no visitor reads."""
        return "".join(self.pieces(" ", unread=_UNREAD))

    def pieces(
        self,
        edge: str,
        inline: frozenset[str] | set[str] = frozenset(),
        unread: frozenset[str] = frozenset(),
    ) -> Iterator[str]:
        mark = "" if self.tag in inline else edge
        yield mark
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif not (child.tag in unread or (unread and child.hidden)):
                yield from child.pieces(edge, inline, unread)
        yield mark

    @property
    def hidden(self) -> bool:
        return "hidden" in self.attributes or self.attributes.get("aria-hidden") == "true"


class _Reader(HTMLParser):
    """Tags to elements; what does not nest is kept in `faults`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [
            f"attribut double {name}" for name in {n for n in names if names.count(n) > 1}
        ]
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> ferme <{self.open[-1].tag}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


@dataclass
class Document:
    """A page, read."""

    root: Element
    faults: list[str]

    @property
    def main(self) -> Element:
        return self.root.one("main")

    @property
    def ids(self) -> Counter[str]:
        return Counter(e.attributes["id"] for e in self.root.walk() if "id" in e.attributes)

    @property
    def headings(self) -> list[tuple[int, str]]:
        """(level, words) of each heading of the page's own text."""
        return [(int(e.tag[1]), e.text) for e in self.main.walk() if re.fullmatch(r"h[1-6]", e.tag)]

    @property
    def redirect(self) -> str:
        """Where the page sends its visitor on; empty for one that stays."""
        refresh = [e for e in self.root.all("meta") if e.attributes.get("http-equiv") == "refresh"]
        return refresh[0].attributes["content"].partition("url=")[2] if refresh else ""

    @property
    def links(self) -> list[str]:
        """The addresses that the page leads to or loads, but for the canonical one."""
        canonical = [e for e in self.root.all("link") if e.attributes.get("rel") == "canonical"]
        found = [
            e.attributes[name]
            for e in self.root.walk()
            for name in ("href", "src")
            if name in e.attributes and not any(e is other for other in canonical)
        ]
        return [*found, self.redirect] if self.redirect else found

    @property
    def hrefs(self) -> dict[str, str]:
        """The words of each link of the page's own text, with its address."""
        return {e.text: e.attributes["href"] for e in self.main.all("a")}

    def meta(self, name: str) -> str | None:
        """The content of a named meta tag; None without it."""
        found = [e for e in self.root.all("meta") if e.attributes.get("name") == name]
        return found[0].attributes["content"] if found else None


@lru_cache(maxsize=4096)
def read(page: bytes) -> Document:
    """A page's document."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    left = [f"<{element.tag}> n’est pas fermé" for element in reader.open[1:]]
    return Document(reader.root, reader.faults + left)


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def in_memory(
    folder: Path, settings: Settings | None = None, *, preview: bool = False, past: bool = False
) -> dict[str, bytes]:
    """The site of a content folder by the pure core alone, written nowhere; with `past`, its history too."""
    remember = partial(read_history, read_past(folder)) if past else no_history
    found = study(folder, remember=remember)
    return as_files(
        build(found, settings or Settings(), TEMPLATES, folder=folder.name, preview=preview)
    )


def as_files(site: Site) -> dict[str, bytes]:
    """Pages and files in one mapping."""
    return dict(site)


def pages(site: Files) -> dict[str, Document]:
    """The documents of a site by path."""
    return {path: read(content) for path, content in site.items() if path.endswith(".html")}


def page(site: Files, address: str) -> Document:
    """The document at an address such as `cae/6.1.2/`."""
    return read(site[f"{address}index.html"])


def mkdocs(
    *arguments: str, content: Path = CONTENT, project: Path = PROJECT, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as an editor does; `more` is added to its environment."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=project, env=environment(content, **more),
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def environment(content: Path, **more: str) -> dict[str, str]:
    """The environment of the commands that the Makefile runs."""
    own = {"NO_MKDOCS_2_WARNING": "1", "REFSITE_CONTENT": str(content), "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, "PYTHONPATH": "hooks", **own, **more}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write texts or bytes below a folder, and return it."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def dead_links(site: Files, base: str = "/") -> list[str]:
    """Links whose page, or whose anchor on that page, is not on the site. `base` is its path on its host."""
    documents = pages(site)
    faults = []
    for path, document in documents.items():
        for link in document.links:
            target = _target(path, link, base)
            if target is None:
                continue
            file, fragment = target
            if file not in site:
                faults.append(f"{path} : {link} ne mène à rien")
            elif fragment and fragment not in documents[file].ids:
                faults.append(f"{path} : {link} mène à une page sans cette ancre")
    return faults


def unreached(site: Files, base: str = "/") -> list[str]:
    """Pages to which no way leads from the home page, redirects and 404.html left aside."""
    documents = pages(site)
    seen, ahead = {"index.html"}, ["index.html"]
    while ahead:
        path = ahead.pop()
        targets = (_target(path, link, base) for link in documents[path].links)
        new = {file for file, _ in filter(None, targets) if file in documents} - seen
        seen |= new
        ahead += sorted(new)
    return [p for p, d in documents.items() if p not in seen and not d.redirect and p != "404.html"]


def _target(path: str, link: str, base: str) -> tuple[str, str] | None:
    """The file and anchor of a link found on the page `path`; None when it leaves the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    fragment = unquote(parts.fragment)
    if not parts.path:
        return path, fragment
    where = unquote(parts.path)
    address = posixpath.normpath(posixpath.join(base + posixpath.dirname(path), where))
    below = f"{address.rstrip('/')}/" if where.endswith("/") or where in {".", ".."} else address
    if not below.startswith(base):
        return below, fragment
    file = below.removeprefix(base)
    return (f"{file}index.html" if not file or file.endswith("/") else file), fragment


def double_ids(site: Files) -> list[str]:
    """Ids that stand more than once on a page."""
    found = (
        (path, id_, n) for path, document in pages(site).items() for id_, n in document.ids.items()
    )
    return [f"{path} : {id_} y est {n} fois" for path, id_, n in found if n > 1]


def heading_faults(site: Files) -> list[str]:
    """Pages without one h1 first, and headings that jump over a level."""
    faults = []
    for path, document in pages(site).items():
        if document.redirect:
            continue
        levels = [level for level, _ in document.headings]
        if levels[:1] != [1] or levels.count(1) != 1:
            faults.append(f"{path} : les titres commencent ainsi : {document.headings[:3]}")
        faults += [
            f"{path} : h{low} suit h{high}" for high, low in pairwise(levels) if low > high + 1
        ]
        faults += [f"{path} : un titre est vide" for _, text in document.headings if not text]
    return faults


def loads_from_elsewhere(site: Files) -> list[str]:
    """Addresses that a browser would fetch from another host; links that one may follow are free to lead there."""
    faults = []
    for path, document in pages(site).items():
        for element in document.root.walk():
            names = _LOADING | {"href", "xlink:href"} if element.tag != "a" else {"ping"}
            canonical = element.attributes.get("rel") == "canonical"
            for name in names & element.attributes.keys():
                parts = urlsplit(element.attributes[name])
                if (parts.scheme or parts.netloc) and not canonical:
                    faults.append(f"{path} : <{element.tag} {name}={element.attributes[name]}>")
            styles = element.attributes.get("style", "") + (
                element.text if element.tag == "style" else ""
            )
            if _CSS_LOADS.search(styles):
                faults.append(f"{path} : <{element.tag}> charge par son style")
    sheets = {path: content for path, content in site.items() if path.endswith(".css")}
    return faults + [path for path, css in sheets.items() if _CSS_LOADS.search(css.decode())]


_OWN_SCRIPT = re.compile(r"(?:\.\./)*(?:/[\w/]*)?assets/[a-z]+\.[0-9a-f]{10}\.js")


def _is_ours(element: Element) -> bool:
    """Whether a script or a form is one that our templates write."""
    attributes = element.attributes
    if element.tag == "script":
        if attributes.get("type") == "application/ld+json":
            return "<" not in element.raw and isinstance(json.loads(element.raw), dict)
        named = _OWN_SCRIPT.fullmatch(attributes.get("src", "")) is not None
        return named and set(attributes) <= {"type", "src"} and not element.text.strip()
    if element.tag == "form":
        return attributes.get("class") == "search" or attributes.get("id") in {
            "recherche",
            "filtres",
            "chercher",
        }
    return False


def harm(document: Document) -> list[str]:
    """Elements and attributes that could run in a visitor's browser."""
    faults = []
    for element in document.root.walk():
        if _is_ours(element):
            continue
        if element.tag in {
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "form",
            "style",
            "math",
        } or (element.tag == "img" and ":" in element.attributes.get("src", ":")):
            faults.append(f"<{element.tag}>")
        for name, value in element.attributes.items():
            scheme = re.sub(r"[\x00-\x20]", "", value).partition(":")[0].lower()
            if name.startswith("on") or name in {"srcdoc", "style"} or scheme in _RUN:
                faults.append(f"<{element.tag} {name}={value}>")
    return faults


def words(text: str) -> list[str]:
    """The words of a text, whatever their case, their signs or their typography."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("œ", "oe")
    return re.findall(r"[^\W_]+|[%€]", text)


def lost_lines(sheet: str, document: Document) -> list[str]:
    """The lines of a sheet, its yaml blocks left aside, whose words do not follow one another on its page."""
    read_there = f" {' '.join(words(document.main.parted))} "
    lost = []
    in_block = False
    for line in sheet.splitlines():
        if line.lstrip().startswith("```"):
            in_block = not in_block
            continue
        if in_block:
            continue
        shown = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
        shown = re.sub(r"<(https?://[^>]*)>", r"\1", shown)
        shown = re.sub(r"</?[a-z]+[^>]*>", " ", shown)
        shown = re.sub(r"^\s*(?:\d+[.)]|[-+*•−–o])\s+", "", shown)
        shown = "" if shown.strip("# ").lower() == "actions" else html.unescape(shown)
        if words(shown) and f" {' '.join(words(shown))} " not in read_there:
            lost.append(line)
    return lost
