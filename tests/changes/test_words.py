"""The words that change between two texts."""

import random

import pytest

from refsite.changes.words import passages, same_words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("un deux", "un\n  deux"),
        ("un, deux.", "un ; deux"),
        ("l'eau « pure »", 'l’eau "pure"'),
        ("sous-action", "sous action"),
        ("e\u0301nergie", "énergie"),
        ("éco\u00adlogie", "écologie"),
        ("10\u00a0%", "10 %"),
        ("−5 °C", "-5 °C"),
    ],
)  # fmt: skip
def test_signs_blanks_and_forms_of_letters_are_no_words(before: str, after: str) -> None:
    assert same_words(before, after)
    assert passages(before, after) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [("1,5 km", "15 km"), ("5 °C", "-5 °C"), ("10 %", "10 €"), ("mesure 6.1.2", "mesure 6.1.3"), ("état", "État"), ("", "un")],
)  # fmt: skip
def test_numbers_signs_of_value_and_letters_are_words(before: str, after: str) -> None:
    assert not same_words(before, after)
    assert passages(before, after)


def test_a_passage_shows_what_changed_among_the_words_around_it() -> None:
    before = "La collectivité met en place un plan de dix ans pour ses bâtiments et ses véhicules."
    after = "La collectivité met en place un plan de cinq ans pour ses bâtiments et ses véhicules."
    (found,) = passages(before, after)
    assert found == (
        ("=", "… place un plan de"),
        ("-", "dix"),
        ("+", "cinq"),
        ("=", "ans pour ses bâtiments …"),
    )


def test_changes_far_apart_are_passages_of_their_own() -> None:
    middle = " ".join(f"mot{n}" for n in range(30))
    found = passages(f"un {middle} deux", f"trois {middle} quatre")
    assert [[run for run in runs if run[0] != "="] for runs in found] == [
        [("-", "un"), ("+", "trois")],
        [("-", "deux"), ("+", "quatre")],
    ]


def test_nothing_of_the_added_and_removed_words_is_lost() -> None:
    words = [random.Random(n).choice("abcdefgh") for n in range(200)]
    before, after = " ".join(words[:120]), " ".join(words[60:])
    runs = [run for passage in passages(before, after) for run in passage]
    removed = sum(len(text.split()) for op, text in runs if op == "-")
    added = sum(len(text.split()) for op, text in runs if op == "+")
    assert added - removed == 140 - 120


def test_texts_that_would_take_too_long_are_said_to_differ_as_a_whole() -> None:
    before, after = "a b " * 25_000, "b a a " * 17_000
    (found,) = passages(before, after)
    assert [op for op, _ in found if op != "="] == ["-", "+"]


def test_a_text_of_one_letter_many_times_is_compared() -> None:
    assert passages("a " * 50_000, "a " * 50_001)
