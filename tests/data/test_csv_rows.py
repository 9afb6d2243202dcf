"""Rows and CSV: everything in, nothing that runs, and the tree out again."""

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from refsite.data.csv_rows import COLUMNS, decimal, escape_formula, split, unescape_formula
from tests.data import example


def lines(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def number(cell: str) -> Decimal | None:
    return Decimal(cell.replace(",", ".")) if cell else None


def tree(rows: Iterable[Mapping[str, str]]) -> list[dict[str, Any]]:
    """The nodes without a parent, rebuilt from the rows of a CSV."""
    nodes: dict[str, dict[str, Any]] = {}
    roots = []
    for line in rows:
        row = {name: unescape_formula(cell) for name, cell in line.items()}
        node = {
            **{name: row[name] for name in ("cle", "id", "niveau", "nom", "texte")},
            "points": number(row["points"]),
            "part": number(row["part"]),
            "categorie": row["categorie"] or None,
            "ligne": number(row["ligne"]),
            "redige": row["redige"] == "oui",
            "thematique": (row["thematique_id"] or None, row["thematique_nom"] or None),
            "enfants": [],
        }
        nodes[row["cle"]] = node
        siblings = nodes[row["parent"]]["enfants"] if row["parent"] else roots
        siblings.append(node)
        assert len(siblings) == int(row["rang"]) or not row["parent"]
    return roots


def test_the_tree_of_the_csv_is_that_of_the_json(tmp_path: Path) -> None:
    files = example.exported(example.read(tmp_path))
    for name in ("referentiels", "vert"):
        document = example.parse(files[f"donnees/{name}.json"])
        wanted = [example.bare(one["racine"]) for one in document["referentiels"]]
        assert tree(lines(files[f"donnees/{name}.csv"])) == wanted


def test_it_is_as_french_spreadsheets_expect(tmp_path: Path) -> None:
    content = example.csv(example.records(example.read(tmp_path)).all())
    assert content.startswith(b"\xef\xbb\xbfcle;referentiel;id;")
    (row,) = [line for line in lines(content) if line["id"] == "1.9.1"]
    assert (row["part"], row["points"]) == ("0,333", "12,4875")
    assert content.count(b"\r\n") == len(lines(content)) + 1


def test_each_row_says_the_edition_the_licence_and_the_source(tmp_path: Path) -> None:
    for row in lines(example.csv(example.records(example.read(tmp_path)).all())):
        told = (row["version"], row["date"], row["licence"], row["source"])
        assert told == ("2026.1", "2026-11-23", "Licence ouverte", "https://x.test/sous/")


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    rows = lines(example.csv(example.records(example.read(tmp_path)).all()))
    cells = {cell for row in rows for cell in row.values() if cell}
    assert [cell for cell in cells if cell[0] in "=+-@\t\r\n"] == []
    assert {"'=Trouver les fuites", "'@Écouter"} <= cells


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\t=1", "\r", "'=1", "''-1", "＝1", "'", "x", "", "'x"]
)
def test_the_apostrophe_comes_off_again(text: str) -> None:
    cell = escape_formula(text)
    assert unescape_formula(cell) == text
    assert not cell or cell[0] not in "=+-@\t\r\n＝"


@pytest.mark.parametrize(
    ("value", "expected"), [(4, "4"), (0.333, "0,333"), (1e-7, "0,0000001"), (1200.5, "1200,5")]
)
def test_numbers_have_a_comma_and_no_exponent(value: float, expected: str) -> None:
    assert decimal(value) == expected


@pytest.mark.parametrize("text", ["", "court", "a" * 25, "😀" * 25, "a😀" * 13])
def test_a_long_text_is_cut_into_cells_that_make_it_up(text: str) -> None:
    pieces = list(split(text, 10))
    assert "".join(pieces) == text
    assert all(len(piece.encode("utf-16-le")) <= 20 for piece in pieces)


def test_a_column_is_named_once() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
