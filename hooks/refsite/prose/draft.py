"""A text under edits, each character of which is still found in the sheet."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Start and end of a stretch, and the text in its place."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Line and column in a text, from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, and the offsets at which its stretches begin, here and in the draft `before` its last edits."""

    text: str
    before: "Draft | None" = None
    starts: tuple[int, ...] = (0,)
    origins: tuple[int, ...] = (0,)

    def edited(self, edits: Iterable[Edit]) -> "Draft":
        """The draft after edits, given in order."""
        pieces: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        done = length = 0
        for start, end, new in edits:
            for origin, piece in ((done, self.text[done:start]), (start, new)):
                starts.append(length)
                origins.append(origin)
                pieces.append(piece)
                length += len(piece)
            done = end
        if not pieces:
            return self
        text = "".join((*pieces, self.text[done:]))
        return Draft(text, self, (*starts, length), (*origins, done))

    def place(self, offset: int) -> Place:
        """Line and column, in the text before all edits, of the character at `offset`."""
        if self.before is None:
            begin = self.text.rfind("\n", 0, offset) + 1
            return Place(self.text.count("\n", 0, offset), offset - begin)
        at = bisect_right(self.starts, offset) - 1
        return self.before.place(self.origins[at] + offset - self.starts[at])
