"""The site's place on disk: built beside the old one, put in its place in one step, or not at all."""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class UnsafeTargetError(Exception):
    """The place asked for is not a site's; the message says why, in French."""


def staging_for(site: Path, keep: tuple[Path, ...] = ()) -> Path:
    """A new empty folder beside `site`, to build in. `keep` are folders that a site must not hold.

    Raises UnsafeTargetError when replacing `site` would destroy something else, and OSError when the folder
    cannot be made. What a killed build left behind is swept.
    """
    site = site.absolute()
    for folder in keep:
        if folder.resolve().is_relative_to(site.resolve()):
            message = f"{site} contient {folder} : choisissez pour le site un dossier à lui."
            raise UnsafeTargetError(message)
    if site.exists() and not _may_be_replaced(site):
        message = f"{site} n’est pas le dossier d’un site : choisissez un dossier nouveau, vide, ou celui d’un site."
        raise UnsafeTargetError(message)
    site.parent.mkdir(parents=True, exist_ok=True)
    sweep(site)
    staging = site.parent / f".{site.name}.{os.getpid()}.nouveau"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    return staging


def _may_be_replaced(site: Path) -> bool:
    """Whether a folder is empty, or that of a site: nothing else is ever deleted."""
    if not site.is_dir() or (site / ".git").exists():
        return False
    return (site / "index.html").is_file() or not any(site.iterdir())


def write(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files, given by path and content, below a folder. Raises OSError."""
    made = {folder}
    for path, content in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(content)


def put_in_place(staging: Path, site: Path) -> None:
    """Make `staging` the site, at once; the old one is deleted afterwards. Raises OSError, the old site whole."""
    site = site.absolute()
    if not site.exists():
        staging.rename(site)
        return
    if not _exchange(staging, site):
        aside = site.parent / f".{site.name}.{os.getpid()}.ancien"
        site.rename(aside)
        try:
            staging.rename(site)
        except OSError:
            aside.rename(site)
            raise
        staging = aside
    shutil.rmtree(staging, ignore_errors=True)


def sweep(site: Path) -> None:
    """Delete what builds that no longer run left beside `site`; put back an old site that has no successor."""
    for left in sorted(site.parent.glob(f".{site.name}.*.*")):
        pid, _, kind = left.name[len(site.name) + 2 :].partition(".")
        if not pid.isdigit() or kind not in {"nouveau", "ancien"} or _runs(int(pid)):
            continue
        if kind == "ancien" and not site.exists():
            left.rename(site)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
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
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def discard(staging: Path) -> None:
    """Delete a site that will not be published."""
    shutil.rmtree(staging, ignore_errors=True)


def cache(project: Path, name: str) -> Path | None:
    """A folder of the project for what saves time; None where none can be made."""
    folder = project / ".cache" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
