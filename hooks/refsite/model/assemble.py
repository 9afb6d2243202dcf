"""Sheets to the tree of a référentiel's nodes.

A node may be written twice: as a line of the plan (the axe's file) and as the root of its own sheet. The
sheet wins; the plan completes it. A node that no file describes but that an id implies gets its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.definitions import Definition, definitions_of, keep_own_first
from refsite.model.fields import (
    NodeBlock,
    check_keys,
    check_name,
    other_data,
    read_categorie,
    read_ligne,
    read_theme,
    read_weights,
)
from refsite.model.levels import Levels
from refsite.model.values import PAGES, Niveau, Noeud
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.yaml_blocks import KEYS, ROOT_KEYS


def assemble(
    referentiel: str,
    sheets: Iterable[Sheet],
    levels: Levels,
    report: Report,
    themes: frozenset[str] | None = None,
) -> Noeud:
    """Root node of a référentiel, with all its descendants.

    `themes` are the ids of the catalogue, None when there is none to check against.
    """
    definitions: dict[str, list[Definition]] = {}
    for sheet in sheets:
        for found in definitions_of(sheet, referentiel, levels, report):
            definitions.setdefault(found.id, []).append(found)
    for found_twice in definitions.values():
        keep_own_first(found_twice, referentiel, report)
    _imply(definitions, referentiel, levels, report)
    children: dict[str, list[str]] = {}
    for id_ in sorted(filter(None, definitions), key=ids.numbers):
        children.setdefault(ids.parent(id_), []).append(id_)
    return _Assembler(referentiel, definitions, children, levels, themes, report).build("", None)


def _imply(
    definitions: dict[str, list[Definition]], referentiel: str, levels: Levels, report: Report
) -> None:
    """Add, empty, the parents that ids suppose and no file describes, with a warning."""
    for id_ in sorted(filter(None, list(definitions)), key=ids.numbers):
        parent = ids.parent(id_)
        while parent and parent not in definitions:
            definitions[parent] = []
            above, depth = ids.parent(parent), ids.depth(parent)
            report.add(
                messages.PLAN_ABSENT if above else messages.PLAN_ABSENT_AXE,
                path := f"{referentiel}/{parent.split('.', maxsplit=1)[0]}.md",
                node=f"{referentiel}/{parent}", id=parent, level=levels.order[depth - 1],
                file=path, marks="#" * depth, above=above,
            )  # fmt: skip
            parent = above


@dataclass(frozen=True, slots=True)
class _Assembler:
    """Assembly of the nodes from the top, so that a potential is known before the shares below it."""

    referentiel: str
    definitions: Mapping[str, list[Definition]]
    children: Mapping[str, list[str]]
    levels: Levels
    themes: frozenset[str] | None
    report: Report

    def build(self, id_: str, above: Decimal | None, page: str = "") -> Noeud:
        """The node `id_` under a parent of `above` points that `page` shows."""
        found = self.definitions.get(id_, [])
        niveau = self.levels.order[ids.depth(id_) - 1] if id_ else Niveau.REFERENTIEL
        if found:
            noeud = self._read(found[0], niveau, above if len(found) == 1 else None)
        else:
            path = "" if id_ else f"{self.referentiel}/index.md"
            noeud = Noeud(self.referentiel, id_, niveau, "", path, 0)
        for plan in found[1:]:
            noeud = self._complete(noeud, found[0], plan)
        points = _potential(noeud.points, noeud.part, above)
        page = id_ if niveau in PAGES else page
        enfants = tuple(self.build(child, points, page) for child in self.children.get(id_, ()))
        return replace(noeud, points=points, enfants=enfants, page=page)

    def _read(self, found: Definition, niveau: Niveau, above: Decimal | None = None) -> Noeud:
        """The node as one file describes it; `above` are its parent's points, unless another file may say more."""
        fields = found.node.fields
        block = NodeBlock(found.path, f"{self.referentiel}/{found.id}", fields, self.report)
        weights = read_weights(block, niveau)
        categorie = read_categorie(block)
        theme = read_theme(block, self.themes)
        ligne = read_ligne(block)
        known = KEYS if found.id else ROOT_KEYS
        check_keys(block, known)
        check_name(found.path, block.node, found.node.name, found.node.line, self.report)
        before, after = _split(found.node)
        return Noeud(
            self.referentiel, found.id, niveau, found.node.name.strip(), found.path, found.node.line,
            part=weights.part, points=_potential(weights.points, weights.part, above), echelle=weights.echelle, categorie=categorie,
            thematique=theme, ligne=ligne,
            autres=other_data(fields, known, categorie=categorie), sections=before, suites=after, redige=found.root,
            column=found.node.depth + 2 + len(found.node.name) - len(found.node.name.lstrip()),
        )  # fmt: skip

    def _complete(self, noeud: Noeud, sheet: Definition, plan: Definition) -> Noeud:
        """The sheet's node, completed by the plan; a contradiction is reported on the sheet."""
        other = self._read(plan, noeud.niveau)
        names = (
            ("nom", ""),
            ("categorie", "categorie"),
            ("points", "points"),
            ("thematique", "climat_pratic_id"),
            ("ligne", "climat_pratic_ligne"),
        )
        taken: dict[str, object] = {}
        for name, key in names:
            mine, theirs = getattr(noeud, name), getattr(other, name)
            if mine in (None, ""):
                taken[name] = theirs
            elif theirs not in (None, "") and _differ(mine, theirs):
                lines = [
                    one.node.fields.line_of(key) if key else one.node.line for one in (sheet, plan)
                ]
                self.report.add(
                    messages.PLAN_OTHER_VALUE if key else messages.PLAN_OTHER_TITLE,
                    sheet.path, lines[0], node=noeud.key, key=key, here=mine, there=theirs,
                    file=plan.path, line=lines[1],
                )  # fmt: skip
        same_theme = taken.get("thematique") or noeud.thematique == other.thematique
        if not same_theme:
            taken.pop("ligne", None)
        return replace(
            noeud,
            **taken,  # type: ignore[arg-type]
            part=noeud.part if noeud.part is not None else other.part,
            echelle=noeud.echelle or other.echelle,
            autres=(*noeud.autres, *(pair for pair in other.autres if pair not in noeud.autres)),
            suites=(*noeud.suites, *other.sections, *other.suites),
        )


def _potential(
    points: Decimal | None, part: Decimal | None, above: Decimal | None
) -> Decimal | None:
    """A node's points: as written, else its share of those above; None when neither is known."""
    return part * above if points is None and part is not None and above is not None else points


def _differ(mine: object, theirs: object) -> bool:
    """Whether two values are not the same; blanks and apostrophes make no difference."""
    one, other = (" ".join(str(value).replace("’", "'").split()) for value in (mine, theirs))
    return mine != theirs and one != other


def _split(node: SheetNode) -> tuple[tuple[Section, ...], tuple[Section, ...]]:
    """A node's sections: those before its first child, those after."""
    first = next(
        (i for i, part in enumerate(node.body) if isinstance(part, SheetNode)), len(node.body)
    )
    sections = [(i < first, part) for i, part in enumerate(node.body) if isinstance(part, Section)]
    return tuple(s for early, s in sections if early), tuple(
        s for early, s in sections if not early
    )
