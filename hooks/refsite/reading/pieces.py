"""A file cut at its headings, each with its yaml block when it has one: what `sheets` makes nodes and sections of."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from refsite.common.problems import Problem, problem
from refsite.reading import headings, strays
from refsite.reading.folder import Source
from refsite.reading.headings import Heading
from refsite.reading.yaml_blocks import (
    FENCE,
    Fields,
    closing,
    is_yaml,
    longest_closings,
    next_written,
    opens_yaml,
    read_block,
)

CONTAINER = re.compile(r"actions?", re.IGNORECASE)
"""The heading that only holds the children of a node."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (`title` not None) or the run of text after it, as found in the file."""

    line: int
    title: str | None
    depth: int
    fields: Fields | None
    text: str
    text_line: int


def pieces_of(source: Source, problems: list[Problem], *, sheet: bool = True) -> Iterator[Piece]:
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
            yield Piece(current.first + 1, current.title, current.depth, fields, text, start + 1)
        elif text.strip():
            yield Piece(1, None, 0, None, text, start + 1)
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
        container = CONTAINER.fullmatch(current.title.strip())
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
