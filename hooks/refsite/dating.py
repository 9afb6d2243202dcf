"""The day on which a page really changed: of the commits that touched its files, the last that changed a word."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping

from refsite.folder import Source, decode
from refsite.french import fold
from refsite.revisions import Repository
from refsite.sheets import Section, SheetNode, parse_sheet
from refsite.wording import words_of

_WEIGHTS = frozenset({"points", "pourcentage", "ponderation"})
_BATCH = 64
"""Commits whose files are read at once."""

Prints = Mapping[str, str]
"""The digest of each node of a file by its key: different when its words or values are."""


def change_days(
    repository: Repository, since: str, until: str, wanted: Mapping[str, Iterable[str]]
) -> Mapping[str, dt.date]:
    """For each page of `wanted`, the day of the last commit in a span that really changed it.

    `wanted` gives the keys that a page has had; a page that no single commit accounts for gets the day of the
    span's last commit that touched the folder.
    """
    owners = {key: page for page, keys in wanted.items() for key in keys}
    found: dict[str, dt.date] = {}
    commits = list(repository.changes(since, until))
    known: dict[str, Prints] = {"": {}}
    for start in range(0, len(commits), _BATCH):
        if len(found) == len(wanted):
            break
        batch = commits[start : start + _BATCH]
        asked = {
            blob: path
            for commit in batch
            for path, *blobs in commit.files
            for blob in blobs
            if path.endswith(".md") and blob not in known
        }
        raw = repository.blobs(asked)
        known |= {blob: prints(path, raw.get(blob, b"")) for blob, path in asked.items()}
        for commit in batch:
            for page in _touched(commit.files, known, owners):
                found.setdefault(page, commit.day)
    if commits:
        found = {page: found.get(page, commits[0].day) for page in wanted}
    return found


def _touched(
    files: Iterable[tuple[str, str, str]], known: Mapping[str, Prints], owners: Mapping[str, str]
) -> Iterator[str]:
    """The pages that have a node which one of these changes of files really changed."""
    for path, before, after in files:
        if path.endswith(".md"):
            old, new = known[before], known[after]
            for key in {*old, *new}:
                if old.get(key) != new.get(key):
                    yield from _owner(key, owners)


def _owner(key: str, owners: Mapping[str, str]) -> Iterator[str]:
    """The page of a node: its own, or that of the nearest node above it that has one."""
    while key:
        if key in owners:
            yield owners[key]
            return
        key = key.rpartition(".")[0]


def prints(path: str, raw: bytes) -> Prints:
    """The digests of a file's nodes; of the file alone when it cannot be read as a sheet."""
    folder = path.rpartition("/")[0]
    text, _ = decode(path, raw)
    sheet = parse_sheet(Source(path, text))[0] if text is not None else None
    found: dict[str, str] = {}
    for root in sheet.roots if sheet else ():
        for node in _walk(root):
            id_ = node.fields.text("id")
            key = f"{folder}/{'' if id_ == folder else id_}"
            found[key] = found.get(key, "") + _print(node)
    return found


def _walk(node: SheetNode) -> Iterator[SheetNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _print(node: SheetNode) -> str:
    entries = node.fields.entries
    weights = sorted(_share(key, entries[key].text) for key in _WEIGHTS & entries.keys())
    others = sorted(
        f"{key}={fold(entries[key].text)}" for key in entries.keys() - _WEIGHTS - {"id"}
    )
    texts = [f"{part.title} {part.text}" for part in node.body if isinstance(part, Section)]
    words = words_of(" ".join((node.name, *texts))).keys
    parts = "\0".join((*weights, *others, *words))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _share(key: str, text: str) -> str:
    """A weight, the same for a share of 100 and for the same share of 1."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return f"{value * (100 if key == 'ponderation' else 1):.6g}"
