from dataclasses import replace
from decimal import Decimal

import pytest

from refsite.common.codes import Severity
from refsite.common.problems import Problem, Report
from refsite.model.checks import check
from refsite.model.triage import acknowledge, declared_anomalies, without_doubtful
from refsite.model.values import Anomalie, Contenu, Niveau, Noeud, Referentiel, Thematique
from refsite.reading.yaml_blocks import read_fields

ACTION = Noeud("cae", "6.1", Niveau.ACTION, "Réunir", "cae/6.1.md", 1)


def child(
    number: int, part: str | None = None, points: str | None = None, echelle: int = 100
) -> Noeud:
    return Noeud(
        "cae",
        f"6.1.{number}",
        Niveau.SOUS_ACTION,
        "Étape",
        "cae/6.1.md",
        number * 10,
        part=None if part is None else Decimal(part),
        points=None if points is None else Decimal(points),
        echelle=0 if part is None else echelle,
    )


def contenu(*axes: Noeud, anomalies: tuple[Anomalie, ...] = ()) -> Contenu:
    racine = Noeud("cae", "", Niveau.REFERENTIEL, "Climat", "cae/index.md", 1, enfants=axes)
    themes = (Thematique("eau", "Eau"), Thematique("velo", "Vélo"))
    return Contenu((Referentiel("cae", racine, {}, anomalies),), themes)


def problem(path: str, line: int, code: str, node: str = "") -> Problem:
    return Problem(path, line, 0, code, "message", (), node)


def found(*axes: Noeud, before: tuple[Problem, ...] = ()) -> list[Problem]:
    report = Report(before)
    check(contenu(*axes), report)
    return list(report.problems[len(before) :])


def codes(*axes: Noeud) -> list[tuple[int, str]]:
    return [(item.line, item.code) for item in found(*axes)]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        ["1"],
        ["0.2", "0.2", "0.4", "0.2"],
        ["0.333", "0.333", "0.333"],
        ["0.3333", "0.3333", "0.3333"],
        ["0.33", "0.33", "0.34"],
        ["0.167"] * 6,
        ["0.33"] * 3,
    ],
)
def test_shares_that_make_the_whole_are_right(parts: list[str]) -> None:
    action = replace(ACTION, enfants=tuple(child(n, part) for n, part in enumerate(parts, 1)))
    assert found(action) == []


def test_shares_that_miss_the_whole_are_listed_with_their_places() -> None:
    action = replace(ACTION, enfants=(child(1, "0.2"), child(2, "0.7")))
    (item,) = found(action)
    assert (item.path, item.line, item.code) == ("cae/6.1.md", 1, "somme")
    total, *parts = item.hints
    assert total == "20 + 70 = 90"
    assert ["ligne 10" in parts[0], "ligne 20" in parts[1]] == [True, True]


def test_shares_of_one_are_summed_to_one() -> None:
    action = replace(ACTION, enfants=(child(1, "0.667", echelle=1), child(2, "1", echelle=1)))
    assert found(action)[0].hints[0] == "0,667 + 1 = 1,667"


@pytest.mark.parametrize("parts", [("0.5", "0.48"), ("0.39", "0.6"), ("0.98",)])
def test_one_percent_off_is_no_rounding_unless_all_are_equal(parts: tuple[str, ...]) -> None:
    action = replace(ACTION, enfants=tuple(child(n, part) for n, part in enumerate(parts, 1)))
    assert len(found(action)) == 1


def test_some_siblings_without_weight_are_named() -> None:
    action = replace(ACTION, enfants=(child(1, "1"), child(2), child(3)))
    (item,) = found(action)
    assert (item.line, item.code) == (1, "poids-absent")
    assert "6.1.2, 6.1.3" in item.hints[0]


def test_siblings_without_any_weight_are_right() -> None:
    assert found(replace(ACTION, enfants=(child(1), child(2)))) == []


def test_an_unreadable_weight_is_not_also_a_wrong_sum() -> None:
    action = replace(ACTION, enfants=(child(1, "0.2"), child(2)))
    unread = problem("cae/6.1.md", 21, "poids-illisible", "cae/6.1.2")
    assert found(action, before=(unread,)) == []


def test_a_file_in_error_is_not_told_its_sums_too() -> None:
    action = replace(ACTION, enfants=(child(1, "0.2"),))
    broken = problem("cae/6.1.md", 5, "id-absent")
    assert found(action, before=(broken,)) == []


def test_tasks_are_summed_too() -> None:
    tache = replace(child(1, "0.5"), id="6.1.1.1", niveau=Niveau.TACHE)
    action = replace(ACTION, enfants=(replace(child(1, "1"), enfants=(tache,)),))
    assert codes(action) == [(10, "somme")]


def test_points_that_agree_with_the_parents_are_right() -> None:
    action = replace(ACTION, points=Decimal(4), enfants=(child(1, None, "1"), child(2, None, "3")))
    assert found(action) == []


def test_points_that_do_not_sum_to_the_parents_are_told() -> None:
    action = replace(ACTION, points=Decimal(4), enfants=(child(1, None, "1"), child(2, None, "2")))
    assert codes(action) == [(1, "potentiel")]


def test_points_known_in_part_may_be_less_than_the_parents() -> None:
    elsewhere = replace(child(2), path="cae/6.1.2.md")
    action = replace(ACTION, points=Decimal(4), enfants=(child(1, None, "1"), elsewhere))
    assert found(action) == []


def test_points_that_a_plan_gives_to_some_siblings_alone_are_told() -> None:
    action = replace(ACTION, points=Decimal(4), enfants=(child(1, None, "1"), child(2)))
    assert codes(action) == [(20, "poids-absent")]


def test_points_known_in_part_may_not_be_more_than_the_parents() -> None:
    elsewhere = replace(child(2), path="cae/6.1.2.md")
    action = replace(ACTION, points=Decimal(4), enfants=(child(1, None, "5"), elsewhere))
    assert codes(action) == [(1, "potentiel")]


def test_the_points_of_a_whole_referentiel_are_summed() -> None:
    racine = Noeud("cae", "", Niveau.REFERENTIEL, "", "cae/index.md", 1, points=Decimal(500))
    axe = replace(ACTION, id="6", niveau=Niveau.AXE, points=Decimal(100))
    content = Contenu((Referentiel("cae", replace(racine, enfants=(axe,)), {}),), ())
    report = Report()
    check(content, report)
    assert [(p.line, p.code) for p in report.problems] == [(1, "potentiel")]


def test_points_that_contradict_the_share_are_told() -> None:
    action = replace(
        ACTION, points=Decimal(10), enfants=(child(1, "0.4", "5"), child(2, "0.6", "6"))
    )
    assert codes(action) == [(10, "potentiel")]


@pytest.mark.parametrize(("points", "told"), [("3.05", 0), ("2.95", 0), ("3.06", 1), ("2.94", 1)])
def test_a_sum_of_points_may_miss_by_what_rounding_loses_and_no_more(
    points: str, told: int
) -> None:
    children = (child(1, None, "1"), child(2, None, points))
    assert len(found(replace(ACTION, points=Decimal(4), enfants=children))) == told


@pytest.mark.parametrize(("points", "told"), [("4.05", 0), ("4.06", 1)])
def test_points_known_in_part_may_exceed_by_what_rounding_loses_and_no_more(
    points: str, told: int
) -> None:
    children = (child(1, None, points), replace(child(2), path="cae/6.1.2.md"))
    assert len(found(replace(ACTION, points=Decimal(4), enfants=children))) == told


@pytest.mark.parametrize(("points", "told"), [("4.05", 0), ("3.95", 0), ("4.06", 1), ("3.94", 1)])
def test_points_may_miss_their_share_by_what_rounding_loses_and_no_more(
    points: str, told: int
) -> None:
    children = (child(1, "0.4", points), child(2, "0.6", "6"))
    assert len(found(replace(ACTION, points=Decimal(10), enfants=children))) == told


def test_points_are_not_checked_against_an_unknown_parent() -> None:
    assert found(replace(ACTION, enfants=(child(1, None, "5"), child(2, None, "5")))) == []


def declared(block: str) -> tuple[tuple[Anomalie, ...], tuple[Problem, ...]]:
    report = Report()
    fields = read_fields("cae/index.md", block, 3, report)
    assert fields is not None
    return declared_anomalies("cae/index.md", fields, report), report.problems


def test_the_referentiels_file_accepts_anomalies_with_a_reason() -> None:
    block = 'id: cae\nanomalies_acceptees:\n  - {code: somme, id: 2.2.2, raison: "voulu"}'
    anomaly = Anomalie("somme", "2.2.2", "voulu", "cae/index.md", 5)
    assert declared(block) == ((anomaly,), ())


def test_a_file_may_accept_nothing() -> None:
    assert declared("id: cae") == ((), ())


@pytest.mark.parametrize(
    "item",
    [
        "{code: somme, id: 2.2.2}",
        "{code: somme, raison: voulu}",
        "{id: 2.2.2, raison: voulu}",
        "{code: inconnu, id: 2.2.2, raison: voulu}",
        "{code: id-double, id: 2.2.2, raison: voulu}",
        "{code: configuration, id: 2.2.2, raison: voulu}",
        "somme",
    ],
)
def test_an_anomaly_needs_a_warnings_code_an_id_and_a_reason(item: str) -> None:
    anomalies, problems = declared(f"anomalies_acceptees:\n  - {item}")
    assert anomalies == ()
    line = 4 if item.startswith("{") else 3
    assert [(p.line, p.code) for p in problems] == [(line, "anomalie-inconnue")]


ANOMALY = Anomalie("somme", "6.1", "voulu", "cae/index.md", 5)


def test_an_accepted_anomaly_keeps_its_reason_and_is_a_note() -> None:
    item = problem("cae/6.1.md", 1, "somme", "cae/6.1")
    (seen,) = acknowledge(contenu(anomalies=(ANOMALY,)), [item])
    assert (seen.accepted, seen.severity) == ("voulu", Severity.NOTE)


def test_an_anomaly_accepts_its_own_code_and_id_only() -> None:
    items = [
        problem("cae/6.1.md", 1, "somme", "cae/6.1"),
        problem("cae/6.1.md", 1, "potentiel", "cae/6.1"),
        problem("eci/6.1.md", 1, "somme", "eci/6.1"),
    ]
    seen = acknowledge(contenu(anomalies=(ANOMALY,)), items)
    assert [item.accepted for item in seen] == ["voulu", "", ""]


def test_a_warning_about_a_whole_sheet_is_accepted_by_its_id() -> None:
    anomaly = replace(ANOMALY, code="texte-nfc")
    item = problem("cae/6.1.md", 9, "texte-nfc")
    (seen,) = acknowledge(contenu(anomalies=(anomaly,)), [item])
    assert seen.accepted == "voulu"


def test_a_warning_about_the_referentiel_is_accepted_by_its_id() -> None:
    anomaly = replace(ANOMALY, code="potentiel", id="cae")
    item = problem("cae/index.md", 1, "potentiel", "cae/")
    (seen,) = acknowledge(contenu(anomalies=(anomaly,)), [item])
    assert seen.accepted == "voulu"


def test_an_accepted_anomaly_that_is_gone_is_told() -> None:
    (item,) = acknowledge(contenu(anomalies=(ANOMALY,)), [])
    assert (item.path, item.line, item.code) == ("cae/index.md", 5, "anomalie-inconnue")


def test_a_reason_is_not_said_to_be_useless_while_an_error_may_hide_its_problem() -> None:
    anomalie = Anomalie("somme", "6.1", "raison", "cae/index.md", 5)
    error = problem("cae/6.1.md", 3, "yaml-illisible")
    assert list(acknowledge(contenu(ACTION, anomalies=(anomalie,)), [error])) == [error]


@pytest.mark.parametrize(
    ("broken", "missed"),
    [
        ("climat-pratic.md", problem("cae/6.1.md", 4, "theme-inconnu")),
        ("cae/6.md", problem("cae/6.md", 0, "plan-absent", "cae/6.1")),
        ("cae/6.1.md", problem("cae/6.md", 0, "plan-absent", "cae/6.1")),
        ("cae/index.md", problem("cae/index.md", 1, "referentiel-absent")),
    ],
)
def test_what_a_file_in_error_may_give_is_not_said_to_be_missing(
    broken: str, missed: Problem
) -> None:
    error = problem(broken, 3, "yaml-illisible")
    harmless = problem(broken, 3, "cle-inconnue")
    elsewhere = problem("eci/6.md", 3, "yaml-illisible")
    assert list(without_doubtful([missed, error], [])) == [error]
    assert list(without_doubtful([missed, error], [error])) == [error]
    kept = [missed, harmless, elsewhere]
    assert list(without_doubtful(kept, [])) == kept
