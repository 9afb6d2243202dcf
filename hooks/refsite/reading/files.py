"""The files of a folder as bytes; no link is followed, even one put in the place of a file while the folder is read."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from refsite.common import bounds, messages
from refsite.common.problems import Report

_NAMES = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in _NAMES)
"""Windows lacks the first: there, a link is seen only when its folder is listed."""
_LINK = (errno.ELOOP, errno.EMLINK)
"""Error numbers of O_NOFOLLOW when the last part of a path is a link."""


def is_sheet(path: str) -> bool:
    """Whether a file is a sheet by its path: it ends with `.md`, and no part of it is hidden."""
    return path.endswith(".md") and not is_hidden(path)


def is_hidden(path: str) -> bool:
    """Whether a part of a path begins with a full stop."""
    return path.startswith(".") or "/." in path


def check_path(path: str, report: Report) -> bool:
    """Whether a path can be shown and is not too deep; report why not. That of a folder ends with `/`."""
    if not path.isprintable():
        shown = "".join(c if c.isprintable() else "\ufffd" for c in path)
        report.add(messages.FILE_NAME, shown.rstrip("/"))
        return False
    deep = path.count("/") > bounds.FOLDERS
    if deep:
        report.add(messages.FOLDER_DEEP, path.rpartition("/")[0], most=bounds.FOLDERS)
    return not deep


def check_size(path: str, size: int, report: Report) -> bool:
    """Whether a file of `size` bytes is within the bound; report one that is not."""
    if size > bounds.FILE:
        report.add(messages.FILE_BIG, path, most=bounds.FILE >> 10)
    return size <= bounds.FILE


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder under way: its path from the root, its absolute path, and its descriptor where there are any."""

    below: str
    place: str
    descriptor: int | None

    def path(self, name: str) -> str:
        """The path from the root of what the folder holds under a name."""
        return f"{self.below}/{name}" if self.below else name

    def mode(self, name: str) -> int:
        """The mode of an entry, of a link itself. Raises OSError."""
        place, parent = self._at(name)
        return os.stat(place, dir_fd=parent, follow_symlinks=False).st_mode

    def open(self, name: str) -> int:
        """A descriptor of an entry that is no link. Raises OSError."""
        place, parent = self._at(name)
        return os.open(place, _FLAGS, dir_fd=parent)

    def _at(self, name: str) -> tuple[str, int | None]:
        if self.descriptor is None:
            return str(Path(self.place, name)), None
        return name, self.descriptor


def read_files(folder: Path, report: Report) -> dict[str, bytes]:
    """The visible files by path, sorted: the bytes of the `.md` ones, none of the others. Reports what cannot be read.

    Of a file beyond the bound, so many bytes are read that it shows.
    """
    found: dict[str, bytes] = {}
    unlisted = {""}
    with suppress(OSError):  # a folder that cannot be listed stays in `unlisted`
        for current, folders, names in _walk(folder.resolve()):
            unlisted.discard(current.below)
            folders[:] = [name for name in folders if _enters(current, name, report)]
            unlisted.update(map(current.path, folders))
            for name in names:
                raw = _read(current, name, report)
                if raw is not None:
                    found[current.path(name)] = raw
    for path in sorted(unlisted):
        report.add(messages.FOLDER_UNREADABLE if path else messages.FOLDER_ABSENT, path)
    return dict(sorted(found.items(), key=lambda file: file[0].split("/")))


def _walk(root: Path) -> Iterator[tuple[_Folder, list[str], list[str]]]:
    """Each folder with the names of its folders, of which the walk enters those that are left, and of its files."""
    for place, folders, files, descriptor in _steps(root):
        below = PurePath(place).relative_to(root).as_posix()
        folder = _Folder("" if below == "." else below, place, descriptor)
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield folder, folders, [name for name in files if not is_hidden(name)]


def _steps(root: Path) -> Iterator[tuple[str, list[str], list[str], int | None]]:
    if hasattr(
        os, "fwalk"
    ):  # enters no folder that has become a link meanwhile; Windows does without
        yield from os.fwalk(root)
    else:
        yield from ((*step, None) for step in os.walk(root))


def _enters(folder: _Folder, name: str, report: Report) -> bool:
    """Whether a folder's entry is a folder to be read; reports why it is not."""
    path = folder.path(name)
    return check_path(f"{path}/", report) and _is(stat.S_ISDIR, folder, name, report)


def _read(folder: _Folder, name: str, report: Report) -> bytes | None:
    """The bytes of a folder's file; reports why there are none."""
    path = folder.path(name)
    if not (check_path(path, report) and _is(stat.S_ISREG, folder, name, report)):
        return None
    if not is_sheet(path):
        return b""
    try:
        with os.fdopen(folder.open(name), "rb") as stream:
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return stream.read(bounds.FILE + 1)
        report.add(messages.FILE_SPECIAL, path)
    except OSError as error:
        link = error.errno in _LINK
        report.add(messages.FILE_SPECIAL if link else messages.FILE_UNREADABLE, path)
    return None


def _is(kind: Callable[[int], bool], folder: _Folder, name: str, report: Report) -> bool:
    """Whether an entry is of a kind; reports why it is not."""
    path = folder.path(name)
    try:
        found = kind(folder.mode(name))
    except OSError:  # it has just gone
        report.add(messages.FILE_UNREADABLE, path)
        return False
    if not found:
        report.add(messages.FILE_SPECIAL, path)
    return found
