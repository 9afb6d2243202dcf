"""What one sheet cannot know: sums, potentials, themes, names; and the anomalies that editors accept."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from refsite.common.codes import Severity
from refsite.common.french import number, points, quote
from refsite.common.problems import Problem, problem
from refsite.model.values import Contenu, Noeud

ROUNDED_SHARE = Decimal("0.0005")
"""Of 1, for each sibling: what writing a third 0.333 loses."""

ROUNDED_EQUAL_SHARE = Decimal("0.005")
"""Of 1, for each of siblings that are all equal: what writing a third 0.33, or 33, loses."""

POINTS_TOLERANCE = Decimal("0.05")


def check(contenu: Contenu, found: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong between nodes; silent where what was `found` before would only be said again."""
    problems = tuple(found)
    unreadable = frozenset(
        p.node for p in problems if p.code in {"poids-illisible", "poids-hors-bornes"}
    )
    broken = frozenset(p.path for p in problems if p.severity is Severity.ERREUR)
    for referentiel in contenu.referentiels:
        for noeud in (referentiel.racine, *referentiel.walk()):
            if noeud.path not in broken:
                yield from _check_sum(noeud, unreadable)
                yield from _check_points(noeud)


def _check_sum(noeud: Noeud, unreadable: frozenset[str]) -> Iterator[Problem]:
    """Siblings' shares sum to the whole, but for what rounding each of them loses."""
    weighted = [enfant for enfant in noeud.enfants if enfant.part is not None]
    if not weighted or any(enfant.key in unreadable for enfant in noeud.enfants):
        return
    line, path = noeud.line, noeud.path or weighted[0].path
    missing = [enfant for enfant in noeud.enfants if enfant.part is None]
    if missing:
        names = ", ".join(enfant.id for enfant in missing)
        hint = f"Donnez un poids à {names}."
        yield problem(
            path,
            line,
            "poids-absent",
            f"des éléments de {quote(noeud.id)} n’ont pas de poids",
            hint,
            node=noeud.key,
        )
        return
    total = sum((enfant.part for enfant in weighted if enfant.part is not None), Decimal(0))
    equal = len({enfant.part for enfant in weighted}) == 1
    if abs(total - 1) <= (ROUNDED_EQUAL_SHARE if equal else ROUNDED_SHARE) * len(weighted):
        return
    scale = weighted[0].echelle
    listed = " + ".join(number((enfant.part or Decimal(0)) * scale, 3) for enfant in weighted)
    message = f"les poids sous {quote(noeud.id)} font {number(total * scale, 3)} au lieu de {scale}"
    hints = [f"{listed} = {number(total * scale, 3)}"]
    hints += [
        f"{enfant.id} : {number((enfant.part or Decimal(0)) * scale, 3)} ({enfant.path}, ligne {enfant.line})"
        for enfant in weighted
    ]
    yield problem(path, line, "somme", message, *hints, node=noeud.key)


def _check_points(noeud: Noeud) -> Iterator[Problem]:
    """Absolute points agree with the parent's: each share's, and the sum of all."""
    if noeud.points is None or not noeud.enfants:
        return
    known = [enfant for enfant in noeud.enfants if enfant.points is not None]
    for enfant in known:
        expected = enfant.part * noeud.points if enfant.part is not None else enfant.points
        if (
            enfant.points is not None
            and expected is not None
            and abs(enfant.points - expected) > POINTS_TOLERANCE
        ):
            message = f"{quote(enfant.id)} vaut {points(enfant.points)} ; sa part de {quote(noeud.id)} en donne {number(expected)}"
            hint = "Corrigez la part ou les points."
            yield problem(enfant.path, enfant.line, "potentiel", message, hint, node=enfant.key)
    shares = any(enfant.part is not None for enfant in noeud.enfants)
    missing = [
        enfant for enfant in noeud.enfants if enfant.points is None and enfant.path == noeud.path
    ]
    if known and missing and not shares:
        names = ", ".join(enfant.id for enfant in missing)
        message = f"des éléments de {quote(noeud.id)} ont des points, d’autres non"
        yield problem(
            missing[0].path,
            missing[0].line,
            "poids-absent",
            message,
            f"Donnez des points à {names}.",
            node=noeud.key,
        )
    total = sum((enfant.points for enfant in known if enfant.points is not None), Decimal(0))
    complete = len(known) == len(noeud.enfants)
    wrong = (
        abs(total - noeud.points) > POINTS_TOLERANCE
        if complete
        else total > noeud.points + POINTS_TOLERANCE
    )
    if wrong and not shares:
        where = f"de {quote(noeud.id)}" if noeud.id else "du référentiel"
        message = f"les éléments {where} font {points(total)} au lieu de {number(noeud.points)}"
        hint = " + ".join(
            f"{enfant.id} : {number(enfant.points or Decimal(0))}" for enfant in known
        )
        yield problem(noeud.path, noeud.line, "potentiel", message, hint, node=noeud.key)
