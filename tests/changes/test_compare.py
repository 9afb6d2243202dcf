"""Two revisions to what changed: told as it is, and nothing told that is not known."""

import pytest

from refsite.changes.changes import Change, Kind
from refsite.changes.compare import Side, compare, side_of
from refsite.changes.sentences import Sides, say
from refsite.common.problems import Report
from refsite.model.contents import read_contents
from refsite.reading.folder import Source, decode
from tests.repositories import FILES, LEAKS, PLAN, REPAIRS, ROOT

SIDES = Sides("la version 2026.1", "la version 2026.2")


def side(files: dict[str, str]) -> Side:
    report = Report()
    sources = []
    for path, text in sorted(files.items()):
        clean = decode(path, text.encode(), report)
        assert clean is not None
        sources.append(Source(path, clean))
    contenu = read_contents(sources, report)
    return side_of(contenu, report.problems)


def changes(after: dict[str, str], before: dict[str, str] | None = None) -> tuple[Change, ...]:
    """Changes made by `after`, laid over the usual sheets; an empty text removes a file."""
    new = {path: text for path, text in {**FILES, **after}.items() if text}
    return compare(side({**FILES, **(before or {})}), side(new))


def told(after: dict[str, str], before: dict[str, str] | None = None) -> list[str]:
    return [f"{c.page} {say(c, SIDES)}".replace("\u00a0", " ").replace("\u202f", " ") for c in changes(after, before)]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        LEAKS.replace("\n", "\r\n"),
        LEAKS.replace("La collectivité écoute", "La collectivité\n   écoute"),
        LEAKS.replace("Des capteurs", "- Des capteurs"),
        LEAKS.replace("Des capteurs", "* **Des** capteurs"),
        LEAKS.replace("## Description", "### Description"),
        LEAKS.replace("é", "e\u0301"),
        LEAKS.replace("id: 1.1.1\n", 'id: "1.1.1"\n'),
        LEAKS.replace("id: 1.1.1\n", "identifiant: 1.1.1\n"),
        LEAKS.replace("points:", "pourcentage:"),
        LEAKS.replace("points: 40", "ponderation: 0.4").replace("points: 60", "ponderation: 0,60"),
        LEAKS.replace("categorie: bases", "catégorie: Bases"),
        LEAKS.replace("points: 40\ncategorie: bases", "categorie: bases\npoints: 40.0"),
        f"\ufeff{LEAKS}\n\n",
        LEAKS.replace("## Actions\n", ""),
        LEAKS.replace("principales de", "principales, de"),
    ],
    ids=lambda text: text[:0] or None,
)
def test_a_form_that_changes_no_word_is_no_change(text: str) -> None:
    assert text != LEAKS
    assert told({"vert/1.1.1.md": text}) == []


def test_points_categorie_theme_and_name_are_told_with_both_values() -> None:
    plan = PLAN.replace("points: 10\nclimat_pratic_id: eau", "points: 8\nclimat_pratic_id: foret")
    sheet = LEAKS.replace("categorie: bases", "categorie: effets").replace("# Trouver", "# Repérer")
    assert told({"vert/1.md": plan, "vert/1.1.1.md": sheet}) == [
        "vert/1.1.1 nom : Trouver les fuites du réseau → Repérer les fuites du réseau",
        "vert/1.1.1 points : 10 → 8",
        "vert/1.1.1 thématique : Eau → Forêt",
        "vert/1.1.1 étape 1.1.1.1 (Écouter le réseau pendant la nuit) : catégorie : bases → effets",
    ]


def test_points_that_only_follow_from_those_above_are_not_told_again() -> None:
    assert told({"vert/1.md": PLAN.replace("points: 90", "points: 80")}) == [
        "vert/1.1.2 points : 90 → 80"
    ]
    sheet = LEAKS.replace("points: 40", "points: 30").replace("points: 60", "points: 70")
    assert [line.rpartition(") : ")[2] for line in told({"vert/1.1.1.md": sheet})] == [
        "part : 40 % → 30 %",
        "part : 60 % → 70 %",
    ]


def test_a_difference_too_small_for_two_decimals_is_shown_all_the_same() -> None:
    plan = PLAN.replace("points: 10\n", "points: 10.001\n")
    assert told({"vert/1.md": plan}) == ["vert/1.1.1 points : 10 → 10,001"]


def test_a_changed_text_says_its_words_and_a_changed_link_its_address() -> None:
    sheet = LEAKS.replace("chaque mois", "chaque semaine").replace(
        "aux élus", "[aux élus](https://a.test)"
    )
    text, links = changes({"vert/1.1.1.md": sheet})
    assert [run for passage in text.passages for run in passage if run[0] != "="] == [
        ("-", "mois,"),
        ("+", "semaine,"),
    ]
    assert (links.kind, links.before, links.after) == (Kind.LIENS, "", "https://a.test")


def test_what_comes_and_goes_is_told_once_with_what_it_holds() -> None:
    added = LEAKS.replace("1.1.1", "1.1.7").replace("fuites du réseau", "poissons de la rivière")
    assert told({"vert/1.1.7.md": added}) == ["vert/1.1.7 ajout, avec 2 éléments"]
    gone = compare(side({**FILES, "vert/1.1.7.md": added}), side(FILES))
    assert [say(change, SIDES) for change in gone] == [
        "retrait, avec 2 éléments".replace("2 é", "2\u00a0é")
    ]
    assert gone[0].below == ("1.1.7.1", "1.1.7.2")


def test_an_action_whose_text_arrives_is_not_told_part_by_part() -> None:
    before = {path: text for path, text in FILES.items() if path != "vert/1.1.1.md"}
    (published,) = compare(side(before), side(FILES))
    assert say(published, SIDES) == "le texte est publié, avec 2\u00a0éléments"
    (withdrawn,) = compare(side(FILES), side(before))
    assert withdrawn.kind is Kind.DEPUBLICATION


class TestNumbers:
    def moved(self) -> dict[str, str]:
        plan = PLAN.replace("id: 1.1.1\n", "id: 1.1.4\n")
        return {"vert/1.md": plan, "vert/1.1.1.md": "", "vert/1.1.4.md": LEAKS.replace("1.1.1", "1.1.4")}  # fmt: skip

    def test_an_action_that_changes_number_has_moved_with_its_parts(self) -> None:
        assert told(self.moved()) == ["vert/1.1.4 déplacement de 1.1.1 vers 1.1.4"]

    def test_an_action_that_moves_and_changes_a_little_is_told_as_both(self) -> None:
        files = self.moved()
        files["vert/1.1.4.md"] = files["vert/1.1.4.md"].replace("chaque mois", "chaque semaine")
        assert told(files) == [
            "vert/1.1.4 déplacement de 1.1.1 vers 1.1.4",
            "vert/1.1.4 étape 1.1.4.2 (Comparer les volumes distribués) : texte modifié",
        ]

    def test_parts_that_close_up_after_a_withdrawal_have_moved(self) -> None:
        start, _, rest = LEAKS.partition("### Écouter")
        sheet = start + rest[rest.index("### Comparer") :].replace("1.1.1.2", "1.1.1.1")
        assert told({"vert/1.1.1.md": sheet}) == [
            "vert/1.1.1 étape 1.1.1.1 (Écouter le réseau pendant la nuit) : retrait",
            "vert/1.1.1 étape 1.1.1.1 (Comparer les volumes distribués) : déplacement de 1.1.1.2 vers 1.1.1.1",
        ]

    def test_two_actions_that_change_places_have_both_moved(self) -> None:
        swap = {"1.1.1": "1.1.2", "1.1.2": "1.1.1"}
        names = ("Trouver les fuites du réseau", "Réparer les canalisations anciennes")
        plan = PLAN.replace(names[0], "@").replace(names[1], names[0]).replace("@", names[1])
        files = {
            "vert/1.md": plan.replace("points: 10\n", "points: 0\n").replace("points: 90", "points: 10").replace("points: 0\n", "points: 90\n"),
            "vert/1.1.1.md": REPAIRS.replace("1.1.2", "1.1.1"),
            "vert/1.1.2.md": LEAKS.replace("1.1.1", "1.1.2"),
        }  # fmt: skip
        assert told(files) == [f"vert/{new} déplacement de {swap[new]} vers {new}" for new in swap]

    def test_a_number_used_again_for_something_else_is_no_renaming(self) -> None:
        other = (
            "# Planter des haies bocagères\n```yaml\nid: 1.1.2\n```\nChaque agriculteur volontaire reçoit "
            "gratuitement des arbustes d’essences locales et un conseil technique.\n"
        )
        plan = PLAN.replace("Réparer les canalisations anciennes", "Planter des haies bocagères")
        assert told({"vert/1.1.2.md": other, "vert/1.md": plan}) == [
            (
                "vert/1.1.2 attention, ce numéro est réemployé : il désignait « Réparer les canalisations anciennes », "
                "il désigne « Planter des haies bocagères »"
            ),
            "vert/1.1.2 retrait",
            "vert/1.1.2 ajout",
        ]

    def test_a_name_without_likeness_nor_text_is_told_with_a_doubt(self) -> None:
        plan = PLAN.replace("Réparer les canalisations anciennes", "Planter des haies bocagères")
        before = {path: text for path, text in FILES.items() if path != "vert/1.1.2.md"}
        (change,) = compare(side(before), side({**before, "vert/1.md": plan}))
        assert (
            say(change, SIDES)
            .replace("\u00a0", " ")
            .startswith(
                "nom : Réparer les canalisations anciennes → Planter des haies bocagères (attention"
            )
        )

    def test_a_file_that_changes_place_alone_is_no_change(self) -> None:
        assert told({"vert/1.md": "", "vert/plans/1.md": PLAN}) == []


class TestUnreadable:
    BROKEN = LEAKS.replace("id: 1.1.1.1\n", "id: 1.1.1.1\nid: 2\n")

    def test_nothing_is_claimed_of_a_sheet_that_could_not_be_read_before(self) -> None:
        sheet = LEAKS.replace("chaque mois", "chaque semaine")
        assert told({"vert/1.1.1.md": sheet}, {"vert/1.1.1.md": self.BROKEN}) == [
            (
                "vert/1.1.1 la fiche vert/1.1.1.md n’était pas lisible en entier dans la version 2026.1 ; "
                "ce qui y a changé n’est pas connu"
            )
        ]

    def test_nor_of_one_that_cannot_be_read_now(self) -> None:
        (line,) = told({"vert/1.1.1.md": self.BROKEN})
        assert "n’était pas lisible en entier dans la version 2026.2" in line

    def test_a_plan_that_could_not_be_read_adds_nothing_and_takes_nothing_away(self) -> None:
        broken = PLAN.replace("id: 1.1\n", "id: 1.1\nid: 2\n")
        assert [c.kind for c in changes({}, {"vert/1.md": broken})] == [Kind.ILLISIBLE]
        assert [c.kind for c in changes({"vert/1.md": broken})] == [Kind.ILLISIBLE]

    def test_the_other_sheets_are_compared_all_the_same(self) -> None:
        other = REPAIRS.replace("fonte grise", "plomb")
        kinds = [c.kind for c in changes({"vert/1.1.2.md": other, "vert/1.1.1.md": self.BROKEN})]
        assert kinds == [Kind.ILLISIBLE, Kind.TEXTE]


def test_anomalies_words_of_levels_themes_home_and_synonyms_are_told() -> None:
    index = ROOT.replace("étape, étapes", "phase, phases").replace(
        "points: 100\n",
        'points: 100\nanomalies_acceptees:\n  - {code: somme, id: 1.1, raison: "voulu"}\n',
    )
    themes = FILES["climat-pratic.md"].replace("## Forêt", "## Bois").replace("id: eau", "id: eaux")
    files = {
        "vert/index.md": index, "climat-pratic.md": themes, "index.md": "Bonjour.\n",
        "synonymes.md": "- vélo = bicyclette\n",
    }  # fmt: skip
    lines = told({**files, "vert/1.md": PLAN.replace("id: eau", "id: eaux")})
    for expected in (
        "vert/ mot pour « sous-action » : étape → phase",
        "vert/1.1 anomalie acceptée : aucune → somme (voulu)",
        "climat-pratic/ thématique eaux (Eau) : ajout",
        "climat-pratic/ thématique eau (Eau) : retrait",
        "climat-pratic/ thématique foret : nom : Forêt → Bois",
        " texte modifié",
        " synonymes : aucun → vélo = bicyclette",
        "vert/1.1.1 thématique : eau → eaux",
    ):
        assert expected in lines


def test_a_text_that_became_parts_says_where_its_words_are_now() -> None:
    text = "Le rendement de chaque secteur est calculé chaque mois, puis présenté aux élus."
    task = f"#### {text}\n```yaml\nid: 1.1.1.2.1\n```\n"
    lines = told({"vert/1.1.1.md": LEAKS.replace(f"{text}\n", task)})
    assert lines == [
        (
            "vert/1.1.1 étape 1.1.1.2 (Comparer les volumes distribués) : texte modifié ; ce qui en est retiré se "
            "retrouve en partie dans 1.1.1.2.1"
        ),
        f"vert/1.1.1 tâche 1.1.1.2.1 ({text}) : ajout",
    ]


def test_a_whole_referentiel_comes_and_goes() -> None:
    bleu = {
        "bleu/index.md": ROOT.replace("vert", "bleu").replace("Vert", "Bleu"),
        "bleu/1.md": PLAN,
    }
    assert told(bleu) == ["bleu/ ajout, avec 4 éléments"]
    assert told(dict.fromkeys(bleu, ""), bleu) == ["bleu/ retrait, avec 4 éléments"]
