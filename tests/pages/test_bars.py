"""Bars: the segments that a drawing is made of."""

from decimal import Decimal

import pytest

from refsite.model.values import Niveau, Noeud
from refsite.pages.bars import points_bar, share_bar, share_of, shares_by_categorie


def etape(id_: str, part: str, categorie: str = "") -> Noeud:
    return Noeud("cae", id_, Niveau.SOUS_ACTION, "", "", 0, part=Decimal(part), categorie=categorie)


ETAPES = (
    etape("6.1.1", "0.2", "bases"),
    etape("6.1.2", "0.5", "mise en œuvre"),
    etape("6.1.3", "0.3", "bases"),
)


def test_the_bar_of_an_action_has_a_segment_for_each_share() -> None:
    assert [(s.x, s.width, s.label, s.word, s.kind) for s in share_bar(ETAPES)] == [
        ("0%", "20%", ".1", "bases", "bases"),
        ("20%", "50%", ".2", "mise en œuvre", "mise-en-oeuvre"),
        ("70%", "30%", ".3", "bases", "bases"),
    ]


def test_a_segment_says_which_node_it_is() -> None:
    assert [s.node for s in share_bar(ETAPES)] == ["cae/6.1.1", "cae/6.1.2", "cae/6.1.3"]


def test_segments_without_categorie_are_neutral_by_turns() -> None:
    parts = [etape(f"5.2.{n}", "0.5") for n in (1, 2)]
    assert [(s.kind, s.word) for s in share_bar(parts)] == [("", ""), ("second", "")]


def test_a_bar_whose_shares_exceed_the_whole_stays_within_it() -> None:
    parts = [etape(f"1.{n}", "1") for n in (1, 2)]
    assert [(s.x, s.width) for s in share_bar(parts)] == [("0%", "50%"), ("50%", "50%")]


def test_a_bar_whose_shares_miss_the_whole_leaves_a_gap() -> None:
    assert [(s.x, s.width) for s in share_bar([etape("1.1", "0.25")])] == [("0%", "25%")]


def test_a_bar_of_points_fills_its_width() -> None:
    axes = [Noeud("cae", f"{n}", Niveau.AXE, "", "", 0, points=Decimal(n)) for n in (1, 3)]
    assert [(s.x, s.width, s.label) for s in points_bar(axes)] == [
        ("0%", "25%", "1"),
        ("25%", "75%", "3"),
    ]


@pytest.mark.parametrize("bar", [share_bar, points_bar])
def test_a_bar_of_nothing_is_empty(bar: object) -> None:
    assert callable(bar)
    assert bar([Noeud("cae", "1", Niveau.AXE, "", "", 0)]) == ()


def test_a_share_of_the_whole_needs_both() -> None:
    axe = Noeud("cae", "6", Niveau.AXE, "", "", 0, points=Decimal(100))
    assert share_of(axe, Decimal(500)) == Decimal("0.2")
    assert share_of(axe, None) is None
    assert share_of(axe, Decimal(0)) is None


def test_shares_are_summed_by_categorie() -> None:
    assert shares_by_categorie(ETAPES) == {
        "bases": Decimal("0.5"),
        "mise en œuvre": Decimal("0.5"),
    }
