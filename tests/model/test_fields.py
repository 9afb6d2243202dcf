import re
from decimal import Decimal

import pytest

from refsite.common.problems import Problem, show
from refsite.model.fields import (
    KEYS,
    ROOT_KEYS,
    Place,
    Weights,
    check_name,
    distance,
    other_data,
    read_categorie,
    read_ligne,
    read_theme,
    read_weights,
    unknown_keys,
)
from refsite.model.values import Niveau
from refsite.reading.yaml_blocks import read_fence


def place(block: str) -> Place:
    fields, problems = read_fence("a.md", block, 3)
    assert problems == ()
    return Place("a.md", "cae/6.1", fields)


def shown(problems: tuple[Problem, ...]) -> list[str]:
    return [show(p) for p in problems]


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
    assert read_weights(place(block), niveau) == (expected, ())


@pytest.mark.parametrize("written", ["0,2", "0.2", "'0.2'", "0.20", "0.2 # un cinquième"])
def test_a_number_is_read_with_a_comma_or_quotes(written: str) -> None:
    weights, problems = read_weights(place(f"ponderation: {written}"), Niveau.SOUS_ACTION)
    assert (weights.part, problems) == (Decimal("0.2"), ())


def test_a_third_is_read_to_its_last_decimal() -> None:
    weights, _ = read_weights(place("ponderation: 0.3333333333333333"), Niveau.SOUS_ACTION)
    assert weights.part == Decimal("0.3333333333333333")


@pytest.mark.parametrize(
    ("written", "niveau", "hint"),
    [
        ("points: 500 points", Niveau.ACTION, "Écrivez le nombre seul\u00a0: points: 500."),
        ("points: 1 200,5", Niveau.ACTION, "Écrivez le nombre seul\u00a0: points: 1200,5."),
        ("points: 1\u202f200 pts.", Niveau.AXE, "Écrivez le nombre seul\u00a0: points: 1200."),
        (
            "points: 20 %",
            Niveau.ACTION,
            "Écrivez pourcentage: 20 si c’est une part, points: 20 si ce sont des points.",
        ),
        ("points: 20%", Niveau.SOUS_ACTION, "Écrivez le nombre seul\u00a0: points: 20."),
        ("pourcentage: 20 %", Niveau.ACTION, "Écrivez le nombre seul\u00a0: pourcentage: 20."),
        ("ponderation: 20 %", Niveau.ACTION, "Écrivez le nombre seul\u00a0: ponderation: 0.2."),
        ("pourcentage: 120 %", Niveau.ACTION, "Écrivez un nombre seul, de 0 à 100."),
    ],
)
def test_the_number_of_the_editor_is_proposed(written: str, niveau: Niveau, hint: str) -> None:
    _, (told,) = read_weights(place(f"id: 1\n{written}"), niveau)
    assert told.hints == (hint,)
    key = written.partition(":")[0]
    if proposed := re.search(rf"(?<!si )\b{key}: ([0-9.,]*[0-9])", hint):
        assert read_weights(place(f"id: 1\n{key}: {proposed[1]}"), niveau)[1] == ()


@pytest.mark.parametrize(
    "written", ["6 0", "20 ou 30", "vingt", "1/3", "1e2", "0x10", ".inf", "[10, 20]"]
)
def test_a_weight_that_is_no_number_is_quoted(written: str) -> None:
    weights, problems = read_weights(place(f"id: 1\npoints: {written}"), Niveau.ACTION)
    assert weights == Weights()
    assert shown(problems) == [
        (
            "a.md:4: avertissement[poids-illisible] points n’est pas un nombre\u00a0: "
            f"«\u00a0{written.strip('[]')}\u00a0»\n    Écrivez un nombre seul, par exemple points: 20."
        )
    ]


def test_the_quoted_value_is_written_as_in_the_sheet() -> None:
    _, problems = read_weights(place("points: 60% ou 70% ?"), Niveau.SOUS_ACTION)
    assert problems[0].message == "points n’est pas un nombre\u00a0: «\u00a060% ou 70% ?\u00a0»"


def test_the_example_of_a_ponderation_is_a_share_of_one() -> None:
    _, problems = read_weights(place("ponderation: tiers"), Niveau.SOUS_ACTION)
    assert problems[0].hints == ("Écrivez un nombre seul, par exemple ponderation: 0.2.",)


@pytest.mark.parametrize(
    ("block", "message", "hint"),
    [
        ("points: 101", "points vaut 101", "Le nombre va de 0 à 100."),
        ("pourcentage: -1", "pourcentage vaut -1", "Le nombre va de 0 à 100."),
        ("ponderation: 20", "ponderation vaut 20", "Le nombre va de 0 à 1."),
        ("pourcentage: 10\npoints: -2", "points vaut -2", "Le nombre ne peut pas être négatif."),
    ],
)
def test_a_weight_out_of_range_is_told(block: str, message: str, hint: str) -> None:
    _, problems = read_weights(place(block), Niveau.SOUS_ACTION)
    assert [(p.code, p.message, p.hints) for p in problems] == [
        ("poids-hors-bornes", message, (hint,))
    ]


@pytest.mark.parametrize("block", ["points: 0", "points: 100", "ponderation: 1", "ponderation: 0"])
def test_the_whole_and_nothing_are_in_range(block: str) -> None:
    assert read_weights(place(block), Niveau.SOUS_ACTION)[1] == ()


def test_two_shares_that_disagree_are_told() -> None:
    _, problems = read_weights(place("ponderation: 0.2\npourcentage: 30"), Niveau.SOUS_ACTION)
    assert shown(problems) == [
        (
            "a.md:4: avertissement[poids-contradictoire] pourcentage ne dit pas la même part que ponderation\n"
            "    Gardez une seule de ces deux clés."
        )
    ]


def test_two_shares_that_agree_but_for_a_rounding_are_one() -> None:
    weights, problems = read_weights(
        place("ponderation: 0.333\npourcentage: 33.3"), Niveau.SOUS_ACTION
    )
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
    assert read_categorie(place(f"categorie: {written}")) == (expected, ())


def test_no_categorie_is_no_fault() -> None:
    assert read_categorie(place("id: 5.2.1")) == ("", ())


def test_an_unknown_categorie_gets_a_suggestion_within_two_letters() -> None:
    assert shown(read_categorie(place("categorie: efet"))[1]) == [
        (
            "a.md:3: avertissement[categorie-inconnue] catégorie inconnue\u00a0: «\u00a0efet\u00a0»\n"
            "    Vouliez-vous écrire «\u00a0effets\u00a0»\u202f?\n"
            "    Les catégories sont\u00a0: bases, mise en œuvre, effets."
        )
    ]


def test_an_unknown_categorie_that_is_far_from_all_gets_no_suggestion() -> None:
    categorie, problems = read_categorie(place("categorie: résultats"))
    assert categorie == ""
    assert problems[0].hints == ("Les catégories sont\u00a0: bases, mise en œuvre, effets.",)


@pytest.mark.parametrize(("written", "expected"), [("2", 2), ("'12'", 12), ("", None)])
def test_the_line_of_a_theme_is_a_whole_number(written: str, expected: int | None) -> None:
    assert read_ligne(place(f"climat_pratic_ligne: {written}")) == (expected, ())


@pytest.mark.parametrize("written", ["deux", "2.5", "-1", "1 et 2"])
def test_a_line_that_is_no_whole_number_is_quoted(written: str) -> None:
    ligne, problems = read_ligne(place(f"climat_pratic_ligne: {written}"))
    assert ligne is None
    assert shown(problems) == [
        (
            "a.md:3: avertissement[ligne-illisible] la ligne Climat Pratic n’est pas un nombre entier\u00a0: "
            f"«\u00a0{written}\u00a0»\n    Écrivez le numéro seul, par exemple climat_pratic_ligne: 2."
        )
    ]


HINT = "\n    Ce titre se lit dans les listes et dans la recherche\u00a0: corrigez la ligne."


@pytest.mark.parametrize(
    "name", ["Choisir une salle", "Élus\u00a0: agir ?", "« Mot »", "Etc.", "…et après", "A"]
)
def test_a_good_name_is_let_be(name: str) -> None:
    assert check_name("a.md", "cae/6", name, 1) == ()


@pytest.mark.parametrize("name", ["", " ", "\u00a0"])
def test_an_empty_name_is_told(name: str) -> None:
    assert shown(check_name("a.md", "cae/6", name, 2)) == [
        "a.md:2: avertissement[titre-vide] ce titre est vide" + HINT
    ]


@pytest.mark.parametrize("name", [" A b", "A b ", "A  b"])
def test_blanks_in_excess_are_told(name: str) -> None:
    assert shown(check_name("a.md", "cae/6", name, 2)) == [
        "a.md:2: avertissement[nom-espaces] blanc en trop au début, à la fin ou dans le titre\u00a0: "
        f"«\u00a0{name}\u00a0»" + HINT
    ]


@pytest.mark.parametrize("name", ["A \u00a0b", "A\u00a0"])
def test_no_break_spaces_in_excess_are_told(name: str) -> None:
    assert [p.code for p in check_name("a.md", "cae/6", name, 2)] == ["nom-espaces"]


@pytest.mark.parametrize("name", [":A", ";A", ",A", ".A", "A:", "A;", "A,"])
def test_signs_in_excess_are_told(name: str) -> None:
    assert shown(check_name("a.md", "cae/6", name, 2)) == [
        "a.md:2: avertissement[nom-ponctuation] signe de ponctuation en trop au début ou à la fin du titre"
        f"\u00a0: «\u00a0{name}\u00a0»" + HINT
    ]


def test_a_name_may_have_both_faults() -> None:
    assert [p.code for p in check_name("a.md", "", " : A", 2)] == ["nom-espaces", "nom-ponctuation"]


def test_an_unknown_key_is_told_at_its_line() -> None:
    assert shown(unknown_keys(place("id: 1\npointsDOM: 45"))) == [
        "a.md:4: avertissement[cle-inconnue] clé inconnue\u00a0: «\u00a0pointsDOM\u00a0»"
    ]


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("point", "points"),
        ("Points", "points"),
        ("pondration", "ponderation"),
        ("climat_pratic", ""),
    ],
)
def test_a_known_key_within_two_letters_is_suggested(key: str, known: str) -> None:
    (problem,) = unknown_keys(place(f"{key}: 1"))
    assert problem.hints == (
        (f"Vouliez-vous écrire «\u00a0{known}\u00a0»\u202f?",) if known else ()
    )


def test_the_keys_of_a_referentiel_are_known_in_its_own_file() -> None:
    block = "id: cae\npoints: 500\nniveaux: {}\nanomalies_acceptees: []"
    assert unknown_keys(place(block), ROOT_KEYS) == ()


def test_an_unknown_key_is_kept_as_text_in_order() -> None:
    fields = place("id: 1\npointsDOM: 45\nsuivi: [mai, juin]").fields
    assert other_data(fields, KEYS, categorie="") == (("pointsDOM", "45"), ("suivi", "mai, juin"))


def test_an_unknown_categorie_is_kept_too() -> None:
    assert other_data(place("categorie: fondations").fields, KEYS, categorie="") == (
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
    assert other_data(place(block).fields, KEYS, categorie="") == expected


def test_a_known_categorie_is_not_other_data() -> None:
    assert other_data(place("categorie: bases").fields, KEYS, categorie="bases") == ()


@pytest.mark.parametrize("key", ["niveaux", "anomalies_acceptees"])
def test_a_key_of_the_referentiel_in_a_sheet_is_unknown_and_kept(key: str) -> None:
    found = place(f"id: 6.1.2\n{key}: bien")
    assert [p.code for p in unknown_keys(found)] == ["cle-inconnue"]
    assert other_data(found.fields, KEYS, categorie="") == ((key, "bien"),)


@pytest.mark.parametrize("value", ["[bases, effets]", "{a: bases}"])
def test_a_categorie_that_is_no_word_is_unknown(value: str) -> None:
    assert [p.code for p in read_categorie(place(f"categorie: {value}"))[1]] == [
        "categorie-inconnue"
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("", "", 0),
        ("eau", "eau", 0),
        ("eau", "eaux", 1),
        ("eau", "", 3),
        ("chat", "chien", 3),
        ("ab", "ba", 2),
    ],
)
def test_the_distance_of_words_counts_letters(left: str, right: str, expected: int) -> None:
    assert distance(left, right) == expected


def test_a_theme_of_the_catalogue_is_right() -> None:
    assert read_theme(place("climat_pratic_id: eau"), frozenset({"eau"})) == ("eau", ())


def test_a_theme_is_not_checked_without_a_catalogue() -> None:
    assert read_theme(place("climat_pratic_id: neige"), None) == ("neige", ())


def test_an_unknown_theme_is_told_at_its_line_with_the_known_ones() -> None:
    theme, (problem,) = read_theme(place("climat_pratic_id: eaux"), frozenset({"eau", "velo"}))
    assert theme == "eaux"
    assert (problem.code, problem.line) == (
        "theme-inconnu",
        place("climat_pratic_id: eaux").fields.line_of("climat_pratic_id"),
    )
    assert problem.hints == (
        "Vouliez-vous écrire «\u00a0eau\u00a0»\u202f?",
        "Les thématiques sont\u00a0: eau, velo.",
    )


def test_a_catalogue_without_themes_lists_none() -> None:
    _, (found,) = read_theme(place("climat_pratic_id: eau"), frozenset())
    assert found.hints == ()
