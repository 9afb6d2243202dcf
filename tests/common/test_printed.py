"""Problems as editors, terminals and GitHub get them."""

import dataclasses

import pytest

from refsite.common import bounds
from refsite.common.printed import abridged, annotation, listed, show, summary
from refsite.common.problems import Problem, forbids
from tests.common.test_problems import ERROR, NOTE, WARNING, problem


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


def test_errors_are_printed_first() -> None:
    assert listed([WARNING, ERROR], "x") == (show(ERROR, "x"), show(WARNING, "x"))


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

    def test_one_more_is_counted_in_the_singular(self) -> None:
        *_, last = abridged(self.many(bounds.MESSAGES + 1))
        assert last.message == "et 1\u00a0autre du même genre dans ce fichier"

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
