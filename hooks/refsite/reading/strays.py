"""Blocks that stand apart from their title: above it, below a text, or between `---` as other sites have them."""

import re
from collections.abc import Sequence

from refsite.common.problems import Problem, problem
from refsite.reading.headings import GIVES_ID, Heading, read_heading
from refsite.reading.yaml_blocks import Fields, next_written, opens_yaml, read_block

_DASHES = re.compile(r"-{3,}[ \t]*$")
_LINE_OF_YAML = re.compile(r"[ \t]+\S|[-#][ \t]|[^\s#`~>|][^:]*:(?:[ \t]|$)")
"""Keys, what stands below one, items, comments: between two rules of a text, lines are of other kinds, too."""


def take_front(lines: list[str], path: str, problems: list[Problem]) -> Fields | None:
    """What lines between `---` at the top of a file give, which are taken out and reported."""
    place = _front_matter(lines)
    if place is None:
        return None
    first, last = place
    heading = next_heading(lines, last + 1)
    blocked = heading is not None and opens_yaml(lines, next_written(lines, heading.after))
    problems.append(_told_front(path, place, heading, blocked=blocked))
    held = "\n".join(lines[first + 1 : last])
    lines[first : last + 1] = [""] * (last + 1 - first)
    if blocked:  # the title has a block of its own
        return None
    fields, found = read_block(path, held, first + 2)
    problems += found
    return fields


def _front_matter(lines: Sequence[str]) -> tuple[int, int] | None:
    """The two lines « --- », from 0, that hold an id at the top of a file; None without them."""
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not _DASHES.match(lines[first]):
        return None
    last = next((n for n in range(first + 1, len(lines)) if _DASHES.match(lines[n])), 0)
    held = lines[first + 1 : last]
    is_yaml = any(map(GIVES_ID.match, held)) and all(map(_LINE_OF_YAML.match, held))
    return (first, last) if is_yaml else None


def next_heading(lines: Sequence[str], number: int) -> Heading | None:
    """The first heading from the line `number` on."""
    found = (read_heading(lines[n], n) for n in range(number, len(lines)))
    return next(filter(None, found), None)


def _told_front(
    path: str, place: tuple[int, int], heading: Heading | None, *, blocked: bool
) -> Problem:
    """The error of lines between `---`, and where to write them: `blocked` when the title has its block already."""
    line = place[0] + 1
    if heading is None:
        hint = "Écrivez un titre #, puis ces lignes entre une ligne ```yaml et une ligne ```."
    elif blocked:
        hint = f"Retirez les lignes {line} à {place[1] + 1} : le titre, ligne {heading.first + 1}, a déjà son bloc yaml."
    else:
        hint = (
            f"Déplacez-les juste sous le titre, ligne {heading.first + 1}, en écrivant ```yaml à la place "
            "du premier --- et ``` à la place du second."
        )
    return problem(path, line, "bloc-sans-titre", "ces lignes entre --- ne sont pas lues", hint)


def told_below(path: str, number: int, heading: Heading) -> Problem:
    """The error of a block, at the line `number` from 0, that a text parts from the title above it."""
    hint = f"Déplacez ce bloc juste sous le titre, ligne {heading.first + 1}"
    if heading.depth > 1:
        hint += " ; s’il n’est pas le sien, ajoutez au-dessus du bloc le titre qui manque"
    message = "ce bloc yaml ne suit pas immédiatement son titre"
    return problem(path, number + 1, "bloc-sans-titre", message, f"{hint}.")


def told_above(path: str, number: int, heading: Heading | None) -> Problem:
    """The error of a block, at the line `number` from 0, that stands above its title, or has none."""
    hint = "Un bloc yaml suit immédiatement son titre ; ajoutez le titre, ou retirez le bloc."
    if heading:
        hint = f"Déplacez ce bloc juste sous le titre, ligne {heading.first + 1}."
    return problem(path, number + 1, "bloc-sans-titre", "ce bloc yaml ne suit aucun titre", hint)
