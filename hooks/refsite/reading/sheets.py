"""Sheets to nodes and sections with their line numbers.

A title followed by a yaml block is a node; a title without one is a section of the nearest node above whose
title has fewer `#`. No text is dropped: a text where the grammar expects none is kept with the nearest node and
reported.
"""

from dataclasses import dataclass, replace

from refsite.common import ids, messages
from refsite.common.codes import Severity
from refsite.common.memo import Memo
from refsite.common.problems import Message, Problem, Report
from refsite.reading.folder import Source
from refsite.reading.front_matter import find_front_matter
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.pieces import CONTAINER, Piece, pieces_of
from refsite.reading.yaml_blocks import Fields, read_fields


@dataclass(slots=True)
class _Open:
    """A node being filled."""

    name: str
    depth: int
    line: int
    fields: Fields
    body: list["Section | SheetNode"]

    def close(self) -> SheetNode:
        return SheetNode(self.name, self.depth, self.line, self.fields, tuple(self.body))


class Parser(Memo[Source, tuple[Sheet, tuple[Problem, ...]]]):
    """Cache of parsed sheets by text, with their problems, for all revisions and builds that hold them."""

    def __init__(self) -> None:
        super().__init__(_parsed)

    def parse(self, source: Source, report: Report) -> Sheet:
        """The nodes of a file, as `parse_sheet` gives them."""
        sheet, problems = self(source)
        report.extend(problems)
        return sheet


def _parsed(source: Source) -> tuple[Sheet, tuple[Problem, ...]]:
    report = Report()
    return parse_sheet(source, report), report.problems


def parse_sheet(source: Source, report: Report, *, plain_title: bool = False) -> Sheet:
    """The nodes of a file.

    With `plain_title`, the first title needs no block to be the node that contains the others.
    """
    own = Report()
    tree = _Tree(source, own, plain_title=plain_title)
    for piece in pieces_of(source, own):
        tree.add(piece)
    sheet = tree.finish()
    report.extend(own.problems)
    return sheet


class _Tree:
    """Nodes of one file, being filled; `report` holds the problems of this file alone."""

    def __init__(self, source: Source, report: Report, *, plain_title: bool) -> None:
        self._source = source
        self._path = source.path
        self._report = report
        self._plain_title = plain_title
        self._preamble: Section | None = None
        self._roots: list[SheetNode] = []
        self._stack: list[_Open] = []

    def add(self, piece: Piece) -> None:
        """Add a piece where its depth places it."""
        if piece.title is None:
            self._preamble = _section(self._path, piece)
            return
        self._close(piece.depth)
        first = self._plain_title and not self._stack and not self._roots
        if first or self._is_node(piece):
            fields = piece.fields or Fields({}, piece.line)
            node = _Open(piece.title, piece.depth, piece.line, fields, [])
            if piece.text.strip():
                node.body.append(replace(_section(self._path, piece), title="", depth=0))
            self._stack.append(node)
        elif self._stack:
            section = _section(self._path, piece)
            if section.text.strip() or not CONTAINER.fullmatch(section.title):
                self._stack[-1].body.append(section)
        elif self._roots and not self._lacks_id_above(self._roots[0].line):
            self._report.add(messages.TITLE_OF_NO_NODE, self._path, piece.line)
        elif not self._lacks_id_above(piece.line):
            sheet, other = messages.ID_NO_BLOCK, messages.ID_NO_BLOCK_NO_SHEET
            self._report_no_id(sheet, other, piece.line)

    def _is_node(self, piece: Piece) -> bool:
        """Whether a title has a block; front matter without id makes no sheet of a file that is called otherwise."""
        if piece.fields is None:
            return False
        above = piece.fields.line < piece.line
        return not above or bool(piece.fields.text("id")) or self._source.named_as_sheet

    def finish(self) -> Sheet:
        """The sheet, with the text before its first title in its first node."""
        self._close(0)
        preamble = self._preamble
        errors = (found.severity is Severity.ERREUR for found in self._report.problems)
        if not self._roots and not any(errors):
            sheet, other = messages.ID_NO_TITLE, messages.ID_NO_TITLE_NO_SHEET
            self._report_no_id(sheet, other, preamble.text_line if preamble else 1)
        if preamble and self._roots:
            root = self._roots[0]
            self._roots[0] = replace(root, body=(preamble, *root.body))
            message = messages.TEXT_BEFORE_TITLE
            if root.fields.line < root.line:
                message = messages.TEXT_ABOVE_TITLE
            self._report.add(message, self._path, preamble.text_line, title=root.line)
        first = self._roots[0].line if self._roots else 0
        return Sheet(self._source, tuple(self._roots), titled=not self._lacks_id_above(first))

    def _close(self, down_to: int) -> None:
        while self._stack and self._stack[-1].depth >= down_to:
            done = self._stack.pop().close()
            (self._stack[-1].body if self._stack else self._roots).append(done)

    def _lacks_id_above(self, line: int) -> bool:
        """Whether an id is known to be missing above a line."""
        return any(
            found.code == messages.ID_ABSENT.code and found.line < line
            for found in self._report.problems
        )

    def _report_no_id(self, sheet: Message, other: Message, line: int) -> None:
        """Report a file of sheets without a node, by the message for a `sheet`, or for an `other` file."""
        source = self._source
        message = sheet if source.named_as_sheet else other
        id_ = source.stem if ids.is_id(source.stem) else source.folder.split("/")[0]
        self._report.add(message, self._path, line, id=id_)


def parse_text(source: Source, report: Report) -> tuple[Section, ...]:
    """The sections of a file that holds text alone, such as the home page's; its front matter may give its title."""
    own = Report()
    text, front = _without_front_matter(source, report)
    pieces = pieces_of(text, own, sheet=False)
    blocks = [piece.fields for piece in pieces if piece.fields is not None]
    of_blocks = {messages.BLOCK_APART.code, messages.ID_ABSENT.code}
    # Blocks have to go, whatever else is wrong with them.
    report.extend(one for one in own.problems if not blocks or one.code not in of_blocks)
    for fields in blocks:
        report.add(messages.BLOCK_IN_TEXT, source.path, fields.line)
    return tuple(_section(source.path, piece) for piece in _titled(source, pieces, front, report))


def _without_front_matter(source: Source, report: Report) -> tuple[Source, Fields]:
    """The text of a file without its front matter, whose lines are blank, and its keys."""
    lines = source.text.split("\n")
    front = find_front_matter(lines)
    if front is None or not front.closed:
        return source, Fields()
    line = front.first + 1
    fields = read_fields(source.path, "\n".join(lines[line : front.end]), line + 1, report)
    if fields and fields.text("id"):
        report.add(messages.FRONT_MATTER_IN_TEXT, source.path, line)
        fields = None
    lines[front.first : front.after] = [""] * (front.after - front.first)
    return replace(source, text="\n".join(lines)), fields or Fields()


def _titled(source: Source, pieces: list[Piece], front: Fields, report: Report) -> list[Piece]:
    """The pieces of a text, under the title that front matter gives unless it has one; report all other keys."""
    first = pieces[0] if pieces else Piece(1, None, 0, None, "", 1)
    title = front.text("title")
    given = title if not any(piece.depth == 1 for piece in pieces) else ""
    known = given or (first.title or "").strip()
    for key, entry in front.entries.items():
        if key != "title" or entry.text.strip() != known:
            report.add(
                messages.KEY_IN_TEXT, source.path, entry.line, written=f"{key}: {entry.text}"
            )
    if not given:
        return pieces
    if first.title is None:
        return [replace(first, line=front.line_of("title"), title=given, depth=1), *pieces[1:]]
    return [Piece(front.line_of("title"), given, 1, None, "", first.line), *pieces]


def _section(path: str, piece: Piece) -> Section:
    title = (piece.title or "").strip()
    return Section(path, title, piece.depth, piece.line, piece.text, piece.text_line)
