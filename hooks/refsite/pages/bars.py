"""Bars of shares and points: the model to segments in percent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from refsite.common.french import slug
from refsite.model.values import Noeud


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: `x` and `width` in percent of it, `label` inside, `kind` a class, `word` its legend.

    `node` is the key of the node that it draws.
    """

    node: str
    x: str
    width: str
    middle: str
    label: str
    word: str
    kind: str
    wide: bool


_SHARES = Context(prec=15)
"""The digits of a share that is computed: as many as the numbers of the files of data have."""


def share(points: Decimal, whole: Decimal) -> Decimal:
    """Points as a share of `whole` points."""
    return _SHARES.divide(points, whole)


def share_of(noeud: Noeud, whole: Decimal | None) -> Decimal | None:
    """A node's points as a share of `whole` points; None when either is not known."""
    return share(noeud.points, whole) if noeud.points is not None and whole else None


def share_bar(enfants: Iterable[Noeud]) -> tuple[Segment, ...]:
    """A bar of the children's shares; as wide as the whole, or as their sum when that is more."""
    weighted = [(enfant, enfant.part) for enfant in enfants if enfant.part]
    return _segments([(enfant, part) for enfant, part in weighted], Decimal(1))


def points_bar(enfants: Iterable[Noeud]) -> tuple[Segment, ...]:
    """A bar of the children's points, over the sum of those that are known."""
    weighted = [(enfant, enfant.points) for enfant in enfants if enfant.points]
    return _segments(weighted, Decimal(0))


def _segments(weighted: list[tuple[Noeud, Decimal]], whole: Decimal) -> tuple[Segment, ...]:
    whole = max(whole, sum((weight for _, weight in weighted), Decimal(0)))
    position = Decimal(0)
    found: list[Segment] = []
    for noeud, weight in weighted:
        width = weight / whole * 100
        kind = slug(noeud.categorie) if noeud.categorie else ("", "second")[len(found) % 2]
        found.append(
            Segment(
                noeud.key,
                _percent(position),
                _percent(width),
                _percent(position + width / 2),
                f".{noeud.id.rpartition('.')[2]}" if "." in noeud.id else noeud.id,
                noeud.categorie,
                kind,
                width >= 18,  # noqa: PLR2004  # room for a word
            )
        )
        position += width
    return tuple(found)


def _percent(value: Decimal) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def shares_by_categorie(enfants: Iterable[Noeud]) -> Mapping[str, Decimal]:
    """The sum of the shares of each catégorie present, in the order of first use."""
    sums: dict[str, Decimal] = {}
    for enfant in enfants:
        if enfant.categorie and enfant.part is not None:
            sums[enfant.categorie] = sums.get(enfant.categorie, Decimal(0)) + enfant.part
    return sums
