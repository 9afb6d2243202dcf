"""Counts and sums over the référentiels: the matrix of themes and axes, and where the points are.

A node whose potential is not known counts as a node and adds no points; how many there are is told.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from refsite.links import addresses
from refsite.model.values import CATEGORIES, Niveau, Noeud, Referentiel, Thematique
from refsite.pages.bars import share

MOST = 12
"""Sous-actions that are listed as those with the most points."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """Number of nodes, sum of their known points, and number of nodes without known points."""

    count: int = 0
    points: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def known(self) -> bool:
        """Whether the points of one node at least are known, or there is none to know."""
        return self.unknown < self.count or not self.count

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.count + other.count, self.points + other.points, self.unknown + other.unknown
        )


def tally(noeuds: Iterable[Noeud]) -> Tally:
    """Count nodes and sum their points."""
    return sum((_of(noeud) for noeud in noeuds), Tally())


def group(noeuds: Iterable[Noeud], key: Callable[[Noeud], Key]) -> Mapping[Key, Tally]:
    """Tally nodes by a key; a key that no node has gives an empty tally."""
    found: defaultdict[Key, Tally] = defaultdict(Tally)
    for noeud in noeuds:
        found[key(noeud)] += _of(noeud)
    return found


def _of(noeud: Noeud) -> Tally:
    return Tally(1, unknown=1) if noeud.points is None else Tally(1, noeud.points)


def without_theme(noeuds: Iterable[Noeud], themes: Sequence[Thematique]) -> tuple[Noeud, ...]:
    """The nodes that have no theme of the catalogue."""
    known = {theme.id for theme in themes}
    return tuple(noeud for noeud in noeuds if noeud.thematique not in known)


def _theme_among(themes: Sequence[Thematique]) -> Callable[[Noeud], Thematique | None]:
    """A function that gives a node's theme; None for one that is not of the catalogue."""
    known = {theme.id: theme for theme in themes}
    return lambda noeud: known.get(noeud.thematique)


def _axe(noeud: Noeud) -> str:
    """The id of the axe that a node belongs to."""
    return noeud.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the matrix: the axe or racine whose actions it counts, their tally and address from the site's root, or anchor."""

    noeud: Noeud
    tally: Tally
    address: str


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A line of the matrix: its theme (None: the actions without one), a cell for each axe, their total."""

    theme: Thematique | None
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes by axes of one référentiel: lines, the total of each axe, the total of all."""

    referentiel: Referentiel
    lines: tuple[MatrixLine, ...]
    axes: tuple[Cell, ...]
    total: Cell

    @property
    def uncovered(self) -> tuple[tuple[Noeud, tuple[Thematique, ...]], ...]:
        """Each axe with the themes that none of its actions covers."""
        return tuple(
            (axe, tuple(line.theme for line in self.lines if line.theme and not line.cells[place].tally.count))
            for place, axe in enumerate(self.referentiel.axes)
        )  # fmt: skip


def matrix(referentiel: Referentiel, themes: Sequence[Thematique]) -> Matrix:
    """The matrix of a référentiel, its last line being the actions without theme, when there are any."""
    actions, theme_of = referentiel.actions(), _theme_among(themes)
    cells = group(actions, lambda action: (theme_of(action), _axe(action)))
    by_theme, by_axe = group(actions, theme_of), group(actions, _axe)
    lines = []
    for theme in (*themes, None) if by_theme[None].count else themes:
        page = addresses.theme(theme.id) if theme else ""
        start = f"{page}#{'' if theme else 'sans-'}{referentiel.id}"
        lines.append(
            MatrixLine(
                theme,
                tuple(
                    Cell(axe, cells[theme, axe.id], f"{start}-{axe.id}") for axe in referentiel.axes
                ),
                Cell(referentiel.racine, by_theme[theme], page or "#sans-thematique"),
            )
        )
    totals = tuple(Cell(axe, by_axe[axe.id], addresses.permalink(axe)) for axe in referentiel.axes)
    total = Cell(referentiel.racine, tally(actions), f"{referentiel.id}/")
    return Matrix(referentiel, tuple(lines), totals, total)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a référentiel's points: of an axe, a theme, a catégorie (None: of none); `noeud` is the axe or racine that holds it."""

    what: Noeud | Thematique | str | None
    noeud: Noeud
    tally: Tally
    share: Decimal


@dataclass(frozen=True, slots=True)
class Slices:
    """The points of a référentiel (its racine) in parts, and their sum: its share is one, or zero where none are known."""

    noeud: Noeud
    parts: tuple[Slice, ...]
    total: Tally

    @property
    def known(self) -> bool:
        """Whether the points of one part at least are known."""
        return any(part.tally.known for part in self.parts)

    @property
    def share(self) -> Decimal:
        return Decimal(1 if self.total.points else 0)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Distribution of the points of one référentiel by axe, theme and catégorie, and its largest sous-actions."""

    referentiel: Referentiel
    total: Tally
    by_axe: Slices
    by_theme: Slices
    by_categorie: Slices
    most: tuple[Noeud, ...]

    @property
    def has_categories(self) -> bool:
        """Whether any node is in a catégorie."""
        return any(noeud.categorie for noeud in self.referentiel.walk())


def distribution(referentiel: Referentiel, themes: Sequence[Thematique]) -> Distribution:
    """The distribution of the points of a référentiel."""
    return Distribution(
        referentiel,
        tally(referentiel.actions()),
        points_by_axe(referentiel),
        points_by_theme(referentiel, themes),
        points_by_categorie(referentiel),
        worth_most(referentiel),
    )


def points_by_axe(referentiel: Referentiel) -> Slices:
    """The actions' points by axe."""
    found = group(referentiel.actions(), _axe)
    return _slices(referentiel.racine, [(axe, found[axe.id]) for axe in referentiel.axes])


def points_by_theme(referentiel: Referentiel, themes: Sequence[Thematique]) -> Slices:
    """The actions' points by theme, the largest first, those without theme last; empty themes left out."""
    found = group(referentiel.actions(), _theme_among(themes))
    order = (*sorted(themes, key=lambda theme: -found[theme].points), None)
    return _slices(
        referentiel.racine, [(theme, found[theme]) for theme in order if found[theme].count]
    )


def points_by_categorie(referentiel: Referentiel) -> Slices:
    """The sous-actions' points by catégorie; what no catégorie holds makes up the actions' total."""
    sous_actions = (n for n in referentiel.walk() if n.niveau is Niveau.SOUS_ACTION)
    found = group(sous_actions, lambda noeud: noeud.categorie)
    groups: list[tuple[str | None, Tally]] = [(name, found[name]) for name in CATEGORIES]
    held = sum((part.points for _, part in groups), Decimal(0))
    rest = max(tally(referentiel.actions()).points - held, Decimal(0))
    others = found[""]
    if rest or others.count:
        groups.append((None, Tally(others.count, rest, others.unknown)))
    return _slices(referentiel.racine, groups)


def worth_most(referentiel: Referentiel) -> tuple[Noeud, ...]:
    """The sous-actions with the most points, MOST of them, in the order of their ids among equals."""
    known = [n for n in referentiel.walk() if n.niveau is Niveau.SOUS_ACTION and n.points]
    return tuple(sorted(known, key=lambda n: -(n.points or 0))[:MOST])


def _slices(
    racine: Noeud, groups: Sequence[tuple[Noeud | Thematique | str | None, Tally]]
) -> Slices:
    total = sum((part for _, part in groups), Tally())
    whole = total.points or Decimal(1)
    parts = tuple(
        Slice(what, what if isinstance(what, Noeud) else racine, part, share(part.points, whole))
        for what, part in groups
    )
    return Slices(racine, parts, total)
