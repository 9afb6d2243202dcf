"""Changes and days as JSON, for the cache on disk."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from refsite.changes.changes import Change, Kind

Known = tuple[tuple[Change, ...], Mapping[str, dt.date]]
"""Changes between two revisions, and by page the day of its last change."""


def to_bytes(known: Known) -> bytes:
    """Encode as JSON in ASCII, which holds any text, lone surrogates too."""
    changes, days = known
    rows = [astuple(change) for change in changes]
    return json.dumps((rows, {page: day.isoformat() for page, day in days.items()})).encode()


def from_bytes(content: bytes) -> Known:
    """Decode what `to_bytes` encoded."""
    rows, days = json.loads(content)
    changes = tuple(map(_change, rows))
    return changes, {page: dt.date.fromisoformat(day) for page, day in days.items()}


def _change(row: Any) -> Change:  # noqa: ANN401  # the fields of Change in order, lists for tuples
    kind, key, page, title, mot, nom, before, after, passages, below = row
    runs = tuple(tuple((sign, text) for sign, text in passage) for passage in passages)
    return Change(Kind(kind), key, page, title, mot, nom, before, after, runs, tuple(below))
