"""The files of a site, each made when it is asked for: a build asks for all, a preview for few."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from traceback import extract_tb

from jinja2 import TemplateSyntaxError
from markupsafe import escape

from refsite.common.french import typo
from refsite.data.schema import InvalidDataError
from refsite.links import addresses
from refsite.pages.documents import Page
from refsite.site.publish import Piece

_DATA = (".json", ".csv", ".xlsx", ".zip")
"""Endings of the names of data: for another file, the data is not made."""

_PAGES, _FILES = 8, 64
"""How many pages, and how many of the other files, make a piece of work."""

Content = str | bytes | Callable[[], str]


@dataclass(frozen=True, slots=True)
class Site:
    """The pages, the files of `data`, and the other files; each file by its path from the site's root."""

    pages: tuple[Page, ...]
    files: Mapping[str, Content]
    data: Mapping[str, bytes] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of every file."""
        for piece in self.pieces():
            yield from piece()

    def pieces(self) -> Sequence[Piece]:
        """The work of making every file, in pieces. The last makes the data and the page that lists them."""
        pages = [(page.file, page.make) for page in self.pages if page.address != addresses.DATA]
        return (
            *_cut(pages, _PAGES),
            *_cut(list(self.files.items()), _FILES),
            self._data,
        )

    def _data(self) -> Iterator[tuple[str, bytes]]:
        for page in self.pages:
            if page.address == addresses.DATA:
                yield page.file, page.html.encode()
        yield from self.data.items()

    def content(self, path: str) -> bytes | None:
        """Content of the file at `path`; None when there is none."""
        found = self.files.get(path)
        if found is not None:
            return _bytes(found)
        page = next((page for page in self.pages if page.file == path), None)
        if page:
            return page.html.encode()
        return self.data.get(path) if path.endswith(_DATA) else None

    def shown(self, path: str) -> bytes | None:
        """Content for a preview: the error of a template takes the place of its page."""
        try:
            return self.content(path)
        except InvalidDataError as error:
            return _told(str(error))
        except Exception as error:  # noqa: BLE001  # a template runs as Python: whatever it raises is its author's
            message = f"Ce gabarit ne peut pas être rendu : {_place(error)} {type(error).__name__} {error}"
            return _told(message)


def _place(error: Exception) -> str:
    """The template and the line where it stopped: as Jinja says, or the last that was running."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or ''}:{error.lineno}"
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def _told(message: str) -> bytes:
    return (
        f"<!doctype html><title>Erreur</title><body><p>{escape(typo(message))}</p></body>".encode()
    )


def _cut(files: Sequence[tuple[str, Content]], size: int) -> Iterator[Piece]:
    """Pieces of so many files each."""
    for start in range(0, len(files), size):
        yield partial(_made, files[start : start + size])


def _made(files: Iterable[tuple[str, Content]]) -> Iterator[tuple[str, bytes]]:
    return ((path, _bytes(content)) for path, content in files)


def _bytes(content: Content) -> bytes:
    made = content() if callable(content) else content
    return made.encode() if isinstance(made, str) else made
