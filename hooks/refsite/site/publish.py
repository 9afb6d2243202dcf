"""The site's place on disk: built beside the old one, put in its place in one step, or not at all.

A build holds a lock on the folder that it works in: the system lets go of it when the process ends, however it
ends, and what nobody holds is what a killed build left. What takes a moment and concerns several builds (sweep,
swap) is done by one of them at a time.
"""

import contextlib
import ctypes
import errno
import fcntl
import glob
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from refsite.common.atomic import whole

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NEW, _OLD = "nouveau", "ancien"
_READABLE = stat.S_IFREG | 0o644
"""The mode of every file of a site."""


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written: the bytes of each by its path, and which the old site had with the same content."""

    sizes: Mapping[str, int]
    same: frozenset[str] = frozenset()


class UnsafeTargetError(Exception):
    """The place asked for is not a site's; the message says why, in French."""


def staging_for(site: Path, keep: tuple[Path, ...] = ()) -> Path:
    """A new empty folder beside `site`, to build in, ours until the process ends. `keep` are folders that a site must not hold.

    Raises UnsafeTargetError when replacing `site` would destroy something else, and OSError when the folder
    cannot be made. What a killed build left behind is swept.
    """
    site = site.resolve()
    for folder in keep:
        if folder.resolve().is_relative_to(site):
            message = f"{site} contient {folder} : choisissez pour le site un dossier à lui."
            raise UnsafeTargetError(message)
    if site.exists() and not _may_be_replaced(site):
        message = f"{site} n’est pas le dossier d’un site : choisissez un dossier nouveau, vide, ou celui d’un site."
        raise UnsafeTargetError(message)
    site.parent.mkdir(parents=True, exist_ok=True)
    with _alone(site.parent):
        _sweep(site)
        staging = Path(tempfile.mkdtemp(f".{_NEW}", f".{site.name}.", site.parent))
        _hold(staging)
    return staging


def _may_be_replaced(site: Path) -> bool:
    """Whether a folder is empty, or that of a site: nothing else is ever deleted."""
    if not site.is_dir() or (site / ".git").exists():
        return False
    return (site / "index.html").is_file() or not any(site.iterdir())


def write(files: Iterable[tuple[str, bytes]], folder: Path, old: Path | None = None) -> Written:
    """Write files, given by path and content, below a folder. Raises OSError.

    What the site `old` holds with the same content is linked, not written again: it keeps its date, by which a web
    server tells a browser that its copy is still good. Everybody may read all of it, whatever the umask: a web
    server is somebody else.
    """
    sizes: dict[str, int] = {}
    same: set[str] = set()
    made = {""}
    for path, content in files:
        _make_folder(str(folder), path.rpartition("/")[0], made)
        sizes[path] = len(content)
        known = _holding(f"{old}/{path}", content) if old else None
        if known:
            same.add(path)
        if known is None or not _link(f"{old}/{path}", known, f"{folder}/{path}"):
            _create(f"{folder}/{path}", content)
    return Written(sizes, frozenset(same & sizes.keys()))


def _make_folder(top: str, path: str, made: set[str]) -> None:
    """Make a folder below `top` and those above it, but for those already `made`."""
    if path in made:
        return
    _make_folder(top, path.rpartition("/")[0], made)
    target = f"{top}/{path}"
    try:
        os.mkdir(target)  # noqa: PTH102  # a site has thousands: a Path for each takes as long as the folder
    except FileExistsError:
        if not Path(target).is_dir():
            raise
    os.chmod(target, 0o755)  # noqa: PTH101, S103
    made.add(path)


def _create(path: str, content: bytes) -> None:
    """Write a file of its own, never into one that stands there: that may be a link to the old site's."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        handle = os.open(path, flags, 0o644)
    except FileExistsError:
        Path(path).unlink()
        handle = os.open(path, flags, 0o644)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, 0o644)
        file.write(content)


def _holding(path: str, content: bytes) -> os.stat_result | None:
    """What the system says of the file at `path` when it holds `content`; None where it does not, or cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        found = os.fstat(handle)
        regular = stat.S_ISREG(found.st_mode)
        return found if regular and os.read(handle, len(content) + 1) == content else None
    except OSError:
        return None
    finally:
        os.close(handle)


def _link(old: str, known: os.stat_result, new: str) -> bool:
    """Give the file `known` of the old site a second name; False where it may not have one.

    Not when somebody else has linked it already: who writes into one name would write into all. And another build
    may have put its own site there meanwhile.
    """
    if known.st_mode != _READABLE or known.st_nlink != 1:
        return False
    try:
        os.link(old, new, follow_symlinks=False)
        made = os.lstat(new)
    except OSError:
        return False
    return (made.st_dev, made.st_ino) == (known.st_dev, known.st_ino)


def write_one(path: str, content: bytes, folder: Path) -> None:
    """Write a file below a folder in one move: who reads it meanwhile gets all of the old one or of the new."""
    with whole(folder / path) as stream:
        stream.write(content)


def put_in_place(staging: Path, site: Path) -> None:
    """Make `staging` the site, at once; the old one is deleted afterwards. Raises OSError, the old site whole.

    Everybody may enter it; what it holds is as `write` made it.
    """
    site = site.resolve()
    staging.chmod(0o755)
    with _alone(site.parent):
        if not site.exists():
            staging.rename(site)
            return
        if not _exchange(staging, site):
            _replace(staging, site)
    shutil.rmtree(staging, ignore_errors=True)


def _replace(staging: Path, site: Path) -> None:
    """Swap in two steps. Between them there is no site: the next build puts `aside` back if this one is killed."""
    aside = staging.with_suffix(f".{_OLD}")
    site.rename(aside)
    try:
        staging.rename(site)
    except OSError:
        aside.rename(site)
        raise
    aside.rename(staging)  # no longer to be put back: from here on it may be half deleted


def sweep(site: Path) -> None:
    """Delete what builds that no longer run left beside `site`; put back an old site that has no successor."""
    site = site.resolve()
    if site.parent.is_dir():
        with _alone(site.parent):
            _sweep(site)


def _sweep(site: Path) -> None:
    for left in sorted(site.parent.glob(f".{glob.escape(site.name)}.*.*")):
        token, _, kind = left.name[len(site.name) + 2 :].rpartition(".")
        if "." in token or kind not in {_NEW, _OLD} or not _abandoned(left):
            continue
        if kind == _OLD and not site.exists():
            left.rename(site)
        else:
            shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While no other build sweeps or swaps in `folder`; where files cannot be locked, at once."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _hold(folder: Path) -> None:
    """Lock a folder until the process ends: its handle stays open, and nobody needs to know it."""
    handle = os.open(folder, os.O_RDONLY)
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _abandoned(folder: Path) -> bool:
    """Whether no build holds a folder; where that cannot be known, it is left alone."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can; False where it cannot."""
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


def discard(staging: Path) -> None:
    """Delete a site that will not be published."""
    shutil.rmtree(staging, ignore_errors=True)
