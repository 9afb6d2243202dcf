import pytest

from refsite.common.problems import show
from refsite.model.levels import Levels, guess_levels, read_levels
from refsite.model.values import Mot, Niveau
from refsite.reading.yaml_blocks import read_fence


def read(block: str) -> tuple[Levels | None, list[str]]:
    fields, problems = read_fence("eci/index.md", block, 3)
    assert problems == ()
    levels, found = read_levels("eci/index.md", fields)
    return levels, [show(p) for p in found]


HINTS = (
    "\n    Écrivez niveaux: puis une ligne par niveau, par exemple action: [mesure, mesures]."
    "\n    Les niveaux sont\u00a0: axe, sous-axe, action, sous-action, tâche."
)


def test_a_referentiel_declares_its_levels_and_their_words() -> None:
    levels, problems = read("niveaux:\n  axe: [axe, axes]\n  action: [orientation, orientations]")
    assert problems == []
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
    assert read("id: eci") == (None, [])


@pytest.mark.parametrize("value", ["", " deux", " [axe, action]"])
def test_levels_are_a_mapping(value: str) -> None:
    assert read(f"id: eci\nniveaux:{value}") == (
        None,
        [
            "eci/index.md:4: erreur[niveaux-invalides] niveaux n’est pas une liste de niveaux"
            + HINTS,
        ],
    )


def test_an_unknown_level_is_named_at_its_line() -> None:
    levels, problems = read("niveaux:\n  axe: [x, xs]\n  étage: [e, es]")
    assert levels is None
    assert problems == [
        "eci/index.md:5: erreur[niveaux-invalides] niveau inconnu\u00a0: «\u00a0étage\u00a0»"
        + HINTS
    ]


@pytest.mark.parametrize(
    "words", ["", " []", " [mesure]", " [a, b, c]", " ['', mesures]", " {a: b}"]
)
def test_a_level_has_a_singular_and_a_plural(words: str) -> None:
    levels, problems = read(f"niveaux:\n  axe: [x, xs]\n  action:{words}")
    assert levels is None
    assert problems == [
        "eci/index.md:5: erreur[niveaux-invalides] il faut deux mots pour «\u00a0action\u00a0»\u00a0: "
        "singulier, pluriel" + HINTS
    ]


@pytest.mark.parametrize("missing", ["axe", "action"])
def test_axe_and_action_are_needed(missing: str) -> None:
    kept = "action" if missing == "axe" else "axe"
    levels, problems = read(f"niveaux: {{{kept}: [x, xs]}}")
    assert levels is None
    assert problems == [
        "eci/index.md:3: erreur[niveaux-invalides] les niveaux axe et action sont nécessaires"
        + HINTS
    ]


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
    assert problems == [
        (
            f"eci/index.md:3: erreur[niveaux-invalides] niveau inconnu\u00a0: «\u00a0{written}\u00a0»\n"
            "    Vouliez-vous écrire «\u00a0sous-axe\u00a0»\u202f?"
        )
    ]
