"""Files read, with the problems met."""

from pathlib import Path

from refsite.common.problems import Problem, Report
from refsite.reading import folder as folders
from refsite.reading.folder import Source


def read_folder(folder: Path) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    report = Report()
    return folders.read_folder(folder, report).sources, report.problems


def decode(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    report = Report()
    return folders.decode(path, raw, report), report.problems
