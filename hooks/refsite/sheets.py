"""Sheet text to nodes and sections with line numbers.

A heading followed by a yaml fence is a node; a heading without one is a section of the nearest node above
whose heading has fewer `#`. No text is dropped: what stands where the grammar expects nothing is kept with
the nearest node and reported.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from refsite import headings, strays
from refsite.fences import (
    FENCE,
    Fields,
    closing,
    is_yaml,
    longest_closings,
    next_written,
    opens_yaml,
    read_block,
)
from refsite.folder import Source
from refsite.headings import Heading
from refsite.kept import Kept
from refsite.nodes import Section, Sheet, SheetNode
from refsite.problems import Problem, Severity, problem

_CONTAINER = re.compile(r"actions?", re.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading (`title` not None) or the run of text after it, as found in the file."""

    line: int
    title: str | None
    depth: int
    fields: Fields | None
    text: str
    text_line: int


def parse_sheet(source: Source, *, plain_title: bool = False) -> tuple[Sheet, tuple[Problem, ...]]:
    """The nodes of a file, and every problem of its grammar.

    With `plain_title`, the first title needs no block to be the node that contains the others.
    """
    problems: list[Problem] = []
    preamble: Section | None = None
    roots: list[SheetNode] = []
    stack: list[_Open] = []

    def close(down_to: int) -> None:
        while stack and stack[-1].depth >= down_to:
            done = stack.pop().close()
            (stack[-1].body if stack else roots).append(done)

    for piece in _pieces(source, problems):
        if piece.title is None:
            preamble = Section(source.path, "", 0, piece.line, piece.text, piece.text_line)
        elif piece.fields is not None or (plain_title and not stack and not roots):
            close(piece.depth)
            own = _own_text(piece, source.path)
            fields = piece.fields or Fields({}, piece.line)
            stack.append(_Open(piece.title, piece.depth, piece.line, fields, own))
        else:
            close(piece.depth)
            _keep_section(piece, source, stack, roots, problems)
    close(0)
    if not roots and not any(found.severity is Severity.ERREUR for found in problems):
        line = preamble.text_line if preamble else 1
        problems.append(
            problem(
                source.path,
                line,
                "id-absent",
                "cette fiche n’a pas de titre",
                headings.no_block(source, titled=False),
            )
        )
    if preamble and roots:
        roots[0] = replace(roots[0], body=(preamble, *roots[0].body))
        hint = "Placez ce texte sous le titre de la fiche, après le bloc yaml."
        message = "texte avant le premier titre"
        problems.append(
            problem(source.path, preamble.text_line, "texte-avant-titre", message, hint)
        )
    titled = not any(p.code == "id-absent" and roots and p.line < roots[0].line for p in problems)
    return Sheet(source, tuple(roots), titled), tuple(problems)


class Parser(Kept[Source, tuple["Sheet", tuple[Problem, ...]]]):
    """Parses a text once, however many revisions or builds hold it."""

    def __init__(self) -> None:
        super().__init__(parse_sheet)


def parse_text(source: Source) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """The sections of a file that holds text alone, such as the home page's."""
    found: list[Problem] = []
    pieces = tuple(_pieces(source, found, sheet=False))
    blocks = [piece.fields for piece in pieces if piece.fields is not None]
    if blocks:  # which go, whatever else is wrong with them
        found = [one for one in found if one.code not in {"bloc-sans-titre", "id-absent"}]
    hint = "Ce fichier n’est que du texte : retirez le bloc, ou placez la fiche dans le dossier de son référentiel."
    message = "un bloc yaml n’a pas de sens ici"
    problems = (
        problem(source.path, fields.line, "bloc-sans-titre", message, hint) for fields in blocks
    )
    sections = (
        Section(source.path, (p.title or "").strip(), p.depth, p.line, p.text, p.text_line)
        for p in pieces
    )
    return tuple(sections), (*found, *problems)


def _own_text(piece: _Piece, path: str) -> list["Section | SheetNode"]:
    if not piece.text.strip():
        return []
    return [Section(path, "", 0, piece.line, piece.text, piece.text_line)]


def _keep_section(
    piece: _Piece,
    source: Source,
    stack: list[_Open],
    roots: list[SheetNode],
    problems: list[Problem],
) -> None:
    """Add a section to the node that is open; report the one that has no node to belong to."""
    title, path = (piece.title or "").strip(), source.path
    if not stack:
        if roots:
            hint = "Ajoutez des # à ce titre : il doit en avoir plus que celui de la fiche."
            message = "ce titre n’appartient à aucune action"
            problems.append(problem(path, piece.line, "id-absent", message, hint))
        elif not any(found.code == "id-absent" for found in problems):
            problems.append(
                problem(
                    path,
                    piece.line,
                    "id-absent",
                    "ce titre n’a pas de bloc yaml",
                    headings.no_block(source, titled=True),
                )
            )
        return
    if _CONTAINER.fullmatch(title) and not piece.text.strip():
        return
    stack[-1].body.append(
        Section(path, title, piece.depth, piece.line, piece.text, piece.text_line)
    )


def _pieces(source: Source, problems: list[Problem], *, sheet: bool = True) -> Iterator[_Piece]:
    """The file cut at its headings, each with its block when it has one; the top of a `sheet` may hold its fields."""
    lines = source.text.split("\n")
    end = len(lines)
    marked = [*headings.marked_lines(source.text), end]
    fields, start = strays.take_front(lines, source.path, problems) if sheet else None, 0
    number, current = 0, None
    closings: dict[str, list[int]] = {}
    while True:
        number = marked[bisect_left(marked, number)]
        heading = None
        if number < end:
            heading = _heading_at(lines, number, source.path, problems)
        if heading is None and (current or not fields) and opens_yaml(lines, number):
            depth = current.depth + (fields is None) if current else 1
            heading = headings.read_unmarked(lines, number, current, depth)
            problems += headings.told_unmarked(source.path, heading)
        if heading is None and number < end:
            astray = None if fields else _astray(lines, number, current, source.path)
            if astray:
                problems.append(astray)
                fields = _take_out(lines, number, source.path, problems)
            else:
                number = _skip_fence(lines, number, source.path, problems, closings)
            continue
        text = "\n".join(lines[start : heading.first if heading else end])
        if current:
            yield _Piece(current.first + 1, current.title, current.depth, fields, text, start + 1)
        elif text.strip():
            yield _Piece(1, None, 0, None, text, start + 1)
        if heading is None:
            return
        early = None if current else fields
        current = heading
        fields, start = _block_after(lines, heading.after, source.path, problems)
        fields, number = fields or early, start


def _astray(lines: list[str], number: int, current: Heading | None, path: str) -> Problem | None:
    """The error of the yaml block that a line opens apart from its title; None where it can have none above it."""
    if not opens_yaml(lines, number):
        return None
    if current:
        container = _CONTAINER.fullmatch(current.title.strip())
        return None if container else strays.told_below(path, number, current)
    fence = FENCE.match(lines[number])
    last = closing(lines, number, fence["marks"]) if fence else None
    heading = strays.next_heading(lines, last + 1) if last else None
    if heading and opens_yaml(lines, next_written(lines, heading.after)):
        heading = None
    return strays.told_above(path, number, heading)


def _take_out(lines: list[str], number: int, path: str, problems: list[Problem]) -> Fields | None:
    """The fields of a block that stands apart from its title, which leaves the text."""
    fields, after = _block_after(lines, number, path, problems)
    lines[number:after] = [""] * (after - number)
    return fields


def _heading_at(
    lines: list[str], number: int, path: str, problems: list[Problem]
) -> Heading | None:
    """The heading of a line, or the one that was meant when a block leaves no doubt."""
    line = lines[number]
    heading = headings.read_heading(line, number)
    if heading and not headings.is_doubtful(line, heading):
        problems += headings.told(path, line, heading, block=True)
        return heading
    block = opens_yaml(lines, next_written(lines, number + 1))
    if heading and not block:
        return None
    apart = not number or lines[number - 1].strip()[:1] in {"", "#", "`", "~"}
    if heading := heading or headings.read_glued(line, number, block=block, apart=apart):
        problems += headings.told(path, line, heading, block=block)
    return heading if block else None


def _block_after(
    lines: list[str], number: int, path: str, problems: list[Problem]
) -> tuple[Fields | None, int]:
    """The yaml block that follows a heading (blank lines between them allow), and the next line's number."""
    first = next_written(lines, number)
    fence = FENCE.match(lines[first]) if first < len(lines) else None
    if not fence:
        return None, number
    if not is_yaml(fence):
        if not headings.GIVES_ID.match("\n".join(lines[first + 1 : first + 3])):
            return None, number
        hint = "Écrivez ```yaml, et rien d’autre sur cette ligne."
        message = "ce bloc donne un id, mais ne commence pas par ```yaml"
        problems.append(problem(path, first + 1, "bloc-sans-yaml", message, hint))
    last = closing(lines, first, fence["marks"])
    if last is None:
        hint = "Ajoutez une ligne ``` après la dernière ligne cle: valeur."
        problems.append(
            problem(path, first + 1, "bloc-non-ferme", "ce bloc yaml n’est pas fermé", hint)
        )
        return Fields({}, first + 1), first + 1
    fields, found = read_block(path, "\n".join(lines[first + 1 : last]), first + 2)
    problems += found
    return fields, last + 1


def _skip_fence(
    lines: list[str],
    number: int,
    path: str,
    problems: list[Problem],
    closings: dict[str, list[int]],
) -> int:
    """The number of the next line to look at, past a block of code whose `#` are no headings.

    `closings` is filled with the first block of code: to look for the end of each would read the file each time.
    """
    fence = FENCE.match(lines[number])
    if not fence:
        return number + 1
    last, marks = None, fence["marks"]
    if not is_yaml(fence):
        closings |= closings or longest_closings(lines)
    if is_yaml(fence) or closings[marks[0]][number + 1] >= len(marks):
        last = closing(lines, number, marks)
    if is_yaml(fence):
        problems.append(strays.told_above(path, number, None))
    elif last is None:
        hint = "Fermez-le par une ligne ```, ou retirez cette ligne."
        if opening := headings.unopened(lines, number):
            hint = f"Il manque une ligne ```yaml au-dessus de la ligne {opening}."
        problems.append(
            problem(path, number + 1, "bloc-non-ferme", "ce bloc ``` n’est pas fermé", hint)
        )
    return number + 1 if last is None else last + 1
