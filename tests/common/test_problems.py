import dataclasses
from decimal import Decimal

import pytest

from refsite.common.codes import CODES, Severity
from refsite.common.problems import (
    Message,
    Problem,
    Report,
    by_place,
    errors_first,
    forbids,
    sentence,
    worst,
)


def problem(  # noqa: PLR0913  # as Report.add
    path: str, line: int, code: str, text: str, *hints: str, column: int = 0, node: str = ""
) -> Problem:
    report = Report()
    report.add(Message(code, text, hints), path, line, column=column, node=node)
    return report.problems[0]


ERROR = problem("cae/6.1.2.md", 23, "id-double", "l’id est employé deux fois")
WARNING = problem("cae/6.1.2.md", 4, "somme", "les poids font 90")
NOTE = dataclasses.replace(WARNING, accepted="fiche en travaux")


def test_problems_sort_by_place() -> None:
    later = problem("a.md", 10, "somme", "b")
    sooner = problem("a.md", 9, "somme", "a")
    elsewhere = problem("b.md", 1, "somme", "a")
    assert sorted([elsewhere, later, sooner]) == [sooner, later, elsewhere]


def test_errors_come_first_and_the_rest_stays_in_order() -> None:
    other = problem("b.md", 1, "id-double", "encore")
    assert errors_first([NOTE, WARNING, ERROR, other]) == (ERROR, other, WARNING, NOTE)


def test_at_one_place_an_element_comes_before_what_it_contains() -> None:
    above = problem("cae/6.md", 0, "plan-absent", "rien ne décrit « 6 »", node="cae/6")
    below = problem("cae/6.md", 0, "plan-absent", "rien ne décrit « 6.1 »", node="cae/6.1")
    assert by_place([ERROR, below, above]) == (ERROR, above, below)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], Severity.NOTE),
        ([NOTE], Severity.NOTE),
        ([NOTE, WARNING], Severity.AVERTISSEMENT),
        ([WARNING, ERROR, NOTE], Severity.ERREUR),
    ],
)
def test_the_heaviest_problem_decides(items: list[Problem], expected: Severity) -> None:
    assert worst(items) is expected


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_a_word_that_can_be_typed(code: str) -> None:
    assert code.replace("-", "").isascii()
    assert code == code.lower()


@pytest.mark.parametrize("code", CODES)
def test_the_meaning_of_a_code_is_a_sentence(code: str) -> None:
    meaning = CODES[code].meaning
    assert meaning[0].isupper()
    assert meaning[-1] in ".,)" or meaning.endswith("; ,")


@pytest.mark.parametrize(
    "code",
    [
        "yaml-illisible",
        "id-absent",
        "id-invalide",
        "id-double",
        "id-parent",
        "id-fichier",
        "niveau",
        "encodage",
        "trop-gros",
        "yaml-alias",
    ],
)
def test_what_forbids_to_publish_is_an_error(code: str) -> None:
    assert CODES[code].severity is Severity.ERREUR


@pytest.mark.parametrize(
    "code",
    [
        "categorie-inconnue",
        "theme-inconnu",
        "cle-inconnue",
        "poids-illisible",
        "poids-hors-bornes",
        "somme",
        "poids-absent",
        "titre-vide",
        "nom-espaces",
        "nom-ponctuation",
        "texte-nfc",
    ],
)
def test_what_can_be_published_is_a_warning(code: str) -> None:
    assert CODES[code].severity is Severity.AVERTISSEMENT


@pytest.mark.parametrize(
    ("code", "strict", "expected"),
    [("id-double", False, True), ("somme", False, False), ("somme", True, True), ("configuration", True, False)],
)  # fmt: skip
def test_a_warning_forbids_to_publish_only_strictly(
    code: str, *, strict: bool, expected: bool
) -> None:
    assert forbids([problem("a.md", 1, code, "message")], strict=strict) is expected
    assert not forbids([], strict=strict)


ANY = Message("somme", "trop : {total:n1} pour {name:q}", ("Écrivez {near:q} ?", "Retirez {name}."))


def test_a_message_quotes_its_values_and_gets_its_no_break_spaces() -> None:
    report = Report()
    report.add(ANY, "a.md", 3, name="b : c", total=Decimal("2.25"), near="d")
    (item,) = report.problems
    assert (item.path, item.line, item.code) == ("a.md", 3, "somme")
    assert item.message == "trop\u00a0: 2,3 pour «\u00a0b : c\u00a0»"
    assert item.hints == ("Écrivez «\u00a0d\u00a0»\u202f?", "Retirez b\u00a0: c.")


def test_a_hint_without_its_value_is_left_out() -> None:
    report = Report()
    report.add(ANY, "a.md", name="b", total=1, near=None, more=("encore",), node="x/1", column=2)
    (item,) = report.problems
    assert item.hints == ("Retirez b.", "encore")
    assert (item.line, item.column, item.node) == (0, 2, "x/1")


def test_a_quoted_value_is_cut_where_the_template_says() -> None:
    assert sentence("{x:q5}", x="abcdefgh") == "«\u00a0abcd…\u00a0»"
    with pytest.raises(KeyError):
        sentence("{x}")


def test_a_report_keeps_problems_in_their_order() -> None:
    report = Report([WARNING])
    report.extend([ERROR])
    report.add(ANY.advising(), "z.md", name="b", total=1)
    assert [item.path for item in report.problems] == [WARNING.path, ERROR.path, "z.md"]
    assert report.problems[2].hints == ()
