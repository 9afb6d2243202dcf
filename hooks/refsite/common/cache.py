"""Results kept by what they were made from: within a build, and from one build of a preview to the next."""

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """A function that makes a value once for equal keys; it must depend on nothing but its key."""

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __call__(self, key: Key) -> Value:
        """The value for `key`."""
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else self._make(key)
        return self._now[key]

    def turn(self) -> None:
        """Begin a new build: what neither it nor the one before asks for is forgotten at the next turn."""
        self._before, self._now = self._now, {}
