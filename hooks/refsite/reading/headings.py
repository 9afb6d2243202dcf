"""Lines that give a title: those of Markdown, and those that were meant to.

Editors type a no-break space after the `#` (Alt+Space on a Mac), or none at all: when a yaml block follows, no
doubt is left about what the line names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from refsite.common import ids
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.reading.folder import Source

_MARK = re.compile(r"\n {0,3}[#`~]")
"""What lines of the grammar begin with: most lines are text, and need no closer look."""
GIVES_ID = re.compile(r"\s*(?:id|identifiant)[ \t]*:", re.IGNORECASE)
"""What a block that is a node's begins with."""
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<title>[ \t\u00a0\u202f].*)?$")
_GLUED = re.compile(r" {0,3}(?P<marks>#{1,6})(?P<title>[^\s#].*)$")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{2,})[ \t]*$")
_WORDS = re.compile(r"[*_]{0,3}\w.*")
_NO_BREAK = ("\u00a0", "\u202f")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: what follows its `#` and one blank (blanks kept for the checks), and its lines, from 0: `first` to before `after`."""

    title: str
    depth: int
    first: int
    after: int


def read_heading(line: str, number: int) -> Heading | None:
    """The heading that a line is, a no-break space after its `#` or not; None when it is none."""
    found = _HEADING.match(line)
    return _heading(found, number, 1) if found else None


def is_doubtful(line: str, heading: Heading) -> bool:
    """Whether one `#` and a no-break space, or nothing behind one, make a line of text look like a heading."""
    after = line.strip(" ")[heading.depth : heading.depth + 1]
    return after in _NO_BREAK and (heading.depth == 1 or not heading.title.strip())


def read_glued(line: str, number: int, *, block: bool, apart: bool) -> Heading | None:
    """The heading that a line was meant to be whose title touches its `#`: sure when a `block` follows it.

    Else two `#` and a letter make one, `apart` from the text above; « #hashtag » is text.
    """
    found = _GLUED.match(line)
    titled = found and apart and len(found["marks"]) > 1 and found["title"][0].isalpha()
    if not found or not (block or titled):
        return None
    return _heading(found, number, 0)


def _heading(found: re.Match[str], number: int, blanks: int) -> Heading:
    written = found["title"] or ""
    written = written.lstrip() if written[:1] in _NO_BREAK else written[blanks:]
    title = _CLOSING_MARKS.sub("", written)
    return Heading(title, len(found["marks"]), number, number + 1)


def read_unmarked(
    lines: Sequence[str], block: int, above: Heading | None, depth: int
) -> Heading | None:
    """The title that stands without `#` above a block: underlined, or the only line of its file; of a `depth`.

    `above` is the heading before it, None at the top of the file.
    """
    start = above.after if above else 0
    last = next((n for n in range(block - 1, start - 1, -1) if lines[n].strip()), -1)
    underlined = last > start and _UNDERLINE.match(lines[last]) is not None
    first = last - underlined
    if first < start or not _WORDS.match(lines[first].strip()):
        return None
    if first > start and lines[first - 1].strip():
        return None  # the last line of a text, and a rule below it
    if not underlined and (above or any(line.strip() for line in lines[:first])):
        return None
    return Heading(lines[first].strip(" \t*_"), depth, first, last + 1)


def told(path: str, line: str, heading: Heading, *, block: bool) -> tuple[Problem, ...]:
    """What is wrong with the blank after the `#` of a heading's `line`."""
    marks = "#" * heading.depth
    code = "titre-espace"
    place = (path, heading.first + 1, code)
    after = line.strip(" ")[heading.depth :]
    if not after or after[0] in " \t":
        return ()
    if after[0] in _NO_BREAK:
        hint = "Remplacez l’espace insécable qui suit les # par une espace ordinaire."
        return (problem(*place, "une espace insécable suit les # de ce titre", hint),)
    message = (
        "ce titre touche ses #" if block else "ce titre touche ses # : il est lu comme du texte"
    )
    hint = f"Mettez une espace entre les # et le titre : {quote(f'{marks} {heading.title}')}."
    return (problem(*place, message, hint),)


def no_block(source: Source, *, titled: bool) -> str:
    """What to write in a file of sheets that has no yaml block, and no title either when it is not `titled`."""
    if source.stem.lower() != "index" and not ids.is_id(source.stem):
        return (
            "Ce dossier ne contient que des fiches, qui portent le nom de leur id, par exemple 6.1.2.md : "
            "renommez ce fichier si c’en est une, ou rangez-le hors du dossier."
        )
    id_ = source.folder.split("/")[0] if source.stem.lower() == "index" else source.stem
    if titled:
        return f"Sous le titre de la fiche, ajoutez un bloc ```yaml avec la ligne id: {id_}."
    return f"Commencez la fiche par un titre #, suivi d’un bloc ```yaml avec la ligne id: {id_}."


def told_unmarked(path: str, heading: Heading | None) -> tuple[Problem, ...]:
    """The error of a title without `#`, and how to write it."""
    if heading is None:
        return ()
    marks = "#" * heading.depth
    hint = f"Écrivez {quote(f'{marks} {heading.title}')}"
    if heading.after - heading.first > 1:
        hint += f" à la place des lignes {heading.first + 1} et {heading.after}"
    message = "ce titre n’a pas de # devant"
    return (problem(path, heading.first + 1, "bloc-sans-titre", message, f"{hint}."),)


def marked_lines(text: str) -> Iterator[int]:
    """The numbers (from 0) of the lines that may belong to the grammar, in order."""
    number, before = 0, 0
    for found in _MARK.finditer(f"\n{text}"):
        number += text.count("\n", before, found.start())
        before = found.start()
        yield number


def unopened(lines: list[str], number: int) -> int:
    """The first line (from 1) of a block that gives an id and that nothing opens, if it ends above; 0 otherwise."""
    first = number
    while first and lines[first - 1].strip() and not _MARK.match(f"\n{lines[first - 1]}"):
        first -= 1
    return first + 1 if GIVES_ID.match("\n".join(lines[first:number])) else 0
