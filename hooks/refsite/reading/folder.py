"""Files of a folder to sources: decoded, within the bounds, in NFC, with no invisible character."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from refsite.common import ids, messages
from refsite.common.memo import Memo
from refsite.common.problems import Problem, Report
from refsite.reading.files import Room, check_size, is_sheet, read_files, sheets_alone
from refsite.reading.oversize import check_bounds

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# To yaml and to some editors, a line ends here; to all else, this is a blank. Word processors leave some.
_SEPARATOR = re.compile(r"[\u2028\u2029]")
# As themselves, or by their number in HTML.
_DIRECTION = re.compile(
    r"[\u202a-\u202e\u2066-\u2069]|&#(?:[xX]0*(?:202[a-eA-E]|206[6-9])|0*(?:823[4-8]|829[4-7]));"
)
_UNSEEN = re.compile(rf"{_CONTROL.pattern}|{_SEPARATOR.pattern}|{_DIRECTION.pattern}")


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file: its path in the folder, with `/`, its text (NFC, LF, no BOM), and its bytes as they are."""

    path: str
    text: str
    raw: bytes = field(default=b"", compare=False)

    @property
    def folder(self) -> str:
        """The folder's part of the path; empty at the root."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def named_as_sheet(self) -> bool:
        """Whether the file's name is that of a sheet: an id, or `index`."""
        return ids.is_id(self.stem) or self.stem.lower() == "index"


@dataclass(frozen=True, slots=True)
class Folder:
    """Contents of a folder: Markdown sources sorted by path, bytes of other files, paths of ignored ones."""

    sources: tuple[Source, ...]
    others: Mapping[str, bytes] = field(default_factory=dict)
    aside: tuple[str, ...] = ()


class Decoder(Memo[tuple[str, bytes], tuple[Source | None, tuple[Problem, ...]]]):
    """Memoised sources of files given by path and bytes, with their problems."""

    def __init__(self) -> None:
        super().__init__(_source)

    def decode(self, path: str, raw: bytes, report: Report) -> Source | None:
        """The source of a file, as `decode` gives its text."""
        source, problems = self((path, raw))
        report.extend(problems)
        return source


def _source(file: tuple[str, bytes]) -> tuple[Source | None, tuple[Problem, ...]]:
    report = Report()
    text = decode(*file, report)
    return (None if text is None else Source(file[0], text, file[1])), report.problems


def read_folder(
    folder: Path, report: Report, decoder: Decoder | None = None, room: Room = sheets_alone
) -> Folder:
    """The Markdown files below `folder`, and those for which there is `room`; follows no link."""
    decoder = decoder or Decoder()
    sources: list[Source] = []
    others: dict[str, bytes] = {}
    files = read_files(folder, report, room)
    for path, raw in files.read.items():
        if is_sheet(path):
            source = decoder.decode(path, raw, report)
            sources += [source] if source else []
        elif path.lower().endswith(".md"):
            name = f"{PurePath(path).stem}.md"
            report.add(messages.FILE_IGNORED_CAPITALS, path, name=name)
        else:
            others[path] = raw
    return Folder(tuple(sources), others, files.aside)


def decode(path: str, raw: bytes, report: Report) -> str | None:
    """The text of a file's bytes, BOM and CRLF set aside; None if it is not UTF-8 or out of bounds."""
    if not check_size(path, len(raw), report):
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        report.add(messages.FILE_ENCODING, path, line)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not check_bounds(path, text, report):
        return None
    clean = _visible(path, text, report) if _UNSEEN.search(text) else text
    if not unicodedata.is_normalized("NFC", clean):
        composed = unicodedata.normalize("NFC", clean)
        report.add(messages.TEXT_NFC, path, _first_difference(clean, composed))
        clean = composed
    return clean


def _visible(path: str, text: str, report: Report) -> str:
    """A text whose control characters are shown as U+FFFD, and its separators of lines as spaces."""
    clean = _CONTROL.sub("\ufffd", text)
    if clean != text:
        report.add(messages.TEXT_CONTROL, path, _first_difference(text, clean))
    if separator := _SEPARATOR.search(clean):
        line = clean.count("\n", 0, separator.start()) + 1
        report.add(messages.TEXT_SEPARATOR, path, line)
        clean = _SEPARATOR.sub(" ", clean)
    if turned := _DIRECTION.search(clean):
        line = clean.count("\n", 0, turned.start()) + 1
        report.add(messages.TEXT_DIRECTION, path, line)
    return clean


def _first_difference(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return next((n for n, (old, new) in enumerate(pairs, 1) if old != new), 1)
