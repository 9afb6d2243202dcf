"""Catalogue of the Climat Pratic themes."""

from collections.abc import Iterator
from dataclasses import dataclass

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.fields import NodeBlock, check_name
from refsite.model.values import Thematique
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.sheets import parse_sheet


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The themes in the order of their file, and the text that introduces them."""

    themes: tuple[Thematique, ...] = ()
    introduction: tuple[Section, ...] = ()


def read_catalogue(path: str, source: Source | None, report: Report) -> Catalogue:
    """The catalogue of a file, None when there is no file at `path`."""
    if source is None:
        report.add(messages.THEMES_NO_FILE, path)
        return Catalogue()
    sheet = parse_sheet(source, report, plain_title=True)
    _check_shape(sheet, report)
    themes: dict[str, Thematique] = {}
    for node in _themes(sheet):
        id_, line = node.fields.text("id"), node.line
        block = NodeBlock(source.path, f"{source.stem.lower()}/{id_}", node.fields, report)
        if not id_:
            continue
        if not ids.is_name(id_):
            block.add(messages.ID_INVALID_THEME, "id", id=id_)
        elif id_ in themes:
            block.add(messages.THEME_TWICE, "id", id=id_, line=themes[id_].line)
        else:
            check_name(source.path, block.node, node.name, line, report)
            themes[id_] = Thematique(id_, node.name.strip(), _texts(node), source.path, line)
    introduction = tuple(section for root in sheet.roots for section in _texts(root))
    return Catalogue(tuple(themes.values()), introduction)


def _check_shape(sheet: Sheet, report: Report) -> None:
    """Report themes elsewhere than below the title, keys other than their id, or the lack of any theme."""
    path = sheet.source.path
    themes = list(_themes(sheet))
    if sheet.roots and sheet.roots[0].depth > 1 and not themes:
        if sheet.titled:
            report.add(messages.CATALOGUE_NO_TITLE, path, 1)
        return
    if not themes and not sheet.roots[1:]:
        report.add(messages.THEMES_NONE, path, 1)
    for node in (*sheet.roots[1:], *(below for theme in themes for below in theme.children)):
        report.add(messages.CATALOGUE_DEPTH, path, node.line, name=node.name)
    for node in (*sheet.roots, *themes):
        for key in node.fields.entries.keys() - {"id"}:
            report.add(messages.CATALOGUE_KEY, path, node.fields.line_of(key), key=key)


def _themes(sheet: Sheet) -> Iterator[SheetNode]:
    return (child for root in sheet.roots for child in root.children)


def _texts(node: SheetNode) -> tuple[Section, ...]:
    return tuple(part for part in node.body if isinstance(part, Section))
