"""Errors of a file that is beyond the bounds: checked on its text alone, before anything is parsed."""

import re
import unicodedata

from refsite.common import bounds, messages
from refsite.common.problems import Report
from refsite.reading.outline import read_title

CATALOGUE = "climat-pratic.md"
_DEPTH_OF_A_THEME = 2
_WITHDRAWAL = re.compile(r"\bdepuis[\"']?[ \t]*:")
# Combining characters are among these; letters of French, its signs and its blanks are not.
_MAYBE_MARKS = re.compile(rf"[^\x00-\u02ff\u2000-\u206f\u20a0-\u20bf]{{{bounds.MARKS + 1},}}")


def check_bounds(path: str, text: str, report: Report) -> bool:
    """Whether the text of a file, whose lines end with a line feed, is within the bounds; report those it breaks."""
    own = Report()
    _check_lines(path, text, own)
    _check_marks(path, text, own)
    _check_titles(path, text, own)
    if path.rpartition("/")[2].lower() == "index.md":
        _check_withdrawals(path, text, own)
    report.extend(own.problems)
    return not own.problems


def _check_lines(path: str, text: str, report: Report) -> None:
    for line, content in enumerate(text.split("\n"), 1):
        if len(content) > bounds.LINE:
            report.add(messages.LINE_LONG, path, line, total=len(content), most=bounds.LINE)


def _check_marks(path: str, text: str, report: Report) -> None:
    for found in _MAYBE_MARKS.finditer(text):
        row = 0
        for place, character in enumerate(found[0], found.start()):
            row = row + 1 if unicodedata.combining(character) else 0
            if row > bounds.MARKS:
                report.add(messages.MARKS_STACKED, path, _line(text, place), most=bounds.MARKS)
                break


def _check_titles(path: str, text: str, report: Report) -> None:
    read = (read_title(line, number) for number, line in enumerate(text.split("\n"), 1))
    titles = [title for title in read if title]
    for title in titles:
        length = len(title.text.strip())
        if length > bounds.TITLE:
            report.add(messages.TITLE_LONG, path, title.first, total=length, most=bounds.TITLE)
    if len(titles) > bounds.HEADINGS:
        line, total = titles[bounds.HEADINGS].first, len(titles)
        report.add(messages.TITLES_MANY, path, line, total=total, most=bounds.HEADINGS)
    themes = [title for title in titles if title.depth == _DEPTH_OF_A_THEME]
    if path.lower() == CATALOGUE and len(themes) > bounds.THEMES:
        line, total = themes[bounds.THEMES].first, len(themes)
        report.add(messages.THEMES_MANY, path, line, total=total, most=bounds.THEMES)


def _check_withdrawals(path: str, text: str, report: Report) -> None:
    found = [key.start() for key in _WITHDRAWAL.finditer(text)]
    if len(found) > bounds.WITHDRAWALS:
        line, most = _line(text, found[bounds.WITHDRAWALS]), bounds.WITHDRAWALS
        report.add(messages.WITHDRAWALS_MANY, path, line, total=len(found), most=most)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
