"""A file cut at its titles, each with its yaml block when it has one."""

import re
from collections import deque
from dataclasses import dataclass

from refsite.common import messages
from refsite.common.problems import Report
from refsite.reading.folder import Source
from refsite.reading.lines import (
    GIVES_ID,
    Block,
    TitleLine,
    classify,
    front_matter,
    is_blank,
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
        self._ahead = deque(classify(self._lines))
        self._title: TitleLine | None = None
        self._start = 0
        """The line where the text of the current piece begins."""
        self._fields = self._read_front(*front, held) if front else None

    def cut(self) -> None:
        """Fill the pieces."""
        while self._ahead:
            mark = self._ahead.popleft()
            if isinstance(mark, Block):
                self._meet_block(mark)
            elif self._is_title(mark):
                self._open(mark)
        self._close(len(self._lines))

    def _is_title(self, title: TitleLine) -> bool:
        """Whether a line is a title, now that it is known what follows it; report the blank after its `#`."""
        block = self._block_below(title)
        followed = block is not None and block.yaml
        line, before = title.first + 1, self._lines[title.first - 1] if title.first else ""
        if title.glued:
            written = f"{'#' * title.depth} {title.text}"
            apart = before.strip()[:1] in {"", "#", "`", "~"}
            if followed:
                self._report.add(messages.TITLE_GLUED, self._path, line, title=written)
            elif apart and title.depth > 1 and title.text[0].isalpha():  # « #hashtag » is text
                self._report.add(messages.TITLE_GLUED_TEXT, self._path, line, title=written)
        elif title.no_break and (title.sure or followed):
            self._report.add(messages.TITLE_NO_BREAK, self._path, line)
        return title.sure or followed

    def _open(self, title: TitleLine) -> None:
        """End the current piece, and begin that of `title` with the block below it, which is taken."""
        early = None if self._title else self._fields
        self._close(title.first)
        self._title, self._start = title, title.after
        block = self._block_below(title)
        if block and (block.yaml or self._gives_id(block)):
            self._ahead.popleft()
            self._fields, self._start = self._read(block), block.after
        else:
            self._fields = early

    def _close(self, after: int) -> None:
        text = "\n".join(self._lines[self._start : after])
        if title := self._title:
            line, fields = title.first + 1, self._fields
            piece = Piece(line, title.text, title.depth, fields, text, self._start + 1)
            self.pieces.append(piece)
        elif text.strip():
            self.pieces.append(Piece(1, None, 0, None, text, self._start + 1))

    def _meet_block(self, block: Block) -> None:
        """Read or report a block that does not follow a title."""
        line = block.first + 1
        if not block.yaml:
            self._check_closed(block)
            return
        if self._title or not self._fields:
            depth = self._title.depth + (self._fields is None) if self._title else 1
            if title := unmarked_title(self._lines, block, self._title, depth):
                self._report_unmarked(title)
                self._ahead.appendleft(block)
                self._open(title)
                return
        if self._fields or (self._title and CONTAINER.fullmatch(self._title.text.strip())):
            self._report.add(messages.BLOCK_ALONE, self._path, line)
            return
        if self._title:
            part = self._title.depth > 1
            message = messages.BLOCK_BELOW_PART if part else messages.BLOCK_BELOW
            self._report.add(message, self._path, line, title=self._title.first + 1)
        else:
            below, blocked = self._next_title() if block.last else (None, False)
            message = messages.BLOCK_ABOVE if below and not blocked else messages.BLOCK_ALONE
            title_line = below.first + 1 if below else 0
            self._report.add(message, self._path, line, title=title_line)
        self._fields = self._read(block)
        self._take_out(block.first, block.after - 1)

    def _check_closed(self, block: Block) -> None:
        if block.last is not None:
            return
        opening = unopened_block(self._lines, block.first)
        if opening is None:
            self._report.add(messages.BLOCK_UNCLOSED, self._path, block.first + 1)
        else:
            line = block.first + 1
            self._report.add(messages.BLOCK_UNOPENED, self._path, line, id=opening + 1)

    def _report_unmarked(self, title: TitleLine) -> None:
        underlined = title.after - title.first > 1
        message = messages.TITLE_UNDERLINED if underlined else messages.TITLE_UNMARKED
        first, written = title.first + 1, f"{'#' * title.depth} {title.text}"
        self._report.add(message, self._path, first, title=written, first=first, last=title.after)

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
        """The fields of the lines between `---` at the top, with where to write them instead."""
        title, blocked = self._next_title()
        if title is None:
            message = messages.FRONT_MATTER_ALONE
        else:
            message = messages.FRONT_MATTER_TWICE if blocked else messages.FRONT_MATTER
        line, title_line = first + 1, title.first + 1 if title else 0
        self._report.add(message, self._path, line, title=title_line, first=line, last=last + 1)
        if blocked:
            return None
        return read_block(self._path, "\n".join(held[1:-1]), first + 2, self._report)

    def _next_title(self) -> tuple[TitleLine | None, bool]:
        """The next title, and whether it has a yaml block."""
        for place, mark in enumerate(self._ahead):
            if isinstance(mark, TitleLine):
                block = self._block_below(mark, place + 1)
                followed = block is not None and block.yaml
                if followed or not mark.glued:  # a block below it would make it sure
                    return mark, followed
        return None, False

    def _block_below(self, title: TitleLine, place: int = 0) -> Block | None:
        """The block that follows a title with nothing but blank lines between, when it is at `place` ahead."""
        block = self._ahead[place] if len(self._ahead) > place else None
        if isinstance(block, Block) and is_blank(self._lines, title.after, block.first):
            return block
        return None

    def _gives_id(self, block: Block) -> bool:
        return bool(GIVES_ID.match("\n".join(self._lines[block.first + 1 : block.first + 3])))

    def _take_out(self, first: int, last: int) -> list[str]:
        """Blank the lines from `first` to `last`, and give what they held."""
        held = self._lines[first : last + 1]
        self._lines[first : last + 1] = [""] * len(held)
        return held
