import dataclasses
from decimal import Decimal

import pytest

from refsite.common import bounds
from refsite.common.codes import CODES, Severity
from refsite.common.problems import (
    Message,
    Problem,
    Report,
    abridged,
    annotation,
    by_place,
    errors_first,
    forbids,
    listed,
    sentence,
    show,
    summary,
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


def test_a_problem_is_one_clickable_line() -> None:
    assert (
        show(ERROR, "referentiel")
        == "referentiel/cae/6.1.2.md:23: erreur[id-double] l’id est employé deux fois"
    )


def test_hints_stand_below_and_indented() -> None:
    item = problem("a.md", 1, "somme", "trop", "ceci", "cela")
    assert show(item) == "a.md:1: avertissement[somme] trop\n    ceci\n    cela"


def test_a_column_follows_the_line() -> None:
    item = problem("a.md", 3, "somme", "trop", column=7)
    assert show(item) == "a.md:3:7: avertissement[somme] trop"


def test_a_problem_without_line_names_its_file_alone() -> None:
    assert show(problem("a.md", 0, "trop-gros", "trop")) == "a.md: erreur[trop-gros] trop"


def test_a_problem_without_file_names_the_folder() -> None:
    assert show(problem("", 0, "contenu-vide", "vide"), "x") == "x: erreur[contenu-vide] vide"


def test_an_accepted_anomaly_is_a_note_with_its_reason() -> None:
    assert (
        show(NOTE) == "cae/6.1.2.md:4: note[somme] les poids font 90\n"
        "    anomalie acceptée\u00a0: fiche en travaux"
    )


def test_problems_sort_by_place() -> None:
    later = problem("a.md", 10, "somme", "b")
    sooner = problem("a.md", 9, "somme", "a")
    elsewhere = problem("b.md", 1, "somme", "a")
    assert sorted([elsewhere, later, sooner]) == [sooner, later, elsewhere]


def test_errors_are_printed_first_and_the_rest_stays_in_order() -> None:
    other = problem("b.md", 1, "id-double", "encore")
    assert errors_first([NOTE, WARNING, ERROR, other]) == (ERROR, other, WARNING, NOTE)
    assert listed([WARNING, ERROR], "x") == (show(ERROR, "x"), show(WARNING, "x"))


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


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], "aucun problème"),
        ([ERROR], "1 erreur"),
        ([WARNING, ERROR, WARNING, NOTE], "1 erreur, 2 avertissements, 1 note"),
        ([ERROR, ERROR], "2 erreurs"),
    ],
)
def test_the_summary_counts_each_severity(items: list[Problem], expected: str) -> None:
    assert summary(items) == expected


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


class TestAnnotation:
    """The lines that GitHub turns into remarks beside the sheets."""

    def test_it_names_the_line_in_the_repository(self) -> None:
        item = problem("cae/6.1.2.md", 12, "id-double", "cet id est pris", column=3)
        assert annotation(item, "referentiel") == (
            "::error file=referentiel/cae/6.1.2.md,line=12,col=3,title=id-double::cet id est pris"
        )

    def test_hints_are_lines_of_the_message(self) -> None:
        item = problem("a.md", 1, "cle-inconnue", "clé inconnue", "écrivez points", "ou id")
        assert annotation(item).endswith("::clé inconnue%0Aécrivez points%0Aou id")
        assert annotation(item).startswith("::warning file=a.md,line=1,title=")

    def test_an_accepted_anomaly_is_a_notice_with_its_reason(self) -> None:
        item = Problem("a.md", 1, 0, "somme", "la somme est 90", accepted="voulu")
        assert annotation(item).startswith("::notice file=a.md,line=1,title=somme::")
        assert annotation(item).endswith("%0Aanomalie acceptée\xa0: voulu")

    def test_a_problem_of_the_whole_folder_stands_on_the_folder(self) -> None:
        item = problem("", 0, "contenu-vide", "rien")
        assert annotation(item, "fiches") == "::error file=fiches,title=contenu-vide::rien"

    def test_no_sign_of_a_sheet_ends_the_command_or_begins_another(self) -> None:
        item = Problem("a,b:c%.md", 1, 0, "id-double", "50 %\r\n::error::autre")
        told = annotation(item)
        assert told.splitlines() == [told]
        assert told == (
            "::error file=a%2Cb%3Ac%25.md,line=1,title=id-double::50 %25%0D%0A::error::autre"
        )


@pytest.mark.parametrize(
    ("code", "strict", "expected"),
    [("id-double", False, True), ("somme", False, False), ("somme", True, True), ("configuration", True, False)],
)  # fmt: skip
def test_a_warning_forbids_to_publish_only_strictly(
    code: str, *, strict: bool, expected: bool
) -> None:
    assert forbids([problem("a.md", 1, code, "message")], strict=strict) is expected
    assert not forbids([], strict=strict)


def test_no_sign_of_a_sheet_is_a_command_to_the_runner_of_a_workflow() -> None:
    told = show(
        problem(
            "a/##[error]b.md", 1, "nom-espaces", "titre : « x ##[stop-commands]y »", "##[warning]"
        )
    )
    assert "##[" not in told
    assert told.count("## [") == 3


class TestAbridged:
    """Of many problems of a kind, an editor reads the first ones and how many there are."""

    def many(self, number: int, path: str = "a.md", code: str = "image") -> list[Problem]:
        return [problem(path, line, code, "message", "conseil") for line in range(1, number + 1)]

    def test_few_problems_are_all_listed(self) -> None:
        items = self.many(bounds.MESSAGES)
        assert list(abridged(items)) == items

    def test_many_are_listed_up_to_a_bound_then_counted(self) -> None:
        items = self.many(bounds.MESSAGES + 12)
        *first, last = abridged(items)
        assert first == items[: bounds.MESSAGES]
        assert show(last).replace("\u00a0", " ") == (
            "a.md:51: avertissement[image] et 12 autres du même genre dans ce fichier"
        )

    def test_each_file_and_each_kind_has_its_own_count(self) -> None:
        groups = (self.many(60), self.many(60, "b.md"), self.many(60, code="lien-refuse"))
        found = list(abridged(one for group in groups for one in group))
        assert [p.times for p in found if p.times > 1] == [10, 10, 10]
        assert len(found) == 3 * (bounds.MESSAGES + 1)

    def test_anomalies_that_are_accepted_hide_none_that_are_not(self) -> None:
        accepted = [dataclasses.replace(one, accepted="voulu") for one in self.many(60)]
        found = list(abridged([*accepted, problem("a.md", 99, "image", "la vraie")]))
        assert found[-1].message == "la vraie"

    def test_the_summary_counts_those_that_are_not_listed(self) -> None:
        assert summary(abridged(self.many(75))) == "75 avertissements"

    def test_what_is_not_listed_still_forbids_to_publish(self) -> None:
        assert forbids(abridged(self.many(75, code="id-double")), strict=False)


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
