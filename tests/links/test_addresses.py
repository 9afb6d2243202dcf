import pytest

from refsite.common.problems import Report
from refsite.links import addresses
from refsite.model.contents import read_contents
from refsite.model.values import Niveau, Noeud
from refsite.reading.folder import Source

ECI = "# Éco\n```yaml\nid: eci\nniveaux: {axe: [a, a], action: [b, b], sous-action: [c, c], tâche: [d, d]}\n```\n"
SHEETS = (
    Source("cae/index.md", "# Climat\n```yaml\nid: cae\n```\n"),
    Source("cae/6.1.2.1.1.md", "# Nom\n```yaml\nid: 6.1.2.1.1\n```\n"),
    Source("eci/index.md", ECI),
    Source("eci/5.2.1.1.md", "# Nom\n```yaml\nid: 5.2.1.1\n```\n"),
)


def noeud(referentiel: str, id_: str) -> Noeud:
    nodes = (n for r in read_contents(SHEETS, Report()).referentiels for n in r.racine.walk())
    return next(n for n in nodes if n.key == f"{referentiel}/{id_}")


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
    node = noeud("cae", id_)
    assert (node.niveau, addresses.address(node)) == (niveau, expected)


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
    node = noeud("eci", id_)
    assert (node.niveau, addresses.address(node)) == (niveau, expected)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [("", "cae/"), ("6.1", "cae/6.1/"), ("6.1.2.1.1", "cae/6.1.2.1.1/")],
)
def test_every_id_is_an_address(id_: str, expected: str) -> None:
    assert addresses.permalink(noeud("cae", id_)) == expected


def test_axes_and_actions_have_pages_and_the_others_anchors() -> None:
    nodes = [noeud("cae", id_) for id_ in ("", "6", "6.1", "6.1.2", "6.1.2.1", "6.1.2.1.1")]
    own = [n.niveau for n in nodes if addresses.own_page(n)]
    assert own == [Niveau.REFERENTIEL, Niveau.AXE, Niveau.ACTION]


def test_themes_and_categories_have_stable_addresses() -> None:
    assert addresses.theme("parten_coop") == "climat-pratic/parten_coop/"
    assert addresses.categorie("mise en œuvre") == "categories/mise-en-oeuvre/"


@pytest.mark.parametrize(("address", "depth"), [("", 0), ("etat/", 1), ("cae/6.1.2/", 2)])
def test_a_page_knows_how_deep_it_stands(address: str, depth: int) -> None:
    assert addresses.depth_of(address) == depth
