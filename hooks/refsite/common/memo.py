"""Memoisation across the builds of a preview: values are reused while builds go on asking for them."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

from refsite.common.two_processes import share

Key = TypeVar("Key")
Value = TypeVar("Value")

_PIECE = 16
"""Values that are made at once, when many are."""


class Memo(Generic[Key, Value]):
    """A memoised function of one argument; its value must depend on nothing but that key."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __call__(self, key: Key) -> Value:
        """The value for `key`, made at the first call."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else self._make(key)
        return self._now[key]

    def make_all(self, keys: Iterable[Key]) -> None:
        """Make the values for many keys that are not known yet, in two processes; values are pickled."""
        new = [k for k in dict.fromkeys(keys) if k not in self._now and k not in self._before]
        parts = [new[start : start + _PIECE] for start in range(0, len(new), _PIECE)]
        made = share([partial(self._made, part) for part in parts])
        for part, values in zip(parts, made, strict=True):
            self._now.update(zip(part, values, strict=True))

    def _made(self, keys: Sequence[Key]) -> list[Value]:
        return [self._make(key) for key in keys]

    def next_build(self) -> None:
        """Begin a build; entries that neither it nor the build before asks for are dropped at the next."""
        self._before, self._now = self._now, {}
