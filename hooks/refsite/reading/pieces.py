"""A file cut at its titles, each with its yaml block when it has one."""

import re
from dataclasses import dataclass

from refsite.common import messages
from refsite.common.problems import Report
from refsite.reading.folder import Source
from refsite.reading.outline import (
    GIVES_ID,
    Block,
    TitleLine,
    front_matter,
    outline,
    unmarked_title,
    unopened_block,
)
from refsite.reading.yaml_blocks import Fields, read_block

CONTAINER = re.compile(r"actions?", re.IGNORECASE)
"""The title that only holds the children of a node."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A title (None for the text before the first one), its fields when it has a block, and the text below it."""

    line: int
    title: str | None
    depth: int
    fields: Fields | None
    text: str
    text_line: int


def pieces_of(source: Source, report: Report, *, sheet: bool = True) -> list[Piece]:
    """Cut a file at its titles; the top of a `sheet` may hold its fields, which is reported."""
    cutter = _Cutter(source, report, sheet=sheet)
    cutter.cut()
    return cutter.pieces


class _Cutter:
    """One walk down the titles and blocks of a file; lines count from 0."""

    def __init__(self, source: Source, report: Report, *, sheet: bool) -> None:
        self.pieces: list[Piece] = []
        self._path = source.path
        self._report = report
        self._lines = source.text.split("\n")
        front = front_matter(self._lines) if sheet else None
        held = self._take_out(*front) if front else []
        self._marks = tuple(outline(self._lines))
        self._title: TitleLine | None = None
        self._start = 0
        """The line where the text of the current piece begins."""
        self._fields = self._read_front(*front, held) if front else None

    def cut(self) -> None:
        """Fill the pieces."""
        for mark in self._marks:
            if isinstance(mark, Block):
                self._meet_block(mark)
                continue
            self._check_blank(mark)
            if mark.sure:
                self._open(mark)
            elif mark.block:
                self._meet_block(mark.block)
        self._close(len(self._lines))

    def _check_blank(self, title: TitleLine) -> None:
        """Check the blank after the `#` of a title, or of a text that may have been meant as one."""
        line, before = title.first + 1, self._lines[title.first - 1] if title.first else ""
        apart = before.strip()[:1] in {"", "#", "`", "~"}
        written = _marked(title)
        if title.no_break and title.sure:
            self._report.add(messages.TITLE_NO_BREAK, self._path, line)
        elif title.glued and title.sure:
            self._report.add(messages.TITLE_GLUED, self._path, line, title=written)
        elif title.glued and apart and title.depth > 1 and title.text[0].isalpha():
            self._report.add(messages.TITLE_GLUED_TEXT, self._path, line, title=written)

    def _open(self, title: TitleLine) -> None:
        """End the current piece, and begin that of `title`, with the fields of its block."""
        early = None if self._title else self._fields
        self._close(title.first)
        self._title, self._start, self._fields = title, title.after, early
        block = title.block
        if block and (block.yaml or self._gives_id(block)):
            self._fields, self._start = self._read(block), block.after
        elif block:
            self._meet_block(block)

    def _close(self, after: int) -> None:
        text = "\n".join(self._lines[self._start : after])
        if title := self._title:
            line, fields = title.first + 1, self._fields
            piece = Piece(line, title.text, title.depth, fields, text, self._start + 1)
            self.pieces.append(piece)
        elif text.strip():
            self.pieces.append(Piece(1, None, 0, None, text, self._start + 1))

    def _meet_block(self, block: Block) -> None:
        """Read or report a block that is not a title's."""
        if not block.yaml:
            self._check_closed(block)
        elif title := self._unmarked_title(block):
            self._report_unmarked(title)
            self._open(title)
        elif self._fields or (self._title and CONTAINER.fullmatch(self._title.text.strip())):
            self._report.add(messages.BLOCK_ALONE, self._path, block.first + 1)
        else:
            self._report_apart(block)
            self._fields = self._read(block)
            self._take_out(block.first, block.after - 1)

    def _check_closed(self, block: Block) -> None:
        if block.last is not None:
            return
        line = block.first + 1
        opening = unopened_block(self._lines, block.first)
        if opening is None:
            self._report.add(messages.BLOCK_UNCLOSED, self._path, line)
        else:
            self._report.add(messages.BLOCK_UNOPENED, self._path, line, id=opening + 1)

    def _unmarked_title(self, block: Block) -> TitleLine | None:
        if self._title is None:
            return None if self._fields else unmarked_title(self._lines, block, None, 1)
        depth = self._title.depth + (self._fields is None)
        return unmarked_title(self._lines, block, self._title, depth)

    def _report_apart(self, block: Block) -> None:
        """Report a yaml block that lies below a text, above its title, or without one."""
        title, message = self._title, messages.BLOCK_ALONE
        if title:
            message = messages.BLOCK_BELOW_PART if title.depth > 1 else messages.BLOCK_BELOW
        elif block.last:
            title = self._next_title(block.after)
            if title and not title.has_yaml:
                message = messages.BLOCK_ABOVE
        line = title.first + 1 if title else 0
        self._report.add(message, self._path, block.first + 1, title=line)

    def _report_unmarked(self, title: TitleLine) -> None:
        underlined = title.after - title.first > 1
        message = messages.TITLE_UNDERLINED if underlined else messages.TITLE_UNMARKED
        line, written = title.first + 1, _marked(title)
        self._report.add(message, self._path, line, title=written, first=line, last=title.after)

    def _read(self, block: Block) -> Fields:
        """The fields of a block; report one that is not closed or lacks the word yaml."""
        line = block.first + 1
        if not block.yaml:
            self._report.add(messages.BLOCK_WITHOUT_YAML, self._path, line)
        if block.last is None:
            self._report.add(messages.BLOCK_YAML_UNCLOSED, self._path, line)
            return Fields({}, line)
        text = "\n".join(self._lines[block.first + 1 : block.last])
        return read_block(self._path, text, block.first + 2, self._report)

    def _read_front(self, first: int, last: int, held: list[str]) -> Fields | None:
        """The fields of the lines between `---` at the top, reported with where to write them instead."""
        title = self._next_title(last)
        message = messages.FRONT_MATTER_ALONE
        if title:
            message = messages.FRONT_MATTER_TWICE if title.has_yaml else messages.FRONT_MATTER
        line, title_line = first + 1, title.first + 1 if title else 0
        self._report.add(message, self._path, line, title=title_line, first=line, last=last + 1)
        if title and title.has_yaml:
            return None
        return read_block(self._path, "\n".join(held[1:-1]), first + 2, self._report)

    def _next_title(self, number: int) -> TitleLine | None:
        """The first title from the line `number` on, though it may need a block to be sure."""
        titles = (mark for mark in self._marks if isinstance(mark, TitleLine))
        later = (title for title in titles if title.first >= number)
        return next((title for title in later if title.sure or not title.glued), None)

    def _gives_id(self, block: Block) -> bool:
        return bool(GIVES_ID.match("\n".join(self._lines[block.first + 1 : block.first + 3])))

    def _take_out(self, first: int, last: int) -> list[str]:
        """Blank the lines from `first` to `last`, and return their text."""
        held = self._lines[first : last + 1]
        self._lines[first : last + 1] = [""] * len(held)
        return held


def _marked(title: TitleLine) -> str:
    """The line of a title in Markdown."""
    return f"{'#' * title.depth} {title.text}"
