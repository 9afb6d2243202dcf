import re
from decimal import Decimal

import pytest

from refsite.common.problems import Problem, Report
from refsite.model.fields import (
    NodeBlock,
    Weights,
    check_keys,
    check_name,
    closest,
    other_data,
    read_categorie,
    read_ligne,
    read_theme,
    read_weights,
)
from refsite.model.values import Niveau
from refsite.reading.yaml_blocks import KEYS, ROOT_KEYS, read_fields


def node_block(block: str) -> NodeBlock:
    report = Report()
    fields = read_fields("a.md", block, 3, report)
    assert fields is not None
    return NodeBlock("a.md", "cae/6.1", fields, report)


def weights_of(block: str, niveau: Niveau) -> tuple[Weights, tuple[Problem, ...]]:
    found = node_block(block)
    return read_weights(found, niveau), found.report.problems


def ligne_of(written: str) -> tuple[int | None, tuple[Problem, ...]]:
    found = node_block(f"climat_pratic_ligne: {written}")
    return read_ligne(found), found.report.problems


def categorie_of(written: str) -> tuple[str, tuple[Problem, ...]]:
    found = node_block(f"categorie: {written}")
    return read_categorie(found), found.report.problems


def theme_of(written: str, known: frozenset[str] | None) -> tuple[str, tuple[Problem, ...]]:
    found = node_block(f"climat_pratic_id: {written}")
    return read_theme(found, known), found.report.problems


def keys_of(block: str, known: tuple[str, ...] = KEYS) -> tuple[Problem, ...]:
    found = node_block(block)
    check_keys(found, known)
    return found.report.problems


def name_of(name: str) -> list[tuple[int, str]]:
    report = Report()
    check_name("a.md", "cae/6", name, 2, report)
    return shown(report.problems)


def shown(problems: tuple[Problem, ...]) -> list[tuple[int, str]]:
    return [(item.line, item.code) for item in problems]


@pytest.mark.parametrize(
    ("niveau", "block", "expected"),
    [
        (Niveau.SOUS_ACTION, "points: 20", Weights(Decimal("0.2"), None, 100)),
        (Niveau.SOUS_ACTION, "pourcentage: 20", Weights(Decimal("0.2"), None, 100)),
        (Niveau.SOUS_ACTION, "ponderation: 0.2", Weights(Decimal("0.2"), None, 1)),
        (
            Niveau.SOUS_ACTION,
            "points: 3\npourcentage: 20",
            Weights(Decimal("0.2"), Decimal(3), 100),
        ),
        (Niveau.SOUS_ACTION, "id: 1", Weights()),
        (Niveau.ACTION, "points: 12", Weights(None, Decimal(12))),
        (Niveau.AXE, "points: 100", Weights(None, Decimal(100))),
        (Niveau.TACHE, "points: 1.5", Weights(None, Decimal("1.5"))),
        (Niveau.REFERENTIEL, "points: 500", Weights(None, Decimal(500))),
        (Niveau.TACHE, "pourcentage: 50", Weights(Decimal("0.5"), None, 100)),
    ],
)
def test_a_weight_is_a_share_or_a_potential(niveau: Niveau, block: str, expected: Weights) -> None:
    assert weights_of(block, niveau) == (expected, ())


@pytest.mark.parametrize("written", ["0,2", "0.2", "'0.2'", "0.20", "0.2 # un cinquième"])
def test_a_number_is_read_with_a_comma_or_quotes(written: str) -> None:
    weights, problems = weights_of(f"ponderation: {written}", Niveau.SOUS_ACTION)
    assert (weights.part, problems) == (Decimal("0.2"), ())


def test_a_third_is_read_to_its_last_decimal() -> None:
    weights, _ = weights_of("ponderation: 0.3333333333333333", Niveau.SOUS_ACTION)
    assert weights.part == Decimal("0.3333333333333333")


@pytest.mark.parametrize(
    ("written", "niveau", "proposed"),
    [
        ("points: 500 points", Niveau.ACTION, "points: 500"),
        ("points: 1 200,5", Niveau.ACTION, "points: 1200,5"),
        ("points: 1\u202f200 pts.", Niveau.AXE, "points: 1200"),
        ("points: 20 %", Niveau.ACTION, "pourcentage: 20"),
        ("points: 20%", Niveau.SOUS_ACTION, "points: 20"),
        ("pourcentage: 20 %", Niveau.ACTION, "pourcentage: 20"),
        ("ponderation: 20 %", Niveau.ACTION, "ponderation: 0.2"),
        ("pourcentage: 120 %", Niveau.ACTION, "de 0 à 100"),
    ],
)
def test_the_number_of_the_editor_is_proposed(written: str, niveau: Niveau, proposed: str) -> None:
    _, (item,) = weights_of(f"id: 1\n{written}", niveau)
    assert re.search(rf"{proposed}(?![0-9])", item.hints[0])
    if ":" in proposed:
        assert weights_of(f"id: 1\n{proposed}", niveau)[1] == ()


@pytest.mark.parametrize(
    "written", ["6 0", "20 ou 30", "vingt", "1/3", "1e2", "0x10", ".inf", "[10, 20]"]
)
def test_a_weight_that_is_no_number_is_quoted(written: str) -> None:
    weights, problems = weights_of(f"id: 1\npoints: {written}", Niveau.ACTION)
    assert weights == Weights()
    assert shown(problems) == [(4, "poids-illisible")]


def test_the_example_of_a_ponderation_is_a_share_of_one() -> None:
    _, problems = weights_of("ponderation: tiers", Niveau.SOUS_ACTION)
    assert "ponderation: 0.2" in problems[0].hints[0]


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("points: 101", 3),
        ("pourcentage: -1", 3),
        ("ponderation: 20", 3),
        ("pourcentage: 10\npoints: -2", 4),
    ],
)
def test_a_weight_out_of_range_is_told(block: str, line: int) -> None:
    _, problems = weights_of(block, Niveau.SOUS_ACTION)
    assert shown(problems) == [(line, "poids-hors-bornes")]


@pytest.mark.parametrize("block", ["points: 0", "points: 100", "ponderation: 1", "ponderation: 0"])
def test_the_whole_and_nothing_are_in_range(block: str) -> None:
    assert weights_of(block, Niveau.SOUS_ACTION)[1] == ()


def test_two_shares_that_disagree_are_told() -> None:
    _, problems = weights_of("ponderation: 0.2\npourcentage: 30", Niveau.SOUS_ACTION)
    assert shown(problems) == [(4, "poids-contradictoire")]


def test_two_shares_that_agree_but_for_a_rounding_are_one() -> None:
    weights, problems = weights_of("ponderation: 0.333\npourcentage: 33.3", Niveau.SOUS_ACTION)
    assert (weights.part, problems) == (Decimal("0.333"), ())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("bases", "bases"),
        ("Bases", "bases"),
        ("mise en œuvre", "mise en œuvre"),
        ("mise en oeuvre", "mise en œuvre"),
        ("'effets '", "effets"),
        ("", ""),
    ],
)
def test_a_categorie_gets_its_official_spelling(written: str, expected: str) -> None:
    assert categorie_of(written) == (expected, ())


def test_no_categorie_is_no_fault() -> None:
    found = node_block("id: 5.2.1")
    assert (read_categorie(found), found.report.problems) == ("", ())


def test_an_unknown_categorie_gets_a_suggestion() -> None:
    _, problems = categorie_of("efet")
    assert shown(problems) == [(3, "categorie-inconnue")]
    assert [("«\u00a0effets" in hint) for hint in problems[0].hints] == [True, False]


def test_an_unknown_categorie_that_is_far_from_all_gets_no_suggestion() -> None:
    categorie, problems = categorie_of("résultats")
    assert categorie == ""
    assert len(problems[0].hints) == 1


@pytest.mark.parametrize(("written", "expected"), [("2", 2), ("'12'", 12), ("", None)])
def test_the_line_of_a_theme_is_a_whole_number(written: str, expected: int | None) -> None:
    assert ligne_of(written) == (expected, ())


@pytest.mark.parametrize("written", ["deux", "2.5", "-1", "1 et 2"])
def test_a_line_that_is_no_whole_number_is_quoted(written: str) -> None:
    ligne, problems = ligne_of(written)
    assert ligne is None
    assert shown(problems) == [(3, "ligne-illisible")]


@pytest.mark.parametrize(
    "name", ["Choisir une salle", "Élus\u00a0: agir ?", "« Mot »", "Etc.", "…et après", "A"]
)
def test_a_good_name_is_let_be(name: str) -> None:
    assert name_of(name) == []


@pytest.mark.parametrize("name", ["", " ", "\u00a0"])
def test_an_empty_name_is_told(name: str) -> None:
    assert name_of(name) == [(2, "titre-vide")]


@pytest.mark.parametrize("name", [" A b", "A b ", "A  b"])
def test_blanks_in_excess_are_told(name: str) -> None:
    assert name_of(name) == [(2, "nom-espaces")]


@pytest.mark.parametrize("name", ["A \u00a0b", "A\u00a0"])
def test_no_break_spaces_in_excess_are_told(name: str) -> None:
    assert name_of(name) == [(2, "nom-espaces")]


@pytest.mark.parametrize("name", [":A", ";A", ",A", ".A", "A:", "A;", "A,"])
def test_signs_in_excess_are_told(name: str) -> None:
    assert name_of(name) == [(2, "nom-ponctuation")]


def test_a_name_may_have_both_faults() -> None:
    assert name_of(" : A") == [(2, "nom-espaces"), (2, "nom-ponctuation")]


def test_an_unknown_key_is_told_at_its_line() -> None:
    assert shown(keys_of("id: 1\npointsDOM: 45")) == [(4, "cle-inconnue")]


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("point", "points"),
        ("Points", "points"),
        ("pondration", "ponderation"),
        ("climat_pratic", ""),
    ],
)
def test_a_known_key_that_is_alike_is_suggested(key: str, known: str) -> None:
    (item,) = keys_of(f"{key}: 1")
    assert [known in hint for hint in item.hints] == ([True] if known else [])


def test_the_keys_of_a_referentiel_are_known_in_its_own_file() -> None:
    block = "id: cae\npoints: 500\nniveaux: {}\nanomalies_acceptees: []"
    assert keys_of(block, ROOT_KEYS) == ()


def test_an_unknown_key_is_kept_as_text_in_order() -> None:
    fields = node_block("id: 1\npointsDOM: 45\nsuivi: [mai, juin]").fields
    assert other_data(fields, KEYS, categorie="") == (("pointsDOM", "45"), ("suivi", "mai, juin"))


def test_an_unknown_categorie_is_kept_too() -> None:
    assert other_data(node_block("categorie: fondations").fields, KEYS, categorie="") == (
        ("categorie", "fondations"),
    )


@pytest.mark.parametrize(
    ("block", "kept"),
    [
        ("points: vingt", True), ("points: 20", False), ("points: -5", True), ("pourcentage: 12,5", False),
        ("climat_pratic_ligne: deux", True), ("climat_pratic_ligne: 2", False), ("id: 6.1.2", False),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_kept_as_text(block: str, *, kept: bool) -> None:
    key, _, value = block.partition(": ")
    expected = ((key, value),) if kept else ()
    assert other_data(node_block(block).fields, KEYS, categorie="") == expected


def test_a_known_categorie_is_not_other_data() -> None:
    assert other_data(node_block("categorie: bases").fields, KEYS, categorie="bases") == ()


@pytest.mark.parametrize("key", ["niveaux", "anomalies_acceptees"])
def test_a_key_of_the_referentiel_in_a_sheet_is_unknown_and_kept(key: str) -> None:
    found = node_block(f"id: 6.1.2\n{key}: bien")
    check_keys(found)
    assert shown(found.report.problems) == [(4, "cle-inconnue")]
    assert other_data(found.fields, KEYS, categorie="") == ((key, "bien"),)


@pytest.mark.parametrize("value", ["[bases, effets]", "{a: bases}"])
def test_a_categorie_that_is_no_word_is_unknown(value: str) -> None:
    assert [p.code for p in categorie_of(value)[1]] == ["categorie-inconnue"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("eaux", "eau", "eau"),
        ("Effets", "effets", "effets"),
        ("mise en oeuvre", "mise en œuvre", "mise en œuvre"),
        ("poids", "points", "points"),
        ("a#e", "axe", "axe"),
        ("étape", "tâche", None),
        ("pointsDOM", "points", None),
        ("chat", "chien", None),
        ("", "eau", None),
    ],
)
def test_the_closest_word_is_alike_and_about_as_long(
    word: str, known: str, expected: str | None
) -> None:
    assert closest(word, [known]) == expected


def test_no_word_is_looked_for_among_too_many_nor_when_it_is_too_long() -> None:
    words = [f"mot{number}" for number in range(10, 61)]
    assert closest("mot1x", words[:50]) is not None
    assert closest("mot1x", words) is None
    assert closest("a" * 40, ["a" * 39]) is not None
    assert closest("a" * 41, ["a" * 40]) is None


def test_a_theme_of_the_catalogue_is_right() -> None:
    assert theme_of("eau", frozenset({"eau"})) == ("eau", ())


def test_a_theme_is_not_checked_without_a_catalogue() -> None:
    assert theme_of("neige", None) == ("neige", ())


def test_an_unknown_theme_is_told_at_its_line_with_the_known_ones() -> None:
    theme, (problem,) = theme_of("eaux", frozenset({"eau", "velo"}))
    assert theme == "eaux"
    assert (problem.code, problem.line) == (
        "theme-inconnu",
        node_block("climat_pratic_id: eaux").fields.line_of("climat_pratic_id"),
    )
    near, known = problem.hints
    assert "«\u00a0eau\u00a0»" in near
    assert "eau, velo" in known


def test_a_catalogue_without_themes_lists_none() -> None:
    _, (found,) = theme_of("eau", frozenset())
    assert found.hints == ()
