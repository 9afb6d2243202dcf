"""A file cut at its titles, each with its yaml block when it has one."""

import re
from dataclasses import dataclass, replace

from refsite.common import messages
from refsite.common.problems import Message, Report
from refsite.reading.folder import Source
from refsite.reading.front_matter import FrontMatter, find_front_matter, misplaced
from refsite.reading.outline import (
    GIVES_ID,
    Block,
    TitleLine,
    next_written,
    outline,
    unmarked_title,
    unopened_block,
)
from refsite.reading.yaml_blocks import ROOT_KEYS, Fields, check_id, read_fields

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
    """Cut a file at its titles; front matter of a `sheet` is the block of its first title."""
    cutter = _Cutter(source, report, sheet=sheet)
    cutter.cut()
    return cutter.pieces


class _Cutter:
    """One walk down the titles and blocks of a file; lines count from 0."""

    def __init__(self, source: Source, report: Report, *, sheet: bool) -> None:
        self.pieces: list[Piece] = []
        self._source = source
        self._path = source.path
        self._report = report
        self._sheet = sheet
        self._lines = source.text.split("\n")
        self._title: TitleLine | None = None
        self._fields: Fields | None = None
        self._start = 0
        """The line where the text of the current piece begins."""
        self._front: FrontMatter | None = None
        self._below_front: int | None = None
        """The first line below front matter that is not blank."""
        self._marks: tuple[TitleLine | Block, ...] = ()

    def cut(self) -> None:
        """Fill the pieces."""
        front = find_front_matter(self._lines) if self._sheet else None
        if front:
            self._begin(front)
        self._marks = tuple(outline(self._lines))
        if front and self._fields:
            self._place_front(front, self._fields)
        elif self._sheet:
            self._look_above_title()
        for mark in self._marks:
            if isinstance(mark, Block):
                self._meet_block(mark)
                continue
            self._check_blank(mark)
            if self._is_sure(mark):
                self._open(mark)
            elif mark.block:
                self._meet_block(mark.block)
        self._close(len(self._lines))

    def _check_blank(self, title: TitleLine) -> None:
        """Check the blank after the `#` of a title, or of a text that may have been meant as one."""
        line, before = title.first + 1, self._lines[title.first - 1] if title.first else ""
        apart = before.strip()[:1] in {"", "#", "`", "~"}
        written = _marked(title)
        if title.no_break and self._is_sure(title):
            self._report.add(messages.TITLE_NO_BREAK, self._path, line)
        elif title.glued and self._is_sure(title):
            self._report.add(messages.TITLE_GLUED, self._path, line, title=written)
        elif title.glued and apart and title.depth > 1 and title.text[0].isalpha():
            self._report.add(messages.TITLE_GLUED_TEXT, self._path, line, title=written)

    def _open(self, title: TitleLine) -> None:
        """End the current piece, and begin that of `title`, with the fields of its block."""
        early = None if self._title else self._fields
        front = early if self._front else None
        self._close(title.first)
        self._title, self._start, self._fields = title, title.after, early
        if block := self._own_block(title):
            self._fields, self._start = self._read(block, front), block.after
        elif title.block:
            self._meet_block(title.block)
        elif early is None and self._sheet:
            self._look_below_title(title)

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

    def _read(self, block: Block, front: Fields | None = None) -> Fields:
        """The fields of a block, and of the front matter of its title.

        Report a block that is not closed, lacks the word yaml, or has front matter for the same keys.
        """
        line = block.first + 1
        if not block.yaml:
            self._report.add(messages.BLOCK_WITHOUT_YAML, self._path, line)
        if block.last is None:
            self._report.add(messages.BLOCK_YAML_UNCLOSED, self._path, line)
            return Fields({}, line)
        text = "\n".join(self._lines[block.first + 1 : block.last])
        fields = read_fields(self._path, text, block.first + 2, self._report)
        if fields is None:
            return Fields({}, line)
        if front:
            self._check_front_alone(front, fields, line)
        fields = Fields({**(front.entries if front else {}), **fields.entries}, line)
        check_id(self._path, fields, self._report)
        return fields

    def _check_front_alone(self, front: Fields, fields: Fields, line: int) -> None:
        """Report front matter above the title of a block, which is at `line`; keys of MkDocs may be there."""
        if self._front and front.entries.keys() & {*ROOT_KEYS, *fields.entries}:
            self._report.add(
                messages.FRONT_MATTER_TWICE, self._path, front.line,
                first=front.line, last=self._front.after, block=line,
            )  # fmt: skip

    def _begin(self, front: FrontMatter) -> None:
        """Read front matter as the fields of the first title."""
        if not front.closed:
            message = messages.FRONT_MATTER_UNCLOSED
            if front.after > front.end:
                message = messages.FRONT_MATTER_FENCED
            line, last = front.first + 1, front.end
            self._report.add(message, self._path, line, last=last, fence=front.end + 1)
        self._front, self._start = front, front.after
        self._below_front = next_written(self._lines, front.after)
        self._fields = self._take_fields(front)

    def _place_front(self, front: FrontMatter, fields: Fields) -> None:
        """Check that there is a first title for the `fields` of front matter."""
        titles = (mark for mark in self._marks if isinstance(mark, TitleLine))
        title = next(filter(self._is_sure, titles), None)
        ours = not fields.entries or not fields.entries.keys().isdisjoint(ROOT_KEYS)
        if title and (title.depth == 1 or not ours):
            if self._source.named_as_sheet and fields.entries and not self._own_block(title):
                check_id(self._path, fields, self._report)
        elif underlined := self._underlined_title(front):
            self._report_unmarked(underlined)
            self._open(underlined)
        else:
            self._fields = None
            if ours or self._source.named_as_sheet:
                name = f"# {fields.text('title') or 'Titre'}"
                line = front.first + 1
                self._report.add(messages.FRONT_MATTER_ALONE, self._path, line, title=name)

    def _underlined_title(self, front: FrontMatter) -> TitleLine | None:
        """The underlined title right below front matter."""
        after = next_written(self._lines, front.after) + 2
        below = Block(min(after, len(self._lines)), None, yaml=True)
        title = unmarked_title(self._lines, below, None, 1)
        return replace(title, block=None) if title and title.after == after else None

    def _look_above_title(self) -> None:
        """Report front matter below a text, above a first title that lacks its block."""
        titles = (mark for mark in self._marks if isinstance(mark, TitleLine) and mark.sure)
        title = next(titles, None)
        if title is None or self._own_block(title):
            return
        found = (misplaced(self._lines, number) for number in range(self._marks[0].first))
        if front := next(filter(None, found), None):
            self._report_misplaced(messages.FRONT_MATTER_LOW, front)

    def _look_below_title(self, title: TitleLine) -> None:
        """Report a block between `---` right below a title, whose block it is."""
        first = next_written(self._lines, title.after)
        if front := misplaced(self._lines, first) if first < len(self._lines) else None:
            self._report_misplaced(messages.FRONT_MATTER_BELOW, front)
            self._start = front.after

    def _report_misplaced(self, message: Message, front: FrontMatter) -> None:
        line, last = front.first + 1, front.end + 1
        self._report.add(message, self._path, line, first=line, last=last)
        self._fields = self._take_fields(front)

    def _take_fields(self, front: FrontMatter) -> Fields:
        """The fields between `---`, which leave the text; without keys when they cannot be read."""
        line = front.first + 1
        text = "\n".join(self._lines[line : front.end])
        fields = read_fields(self._path, text, line + 1, self._report)
        self._take_out(front.first, front.after - 1)
        return Fields(fields.entries if fields else {}, line)

    def _is_sure(self, title: TitleLine) -> bool:
        """Whether this is a title and no text: one that opens the text below front matter is."""
        return title.sure or (title.depth == 1 and title.first == self._below_front)

    def _own_block(self, title: TitleLine) -> Block | None:
        """The block that gives the fields of a title."""
        block = title.block
        return block if block and (block.yaml or self._gives_id(block)) else None

    def _next_title(self, number: int) -> TitleLine | None:
        """The first title from the line `number` on, though it may need a block to be sure."""
        titles = (mark for mark in self._marks if isinstance(mark, TitleLine))
        later = (title for title in titles if title.first >= number)
        return next((title for title in later if title.sure or not title.glued), None)

    def _gives_id(self, block: Block) -> bool:
        return bool(GIVES_ID.match("\n".join(self._lines[block.first + 1 : block.first + 3])))

    def _take_out(self, first: int, last: int) -> None:
        """Blank the lines from `first` to `last`."""
        self._lines[first : last + 1] = [""] * len(self._lines[first : last + 1])


def _marked(title: TitleLine) -> str:
    """The line of a title in Markdown."""
    return f"{'#' * title.depth} {title.text}"
