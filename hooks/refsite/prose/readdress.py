"""Markdown with other addresses: all else stays as it is written."""

import re
from collections.abc import Callable
from itertools import groupby

from refsite.common.lines import lines_of_code

_ADDRESS = re.compile(
    r"""(?P<ticks>`++)(?:[^\n]*?(?<!`)(?P=ticks)(?!`))?
    |(?P<before>\]\([ ]*|<(?:a|img)\b[^<>]*?\b(?:href|src)[ ]*=[ ]*)
    (?P<address><[^<>\n]*>|"[^"<>\n]*"|'[^'<>\n]*'|[^\s()<>"']+)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Code in a line, or the address of a link or an image; the first one wins."""
_WRAPS = "<>\"'"


def readdressed(text: str, lead: Callable[[str], str]) -> str:
    """A text in which each address of a link or an image, code aside, is what `lead` gives; empty: it stays."""

    def new(found: re.Match[str]) -> str:
        address = found["address"] or ""
        inner = address.strip(_WRAPS)
        there = lead(inner) if inner else ""
        return found["before"] + address.replace(inner, there) if there else found[0]

    lines = text.split("\n")
    parts: list[str] = []
    numbered = zip(lines_of_code(lines), lines, strict=True)
    for is_code, group in groupby(numbered, key=lambda pair: pair[0]):
        part = "\n".join(line for _, line in group)
        parts.append(part if is_code else _ADDRESS.sub(new, part))
    return "\n".join(parts)
