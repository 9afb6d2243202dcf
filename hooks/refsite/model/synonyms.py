"""Pairs of synonyms of the search: a word that readers type, a word that the sheets use."""

import re
from collections.abc import Iterable

from refsite.common import messages
from refsite.common.problems import Report
from refsite.reading.nodes import Section

# Possessive: nothing is tried again in a line of blanks.
_PAIR = re.compile(r"\s*+[-*•]\s++(?P<left>[^=]++)=\s*+(?P<right>[^=]++)$")
_LIST_LINE = re.compile(r"\s*[-*•]\s+\S")


def read_synonyms(sections: Iterable[Section], report: Report) -> tuple[tuple[str, str], ...]:
    """The pairs of a file whose lists read « - pesticides = phytosanitaires »."""
    pairs: list[tuple[str, str]] = []
    for section in sections:
        for number, line in enumerate(section.text.split("\n"), section.text_line):
            if found := _PAIR.match(line):
                pairs.append((found["left"].strip(), found["right"].strip()))
            elif _LIST_LINE.match(line):
                report.add(messages.SYNONYM_UNREADABLE, section.path, number, line=line.strip())
    return tuple(pairs)
