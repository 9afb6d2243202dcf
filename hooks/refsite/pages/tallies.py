"""Counts and sums over the référentiels: the matrix of themes and axes, and where the points are.

A node whose potential is not known counts as a node and adds no points; how many there are is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from refsite.model.values import CATEGORIES, Niveau, Noeud, Referentiel, Thematique


@dataclass(frozen=True, slots=True)
class Tally:
    """How many nodes, their points (of those that are known), and how many have none."""

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


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the matrix: its theme (None: the actions without one), a cell for each axe, their total."""

    theme: Thematique | None
    cells: tuple[Tally, ...]
    total: Tally


@dataclass(frozen=True, slots=True)
class Matrix:
    """Themes by axes of one référentiel: rows, the total of each axe, the total of all."""

    referentiel: Referentiel
    rows: tuple[Row, ...]
    axes: tuple[Tally, ...]
    total: Tally

    def uncovered(self, place: int) -> tuple[Thematique, ...]:
        """The themes that no action of the axe at `place` covers."""
        return tuple(row.theme for row in self.rows if row.theme and not row.cells[place].count)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a référentiel's points: what it is the part of (a node, a theme, a catégorie; None: none)."""

    what: Noeud | Thematique | str | None
    tally: Tally
    share: Decimal


def actions_of(noeud: Noeud) -> tuple[Noeud, ...]:
    """The actions below a node."""
    return tuple(part for part in noeud.walk() if part.niveau is Niveau.ACTION)


def tally(noeuds: Iterable[Noeud]) -> Tally:
    """Count nodes and sum their points."""
    listed = tuple(noeuds)
    known = [noeud.points for noeud in listed if noeud.points is not None]
    return Tally(len(listed), sum(known, Decimal(0)), len(listed) - len(known))


def without_theme(noeuds: Iterable[Noeud], themes: Sequence[Thematique]) -> tuple[Noeud, ...]:
    """The nodes that have no theme of the catalogue."""
    known = {theme.id for theme in themes}
    return tuple(noeud for noeud in noeuds if noeud.thematique not in known)


def matrix(referentiel: Referentiel, themes: Sequence[Thematique]) -> Matrix:
    """The matrix of a référentiel, its last row being the actions without theme, when there are any."""
    columns = [actions_of(axe) for axe in referentiel.axes]
    rows = [
        _row(theme, [[n for n in column if n.thematique == theme.id] for column in columns])
        for theme in themes
    ]
    orphans = _row(None, [without_theme(column, themes) for column in columns])
    if orphans.total.count:
        rows.append(orphans)
    axes = tuple(tally(column) for column in columns)
    return Matrix(referentiel, tuple(rows), axes, sum(axes, Tally()))


def _row(theme: Thematique | None, cells: Iterable[Iterable[Noeud]]) -> Row:
    tallies = tuple(tally(cell) for cell in cells)
    return Row(theme, tallies, sum(tallies, Tally()))


@dataclass(frozen=True, slots=True)
class Points:
    """Where the points of one référentiel are: by axe, by theme, by catégorie, and what is worth most."""

    referentiel: Referentiel
    total: Tally
    by_axe: tuple[Slice, ...]
    by_theme: tuple[Slice, ...]
    by_categorie: tuple[Slice, ...]
    most: tuple[Noeud, ...]

    @property
    def has_categories(self) -> bool:
        """Whether any node is in a catégorie."""
        return any(noeud.categorie for noeud in self.referentiel.walk())


def points(referentiel: Referentiel, themes: Sequence[Thematique]) -> Points:
    """Where the points of a référentiel are."""
    return Points(
        referentiel,
        tally(referentiel.actions()),
        points_by_axe(referentiel),
        points_by_theme(referentiel, themes),
        points_by_categorie(referentiel),
        worth_most(referentiel),
    )


def points_by_axe(referentiel: Referentiel) -> tuple[Slice, ...]:
    """The actions' points by axe."""
    groups = [(axe, actions_of(axe)) for axe in referentiel.axes]
    return _slices([(axe, tally(actions)) for axe, actions in groups])


def points_by_theme(referentiel: Referentiel, themes: Sequence[Thematique]) -> tuple[Slice, ...]:
    """The actions' points by theme, the largest first, those without theme last; empty themes left out."""
    actions = referentiel.actions()
    groups = [(theme, tally(n for n in actions if n.thematique == theme.id)) for theme in themes]
    groups.sort(key=_largest)
    orphans = tally(without_theme(actions, themes))
    return _slices(
        [
            *(group for group in groups if group[1].count),
            *([(None, orphans)] if orphans.count else []),
        ]
    )


def points_by_categorie(referentiel: Referentiel) -> tuple[Slice, ...]:
    """The sous-actions' points by catégorie; what no catégorie holds makes up the actions' total."""
    sous_actions = [n for n in referentiel.walk() if n.niveau is Niveau.SOUS_ACTION]
    groups: list[tuple[str | None, Tally]] = [
        (name, tally(n for n in sous_actions if n.categorie == name)) for name in CATEGORIES
    ]
    held = sum((group[1].points for group in groups), Decimal(0))
    rest = max(tally(referentiel.actions()).points - held, Decimal(0))
    others = tally(n for n in sous_actions if not n.categorie)
    if rest or others.count:
        groups.append((None, Tally(others.count, rest, others.unknown)))
    return _slices(groups)


def worth_most(referentiel: Referentiel, limit: int = 12) -> tuple[Noeud, ...]:
    """The sous-actions with the most points, in the order of their ids among equals."""
    known = [n for n in referentiel.walk() if n.niveau is Niveau.SOUS_ACTION and n.points]
    return tuple(sorted(known, key=lambda n: -(n.points or 0))[:limit])


def _largest(group: tuple[Thematique, Tally]) -> Decimal:
    return -group[1].points


def _slices(groups: Sequence[tuple[Noeud | Thematique | str | None, Tally]]) -> tuple[Slice, ...]:
    total = sum((group[1].points for group in groups), Decimal(0)) or Decimal(1)
    return tuple(Slice(what, part, part.points / total) for what, part in groups)
