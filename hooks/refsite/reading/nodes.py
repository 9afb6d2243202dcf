"""A parsed sheet: nodes, and the sections of text that they hold."""

from dataclasses import dataclass

from refsite.reading.folder import Source
from refsite.reading.yaml_blocks import Fields


@dataclass(frozen=True, slots=True)
class Section:
    """A title without a block, and its text. `depth` counts its `#`; `title` is empty for text alone."""

    path: str
    title: str
    depth: int
    line: int
    text: str
    text_line: int


@dataclass(frozen=True, slots=True)
class SheetNode:
    """A title with its block: `name` as written after the `#` and one blank."""

    name: str
    depth: int
    line: int
    fields: Fields
    body: tuple["Section | SheetNode", ...] = ()

    @property
    def children(self) -> tuple["SheetNode", ...]:
        return tuple(part for part in self.body if isinstance(part, SheetNode))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed file: its nodes without a parent (one, when it is right). `titled`: a node comes first."""

    source: Source
    roots: tuple[SheetNode, ...]
    titled: bool = True
