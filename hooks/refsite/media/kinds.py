"""Formats of images and documents: extension, name, size bound, file signature."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from refsite.common import bounds


@dataclass(frozen=True, slots=True)
class Kind:
    """A file format: its name for readers, its bound in bytes, whether it is an image, and a test of the bytes."""

    name: str
    most: int
    image: bool
    holds: Callable[[bytes], bool]


_AVIF = re.compile(rb".{4}ftyp(?:avif|avis|.{4}.{4}(?:.{4}){0,30}?(?:avif|avis))", re.DOTALL)


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda raw: raw.startswith(signatures)


def _open_document(mime: bytes) -> Callable[[bytes], bool]:
    """Test of an OpenDocument file: its type is stored first, not compressed."""
    return lambda raw: raw.startswith(b"PK\3\4") and b"mimetype" + mime in raw[:200]


def _office_open(folder: bytes) -> Callable[[bytes], bool]:
    """Test of an Office Open XML file: names of members are not compressed."""
    return lambda raw: raw.startswith(b"PK\3\4") and b"[Content_Types].xml" in raw and folder in raw


def _image(name: str, holds: Callable[[bytes], bool], most: int = bounds.IMAGE) -> Kind:
    return Kind(name, most, image=True, holds=holds)


def _document(name: str, holds: Callable[[bytes], bool]) -> Kind:
    return Kind(name, bounds.DOCUMENT, image=False, holds=holds)


_JPEG = _image("JPEG", _starts(b"\xff\xd8\xff"))
_ODF = b"application/vnd.oasis.opendocument."
KINDS = {
    "png": _image("PNG", _starts(b"\x89PNG\r\n\x1a\n")),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": _image("WebP", lambda raw: raw.startswith(b"RIFF") and raw[8:12] == b"WEBP"),
    "avif": _image("AVIF", lambda raw: _AVIF.match(raw[:200]) is not None),
    "gif": _image("GIF", _starts(b"GIF87a", b"GIF89a")),
    "svg": _image("SVG", lambda raw: b"<svg" in raw, bounds.SVG),
    "pdf": _document("PDF", _starts(b"%PDF-")),
    "odt": _document("ODT", _open_document(_ODF + b"text")),
    "ods": _document("ODS", _open_document(_ODF + b"spreadsheet")),
    "docx": _document("DOCX", _office_open(b"word/")),
    "xlsx": _document("XLSX", _office_open(b"xl/")),
    "csv": _document("CSV", lambda raw: b"\0" not in raw),
    "zip": _document("ZIP", _starts(b"PK\3\4", b"PK\5\6")),
}
"""By extension, in lower case."""


def kind_of(path: str) -> Kind | None:
    """The format that a file's name says; None for one that is not published."""
    return KINDS.get(PurePosixPath(path).suffix.lower().removeprefix("."))


def room(name: str) -> int:
    """How many bytes a file may have; 0 for one that is not published."""
    kind = kind_of(name)
    return kind.most if kind else 0
