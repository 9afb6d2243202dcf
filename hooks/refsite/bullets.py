"""Text as office suites paste it, to the Markdown that it means: pseudo-bullets, signs, absurd nesting.

Line by line, so that line numbers stay; nothing but the mark of a bullet changes.
"""

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*])(?P<gap>[ \t]+)\S")
_PSEUDO = re.compile(
    r"""(?P<indent>[ \t]*)
    (?: (?P<mark>[•·▪▫◦‣●○■□➢►\uf0a7\uf0b7])[ \t\u00a0]*      # Word's bullets, glued or not
      | (?P<dash>[−–—])[ \t\u00a0]+ (?!\d[\d\s.,]*%)          # a dash that is no minus before « 20 % »
      | (?P<circle>o)[ \t\u00a0]+ )
    (?P<rest>\S.*)""",
    re.VERBOSE,
)
_PLUS = re.compile(r"[ \t]*\+[ \t]")
_GREATER = re.compile(r"(?P<indent>[ \t]*)(?P<sign>>)(?=[ \t]*\d)")
_NESTED = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])[ \t]+)){12}")
_DEEPEST_INDENT = 40


def mend_lines(text: str) -> str:
    """`text` with bullets that Markdown knows; as many lines, the same words."""
    lines = text.split("\n")
    out: list[str] = []
    fence = ""
    parent: int | None = None
    blank = True
    for number, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence or opening:
            if opening:
                fence = opening[1] if not fence else ("" if opening[1].startswith(fence) else fence)
            out.append(line)
            continue
        mended = _escape_signs(lines, number)
        pseudo = _PSEUDO.match(mended)
        if pseudo:
            mended, parent = _as_bullet(pseudo, parent)
        elif bullet := _BULLET.match(mended):
            parent = len(bullet["indent"])
        elif blank and mended.strip() and not mended[0].isspace():
            parent = None
        blank = not line.strip()
        out.append(_flatten(mended))
    return "\n".join(out)


def _as_bullet(pseudo: re.Match[str], parent: int | None) -> tuple[str, int | None]:
    """The line as a Markdown bullet; « o » is the second level of the list that is open, if one is."""
    indent = pseudo["indent"]
    if pseudo["circle"]:
        if parent is not None:
            indent = " " * (parent + 2)
    else:
        parent = len(indent)
    return f"{indent}- {pseudo['rest']}", parent


def _escape_signs(lines: list[str], number: int) -> str:
    """« > 50 000 hab. » is a comparison, no quotation; one « + … » alone is an addition, no list."""
    line = lines[number]
    if _GREATER.match(line):
        return _GREATER.sub(r"\g<indent>\\>", line, count=1)
    if _PLUS.match(line):
        around = (*_nearest(lines[:number][::-1]), *_nearest(lines[number + 1 :]))
        if not any(_PLUS.match(other) for other in around):
            return line.replace("+", "\\+", 1)
    return line


def _nearest(lines: list[str]) -> list[str]:
    return [line for line in lines[:2] if line.strip()][:1]


def _flatten(line: str) -> str:
    """The line without the nesting that no reader could follow and that a parser would drop."""
    text = line.lstrip(" \t")
    if len(line) - len(text) > _DEEPEST_INDENT:
        line = " " * _DEEPEST_INDENT + text
    deep = _NESTED.match(line)
    return (
        f"{line[: deep.end()]}\\{line[deep.end() :]}"
        if deep and line[deep.end() : deep.end() + 1] in set(">-*+")
        else line
    )
