"""CSV for French spreadsheets: one row a node, from the same records as the JSON."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from refsite.data.records import Record, markdown

CellValue = str | int | float | None
Cells = tuple[CellValue, ...]
"""Values of a row, in the order of the columns."""
Nodes = Sequence[tuple[Record, Cells]]
"""The nodes of a document, each with its cells, parents before children."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its meaning, and its width in a spreadsheet, in characters."""

    name: str
    meaning: str
    width: int = 14


COLUMNS = (
    Column("cle", "Clé unique : référentiel, barre oblique, numéro.", 16),
    Column("referentiel", "Identifiant du référentiel.", 11),
    Column("id", "Numéro. C’est un texte : importez la colonne comme telle.", 11),
    Column("parent", "Clé de l’élément qui le contient ; vide pour un référentiel.", 14),
    Column("rang", "Rang parmi les enfants de ce parent, à partir de 1.", 7),
    Column("niveau", "Niveau, d’un même mot pour tous les référentiels.", 12),
    Column("mot", "Mot que le référentiel emploie pour ce niveau.", 12),
    Column("nom", "Nom, en texte seul.", 60),
    Column("part", "Part de l’élément qui le contient, sur 1, exacte ; vide quand elle n’est pas connue.", 8),
    Column("points", "Potentiel en points, exact : un maximum ; vide quand il n’est pas connu.", 9),
    Column("categorie", "Catégorie d’une sous-action.", 14),
    Column("thematique_id", "Identifiant de la thématique Climat Pratic.", 15),
    Column("thematique_nom", "Nom de cette thématique.", 26),
    Column("ligne", "Ligne dans cette thématique.", 7),
    Column("redige", "« oui » quand une fiche à son numéro apporte son texte ; vide sinon.", 8),
    Column("adresse", "Où il se lit.", 30),
    Column("texte", "Textes, en Markdown, tels que la fiche les écrit.", 60),
    Column("mentions", "Clés des éléments qu’il cite, séparées par des espaces.", 18),
    Column("cites_par", "Clés des éléments qui le citent, séparées par des espaces.", 18),
    Column("autres_donnees", "Ce que la fiche dit de plus, une ligne « nom : valeur » chacun.", 20),
)  # fmt: skip
"""The columns of every table of nodes."""

EDITION_COLUMNS = (
    Column("version", "Version des textes ; vide avant la première."),
    Column("date", "Jour du dernier changement des textes."),
    Column("licence", "Licence des textes."),
    Column("source", "Site d’où viennent les données."),
    Column(
        "revisee", "« oui » quand les textes ont changé depuis cette version, « non » sinon.", 9
    ),
)
"""Columns about the whole document, the same in each row: a CSV has no other place for them."""

BOM = "\ufeff"
_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def node_cells(document: Record) -> Nodes:
    """Cells of every node of a document, in the order of COLUMNS."""
    return [
        pair
        for referentiel in document["referentiels"]
        for pair in _walk(referentiel["racine"], "", 1)
    ]


def _walk(node: Record, parent: str, rank: int) -> Iterator[tuple[Record, Cells]]:
    theme = node["thematique"] or {"id": None, "nom": None}
    yield (
        node,
        (
            node["cle"], node["referentiel"], node["id"], parent or None, rank, node["niveau"], node["mot"],
            node["nom"], node["part"], node["points"], node["categorie"], theme["id"], theme["nom"], node["ligne"],
            "oui" if node["redige"] else None, node["adresse"], markdown(node["textes"]) or None,
            " ".join(node["mentions"]) or None, " ".join(one["cle"] for one in node["cites_par"]) or None,
            "\n".join(f"{one['nom']} : {one['valeur']}" for one in node["autres_donnees"]) or None,
        ),
    )  # fmt: skip
    for place, enfant in enumerate(node["enfants"], 1):
        yield from _walk(enfant, node["cle"], place)


def edition_cells(document: Mapping[str, Record]) -> tuple[str | None, ...]:
    """Cells of EDITION_COLUMNS."""
    licence, source = document["licence"] or {}, document["source"]
    named = " ".join(filter(None, (licence.get("nom"), licence.get("adresse"))))
    version, date = document["version"], document["date"]
    revised = "oui" if document["revisee"] else "non"
    return (_text(version), _text(date), named or None, source["adresse"] or source["nom"], revised)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def to_csv(document: Record, nodes: Nodes) -> bytes:
    """CSV in UTF-8 with BOM: `;`, CRLF, decimal commas, no cell that runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.name for column in (*COLUMNS, *EDITION_COLUMNS))
    edition = edition_cells(document)
    writer.writerows([_cell(value) for value in (*cells, *edition)] for _, cells in nodes)
    return f"{BOM}{text.getvalue()}".encode()


def _cell(value: CellValue) -> str:
    if value is None:
        return ""
    return escape_formula(value) if isinstance(value, str) else decimal(value)


def decimal(value: float) -> str:
    """All digits of a number, with a comma and without exponent."""
    text = str(value)
    return (f"{Decimal(text):f}" if "e" in text else text).replace(".", ",")


def escape_formula(text: str) -> str:
    """Escape a text that a spreadsheet would read as a formula, by an apostrophe before it; `unescape_formula` takes it off."""
    return f"'{text}" if text[:1] in _FIRST and _FORMULA.match(text) else text


def unescape_formula(cell: str) -> str:
    """Inverse of `escape_formula`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def split(text: str, limit: int) -> Iterable[str]:
    """Cut a text into pieces of at most `limit` UTF-16 units, as spreadsheets count."""
    if len(text) * 2 <= limit:
        return (text,)
    pieces, start, size = [], 0, 0
    for place, character in enumerate(text):
        units = 2 if ord(character) > 0xFFFF else 1  # noqa: PLR2004  # beyond, UTF-16 takes two
        if size + units > limit:
            pieces.append(text[start:place])
            start, size = place, 0
        size += units
    return (*pieces, text[start:])
