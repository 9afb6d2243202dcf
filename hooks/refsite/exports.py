"""Every file of data that the site offers, in one mapping; kept between builds as long as nothing changed."""

import hashlib
import json
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import markdown_it
import nh3
import xlsxwriter

from refsite import addresses
from refsite.archives import sheets_of, to_zip
from refsite.edition import Edition
from refsite.folder import Source
from refsite.grids import to_grid
from refsite.model import Contenu
from refsite.records import SCHEMA, Record, Records
from refsite.schema import Schema
from refsite.settings import Settings
from refsite.tables import Row, csv_file, csv_lines, rows
from refsite.texts import Texts
from refsite.transcripts import Transcripts
from refsite.views import Views
from refsite.workbooks import to_xlsx

ALL = "referentiels"
"""The name of the files that hold every référentiel."""
GRID = f"{addresses.DATA}grille.xlsx"

Files = Mapping[str, bytes]


class LazyFiles(Files):
    """Files that are made when the first of them is asked for."""

    def __init__(self, make: Callable[[], Files]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Files:
        return self._make()

    def __getitem__(self, path: str) -> bytes:
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


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
    nodes = {key: _dump(document["noeud"]) for key, document in actions.items()}
    files |= {
        _beside(key): _with_last(actions[key], "noeud", nodes[key]) + b"\n" for key in actions
    }
    files |= _documents(whole, [records.referentiel(one) for one in contenu.referentiels], nodes)
    files[GRID] = to_grid(whole)
    files |= _archives(contenu, inputs.sources, whole)
    transcripts = Transcripts(views, settings, edition).all()
    files |= {path: text.encode() for path, text in transcripts}
    return files


def _beside(key: str) -> str:
    return f"{key}/index.json"


def _documents(
    whole: Record, documents: Iterable[Record], actions: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The tree in each format, for all and for each référentiel; `actions` are already written as JSON, by key."""
    json_parts: list[bytes] = []
    csv_parts: list[bytes] = []
    nodes: list[tuple[Record, Row]] = []
    for document in documents:
        (referentiel,) = document["referentiels"]
        own = rows(document)
        nodes += own
        json_parts.append(_with_last(referentiel, "racine", _tree(referentiel["racine"], actions)))
        csv_parts.append(csv_lines(document, own))
        place = f"{addresses.DATA}{referentiel['id']}"
        yield f"{place}.json", _document(document, json_parts[-1:])
        yield f"{place}.csv", csv_file(csv_parts[-1:])
        yield f"{place}.xlsx", to_xlsx(document, own)
    place = f"{addresses.DATA}{ALL}"
    yield f"{place}.json", _document(whole, json_parts)
    yield f"{place}.csv", csv_file(csv_parts)
    yield f"{place}.xlsx", to_xlsx(whole, nodes)


def _tree(node: Record, actions: Mapping[str, bytes]) -> bytes:
    """A node and all below it as JSON."""
    if node["cle"] in actions:
        return actions[node["cle"]]
    below = b",".join(_tree(enfant, actions) for enfant in node["enfants"])
    return _with_last(node, "enfants", b"[%b]" % below)


def _document(document: Record, referentiels: Iterable[bytes]) -> bytes:
    """A document as JSON, its référentiels already written."""
    mark = "\0"  # JSON never holds it as it is
    before, _, after = _dump({**document, "referentiels": [mark]}).partition(_dump(mark))
    return b"%b%b%b\n" % (before, b",".join(referentiels), after)


def _with_last(record: Record, key: str, value: bytes) -> bytes:
    """A record as JSON with `key` last, its value already written."""
    others = {name: held for name, held in record.items() if name != key}
    return b"%b%b}" % (_dump({**others, key: None}).removesuffix(b"null}"), value)


def _archives(
    contenu: Contenu, sources: Iterable[Source], document: Record
) -> Iterator[tuple[str, bytes]]:
    names = ("version", "date", "licence", "source")
    comment = json.dumps({name: document[name] for name in names}, ensure_ascii=False)
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
    return _dump(value) + b"\n"


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def kept(folder: Path | None, inputs: Inputs, make: Callable[[], Files]) -> Files:
    """The files that `make` gives, or those that an earlier build kept in `folder` for the same inputs and code.

    The folder holds one archive, named after a hash of both, written at once or not at all. What cannot be
    read there, or written, is made anew.
    """
    if folder is None:
        return make()
    place = folder / f"{_fingerprint(inputs)}.zip"
    try:
        with zipfile.ZipFile(place) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        files = make()
    _keep(folder, place, files)
    return files


def _keep(folder: Path, place: Path, files: Files) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.zip"):
            old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream, zipfile.ZipFile(stream, "w") as archive:
                for path, content in files.items():
                    archive.writestr(path, content)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
    except OSError:
        return


def _fingerprint(inputs: Inputs) -> str:
    """A hash of everything that a byte of the files can come from."""
    digest = hashlib.sha256()
    tools = (
        sys.version,
        zlib.ZLIB_RUNTIME_VERSION,
        xlsxwriter.__version__,
        markdown_it.__version__,
        nh3.__version__,  # type: ignore[attr-defined]  # its types leave it out
    )
    names = " ".join(referentiel.id for referentiel in inputs.contenu.referentiels)
    for text in (*tools, repr(inputs.settings), repr(inputs.edition), inputs.schema, names):
        digest.update(f"{len(text)} {text}".encode())
    code = sorted(Path(__file__).parent.glob("*.py"))
    for name, content in (
        *((file.name, file.read_bytes()) for file in code),
        *((source.path, source.raw) for source in inputs.sources),
    ):
        digest.update(f"{len(name)} {name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
