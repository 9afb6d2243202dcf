"""State of one parse: the text, the questions asked of it, and the problems met on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from refsite.common.problems import Message
from refsite.prose.draft import Draft, Place
from refsite.prose.raw_html import closing_names

if TYPE_CHECKING:
    from refsite.prose.runs import Link, Run

KEY = "parse"
"""Key of the `Parse` in the environment that markdown-it hands to its rules."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a text that the page does not show as written: message, value to quote in it, line from 0."""

    message: Message
    value: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Destination:
    """Where an address of a file leads: an address of the site, empty when nowhere; and the problem with it.

    A node has a `key`, and its name as `title`; a document a `label`, its format and size; an image its width and
    height as `size`; both are a `file`.
    """

    address: str = ""
    problem: Message | None = None
    title: str = ""
    key: str = ""
    label: tuple[str, ...] = ()
    size: tuple[int, int] | None = None
    file: str = ""


class Leader(Protocol):
    """A function from an address as it is written to its destination; None for one that is no file's.

    For an image, every address without a host is a file's.
    """

    def __call__(self, written: str, *, image: bool = False) -> Destination | None: ...


@dataclass(slots=True)
class Parse:
    """One text (or one `title`, which holds no link of its own) while its tokens are made.

    `find` gives the links of a run of text, `lead` the destinations of files. Inline tokens have `meta["line"]` and `meta["column"]`: where their
    content begins in the draft.
    """

    draft: Draft
    title: bool = False
    find: "Callable[[Run], Iterable[Link]] | None" = None
    lead: Leader | None = None
    refused: list[Refused] = field(default_factory=list)
    closed: frozenset[str] = field(init=False)
    lines: list[str] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.closed = closing_names(self.draft.text)
        self.lines = self.draft.text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))

    def locate(self, tokens: Iterable[Token]) -> None:
        """Note in each inline token where it begins; cells of a line come one after the other."""
        line = after = 0
        for token in tokens:
            if token.type == "inline" and token.map:
                first = token.content.partition("\n")[0]
                # A parser strips lines of no-break spaces from the top of a paragraph.
                begins = (n for n in range(*token.map) if first in self.lines[n])
                number = next(begins, token.map[0])
                after = after if number == line else 0
                line, column = number, max(after, self.lines[number].find(first, after))
                after = column + len(first)
                token.meta |= {"line": line, "column": column}

    def place(self, token: Token, offset: int) -> Place:
        """Line and column in the sheet's text of what is at `offset` in the content of an inline token."""
        content = token.content
        row = content.count("\n", 0, offset)
        begin = content.rfind("\n", 0, offset) + 1
        number = min(token.meta["line"] + row, len(self.lines) - 1)
        column = token.meta["column"]
        if row:
            column = max(0, self.lines[number].rfind(content[begin:].partition("\n")[0]))
        return self.draft.place(self.starts[number] + column + offset - begin)

    def refuse(self, message: Message, value: str, token: Token, offset: int) -> None:
        self.refused.append(Refused(message, value, self.place(token, offset).line))


def parse_of(state: StateCore | StateInline) -> Parse:
    """The parse that a rule works for."""
    found: Parse = state.env[KEY]
    return found
