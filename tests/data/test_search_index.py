"""The search index of the browser, written from the model."""

import json
from pathlib import Path

import pytest

from refsite.data.search_index import search_data
from refsite.links.ordinary import Generated
from refsite.site.build import study, with_pages
from tests import crawl
from tests.data.example import SHEET, read


@pytest.fixture(scope="module")
def data() -> dict[str, object]:
    found = study(crawl.PROJECT / "referentiel")
    made: dict[str, object] = json.loads(search_data(found.contenu, found.texts))
    return made


def rows(data: dict[str, object]) -> dict[str, list[object]]:
    names = [one["id"] for one in data["referentiels"]]  # type: ignore[attr-defined]
    return {f"{names[row[0]]}/{row[1]}": row for row in data["noeuds"]}  # type: ignore[attr-defined]


def test_a_sous_action_is_a_row_with_its_weights(data: dict[str, object]) -> None:
    row = rows(data)["cae/6.1.2.1"]
    assert row[3] == "Partager une stratégie climat-air-énergie commune"
    assert (data["niveaux"][row[2]], data["categories"][row[5]]) == ("sous-action", "bases")  # type: ignore[index]
    assert row[6] == 0.8


def test_points_keep_four_decimals(tmp_path: Path) -> None:
    found = read(tmp_path, {"vert/1.9.md": SHEET.replace("33.3", "33.33333")})
    row = rows(json.loads(search_data(found.contenu, found.texts)))["vert/1.9.1"]
    assert row[6] == 12.5
    found = read(tmp_path, {"vert/1.9.md": SHEET})
    row = rows(json.loads(search_data(found.contenu, found.texts)))["vert/1.9.1"]
    assert row[6] == 12.4875


def test_every_node_is_a_row(data: dict[str, object]) -> None:
    found = study(crawl.PROJECT / "referentiel").contenu
    assert set(rows(data)) == {n.key for r in found.referentiels for n in r.walk()}


def test_the_words_of_a_row_are_those_of_the_sheet_without_marks(data: dict[str, object]) -> None:
    words = str(rows(data)["eci/5.2.1"][4])
    assert "1 action/ 1 piliers → 14%" in words
    assert "Critère\xa0: Actions de sensibilisation" in words
    assert not set("<>#*") & set(words.replace("< 100 000", "").replace("> 100 000", ""))


def test_a_theme_is_carried_by_the_action(data: dict[str, object]) -> None:
    themes = data["thematiques"]
    row = rows(data)["cae/6.1.2"]
    assert themes[row[7]]["id"] == "parten_coop"  # type: ignore[index]


def test_a_page_is_a_row_with_the_words_below_its_title(tmp_path: Path) -> None:
    found = read(tmp_path, {})
    html = "<h1>Sigles</h1><p>Le <b>PCAET</b> &amp; le PLU.</p>"
    hidden = Generated("caches/", "Cachée", "<h1>Cachée</h1>", found=False)
    found, _ = with_pages(found, [Generated("sigles/", "Sigles", html), hidden])
    index = json.loads(search_data(found.contenu, found.texts, found.pages))
    assert index["pages"] == [["sigles/", "Sigles", "Le PCAET & le PLU."]]


def test_an_index_without_pages_is_as_it_was(data: dict[str, object]) -> None:
    assert "pages" not in data
