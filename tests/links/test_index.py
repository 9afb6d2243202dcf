"""Numbers that name a node of a référentiel, some of whose numbers hold a 0."""

import pytest

from refsite.common.problems import Report
from refsite.links.index import Index, Target
from refsite.links.linker import Linker
from refsite.model.contents import read_contents
from refsite.prose.render import Renderer
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


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("voir la mesure 3.1", ["3.1"]),
        ("voir la mesure 2.0", ["2.0"]),
        ("voir la mesure 0.1", ["0.1"]),
        ("voir la mesure 10.2", ["10.2"]),
        ("le domaine 2", ["2"]),
        ("les domaines 2 et 10", ["2", "10"]),
        ("DOMAINE 2 : EAU", ["2"]),
        ("Domaine 0", ["0"]),
        ("le do<b>maine</b> 2", ["2"]),
        ("le d<b><i>omaine</i></b> 2", ["2"]),
        ("le **domaine** 2", ["2"]),
        ("domaine&nbsp;2", ["2"]),
        ("En 2021, 40 communes ont signé.", []),
        ("2 %", []),
        ("le **plan** 2", []),
        ("2. Les habitants", []),
    ],
)
def test_a_text_is_linked_to_the_nodes_that_it_names(
    text: str, ids: list[str], index: Index
) -> None:
    shown = Linker(index, Renderer()).block(text, "vert/2.1", "").prose.html
    assert [shown.count(f">{id_}</a>") for id_ in ids] == [1] * len(ids)
    assert shown.count("</a>") == len(ids)
