"""Errors of a file that is beyond the bounds: checked on its text alone, before anything is parsed."""

import re
import unicodedata

from refsite.common import bounds, messages
from refsite.common.problems import Report

CATALOGUE = "climat-pratic.md"
_TITLE = re.compile(r"\n {0,3}(?P<marks>#{1,6})(?!#)(?P<title>.*)")
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
    found = list(_TITLE.finditer(f"\n{text}"))
    for title in found:
        length = len(title["title"].strip())
        if length > bounds.TITLE:
            line = _line(text, title.start())
            report.add(messages.TITLE_LONG, path, line, total=length, most=bounds.TITLE)
    if len(found) > bounds.HEADINGS:
        line = _line(text, found[bounds.HEADINGS].start())
        report.add(messages.TITLES_MANY, path, line, total=len(found), most=bounds.HEADINGS)
    themes = [title for title in found if title["marks"] == "##"]
    if path.lower() == CATALOGUE and len(themes) > bounds.THEMES:
        line = _line(text, themes[bounds.THEMES].start())
        report.add(messages.THEMES_MANY, path, line, total=len(themes), most=bounds.THEMES)


def _check_withdrawals(path: str, text: str, report: Report) -> None:
    found = [key.start() for key in _WITHDRAWAL.finditer(text)]
    if len(found) > bounds.WITHDRAWALS:
        line, most = _line(text, found[bounds.WITHDRAWALS]), bounds.WITHDRAWALS
        report.add(messages.WITHDRAWALS_MANY, path, line, total=len(found), most=most)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
