"""HTML of an ordinary page to the same with the site's links, ready to be cleaned.

Ids in its sentences are linked; relative addresses become `root:` ones; what Material does with scripts works
without: tabs have titles for paper, boxes of tasks are signs.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from refsite.common.safe_html import ROOT, spaced
from refsite.links.index import Index
from refsite.links.linker import Citation, excerpt
from refsite.links.mentions import find_in_page

Attributes = Mapping[str, str]
Resolver = Callable[[str, Attributes], Attributes | None]
"""Takes `a` or `img` and its attributes; gives those to write, None for an element that must go."""

FRAME_IDS = frozenset({"contenu", "historique", "menu", "recherche", "suggestions"})
"""Ids that the layout around a page has, or that its scripts look for: an anchor with this name gets another."""

_RUNS = frozenset(
    """address article aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre
    section summary table tbody td tfoot th thead tr ul""".split()
)
"""Elements at whose start and end a paragraph ends."""
_CLOSED = frozenset({"a", "code", "kbd", "pre", "samp", "script", "style", "svg", "title"})
"""Elements whose words are no place for a link."""
_ID = re.compile(r"\S+")
_EMPTY_HEADING = re.compile(r"<(h[1-6])(?: [^>]*)?>\s*</\1>")
_UNSPACED = frozenset({"code", "kbd", "pre", "samp", "script", "style", "svg"})
_TITLES = {
    "abstract": "En résumé", "bug": "Anomalie", "danger": "Danger", "example": "Exemple", "failure": "Échec",
    "info": "Pour information", "note": "À noter", "question": "Question", "quote": "Citation", "success": "Réussite",
    "tip": "Conseil", "warning": "Attention",
}  # fmt: skip
"""Titles of Material's admonitions, by kind; the extension writes the kind itself, in English."""
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(slots=True)
class _Words:
    """Text between two tags; `links` are stretches of it that lead to nodes: start, end, key and title."""

    text: str
    open: bool
    links: list[tuple[int, int, str, str]] = field(default_factory=list)

    def html(self) -> str:
        parts, done = [], 0
        for start, end, address, title in self.links:
            parts.append(html.escape(self.text[done:start], quote=False))
            words = html.escape(self.text[start:end], quote=False)
            parts.append(f'<a href="{ROOT}:{address}" title="{html.escape(title)}">{words}</a>')
            done = end
        return "".join((*parts, html.escape(self.text[done:], quote=False)))


@dataclass(frozen=True, slots=True)
class _Element:
    """An element that is open; one that is not `written` leaves only its words."""

    tag: str
    classes: frozenset[str]
    written: bool


class PageHtml(HTMLParser):
    """One page, `source`, being rewritten. After `close`: `html`, `words`, `citations`."""

    def __init__(self, source: str, index: Index, resolve: Resolver) -> None:
        super().__init__(convert_charrefs=True)
        self.citations: list[Citation] = []
        self._source, self._index, self._resolve = source, index, resolve
        self._parts: list[str | _Words] = []
        self._run: list[_Words] = []
        self._open: list[_Element] = []
        self._tags: Counter[str] = Counter()
        self._ids: set[str] = set()
        self._tabs: list[list[str]] = []

    @property
    def html(self) -> str:
        made = "".join(part if isinstance(part, str) else part.html() for part in self._parts)
        return _EMPTY_HEADING.sub("", made)

    @property
    def words(self) -> str:
        """The words of the page on one line, for those who search."""
        texts = (part.text for part in self._parts if isinstance(part, _Words))
        return " ".join(" ".join(texts).split())

    def close(self) -> None:
        super().close()
        self._end_run()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_run(tag)
        attributes = {name: value or "" for name, value in attrs}
        kept = self._kept(tag, attributes)
        classes = frozenset(attributes.get("class", "").split())
        if tag not in _VOID:
            self._open.append(_Element(tag, classes, written=kept is not None))
            self._tags[tag] += 1
        if kept is not None:
            self._write_tag(tag, kept)
        if "tabbed-labels" in classes:
            self._tabs.append([])
        elif "tabbed-block" in classes and self._tabs and self._tabs[-1]:
            title = html.escape(self._tabs[-1].pop(0), quote=False)
            self._parts.append(f'<p class="tabbed-title">{title}</p>')

    def handle_endtag(self, tag: str) -> None:
        self._end_run(tag)
        while self._tags[tag]:
            element = self._open.pop()
            self._tags[element.tag] -= 1
            if "tabbed-content" in element.classes and self._tabs:
                self._tabs.pop()
            if element.written:
                self._parts.append(f"</{element.tag}>")
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        data = self._default_title(data)
        words = _Words(data if self._inside(_UNSPACED) else spaced(data), not self._inside(_CLOSED))
        self._parts.append(words)
        self._run.append(words)
        if self._tabs and any("tabbed-labels" in element.classes for element in self._open):
            self._tabs[-1] += [data.strip()] if data.strip() else []

    def _inside(self, tags: Iterable[str]) -> bool:
        """Whether one of the elements that are open is of these."""
        return any(self._tags[tag] for tag in tags)

    def _default_title(self, data: str) -> str:
        """The words of an admonition's title, in French where its author gave none."""
        if len(self._open) > 1 and self._open[-1].tag in {"p", "summary"}:
            kinds = self._open[-2].classes & _TITLES.keys()
            if any(data == kind.capitalize() for kind in kinds):
                return _TITLES[data.lower()]
        return data

    def _kept(self, tag: str, attributes: dict[str, str]) -> Attributes | None:
        """Attributes of an element as it is written; None for one that goes."""
        if tag == "input" and attributes.get("type") == "checkbox":
            done = "checked" in attributes
            self._parts.append(_box(done))
            return None
        if tag in {"a", "img"}:
            found = self._resolve(tag, attributes)
            if tag == "img" and found is None:
                self.handle_data(attributes.get("alt", ""))
            return found
        if tag in {"td", "th"} and "style" in attributes:
            side = attributes.pop("style").replace(" ", "").removeprefix("text-align:").rstrip(";")
            attributes["class"] = f"{attributes.get('class', '')} align-{side}".strip()
        return attributes

    def _write_tag(self, tag: str, attributes: Attributes) -> None:
        """Write a tag; an address comes first, by which `root:` ones are found again."""
        own = sorted(attributes.items(), key=lambda item: item[0] not in {"href", "src"})
        own = [(name, value) for name, value in own if name != "id" or self._is_new(value)]
        written = "".join(f' {name}="{html.escape(_value(name, value))}"' for name, value in own)
        self._parts.append(f"<{tag}{written}>")

    def _is_new(self, id_: str) -> bool:
        """Whether an id may be written: one without blanks, which no other element has."""
        new = bool(_ID.fullmatch(id_)) and id_ not in self._ids
        self._ids.add(id_)
        return new

    def _end_run(self, tag: str = "p") -> None:
        """Link the ids of the paragraph that ends where a `tag` is."""
        if tag not in _RUNS:
            return
        run, self._run = self._run, []
        text = "".join(words.text for words in run)
        for mention in find_in_page(text, self._index) if run else ():
            words, start = _place(run, mention.start)
            end = start + mention.end - mention.start
            if not words.open or end > len(words.text) or mention.target is None:
                continue
            target = mention.target
            words.links.append((start, end, target.address, f"{mention.id} {target.name}"))
            self.citations.append(Citation(self._source, target.key, excerpt(text, mention)))


def _place(run: Iterable[_Words], offset: int) -> tuple[_Words, int]:
    """The words that hold the character at `offset` of a run, and where in them."""
    for words in run:
        if offset < len(words.text):
            return words, offset
        offset -= len(words.text)
    message = "offset beyond the run"
    raise IndexError(message)


def _box(done: bool) -> str:  # noqa: FBT001  # its only argument
    sign, name = ("☑", "fait") if done else ("☐", "à faire")
    return f'<span class="box" role="img" aria-label="{name}">{sign}</span> '


def own_anchor(anchor: str) -> str:
    """The anchor that a page has in place of one of the layout's."""
    return f"page-{anchor}" if anchor in FRAME_IDS else anchor


def _value(name: str, value: str) -> str:
    """The value of an attribute; no anchor is one of the layout's."""
    if name in {"id", "for"}:
        return own_anchor(value)
    return f"#{own_anchor(value[1:])}" if name == "href" and value[:1] == "#" else value
