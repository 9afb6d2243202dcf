"""Counts and sums, against sums made another way: straight over the ids and points of the plan's files."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from refsite.model.values import Contenu, Referentiel, Thematique
from refsite.pages import tallies
from refsite.site.build import study

CONTENT = Path(__file__).parents[2] / "referentiel"
_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def contenu() -> Contenu:
    return study(CONTENT).contenu


def plan(referentiel: str) -> list[dict[str, str]]:
    """The blocks of the axes' files, read without the project's own parser."""
    files = sorted((CONTENT / referentiel).glob("?.md"))
    blocks = [block for file in files for block in _BLOCK.findall(file.read_text(encoding="utf-8"))]
    return [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]


def actions(referentiel: str) -> list[dict[str, str]]:
    depth = {"cae": 2, "eci": 1}[referentiel]
    return [block for block in plan(referentiel) if block["id"].count(".") == depth]


@pytest.fixture(params=["cae", "eci"])
def referentiel(request: pytest.FixtureRequest, contenu: Contenu) -> Referentiel:
    return next(r for r in contenu.referentiels if r.id == request.param)


def test_both_referentiels_come_to_500_points(referentiel: Referentiel) -> None:
    assert sum(int(block["points"]) for block in actions(referentiel.id)) == 500
    for slices in (tallies.points_by_axe(referentiel), tallies.points_by_categorie(referentiel)):
        assert sum(part.tally.points for part in slices.parts) == slices.total.points == 500


def test_every_cell_of_the_matrix_is_the_sum_over_the_plan(
    referentiel: Referentiel, contenu: Contenu
) -> None:
    made = tallies.matrix(referentiel, contenu.thematiques)
    for line in made.lines:
        for axe, cell in zip(referentiel.axes, line.cells, strict=True):
            expected = [
                int(block["points"])
                for block in actions(referentiel.id)
                if block["id"].split(".")[0] == axe.id
                and block.get("climat_pratic_id") == (line.theme.id if line.theme else None)
            ]
            assert (cell.tally.count, cell.tally.points) == (len(expected), sum(expected))


def test_the_totals_of_the_matrix_are_those_of_its_rows_and_of_its_columns(
    referentiel: Referentiel, contenu: Contenu
) -> None:
    made = tallies.matrix(referentiel, contenu.thematiques)
    assert (
        sum(line.total.tally.count for line in made.lines)
        == made.total.tally.count
        == len(actions(referentiel.id))
    )
    assert sum(line.total.tally.points for line in made.lines) == made.total.tally.points == 500
    assert sum(axe.tally.points for axe in made.axes) == 500


def test_points_by_theme_add_up_to_the_whole(referentiel: Referentiel, contenu: Contenu) -> None:
    slices = tallies.points_by_theme(referentiel, contenu.thematiques)
    assert sum(part.tally.points for part in slices.parts) == 500
    assert slices.share == pytest.approx(Decimal(1))


def test_an_axe_tells_the_themes_that_it_does_not_cover(contenu: Contenu) -> None:
    cae = next(r for r in contenu.referentiels if r.id == "cae")
    made = tallies.matrix(cae, contenu.thematiques)
    present = {
        block.get("climat_pratic_id") for block in actions("cae") if block["id"].startswith("4.")
    }
    axe, uncovered = made.uncovered[3]
    assert axe.id == "4"
    assert {theme.id for theme in uncovered} == {t.id for t in contenu.thematiques} - present


def test_actions_without_theme_are_the_last_row(contenu: Contenu) -> None:
    cae = next(r for r in contenu.referentiels if r.id == "cae")
    made = tallies.matrix(cae, (Thematique("mobilites", "Mobilités"),))
    assert made.lines[-1].theme is None
    assert made.lines[-1].total.tally.count == len(
        [b for b in actions("cae") if b.get("climat_pratic_id") != "mobilites"]
    )


def test_a_node_without_points_counts_as_a_node_and_adds_none(contenu: Contenu) -> None:
    sous_action = next(n for r in contenu.referentiels for n in r.walk() if n.key == "cae/6.1.2.1")
    unknown = type(sous_action)("cae", "9.9.9", sous_action.niveau, "x", "", 0)
    assert tallies.tally([sous_action, unknown]) == tallies.Tally(2, Decimal("0.8"), 1)


def test_the_sous_actions_worth_most_come_first(contenu: Contenu) -> None:
    eci = next(r for r in contenu.referentiels if r.id == "eci")
    assert [(n.id, n.points) for n in tallies.worth_most(eci)] == [
        ("5.2.2", Decimal(15)),
        ("5.2.3", Decimal(9)),
        ("5.2.1", Decimal(6)),
    ]


def test_a_cell_leads_to_its_actions(contenu: Contenu) -> None:
    cae = next(r for r in contenu.referentiels if r.id == "cae")
    made = tallies.matrix(cae, (Thematique("mobilites", "Mobilités"),))
    theme, orphans = made.lines
    assert (theme.cells[3].address, theme.total.address) == (
        "climat-pratic/mobilites/#cae-4",
        "climat-pratic/mobilites/",
    )
    assert (orphans.cells[3].address, orphans.total.address) == ("#sans-cae-4", "#sans-thematique")
    assert (made.axes[3].address, made.total.address) == ("cae/4/", "cae/")


def test_nodes_are_grouped_by_any_key_and_a_key_without_node_is_empty(contenu: Contenu) -> None:
    cae = next(r for r in contenu.referentiels if r.id == "cae")
    found = tallies.group(cae.actions(), lambda action: action.id[0])
    assert found["4"] == tallies.tally(a for a in cae.actions() if a.id.startswith("4."))
    assert found["nulle"] == tallies.Tally()
