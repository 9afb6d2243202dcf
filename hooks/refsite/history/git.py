"""The only module that runs git: version tags, commits, and the sheets of any revision as `folder` reads them.

Nothing is checked out, no link is followed, no network is used. A revision that a person typed is never taken
for an option.
"""

import datetime as dt
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from refsite.common import messages
from refsite.common.ids import VERSION
from refsite.common.problems import Problem, Report
from refsite.reading.files import check_path, check_size, is_sheet
from refsite.reading.folder import Source, decode

_TIMEOUT = 120
_LOCATIONS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"}
_SETTINGS = (
    # Another user than the folder's owner (a container, say) may build it: its Python already runs.
    f"safe.directory={Path(__file__).resolve().parents[3]}",
    "protocol.allow=never",  # a partial clone may not fetch what it lacks
    "log.showSignature=false", "log.showRoot=true", "diff.relative=false", "core.quotePath=false",
)  # fmt: skip


DecodedFiles = dict[tuple[str, str], tuple[str | None, tuple[Problem, ...]]]
"""Text and problems of files, by path and blob; no text for a file that cannot be read."""


class RevisionError(Exception):
    """A revision that cannot be read; its text says why, in French."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version tag: its name without `v`, its commit, and when it was set."""

    name: str
    commit: str
    moment: dt.datetime

    @property
    def rank(self) -> tuple[int, int]:
        """Year and rank as numbers: 2026.10 comes after 2026.9."""
        year, _, rank = self.name.partition(".")
        return int(year), int(rank)


@dataclass(frozen=True, slots=True)
class Commit:
    """Day (UTC) of a commit, and the files that it changed below the folder: path, blob before, blob after (or "")."""

    day: dt.date
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _TreeFile:
    path: str
    mode: str
    blob: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder of sheets; `prefix` is the folder in it, empty or ending with `/`."""

    folder: Path
    top: Path
    prefix: str
    shallow: bool

    def head(self) -> str:
        """Id of the commit that is checked out; empty before the first."""
        return run(self.folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").strip()

    def commit(self, revision: str) -> str:
        """Id of the commit that a person names. Raises RevisionError."""
        if not revision or not revision.isprintable():
            message = "une révision ne peut être ni vide ni illisible"
            raise RevisionError(message)
        wanted = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        found = run(self.folder, "rev-parse", *wanted).strip()
        if not re.fullmatch(r"[0-9a-f]{40,64}", found):
            message = f"git ne connaît pas de révision « {revision} »"
            raise RevisionError(message)
        return found

    def versions(self) -> tuple[tuple[Version, ...], tuple[Version, ...]]:
        """The versions that lead to HEAD, in order, and those that do not (another branch, a rewritten history)."""
        every = tuple(self._versions())
        merged = tuple(self._versions("--merged=HEAD")) if every else ()
        return merged, tuple(version for version in every if version not in merged)

    def _versions(self, *which: str) -> Iterator[Version]:
        fields = "%(refname:strip=2) %(objecttype) %(*objecttype) %(objectname) %(*objectname) %(creatordate:unix)"
        listed = run(self.folder, "for-each-ref", *which, f"--format={fields}", "refs/tags")
        found = []
        for line in listed.splitlines():
            tag, kind, below, own, peeled, moment = line.split(" ")
            name = tag.removeprefix("v")
            if VERSION.fullmatch(name) and tag != name and "commit" in (kind, below):
                when = dt.datetime.fromtimestamp(int(moment or 0), dt.UTC)
                found.append(Version(name, peeled or own, when))
        yield from sorted(found, key=lambda version: version.rank)

    def trees(self, commits: Iterable[str]) -> dict[str, str]:
        """Id of the folder's tree in each commit; empty where the folder was not there yet."""
        wanted = list(commits)
        asked = "".join(f"{commit}:{self.prefix.rstrip('/')}\n" for commit in wanted)
        lines = run(self.folder, "cat-file", "--batch-check", stdin=asked.encode()).splitlines()
        found = (line.split(" ") for line in lines)
        return {
            commit: answer[0] if answer[1:2] == ["tree"] else ""
            for commit, answer in zip(wanted, found, strict=len(wanted) == len(lines))
        }

    def sources(
        self, tree: str, report: Report, known: DecodedFiles | None = None
    ) -> tuple[Source, ...]:
        """The Markdown files of a tree, as `folder.read_folder` gives those of a folder.

        `known` has the files that were read before, and gets the others.
        """
        known = {} if known is None else known
        wanted = [
            (entry.path, entry.blob) for entry in self._tree_files(tree) if _is_read(entry, report)
        ]
        self.read(wanted, known)
        sources: list[Source] = []
        for path, blob in wanted:
            text, problems = known[path, blob]
            report.extend(problems)
            sources += [Source(path, text)] if text is not None else []
        return tuple(sources)

    def read(self, files: Iterable[tuple[str, str]], known: DecodedFiles) -> None:
        """Read the files, given by path and blob, that are not in `known` yet, into it."""
        missing = [file for file in files if file not in known]
        raw = self.blobs(blob for _, blob in missing)
        for path, blob in missing:
            report = Report()
            known[path, blob] = decode(path, raw.get(blob, b"\xff"), report), report.problems

    def _tree_files(self, tree: str) -> list[_TreeFile]:
        """The files of a tree in the order of a walk through folders."""
        found = []
        for line in run(self.folder, "ls-tree", "-r", "-z", "-l", "--full-tree", tree).split("\0"):
            about, _, path = line.partition("\t")
            if path:
                mode, _, blob, size = about.split()
                found.append(_TreeFile(path, mode, blob, int(size) if size.isdecimal() else 0))
        return sorted(found, key=lambda entry: entry.path.split("/"))

    def blobs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The bytes of each blob that can be read."""
        asked = "".join(f"{blob}\n" for blob in dict.fromkeys(ids))
        raw = _output(self.folder, "cat-file", "--batch", stdin=asked.encode()) if asked else b""
        found: dict[str, bytes] = {}
        place = 0
        while place < len(raw):
            end = raw.index(b"\n", place)
            head = raw[place:end].decode().split(" ")
            place = end + 1
            if len(head) == 3:  # noqa: PLR2004  # id, type, size; « id missing » has no content
                size = int(head[2])
                found[head[0]] = raw[place : place + size]
                place += size + 1
        return found

    def commits(self, since: str, until: str) -> Iterator[Commit]:
        """Commits of the main line that touched the folder, newest first; `since` may be empty."""
        span = f"{since}..{until}" if since else until
        log = run(
            self.folder, "log", "--first-parent", "-m", "--raw", "-z", "--no-renames", "--no-abbrev",
            "--format=%x01%ct", span, "--", ".",
        )  # fmt: skip
        for block in log.split("\x01")[1:]:
            moment, *parts = block.split("\0")
            day = dt.datetime.fromtimestamp(int(moment.strip()), dt.UTC).date()
            fields = [part.lstrip("\n") for part in parts]
            files = [
                (path.removeprefix(self.prefix), *_blobs(about))
                for about, path in pairwise(fields)
                if about.startswith(":")
            ]
            yield Commit(day, tuple(files))

    def is_clean(self) -> bool:
        """Whether nothing of the whole repository waits to be committed."""
        status = ("status", "--porcelain", "--untracked-files=normal")
        return _git(self.top, *status).returncode == 0 and not run(self.top, *status)

    def do(self, *arguments: str) -> str:
        """Run a command that changes the repository; the reason why it failed, empty when it did not."""
        done = _git(self.top, *arguments)
        reason = done.stderr or done.stdout or b"sans explication"
        return reason.decode("utf-8", "replace").strip() if done.returncode else ""


@dataclass(frozen=True, slots=True)
class Past:
    """Head and versions of a folder's repository; the repository alone when it is shallow.

    `head` is empty before the first commit; `trees` are those of the versions and of the head, by commit.
    """

    repository: Repository
    head: str = ""
    versions: tuple[Version, ...] = ()
    strays: tuple[Version, ...] = ()
    trees: Mapping[str, str] = field(default_factory=dict)

    @property
    def held(self) -> tuple[Version, ...]:
        """The versions in which the folder was already there."""
        return tuple(version for version in self.versions if self.trees.get(version.commit))


def read_past(folder: Path) -> Past | None:
    """The repository that holds a folder, and its versions; None without git, or outside any repository."""
    repository = open_repository(folder)
    if repository is None:
        return None
    if repository.shallow:  # a part of the history would tell wrong days
        return Past(repository)
    versions, strays = repository.versions()
    head = repository.head()
    trees = repository.trees([*(version.commit for version in versions), head]) if head else {}
    return Past(repository, head, versions, strays, trees)


def open_repository(folder: Path) -> Repository | None:
    """The repository that holds a folder; None without git, or outside any repository."""
    asked = ("--show-toplevel", "--show-prefix", "--is-shallow-repository")
    lines = run(folder, "rev-parse", *asked).split("\n")
    if len(lines) != len(asked) + 1:
        return None
    top, prefix, shallow = lines[: len(asked)]
    return Repository(folder, Path(top), prefix, shallow == "true")


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Output of a git command; empty when it fails: no git, no repository, no commit."""
    return _output(folder, *arguments, stdin=stdin).decode("utf-8", "replace")


def _output(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    done = _git(folder, *arguments, stdin=stdin)
    return done.stdout if done.returncode == 0 else b""


def _git(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", "-C", str(folder), *settings, *arguments]
    try:
        return subprocess.run(  # noqa: S603  # fixed words, ids of git's own, and one checked revision
            command, input=stdin, capture_output=True, check=False, timeout=_TIMEOUT, env=_environment(os.environ),
        )  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return subprocess.CompletedProcess(command, 127, b"", b"")


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Environment of git: the machine's, without the variables that a git hook sets, in one language."""
    kept = {name: value for name, value in environ.items() if name not in _LOCATIONS}
    off, on = ("GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT"), ("GIT_NO_REPLACE_OBJECTS", "GIT_NO_LAZY_FETCH", "GIT_LITERAL_PATHSPECS")  # fmt: skip
    return {**kept, "LC_ALL": "C", **dict.fromkeys(off, "0"), **dict.fromkeys(on, "1")}


def _is_read(entry: _TreeFile, report: Report) -> bool:
    """Whether a file of a tree is to be read; report one that should be and cannot."""
    if not is_sheet(entry.path) or not check_path(entry.path, report):
        return False
    if not entry.mode.startswith("100"):
        report.add(messages.FILE_SPECIAL, entry.path)
        return False
    return check_size(entry.path, entry.size, report)


def _blobs(about: str) -> tuple[str, str]:
    """The blobs of a raw line, `:mode mode before after X`; empty for one that is not there."""
    _, _, before, after, *_ = about.split(" ")
    return before.strip("0") and before, after.strip("0") and after
