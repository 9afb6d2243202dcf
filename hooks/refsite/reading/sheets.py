"""Sheet text to nodes and sections with line numbers.

A heading followed by a yaml fence is a node; a heading without one is a section of the nearest node above
whose heading has fewer `#`. No text is dropped: what stands where the grammar expects nothing is kept with
the nearest node and reported.
"""

from dataclasses import dataclass, replace

from refsite.common.codes import Severity
from refsite.common.memo import Memo
from refsite.common.problems import Problem, problem
from refsite.reading import headings
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.pieces import CONTAINER, Piece, pieces_of
from refsite.reading.yaml_blocks import Fields


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

    for piece in pieces_of(source, problems):
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


class Parser(Memo[Source, tuple["Sheet", tuple[Problem, ...]]]):
    """Parses a text once, however many revisions or builds hold it."""

    def __init__(self) -> None:
        super().__init__(parse_sheet)


def parse_text(source: Source) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """The sections of a file that holds text alone, such as the home page's."""
    found: list[Problem] = []
    pieces = tuple(pieces_of(source, found, sheet=False))
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


def _own_text(piece: Piece, path: str) -> list["Section | SheetNode"]:
    if not piece.text.strip():
        return []
    return [Section(path, "", 0, piece.line, piece.text, piece.text_line)]


def _keep_section(
    piece: Piece,
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
    if CONTAINER.fullmatch(title) and not piece.text.strip():
        return
    stack[-1].body.append(
        Section(path, title, piece.depth, piece.line, piece.text, piece.text_line)
    )
