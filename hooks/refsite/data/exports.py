"""Every file of data of the site, by path."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from refsite.common.settings import Settings
from refsite.data.archives import sheets_of, to_zip
from refsite.data.assessment_grid import to_grid
from refsite.data.csv_rows import node_cells, to_csv
from refsite.data.records import SCHEMA, Record, Records
from refsite.data.schema import Schema
from refsite.data.xlsx import to_xlsx
from refsite.history.edition import Edition
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.links.texts import Texts
from refsite.model.values import Contenu
from refsite.reading.folder import Source

ALL = "referentiels"
"""Name of the files that hold every référentiel."""
GRID = f"{addresses.DATA}grille.xlsx"

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Download:
    """A file as /donnees/ lists it: its path, its format, its size in bytes."""

    path: str
    format: str
    size: int

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that the files depend on, our own code aside."""

    contenu: Contenu
    texts: Texts
    sources: tuple[Source, ...]
    settings: Settings
    edition: Edition
    schema: str


def export(inputs: Inputs, views: Views) -> Files:
    """Every file of data by path. Raises InvalidDataError when one does not follow the schema."""
    settings, edition, contenu = inputs.settings, inputs.edition, inputs.contenu
    records = Records(views, inputs.texts, settings, edition)
    schema = Schema(inputs.schema, settings, SCHEMA)
    whole = records.all()
    actions = {action.key: records.action(action) for action in contenu.actions()}
    schema.check(
        [
            (f"{addresses.DATA}{ALL}.json", whole),
            *((_beside(key), document) for key, document in actions.items()),
        ]
    )
    files = {SCHEMA: to_json(schema.published)}
    files |= {_beside(key): to_json(document) for key, document in actions.items()}
    files |= _formats(ALL, whole)
    for referentiel in contenu.referentiels:
        files |= _formats(referentiel.id, records.referentiel(referentiel))
    files[GRID] = to_grid(whole)
    files |= _archives(contenu, inputs.sources, whole)
    return files


def _beside(key: str) -> str:
    return f"{key}/index.json"


def _formats(name: str, document: Record) -> Mapping[str, bytes]:
    """A document as JSON, CSV and XLSX, in files called `name`."""
    place = f"{addresses.DATA}{name}"
    nodes = node_cells(document)
    return {
        f"{place}.json": to_json(document),
        f"{place}.csv": to_csv(document, nodes),
        f"{place}.xlsx": to_xlsx(document, nodes),
    }


def _archives(
    contenu: Contenu, sources: Iterable[Source], document: Record
) -> Iterator[tuple[str, bytes]]:
    names = ("version", "date", "licence", "source")
    comment = orjson.dumps({name: document[name] for name in names}).decode()
    sources = tuple(sources)
    yield f"{addresses.DATA}{ALL}.zip", to_zip(sources, comment)
    for referentiel in contenu.referentiels:
        own = sheets_of(referentiel, sources)
        yield f"{addresses.DATA}{referentiel.id}.zip", to_zip(own, comment)


def downloads(name: str, files: Files) -> tuple[Download, ...]:
    """Files of one référentiel, or of all (`ALL`), in the order of /donnees/."""
    formats = (
        ("json", "JSON"),
        ("csv", "CSV"),
        ("xlsx", "XLSX"),
        ("zip", "Fiches en Markdown (zip)"),
    )
    paths = ((f"{addresses.DATA}{name}.{extension}", label) for extension, label in formats)
    return tuple(Download(path, label, len(files[path])) for path, label in paths if path in files)


def download(path: str, files: Files) -> Download:
    """A file called after its extension."""
    return Download(path, path.rpartition(".")[2].upper(), len(files[path]))


def to_json(value: object) -> bytes:
    """Compact JSON in UTF-8, with a line feed at the end."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
