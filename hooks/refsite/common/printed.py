"""Problems as text: lines for a terminal, annotations for GitHub, their number in words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refsite.common import bounds, messages
from refsite.common.codes import Severity
from refsite.common.problems import Problem, errors_first, sentence

_LEVELS = {
    Severity.ERREUR: "error",
    Severity.AVERTISSEMENT: "warning",
    Severity.NOTE: "notice",
}
"""GitHub's names of the severities, as workflow commands."""


def show(item: Problem, folder: str = "") -> str:
    """One clickable line, `folder/path:line: severity[code] message`, then its hints, indented."""
    path = f"{folder}/{item.path}" if folder and item.path else item.path or folder
    place = ":".join([path, *(str(n) for n in (item.line, item.column) if n)])
    head = f"{place}: {item.severity}[{item.code}] {item.message}"
    # What GitHub's runner finds after `##[`, anywhere in a line, is a command to it.
    return "\n    ".join([head, *item.hints, *_reason(item)]).replace("##[", "## [")


def _reason(item: Problem) -> list[str]:
    """The editors' reason for accepting an anomaly, as a line; none when it was not accepted."""
    return [sentence(messages.ACCEPTED, reason=item.accepted)] if item.accepted else []


def abridged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """At most `bounds.MESSAGES` problems of a code for a file, in the order given; then one that counts the others."""
    groups: dict[tuple[str, str, Severity], list[Problem]] = {}
    for item in problems:
        groups.setdefault((item.path, item.code, item.severity), []).append(item)
    for items in groups.values():
        yield from items[: bounds.MESSAGES]
        if others := items[bounds.MESSAGES :]:
            template = messages.OTHERS if len(others) > 1 else messages.OTHER
            message = sentence(template, total=len(others))
            yield replace(
                others[0], column=0, message=message, hints=(), node="", times=len(others)
            )


def listed(problems: Iterable[Problem], folder: str = "") -> tuple[str, ...]:
    """Problems as they are printed, the errors first."""
    return tuple(show(item, folder) for item in errors_first(problems))


def annotation(item: Problem, folder: str = "") -> str:
    """Workflow command by which GitHub annotates the sheet's line; `folder` is relative to the repository."""
    kind = _LEVELS[item.severity]
    path = "/".join(part for part in (folder, item.path) if part)
    known: dict[str, str | int] = {
        "file": path,
        "line": item.line,
        "col": item.column,
        "title": item.code,
    }
    properties = ",".join(f"{name}={_property(value)}" for name, value in known.items() if value)
    return (
        f"::{kind} {properties}::{_data(chr(10).join([item.message, *item.hints, *_reason(item)]))}"
    )


def _data(text: str) -> str:
    """Escape a text for a workflow command of GitHub: on one line, it cannot begin another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str | int) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Iterable[Problem]) -> str:
    """« 2 erreurs, 1 avertissement », or « aucun problème »."""
    items = list(problems)
    parts = []
    for severity in Severity:
        total = sum(p.times for p in items if p.severity is severity)
        if total:
            parts.append(f"{total} {severity}{'s' if total > 1 else ''}")
    return ", ".join(parts) or messages.NO_PROBLEM
