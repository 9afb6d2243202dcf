"""Material's colours against the backgrounds of the site."""

from decimal import Decimal

import pytest

from refsite.common.palette import (
    ACCENT,
    BACKGROUNDS,
    ENOUGH,
    PRIMARY,
    TOKENS,
    colours,
    contrast,
    default_scheme,
    read_tokens,
    unknown,
)
from tests import crawl

OURS = read_tokens(
    (crawl.TEMPLATES / "assets" / "styles" / "tokens.css").read_text(encoding="utf-8")
)


def test_the_tokens_that_a_palette_touches_are_in_the_stylesheet() -> None:
    assert OURS.keys() >= {*BACKGROUNDS, *(token for token, _ in TOKENS.values())}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#fff", "#000000", "21"), ("#777777", "#fff", "4.47"), ("#123456", "#123456", "1")],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: str) -> None:
    assert contrast(one, other) == contrast(other, one) == Decimal(ratio)


@pytest.mark.parametrize("key", TOKENS)
def test_our_own_colours_are_strong_enough(key: str) -> None:
    token, _ = TOKENS[key]
    for side in (0, 1):
        assert min(contrast(OURS[token][side], OURS[on][side]) for on in BACKGROUNDS) >= ENOUGH


@pytest.mark.parametrize("key", TOKENS)
def test_each_named_colour_is_taken_or_told_on_each_side(key: str) -> None:
    token, known = TOKENS[key]
    taken = 0
    for name, pair in known.items():
        css, weak = colours([{key: name}], OURS)
        assert {one.name for one in weak} <= {name}
        sides = ["default" in {one.scheme for one in weak}, "slate" in {one.scheme for one in weak}]
        light, dark = (
            ours if told else own for ours, own, told in zip(OURS[token], pair, sides, strict=True)
        )
        assert (f"--{token}: light-dark({light}, {dark});" in css) is not all(sides)
        assert all(one.ratio < ENOUGH for one in weak)
        taken += 2 - len(weak)
    assert 0 < taken < 2 * len(known)


def test_each_scheme_takes_the_colour_of_its_own_palette() -> None:
    entries = [
        {"scheme": "default", "primary": "indigo"},
        {"scheme": "slate", "primary": "Light Green", "accent": "lime"},
    ]
    css, weak = colours(entries, OURS)
    assert f"--accent: light-dark({PRIMARY['indigo'][0]}, {PRIMARY['light-green'][1]});" in css
    assert f"--focus: light-dark({OURS['focus'][0]}, {ACCENT['lime'][1]});" in css
    assert [(one.entry, one.key, one.name, one.scheme) for one in weak] == [
        (1, "accent", "lime", "default")
    ]


@pytest.mark.parametrize(
    ("entries", "scheme"),
    [
        ([{"scheme": "slate"}], "dark"),
        ([{"scheme": "default", "primary": "indigo"}], "light"),
        ([{"primary": "indigo"}], ""),
        ([{"scheme": "slate"}, {"scheme": "default"}], "dark"),
        ([{"scheme": "preference"}], ""),
        (
            [{"media": "(prefers-color-scheme: light)", "scheme": "default"}, {"scheme": "slate"}],
            "",
        ),
    ],
)
def test_a_scheme_alone_is_the_sites(entries: list[dict[str, object]], scheme: str) -> None:
    assert default_scheme(entries) == scheme
    assert (f"color-scheme: {scheme};" in colours(entries, OURS)[0]) is bool(scheme)


def test_what_material_does_not_know_is_told() -> None:
    entries = [{"primary": "indigo", "accent": "grey"}, {"scheme": "sepia", "primary": "custom"}]
    assert list(unknown(entries)) == [
        (0, "accent", "grey"),
        (1, "primary", "custom"),
        (1, "scheme", "sepia"),
    ]
    assert colours([{"primary": "custom"}], OURS) == ("", ())
