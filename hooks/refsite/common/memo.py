"""Memoisation across the builds of a preview: values are reused while builds go on asking for them."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


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

    def next_build(self) -> None:
        """Begin a build; entries that neither it nor the build before asks for are dropped at the next."""
        self._before, self._now = self._now, {}
