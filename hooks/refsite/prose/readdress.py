"""Markdown with other addresses: all else stays as it is written."""

import re
from collections.abc import Callable

from refsite.prose.raw_html import spans

_ADDRESS = re.compile(
    r"""(?P<before>\]\([ ]*|<(?:a|img)\b[^<>]*?\b(?:href|src)[ ]*=[ ]*)
    (?P<address><[^<>\n]*>|"[^"<>\n]*"|'[^'<>\n]*'|[^\s()<>"']+)""",
    re.VERBOSE | re.IGNORECASE,
)
_WRAPS = "<>\"'"


def readdressed(text: str, lead: Callable[[str], str]) -> str:
    """A text in which each address of a link or an image, code aside, is what `lead` gives; empty: it stays."""

    def new(found: re.Match[str]) -> str:
        address = found["address"]
        inner = address.strip(_WRAPS)
        there = lead(inner)
        return found["before"] + address.replace(inner, there) if there and inner else found[0]

    parts: list[str] = []
    done = 0
    for start, end, kind in spans(text):
        if kind in {"code", "hidden"}:
            parts += (_ADDRESS.sub(new, text[done:start]), text[start:end])
            done = end
    return "".join((*parts, _ADDRESS.sub(new, text[done:])))
