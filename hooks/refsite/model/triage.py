"""Filters of problems: anomalies that editors accept, problems that a broken file may explain."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refsite.common import ids, messages
from refsite.common.codes import CODES, Severity
from refsite.common.problems import Problem, Report
from refsite.model.values import Anomalie, Contenu
from refsite.reading.yaml_blocks import Fields

_CATALOGUE = "climat-pratic.md"


def without_doubtful(found: Iterable[Problem], unread: Iterable[Problem]) -> Iterator[Problem]:
    """The problems `found`, less those about data that a file with an error may hold.

    `unread` are the problems, among them, of files that could not be read whole.
    """
    found = tuple(found)
    there = frozenset(p.path for p in unread)
    broken = frozenset(p.path for p in found if p.severity is Severity.ERREUR)
    return (p for p in found if not _in_doubt(p, there, broken))


def _in_doubt(missed: Problem, there: frozenset[str], broken: frozenset[str]) -> bool:
    """Whether a file that is `there`, or `broken`, may hold the missing data."""
    if missed.code == "themes-absents":
        return missed.path in there
    if missed.code == "referentiel-absent":
        return missed.path in there | broken
    if missed.code == "theme-inconnu":
        return _CATALOGUE in broken
    return missed.code == "plan-absent" and any(map(broken.__contains__, _files_of(missed.node)))


def _files_of(node: str) -> Iterator[str]:
    """Paths of the files that may describe a node: its own and its ancestors'."""
    referentiel, _, id_ = node.partition("/")
    while id_:
        yield f"{referentiel}/{id_}.md"
        id_ = ids.parent(id_)


def declared_anomalies(path: str, fields: Fields, report: Report) -> tuple[Anomalie, ...]:
    """The anomalies that a référentiel's file accepts."""
    declared = fields.entries.get("anomalies_acceptees")
    if declared is None:
        return ()
    items = declared.value if isinstance(declared.value, tuple) else (declared.value,)
    anomalies: list[Anomalie] = []
    for item in items:
        read = item if isinstance(item, Fields) else Fields({}, declared.line)
        code, id_, raison = (read.text(key) for key in ("code", "id", "raison"))
        if code in CODES and CODES[code].severity is Severity.AVERTISSEMENT and id_ and raison:
            anomalies.append(Anomalie(code, id_, raison, path, read.line))
        else:
            report.add(messages.ANOMALY_UNREADABLE, path, read.line)
    return tuple(anomalies)


def acknowledge(contenu: Contenu, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, with the editors' reason on those that they accept.

    A reason without problem is a problem, once no error is left that may hide the one it is for.
    """
    found = Report()
    reasons = {
        (item.code, f"{referentiel.id}/{'' if item.id == referentiel.id else item.id}"): item
        for referentiel in contenu.referentiels
        for item in referentiel.anomalies
    }
    unused = dict(reasons)
    broken = False
    for item in problems:
        key = (item.code, item.node or item.path.removesuffix(".md"))
        unused.pop(key, None)
        accepted = reasons[key].raison if key in reasons else ""
        found.extend([replace(item, accepted=accepted)])
        broken = broken or item.severity is Severity.ERREUR
    for anomalie in () if broken else unused.values():
        message, line = messages.ANOMALY_UNUSED, anomalie.line
        found.add(message, anomalie.path, line, code=anomalie.code, id=anomalie.id)
    return found.problems
