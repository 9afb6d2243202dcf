from decimal import Decimal
from textwrap import dedent

import pytest

from refsite.common.problems import Problem, Report
from refsite.model.assemble import assemble
from refsite.model.levels import guess_levels
from refsite.model.values import Niveau, Noeud
from refsite.reading.folder import Source
from refsite.reading.sheets import parse_sheet


def build(files: dict[str, str], *, sous_axe: bool = True) -> tuple[Noeud, tuple[Problem, ...]]:
    """The référentiel `cae` of some files, given by stem."""
    report = Report()
    sources = [Source(f"cae/{stem}.md", dedent(text)) for stem, text in files.items()]
    sheets = [parse_sheet(source, report) for source in sources]
    assert report.problems == ()
    levels = guess_levels(["1.1.1" if sous_axe else "1.1"])
    return assemble("cae", sheets, levels, report), report.problems


def block(id_: str, more: str = "", marks: str = "#", name: str = "") -> str:
    return f"{marks} {name or 'Titre'}\n```yaml\nid: {id_}\n{more}\n```\n"


def tree(noeud: Noeud) -> list[str]:
    return [f"{found.niveau} {found.id}" for found in noeud.walk()]


def find(racine: Noeud, id_: str) -> Noeud:
    return next(noeud for noeud in racine.walk() if noeud.id == id_)


PLAN = block("6") + block("6.1", marks="##") + block("6.1.2", "points: 4", "###")


def test_a_plan_and_a_sheet_make_one_node() -> None:
    racine, problems = build({"6": PLAN, "6.1.2": block("6.1.2")})
    assert problems == ()
    assert tree(racine) == ["référentiel ", "axe 6", "sous-axe 6.1", "action 6.1.2"]


def test_the_sheet_takes_from_the_plan_what_it_does_not_say() -> None:
    more = "points: 4\nclimat_pratic_id: eau\nclimat_pratic_ligne: 2"
    plan = block("6") + block("6.1", marks="##") + block("6.1.2", more, "###")
    racine, problems = build({"6": plan, "6.1.2": block("6.1.2")})
    action = find(racine, "6.1.2")
    assert problems == ()
    assert (action.points, action.thematique, action.ligne) == (Decimal(4), "eau", 2)
    assert action.path == "cae/6.1.2.md"


def test_the_sheet_wins_over_the_plan_with_a_warning() -> None:
    racine, problems = build({"6": PLAN, "6.1.2": block("6.1.2", "points: 0.8")})
    assert find(racine, "6.1.2").points == Decimal("0.8")
    assert [(p.path, p.line, p.code) for p in problems] == [("cae/6.1.2.md", 4, "plan-different")]


def test_points_written_otherwise_are_the_same_points() -> None:
    assert build({"6": PLAN, "6.1.2": block("6.1.2", "points: 4.0")})[1] == ()


def test_the_line_of_another_theme_is_not_taken_from_the_plan() -> None:
    more = "climat_pratic_id: eau\nclimat_pratic_ligne: 2"
    plan = block("6") + block("6.1", marks="##") + block("6.1.2", more, "###")
    racine, _ = build({"6": plan, "6.1.2": block("6.1.2", "climat_pratic_id: velo")})
    assert (find(racine, "6.1.2").thematique, find(racine, "6.1.2").ligne) == ("velo", None)


def test_the_name_is_that_of_the_sheet() -> None:
    racine, _ = build({"6": PLAN, "6.1.2": block("6.1.2", name="De la fiche")})
    assert find(racine, "6.1.2").nom == "De la fiche"


def test_an_action_without_a_sheet_is_not_written_yet() -> None:
    plan = block("6") + block("6.1", marks="##") + block("6.1.2", "", "###", "Du plan")
    racine, _ = build({"6": plan})
    assert (find(racine, "6.1.2").redige, find(racine, "6.1.2").nom) == (False, "Du plan")


def test_an_action_with_a_sheet_is_written() -> None:
    assert find(build({"6": PLAN, "6.1.2": block("6.1.2")})[0], "6.1.2").redige


def test_no_text_of_the_plan_is_lost_when_a_sheet_exists() -> None:
    plan = PLAN + "Texte du plan.\n#### Contexte\nSuite du plan.\n"
    racine, _ = build({"6": plan, "6.1.2": block("6.1.2") + "Texte de la fiche.\n"})
    action = find(racine, "6.1.2")
    texts = [section.text.strip() for section in (*action.sections, *action.suites)]
    assert texts == ["Texte de la fiche.", "Texte du plan.", "Suite du plan."]


def test_what_the_plan_says_after_the_children_is_not_lost_either() -> None:
    plan = PLAN + block("6.1.2.1", marks="####") + "#### Ressources\nSuite du plan.\n"
    racine, problems = build({"6": plan, "6.1.2": block("6.1.2") + "## Contexte\n"})
    action = find(racine, "6.1.2")
    assert problems == ()
    assert [section.title for section in action.sections] == ["Contexte"]
    assert [(s.title, s.text.strip()) for s in action.suites] == [("Ressources", "Suite du plan.")]


def test_an_action_that_the_plan_does_not_know_gets_its_place_by_its_id() -> None:
    racine, problems = build({"6": PLAN, "6.1.1": block("6.1.1"), "6.1.10": block("6.1.10")})
    assert problems == ()
    assert [noeud.id for noeud in find(racine, "6.1").enfants] == ["6.1.1", "6.1.2", "6.1.10"]


def test_a_parent_that_no_file_describes_is_implied_with_a_warning() -> None:
    racine, problems = build({"6.5.5": block("6.5.5")})
    assert tree(racine) == ["référentiel ", "axe 6", "sous-axe 6.5", "action 6.5.5"]
    assert sorted((p.code, p.node) for p in problems) == [
        ("plan-absent", "cae/6"),
        ("plan-absent", "cae/6.5"),
    ]


def test_a_potential_is_the_share_of_the_parents_points() -> None:
    sheet = (
        block("6.1.2") + block("6.1.2.1", "points: 20", "##") + block("6.1.2.2", "points: 80", "##")
    )
    racine, _ = build({"6": PLAN, "6.1.2": sheet})
    assert [(n.part, n.points) for n in find(racine, "6.1.2").enfants] == [
        (Decimal("0.2"), Decimal("0.8")),
        (Decimal("0.8"), Decimal("3.2")),
    ]


def test_a_share_without_a_known_parent_has_no_potential() -> None:
    sheet = block("6.1.2") + block("6.1.2.1", "points: 20", "##")
    racine, _ = build({"6.1.2": sheet})
    assert (find(racine, "6.1.2.1").part, find(racine, "6.1.2.1").points) == (Decimal("0.2"), None)


def test_a_potential_goes_down_to_the_tasks() -> None:
    sheet = (
        block("6.1.2")
        + block("6.1.2.1", "points: 50", "##")
        + block("6.1.2.1.1", "pourcentage: 50", "###")
    )
    assert find(build({"6": PLAN, "6.1.2": sheet})[0], "6.1.2.1.1").points == Decimal(1)


def test_a_referentiel_without_sous_axe_has_its_actions_below_the_axes() -> None:
    plan = block("5") + block("5.2", marks="##")
    racine, _ = build({"5": plan, "5.2": block("5.2") + block("5.2.1", marks="##")}, sous_axe=False)
    assert tree(racine) == ["référentiel ", "axe 5", "action 5.2", "sous-action 5.2.1"]


def test_the_referentiels_own_file_is_its_root() -> None:
    racine, problems = build({"index": block("cae", "points: 500", name="Climat")})
    assert problems == ()
    assert (racine.id, racine.niveau, racine.nom, racine.points) == (
        "",
        Niveau.REFERENTIEL,
        "Climat",
        Decimal(500),
    )


def test_sections_after_the_children_come_after_them() -> None:
    sheet = block("6.1.2") + "## Avant\n" + block("6.1.2.1", marks="##") + "## Après\n"
    action = find(build({"6": PLAN, "6.1.2": sheet})[0], "6.1.2")
    assert [s.title for s in action.sections] == ["Avant"]
    assert [s.title for s in action.suites] == ["Après"]


def test_unknown_keys_of_both_files_are_kept_once() -> None:
    plan = block("6") + block("6.1", marks="##") + block("6.1.2", "pilote: élu\nsuivi: mai", "###")
    racine, _ = build({"6": plan, "6.1.2": block("6.1.2", "pilote: élu")})
    assert find(racine, "6.1.2").autres == (("pilote", "élu"), ("suivi", "mai"))


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ("../x", ", comme le nom du fichier"),
        ("a", ", comme le nom du fichier"),
        ("6.1.2.", ", sans point à la fin"),
        ("6. 1", ", comme le nom du fichier"),
        ("6. 1.2", ", sans espace"),
        ("06.1.2", ", sans zéro devant un nombre"),
        (
            "6..1,02",
            ", avec des points, avec un seul point entre deux nombres, sans zéro devant un nombre",
        ),
        ("cae", ", comme le nom du fichier"),
    ],
)
def test_a_malformed_id_is_an_error_at_its_line(written: str, how: str) -> None:
    plan = {"6": block("6") + block("6.1", marks="##")}
    _, problems = build({**plan, "6.1.2": block(written)})
    assert [(p.line, p.code) for p in problems] == [(3, "id-invalide")]
    assert f"id: 6.1.2{how}." in problems[0].hints[0]


def test_an_id_that_is_not_the_files_name_is_an_error() -> None:
    _, problems = build({"6": PLAN, "6.1.2": block("6.1.3")})
    assert [(p.line, p.code) for p in problems] == [(3, "id-fichier")]


def test_the_id_of_the_referentiel_is_the_folders_name() -> None:
    _, problems = build({"index": block("eci")})
    assert [(p.path, p.line, p.code) for p in problems] == [("cae/index.md", 3, "id-invalide")]


@pytest.mark.parametrize("written", ["6.1.3.1", "6.1", "6.1.2.1.1", "6.10.2.1"])
def test_an_id_that_does_not_continue_its_parents_is_an_error(written: str) -> None:
    _, problems = build({"6": PLAN, "6.1.2": block("6.1.2") + block(written, marks="##")})
    assert [(p.line, p.code) for p in problems] == [(8, "id-parent")]


def test_the_same_id_twice_in_a_sheet_is_an_error() -> None:
    sheet = block("6.1.2") + block("6.1.2.1", marks="##") + block("6.1.2.1", marks="##")
    _, problems = build({"6": PLAN, "6.1.2": sheet})
    assert [(p.line, p.code) for p in problems] == [(13, "id-double")]


def test_an_id_used_in_the_plan_and_below_a_sheet_is_double() -> None:
    plan = PLAN + block("6.1.2.1", marks="####")
    _, problems = build({"6": plan, "6.1.2": block("6.1.2") + block("6.1.2.1", marks="##")})
    assert [(p.path, p.code) for p in problems] == [("cae/6.1.2.md", "id-double")]


def test_a_node_deeper_than_the_levels_is_an_error() -> None:
    sheet = block("5.2") + block("5.2.1", marks="##") + block("5.2.1.1", marks="###")
    deeper = block("5.2.1.1.1", marks="####")
    _, problems = build({"5.2": sheet + deeper}, sous_axe=False)
    assert [(p.line, p.code) for p in problems if p.code == "niveau"] == [(18, "niveau")]


def test_a_file_holds_one_sheet() -> None:
    _, problems = build({"6": PLAN, "6.1.2": block("6.1.2") + block("6.1.3")})
    assert [(p.line, p.code) for p in problems] == [(8, "id-fichier")]


def test_problems_of_a_node_name_it() -> None:
    _, problems = build({"6": PLAN, "6.1.2": block("6.1.2", "inconnu: 1")})
    assert [p.node for p in problems] == ["cae/6.1.2"]
