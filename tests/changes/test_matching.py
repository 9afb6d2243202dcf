"""Which node was which: by number and words together, and never by a number alone."""

import pytest

from refsite.changes import matching
from refsite.changes.matching import Pairs, match
from refsite.model.values import Niveau, Noeud, Referentiel
from refsite.reading.sheets import Section

LEAKS = "Trouver les fuites du réseau"
HEDGES = "Planter des haies bocagères"
NIGHT = "Des capteurs acoustiques sont posés pendant la nuit sur les vannes de chaque secteur."
SHRUBS = "Chaque agriculteur volontaire reçoit gratuitement des arbustes et un conseil technique."


def node(id_: str, nom: str, text: str = "", enfants: tuple[Noeud, ...] = ()) -> Noeud:
    sections = (Section("", "", 0, 1, text, 1),) if text else ()
    return Noeud("vert", id_, Niveau.ACTION, nom, "", 0, sections=sections, enfants=enfants)


def whole(*axes: Noeud) -> Referentiel:
    return Referentiel("vert", Noeud("vert", "", Niveau.REFERENTIEL, "", "", 0, enfants=axes), {})


def found(before: tuple[Noeud, ...], after: tuple[Noeud, ...]) -> tuple[Pairs, dict[str, str]]:
    """The pairs, and the id before by the id after; the référentiels themselves left aside."""
    pairs = match(whole(*before), whole(*after))
    return pairs, {key.partition("/")[2]: old.id for key, old in pairs.before.items() if old.id}


def test_what_keeps_its_number_and_its_words_is_itself() -> None:
    pairs, was = found((node("1", LEAKS, NIGHT),), (node("1", LEAKS, NIGHT),))
    assert was == {"1": "1"}
    assert (pairs.moved, pairs.doubtful, pairs.reused) == (frozenset(),) * 3


@pytest.mark.parametrize(
    ("name", "text"), [("Chercher les fuites du réseau", SHRUBS), (HEDGES, NIGHT), (LEAKS, "")]
)
def test_what_keeps_its_number_and_half_of_its_words_is_itself(name: str, text: str) -> None:
    pairs, was = found((node("1", LEAKS, NIGHT),), (node("1", name, text),))
    assert was == {"1": "1"}
    assert (pairs.moved, pairs.doubtful, pairs.reused) == (frozenset(),) * 3


@pytest.mark.parametrize("name", [LEAKS, f"{LEAKS} communal"])
def test_what_keeps_its_words_and_changes_number_has_moved(name: str) -> None:
    pairs, was = found(
        (node("1", LEAKS, NIGHT), node("2", HEDGES, SHRUBS)),
        (node("2", HEDGES, SHRUBS), node("4", name, NIGHT)),
    )
    assert was == {"2": "2", "4": "1"}
    assert pairs.moved == {"vert/4"}


def test_two_that_exchange_their_numbers_have_both_moved() -> None:
    pairs, was = found(
        (node("1", LEAKS, NIGHT), node("2", HEDGES, SHRUBS)),
        (node("1", HEDGES, SHRUBS), node("2", LEAKS, NIGHT)),
    )
    assert was == {"1": "2", "2": "1"}
    assert pairs.moved == {"vert/1", "vert/2"}


def test_what_follows_the_node_above_it_has_not_moved() -> None:
    pairs, was = found(
        (node("1", LEAKS, NIGHT, (node("1.1", "Écouter"), node("1.2", "Comparer"))),),
        (node("3", LEAKS, NIGHT, (node("3.1", "Écouter"), node("3.2", "Comparer"))),),
    )
    assert was == {"3": "1", "3.1": "1.1", "3.2": "1.2"}
    assert pairs.moved == {"vert/3"}


def test_a_number_under_which_another_text_stands_is_used_again() -> None:
    pairs, was = found((node("1", LEAKS, NIGHT),), (node("1", HEDGES, SHRUBS),))
    assert was == {}
    assert (pairs.reused, pairs.doubtful) == ({"vert/1"}, frozenset())


def test_a_number_whose_name_alone_changed_altogether_is_doubtful() -> None:
    pairs, was = found((node("1", LEAKS, NIGHT),), (node("1", HEDGES),))
    assert was == {"1": "1"}
    assert (pairs.reused, pairs.doubtful) == (frozenset(), {"vert/1"})


def test_what_came_was_nothing_and_what_left_is_nothing() -> None:
    assert found((node("1", LEAKS, NIGHT),), (node("2", HEDGES, SHRUBS),))[1] == {}


@pytest.mark.parametrize(("name", "was"), [("Trouver fuites", {}), ("Trouver les fuites", {"4": "1"})])  # fmt: skip
def test_a_name_of_two_words_is_not_enough_to_have_moved(name: str, was: dict[str, str]) -> None:
    assert found((node("1", name),), (node("4", name),))[1] == was


def test_beyond_what_can_be_compared_the_same_words_alone_are_recognised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(matching, "_MOST_PAIRS", 0)
    before = (node("1", LEAKS, NIGHT), node("2", HEDGES, SHRUBS))
    after = (node("3", LEAKS, NIGHT), node("4", f"{HEDGES} denses", SHRUBS))
    assert found(before, after)[1] == {"3": "1"}


@pytest.mark.parametrize(("before", "after"), [("12", "4"), ("1", "45"), ("12", "45")])
def test_beyond_it_what_several_say_tells_none_of_them(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "_MOST_PAIRS", 0)
    old, new = (tuple(node(id_, LEAKS, NIGHT) for id_ in side) for side in (before, after))
    assert found(old, new)[1] == {}
