"""Outline of a sheet: its titles, and its blocks between fences; all other lines are text.

Editors type a no-break space after the `#` of a title (Alt+Space on a Mac), or none at all: some lines are titles
only when a yaml block follows, which leaves no doubt about what the line names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from refsite.common.lines import Fence, read_fence

GIVES_ID = re.compile(r"\s*(?:id|identifiant)[ \t]*:", re.IGNORECASE)
"""The beginning of a block that is a node's."""

_TITLE = re.compile(r" {0,3}(?P<marks>#{1,6})(?!#)(?P<blank>[ \t\u00a0\u202f]?)(?P<text>.*)$")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_NO_BREAK = ("\u00a0", "\u202f")
_GRAMMAR = re.compile(r" {0,3}[#`~]")
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{2,})[ \t]*$")
_WORDS = re.compile(r"[*_]{0,3}\w.*")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; lines count from 0. `last` closes it, None when no line does."""

    first: int
    last: int | None
    yaml: bool

    @property
    def after(self) -> int:
        """The line after the block; only its first line belongs to a block that is not closed."""
        return (self.first if self.last is None else self.last) + 1


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line, or an underlined one, that gives a title; lines count from 0, from `first` to before `after`.

    `text` follows the `#` and one `blank`, and keeps its other blanks for the checks; `blank` is empty where the
    text touches the `#`, or where there is no text. Blank lines alone part the title from its `block`.
    """

    text: str
    depth: int
    blank: str
    first: int
    after: int
    block: Block | None = None

    @property
    def no_break(self) -> bool:
        """Whether a no-break space follows the `#`."""
        return self.blank in _NO_BREAK

    @property
    def glued(self) -> bool:
        """Whether the text touches the `#`."""
        return not self.blank and bool(self.text)

    @property
    def has_yaml(self) -> bool:
        """Whether its block is a yaml block."""
        return self.block is not None and self.block.yaml

    @property
    def sure(self) -> bool:
        """Whether this is a title and no text: « # 5 » with a no-break space may be either without a yaml block."""
        in_doubt = self.no_break and (self.depth == 1 or not self.text.strip())
        return self.has_yaml or not (self.glued or in_doubt)


def outline(lines: Sequence[str]) -> Iterator[TitleLine | Block]:
    """Titles, each with the block that follows it, and other blocks, in order; no line of a block is a title."""
    blocks = {block.first: block for block in _blocks(lines)}
    number = 0
    while number < len(lines):
        found = blocks.get(number) or read_title(lines[number], number)
        if isinstance(found, TitleLine):
            found = replace(found, block=blocks.get(next_written(lines, found.after)))
            number = found.block.after if found.block else found.after
        else:
            number = found.after if found else number + 1
        if found:
            yield found


def read_title(line: str, number: int) -> TitleLine | None:
    """The title that the line `number` gives, surely or perhaps; None when it gives none."""
    found = _TITLE.match(line)
    if found is None or (not found["blank"] and found["text"][:1].isspace()):
        return None
    text = found["text"].lstrip() if found["blank"] in _NO_BREAK else found["text"]
    text = _CLOSING_MARKS.sub("", text)
    return TitleLine(text, len(found["marks"]), found["blank"], number, number + 1)


def next_written(lines: Sequence[str], number: int) -> int:
    """The first line from `number` on that is not blank."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Fenced blocks in their order. A block ends at the latest where a yaml block begins."""
    read = ((number, read_fence(line.rstrip())) for number, line in enumerate(lines))
    fences = [(number, fence) for number, fence in read if fence]
    after = 0
    endless: dict[
        str, int
    ] = {}  # by sign, the shortest opening that nothing closes before the next yaml block
    for place, (number, opening) in enumerate(fences):
        if number < after:
            continue
        sign, length, last = opening.marks[0], len(opening.marks), None
        if _is_yaml(opening):
            endless.clear()
        if length < endless.get(sign, length + 1):
            last = _closing(fences, place)
            if last is None:
                endless[sign] = length
        block = Block(number, last, _is_yaml(opening))
        after = block.after
        yield block


def _closing(fences: Sequence[tuple[int, Fence]], place: int) -> int | None:
    """The line of the fence that closes the one at `place`; None when a yaml block begins or the file ends before."""
    opening = fences[place][1]
    for later in range(place + 1, len(fences)):
        number, fence = fences[later]
        if fence.closes(opening):
            return number
        if _is_yaml(fence):
            return None
    return None


def _is_yaml(fence: Fence) -> bool:
    return fence.info.strip().lower() in {"yaml", "yml"}


def unmarked_title(
    lines: Sequence[str], block: Block, above: TitleLine | None, depth: int
) -> TitleLine | None:
    """The title without `#` above a block, of a `depth`: underlined, or the only line of its file.

    `above` is the title before it, None at the top of the file.
    """
    start = above.after if above else 0
    last = next((n for n in range(block.first - 1, start - 1, -1) if lines[n].strip()), -1)
    underlined = last > start and _UNDERLINE.match(lines[last]) is not None
    first = last - underlined
    if first < start or not _WORDS.match(lines[first].strip()):
        return None
    if first > start and lines[first - 1].strip():
        return None  # the last line of a text, and a rule below it
    if not underlined and (above or any(line.strip() for line in lines[:first])):
        return None
    return TitleLine(lines[first].strip(" \t*_"), depth, " ", first, last + 1, block)


def unopened_block(lines: Sequence[str], number: int) -> int | None:
    """The first line of a block that gives an id, that no fence opens, and that the fence `number` was to close."""
    first = number
    while first and lines[first - 1].strip() and not _GRAMMAR.match(lines[first - 1]):
        first -= 1
    return first if GIVES_ID.match("\n".join(lines[first:number])) else None
