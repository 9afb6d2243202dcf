"""Day of the last real change of a page: of the commits that touched its files, the last that changed a word."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from refsite.changes.words import words_of
from refsite.common.disk_cache import digest
from refsite.common.french import fold
from refsite.common.problems import Report
from refsite.history.git import DecodedFiles, Repository
from refsite.reading.files import is_sheet
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.sheets import Parser

_WEIGHTS = frozenset({"points", "pourcentage", "ponderation"})
_BATCH = 64
"""Commits whose files are read at once."""

NodeDigests = Mapping[str, str]
"""Digests of the nodes of a file by key: a digest changes with the words and the values of its node."""


@dataclass(frozen=True, slots=True)
class Library:
    """Files of a repository, each read, parsed and digested once."""

    repository: Repository
    parser: Parser
    texts: DecodedFiles = field(default_factory=dict)
    digests: dict[tuple[str, str], NodeDigests] = field(default_factory=dict)

    def sources(self, tree: str, report: Report) -> tuple[Source, ...]:
        """The sheets of a tree."""
        return self.repository.sources(tree, report, self.texts)

    def node_digests(
        self, files: Iterable[tuple[str, str]]
    ) -> Mapping[tuple[str, str], NodeDigests]:
        """Digests of at least the files given by path and blob; none for no blob and for a file that cannot be read."""
        wanted = [file for file in files if file not in self.digests]
        self.repository.read((file for file in wanted if file[1]), self.texts)
        for path, blob in wanted:
            text = self.texts[path, blob][0] if blob else None
            sheet = self.parser.parse(Source(path, text), Report()) if text is not None else None
            self.digests[path, blob] = _node_digests(path, sheet) if sheet else {}
        return self.digests


def change_days(
    library: Library, since: str, until: str, wanted: Mapping[str, Iterable[str]]
) -> Mapping[str, dt.date]:
    """Day of the last commit in a span that really changed a page, for each page of `wanted`.

    `wanted` gives the keys that a page has had; a page that no single commit accounts for gets the day of the
    span's last commit that touched the folder.
    """
    owners = {key: page for page, keys in wanted.items() for key in keys}
    found: dict[str, dt.date] = {}
    commits = list(library.repository.commits(since, until))
    for start in range(0, len(commits), _BATCH):
        if len(found) == len(wanted):
            break
        batch = commits[start : start + _BATCH]
        files = [
            (path, blob) for commit in batch for path, *blobs in commit.files for blob in blobs
        ]
        known = library.node_digests(file for file in files if is_sheet(file[0]))
        for commit in batch:
            for page in _touched(commit.files, known, owners):
                found.setdefault(page, commit.day)
    if commits:
        found = {page: found.get(page, commits[0].day) for page in wanted}
    return found


def _touched(
    files: Iterable[tuple[str, str, str]],
    known: Mapping[tuple[str, str], NodeDigests],
    owners: Mapping[str, str],
) -> Iterator[str]:
    """Pages with a node that one of these files really changed."""
    for path, before, after in files:
        if is_sheet(path):
            old, new = known[path, before], known[path, after]
            for key in {*old, *new}:
                if old.get(key) != new.get(key):
                    yield from _owner(key, owners)


def _owner(key: str, owners: Mapping[str, str]) -> Iterator[str]:
    """Page of a node: its own, or that of the nearest node above it."""
    while key:
        if key in owners:
            yield owners[key]
            return
        key = key.rpartition(".")[0]


def _node_digests(path: str, sheet: Sheet) -> NodeDigests:
    """Digests of the nodes of a file."""
    folder = path.partition("/")[0]  # a sheet may be deeper
    found: dict[str, str] = {}
    for root in sheet.roots:
        for node in _walk(root):
            id_ = node.fields.text("id")
            key = f"{folder}/{'' if id_ == folder else id_}"
            found[key] = found.get(key, "") + _digest_of(node)
    return found


def _walk(node: SheetNode) -> Iterator[SheetNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _digest_of(node: SheetNode) -> str:
    entries = node.fields.entries
    weights = sorted(_share(key, entries[key].text) for key in _WEIGHTS & entries.keys())
    others = sorted(
        f"{key}={fold(entries[key].text)}" for key in entries.keys() - _WEIGHTS - {"id"}
    )
    texts = [f"{part.title} {part.text}" for part in node.body if isinstance(part, Section)]
    words = words_of(" ".join((node.name, *texts))).keys
    return digest(*weights, *others, *words)


def _share(key: str, text: str) -> str:
    """Write a weight alike as a share of 100 and as a share of 1."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text
    return f"{value * (100 if key == 'ponderation' else 1):.6g}"
