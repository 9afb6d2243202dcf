"""What one sheet cannot know: sums, potentials, themes, names; and the anomalies that editors accept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from refsite import ids
from refsite.fences import Fields
from refsite.french import number, points, quote
from refsite.model import Anomalie, Contenu, Noeud
from refsite.problems import CODES, Problem, Severity, problem

ROUNDED_SHARE = Decimal("0.0005")
"""Of 1, for each sibling: what writing a third 0.333 loses."""

ROUNDED_EQUAL_SHARE = Decimal("0.005")
"""Of 1, for each of siblings that are all equal: what writing a third 0.33, or 33, loses."""

POINTS_TOLERANCE = Decimal("0.05")

_CATALOGUE = "climat-pratic.md"


def but_absent(found: Iterable[Problem], unread: Iterable[Problem]) -> tuple[Problem, ...]:
    """What was `found`, less what is missed only because the file that should give it could not be read whole."""
    found, unread = tuple(found), tuple(unread)
    there = frozenset(p.path for p in unread)
    broken = frozenset(p.path for p in (*found, *unread) if p.severity is Severity.ERREUR)
    return tuple(p for p in found if not _in_doubt(p, there, broken))


def _in_doubt(missed: Problem, there: frozenset[str], broken: frozenset[str]) -> bool:
    """Whether a file that is `there`, or `broken`, may well give what is said to be missing."""
    if missed.code == "themes-absents":
        return missed.path in there
    if missed.code == "referentiel-absent":
        return missed.path in there | broken
    if missed.code == "theme-inconnu":
        return _CATALOGUE in broken
    return missed.code == "plan-absent" and any(map(broken.__contains__, _files_of(missed.node)))


def _files_of(node: str) -> Iterator[str]:
    """The files that may describe a node: its own, and those of what contains it."""
    referentiel, _, id_ = node.partition("/")
    while id_:
        yield f"{referentiel}/{id_}.md"
        id_ = ids.parent(id_)


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


def declared_anomalies(
    path: str, fields: Fields
) -> tuple[tuple[Anomalie, ...], tuple[Problem, ...]]:
    """The anomalies that a référentiel's file accepts, and the declarations that cannot be read."""
    entry = fields.entries.get("anomalies_acceptees")
    if entry is None:
        return (), ()
    items = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    anomalies: list[Anomalie] = []
    problems: list[Problem] = []
    for item in items:
        code, id_, raison = (
            (item.text(key) for key in ("code", "id", "raison"))
            if isinstance(item, Fields)
            else ("", "", "")
        )
        if code in CODES and CODES[code].severity is Severity.AVERTISSEMENT and id_ and raison:
            line = item.line if isinstance(item, Fields) else entry.line
            anomalies.append(Anomalie(code, id_, raison, path, line))
        else:
            hint = 'Écrivez pour chacune : - {code: somme, id: 2.2.2, raison: "pourquoi elle est acceptée"}.'
            message = "cette anomalie acceptée ne se lit pas"
            line = item.line if isinstance(item, Fields) else entry.line
            problems.append(problem(path, line, "anomalie-inconnue", message, hint))
    return tuple(anomalies), tuple(problems)


def acknowledge(contenu: Contenu, problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, with the editors' reason on those that they accept.

    A reason without problem is one, once no error is left that may hide what it is for.
    """
    problems = tuple(problems)
    reasons = {
        (item.code, f"{referentiel.id}/{'' if item.id == referentiel.id else item.id}"): item
        for referentiel in contenu.referentiels
        for item in referentiel.anomalies
    }
    unused = dict(reasons)
    for item in problems:
        key = (item.code, item.node or item.path.removesuffix(".md"))
        if key in reasons:
            unused.pop(key, None)
            yield replace(item, accepted=reasons[key].raison)
        else:
            yield item
    broken = any(item.severity is Severity.ERREUR for item in problems)
    for anomalie in () if broken else unused.values():
        message = f"aucun avertissement {anomalie.code} pour {quote(anomalie.id)}"
        hint = "L’anomalie est corrigée : retirez-la de anomalies_acceptees."
        yield problem(anomalie.path, anomalie.line, "anomalie-inconnue", message, hint)
