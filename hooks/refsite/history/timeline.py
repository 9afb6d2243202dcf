"""Changes at each version, from git: entries for the page of news, and the history of every action."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from refsite.changes.changes import Change, Kind, by_page
from refsite.changes.compare import Side, compare
from refsite.changes.sentences import Sides
from refsite.common.disk_cache import NO_CACHE, DiskCache, digest
from refsite.common.problems import Report
from refsite.history.cached_changes import Known, from_bytes, to_bytes
from refsite.history.days import Library, change_days
from refsite.history.git import Past, Version
from refsite.history.revision import Revision, read_revision


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Changes at a version, or since the last one (`version` empty), compared with `previous` (empty: nothing).

    `days` has, for each page that changed, the day of the last commit that really changed it; a page that is not
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
        """Names of the two revisions in a sentence."""
        after = f"la version {self.version}" if self.version else "l’état présent"
        return Sides(f"la version {self.previous}", after)

    def places(self) -> Mapping[str, Mapping[str, tuple[Change, ...]]]:
        """The changes by référentiel, then by page; those of the whole site and of ordinary pages under the empty name."""
        found: dict[str, dict[str, tuple[Change, ...]]] = {}
        for page, changes in self.pages.items():
            place = "" if page.endswith(".md") else page.partition("/")[0]
            found.setdefault(place, {})[page] = changes
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """Changes of an action in one entry, and their day."""

    entry: HistoryEntry
    changes: tuple[Change, ...]
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class History:
    """The entries, newest first; `absent` is the reason why there are none, `notes` are about versions left out."""

    entries: tuple[HistoryEntry, ...] = ()
    absent: str = ""
    notes: tuple[str, ...] = ()

    @property
    def versions(self) -> tuple[HistoryEntry, ...]:
        """The entries of versions, newest first."""
        return tuple(entry for entry in self.entries if entry.version)

    @property
    def since(self) -> HistoryEntry | None:
        """Changes since the last version; None without a version."""
        found = (entry for entry in self.entries if not entry.version and entry.previous)
        return next(found, None)

    def without(self, unpublished: Callable[[str], bool]) -> "History":
        """The same history without the ordinary pages whose path is `unpublished`."""

        def kept(entry: HistoryEntry) -> HistoryEntry:
            changes = tuple(
                c for c in entry.changes if not (c.page.endswith(".md") and unpublished(c.page))
            )
            if len(changes) == len(entry.changes):
                return entry
            return replace(entry, changes=changes, pages=by_page(changes))

        return replace(self, entries=tuple(map(kept, self.entries)))

    def modified(self, key: str) -> dt.date | None:
        """Day of an action's last real change; None if unknown."""
        return next((step.day for step in self._steps(key)), None)

    def gone(self, key: str) -> Change | None:
        """Change by which a node left: its withdrawal, or its move to another number."""
        kinds = {Kind.RETRAIT, Kind.DEPLACEMENT}
        for entry in self.entries:
            for change in entry.changes:
                place = change.key.partition("/")[0]
                left = change.before if change.kind is Kind.DEPLACEMENT else change.id
                if change.kind in kinds and f"{place}/{left}" == key:
                    return change
        return None

    def of(self, key: str) -> tuple[Step, ...]:
        """Steps of an action, newest first, under the numbers that it had; its first appearance last."""
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


def no_history(_: Revision) -> History:
    """An empty history, where none is asked for."""
    return NO_HISTORY


def read_history(past: Past | None, now: Revision, cache: DiskCache = NO_CACHE) -> History:
    """The history of a folder that is being built; `now` is the folder as it is."""
    if past is None:
        return History(absent="Ces fiches ne sont pas dans un dépôt git.")
    if past.repository.shallow:
        return History(
            absent="Cette copie du dépôt git est partielle (clone « shallow ») : elle n’a pas les versions passées."
        )
    if not past.trees.get(past.head):
        return History(absent="Ces fiches ne sont pas encore enregistrées dans le dépôt git.")
    notes = [
        f"L’étiquette v{stray.name} ne mène pas à l’état présent (histoire réécrite, ou autre branche) : elle n’est pas comparée."
        for stray in past.strays
    ]
    notes += [
        f"La version {version.name} ne contient pas ce dossier de fiches."
        for version in past.versions
        if version not in past.held
    ]
    reader = _Reader(past, now, cache)
    newest = reader.since(past.held[-1] if past.held else None)
    entries = [
        reader.between(before, version)
        for before, version in zip((None, *past.held), past.held, strict=False)
    ]
    return History((newest, *reversed(entries)), notes=tuple(notes))


class _Reader:
    """Compares revisions, unless the cache has their changes."""

    def __init__(self, past: Past, now: Revision, cache: DiskCache) -> None:
        self._library = Library(past.repository, now.parser)
        self._past = past
        self._now = now
        self._cache = cache
        self._name = past.repository.folder.resolve().name
        self._sides: dict[str, Side] = {}

    def between(self, previous: Version | None, version: Version) -> HistoryEntry:
        """The changes of a version."""
        since, until = previous.commit if previous else "", version.commit
        known = self._known(
            f"history-{since}-{until}",
            (since, self._tree(since), until, self._tree(until)),
            lambda: self._compared(since, until),
        )
        before = previous.name if previous else ""
        return HistoryEntry(version.name, before, version.moment, *known, by_page(known[0]))

    def since(self, previous: Version | None) -> HistoryEntry:
        """The changes since the last version, up to the folder as it is."""
        since = previous.commit if previous else ""
        known = self._known(
            "history-present",
            (since, self._tree(since), self._past.head, self._now.digest),
            lambda: self._present(since),
        )
        before = previous.name if previous else ""
        return HistoryEntry("", before, None, *known, by_page(known[0]))

    def _known(self, name: str, parts: Iterable[str], compute: Callable[[], Known]) -> Known:
        """Changes and days from the cache, or computed and saved there."""
        key = digest(self._name, *parts)
        content = self._cache.load(name, key)
        if content is not None:
            return from_bytes(content)
        known = compute()
        self._cache.save(name, key, to_bytes(known))
        return known

    def _compared(self, since: str, until: str) -> Known:
        """Changes between two commits; none for the first version, which is new as a whole."""
        changes: tuple[Change, ...] = ()
        if since and self._tree(since) != self._tree(until):
            changes = compare(self._side(since), self._side(until))
        return changes, self._days(since, until, changes)

    def _present(self, since: str) -> Known:
        """Changes from a commit to the folder as it is; no day for pages that wait to be committed."""
        head = self._past.head
        tree = self._tree(head)
        clean = self._library.sources(tree, Report()) == self._now.sources
        if clean:
            self._sides[tree] = self._now.side
        waiting = () if clean else compare(self._side(head), self._now.side)
        changes = waiting
        if not since:
            changes = ()
        elif self._tree(since) != tree:
            changes = compare(self._side(since), self._now.side)
        pages = {change.page for change in waiting}
        days = self._days(since, head, changes)
        return changes, {page: day for page, day in days.items() if page not in pages}

    def _days(self, since: str, until: str, changes: tuple[Change, ...]) -> Mapping[str, dt.date]:
        """The day of the last change of each page that changed; from the beginning, of each action and page."""
        if since:
            wanted = {page: _former(page, listed) for page, listed in by_page(changes).items()}
        else:
            contenu = self._side(until).contenu
            keys = (*(action.key for action in contenu.actions()), *(p.path for p in contenu.pages))
            wanted = {key: frozenset({key}) for key in keys}
        return change_days(self._library, since, until, wanted) if wanted else {}

    def _tree(self, commit: str) -> str:
        return self._past.trees.get(commit, "")

    def _side(self, commit: str) -> Side:
        """The contents of a commit, read once for each state of the folder."""
        tree = self._tree(commit)
        if tree not in self._sides:
            report = Report()
            sources = self._library.sources(tree, report)
            self._sides[tree] = read_revision(sources, report, self._name, self._now.parser).side
        return self._sides[tree]


def _former(page: str, changes: Iterable[Change]) -> frozenset[str]:
    """The keys that a page has and had before it moved."""
    place = page.partition("/")[0]
    moved = (change.before for change in changes if change.kind is Kind.DEPLACEMENT)
    return frozenset({page, *(f"{place}/{id_}" for id_ in moved)})
