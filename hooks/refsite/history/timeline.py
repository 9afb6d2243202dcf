"""What changed at each version, from git: entries for the page of news, and the history of every action.

What was computed for a pair of revisions is kept in a folder that may be emptied at any time.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from refsite.changes.changes import Change, Kind, by_page
from refsite.changes.compare import Side, compare, side_of
from refsite.changes.sentences import Sides
from refsite.common.problems import Report
from refsite.history.days import Library, change_days
from refsite.history.git import Past, Version
from refsite.history.memo import Known, Memory
from refsite.model.contents import read_contents
from refsite.reading.folder import Source
from refsite.reading.sheets import Parser


@dataclass(frozen=True, slots=True)
class State:
    """The folder as it is being built: what it says, and what tells it from another."""

    sources: tuple[Source, ...]
    side: Side
    parser: Parser

    @property
    def digest(self) -> str:
        """Different for different sheets."""
        text = "\0".join(part for source in self.sources for part in (source.path, source.text))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed at a version, or since the last one (`version` empty), compared with `previous` (empty: nothing).

    `days` says, for each page that changed, the day of the last commit that really changed it; a page that is not
    in it has changed without having been committed.
    """

    version: str
    previous: str
    moment: dt.datetime | None
    changes: tuple[Change, ...] = ()
    days: Mapping[str, dt.date] = field(default_factory=dict)
    pages: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def day(self) -> dt.date | None:
        return self.moment.date() if self.moment else None

    @property
    def sides(self) -> Sides:
        """What the two revisions are called."""
        after = f"la version {self.version}" if self.version else "l’état présent"
        return Sides(f"la version {self.previous}", after)

    def places(self) -> Mapping[str, Mapping[str, tuple[Change, ...]]]:
        """The changes by référentiel, then by page; those of the whole site under the empty name."""
        found: dict[str, dict[str, tuple[Change, ...]]] = {}
        for page, changes in self.pages.items():
            found.setdefault(page.partition("/")[0], {})[page] = changes
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to an action in one entry, and on which day."""

    entry: Entry
    changes: tuple[Change, ...]
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class History:
    """The entries, newest first; `absent` says why there are none, `notes` what could not be told."""

    entries: tuple[Entry, ...] = ()
    absent: str = ""
    notes: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[Entry, ...]:
        """The entries of versions, newest first."""
        return tuple(entry for entry in self.entries if entry.version)

    @property
    def since(self) -> Entry | None:
        """What changed since the last version; None without a version."""
        found = (entry for entry in self.entries if not entry.version and entry.previous)
        return next(found, None)

    def modified(self, key: str) -> dt.date | None:
        """The day of an action's last real change; None where nobody knows it."""
        return next((step.day for step in self._steps(key)), None)

    def gone(self, key: str) -> Change | None:
        """The last thing that is known of a node that left."""
        kinds = {Kind.RETRAIT, Kind.DEPLACEMENT}
        for entry in self.entries:
            for change in entry.changes:
                place = change.key.partition("/")[0]
                left = change.before if change.kind is Kind.DEPLACEMENT else change.id
                if change.kind in kinds and f"{place}/{left}" == key:
                    return change
        return None

    def of(self, key: str) -> tuple[Step, ...]:
        """What happened to an action, newest first, under the numbers that it had; its first appearance last."""
        return tuple(self._steps(key))

    def _steps(self, key: str) -> Iterator[Step]:
        for entry in self.entries:
            changes = entry.pages.get(key, ())
            if changes or (not entry.previous and key in entry.days):
                yield Step(entry, changes, entry.days.get(key))
            own = {change.kind: change for change in changes if change.key == key}
            if Kind.AJOUT in own:
                return
            if Kind.DEPLACEMENT in own:
                key = f"{key.partition('/')[0]}/{own[Kind.DEPLACEMENT].before}"


NO_HISTORY = History(absent="L’historique n’a pas été demandé.")


def no_history(_: State) -> History:
    """No history, for those who did not ask for one."""
    return NO_HISTORY


def read_history(past: Past | None, now: State, cache: Path | None) -> History:
    """The history of a folder that is being built; `cache` is a folder for what was computed, or None."""
    if past is None:
        return History(absent="Ces fiches ne sont pas dans un dépôt git.")
    repository, head, trees = past.repository, past.head, past.trees
    if repository.shallow:
        return History(
            absent="Cette copie du dépôt git est partielle (clone « shallow ») : elle n’a pas les versions passées."
        )
    if not trees.get(head):
        return History(absent="Ces fiches ne sont pas encore enregistrées dans le dépôt git.")
    notes = [
        f"L’étiquette v{stray.name} ne mène pas à l’état présent (histoire réécrite, ou autre branche) : elle n’est pas comparée."
        for stray in past.strays
    ]
    name = repository.folder.resolve().name
    reader = _Reader(Library(repository, now.parser), now, name, Memory(cache), trees)
    told = past.held
    notes += [
        f"La version {version.name} ne contient pas ce dossier de fiches."
        for version in past.versions
        if version not in told
    ]
    newest = reader.since(told[-1] if told else None, head)
    entries = [reader.between(before, version) for before, version in pairwise((None, *told)) if version]  # fmt: skip
    return History((newest, *reversed(entries)), notes=tuple(notes))


@dataclass(slots=True)
class _Reader:
    """Reads revisions when the cache does not know what came of them."""

    library: Library
    now: State
    name: str
    memory: Memory
    trees: Mapping[str, str]
    _sides: dict[str, Side] = field(default_factory=dict)

    def between(self, previous: Version | None, version: Version) -> Entry:
        """What a version changed."""
        since = previous.commit if previous else ""
        key = f"{self.name} {since} {self.trees.get(since, '')} {version.commit} {self.trees[version.commit]}"
        known = self.memory.load(key)
        if known is None:
            changes = self._changes(since, self.trees[version.commit])
            known = (changes, self._days(since, version.commit, changes))
            self.memory.save(key, known)
        before = previous.name if previous else ""
        return Entry(version.name, before, version.moment, *known, by_page(known[0]))

    def since(self, previous: Version | None, head: str) -> Entry:
        """What changed since the last version, up to the folder as it is."""
        since = previous.commit if previous else ""
        key = f"{self.name} {since} {self.trees.get(since, '')} {head} {self.now.digest}"
        known = self.memory.load(key, "present")
        if known is None:
            known = self._present(since, head)
            self.memory.save(key, known, "present")
        return Entry("", previous.name if previous else "", None, *known, by_page(known[0]))

    def _present(self, since: str, head: str) -> Known:
        tree = self.trees[head]
        clean = self.library.sources(tree)[0] == self.now.sources
        if clean:
            self._sides[tree] = self.now.side
        waiting = () if clean else compare(self._side(tree), self.now.side)
        changes = waiting
        if not since:
            changes = ()
        elif self.trees[since] != tree:
            changes = compare(self._side(self.trees[since]), self.now.side)
        pages = {change.page for change in waiting}
        days = self._days(since, head, changes)
        return changes, {page: day for page, day in days.items() if page not in pages}

    def _changes(self, since: str, tree: str) -> tuple[Change, ...]:
        """Nothing for the first version: all of it is new."""
        if not since or self.trees[since] == tree:
            return ()
        return compare(self._side(self.trees[since]), self._side(tree))

    def _days(self, since: str, until: str, changes: tuple[Change, ...]) -> Mapping[str, dt.date]:
        """The day on which each page that changed last did; for a beginning, each action that is there."""
        if since:
            wanted = {page: _former(page, listed) for page, listed in by_page(changes).items()}
        else:
            contenu = self._side(self.trees[until]).contenu
            wanted = {action.key: frozenset({action.key}) for action in contenu.actions()}
        return change_days(self.library, since, until, wanted) if wanted else {}

    def _side(self, tree: str) -> Side:
        if tree not in self._sides:
            sources, unread = self.library.sources(tree)
            report = Report(unread)
            contenu = read_contents(sources, report, self.name, self.now.parser)
            self._sides[tree] = side_of(contenu, report.problems)
        return self._sides[tree]


def _former(page: str, changes: Iterable[Change]) -> frozenset[str]:
    """The keys that a page has or had: what moved had another."""
    place = page.partition("/")[0]
    moved = (change.before for change in changes if change.kind is Kind.DEPLACEMENT)
    return frozenset({page, *(f"{place}/{id_}" for id_ in moved)})
