from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from refsite.common.problems import Report
from refsite.links.lookup import Views
from refsite.links.texts import Workshop, render_texts
from refsite.model.contents import read_contents
from refsite.model.values import Mot, Niveau, Noeud
from refsite.reading.folder import Source
from tests.data import example

if TYPE_CHECKING:
    from refsite.reading.nodes import Section

INDEX = """\
# Climat
```yaml
id: cae
points: 500
niveaux: {axe: [domaine, domaines], action: [mesure, mesures], sous-action: [étape, étapes]}
```
"""
AXE = """\
# Coopérer
```yaml
id: 6
points: 100
```
## Réunir les **voisins**
```yaml
id: 6.1
points: 4
```
##
```yaml
id: 6.2
```
"""
SHEET = """\
# Réunir les **voisins**
```yaml
id: 6.1
climat_pratic_id: eau
```
## Description
Un.
#### Détail
Deux.
## Suite
Trois.
## Actions
### Salle
```yaml
id: 6.1.1
points: 20
categorie: bases
```
### Réunion
```yaml
id: 6.1.2
points: 50
categorie: mise en œuvre
```
### Bilan
```yaml
id: 6.1.3
points: 30
categorie: bases
```
"""
THEMES = "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n## Eau & vie\n```yaml\nid: eau\n```\n"


@pytest.fixture(scope="module")
def views() -> Views:
    files = {
        "cae/index.md": INDEX,
        "cae/6.md": AXE,
        "cae/6.1.md": SHEET,
        "climat-pratic.md": THEMES,
    }
    contenu = read_contents([Source(path, text) for path, text in files.items()], Report())
    return Views(contenu, render_texts(contenu, Workshop(), Report()))


def node(views: Views, id_: str) -> Noeud:
    return next(n for n in views.contenu.referentiels[0].racine.walk() if n.id == id_)


def test_a_name_in_a_list_is_text_and_in_a_heading_html(views: Views) -> None:
    action = node(views, "6.1")
    assert views.nom(action) == "Réunir les voisins"
    assert views.nom_html(action) == "Réunir les <strong>voisins</strong>"


def test_a_node_without_name_is_called_by_its_level_and_id(views: Views) -> None:
    assert views.nom(node(views, "6.2")) == "Mesure 6.2"


def test_a_level_has_the_word_of_its_referentiel(views: Views) -> None:
    assert views.mot(node(views, "6.1")) == Mot("mesure", "mesures")
    assert views.mot(node(views, "6.1"), Niveau.SOUS_ACTION) == Mot("étape", "étapes")


def test_a_level_without_a_word_has_the_generic_one(views: Views) -> None:
    assert views.mot(node(views, "")) == Mot("référentiel", "référentiels")


def test_the_nodes_above_go_from_the_referentiel_down(views: Views) -> None:
    assert [n.id for n in views.parents(node(views, "6.1.2"))] == ["", "6", "6.1"]
    assert views.parents(node(views, "")) == ()


def test_a_node_knows_its_axe(views: Views) -> None:
    assert views.axe(node(views, "6.1.2")).id == "6"


def test_a_node_knows_its_address(views: Views) -> None:
    assert views.address(node(views, "6.1.2")) == "cae/6.1/#6.1.2"


def test_the_whole_is_the_referentiels_points(views: Views) -> None:
    assert views.whole(node(views, "6.1")) == Decimal(500)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("6.1.1", "20\u00a0% · 0,8\u00a0point"),
        ("6.1.2", "50\u00a0% · 2\u00a0points"),
        ("6.1", "4\u00a0points"),
        ("6.2", ""),
    ],
)
def test_weights_show_the_share_and_the_potential(views: Views, id_: str, expected: str) -> None:
    assert views.weights(node(views, id_)) == expected


def test_a_theme_is_found_with_its_name_as_text(views: Views) -> None:
    theme = views.theme("eau")
    assert theme is not None
    assert views.theme_name(theme) == "Eau & vie"
    assert views.theme("neige") is None


def test_headings_nest_without_a_jump(views: Views) -> None:
    found = views.headings(node(views, "6.1").sections, 2)
    assert [(h.level, h.title, h.html) for h in found] == [
        (2, "Description", "<p>Un.</p>"),
        (3, "Détail", "<p>Deux.</p>"),
        (2, "Suite", "<p>Trois.</p>"),
    ]


def test_headings_stop_at_the_sixth_level(views: Views) -> None:
    description, detail, _ = node(views, "6.1").sections
    deeper: tuple[Section, ...] = (description, detail)
    assert [h.level for h in views.headings(deeper, 6)] == [6, 6]


def test_a_description_says_where_a_node_stands_and_its_maximum(views: Views) -> None:
    assert views.description(node(views, "6.1")) == (
        "Mesure 6.1, Coopérer, Climat. 4\u00a0points au maximum. Réunir les voisins"
    )


def test_a_long_name_is_a_sentence(views: Views) -> None:
    assert not views.long_name(node(views, "6.1"))


def test_pages_that_cite_a_node_or_its_parts_are_counted_without_its_own(tmp_path: Path) -> None:
    sheet = example.SHEET.replace("=1+1", "Voir 1.9.2.").replace("Voir 1.10.", "Voir 1.9.2, 1.10.")
    found = example.read(tmp_path, {"vert/1.9.md": sheet})
    views = Views(found.contenu, found.texts)
    cited = {noeud.id: noeud for noeud in views.contenu.referentiels[0].walk()}
    assert [source.id for source, _ in views.cited_by(cited["1.9.2"])] == ["1.9.1"]
    assert views.citing_actions(cited["1.9"]) == 0
    assert views.citing_actions(cited["1.10"]) == 1


class TestMany:
    """Lists that would grow with the whole, and then weigh on every page."""

    def many(self, count: int) -> Views:
        sheets = [
            Source("cae/index.md", INDEX),
            Source("cae/6.md", "# Coopérer\n```yaml\nid: 6\n```\n"),
        ]
        sheets += [
            Source(
                f"cae/6.{n}.md", f"# Action {n}\n```yaml\nid: 6.{n}\nclimat_pratic_id: eau\n```\n"
            )
            for n in range(1, count + 1)
        ]
        themes = "# Thèmes\n```yaml\nid: climat-pratic\n```\n## Eau\n```yaml\nid: eau\n```\n"
        contenu = read_contents([*sheets, Source("climat-pratic.md", themes)], Report())
        return Views(contenu, render_texts(contenu, Workshop(), Report()))

    def test_a_page_lists_a_few_of_its_theme_and_counts_the_others(self) -> None:
        views = self.many(40)
        action = list(views.contenu.actions())[5]
        ((_, listed),) = views.same_theme(action)
        assert len(listed) == 12
        assert action not in listed
        assert views.more_kin(action) == 27

    def test_of_a_small_theme_nothing_is_left_out(self) -> None:
        views = self.many(5)
        action = next(iter(views.contenu.actions()))
        assert [n.id for n in views.same_theme(action)[0][1]] == ["6.2", "6.3", "6.4", "6.5"]
        assert views.more_kin(action) == 0

    def test_near_navigation_shows_neighbours_on_both_sides(self) -> None:
        views = self.many(60)
        actions = list(views.contenu.actions())
        near = views.near(actions, actions[30])
        assert [near[0].id, near[-1].id] == ["6.19", "6.43"]
        assert views.near(actions, actions[0])[0] is actions[0]
        assert len(views.near(actions[:5], actions[4])) == 5
