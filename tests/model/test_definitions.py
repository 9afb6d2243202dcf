"""What one file gives; `test_assemble` has the rest."""

import pytest

from refsite.common.problems import Problem, show
from refsite.model.definitions import definitions_of, is_index
from refsite.model.levels import guess_levels
from refsite.reading.folder import Source
from refsite.reading.sheets import parse_sheet

LEVELS = guess_levels(["6.1.2"])


def read(path: str, text: str) -> tuple[list[str], list[str]]:
    """The ids that a file of the référentiel `cae` gives, and what is wrong with them."""
    problems: list[Problem] = []
    sheet, _ = parse_sheet(Source(path, text))
    found = [one.id for one in definitions_of(sheet, "cae", LEVELS, problems)]
    return found, [show(item) for item in problems]


def block(id_: str, marks: str = "#") -> str:
    return f"{marks} Titre\n```yaml\nid: {id_}\n```\n"


@pytest.mark.parametrize(("stem", "expected"), [("index", True), ("INDEX", True), ("6.1", False)])
def test_capitals_do_not_hide_the_file_of_a_referentiel(stem: str, *, expected: bool) -> None:
    assert is_index(stem) is expected


def test_the_file_of_a_referentiel_says_what_it_describes_whatever_its_id() -> None:
    assert read("cae/index.md", block("CAE")) == (
        [""],
        [
            "cae/index.md:3: erreur[id-invalide] id invalide\u00a0: «\u00a0CAE\u00a0»\n    Écrivez id: cae."
        ],
    )


def test_the_name_of_a_sheet_says_what_it_describes_whatever_its_id() -> None:
    found, problems = read("cae/6.1.md", block("6,1") + block("6.1.2", "##"))
    assert found == ["6.1", "6.1.2"]
    assert len(problems) == 1


def test_a_mended_id_is_not_proposed_where_it_would_be_wrong_again() -> None:
    _, problems = read("cae/6.1.md", block("6.1") + block("6.2.01", "##"))
    assert problems == [
        (
            "cae/6.1.md:7: erreur[id-invalide] id invalide\u00a0: «\u00a06.2.01\u00a0»\n"
            "    Un id est fait de nombres séparés par des points, ici par exemple 6.1.1."
        )
    ]


def test_an_action_in_the_file_of_a_referentiel_goes_to_its_plan() -> None:
    _, problems = read("cae/index.md", block("cae") + block("6.1", "##"))
    assert "dans le plan de son axe, «\u00a06.md\u00a0»." in problems[0]
