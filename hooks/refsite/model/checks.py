"""Checks across files: sums of weights and points."""

from decimal import Decimal

from refsite.common import messages
from refsite.common.codes import Severity
from refsite.common.french import number, points
from refsite.common.problems import Report, sentence
from refsite.model.values import Contenu, Noeud

ROUNDED_SHARE = Decimal("0.0005")
"""Tolerance, of 1, for each sibling: a third is written 0.333."""

ROUNDED_EQUAL_SHARE = Decimal("0.005")
"""Tolerance, of 1, for each sibling when all are equal: a third is written 0.33, or 33."""

POINTS_TOLERANCE = Decimal("0.05")


def check(contenu: Contenu, report: Report) -> None:
    """Check each node against its children; silent where the report has the cause already."""
    found = report.problems
    unreadable = frozenset(
        p.node for p in found if p.code in {"poids-illisible", "poids-hors-bornes"}
    )
    broken = frozenset(p.path for p in found if p.severity is Severity.ERREUR)
    for referentiel in contenu.referentiels:
        for noeud in referentiel.racine.walk():
            if noeud.path in broken:
                continue
            if not any(enfant.key in unreadable for enfant in noeud.enfants):
                _check_sum(noeud, report)
            if noeud.points is not None:
                _check_shares(noeud, noeud.points, report)
                _check_points(noeud, noeud.points, report)


def _check_sum(noeud: Noeud, report: Report) -> None:
    """Check that siblings' shares sum to the whole, within the rounding of each of them."""
    weighted = [(enfant, enfant.part) for enfant in noeud.enfants if enfant.part is not None]
    if not weighted:
        return
    first = weighted[0][0]
    path, line = noeud.path or first.path, noeud.line
    missing = [enfant.id for enfant in noeud.enfants if enfant.part is None]
    if missing:
        names = ", ".join(missing)
        report.add(messages.WEIGHT_ABSENT, path, line, node=noeud.key, id=noeud.id, missing=names)
        return
    total = sum((part for _, part in weighted), Decimal(0))
    equal = len({part for _, part in weighted}) == 1
    if abs(total - 1) <= (ROUNDED_EQUAL_SHARE if equal else ROUNDED_SHARE) * len(weighted):
        return
    scale = first.echelle
    hints = [
        sentence(
            messages.SUM_PART, id=enfant.id, weight=part * scale, file=enfant.path, line=enfant.line
        )
        for enfant, part in weighted
    ]
    listed = " + ".join(number(part * scale, 3) for _, part in weighted)
    report.add(
        messages.SUM, path, line, node=noeud.key, more=hints,
        id=noeud.id, total=total * scale, scale=scale, listed=listed,
    )  # fmt: skip


def _check_shares(noeud: Noeud, above: Decimal, report: Report) -> None:
    """Check that each child's points are its share of those `above`."""
    for enfant in noeud.enfants:
        if enfant.points is None or enfant.part is None:
            continue
        expected = enfant.part * above
        if abs(enfant.points - expected) > POINTS_TOLERANCE:
            report.add(
                messages.POINTS_OTHER, enfant.path, enfant.line, node=enfant.key,
                id=enfant.id, points=points(enfant.points), parent=noeud.id, expected=expected,
            )  # fmt: skip


def _check_points(noeud: Noeud, above: Decimal, report: Report) -> None:
    """Check that children without shares all have points, and that these sum to those `above`."""
    known = {enfant.id: enfant.points for enfant in noeud.enfants if enfant.points is not None}
    if not known or any(enfant.part is not None for enfant in noeud.enfants):
        return
    missing = [one for one in noeud.enfants if one.points is None and one.path == noeud.path]
    if missing:
        path, line, names = missing[0].path, missing[0].line, ", ".join(one.id for one in missing)
        report.add(messages.POINTS_ABSENT, path, line, node=noeud.key, id=noeud.id, missing=names)
    total = sum(known.values(), Decimal(0))
    complete = len(known) == len(noeud.enfants)
    if total > above + POINTS_TOLERANCE or (complete and total < above - POINTS_TOLERANCE):
        parts = (sentence(messages.POINTS_PART, id=id_, points=one) for id_, one in known.items())
        report.add(
            messages.POINTS_SUM if noeud.id else messages.POINTS_SUM_ALL,
            noeud.path, noeud.line, node=noeud.key,
            id=noeud.id, total=points(total), points=above, listed=" + ".join(parts),
        )  # fmt: skip
