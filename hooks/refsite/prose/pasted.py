"""Repair of lists and tables pasted from office suites: pseudo-bullets, signs, absurd nesting.

Nothing but the marks of lists and the frames of tables changes.
"""

import re
from collections.abc import Iterator

from refsite.common.lines import lines_of_code
from refsite.prose.draft import Draft, Edit

_BULLET = re.compile(r"(?P<indent>[ \t]*)[-*][ \t]+\S")
_PSEUDO = re.compile(
    r"""(?P<indent>[ \t]*)
    (?: [•·▪▫◦‣●○■□➢►\uf0a7\uf0b7][ \t\u00a0]*    # Word's bullets, glued or not
      | [−–—][ \t\u00a0]+ (?!\d[\d\s.,]*%)    # a dash that is no minus before « 20 % »
      | [-*](?=[ \t]*\u00a0)[ \t\u00a0]+    # Markdown's own, but for a no-break space
      | (?P<circle>o)[ \t\u00a0]+ )
    (?P<rest>\S.*)""",
    re.VERBOSE,
)
_MARKED = re.compile(r"[ \t]*(?:[-*+−–—•·▪▫◦‣●○■□➢►\uf0a7\uf0b7]|o[ \t\u00a0]|\d{1,9}[.)][ \t])")
_SIGNED = re.compile(
    r"[ \t]*[−–][ \t\u00a0]+\d[\d\s.,]*(?:[%‰°€]|[kMGT]?Wh|[kMGT]?W\b|[kmcd]?m[²³23]?\b|(?:kg|t|ha|g|l)\b)"
)
_PLUS = re.compile(r"[ \t]*\+[ \t]")
_NUMBERED = re.compile(r" {0,3}(\d{1,9})[.)][ \t]+\S")
_GREATER = re.compile(r"([ \t]*)>(?=[ \t]*\d)")
_RULE = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_NESTED = re.compile(r"[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){12}")
_NEXT_MARK = re.compile(r"\d{0,9}(?P<mark>[->*+.)])")
_DEEPEST_INDENT = 40
_WIDEST = 50


def mend_lines(draft: Draft) -> Draft:
    """Rewrite the lists and tables of a text with Markdown's own marks; the words stay."""
    lines = draft.text.split("\n")
    return draft.edited(_edits(lines, _mended(lines)))


def _edits(lines: list[str], mended: Iterator[str]) -> Iterator[Edit]:
    """Edits from lines to mended lines."""
    start = 0
    for line, new in zip(lines, mended, strict=True):
        if new != line:
            ends = zip(reversed(line), reversed(new), strict=False)
            differ = (n for n, (old, mended_) in enumerate(ends) if old != mended_)
            same = next(differ, min(len(line), len(new)))
            yield start, start + len(line) - same, new[: len(new) - same]
        start += len(line) + 1


def _mended(lines: list[str]) -> Iterator[str]:
    """Each line mended; with a blank line before it where a list begins late."""
    code = lines_of_code(lines)
    lines = _widen_tables(lines)
    signed = _signed(lines)
    parent: int | None = None
    blank = True
    for number, line in enumerate(lines):
        if code[number]:
            yield line
            continue
        mended = _escape_signs(lines, number)
        if number in signed:
            yield _flatten(mended)
            blank = False
            continue
        late = "\n" if _starts_a_list_late(lines, number) else ""
        pseudo = _PSEUDO.match(mended)
        if pseudo:
            mended, parent = _as_bullet(pseudo, parent)
        elif bullet := _BULLET.match(mended):
            parent = len(bullet["indent"])
        elif blank and mended.strip() and not mended[0].isspace():
            parent = None
        blank = not line.strip()
        yield late + _flatten(mended)


def _signed(lines: list[str]) -> frozenset[int]:
    """Numbers of the lines that begin with a minus: a dash before a quantity, with no other mark of a list in the paragraphs around."""
    paragraphs: list[list[int]] = [[]]
    for number, line in enumerate(lines):
        if _MARKED.match(line):
            paragraphs[-1].append(number)
        elif not line.strip() and number and lines[number - 1].strip():
            paragraphs.append([])
    padded = [[], *paragraphs, []]
    return frozenset(
        marked[0]
        for before, marked, after in zip(padded, padded[1:], padded[2:], strict=False)
        if len(marked) == 1 and not before and not after and _SIGNED.match(lines[marked[0]])
    )


def _starts_a_list_late(lines: list[str], number: int) -> bool:
    """Whether a numbered list begins right after a paragraph with another number than 1."""
    if not number or number + 1 == len(lines):
        return False
    previous, first, second = (
        lines[number - 1],
        _NUMBERED.match(lines[number]),
        _NUMBERED.match(lines[number + 1]),
    )
    if not first or not second or int(second[1]) != int(first[1]) + 1:
        return False
    return bool(previous.strip()) and not _NUMBERED.match(previous) and not _BULLET.match(previous)


def _widen_tables(lines: list[str]) -> list[str]:
    """Tables whose header is as wide as their widest row: a parser drops the cells beyond it."""
    lines = list(lines)
    number = 1
    while number < len(lines):
        header, rule = lines[number - 1], lines[number]
        number += 1
        if (
            "|" not in rule
            or not header.strip()
            or not _RULE.fullmatch(rule)
            or _cells(header) != _cells(rule)
        ):
            continue
        width, first = _cells(header), number
        while number < len(lines) and lines[number].strip():
            width = max(width, _cells(lines[number]))
            number += 1
        missing = width - _cells(header)
        if missing and width <= _WIDEST:
            lines[first - 2] = header.rstrip().removesuffix("|") + "| " * missing + "|"
            lines[first - 1] = rule.rstrip().removesuffix("|") + "|---" * missing + "|"
    return lines


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))) + 1


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
        return _GREATER.sub(r"\1\\>", line, count=1)
    if _PLUS.match(line):
        around = (
            *_nearest(lines[max(0, number - 2) : number][::-1]),
            *_nearest(lines[number + 1 : number + 3]),
        )
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
    if deep and (mark := _NEXT_MARK.match(line, deep.end())):
        return f"{line[: mark.start('mark')]}\\{line[mark.start('mark') :]}"
    return line
