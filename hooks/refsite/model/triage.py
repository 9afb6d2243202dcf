"""Problems set beside the editors' word and beside broken files: anomalies accepted, doubts withheld."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refsite.common import ids
from refsite.common.codes import CODES, Severity
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.model.values import Anomalie, Contenu
from refsite.reading.yaml_blocks import Fields

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
