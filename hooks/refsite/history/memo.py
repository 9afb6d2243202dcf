"""What was computed for a pair of revisions, kept on disk: whatever is not understood there counts as not there."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from refsite.changes.changes import Change, Kind
from refsite.common.atomic import whole
from refsite.common.program import program

FORMAT = 1
"""Changes when what is kept, or how it is computed, does."""

Known = tuple[tuple[Change, ...], Mapping[str, dt.date]]
"""The changes of a pair of revisions, and the days on which pages changed."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A folder of what was computed by this very program; None keeps nothing."""

    folder: Path | None
    _program: str = field(default_factory=program)

    def load(self, key: str, name: str = "") -> Known | None:
        """What is kept for `key`; None when nothing is, or nothing that can be read."""
        if self.folder is None:
            return None
        try:
            data = json.loads(self._file(key, name).read_text(encoding="utf-8"))
            if data["key"] != self._digest(key):
                return None
            days = {str(page): dt.date.fromisoformat(day) for page, day in data["days"].items()}
            return tuple(map(_change, data["changes"])), days
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def save(self, key: str, known: Known, name: str = "") -> None:
        """Keep what was computed for `key`, in one move; under `name`, in the place of what was there before."""
        if self.folder is None:
            return
        rows = [_row(change) for change in known[0]]
        days = {page: day.isoformat() for page, day in known[1].items()}
        data = {"key": self._digest(key), "changes": rows, "days": days}
        with suppress(OSError), whole(self._file(key, name)) as stream:
            stream.write(json.dumps(data, ensure_ascii=False).encode(errors="replace"))

    def _file(self, key: str, name: str) -> Path:
        return (self.folder or Path()) / f"{name or self._digest(key)}.json"

    def _digest(self, key: str) -> str:
        return hashlib.sha256(f"{FORMAT} {self._program} {key}".encode()).hexdigest()[:40]


def _row(change: Change) -> list[object]:
    return [
        change.kind.value, change.key, change.page, change.title, change.mot, change.nom, change.before, change.after,
        change.passages, change.below,
    ]  # fmt: skip


def _change(row: Any) -> Change:  # noqa: ANN401  # it comes from a file: what it is not raises
    kind, key, page, title, mot, nom, before, after, passages, below = row
    texts = (key, page, title, mot, nom, before, after)
    runs = tuple(tuple((op, text) for op, text in passage) for passage in passages)
    if not all(isinstance(text, str) for text in (*texts, *below)):
        raise TypeError
    if not all(isinstance(text, str) for passage in runs for run in passage for text in run):
        raise TypeError
    return Change(Kind(kind), key, page, title, mot, nom, before, after, runs, tuple(below))
