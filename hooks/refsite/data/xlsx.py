"""Spreadsheets: the same rows as the CSV, a sheet a level, made with XlsxWriter.

Dates come from the document, never from a clock, so that a second build gives the same file. What was written
as text stays text, whatever it begins with.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from refsite.common.french import typo
from refsite.data.csv_rows import (
    COLUMNS,
    EDITION_COLUMNS,
    Cells,
    Column,
    Nodes,
    edition_cells,
    split,
)
from refsite.data.records import Record, markdown
from refsite.model.values import Niveau

CELL_LIMIT = 32_767
"""UTF-16 units that a cell can hold; a longer text goes on in a further column."""
UNSAID = "inconnue à ce jour"
"""Text for a version, a date or a licence that is not known."""
MAX_LINK = 2_000
"""Characters of the longest address that is made a link; Excel refuses more than 2,079."""
MAX_LINKS = 65_530
"""Most links of a sheet; in the rows below, an id is text alone."""

_IMPLIED = frozenset({"parent", "rang", "niveau", "mot", "adresse"})
"""Columns that the name of the sheet, the clé, the order of the rows and the links already say."""
_SHEETS = (
    ("actions", {Niveau.ACTION}),
    ("sous-actions", {Niveau.SOUS_ACTION}),
    ("tâches", {Niveau.TACHE}),
    ("axes", {Niveau.REFERENTIEL, Niveau.AXE, Niveau.SOUS_AXE}),
)
_THEME_COLUMNS = (
    Column("id", "Identifiant de la thématique.", 18),
    Column("nom", "Nom de la thématique.", 40),
    Column("actions", "Nombre d’actions de ce fichier qui la portent.", 9),
    Column("texte", "Ce que le catalogue en dit, en Markdown.", 60),
)


def to_xlsx(document: Record, nodes: Nodes) -> bytes:
    """Workbook of a document: actions, sous-actions, tâches when there are, axes, thématiques, lisez-moi."""
    book = Book(document, "Référentiels : données")
    for name, niveaux in _SHEETS:
        columns = [
            column
            for column in COLUMNS
            if column.name not in _IMPLIED or (column.name, name) == ("niveau", "axes")
        ]
        pick = itemgetter(*map(COLUMNS.index, columns))
        lines = [(node["adresse"], pick(row)) for node, row in nodes if node["niveau"] in niveaux]
        if lines or name != "tâches":
            table(book, name, columns, lines)
    actions = [node for node, _ in nodes if node["niveau"] == Niveau.ACTION]
    table(book, "thématiques", _THEME_COLUMNS, _themes(document, actions))
    _read_me(book, document)
    return book.bytes()


def _themes(document: Record, actions: Iterable[Record]) -> list[tuple[str, Cells]]:
    used = [node["thematique"]["id"] for node in actions if node["thematique"]]
    return [
        (one["adresse"], (one["id"], one["nom"], used.count(one["id"]), markdown(one["textes"]) or None))
        for one in document["thematiques"]
    ]  # fmt: skip


def _read_me(book: "Book", document: Record) -> None:
    sheet = book.workbook.add_worksheet("lisez-moi")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 110)
    values = zip((column.name for column in EDITION_COLUMNS), edition_cells(document), strict=True)
    lines: list[tuple[str, str, bool]] = [
        (document["source"]["nom"], "", True),
        *((name, value or UNSAID, False) for name, value in values),
        ("", "", False),
        ("Colonnes", "Ce qu’elles contiennent", True),
        *((c.name, c.meaning, False) for c in COLUMNS if c.name not in _IMPLIED - {"niveau"}),
        ("", "", False),
        (
            "Textes longs",
            "Une case tient 32 767 caractères : un texte plus long continue dans la colonne du même nom suivie de 2, puis 3.",
            False,
        ),
    ]
    for place, (name, text, strong) in enumerate(lines):
        style = book.head if strong else None
        sheet.write_string(place, 0, name, style)
        sheet.write_string(place, 1, without_forbidden(typo(text)), style if text else None)


class Book:
    """A workbook in memory with the styles that its sheets share."""

    def __init__(self, document: Record, title: str) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415  # slow to load: kept workbooks do without

        self._bytes = io.BytesIO()
        self.workbook = Workbook(self._bytes, {"in_memory": True})
        day = dt.date.fromisoformat(document["date"] or "1980-01-01")
        _, _, licence, source, _ = edition_cells(document)
        self.workbook.set_properties(
            {
                "title": typo(title),
                "author": document["editeur"] or "",
                "comments": without_forbidden(" · ".join(filter(None, (source, licence)))),
                "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
            }
        )
        self.head = self.style(bold=True, bottom=1, bg_color="#F3F1EA", valign="top")
        self.percent = self.style(num_format="0.0%")
        self.link = self.style(font_color="#0B5D4E", underline=1)

    def style(self, **properties: object) -> Any:  # noqa: ANN401  # XlsxWriter's Format
        return self.workbook.add_format(properties)

    def bytes(self) -> bytes:
        """Close the workbook and return its content."""
        self.workbook.close()
        return self._bytes.getvalue()


def table(
    book: Book, name: str, columns: Sequence[Column], lines: Sequence[tuple[str, Cells]]
) -> None:
    """Add a sheet of that name with frozen heads, filters and widths; each line is an address and its cells.

    `part` shows as a percentage, `id` leads to the address. A text too long for a cell goes on in a further
    column: `texte`, then `texte_2`.
    """
    sheet = book.workbook.add_worksheet(name)
    heads = [column.name for column in columns]
    link = heads.index("id")
    for place, column in enumerate(columns):
        style = book.percent if column.name == "part" else None
        sheet.set_column(place, place, column.width, style)
    for number, (address, line) in enumerate(lines, 1):
        for place, value in enumerate(line):
            if isinstance(value, str):
                first, *more = split(without_forbidden(value), CELL_LIMIT)
                if place == link and number <= MAX_LINKS and is_link(address):
                    sheet.write_url(number, place, address, book.link, first)
                else:
                    sheet.write_string(number, place, first)
                for rank, piece in enumerate(more, 2):
                    head = f"{columns[place].name}_{rank}"
                    if head not in heads:
                        heads.append(head)
                    sheet.write_string(number, heads.index(head), piece)
            elif value is not None:
                sheet.write_number(number, place, value)
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, book.head)
    sheet.freeze_panes(1, heads.index("nom") + 1)
    sheet.autofilter(0, 0, len(lines), len(heads) - 1)


def is_link(text: str) -> bool:
    """Whether an address can be a link in a file on a visitor's disk."""
    return text.startswith(("http://", "https://")) and len(text) <= MAX_LINK


def without_forbidden(text: str) -> str:
    """Replace the code points that no XML file may hold, and keep a text from being taken for marked-up text.

    XlsxWriter writes what begins with `<r>` and ends with `</r>` as it is: a blank at the end makes it text.
    """
    if "\ufffe" in text or "\uffff" in text:
        text = text.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
