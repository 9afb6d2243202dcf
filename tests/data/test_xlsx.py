"""The spreadsheet, read back by another library: same tree, safe cells, a usable form."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from refsite.common.ids import numbers
from refsite.data import xlsx
from refsite.data.assessment_grid import to_grid
from tests.data import example

LONG = "\n".join(["Un mot. " * 900] * 10)  # 72,000 characters, on lines within the bound


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet of nodes, by the names of its columns."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets[:-2]:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, heads), row, strict=True)) for row in rows]
    return found


def text(row: dict[str, Any], name: str) -> str:
    """A text with what of it stands in further columns."""
    return "".join(
        str(v) for k, v in row.items() if v is not None and (k == name or k.startswith(f"{name}_"))
    )


def exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def tree(found: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The référentiels, rebuilt from the sheets: the clé says the parent, the sheet the level."""
    levels = {"actions": "action", "sous-actions": "sous-action", "tâches": "tâche"}
    nodes: dict[str, dict[str, Any]] = {}
    for sheet, rows in found.items():
        for row in rows:
            nodes[row["cle"]] = {
                **{name: row[name] for name in ("cle", "id", "nom", "categorie")},
                "niveau": levels.get(sheet) or row["niveau"],
                "texte": text(row, "texte"),
                "points": exact(row["points"]),
                "part": exact(row["part"]),
                "ligne": exact(row["ligne"]),
                "redige": row["redige"] == "oui",
                "thematique": (row["thematique_id"], row["thematique_nom"]),
                "enfants": [],
            }
    roots = []
    for key, node in sorted(
        nodes.items(), key=lambda one: numbers(one[0].partition("/")[2] or "0")
    ):
        referentiel, _, id_ = key.partition("/")
        above = id_.rpartition(".")[0]
        if id_:
            nodes[f"{referentiel}/{above}" if above else referentiel]["enfants"].append(node)
        else:
            roots.append(node)
    return roots


@pytest.mark.parametrize(
    "more",
    [{}, {"vert/1.10.md": f"# Réparer\n```yaml\nid: 1.10\n```\n{LONG}\n"}],
    ids=["short", "long"],
)
def test_the_tree_of_the_xlsx_is_that_of_the_json(tmp_path: Path, more: dict[str, str]) -> None:
    files = example.exported(example.read(tmp_path, more))
    document = example.parse(files["donnees/vert.json"])
    assert tree(sheets(files["donnees/vert.xlsx"])) == [
        example.bare(one["racine"]) for one in document["referentiels"]
    ]


def test_a_text_too_long_for_a_cell_goes_on_beside_it(tmp_path: Path) -> None:
    found = example.read(tmp_path, {"vert/1.10.md": f"# Réparer\n```yaml\nid: 1.10\n```\n{LONG}\n"})
    (row,) = [
        r
        for r in sheets(example.xlsx(example.records(found).all()))["actions"]
        if r["id"] == "1.10"
    ]
    assert [len(row[name]) for name in ("texte", "texte_2")] == [32_767, 32_767]
    assert row["texte"] + row["texte_2"] + row["texte_3"] == LONG


def test_its_sheets_have_frozen_heads_filters_widths_and_links(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(example.xlsx(example.records(example.read(tmp_path)).all()))
    )
    assert book.sheetnames == [
        "actions",
        "sous-actions",
        "tâches",
        "axes",
        "thématiques",
        "lisez-moi",
    ]
    sheet = book["actions"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "E2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(heads)).column_letter}3"
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["C"].width
    row = dict(zip(heads, sheet[2], strict=True))
    assert row["id"].hyperlink.target == "https://x.test/sous/vert/1.9/"
    assert (row["points"].value, row["points"].data_type) == (37.5, "n")
    assert book["sous-actions"]["E2"].number_format == "0.0%"


def test_nothing_of_a_sheet_is_a_formula(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(example.xlsx(example.records(example.read(tmp_path)).all()))
    )
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=Trouver les fuites" in [cell.value for cell in cells]


def test_its_read_me_says_the_edition_and_the_columns(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(example.xlsx(example.records(example.read(tmp_path)).all()))
    )
    told = {row[0]: row[1] for row in book["lisez-moi"].iter_rows(values_only=True) if row[0]}
    assert (told["version"], told["date"], told["licence"]) == (
        "2026.1",
        "2026-11-23",
        "Licence ouverte",
    )
    assert told["points"].startswith("Potentiel en points")
    assert book.properties.created.year == 2026


def test_signs_that_xml_forbids_do_not_break_it(tmp_path: Path) -> None:
    sheet = '# Répa\ufffer\n```yaml\nid: 1.10\nnote: "ab\\uffff"\n```\n_x0041_ et \uffff\n'
    book = example.xlsx(example.records(example.read(tmp_path, {"vert/1.10.md": sheet})).all())
    (row,) = [row for row in sheets(book)["actions"] if row["id"] == "1.10"]
    assert row["nom"] == "Répa\ufffdr"
    assert row["texte"] == "_x0041_ et \ufffd"


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    document = example.records(example.read(tmp_path)).all()
    assert example.xlsx(document) == example.xlsx(document)
    with zipfile.ZipFile(io.BytesIO(example.xlsx(document))) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_text_is_never_taken_for_marked_up_text(tmp_path: Path) -> None:
    name = "&lt;r&gt;a &amp; b&lt;/r&gt;"
    sheet = re.sub(r"(?m)^### .*$", f"### {name}", example.SHEET, count=1)
    found = example.records(example.read(tmp_path, {**example.FILES, "vert/1.9.md": sheet})).all()
    for content in (example.xlsx(found), to_grid(found)):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell.value for one in book.worksheets for row in one.iter_rows() for cell in row]
        assert "<r>a & b</r>" in [str(cell).strip() for cell in cells]


def test_ids_beyond_what_a_sheet_can_link_stay_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MAX_LINKS", 1)
    book = openpyxl.load_workbook(
        io.BytesIO(example.xlsx(example.records(example.read(tmp_path)).all()))
    )
    heads = [cell.value for cell in book["sous-actions"][1]]
    first, second = (book["sous-actions"].cell(row, heads.index("id") + 1) for row in (2, 3))
    assert (first.value, second.value) == ("1.9.1", "1.9.2")
    assert (first.hyperlink is None, second.hyperlink is None) == (False, True)


def test_an_address_too_long_for_a_link_is_text(tmp_path: Path) -> None:
    start = "https://x.test/"
    url = f"{start}{'a' * (2_000 - len(start) - len('/vert/1.9/'))}/"
    settings = replace(example.PUBLIC, site_url=url)
    document = example.records(example.read(tmp_path), settings).all()
    sheet = openpyxl.load_workbook(io.BytesIO(example.xlsx(document)))["actions"]
    place = [cell.value for cell in sheet[1]].index("id") + 1
    first, second = (sheet.cell(row, place) for row in (2, 3))
    assert (first.value, second.value) == ("1.9", "1.10")
    assert first.hyperlink.target == f"{url}vert/1.9/"
    assert len(first.hyperlink.target) == 2_000
    assert second.hyperlink is None
