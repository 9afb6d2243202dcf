"""The synonyms that editors own: words that readers type for words that the sheets use."""

import re
from collections.abc import Iterable

from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.reading.nodes import Section

_PAIR = re.compile(r"\s*[-*•]\s+(?P<left>[^=]+?)\s*=\s*(?P<right>[^=]+?)\s*$")
_LIST_LINE = re.compile(r"\s*[-*•]\s+\S")


def read_synonyms(
    sections: Iterable[Section],
) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """The pairs of a file whose lists read « - pesticides = phytosanitaires », and the lines that do not."""
    pairs: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for section in sections:
        for number, line in enumerate(section.text.split("\n"), section.text_line):
            if found := _PAIR.match(line):
                pairs.append((found["left"], found["right"]))
            elif _LIST_LINE.match(line):
                hint = "Écrivez deux expressions séparées par = : - pesticides = phytosanitaires."
                message = f"ce synonyme ne se lit pas : {quote(line.strip())}"
                problems.append(problem(section.path, number, "synonyme-illisible", message, hint))
    return tuple(pairs), tuple(problems)
