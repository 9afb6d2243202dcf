"""The contents as data: what each record says."""

from decimal import Decimal
from pathlib import Path

import pytest

from refsite.common.settings import Settings
from refsite.data.records import Record, exact, markdown, walk
from refsite.history.edition import UNKNOWN
from tests.data import example


@pytest.fixture
def whole(tmp_path: Path) -> Record:
    return example.records(example.read(tmp_path)).all()


def node(document: Record, key: str) -> Record:
    (found,) = [n for n in walk(document["referentiels"][0]["racine"]) if n["cle"] == key]
    return found


def test_the_head_says_edition_licence_publisher_and_source(whole: Record) -> None:
    assert {k: v for k, v in whole.items() if k not in {"referentiels", "thematiques"}} == {
        "$schema": "https://x.test/sous/donnees/schema/referentiel.schema.json",
        "version": "2026.1",
        "revisee": False,
        "date": "2026-11-23",
        "licence": {"nom": "Licence ouverte", "adresse": None},
        "editeur": "Agence",
        "source": {"nom": "Essai", "adresse": "https://x.test/sous/"},
    }


def test_what_is_not_known_is_null(tmp_path: Path) -> None:
    placeholder = Settings(site_url="https://site.example/")
    document = example.records(example.read(tmp_path), placeholder, UNKNOWN).all()
    assert [document[k] for k in ("version", "date", "licence", "editeur")] == [None] * 4
    assert document["source"]["adresse"] is None
    assert node(document, "vert/1.9")["adresse"] == "/vert/1.9/"


def test_a_node_says_what_the_sheets_say(whole: Record) -> None:
    found = node(whole, "vert/1.9.1")
    assert {
        k: found[k]
        for k in ("referentiel", "id", "niveau", "mot", "nom", "points", "part", "categorie")
    } == {
        "referentiel": "vert",
        "id": "1.9.1",
        "niveau": "sous-action",
        "mot": "étape",
        "nom": "@Écouter",
        "points": 12.4875,  # 33,3 % of 37,5: not rounded
        "part": 0.333,
        "categorie": "bases",
    }
    assert found["adresse"] == "https://x.test/sous/vert/1.9/#1.9.1"


def test_an_action_has_its_theme_its_line_and_its_other_data(whole: Record) -> None:
    found = node(whole, "vert/1.9")
    assert (found["thematique"], found["ligne"], found["redige"]) == (
        {"id": "eau", "nom": "Eau"},
        2,
        True,
    )
    assert found["autres_donnees"] == [{"nom": "note", "valeur": "-1+1"}]
    assert node(whole, "vert/1.10")["thematique"] == {"id": "inconnue", "nom": None}


def test_texts_stand_as_the_sheet_wrote_them_and_as_linked_html(whole: Record) -> None:
    textes = node(whole, "vert/1.9")["textes"]
    assert [(t["titre"], t["profondeur"], t["apres_enfants"]) for t in textes] == [
        ("", 0, False), ("Description", 2, False), ("Ressources", 2, True),
    ]  # fmt: skip
    assert textes[0]["markdown"] == "Texte propre, cf. mesure 1.10."
    assert 'mesure <a href="https://x.test/sous/vert/1.10/"' in textes[0]["html"]


def test_mentions_and_backlinks_answer_one_another(whole: Record) -> None:
    assert node(whole, "vert/1.9")["mentions"] == ["vert/1.10"]
    assert node(whole, "vert/1.10")["cites_par"] == [
        {"cle": "vert/1.9", "phrases": ["Texte propre, cf. mesure 1.10."]},
        {"cle": "vert/1.9.1", "phrases": ["Voir 1.10."]},
    ]


def test_children_follow_the_numbers_and_the_root_is_the_referentiel(whole: Record) -> None:
    racine = whole["referentiels"][0]["racine"]
    assert (racine["cle"], racine["id"], racine["niveau"]) == ("vert", "vert", "référentiel")
    assert [n["id"] for n in racine["enfants"][0]["enfants"]] == ["1.9", "1.10"]


def test_an_action_s_document_has_its_parents(tmp_path: Path) -> None:
    found = example.read(tmp_path)
    action = next(found.contenu.actions())
    document = example.records(found).action(action)
    assert [parent["cle"] for parent in document["parents"]] == ["vert", "vert/1"]
    assert document["noeud"]["id"] == "1.9"
    assert document["version"] == "2026.1"


def test_texts_in_one_piece_keep_their_titles(whole: Record) -> None:
    assert markdown(node(whole, "vert/1.9.1")["textes"]) == "=1+1\n\n#### Critère\n\nVoir 1.10."


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, None), (Decimal("20.0"), 20), (Decimal("0.333"), 0.333), (Decimal("12.4875"), 12.4875)],
)
def test_numbers_are_exact(value: Decimal | None, expected: float | None) -> None:
    found = exact(value)
    assert found == expected
    assert type(found) is type(expected)


RETIRED = example.INDEX.replace(
    "niveaux:", 'retires:\n  - {id: 1.8, depuis: 2025.1, remplace_par: [1.9], raison: "fusion"}\nniveaux:'
)  # fmt: skip


def test_a_number_that_left_is_said_with_what_replaces_it(tmp_path: Path) -> None:
    (referentiel,) = example.records(example.read(tmp_path, {"vert/index.md": RETIRED})).all()[
        "referentiels"
    ]
    assert referentiel["retires"] == [
        {
            "cle": "vert/1.8", "depuis": "2025.1", "remplace_par": ["vert/1.9"], "raison": "fusion",
            "adresse": "https://x.test/sous/vert/1.8/",
        }
    ]  # fmt: skip


def test_every_mention_leads_to_a_node_or_to_a_number_that_left(tmp_path: Path) -> None:
    sheet = example.SHEET.replace("cf. mesure 1.10.", "cf. mesure 1.10, et mesure 1.8.")
    files = {"vert/index.md": RETIRED, "vert/1.9.md": sheet}
    (referentiel,) = example.records(example.read(tmp_path, files)).all()["referentiels"]
    nodes = list(walk(referentiel["racine"]))
    known = {n["cle"] for n in nodes} | {one["cle"] for one in referentiel["retires"]}
    mentions = {key for n in nodes for key in n["mentions"]}
    assert "vert/1.8" in mentions
    assert mentions <= known


@pytest.mark.parametrize(
    ("value", "expected"),
    [("19.999999999999999998", 20), ("12.4875", 12.4875), ("0.1", 0.1), ("5", 5), ("0.3333333333333333333", 0.333333333333333)],
)  # fmt: skip
def test_numbers_have_the_digits_that_every_format_can_hold(value: str, expected: float) -> None:
    assert exact(Decimal(value)) == expected
    assert isinstance(exact(Decimal(value)), type(expected))
