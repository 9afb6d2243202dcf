"""The site's place on disk: built beside the old one, put in its place in one step, or not at all.

A build holds a lock beside the site from `stage` on, until the site is in place or the process ends, however it
ends. So builds of one site follow each other, and what stands beside it when the lock is free is what a killed
build left.
"""

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from refsite.common.atomic import atomic_write
from refsite.common.two_processes import share
from refsite.data.records import SCHEMA

MARK = ".refsite"
"""The file by which a site of ours is known: no other folder is ever replaced."""
MARK_TEXT = "Ce dossier est un site construit par refsite : la construction suivante le remplace en entier.\n"
_OURS = (MARK, SCHEMA)
"""Files that nobody else writes; sites built before there was a mark have the schema of the data."""

_PATIENCE = 300
"""Seconds to wait for another build of the same site."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2

Piece = Callable[[], Iterable[tuple[str, bytes]]]
"""A piece of the work on a site: makes some of its files, each with its path."""


@dataclass(frozen=True, slots=True)
class Written:
    """Size of each file written, by path, and the paths that the old site had with the same content."""

    sizes: Mapping[str, int]
    same: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Staging:
    """A folder to build in, for the place `site`, and the lock on both."""

    folder: Path
    site: Path
    lock: BaseFileLock


class UnsafeTargetError(Exception):
    """The place asked for cannot be a site's; the message says why, in French."""


def stage(site: Path, keep: tuple[Path, ...] = ()) -> Staging:
    """Make an empty folder beside `site` to build in. `keep` are folders that a site must not hold.

    Raises UnsafeTargetError when replacing `site` would destroy something else, or when another build of it does
    not end; OSError when the folder cannot be made. What a killed build left is swept.
    """
    site = site.resolve()
    for folder in keep:
        if folder.resolve().is_relative_to(site):
            message = f"{site} contient {folder} : choisissez pour le site un dossier à lui."
            raise UnsafeTargetError(message)
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(site)
    try:
        _sweep(site)
        _refuse_to_erase(site)
        _new(site).mkdir()
    except BaseException:
        _release(lock)
        raise
    return Staging(_new(site), site, lock)


def _refuse_to_erase(site: Path) -> None:
    """Raise UnsafeTargetError for a folder with content that no build of ours made."""
    if site.exists() and not _may_be_replaced(site):
        message = (
            f"{site} n’est pas vide, et ce n’est pas un site construit par cette commande : rien n’y est touché."
            " Choisissez un dossier nouveau ou vide."
        )
        raise UnsafeTargetError(message)


def _may_be_replaced(site: Path) -> bool:
    """Whether a folder is empty or a site of ours."""
    if not site.is_dir() or (site / ".git").exists():
        return False
    return any((site / name).is_file() for name in _OURS) or not any(site.iterdir())


def write(files: Iterable[tuple[str, bytes]], folder: Path, old: Path | None = None) -> Written:
    """Write files, given by path and content, below a folder. Raises OSError.

    What the site `old` has with the same content keeps its date, by which a web server tells a browser that its
    copy is still good. Everybody may read all of it, whatever the umask: a web server is somebody else.
    """
    sizes: dict[str, int] = {}
    same: set[str] = set()
    umask = os.umask(0o022)
    try:
        for path, content in files:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            sizes[path] = len(content)
            date = _date_if_same(old / path, content) if old else None
            if date is not None:
                os.utime(file, ns=(date, date))
                same.add(path)
    finally:
        os.umask(umask)
    return Written(sizes, frozenset(same))


def write_shared(pieces: Sequence[Piece], folder: Path, old: Path) -> Written:
    """Make and write the files of a site, as `write` does, in two processes. Raises what making a file raises."""
    parts = share([partial(_write_piece, piece, folder, old) for piece in pieces])
    sizes = {path: size for part in parts for path, size in part.sizes.items()}
    return Written(sizes, frozenset[str]().union(*(part.same for part in parts)))


def _write_piece(piece: Piece, folder: Path, old: Path) -> Written:
    return write(piece(), folder, old)


def _date_if_same(file: Path, content: bytes) -> int | None:
    """Nanoseconds of the last change of a regular file that holds `content`; None for any other."""
    try:
        found = file.lstat()
        regular = stat.S_ISREG(found.st_mode) and found.st_size == len(content)
        return found.st_mtime_ns if regular and file.read_bytes() == content else None
    except OSError:
        return None


def write_one(path: str, content: bytes, folder: Path) -> None:
    """Write a file below a folder atomically."""
    with atomic_write(folder / path) as stream:
        stream.write(content)


def put_in_place(staging: Staging) -> None:
    """Replace the site by the folder at once, then delete the old one. Raises OSError, the old site whole.

    Everybody may enter it; what it holds is as `write` made it.
    """
    staging.folder.chmod(0o755)
    if not staging.site.exists():
        staging.folder.rename(staging.site)
    else:
        if not exchange(staging.folder, staging.site):
            _replace(staging.folder, staging.site)
        shutil.rmtree(staging.folder, ignore_errors=True)
    _release(staging.lock)


def _replace(folder: Path, site: Path) -> None:
    """Swap in two steps. Between them there is no site: the next build puts it back if this one is killed."""
    aside = _aside(site)
    site.rename(aside)
    try:
        folder.rename(site)
    except OSError:
        aside.rename(site)
        raise
    aside.rename(folder)  # no longer to be put back: from here on it may be half deleted


def sweep(site: Path) -> None:
    """Delete what a killed build left beside `site`; put back an old site that has no successor."""
    site = site.resolve()
    if any(left(site).exists() for left in (_new, _aside, _lock_file)):
        with _locked(site):
            _sweep(site)


def _sweep(site: Path) -> None:
    aside = _aside(site)
    if aside.is_dir() and not aside.is_symlink() and not site.exists():
        aside.rename(site)
    for left in (aside, _new(site)):
        shutil.rmtree(left, ignore_errors=True)


def _new(site: Path) -> Path:
    """Folder in which a site is built; after a swap, it holds the old one until its deletion."""
    return site.with_name(f".{site.name}.nouveau")


def _aside(site: Path) -> Path:
    """Folder of the old site during a swap in two steps."""
    return site.with_name(f".{site.name}.ancien")


def _lock_file(site: Path) -> Path:
    return site.with_name(f".{site.name}.verrou")


def _lock(site: Path) -> BaseFileLock:
    """Take the lock of a site. Raises UnsafeTargetError when another build keeps it too long."""
    lock = FileLock(_lock_file(site))
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout as error:
        message = f"une autre commande construit {site} : attendez qu’elle finisse, ou arrêtez-la."
        raise UnsafeTargetError(message) from error
    return lock


def _release(lock: BaseFileLock) -> None:
    """Give the lock back, without its file: whoever waits for it makes a new one."""
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()


@contextmanager
def _locked(site: Path) -> Iterator[None]:
    lock = _lock(site)
    try:
        yield
    finally:
        _release(lock)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def discard(staging: Staging) -> None:
    """Delete a folder that will not be published."""
    shutil.rmtree(staging.folder, ignore_errors=True)
    _release(staging.lock)
