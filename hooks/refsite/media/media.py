"""Check of the images and documents of the folder, and the notes about them."""

import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from refsite.common import bounds, messages
from refsite.common.french import size
from refsite.common.memo import Memo
from refsite.common.problems import Problem, Report
from refsite.media.kinds import Kind, kind_of
from refsite.media.svg import SvgError, svg_size

_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
"""Paths that every host serves and every program copies as they are."""
_NAMED = 5
"""Files that a note names; the others are counted."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """An image or a document: its path in the folder and on the site, its format, its bytes.

    `width` and `height` are in pixels, as the image is seen; 0 for a document.
    """

    path: str
    kind: Kind
    size: int
    width: int = 0
    height: int = 0
    raw: bytes = field(default=b"", compare=False, repr=False)

    @property
    def address(self) -> str:
        """The address from the site's root."""
        return quote(self.path)

    @property
    def label(self) -> tuple[str, str]:
        """Format and size for readers: « PDF », « 1,2 Mo »."""
        return self.kind.name, size(self.size)


@dataclass(frozen=True, slots=True)
class Media:
    """Images and documents by path; the paths of those in error, and of the files that are not published."""

    files: Mapping[str, MediaFile] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    aside: tuple[str, ...] = ()


Checked = tuple[MediaFile | None, tuple[Problem, ...]]


class Checker(Memo[tuple[str, bytes], Checked]):
    """Memoised check of a file given by path and bytes."""

    def __init__(self) -> None:
        super().__init__(_checked)


def read_media(
    others: Mapping[str, bytes], aside: Iterable[str], report: Report, checker: Checker
) -> Media:
    """The images and documents among the files of a folder; problems, and files left aside, go to the report."""
    left = tuple(aside)
    if left:
        report.add(messages.FILES_ASIDE, "", names=_names(left))
    total = sum(map(len, others.values()))
    if len(others) > bounds.MEDIA_FILES:
        report.add(messages.MEDIA_MANY, "", total=len(others), most=bounds.MEDIA_FILES)
    elif total > bounds.MEDIA:
        report.add(messages.MEDIA_BIG, "", most=size(bounds.MEDIA))
    else:
        files: dict[str, MediaFile] = {}
        for item in others.items():
            file, problems = checker(item)
            report.extend(problems)
            if file:
                files[file.path] = file
        return Media(files, frozenset(others.keys() - files.keys()), left)
    return Media({}, frozenset(others), left)


def report_orphans(media: Media, used: Iterable[str], report: Report) -> None:
    """Note the files that no text shows or leads to; `used` are the paths of the others."""
    orphans = media.files.keys() - set(used)
    if orphans:
        report.add(messages.FILES_ORPHAN, "", names=_names(sorted(orphans)))


def _names(paths: Iterable[str]) -> str:
    """The first paths of a list, and how many more there are."""
    listed = ["".join(c if c.isprintable() else "\ufffd" for c in path) for path in paths]
    more = len(listed) - _NAMED
    return ", ".join(listed[:_NAMED]) + (f" et {more} de plus" if more > 0 else "")


def _checked(item: tuple[str, bytes]) -> Checked:
    """A file, and its problems; None when it is not published."""
    path, raw = item
    report = Report()
    kind = kind_of(path)
    if kind is None:
        return None, ()
    file = _file(path, raw, kind, report)
    if file:
        _advise(file, report)
    return file, report.problems


def _file(path: str, raw: bytes, kind: Kind, report: Report) -> MediaFile | None:
    """A file within the bounds whose bytes are of its format; reports why there is none."""
    if len(raw) > kind.most:
        report.add(messages.FILE_HEAVY, path, format=kind.name, most=size(kind.most))
    elif not raw or not kind.holds(raw):
        report.add(messages.FILE_OTHER_FORMAT, path, format=kind.name)
    elif not kind.image:
        return MediaFile(path, kind, len(raw), raw=raw)
    else:
        width, height = _pixels(path, raw, kind, report)
        if width * height > bounds.PIXELS:
            report.add(messages.IMAGE_PIXELS, path, width=width, height=height, most=bounds.PIXELS)
        elif width > 0 and height > 0:
            return MediaFile(path, kind, len(raw), width, height, raw)
    return None


def _pixels(path: str, raw: bytes, kind: Kind, report: Report) -> tuple[int, int]:
    """Width and height of an image as it is seen, 0 when they cannot be read, which is reported."""
    if kind.name == "SVG":
        try:
            return svg_size(raw)
        except SvgError as error:
            report.add(error.message, path, error.line, value=error.value, most=bounds.SVG_DEPTH)
            return 0, 0
    import imagesize  # noqa: PLC0415  # slow to load, and most folders have no image

    width, height = imagesize.get(io.BytesIO(raw))  # never raises; turns photographs as they are
    if width <= 0 or height <= 0:
        report.add(messages.FILE_OTHER_FORMAT, path, format=kind.name)
        return 0, 0
    return width, height


def _advise(file: MediaFile, report: Report) -> None:
    """Warn of heavy images and fragile file names."""
    if not _PLAIN.fullmatch(file.path):
        report.add(messages.FILE_NAME_FRAGILE, file.path)
    if file.kind.image and file.size > bounds.HEAVY:
        report.add(messages.IMAGE_HEAVY, file.path, size=size(file.size), most=size(bounds.HEAVY))
