import pytest

from refsite.common.problems import Problem, Report
from refsite.model.levels import Levels, guess_levels, read_levels
from refsite.model.values import Mot, Niveau
from refsite.reading.yaml_blocks import read_fields


def read(block: str) -> tuple[Levels | None, tuple[Problem, ...]]:
    report = Report()
    fields = read_fields("eci/index.md", block, 3, report)
    assert fields is not None
    return read_levels("eci/index.md", fields, report), report.problems


def refused(block: str) -> list[tuple[int, str]]:
    """The problems of levels that cannot be read."""
    levels, problems = read(block)
    assert levels is None
    return [(item.line, item.code) for item in problems]


def test_a_referentiel_declares_its_levels_and_their_words() -> None:
    levels, problems = read("niveaux:\n  axe: [axe, axes]\n  action: [orientation, orientations]")
    assert problems == ()
    assert levels == Levels(
        (Niveau.AXE, Niveau.ACTION),
        {Niveau.AXE: Mot("axe", "axes"), Niveau.ACTION: Mot("orientation", "orientations")},
    )


def test_levels_go_from_the_top_whatever_their_order_in_the_file() -> None:
    levels, _ = read("niveaux: {tâche: [t, ts], action: [a, as], axe: [x, xs]}")
    assert levels is not None
    assert levels.order == (Niveau.AXE, Niveau.ACTION, Niveau.TACHE)


def test_levels_are_known_without_accents_or_capitals() -> None:
    levels, _ = read("niveaux: {Axe: [x, xs], ACTION: [a, as], tache: [t, ts]}")
    assert levels is not None
    assert levels.order == (Niveau.AXE, Niveau.ACTION, Niveau.TACHE)


def test_one_word_takes_an_s() -> None:
    levels, _ = read("niveaux: {axe: domaine, action: mesure}")
    assert levels is not None
    assert levels.mots[Niveau.ACTION] == Mot("mesure", "mesures")


def test_a_file_that_declares_no_level_says_nothing() -> None:
    assert read("id: eci") == (None, ())


@pytest.mark.parametrize("value", ["", " deux", " [axe, action]"])
def test_levels_are_a_mapping(value: str) -> None:
    assert refused(f"id: eci\nniveaux:{value}") == [(4, "niveaux-invalides")]


def test_an_unknown_level_is_named_at_its_line() -> None:
    block = "niveaux:\n  axe: [x, xs]\n  étage: [e, es]"
    assert refused(block) == [(5, "niveaux-invalides")]


@pytest.mark.parametrize(
    "words", ["", " []", " [mesure]", " [a, b, c]", " ['', mesures]", " {a: b}"]
)
def test_a_level_has_a_singular_and_a_plural(words: str) -> None:
    block = f"niveaux:\n  axe: [x, xs]\n  action:{words}"
    assert refused(block) == [(5, "niveaux-invalides")]


@pytest.mark.parametrize("missing", ["axe", "action"])
def test_axe_and_action_are_needed(missing: str) -> None:
    kept = "action" if missing == "axe" else "axe"
    assert refused(f"niveaux: {{{kept}: [x, xs]}}") == [(3, "niveaux-invalides")]


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["6.1.2", "6"], "axe sous-axe action sous-action tâche"),
        (["5.2", "5"], "axe action sous-action tâche"),
        (["5.2", "index", "notes"], "axe action sous-action tâche"),
        ([], "axe action sous-action tâche"),
    ],
)
def test_levels_are_guessed_from_the_names_of_the_sheets(names: list[str], order: str) -> None:
    assert " ".join(guess_levels(names).order) == order


def test_guessed_levels_have_generic_words() -> None:
    assert guess_levels(["6.1.2"]).mots[Niveau.SOUS_AXE] == Mot("sous-axe", "sous-axes")


def test_levels_say_how_deep_an_id_goes_and_show_one() -> None:
    levels = guess_levels(["5.2"])
    assert (levels.deepest, levels.example) == (4, "1.1.1.1")


@pytest.mark.parametrize("written", ["sous_axe", "sousaxe", "sous axe"])
def test_a_level_that_is_nearly_one_is_proposed(written: str) -> None:
    _, problems = read(f"niveaux: {{axe: [x, xs], {written}: [s, ss], action: [a, as]}}")
    assert [(item.line, item.code) for item in problems] == [(3, "niveaux-invalides")]
    assert ["sous-axe" in hint for hint in problems[0].hints] == [True]
