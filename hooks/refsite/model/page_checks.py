"""Errors of the ordinary pages, found in their text alone, before a generator reads it."""

import re
from collections.abc import Iterable, Iterator

from refsite.common import bounds, messages
from refsite.common.problems import Report
from refsite.reading.folder import Source
from refsite.reading.yaml_blocks import Field, Fields, read_fields

_FRONT = re.compile(r"-{3}[ \t]*\n(?P<yaml>.*?\n)(?:\.{3}|-{3})[ \t]*(?:\n|\Z)", re.DOTALL)
"""Front matter as MkDocs finds it."""
_KEY = re.compile(r"[\w-]+[ \t]*:(?:\s|$)", re.MULTILINE)
_TEXTS = ("title", "description")
_BRACKET = re.compile(r"\\.|[\[\]()]|\n[ \t]*\n", re.DOTALL)


def check_pages(pages: Iterable[Source], report: Report) -> None:
    """Report front matter that cannot be read, and what Python-Markdown would take hours to read."""
    for page in pages:
        _check_front(page, report)
        for line in _beyond(page.text):
            report.add(messages.BRACKETS_MANY, page.path, line, most=bounds.BRACKETS)


def _check_front(page: Source, report: Report) -> None:
    found = _FRONT.match(page.text)
    if not found or not _KEY.search(found["yaml"]):
        return
    fields = read_fields(page.path, found["yaml"], 2, report)
    for key in _TEXTS if fields else ():
        field = (fields or Fields()).entries.get(key)
        if field and not _is_text(field):
            report.add(messages.PAGE_KEY, page.path, field.line, key=key)


def _is_text(field: Field) -> bool:
    return isinstance(field.value, str) and bool(field.value.strip())


def is_beyond(text: str) -> bool:
    """Whether a text has more brackets in others than Python-Markdown can read in seconds."""
    return next(_beyond(text), None) is not None


def _beyond(text: str) -> Iterator[int]:
    """The first line of each paragraph whose brackets are in too many others."""
    depth, told = 0, False
    for found in _BRACKET.finditer(text):
        if found[0][0] == "\n":
            depth, told = 0, False
        elif found[0] in "[(":
            depth += 1
        elif found[0] in "])":
            depth = max(0, depth - 1)
        if depth > bounds.BRACKETS and not told:
            told = True
            yield text.count("\n", 0, found.start()) + 1
