"""The day on which a page really changed: of the commits that touched its files, the last that changed a word."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from refsite.changes.words import words_of
from refsite.common.french import fold
from refsite.common.problems import Report
from refsite.history.git import Repository, Texts
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.sheets import Parser

_WEIGHTS = frozenset({"points", "pourcentage", "ponderation"})
_BATCH = 64
"""Commits whose files are read at once."""

Prints = Mapping[str, str]
"""The digest of each node of a file by its key: different when its words or values are."""


@dataclass(frozen=True, slots=True)
class Library:
    """A repository's files, each read, parsed and digested once."""

    repository: Repository
    parser: Parser
    texts: Texts = field(default_factory=dict)
    digests: dict[tuple[str, str], Prints] = field(default_factory=dict)

    def sources(self, tree: str, report: Report) -> tuple[Source, ...]:
        """The sheets of a tree."""
        return self.repository.sources(tree, report, self.texts)

    def prints(self, files: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Prints]:
        """The digests of files given by path and blob, at least; none for no blob and for what cannot be read."""
        wanted = [file for file in files if file not in self.digests]
        self.repository.read((file for file in wanted if file[1]), self.texts)
        for path, blob in wanted:
            text = self.texts[path, blob][0] if blob else None
            sheet = self.parser.parse(Source(path, text), Report()) if text is not None else None
            self.digests[path, blob] = _prints(path, sheet) if sheet else {}
        return self.digests


def change_days(
    library: Library, since: str, until: str, wanted: Mapping[str, Iterable[str]]
) -> Mapping[str, dt.date]:
    """For each page of `wanted`, the day of the last commit in a span that really changed it.

    `wanted` gives the keys that a page has had; a page that no single commit accounts for gets the day of the
    span's last commit that touched the folder.
    """
    owners = {key: page for page, keys in wanted.items() for key in keys}
    found: dict[str, dt.date] = {}
    commits = list(library.repository.changes(since, until))
    for start in range(0, len(commits), _BATCH):
        if len(found) == len(wanted):
            break
        batch = commits[start : start + _BATCH]
        files = [
            (path, blob) for commit in batch for path, *blobs in commit.files for blob in blobs
        ]
        known = library.prints(file for file in files if file[0].endswith(".md"))
        for commit in batch:
            for page in _touched(commit.files, known, owners):
                found.setdefault(page, commit.day)
    if commits:
        found = {page: found.get(page, commits[0].day) for page in wanted}
    return found


def _touched(
    files: Iterable[tuple[str, str, str]],
    known: Mapping[tuple[str, str], Prints],
    owners: Mapping[str, str],
) -> Iterator[str]:
    """The pages that have a node which one of these changes of files really changed."""
    for path, before, after in files:
        if path.endswith(".md"):
            old, new = known[path, before], known[path, after]
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


def _prints(path: str, sheet: Sheet) -> Prints:
    """The digests of a file's nodes."""
    folder = path.partition("/")[0]  # a sheet may stand deeper
    found: dict[str, str] = {}
    for root in sheet.roots:
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
