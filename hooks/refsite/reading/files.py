"""The files of a folder as bytes; no link is followed, even one put in the place of a file while the folder is read."""

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from refsite.common import bounds, messages
from refsite.common.problems import Report

_NAMES = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in _NAMES)
"""Windows lacks the first: there, a link is seen only when its folder is listed."""
_GIT = ".git"
"""How the names of git's own files begin: everybody has them, and knows that they are not published."""
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


Room = Callable[[str], int]
"""How many bytes a file that is no sheet may have, by its name; 0 for one that is not read."""


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


@dataclass(frozen=True, slots=True)
class Files:
    """Files of a folder: the bytes of those that were read, by path, and the paths of those left aside, both sorted.

    Left aside: hidden files and folders (but git's own), and files that are neither sheets nor of a kind asked for.
    """

    read: Mapping[str, bytes]
    aside: tuple[str, ...] = ()


def sheets_alone(_: str) -> int:
    """The `Room` of a walk that reads sheets and nothing else."""
    return 0


def read_files(folder: Path, report: Report, room: Room = sheets_alone) -> Files:
    """The sheets, and the files for which `room` gives a number of bytes. Reports what cannot be read.

    Of a file beyond its bound, so many bytes are read that it shows; of the files beyond `bounds.MEDIA`, none.
    """
    found: dict[str, bytes] = {}
    aside: list[str] = []
    unlisted = {""}
    taken = 0
    with suppress(OSError):  # a folder that cannot be listed stays in `unlisted`
        for current, folders, names in _walk(folder.resolve()):
            unlisted.discard(current.below)
            hidden = [name for name in folders if is_hidden(name) and not name.startswith(_GIT)]
            aside += (f"{current.path(name)}/" for name in hidden)
            folders[:] = [name for name in folders if _enters(current, name, report)]
            unlisted.update(map(current.path, folders))
            for name in names:
                most = _most(name, room)
                if most is None:
                    aside += [] if name.startswith(_GIT) else [current.path(name)]
                    continue
                own = is_sheet(name)
                raw = _read(current, name, most if own or taken <= bounds.MEDIA else 0, report)
                if raw is not None:
                    found[current.path(name)] = raw
                    taken += 0 if own else len(raw)
                elif not is_sheet(name.lower()):
                    aside.append(current.path(name))
    for path in sorted(unlisted):
        report.add(messages.FOLDER_UNREADABLE if path else messages.FOLDER_ABSENT, path)
    in_order = sorted(found.items(), key=lambda file: file[0].split("/"))
    return Files(dict(in_order), tuple(sorted(aside)))


def _most(name: str, room: Room) -> int | None:
    """How many bytes of a file may be read; None for one that is left aside."""
    if is_hidden(name):
        return None
    if is_sheet(name.lower()):
        return bounds.FILE if is_sheet(name) else 0
    return room(name) or None


def _walk(root: Path) -> Iterator[tuple[_Folder, list[str], list[str]]]:
    """Each folder with the names of its folders, of which the walk enters those that are left, and of its files."""
    for place, folders, files, descriptor in _steps(root):
        below = PurePath(place).relative_to(root).as_posix()
        yield _Folder("" if below == "." else below, place, descriptor), folders, files


def _steps(root: Path) -> Iterator[tuple[str, list[str], list[str], int | None]]:
    if hasattr(
        os, "fwalk"
    ):  # enters no folder that has become a link meanwhile; Windows does without
        yield from os.fwalk(root)
    else:
        yield from ((*step, None) for step in os.walk(root))


def _enters(folder: _Folder, name: str, report: Report) -> bool:
    """Whether a folder's entry is a folder to be read; reports why it is not."""
    if is_hidden(name):
        return False
    path = folder.path(name)
    return check_path(f"{path}/", report) and _is(stat.S_ISDIR, folder, name, report)


def _read(folder: _Folder, name: str, most: int, report: Report) -> bytes | None:
    """The first bytes of a folder's file, one more than `most`; reports why there are none."""
    path = folder.path(name)
    if not (check_path(path, report) and _is(stat.S_ISREG, folder, name, report)):
        return None
    if not most:
        return b""
    try:
        with os.fdopen(folder.open(name), "rb") as stream:
            if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return stream.read(most + 1)
        report.add(messages.FILE_SPECIAL, path)
    except OSError as error:
        link = error.errno in _LINK
        report.add(messages.FILE_SPECIAL if link else messages.FILE_UNREADABLE, path)
    return None


def _is(kind: Callable[[int], bool], folder: _Folder, name: str, report: Report) -> bool:
    """Whether an entry is of a kind; reports why it is not, but for a link in the place of a file that is no sheet."""
    path = folder.path(name)
    try:
        found = kind(folder.mode(name))
    except OSError:  # it has just gone
        report.add(messages.FILE_UNREADABLE, path)
        return False
    if not found and (kind is stat.S_ISDIR or is_sheet(name.lower())):
        report.add(messages.FILE_SPECIAL, path)
    return found
