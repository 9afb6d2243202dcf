"""Role of each Markdown file of the folder: a text of the site, a sheet of a référentiel, an ordinary page.

A folder is a référentiel when its `index.md` says so, or most of its files. What looks like a sheet elsewhere, and
what looks like a page in a référentiel, is reported: neither becomes the other in silence.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.definitions import INDEX, is_index
from refsite.reading.folder import Source
from refsite.reading.nodes import Sheet
from refsite.reading.sheets import Parser
from refsite.reading.yaml_blocks import ROOT_KEYS

HOME, THEMES, SYNONYMS = INDEX, "climat-pratic", "synonymes"
_TEXTS = frozenset({HOME, THEMES, SYNONYMS})
"""Files at the root of the folder that are texts of the site."""
ASIDE = frozenset({"readme", "versions"})
"""Files that are for those who keep the folder, not for the site: README.md, VERSIONS.md."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)+")
"""Beginning of a file's name that may have been meant as an id."""
KEPT = frozenset({"indicateurs", "ma-collectivite", "personnalisations", "preuves", "questions", "referentiels"})  # fmt: skip
"""Folders and addresses kept for what the site will publish later: no référentiel and no page may have them."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The files of a folder by role: texts by name, sheets by référentiel, ordinary pages in the order of their paths."""

    texts: Mapping[str, Source]
    sheets: Mapping[str, Sequence[Sheet]]
    pages: tuple[Source, ...]


def roles(sources: Iterable[Source], name: str, parser: Parser, report: Report) -> Roles:
    """Sort the files of a folder called `name`: sheets at its root form a référentiel of that name."""
    texts: dict[str, Source] = {}
    folders: dict[str, _Folder] = {}
    for source in sources:
        stem = source.stem.lower()
        if stem in ASIDE:
            continue
        if not source.folder and stem in _TEXTS:
            texts[stem] = source
            if stem != source.stem:
                report.add(messages.FILE_NAMED, source.path, name=stem)
        else:
            top = source.path.split("/")[0] if source.folder else ""
            folders.setdefault(top, _Folder(top)).add(source, parser)
    root = folders.pop("", _Folder(""))
    for folder in sorted(KEPT & folders.keys()):
        report.add(messages.FOLDER_KEPT, folder, folder=folder)
        del folders[folder]
    sheets = {
        folder: found.sheets(report) for folder, found in folders.items() if found.is_referentiel
    }
    pages: list[Source] = []
    for folder, found in folders.items():
        if folder not in sheets:
            pages += found.pages(tuple(sheets), report)
    if sheets:
        pages += root.pages(tuple(sheets), report)
    else:
        own = [file for file in root.files if file.is_sheet]
        if own:
            sheets[name] = _sheets(own, report)
        pages += [file.source for file in root.files if not file.is_sheet]
    _report_near_names(root, report)
    return Roles(texts, sheets, tuple(sorted(pages, key=lambda page: page.path.split("/"))))


@dataclass(frozen=True, slots=True)
class _File:
    """A file, parsed as a sheet, with the problems of that parse."""

    source: Source
    sheet: Sheet
    problems: Report

    @property
    def describes(self) -> bool:
        """Whether its first title has a block with a key of a référentiel's own file."""
        first = self.sheet.roots[0] if self.sheet.roots else None
        return first is not None and not first.fields.entries.keys().isdisjoint(ROOT_KEYS)

    @property
    def is_sheet(self) -> bool:
        """Whether its name is an id, or its first title has a block that gives one."""
        return ids.is_id(self.source.stem) or _gives_id(self.sheet)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder at the top, and the files in it, however deep."""

    name: str
    files: list[_File] = field(default_factory=list)

    def add(self, source: Source, parser: Parser) -> None:
        problems = Report()
        self.files.append(_File(source, parser.parse(source, problems), problems))

    @property
    def is_referentiel(self) -> bool:
        """Whether its own index.md describes it, or more than half of its files are sheets."""
        own = (file for file in self.files if file.source.folder == self.name)
        if any(is_index(file.source.stem) and file.describes for file in own):
            return True
        return sum(file.is_sheet for file in self.files) * 2 > len(self.files)

    def sheets(self, report: Report) -> list[Sheet]:
        """Its files as sheets, with their problems."""
        return _sheets(self.files, report)

    def pages(self, referentiels: Sequence[str], report: Report) -> list[Source]:
        """Its files as ordinary pages; reports those that are sheets, which belong to one of the `referentiels`."""
        folders = " ou ".join(f"{one}/" for one in referentiels) or "un dossier à lui"
        found = []
        for file in self.files:
            if file.is_sheet:
                report.add(messages.SHEET_MISPLACED, file.source.path, folders=folders)
                continue
            if _NUMBER.match(file.source.stem):
                report.add(messages.FILE_LIKE_SHEET, file.source.path, folders=folders)
            found.append(file.source)
        return found


def _sheets(files: Iterable[_File], report: Report) -> list[Sheet]:
    found = []
    for file in files:
        report.extend(file.problems.problems)
        found.append(file.sheet)
    return found


def _gives_id(sheet: Sheet) -> bool:
    first = sheet.roots[0] if sheet.roots else None
    return first is not None and first.depth == 1 and "id" in first.fields.entries


def _report_near_names(root: _Folder, report: Report) -> None:
    """Report a page whose name is nearly that of a text of the site."""
    for file in root.files:
        near = get_close_matches(file.source.stem.lower(), _TEXTS, n=1, cutoff=0.8)
        if near and not file.is_sheet:
            report.add(messages.FILE_NEARLY, file.source.path, name=f"{near[0]}.md")
