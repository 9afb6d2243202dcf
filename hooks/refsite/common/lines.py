"""Lines of Markdown: which belong to a block of code between two fences, as CommonMark says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_QUOTE = re.compile(r" *> ?")
_ITEM = re.compile(r" *(?:[-*+]|(?P<number>\d{1,9})[.)])(?: {1,4}(?=[^ ])| )")
_RULE = re.compile(r" *([-*_])(?: *\1){2,} *$")
_QUOTATION = 0
_DEEPEST = 50
"""Containers that are followed; texts are not rendered any deeper than a dozen (`prose/pasted.py`)."""


@dataclass(frozen=True, slots=True)
class Fence:
    """First or last line of a block of code: its backquotes or tildes, and the words after them, stripped."""

    marks: str
    info: str

    def closes(self, opening: "Fence") -> bool:
        """Whether this is of the same sign as `opening`, at least as long, with nothing after it."""
        return not self.info and self.marks.startswith(opening.marks)


def read_fence(line: str) -> Fence | None:
    """The fence that a line is, whether it opens or closes; None for any other line."""
    found = _FENCE.fullmatch(line)
    return Fence(found["marks"], found["info"].strip(" \t")) if found else None


@dataclass(frozen=True, slots=True)
class Context:
    """State of a text between two lines: the open quotations and list items, and the block in them.

    Of an item, `containers` has the width of its indent in columns; of a quotation, `_QUOTATION`. `fence` is that of
    an open block of code; `paragraph` and `empty` say whether a paragraph is open, and an item without text yet.
    """

    containers: tuple[int, ...] = ()
    fence: Fence | None = None
    paragraph: bool = False
    empty: bool = False

    def after(self, line: str) -> "tuple[bool, Context]":
        """Whether the next line is of a block of code, its fences included; and the context after it."""
        line = f"{line.expandtabs(4)} "  # so that a blank follows each mark
        kept, start = self._kept(line)
        inside = kept == len(self.containers)
        if self.fence and inside:
            closing = read_fence(line[start:].lstrip(" "))
            closed = closing is not None and closing.closes(self.fence)
            return True, Context(self.containers, None if closed else self.fence)
        if not line[start:].strip(" "):
            return False, Context(self.containers[: kept - (self.empty and inside)])
        if self.paragraph and inside and line.startswith("    ", start):
            return False, self
        begun, start = _begun(line, start, within=self.paragraph and inside)
        text = line[start:].strip(" ")
        fence = read_fence(text)
        paragraph = bool(text) and not fence and not _RULE.match(text)
        lazy = self.paragraph and paragraph and not begun
        containers = self.containers if lazy else self.containers[:kept] + begun
        return fence is not None, Context(containers[:_DEEPEST], fence, paragraph, empty=not text)

    def _kept(self, line: str) -> tuple[int, int]:
        """Number of containers that go on in a line, and the column after their marks."""
        start = 0
        for number, width in enumerate(self.containers):
            if width == _QUOTATION:
                mark = _QUOTE.match(line, start)
                if mark is None:
                    return number, start
                start = mark.end()
            elif not line[start : start + width].strip(" "):
                start += width
            else:
                return number, start
        return len(self.containers), start


def _begun(line: str, start: int, *, within: bool) -> tuple[tuple[int, ...], int]:
    """Containers that begin at a column of a line, and the column after their marks.

    A paragraph that the line is `within` goes on, but where an item with a text begins, of number 1 if it has one.
    """
    begun: list[int] = []
    while len(begun) < _DEEPEST:
        if quote := _QUOTE.match(line, start):
            begun.append(_QUOTATION)
            start = quote.end()
            continue
        item = _ITEM.match(line, start)
        if item is None or _RULE.match(line, start):
            break
        first = int(item["number"] or 1) == 1
        if within and not begun and not (first and line[item.end() :].strip(" ")):
            break
        begun.append(item.end() - start)
        start = item.end()
    return tuple(begun), start


def lines_of_code(lines: Iterable[str]) -> list[bool]:
    """For each line of a text, whether it is of a block of code, its fences included."""
    found: list[bool] = []
    context = Context()
    for line in lines:
        is_code, context = context.after(line)
        found.append(is_code)
    return found
