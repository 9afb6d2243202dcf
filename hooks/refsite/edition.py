"""Which edition of the contents this is: a version (tag `vAAAA.N`) and a date, as git tells them."""

import datetime as dt
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from refsite.french import NBSP, long_date

_TAGS = "v[0-9][0-9][0-9][0-9].[0-9]*"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version (`2026.1`, empty before the first), the date of the contents' last change, None where nobody knows it.

    `revised` says that they have changed since that version.
    """

    version: str = ""
    date: dt.date | None = None
    revised: bool = False

    @property
    def label(self) -> str:
        """« version 2026.1 du 23 novembre 2026 », or what of it is known; empty when nothing is."""
        day = long_date(self.date) if self.date else ""
        if not self.version:
            return f"état du {day}" if day else ""
        name = f"version{NBSP}{self.version}" + (", révisée depuis" if self.revised else "")
        return f"{name}, état du {day}" if self.revised and day else f"{name}{day and ' du '}{day}"


UNKNOWN = Edition()


def read_edition(folder: Path, environ: Mapping[str, str]) -> Edition:
    """The edition of a folder of sheets: from its git repository, else dated by SOURCE_DATE_EPOCH, else unknown."""
    moment = _git(folder, "log", "-1", "--format=%ct", "--", ".") or environ.get(
        "SOURCE_DATE_EPOCH", ""
    )
    day = dt.datetime.fromtimestamp(int(moment), dt.UTC).date() if moment.isdecimal() else None
    tag = _git(folder, "describe", "--tags", "--abbrev=0", "--match", _TAGS)
    revised = bool(tag and _git(folder, "log", "-1", "--format=%h", f"{tag}..HEAD", "--", "."))
    return Edition(tag.removeprefix("v"), day, revised)


def _git(folder: Path, *arguments: str) -> str:
    """What git answers, empty when it cannot: no git, no repository, no commit."""
    try:
        done = subprocess.run(  # noqa: S603  # fixed words and a folder of the editor's
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # the machine's own git
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
