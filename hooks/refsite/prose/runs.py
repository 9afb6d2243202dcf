"""Runs of text: paragraphs as they are read, in which words become links."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from refsite.prose.draft import Place
from refsite.prose.parse import Parse, parse_of
from refsite.prose.refusals import text_shown


@dataclass(frozen=True, slots=True)
class Link:
    """An open stretch of a run's text that leads to an address."""

    start: int
    end: int
    address: str
    title: str


@dataclass(slots=True)
class Run:
    """Text of a paragraph, a cell or a title, with its breaks of line; code and the words of links included."""

    token: Token
    parse: Parse
    text: str = field(init=False)
    starts: list[int] = field(default_factory=list)
    """Offset in `text` of each child of the token."""
    closed: set[int] = field(default_factory=set)
    """Children whose words are no place for a link: code, and words of links."""

    def __post_init__(self) -> None:
        parts: list[str] = []
        depth = length = 0
        for index, child in enumerate(self.token.children or ()):
            depth += _nesting(child)
            if depth or child.type != "text":
                self.closed.add(index)
            self.starts.append(length)
            parts.append(text_shown(child))
            length += len(parts[-1])
        self.text = "".join(parts)

    def is_open(self, start: int, end: int) -> bool:
        """Whether a stretch may be a link: it is in one text, and that is not in a link."""
        index = self.child_at(start)
        stop = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        return index not in self.closed and end <= stop

    def child_at(self, offset: int) -> int:
        """Index of the child of the token that holds the character at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def place(self, start: int, end: int) -> Place:
        """Line and column in the sheet's text of an open stretch.

        An escape or an entity before it in that text is longer in the sheet, so it is looked for from there on.
        """
        index = self.child_at(start)
        text = (self.token.children or [])[index]
        least = text.meta["start"] + start - self.starts[index]
        found = self.token.content.find(self.text[start:end], least)
        return self.parse.place(self.token, max(found, least))


def link_runs(state: StateCore) -> None:
    """Make the links that the finder of this parse gives."""
    parse = parse_of(state)
    if parse.find is None:
        return
    for token in state.tokens:
        if token.type == "inline":
            run = Run(token, parse)
            if links := list(parse.find(run)):
                token.children = list(_with_links(run, links))


def _nesting(child: Token) -> int:
    """Change of depth in links: 1 where one opens, -1 where it closes."""
    if child.type in {"link_open", "link_close"}:
        return child.nesting
    if child.meta.get("tag") == "a":
        return -1 if child.meta["close"] else 1
    return 0


def _with_links(run: Run, links: Iterable[Link]) -> Iterator[Token]:
    """The children of a run's token, cut where its links begin and end."""
    by_child: dict[int, list[Link]] = {}
    for link in links:
        by_child.setdefault(run.child_at(link.start), []).append(link)
    for index, child in enumerate(run.token.children or ()):
        begin = done = run.starts[index]
        for link in by_child.get(index, ()):
            yield _words(run.text[done : link.start])
            yield Token("link_open", "a", 1, attrs={"href": link.address, "title": link.title})
            yield _words(run.text[link.start : link.end])
            yield Token("link_close", "a", -1)
            done = link.end
        yield _words(run.text[done : begin + len(child.content)]) if done > begin else child


def _words(content: str) -> Token:
    return Token("text", "", 0, content=content)
