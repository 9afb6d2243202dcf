"""The assessment grid: a workbook with a row for each sous-action, blank statuses, and totals that compute.

The browser makes an adviser's own grid of it: `scripts/choice/grid.js` takes out the rows of the other
actions and moves the rest up. So the totals are above the rows, and every formula names a whole column: no
formula changes when rows go.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from refsite.common.french import typo
from refsite.data.csv_rows import EDITION_COLUMNS, Cells, Column, edition_cells, split
from refsite.data.records import Record, walk
from refsite.data.xlsx import CELL_LIMIT, UNSAID, Book, without_forbidden
from refsite.history.edition import Edition
from refsite.model.values import Niveau

STATUSES = ("fait", "en cours", "programmé", "pas fait", "non concerné")
"""Statuses of a sous-action; the grid counts each."""

GRID_COLUMNS = (
    Column("action", "Clé de l’action", 13),
    Column("id", "Numéro", 11),
    Column("nom", "Nom", 70),
    Column("part", "Part de l’action", 9),
    Column("points", "Points (max.)", 9),
    Column("statut", "Statut", 16),
    Column("commentaire", "Commentaire", 60),
)
FIRST_ROW = 5
"""First row of the list in the file, counted from 1; the row above it holds the heads."""
LAST_ROW = 99_999
"""Last row that the totals and the drop-downs reach, so that one may add rows."""

_POINTS = f"grille!$E${FIRST_ROW}:$E${LAST_ROW}"
_STATUS = f"grille!$F${FIRST_ROW}:$F${LAST_ROW}"


def to_grid(document: Record) -> bytes:
    """The grid of all sous-actions of a document; an action without any has a row of its own."""
    listed = list(grid_cells(document))
    total = sum(row[4] for row in listed if isinstance(row[4], int | float))
    book = Book(document, "Grille d’évaluation")
    _list(book, document, listed, total)
    _totals(book, document, total, len(listed))
    return book.bytes()


def grid_cells(document: Record) -> Iterator[Cells]:
    """Cells of each row, in the order of GRID_COLUMNS: clé of the action, id, name, share, points."""
    for referentiel in document["referentiels"]:
        for action in walk(referentiel["racine"]):
            if action["niveau"] != Niveau.ACTION:
                continue
            for node in action["enfants"] or [action]:
                part = None if node is action else node["part"]
                yield action["cle"], node["id"], node["nom"], part, node["points"]


def _list(book: Book, document: Record, listed: Iterable[Cells], total: float) -> None:
    sheet = book.workbook.add_worksheet("grille")
    day = dt.date.fromisoformat(document["date"]) if document["date"] else None
    label = Edition(document["version"] or "", day, document["revisee"]).label
    sheet.write_string(
        0,
        0,
        without_forbidden(
            typo(
                ", ".join(
                    filter(None, (f"Grille d’évaluation : {document['source']['nom']}", label))
                )
            )
        ),
        book.style(bold=True, font_size=14),
    )
    sheet.write_string(1, 2, typo("Points au maximum des lignes de cette grille"))
    sheet.write_formula(1, 4, f"=SUM({_POINTS})", book.style(bold=True), total)
    sheet.write_string(2, 2, typo(f"dont points des lignes au statut « {STATUSES[0]} »"))
    sheet.write_formula(
        2, 4, f"=SUMIF({_STATUS},'synthèse'!$A$2,{_POINTS})", book.style(bold=True), 0
    )
    wrapped = book.style(text_wrap=True, valign="top")
    top = book.style(valign="top")
    percent = book.style(num_format="0.0%", valign="top")
    styles = (top, top, wrapped, percent, top, top, wrapped)
    for place, (column, style) in enumerate(zip(GRID_COLUMNS, styles, strict=True)):
        sheet.set_column(place, place, column.width, style)
        sheet.write_string(FIRST_ROW - 2, place, column.meaning, book.head)
    for number, row in enumerate(listed, FIRST_ROW - 1):
        for place, value in enumerate(row):
            if isinstance(value, str):
                # A name that no cell holds is cut: its number leads to the page that has it all.
                sheet.write_string(
                    number,
                    place,
                    next(iter(split(without_forbidden(value), CELL_LIMIT))),
                    styles[place],
                )
            elif value is not None:
                sheet.write_number(number, place, value, styles[place])
    sheet.data_validation(FIRST_ROW - 1, 5, LAST_ROW - 1, 5, {
        "validate": "list", "source": f"='synthèse'!$A$2:$A${len(STATUSES) + 1}",
        "error_title": "Statut inconnu", "error_message": "Choisissez un statut de la liste, ou effacez la case.",
    })  # fmt: skip
    sheet.freeze_panes(FIRST_ROW - 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST_ROW - 2)


def _totals(book: Book, document: Record, total: float, count: int) -> None:
    """Add the sheet of totals by status, whose first column is the drop-down's list; below, the edition."""
    sheet = book.workbook.add_worksheet("synthèse")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 16)
    for place, head in enumerate(("Statut", "Lignes", "Points (max.)")):
        sheet.write_string(0, place, head, book.head)
    for number, status in enumerate(STATUSES, 1):
        sheet.write_string(number, 0, status)
        sheet.write_formula(number, 1, f"=COUNTIF({_STATUS},$A{number + 1})", None, 0)
        sheet.write_formula(number, 2, f"=SUMIF({_STATUS},$A{number + 1},{_POINTS})", None, 0)
    last = len(STATUSES) + 1
    ids = f"grille!$B${FIRST_ROW}:$B${LAST_ROW}"
    for number, name, lines, points, values in (
        (last, "sans statut", f"=COUNTA({ids})-SUM(B2:B{last})", f"=SUM({_POINTS})-SUM(C2:C{last})", (count, total)),
        (last + 1, "total", f"=COUNTA({ids})", f"=SUM({_POINTS})", (count, total)),
    ):  # fmt: skip
        sheet.write_string(number, 0, name, book.head)
        sheet.write_formula(number, 1, lines, book.head, values[0])
        sheet.write_formula(number, 2, points, book.head, values[1])
    source = zip((column.name for column in EDITION_COLUMNS), edition_cells(document), strict=True)
    for number, (name, value) in enumerate(source, last + 3):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, without_forbidden(value or UNSAID))
