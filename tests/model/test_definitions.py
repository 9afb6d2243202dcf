"""Definitions of one file; `test_assemble` has the rest."""

import pytest

from refsite.common.problems import Problem, Report
from refsite.model.definitions import definitions_of, is_index
from refsite.model.levels import guess_levels
from refsite.reading.folder import Source
from refsite.reading.sheets import parse_sheet

LEVELS = guess_levels(["6.1.2"])


def read(path: str, text: str) -> tuple[list[str], tuple[Problem, ...]]:
    """The ids that a file of the référentiel `cae` gives, and the problems of these ids."""
    sheet = parse_sheet(Source(path, text), Report())
    report = Report()
    found = [one.id for one in definitions_of(sheet, "cae", LEVELS, report)]
    return found, report.problems


def block(id_: str, marks: str = "#") -> str:
    return f"{marks} Titre\n```yaml\nid: {id_}\n```\n"


@pytest.mark.parametrize(("stem", "expected"), [("index", True), ("INDEX", True), ("6.1", False)])
def test_capitals_do_not_hide_the_file_of_a_referentiel(stem: str, *, expected: bool) -> None:
    assert is_index(stem) is expected


def test_the_file_of_a_referentiel_says_what_it_describes_whatever_its_id() -> None:
    found, (item,) = read("cae/index.md", block("CAE"))
    assert (found, item.line, item.code) == ([""], 3, "id-invalide")
    assert "id: cae" in item.hints[0]


def test_the_name_of_a_sheet_says_what_it_describes_whatever_its_id() -> None:
    found, problems = read("cae/6.1.md", block("6,1") + block("6.1.2", "##"))
    assert found == ["6.1", "6.1.2"]
    assert len(problems) == 1


def test_a_mended_id_is_not_proposed_where_it_would_be_wrong_again() -> None:
    _, problems = read("cae/6.1.md", block("6.1") + block("6.2.01", "##"))
    assert [(p.line, p.code) for p in problems] == [(7, "id-invalide")]
    assert "6.2.1" not in problems[0].hints[0]


def test_an_action_in_the_file_of_a_referentiel_goes_to_its_plan() -> None:
    _, problems = read("cae/index.md", block("cae") + block("6.1", "##"))
    assert [(p.line, p.code) for p in problems] == [(7, "id-parent")]
    assert "6.md" in problems[0].hints[0]
