"""Which texts are worth reading for the numbers that they name: none that is left unread would have had a link."""

import pytest

from refsite.common.problems import Report
from refsite.links.index import Index, Target
from refsite.links.linker import link_mentions
from refsite.model.contents import read_contents
from refsite.reading.folder import Source

LEVELS = "  axe: [domaine, domaines]\n  action: [mesure, mesures]\n  sous-action: [étape, étapes]\n  tâche: [tâche, tâches]\n"
IDS = ("0", "0.1", "2", "2.0", "2.1", "3", "3.1", "10", "10.2")


@pytest.fixture(scope="module")
def index() -> Index:
    """A small référentiel, some of whose numbers hold a 0."""
    sources = [Source("vert/index.md", f"# Vert\n```yaml\nid: vert\nniveaux:\n{LEVELS}```\n")]
    for axe in ("0", "2", "3", "10"):
        own = [id_ for id_ in IDS if id_.split(".")[0] == axe]
        text = "".join(f"{'#' * (1 + i.count('.'))} Nom\n```yaml\nid: {i}\n```\n" for i in own)
        sources.append(Source(f"vert/{axe}.md", text))
    contenu = read_contents(sources, Report())
    nodes = [noeud for r in contenu.referentiels for noeud in r.racine.walk()]
    return Index(contenu, {n.key: Target(n.key, f"{n.key}/", n.nom) for n in nodes})


NAMING = [
    ("<p>voir la mesure 3.1</p>", ["3.1"]),
    ("<p>voir la mesure 2.0</p>", ["2.0"]),
    ("<p>voir la mesure 0.1</p>", ["0.1"]),
    ("<p>voir la mesure 10.2</p>", ["10.2"]),
    ("<p>le domaine 2</p>", ["2"]),
    ("<p>les domaines 2 et 10</p>", ["2", "10"]),
    ("<p>DOMAINE 2 : EAU</p>", ["2"]),
    ("<p>Domaine 0</p>", ["0"]),
    ("<p>le do<b>maine</b> 2</p>", ["2"]),
    ("<p>le d<b><i>omaine</i></b> 2</p>", ["2"]),
    ("<p>le <b>domaine</b> 2</p>", ["2"]),
    ("<p>domaine&nbsp;2</p>", ["2"]),
]
PLAIN = [
    "<p>En 2021, 40 communes ont signé.</p>",
    "<p>2 %</p>",
    "<p>le <b>plan</b> 2</p>",
    "<p>2. Les habitants</p>",
]


@pytest.mark.parametrize(("fragment", "ids"), NAMING)
def test_what_names_a_node_is_read_and_linked(fragment: str, ids: list[str], index: Index) -> None:
    assert index.may_name("vert", fragment)
    linked = link_mentions(fragment, "vert/2.1", index)
    assert [linked.html.count(f">{id_}</a>") for id_ in ids] == [1] * len(ids)
    assert linked.html.count("</a>") == len(ids)


@pytest.mark.parametrize("fragment", PLAIN)
def test_plain_text_with_a_figure_is_left_unread(fragment: str, index: Index) -> None:
    assert not index.may_name("vert", fragment)


@pytest.mark.parametrize("fragment", [*(fragment for fragment, _ in NAMING), *PLAIN])
def test_what_is_left_unread_would_have_been_the_same_once_read(
    fragment: str, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = link_mentions(fragment, "vert/2.1", index)
    monkeypatch.setattr(Index, "may_name", lambda *_: True)
    assert link_mentions(fragment, "vert/2.1", index) == chosen
