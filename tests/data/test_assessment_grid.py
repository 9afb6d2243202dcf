"""The assessment grid: a row a sous-action, a drop-down, totals that compute, in LibreOffice too."""

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from refsite.data.assessment_grid import FIRST_ROW, STATUSES, grid_cells, to_grid
from refsite.data.records import walk
from tests.data import example


@pytest.fixture
def grid(tmp_path: Path) -> bytes:
    return to_grid(example.records(example.read(tmp_path)).all())


def opened(content: bytes) -> Any:  # noqa: ANN401  # openpyxl has no types
    return openpyxl.load_workbook(io.BytesIO(content))


def computed(content: bytes, place: Path, sheet: int) -> list[list[str]]:
    """A sheet (counted from 1) as headless LibreOffice computes it; skips without it, but on CI."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None and os.environ.get("CI"):
        pytest.fail("LibreOffice manque : apt-get install libreoffice-calc")
    if soffice is None:
        pytest.skip("LibreOffice manque : apt-get install libreoffice-calc")
    place.mkdir(parents=True, exist_ok=True)
    (place / "grille.xlsx").write_bytes(content)
    filter_ = f"csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,{sheet}"
    command = [
        soffice,
        f"-env:UserInstallation=file://{place}/profil",
        "--headless",
        "--convert-to",
        filter_,
        "--outdir",
        str(place),
        str(place / "grille.xlsx"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    (made,) = place.glob("grille*.csv")
    assert done.returncode == 0, done.stderr
    return list(csv.reader(made.read_text(encoding="utf-8").splitlines(), delimiter=";"))


def test_each_sous_action_is_a_row_and_an_action_without_any_is_one(grid: bytes) -> None:
    rows = list(opened(grid)["grille"].iter_rows(min_row=FIRST_ROW, max_col=7, values_only=True))
    assert rows == [
        ("vert/1.9", "1.9.1", "@Écouter", 0.333, 12.4875, None, None),
        ("vert/1.9", "1.9.2", "Mesurer", 0.667, 25.0125, None, None),
        ("vert/1.10", "1.10", "Réparer", None, 62.5, None, None),
    ]


def test_an_action_that_is_its_own_row_is_no_part_of_itself(tmp_path: Path) -> None:
    plan = example.PLAN.replace("points: 62.5", "pourcentage: 62.5")
    document = example.records(example.read(tmp_path, {"vert/1.md": plan})).all()
    (action,) = [n for n in walk(document["referentiels"][0]["racine"]) if n["id"] == "1.10"]
    assert action["part"] == 0.625
    assert list(grid_cells(document))[-1] == ("vert/1.10", "1.10", "Réparer", None, 62.5)


def test_the_statuses_drop_down_from_the_list_that_is_counted(grid: bytes) -> None:
    book = opened(grid)
    (validation,) = book["grille"].data_validations.dataValidation
    assert str(validation.sqref) == "F5:F99999"
    assert validation.formula1 == "'synthèse'!$A$2:$A$6"
    assert [book["synthèse"].cell(n, 1).value for n in range(2, 7)] == list(STATUSES)


@pytest.mark.slow
def test_libreoffice_opens_it_and_the_totals_compute(grid: bytes, tmp_path: Path) -> None:
    book = opened(grid)
    book["grille"]["F5"], book["grille"]["F7"] = STATUSES[0], STATUSES[1]
    written = io.BytesIO()
    book.save(written)
    rows = computed(written.getvalue(), tmp_path / "calc", 1)
    assert (rows[1][4], rows[2][4]) == ("100", "12.4875")
    totals = computed(written.getvalue(), tmp_path / "calc2", 2)
    assert totals[1:3] == [["fait", "1", "12.4875"], ["en cours", "1", "62.5"]]
    assert totals[6:8] == [["sans statut", "1", "25.0125"], ["total", "3", "100"]]


def test_libreoffice_takes_a_row_with_any_status_from_those_without(
    grid: bytes, tmp_path: Path
) -> None:
    book = opened(grid)
    book["grille"]["F7"] = STATUSES[-1]
    written = io.BytesIO()
    book.save(written)
    totals = computed(written.getvalue(), tmp_path / "calc", 2)
    assert totals[5:8] == [
        ["non concerné", "1", "62.5"],
        ["sans statut", "2", "37.5"],
        ["total", "3", "100"],
    ]


def test_each_status_is_counted_and_taken_from_what_has_none(grid: bytes) -> None:
    sheet = opened(grid)["synthèse"]
    ids, points, statuses = (f"grille!${column}$5:${column}$99999" for column in "BEF")
    for number in range(2, 7):
        assert sheet.cell(number, 2).value == f"=COUNTIF({statuses},$A{number})"
        assert sheet.cell(number, 3).value == f"=SUMIF({statuses},$A{number},{points})"
    assert [cell.value for cell in sheet[7]] == [
        "sans statut",
        f"=COUNTA({ids})-SUM(B2:B6)",
        f"=SUM({points})-SUM(C2:C6)",
    ]


def test_what_it_shows_before_any_computing_is_right(grid: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(grid), data_only=True)
    assert book["grille"]["E2"].value == 100
    assert [cell.value for cell in book["synthèse"][8]] == ["total", 3, 100]


def test_it_says_its_edition_and_where_it_comes_from(grid: bytes) -> None:
    book = opened(grid)
    assert book["grille"]["A1"].value == (
        "Grille d’évaluation\u00a0: Essai, version\u00a02026.1 du 23\u00a0novembre\u00a02026"
    )
    told = dict(book["synthèse"].iter_rows(min_row=10, max_col=2, values_only=True))
    assert told["version"] == "2026.1"
    assert told["licence"] == "Licence ouverte"
    assert told["source"] == "https://x.test/sous/"
