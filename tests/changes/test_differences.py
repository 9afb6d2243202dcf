"""Differences between two revisions of a node: each value once, and no value that only follows from another."""

from dataclasses import replace
from decimal import Decimal

import pytest

from refsite.changes.differences import Seen, TextChange, text_change, values
from refsite.model.values import Niveau, Noeud
from refsite.prose.render import Renderer
from refsite.reading.sheets import Section

NODE = Noeud("vert", "1.1.1", Niveau.SOUS_ACTION, "Écouter", "vert/1.1.md", 5)
THEMES = {"eau": "Eau", "foret": "Forêt", "bois": "Forêt"}


def differ(
    old: Noeud, new: Noeud, above: tuple[str | None, str | None] = (None, None)
) -> list[tuple[str, str, str]]:
    """The values that differ, the points above each revision being given."""
    before, after = (None if points is None else Decimal(points) for points in above)
    found = values(Seen(old, before, THEMES), Seen(new, after, THEMES), Renderer())
    return [(name, *(v.replace("\u00a0", " ") for v in pair)) for name, *pair in found]


def weighted(part: str | None, points: str | None) -> Noeud:
    return replace(NODE, part=part and Decimal(part), points=points and Decimal(points))


@pytest.mark.parametrize(
    ("name", "told"),
    [("Écouter", []), ("**Écouter** !", []), ("Entendre", [("nom", "Écouter", "Entendre")])],
)
def test_a_name_differs_by_its_words_alone(name: str, told: list[tuple[str, str, str]]) -> None:
    assert differ(NODE, replace(NODE, nom=name)) == told


def test_each_other_value_is_told_with_what_it_was() -> None:
    old = replace(NODE, categorie="bases", thematique="eau", ligne=2)
    new = replace(NODE, categorie="effets", thematique="foret")
    assert differ(old, new) == [
        ("catégorie", "bases", "effets"), ("thématique", "Eau", "Forêt"), ("ligne Climat Pratic", "2", ""),
    ]  # fmt: skip


def test_themes_of_one_name_are_told_by_their_ids() -> None:
    old, new = replace(NODE, thematique="foret"), replace(NODE, thematique="bois")
    assert differ(old, new) == [("thématique", "foret", "bois")]


def test_data_of_no_known_key_come_change_and_go() -> None:
    old = replace(NODE, autres=(("pilote", "élu"), ("suivi", "mai"), ("note", "a, b")))
    new = replace(NODE, autres=(("suivi", "juin"), ("note", "a b"), ("coût", "10")))
    assert differ(old, new) == [
        ("donnée", "pilote : élu", ""), ("donnée", "suivi : mai", "suivi : juin"), ("donnée", "", "coût : 10"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "above", "told"),
    [
        (("0.4", "4"), ("0.4", "8"), ("10", "20"), []),
        (("0.4", "4"), ("0.3", "3"), ("10", "10"), [("part", "40 %", "30 %")]),
        (("0.4", "4"), ("0.4", "5"), ("10", "10"), [("points", "4", "5")]),
        ((None, "10"), (None, "8"), (None, None), [("points", "10", "8")]),
        (("0.4", None), (None, None), (None, None), [("part", "40 %", "")]),
        (("0.4", "4"), (None, "4"), ("10", "10"), []),
        (("0.4", None), ("0.4001", None), (None, None), [("part", "40 %", "40,01 %")]),
        (("0.4", None), ("0.40001", None), (None, None), [("part", "40 %", "40,001 %")]),
        ((None, "10"), (None, "10.00001"), (None, None), [("points", "10", "10,00001")]),
    ],
)
def test_a_weight_is_told_once_as_precisely_as_it_takes(
    old: tuple[str | None, str | None], new: tuple[str | None, str | None],
    above: tuple[str | None, str | None], told: list[tuple[str, str, str]],
) -> None:  # fmt: skip
    assert differ(weighted(*old), weighted(*new), above) == told


def section(text: str, title: str = "Critère") -> Section:
    return Section("vert/1.1.md", title, 3, 1, text, 2)


@pytest.mark.parametrize("text", ["Voir   là,\n**deux** fois", "- Voir là : deux fois"])
def test_a_text_that_says_the_same_words_is_the_same(text: str) -> None:
    assert text_change([section("Voir là, deux fois")], [section(text)], Renderer()) is None


def test_a_title_is_a_part_of_the_text() -> None:
    found = text_change([section("Un.")], [section("Un.", "Principe")], Renderer())
    assert found is not None
    (passage,) = found.passages
    assert [op for op, _ in passage] == ["-", "+", "="]


def test_an_address_that_no_word_says_is_told_by_itself() -> None:
    old = section("Voir [là](https://un.test/), [ici](https://deux.test/)")
    new = section("Voir [là](https://un.test/), [ici](https://trois.test/)")
    assert text_change([old], [new], Renderer()) == TextChange(
        (), ("https://deux.test/",), ("https://trois.test/",)
    )


def test_an_address_that_is_read_is_a_word_and_no_more() -> None:
    found = text_change(
        [section("<https://un.test/a>")], [section("<https://un.test/b>")], Renderer()
    )
    assert found is not None
    assert found.passages != ()
    assert (found.links_before, found.links_after) == ((), ())
