"""The ids of the référentiels: `6.1.2.3`, text that sorts by number."""

import re

_ID = re.compile(r"(?:0|[1-9][0-9]{0,3})(?:\.(?:0|[1-9][0-9]{0,3})){0,9}")
VERSION = re.compile(r"(?P<year>[1-9][0-9]{3})\.(?P<rank>0|[1-9][0-9]{0,3})")
"""A version of the contents, `AAAA.N`; its tag has a `v` before it."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether `text` is numbers joined by full stops, without leading zeros."""
    return _ID.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether `text` names a référentiel or a theme: small letters, digits, `_` and `-`."""
    return _NAME.fullmatch(text) is not None


def numbers(id_: str) -> tuple[int, ...]:
    """The sort key of an id: 5.10 comes after 5.9."""
    return tuple(int(part) for part in id_.split("."))


def depth(id_: str) -> int:
    """Number of levels of an id; 0 for the référentiel itself (the empty id)."""
    return id_.count(".") + 1 if id_ else 0


def parent(id_: str) -> str:
    """The id one level up; empty for an axe."""
    return id_.rpartition(".")[0]
