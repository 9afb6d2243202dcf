"""Sheets to référentiels: which file says what of which node, and where each node hangs.

A node may be written twice: as a line of the plan (the axe's file) and as the root of its own sheet. The
sheet wins; the plan completes it. A node that no file describes but that an id implies gets its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from refsite.common import ids
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.model.definitions import Definition, definitions_of, keep_own_first
from refsite.model.fields import (
    KEYS,
    ROOT_KEYS,
    Place,
    check_name,
    other_data,
    read_categorie,
    read_ligne,
    read_theme,
    read_weights,
    unknown_keys,
)
from refsite.model.levels import Levels
from refsite.model.values import PAGES, Niveau, Noeud
from refsite.reading.nodes import Section, Sheet, SheetNode


def assemble(
    referentiel: str, sheets: Iterable[Sheet], levels: Levels, themes: frozenset[str] | None = None
) -> tuple[Noeud, tuple[Problem, ...]]:
    """The référentiel's root node with all that hangs from it, and what could not be placed.

    `themes` are the ids of the catalogue, None when there is none to check against.
    """
    problems: list[Problem] = []
    definitions: dict[str, list[Definition]] = {}
    for sheet in sheets:
        for found in definitions_of(sheet, referentiel, levels, problems):
            definitions.setdefault(found.id, []).append(found)
    for found_twice in definitions.values():
        keep_own_first(found_twice, referentiel, problems)
    _imply(definitions, referentiel, levels, problems)
    children: dict[str, list[str]] = {}
    for id_ in sorted(filter(None, definitions), key=ids.numbers):
        children.setdefault(ids.parent(id_), []).append(id_)
    builder = _Builder(referentiel, definitions, children, levels, themes, problems)
    return builder.build("", None), tuple(problems)


def _imply(
    definitions: dict[str, list[Definition]],
    referentiel: str,
    levels: Levels,
    problems: list[Problem],
) -> None:
    """Add, empty, the parents that ids suppose and no file describes."""
    for id_ in sorted(filter(None, list(definitions)), key=ids.numbers):
        above = ids.parent(id_)
        while above and above not in definitions:
            definitions[above] = []
            problems.append(_undescribed(referentiel, above, levels))
            above = ids.parent(above)


def _undescribed(referentiel: str, id_: str, levels: Levels) -> Problem:
    """The warning for a node that no file describes, and where its title goes."""
    path = f"{referentiel}/{id_.split('.', maxsplit=1)[0]}.md"
    above = ids.parent(id_)
    title = (
        f"un titre {'#' * ids.depth(id_)} sous celui de l’élément {above}"
        if above
        else "un titre #"
    )
    hint = f"Décrivez-le dans {path} : {title}, puis un bloc yaml avec id: {id_}."
    level = levels.order[ids.depth(id_) - 1]
    message = f"aucun fichier ne décrit l’élément {quote(id_)} ({level})"
    return problem(path, 0, "plan-absent", message, hint, node=f"{referentiel}/{id_}")


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds the nodes from the top, so that a potential is known before the shares below it."""

    referentiel: str
    definitions: Mapping[str, list[Definition]]
    children: Mapping[str, list[str]]
    levels: Levels
    themes: frozenset[str] | None
    problems: list[Problem]

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
        place = Place(found.path, f"{self.referentiel}/{found.id}", fields)
        weights, weight_problems = read_weights(place, niveau)
        categorie, categorie_problems = read_categorie(place)
        theme, theme_problems = read_theme(place, self.themes)
        ligne, ligne_problems = read_ligne(place)
        known = KEYS if found.id else ROOT_KEYS
        self.problems.extend(
            (
                *weight_problems,
                *categorie_problems,
                *theme_problems,
                *ligne_problems,
                *unknown_keys(place, known),
                *check_name(found.path, place.node, found.node.name, found.node.line),
            )
        )
        before, after = _split(found.node)
        return Noeud(
            self.referentiel, found.id, niveau, found.node.name.strip(), found.path, found.node.line,
            part=weights.part, points=_potential(weights.points, weights.part, above), echelle=weights.echelle, categorie=categorie,
            thematique=theme, ligne=ligne,
            autres=other_data(fields, known, categorie=categorie), sections=before, suites=after, redige=found.root,
            column=found.node.depth + 2 + len(found.node.name) - len(found.node.name.lstrip()),
        )  # fmt: skip

    def _complete(self, noeud: Noeud, sheet: Definition, plan: Definition) -> Noeud:
        """The sheet's node with what only the plan says; a contradiction is reported on the sheet."""
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
                what = f"{key} vaut" if key else "le titre est"
                message = f"{what} {quote(str(mine))} ici et {quote(str(theirs))} dans le plan ; la fiche l’emporte"
                hint = f"Écrivez la même valeur ici et dans {plan.path}, ligne {lines[1]}."
                self.problems.append(
                    problem(sheet.path, lines[0], "plan-different", message, hint, node=noeud.key)
                )
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
