"""Front matter: the block of a file's first title between `---`, at the top of the file, as MkDocs reads it.

Between rules of a text there may be anything. Lines are front matter when they give an id, or are keys alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from refsite.common.lines import read_fence
from refsite.reading.outline import GIVES_ID, TitleLine, outline, read_title

_RULE = re.compile(r"-{3,}\s*$")
_CLOSING = re.compile(r"(?:-{3,}|\.{3})\s*$")
_HEADING = re.compile(r" {0,3}#{2,6}(?!#)")
_NUMBER = re.compile(
    r"\s*(?:id|identifiant)[ \t]*:[ \t]*[\"']?[0-9]+(?:\.[0-9]+)*[\"']?\s*$", re.IGNORECASE
)
_KEY = re.compile(r"[\w.-]+:(?:\s|$)")
_IN_YAML = r"\s*$|[ \t]+\S|[-#](?:[ \t]|$)"
_LINE_OF_KEYS = re.compile(rf"{_IN_YAML}|{_KEY.pattern}")
_LINE_OF_YAML = re.compile(rf"{_IN_YAML}|[^\s#`~>|][^:]*:(?:\s|$)")
"""Keys, values below a key, items, comments; French has a blank before its colons, keys seldom have one."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Lines from `first` to before `after`, of which those before `end` hold keys; lines count from 0.

    The line `end` closes them when `closed`; otherwise it is the first one that cannot be theirs.
    """

    first: int
    end: int
    after: int
    closed: bool = True


def find_front_matter(lines: Sequence[str]) -> FrontMatter | None:
    """The front matter at the top of a file, below blank lines at most; None without one."""
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not _RULE.match(lines[first]):
        return None
    end = next((n for n in range(first + 1, len(lines)) if _ends(lines[n])), len(lines))
    if end == len(lines) or not _CLOSING.match(lines[end]) or _holds_title(lines, first, end):
        return _unclosed(lines, first, end)
    held = [line for line in lines[first + 1 : end] if line.strip()]
    if any(map(GIVES_ID.match, held)):
        begins = _KEY.match(held[0]) or GIVES_ID.match(held[0])
        meant = begins or all(map(_LINE_OF_YAML.match, held))
    else:
        only_keys = any(map(_KEY.match, held)) and all(map(_LINE_OF_KEYS.match, held))
        meant = only_keys and len(lines[first].rstrip()) == len("---")
    return FrontMatter(first, end, end + 1) if meant else None


def misplaced(lines: Sequence[str], first: int) -> FrontMatter | None:
    """The lines between the rule `first` and the next one, when they hold keys alone and a numeric id."""
    if not _RULE.match(lines[first]):
        return None
    end = next((n for n in range(first + 1, len(lines)) if not _goes_on(lines[n])), len(lines))
    closed = end < len(lines) and _RULE.match(lines[end])
    found = closed and any(map(_NUMBER.match, lines[first + 1 : end]))
    return FrontMatter(first, end, end + 1) if found else None


def _ends(line: str) -> bool:
    """Whether no front matter goes on after a line."""
    return bool(_CLOSING.match(line) or read_fence(line.rstrip()) or _HEADING.match(line))


def _holds_title(lines: Sequence[str], first: int, end: int) -> bool:
    """Whether `# …` between two lines is the title of the file, which has no other, and not a comment.

    It is a comment above an id.
    """
    start = next((n for n in range(first + 1, end) if GIVES_ID.match(lines[n])), first) + 1
    if not any(map(_is_title, lines[start:end])):
        return False
    below = (mark for mark in outline(lines[end + 1 :]) if isinstance(mark, TitleLine))
    return all(title.depth > 1 for title in below)


def _unclosed(lines: Sequence[str], first: int, end: int) -> FrontMatter | None:
    """The lines below the rule `first` when they give an id, though the next `---` does not close them."""
    start = next((n for n in range(first + 1, end) if lines[n].strip()), end)
    stop = next((n for n in range(start, end) if not _goes_on(lines[n])), end)
    if not any(map(GIVES_ID.match, lines[start:stop])):
        return None
    fence = read_fence(lines[stop].rstrip()) if stop < len(lines) else None
    return FrontMatter(first, stop, stop + bool(fence and not fence.info), closed=False)


def _goes_on(line: str) -> bool:
    """Whether a line may belong to front matter of which the closing line is missing."""
    goes_on = line.strip() and _LINE_OF_YAML.match(line)
    return bool(goes_on) and not _CLOSING.match(line) and not _is_title(line)


def _is_title(line: str) -> bool:
    title = read_title(line, 0)
    return title is not None and not title.glued
