"""Edition of the contents: version (tag `vAAAA.N`) and date, from git."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from refsite.common.french import NBSP, long_date
from refsite.history.git import Past, run


@dataclass(frozen=True, slots=True)
class Edition:
    """A version (`2026.1`, empty before the first), the date of the contents' last change, None if unknown.

    `revised`: they have changed since that version.
    """

    version: str = ""
    date: dt.date | None = None
    revised: bool = False

    @property
    def label(self) -> str:
        """« version 2026.1 du 23 novembre 2026 », or the part that is known; empty when nothing is."""
        day = long_date(self.date) if self.date else ""
        if not self.version:
            return f"état du {day}" if day else ""
        name = f"version{NBSP}{self.version}" + (", révisée depuis" if self.revised else "")
        return f"{name}, état du {day}" if self.revised and day else f"{name}{day and ' du '}{day}"


UNKNOWN = Edition()


def read_edition(past: Past | None, environ: Mapping[str, str]) -> Edition:
    """Read the edition of a folder of sheets from git; without git, its date from SOURCE_DATE_EPOCH."""
    if past is None or past.repository.shallow:
        return Edition("", _day(environ.get("SOURCE_DATE_EPOCH", "")))
    folder = past.repository.folder
    newest = past.held[-1] if past.held else None
    revised = newest is not None and (
        past.trees[newest.commit] != past.trees[past.head]
        or bool(run(folder, "status", "--porcelain", "--", "."))
    )
    until = newest.commit if newest and not revised else "HEAD"
    last = run(folder, "log", "-1", "--format=%ct", until, "--", ".").strip()
    day = _day(last or environ.get("SOURCE_DATE_EPOCH", ""))
    return Edition(newest.name if newest else "", day, revised)


def _day(moment: str) -> dt.date | None:
    """Day (UTC) of a number of seconds since 1970; None for any other text."""
    try:
        return dt.datetime.fromtimestamp(int(moment), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
