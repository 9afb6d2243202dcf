"""HTML of an ordinary page to the same with the site's links, ready to be cleaned.

Ids in its sentences are linked; relative addresses become `root:` ones; what Material does with scripts works
without: each content tab holds its own button, boxes of tasks are signs, tables and code scroll by keyboard.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import takewhile

from refsite.common.safe_html import BARE, ROOT, spaced
from refsite.links.index import Index
from refsite.links.linker import Citation, excerpt
from refsite.links.mentions import find_in_page, sentence_span
from refsite.prose.refusals import unsaid

Attributes = Mapping[str, str]
Resolver = Callable[[str, Attributes], "Kept | None"]
"""Takes `a` or `img` and its attributes; gives what to write, None for an element that must go."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A link or an image as it is written; a link may lead to the node `key`, or to a document with a `label`."""

    attributes: Attributes
    key: str = ""
    label: tuple[str, ...] = ()


FRAME_IDS = frozenset({"contenu", "historique", "menu", "recherche", "suggestions"})
"""Ids that the layout around a page has, or that its scripts look for: an anchor with this name gets another."""

_RUNS = frozenset(
    """address article aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 label li ol p
    pre section summary table tbody td tfoot th thead tr ul""".split()
)
"""Elements at whose start and end a paragraph ends."""
_CLOSED = frozenset(
    {"a", "code", "kbd", "label", "pre", "samp", "script", "style", "summary", "svg", "title"}
)
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
_SCROLL = '<div class="scroll" role="group" aria-label="Tableau" tabindex="0">'
"""Around a table, which scrolls by itself on a narrow screen, by keyboard, too."""
_GROUP = {"role": "group", "aria-label": "Onglets"}
_ADDED = {"pre": {"tabindex": "0"}, "svg": {"aria-hidden": "true", "width": "18", "height": "18"}}
"""Attributes that elements get: code scrolls by keyboard, an icon is beside words, and small without styles."""
_CODE_LINE = "#__codelineno"
"""Where the links of lines of code lead, of which there would be one to pass by keyboard for each line."""
_TELLING = 3
"""Words from which a sentence says something of the node that it cites."""
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
    """An element that is open; `end` is written where it ends, its content begins at the part `start`."""

    tag: str
    classes: frozenset[str]
    end: str
    start: int


@dataclass(slots=True)
class _Tabs:
    """A set of content tabs: its radio buttons, then its labels come before the blocks that they are for."""

    buttons: list[Attributes] = field(default_factory=list)
    labels: list[list[str | _Words]] = field(default_factory=list)


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
        self._tabs: list[_Tabs] = []
        self._link: Kept | None = None
        self._cited: list[tuple[_Words, str]] = []
        """First words of the links of the run that lead to nodes, and the keys of these."""

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
        classes = frozenset(attributes.get("class", "").split())
        kept = self._kept(tag, classes, attributes)
        end = "" if kept is None else f"</{tag}>"
        if kept is not None:
            if tag == "table" and "highlighttable" not in classes:
                self._parts.append(_SCROLL)
                end += "</div>"
            self._write_tag(tag, kept)
        if "tabbed-set" in classes and tag not in _VOID:
            self._tabs.append(_Tabs())
        elif "tabbed-block" in classes and self._tabs and self._tabs[-1].buttons:
            self._write_tab(self._tabs[-1])
            end += "</div>"
        if tag not in _VOID:
            self._open.append(_Element(tag, classes, end, len(self._parts)))
            self._tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self._end_run(tag)
        while self._tags[tag]:
            element = self._open.pop()
            self._tags[element.tag] -= 1
            if element.tag == "label" and self._tabs:
                self._tabs[-1].labels.append(self._parts[element.start :])
                del self._parts[element.start :]
            elif element.tag == "a" and element.end:
                self._end_link(element.start)
            elif "tabbed-set" in element.classes:
                self._tabs.pop()
            self._parts.append(element.end)
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        data = self._default_title(data)
        words = _Words(data if self._inside(_UNSPACED) else spaced(data), not self._inside(_CLOSED))
        self._parts.append(words)
        self._run.append(words)

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

    def _kept(
        self, tag: str, classes: frozenset[str], attributes: dict[str, str]
    ) -> Attributes | None:
        """Attributes of an element as it is written; None for one that goes, or is written elsewhere."""
        if tag == "input":
            if attributes.get("type") == "checkbox":
                self._parts.append(_box("checked" in attributes))
            elif self._tabs:
                self._tabs[-1].buttons.append(attributes)
            return None
        if tag == "label" or "tabbed-labels" in classes:
            return None
        if tag == "img" and "twemoji" in classes:
            self.handle_data(attributes.get("alt", ""))  # the sign that the image draws
            return None
        if tag == "a" and attributes.get("href", "").startswith(_CODE_LINE):
            return {"id": attributes["id"]} if "id" in attributes else None
        if tag in {"a", "img"}:
            return self._resolved(tag, attributes)
        if tag in {"td", "th"} and "style" in attributes:
            side = attributes.pop("style").replace(" ", "").removeprefix("text-align:").rstrip(";")
            attributes["class"] = f"{attributes.get('class', '')} align-{side}".strip()
        return {**attributes, **_ADDED.get(tag, {}), **(_GROUP if "tabbed-set" in classes else {})}

    def _resolved(self, tag: str, attributes: Attributes) -> Attributes | None:
        """Attributes of a link or an image that stays; of an image that goes, the words do."""
        found = self._resolve(tag, attributes)
        if tag == "a":
            self._link = found
        elif found is None:
            self.handle_data(attributes.get("alt", ""))
        return found.attributes if found else None

    def _end_link(self, start: int) -> None:
        """End a link whose words begin at the part `start`: its class, its document's format and size, its citation."""
        shown = [part for part in self._parts[start:] if isinstance(part, _Words)]
        words = "".join(part.text for part in shown)
        link, self._link = self._link, None
        if link and link.label:
            self._parts.append(html.escape(spaced(unsaid(link.label, words)), quote=False))
        if link and link.key and shown:
            self._cited.append((shown[0], link.key))
        if self._parts[start - 1] == f'<a href="{html.escape(words)}">':
            self._parts[start - 1] = f'<a href="{html.escape(words)}" class="{BARE}">'

    def _write_tab(self, tabs: _Tabs) -> None:
        """Write the radio button and the label of a tab, and open its panel."""
        label = tabs.labels.pop(0) if tabs.labels else []
        self._parts.append('<label class="tabbed-title">')
        self._write_tag("input", tabs.buttons.pop(0))
        self._parts += (" ", *label, '</label><div class="tabbed-panel">')

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
        cited, self._cited = self._cited, []
        for words, key in cited:
            start = _start(run, words)
            self._cite(key, excerpt(text, start, sentence_span(text, start)))
        for mention in find_in_page(text, self._index) if run else ():
            words, start = _place(run, mention.start)
            end = start + mention.end - mention.start
            if not words.open or end > len(words.text) or mention.target is None:
                continue
            target = mention.target
            words.links.append((start, end, target.address, f"{mention.id} {target.name}"))
            self._cite(target.key, excerpt(text, mention.start, mention.sentence))

    def _cite(self, key: str, sentence: str) -> None:
        """Keep a citation, but for that of a cell or a list of numbers, which says nothing."""
        if len(sentence.split()) >= _TELLING:
            self.citations.append(Citation(self._source, key, sentence))


def _start(run: Iterable[_Words], wanted: _Words) -> int:
    """The offset of some words in their run."""
    return sum(len(words.text) for words in takewhile(lambda words: words is not wanted, run))


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
