import pytest

from refsite.links import addresses
from refsite.model.values import Niveau, Noeud

CAE = {Niveau.AXE: 1, Niveau.SOUS_AXE: 2, Niveau.ACTION: 3, Niveau.SOUS_ACTION: 4, Niveau.TACHE: 5}
ECI = {Niveau.AXE: 1, Niveau.ACTION: 2, Niveau.SOUS_ACTION: 3, Niveau.TACHE: 4}


def noeud(referentiel: str, id_: str, niveau: Niveau) -> Noeud:
    return Noeud(referentiel, id_, niveau, "", "", 0)


@pytest.mark.parametrize(
    ("id_", "niveau", "expected"),
    [
        ("", Niveau.REFERENTIEL, "cae/"),
        ("6", Niveau.AXE, "cae/6/"),
        ("6.1", Niveau.SOUS_AXE, "cae/6/#6.1"),
        ("6.1.2", Niveau.ACTION, "cae/6.1.2/"),
        ("6.1.2.1", Niveau.SOUS_ACTION, "cae/6.1.2/#6.1.2.1"),
        ("6.1.2.1.1", Niveau.TACHE, "cae/6.1.2/#6.1.2.1.1"),
    ],
)
def test_a_node_is_read_on_its_page_or_at_its_anchor(
    id_: str, niveau: Niveau, expected: str
) -> None:
    assert addresses.address(noeud("cae", id_, niveau), CAE) == expected


@pytest.mark.parametrize(
    ("id_", "niveau", "expected"),
    [
        ("5.2", Niveau.ACTION, "eci/5.2/"),
        ("5.2.1", Niveau.SOUS_ACTION, "eci/5.2/#5.2.1"),
        ("5.2.1.1", Niveau.TACHE, "eci/5.2/#5.2.1.1"),
    ],
)
def test_a_referentiel_without_sous_axe_has_shorter_ids(
    id_: str, niveau: Niveau, expected: str
) -> None:
    assert addresses.address(noeud("eci", id_, niveau), ECI) == expected


@pytest.mark.parametrize(
    ("id_", "niveau", "expected"),
    [
        ("", Niveau.REFERENTIEL, "cae/"),
        ("6.1", Niveau.SOUS_AXE, "cae/6.1/"),
        ("6.1.2.1.1", Niveau.TACHE, "cae/6.1.2.1.1/"),
    ],
)
def test_every_id_is_an_address(id_: str, niveau: Niveau, expected: str) -> None:
    assert addresses.permalink(noeud("cae", id_, niveau)) == expected


def test_axes_and_actions_have_pages_and_the_others_anchors() -> None:
    assert [n for n in Niveau if addresses.own_page(noeud("cae", "1", n))] == [
        Niveau.REFERENTIEL,
        Niveau.AXE,
        Niveau.ACTION,
    ]


def test_themes_and_categories_have_stable_addresses() -> None:
    assert addresses.theme("parten_coop") == "climat-pratic/parten_coop/"
    assert addresses.categorie("mise en œuvre") == "categories/mise-en-oeuvre/"


@pytest.mark.parametrize(("address", "depth"), [("", 0), ("etat/", 1), ("cae/6.1.2/", 2)])
def test_a_page_knows_how_deep_it_stands(address: str, depth: int) -> None:
    assert addresses.depth_of(address) == depth
