from datetime import date
from decimal import Decimal

import pytest

from refsite.common import french


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("attention : lire", "attention\u00a0: lire"),
        ("voici :", "voici\u00a0:"),
        ("oui ; non", "oui\u202f; non"),
        ("vraiment ?", "vraiment\u202f?"),
        ("bravo !", "bravo\u202f!"),
        ("« mot »", "«\u00a0mot\u00a0»"),
    ],
)
def test_our_sentences_get_their_no_break_spaces(written: str, expected: str) -> None:
    assert french.typo(written) == expected


def test_a_sign_that_begins_a_word_keeps_its_plain_space() -> None:
    assert french.typo("cle :valeur ?x") == "cle :valeur ?x"


def test_a_quotation_stands_between_guillemets() -> None:
    assert french.quote("eau") == "«\u00a0eau\u00a0»"


def test_a_quotation_shows_what_a_terminal_would_obey() -> None:
    assert french.quote("a\x1b[31mb\nc") == "«\u00a0a\ufffd[31mb\ufffdc\u00a0»"


def test_a_quotation_keeps_the_no_break_spaces_of_french() -> None:
    assert french.quote("eau\u00a0: oui\u202f!") == "«\u00a0eau\u00a0: oui\u202f!\u00a0»"


def test_a_quotation_is_cut_at_its_limit() -> None:
    assert french.quote("abcdef", 4) == "«\u00a0abc…\u00a0»"


def test_a_quotation_of_the_limit_is_whole() -> None:
    assert french.quote("abcd", 4) == "«\u00a0abcd\u00a0»"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.8", "0,8"),
        ("20", "20"),
        ("20.00", "20"),
        ("100", "100"),
        ("1200", "1\u202f200"),
        ("1234567.891", "1\u202f234\u202f567,89"),
        ("0.125", "0,13"),
        ("0", "0"),
        ("-2.5", "-2,5"),
    ],
)
def test_a_number_is_written_as_the_french_do(value: str, expected: str) -> None:
    assert french.number(Decimal(value)) == expected


def test_nothing_is_written_without_a_sign() -> None:
    assert [french.number(Decimal(zero)) for zero in ("-0", "0", "-0.001")] == ["0", "0", "0"]


def test_a_number_is_rounded_to_the_places_asked_for() -> None:
    assert french.number(Decimal("1.6667"), 3) == "1,667"


@pytest.mark.parametrize(
    ("share", "expected"),
    [("0.2", "20\u00a0%"), ("0.333", "33,3\u00a0%"), ("1", "100\u00a0%"), ("0.0004", "0\u00a0%")],
)
def test_a_share_of_one_reads_as_a_percentage(share: str, expected: str) -> None:
    assert french.percent(Decimal(share)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", "0\u00a0point"),
        ("0.8", "0,8\u00a0point"),
        ("1", "1\u00a0point"),
        ("1.9", "1,9\u00a0point"),
        ("2", "2\u00a0points"),
        ("12", "12\u00a0points"),
    ],
)
def test_points_are_plural_from_two_on(value: str, expected: str) -> None:
    assert french.points(Decimal(value)) == expected


def test_things_are_counted_in_whole_numbers_too() -> None:
    assert french.count(3, "mesure", "mesures") == "3\u00a0mesures"


def test_words_are_compared_without_accents_ligatures_or_case() -> None:
    assert french.fold("Mise en ŒUVRE, Été") == "mise en oeuvre, ete"


def test_a_category_makes_an_address() -> None:
    assert french.slug("mise en œuvre") == "mise-en-oeuvre"


def test_a_slug_neither_begins_nor_ends_with_a_dash() -> None:
    assert french.slug(" (Été !) ") == "ete"


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert french.capital("élus de l’EPCI") == "Élus de l’EPCI"


def test_nothing_has_no_capital() -> None:
    assert french.capital("") == ""


def test_dates_are_written_out_with_no_break_spaces() -> None:
    assert french.long_date(date(2026, 8, 1)) == "1er\u00a0août\u00a02026"
    assert french.long_date(date(2026, 11, 23)) == "23\u00a0novembre\u00a02026"


@pytest.mark.parametrize(
    ("size", "expected"),
    [(0, "1 ko"), (999, "1 ko"), (1_500, "2 ko"), (240_300, "240 ko"), (1_249_000, "1,2 Mo")],
)
def test_a_size_is_in_ko_or_mo(size: int, expected: str) -> None:
    assert french.size(size).replace("\xa0", " ") == expected
