"""Definitions of a node: its own sheet, its line of the plan; ids that are wrong are reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.fields import NodeBlock
from refsite.model.levels import Levels
from refsite.reading.folder import Source
from refsite.reading.nodes import Sheet, SheetNode

INDEX = "index"
"""The name of the file that describes a référentiel itself."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A title with a block that describes a node; `root`: the first title of the node's own sheet."""

    id: str
    node: SheetNode
    path: str
    root: bool


def definitions_of(
    sheet: Sheet, referentiel: str, levels: Levels, report: Report
) -> Iterator[Definition]:
    """The nodes of one file whose ids are right; the others are reported."""
    source = sheet.source
    if not sheet.titled:
        return
    index = is_index(source.stem)
    own = referentiel if index else source.stem
    walk = _Walk(source.path, levels, report)
    if index and source.stem != INDEX:
        report.add(messages.FILE_OF_REFERENTIEL, source.path, name=INDEX)
    for number, root in enumerate(sheet.roots):
        written = root.fields.text("id")
        if not written:
            continue
        line = root.fields.line_of("id")
        if not ids.is_id(written) and not (index and written == own):
            _report_invalid_root(source, line, written, own, report)
            if not number and (index or ids.is_id(own)):  # the file's name says what it describes
                yield from walk.below(root, "" if index else own, root=True)
        elif written != own:
            _report_other_name(source, line, written, own, report, first=not number)
        else:
            yield from walk.below(root, "" if index else written, root=True)


def is_index(stem: str) -> bool:
    """Whether a file of that name, in capitals or not, is a référentiel's own."""
    return stem.lower() == INDEX


def _report_other_name(  # noqa: PLR0913  # the places of a problem
    source: Source, line: int, written: str, own: str, report: Report, *, first: bool
) -> None:
    """Report a title whose id is not its file's name."""
    if not first:
        message = messages.ID_SECOND_TITLE
    elif is_index(source.stem) or ids.is_id(source.stem):
        message = messages.ID_NOT_FILE
    else:
        message = messages.ID_NOT_FILE_RENAMED
    report.add(message, source.path, line, id=written, own=own, file=f"{written}.md")


def _report_invalid_root(source: Source, line: int, written: str, own: str, report: Report) -> None:
    """Report the id of a sheet that is none, with the id to write, which is also its file's name."""
    mended, how = _mended(written)
    if is_index(source.stem):
        message = messages.ID_INVALID_OF_INDEX
    elif ids.is_id(source.stem):
        same = mended == source.stem
        message = messages.ID_INVALID_MENDED if same else messages.ID_INVALID_OF_FILE
    else:
        message = messages.ID_INVALID_RENAMED if mended else messages.ID_INVALID_OF_SHEET
    file = f"{mended}.md"
    report.add(message, source.path, line, id=written, own=own, mended=mended, how=how, file=file)


def _mended(written: str) -> tuple[str, str]:
    """Correction of an id, and its faults in words; both empty when the correction is not clear."""
    faults = (
        (r"\s+", "", messages.ID_BLANKS),
        (r"[,;]", ".", messages.ID_COMMAS),
        (r"\.{2,}", ".", messages.ID_POINTS),
        (r"^[^0-9]+", "", messages.ID_PREFIX),
        (r"\.+$", "", messages.ID_LAST_POINT),
        (r"(?<![0-9])0+(?=[0-9])", "", messages.ID_ZEROS),
    )
    mended, found = written, []
    for pattern, instead, how in faults:
        before, mended = mended, re.sub(pattern, instead, mended)
        if mended != before:
            found.append(how)
    return (mended, f", {', '.join(found)}") if found and ids.is_id(mended) else ("", "")


@dataclass(frozen=True, slots=True)
class _Walk:
    """Walk down the nodes of one file."""

    path: str
    levels: Levels
    report: Report

    def below(self, node: SheetNode, id_: str, *, root: bool) -> Iterator[Definition]:
        """The definition of a node and of those below it."""
        if ids.depth(id_) > self.levels.deepest:
            self.report.add(
                messages.LEVEL_DEEP, self.path, node.fields.line_of("id"), id=id_,
                deepest=self.levels.deepest, level=self.levels.order[-1], example=self.levels.example,
            )  # fmt: skip
            return
        yield Definition(id_, node, self.path, root)
        for child in node.children:
            written = child.fields.text("id")
            if not written:
                continue
            if ids.is_id(written) and ids.parent(written) == id_:
                yield from self.below(child, written, root=False)
            else:
                self._report_child(child.fields.line_of("id"), written, id_)

    def _report_child(self, line: int, written: str, parent: str) -> None:
        """Report an id that is none, or none of a child of `parent`."""
        if not ids.is_id(written):
            mended, how = _mended(written)
            here = mended and ids.parent(mended) == parent
            message = messages.ID_INVALID_MENDED if here else messages.ID_INVALID_HERE
            example = f"{parent}.1" if parent else "1"
            self.report.add(
                message, self.path, line, id=written, mended=mended, how=how, example=example
            )
        elif parent:
            self.report.add(messages.ID_PARENT, self.path, line, id=written, parent=parent)
        else:
            file = f"{written.split('.', maxsplit=1)[0]}.md"
            self.report.add(messages.ID_OF_NO_AXE, self.path, line, id=written, file=file)


def keep_own_first(found: list[Definition], referentiel: str, report: Report) -> None:
    """Keep the node's own sheet, then its line of the plan; report each further one."""
    roots = [definition for definition in found if definition.root]
    plans = [definition for definition in found if not definition.root]
    for first, *again in filter(None, (roots, plans)):
        line = first.node.fields.line_of("id")
        for twice in again:
            block = NodeBlock(twice.path, f"{referentiel}/{twice.id}", twice.node.fields, report)
            id_ = twice.id or referentiel
            block.add(messages.ID_TWICE, "id", id=id_, line=line, path=first.path)
    found[:] = [*roots[:1], *plans[:1]]
