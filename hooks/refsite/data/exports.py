"""Every file of data that the site offers, in one mapping."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from refsite.common.settings import Settings
from refsite.data.archives import sheets_of, to_zip
from refsite.data.assessment_grid import to_grid
from refsite.data.csv_rows import Row, csv_file, csv_lines, rows
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
"""The name of the files that hold every référentiel."""
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
    """All that the files depend on, but for our own code."""

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
    nodes = {key: _once(document["noeud"]) for key, document in actions.items()}
    files |= {
        _beside(key): to_json({**document, "noeud": nodes[key]})
        for key, document in actions.items()
    }
    files |= _documents(whole, [records.referentiel(one) for one in contenu.referentiels], nodes)
    files[GRID] = to_grid(whole)
    files |= _archives(contenu, inputs.sources, whole)
    return files


def _beside(key: str) -> str:
    return f"{key}/index.json"


def _documents(
    whole: Record, documents: Iterable[Record], actions: Mapping[str, orjson.Fragment]
) -> Iterator[tuple[str, bytes]]:
    """The tree in each format, for all and for each référentiel; `actions` are already written as JSON, by key."""
    json_parts: list[orjson.Fragment] = []
    csv_parts: list[bytes] = []
    nodes: list[tuple[Record, Row]] = []
    for document in documents:
        (referentiel,) = document["referentiels"]
        own = rows(document)
        nodes += own
        json_parts.append(_once({**referentiel, "racine": _tree(referentiel["racine"], actions)}))
        csv_parts.append(csv_lines(document, own))
        place = f"{addresses.DATA}{referentiel['id']}"
        yield f"{place}.json", to_json({**document, "referentiels": json_parts[-1:]})
        yield f"{place}.csv", csv_file(csv_parts[-1:])
        yield f"{place}.xlsx", to_xlsx(document, own)
    place = f"{addresses.DATA}{ALL}"
    yield f"{place}.json", to_json({**whole, "referentiels": json_parts})
    yield f"{place}.csv", csv_file(csv_parts)
    yield f"{place}.xlsx", to_xlsx(whole, nodes)


def _tree(node: Record, actions: Mapping[str, orjson.Fragment]) -> Record | orjson.Fragment:
    """A node with all below it, its actions as they are already written."""
    if node["cle"] in actions:
        return actions[node["cle"]]
    return {**node, "enfants": [_tree(enfant, actions) for enfant in node["enfants"]]}


def _once(value: object) -> orjson.Fragment:
    """A value written as JSON, to stand in several files."""
    return orjson.Fragment(orjson.dumps(value))


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
    """The files of one référentiel, or of all (`ALL`), in the order in which /donnees/ lists them."""
    formats = (
        ("json", "JSON"),
        ("csv", "CSV"),
        ("xlsx", "XLSX"),
        ("zip", "Fiches en Markdown (zip)"),
    )
    paths = ((f"{addresses.DATA}{name}.{extension}", label) for extension, label in formats)
    return tuple(Download(path, label, len(files[path])) for path, label in paths if path in files)


def download(path: str, files: Files) -> Download:
    """A file of its own, named after its extension."""
    return Download(path, path.rpartition(".")[2].upper(), len(files[path]))


def to_json(value: object) -> bytes:
    """A value as compact JSON, with its letters as they are."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
