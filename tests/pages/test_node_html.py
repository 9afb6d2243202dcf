"""Names, links and numbers of nodes as HTML: text of a sheet is escaped, wherever it stands."""

from decimal import Decimal

import pytest

from refsite.common.problems import Report
from refsite.links.lookup import Views
from refsite.links.texts import Workshop, render_texts
from refsite.model.values import Contenu, Niveau, Noeud, Referentiel
from refsite.pages.node_html import NodeHtml, data, part, points

ACTION = Noeud(
    "vert",
    "1.1",
    Niveau.ACTION,
    "L'*eau* & 1 < 2",
    "vert/1.1.md",
    1,
    Decimal("0.25"),
    Decimal("1.5"),
)
RACINE = Noeud("vert", "", Niveau.REFERENTIEL, "Vert", "vert/index.md", 1, enfants=(ACTION,))
ADDRESS = "vert/#1.1"


@pytest.fixture(scope="module")
def nodes() -> NodeHtml:
    contenu = Contenu((Referentiel("vert", RACINE, {}),), ())
    return NodeHtml(Views(contenu, render_texts(contenu, Workshop(), Report())))


def test_a_label_is_the_number_and_the_name(nodes: NodeHtml) -> None:
    assert nodes.label(ACTION) == '<span class="num">1.1</span> L&#39;eau &amp; 1 &lt; 2'
    assert (
        nodes.label(ACTION, html=True)
        == '<span class="num">1.1</span> L\'<em>eau</em> &amp; 1 &lt; 2'
    )
    assert nodes.label(RACINE) == "Vert"


def test_a_link_says_whether_it_leads_here(nodes: NodeHtml) -> None:
    label = nodes.label(ACTION)
    assert nodes.link(ACTION) == f'<a href="root:{ADDRESS}">{label}</a>'
    assert nodes.link(ACTION, RACINE) == nodes.link(ACTION)
    assert nodes.link(ACTION, ACTION) == f'<a href="root:{ADDRESS}" aria-current="page">{label}</a>'
    assert nodes.anchor(ACTION) == f'<a href="#1.1">{label}</a>'
    assert nodes.plain(ACTION) == f'<a href="root:{ADDRESS}">1.1 L&#39;eau &amp; 1 &lt; 2</a>'
    assert nodes.plain(RACINE) == '<a href="root:vert/">Vert</a>'


def test_a_number_carries_its_value_its_node_and_its_kind() -> None:
    assert points(ACTION) == '<data value="1.5" data-node="vert/1.1" data-kind="points">1,5</data>'
    assert points(ACTION, unit=True).endswith('data-kind="points">1,5\xa0point</data>')
    assert part(ACTION) == '<data value="0.25" data-node="vert/1.1" data-kind="part">25\xa0%</data>'
    assert data(ACTION, "share", None, "<") == "&lt;"


@pytest.mark.parametrize("unit", [True, False])
def test_a_number_that_is_not_known_is_a_dash(unit: bool) -> None:  # noqa: FBT001
    assert (points(RACINE, unit=unit), part(RACINE)) == ("–", "–")
