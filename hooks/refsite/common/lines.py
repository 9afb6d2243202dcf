"""Lines of Markdown: which are text, and which are a block of code between two fences, as CommonMark says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)")
_NESTING = re.compile(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*")


class LineKind(Enum):
    """Role of a line; only TEXT may hold headings, lists and paragraphs."""

    TEXT = "text"
    OPENING = "opening"
    CODE = "code"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Fence:
    """Opening line of a block of code: its backquotes or tildes, and the words after them, stripped."""

    marks: str
    info: str

    def is_closed_by(self, line: str) -> bool:
        """Whether `line` is a closing fence of the same sign, at least as long, with nothing after it."""
        closing = read_fence(line)
        return closing is not None and not closing.info and closing.marks.startswith(self.marks)


@dataclass(frozen=True, slots=True)
class Line:
    """Kind of a line, and the fence of its block of code; None for text."""

    kind: LineKind
    fence: Fence | None = None


TEXT = Line(LineKind.TEXT)


def read_fence(line: str) -> Fence | None:
    """The fence that a line is, whether it opens or closes; None for any other line."""
    found = _FENCE.fullmatch(line)
    return Fence(found["marks"], found["info"].strip()) if found else None


def unnested(line: str) -> str:
    """A line without its indent, and without the marks of the lists and quotations that it is in."""
    nesting = _NESTING.match(line)
    return line[nesting.end() :] if nesting else line


def classify(
    lines: Sequence[str], *, nested: bool = False, to_the_end: bool = True
) -> tuple[Line, ...]:
    """Kind of each line.

    `nested` also finds the code in lists and quotations, where it has a closing fence. Code that nothing closes
    goes on `to_the_end`, as CommonMark has it; without, its opening line is text.
    """
    bare = [unnested(line) for line in lines] if nested else lines
    longest = _longest_closings(bare)
    found: list[Line] = []
    open_: Fence | None = None
    for number, line in enumerate(bare):
        if open_ is not None:
            closed = open_.is_closed_by(line)
            found.append(Line(LineKind.CLOSING if closed else LineKind.CODE, open_))
            open_ = None if closed else open_
            continue
        fence = read_fence(line)
        if fence and longest[fence.marks[0]][number + 1] < len(fence.marks):
            fence = fence if to_the_end and read_fence(lines[number]) else None
        found.append(Line(LineKind.OPENING, fence) if fence else TEXT)
        open_ = fence
    return tuple(found)


def _longest_closings(lines: Sequence[str]) -> dict[str, list[int]]:
    """By sign, for each line: length of the longest closing fence from that line on, 0 without one."""
    longest = {sign: [0] * (len(lines) + 1) for sign in "`~"}
    for number in range(len(lines) - 1, -1, -1):
        fence = read_fence(lines[number])
        for sign, lengths in longest.items():
            closes = fence is not None and not fence.info and fence.marks[0] == sign
            own = len(fence.marks) if fence and closes else 0
            lengths[number] = max(own, lengths[number + 1])
    return longest
