"""Sheet text to nodes and sections with line numbers.

A heading followed by a yaml fence is a node; a heading without one is a section of the nearest node above
whose heading has fewer `#`. No text is dropped: what stands where the grammar expects nothing is kept with
the nearest node and reported.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from refsite.fences import Fields, read_fence
from refsite.folder import Source
from refsite.kept import Kept
from refsite.problems import Problem, problem

_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<title>[ \t].*)?$")
_MARK = re.compile(r"\n {0,3}[#`~]")
"""What lines of the grammar begin with: most lines are text, and need no closer look."""
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
_GIVES_ID = re.compile(r"\s*(?:id|identifiant)[ \t]*:", re.IGNORECASE)
_GLUED_HEADING = re.compile(r"#{1,6}[^\s#]")
_NO_BLOCK = (
    "Sous le titre de la fiche, ajoutez un bloc ```yaml avec la ligne id: suivie du nom du fichier."
)
_CONTAINER = re.compile(r"actions?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading without a block, and its text. `depth` counts its `#`; `title` is empty for text alone."""

    path: str
    title: str
    depth: int
    line: int
    text: str
    text_line: int


@dataclass(frozen=True, slots=True)
class SheetNode:
    """A heading with its block: `name` as written after the `#` and one blank."""

    name: str
    depth: int
    line: int
    fields: Fields
    body: tuple["Section | SheetNode", ...] = ()

    @property
    def children(self) -> tuple["SheetNode", ...]:
        return tuple(part for part in self.body if isinstance(part, SheetNode))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed file: its nodes without a parent (one, when it is right). `titled`: a node comes first."""

    source: Source
    roots: tuple[SheetNode, ...]
    titled: bool = True


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


def parse_sheet(source: Source) -> tuple[Sheet, tuple[Problem, ...]]:
    """The nodes of a file, and every problem of its grammar."""
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
        elif piece.fields is not None:
            close(piece.depth)
            own = _own_text(piece, source.path)
            stack.append(_Open(piece.title, piece.depth, piece.line, piece.fields, own))
        else:
            close(piece.depth)
            _keep_section(piece, source.path, stack, roots, problems)
    close(0)
    if not roots and not problems:
        line = preamble.text_line if preamble else 1
        problems.append(
            problem(source.path, line, "id-absent", "cette fiche n’a pas de titre", _NO_BLOCK)
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
    problems: list[Problem] = []
    sections: list[Section] = []
    for piece in _pieces(source, problems):
        if piece.fields is not None:
            hint = "Ce fichier n’est que du texte : retirez le bloc, ou placez la fiche dans le dossier de son référentiel."
            message = "un bloc yaml n’a pas de sens ici"
            problems.append(
                problem(source.path, piece.fields.line, "bloc-sans-titre", message, hint)
            )
        title = (piece.title or "").strip()
        sections.append(
            Section(source.path, title, piece.depth, piece.line, piece.text, piece.text_line)
        )
    return tuple(sections), tuple(problems)


def _own_text(piece: _Piece, path: str) -> list["Section | SheetNode"]:
    if not piece.text.strip():
        return []
    return [Section(path, "", 0, piece.line, piece.text, piece.text_line)]


def _keep_section(
    piece: _Piece, path: str, stack: list[_Open], roots: list[SheetNode], problems: list[Problem]
) -> None:
    """Add a section to the node that is open; report the one that has no node to belong to."""
    title = (piece.title or "").strip()
    if not stack:
        if roots:
            hint = "Ajoutez des # à ce titre : il doit en avoir plus que celui de la fiche."
            message = "ce titre n’appartient à aucune action"
            problems.append(problem(path, piece.line, "id-absent", message, hint))
        elif not any(found.code == "id-absent" for found in problems):
            problems.append(
                problem(path, piece.line, "id-absent", "ce titre n’a pas de bloc yaml", _NO_BLOCK)
            )
        return
    if _CONTAINER.fullmatch(title) and not piece.text.strip():
        return
    stack[-1].body.append(
        Section(path, title, piece.depth, piece.line, piece.text, piece.text_line)
    )


def _pieces(source: Source, problems: list[Problem]) -> Iterator[_Piece]:
    """The file cut at its headings, each with its block when it has one."""
    lines = source.text.split("\n")
    end = len(lines)
    marked = [*_marked(source.text), end]
    start, number = 0, 0
    title: str | None = None
    depth, fields, heading_line = 0, None, 1
    closings: dict[str, list[int]] = {}
    while True:
        number = marked[bisect_left(marked, number)]
        heading = _HEADING.match(lines[number]) if number < end else None
        if heading is None and number < end:
            number = _skip_fence(lines, number, source.path, problems, closings)
            continue
        text = "\n".join(lines[start:number])
        if title is not None or text.strip():
            yield _Piece(heading_line, title, depth, fields, text, start + 1)
        if heading is None:
            return
        title, depth, heading_line = _title(heading), len(heading["marks"]), number + 1
        fields, number = _block_after(lines, number + 1, source.path, problems)
        start = number


def _marked(text: str) -> Iterator[int]:
    """The numbers (from 0) of the lines that may belong to the grammar, in order."""
    number, before = 0, 0
    for found in _MARK.finditer(f"\n{text}"):
        number += text.count("\n", before, found.start())
        before = found.start()
        yield number


def _title(heading: re.Match[str]) -> str:
    """What follows the `#` and the one blank that ends them, blanks kept for the checks."""
    title = heading["title"] or ""
    return _CLOSING_MARKS.sub("", title[1:])


def _block_after(
    lines: list[str], number: int, path: str, problems: list[Problem]
) -> tuple[Fields | None, int]:
    """The yaml block that follows a heading (blank lines between them allow), and the next line's number."""
    first = number
    while first < len(lines) and not lines[first].strip():
        first += 1
    fence = _FENCE.match(lines[first]) if first < len(lines) else None
    if not fence or not _is_yaml(fence):
        if fence and _GIVES_ID.match("\n".join(lines[first + 1 : first + 3])):
            hint = "Écrivez ```yaml, et rien d’autre sur cette ligne."
            message = "ce bloc donne un id, mais ne commence pas par ```yaml"
            problems.append(problem(path, first + 1, "bloc-sans-yaml", message, hint))
        return None, number
    last = _closing(lines, first, fence["marks"])
    if last is None:
        hint = "Ajoutez une ligne ``` après la dernière ligne cle: valeur."
        problems.append(
            problem(path, first + 1, "bloc-non-ferme", "ce bloc yaml n’est pas fermé", hint)
        )
        return Fields({}, first + 1), first + 1
    fields, found = read_fence(path, "\n".join(lines[first + 1 : last]), first + 2)
    problems += found
    if not found and not fields.text("id"):
        near = [key for key in fields.entries if key != "id" and key.strip().lower() == "id"]
        line = fields.line_of(near[0]) if near else first + 1
        hint = (
            "Écrivez la clé en minuscules, les deux-points juste après : id: 6.1.2."
            if near
            else "Ajoutez une ligne id: au bloc, par exemple id: 6.1.2."
        )
        problems.append(problem(path, line, "id-absent", "ce bloc yaml n’a pas d’id", hint))
    return Fields(fields.entries, first + 1), last + 1


def _is_yaml(fence: re.Match[str]) -> bool:
    return fence["info"].strip().lower() in {"yaml", "yml"}


def _closing(lines: list[str], first: int, marks: str) -> int | None:
    """The line that closes the fence opened at `first`; None if a node begins or the file ends before."""
    closing = re.compile(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    for number in range(first + 1, len(lines)):
        if closing.match(lines[number]):
            return number
        fence = _FENCE.match(lines[number])
        if fence and _is_yaml(fence):
            return None
    return None


def _longest_closings(lines: list[str]) -> dict[str, list[int]]:
    """By mark and line: how long the longest closing is, from that line to where a node begins or the file ends."""
    longest = {mark: [0] * (len(lines) + 1) for mark in "`~"}
    for number in range(len(lines) - 1, -1, -1):
        fence = _FENCE.match(lines[number])
        for mark, known in longest.items():
            if not fence or not _is_yaml(fence):
                closes = fence and not fence["info"] and fence["marks"][0] == mark
                own = len(fence["marks"]) if fence and closes else 0
                known[number] = max(own, known[number + 1])
    return longest


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
    fence = _FENCE.match(lines[number])
    if not fence:
        return number + 1
    last, marks = None, fence["marks"]
    if not _is_yaml(fence):
        closings |= closings or _longest_closings(lines)
    if _is_yaml(fence) or closings[marks[0]][number + 1] >= len(marks):
        last = _closing(lines, number, marks)
    if _is_yaml(fence):
        hint = "Un bloc yaml suit immédiatement son titre ; ajoutez le titre, ou retirez le bloc."
        if number and _GLUED_HEADING.match(lines[number - 1]):
            hint = "Mettez une espace entre les # et le titre qui précède."
        problems.append(
            problem(path, number + 1, "bloc-sans-titre", "ce bloc yaml ne suit aucun titre", hint)
        )
    elif last is None:
        hint = "Fermez-le par une ligne ```, ou retirez cette ligne."
        if opening := _unopened(lines, number):
            hint = f"Il manque une ligne ```yaml au-dessus de la ligne {opening}."
        problems.append(
            problem(path, number + 1, "bloc-non-ferme", "ce bloc ``` n’est pas fermé", hint)
        )
    return number + 1 if last is None else last + 1


def _unopened(lines: list[str], number: int) -> int:
    """The first line (from 1) of a block that gives an id and that nothing opens, if it ends above; 0 otherwise."""
    first = number
    while first and lines[first - 1].strip() and not _MARK.match(f"\n{lines[first - 1]}"):
        first -= 1
    return first + 1 if _GIVES_ID.match("\n".join(lines[first:number])) else 0
