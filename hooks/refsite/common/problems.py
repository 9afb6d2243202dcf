"""Problems as values, and the report that collects them; `printed` has their text."""

import string
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from refsite.common.codes import CODES, Severity
from refsite.common.french import number, quote, typo


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `line` and `column` count from 1; 0 where there is none.

    `path` is relative to the content's folder, `node` is `référentiel/id` where one is concerned,
    `accepted` is the editors' reason when they acknowledged the anomaly, `times` how many problems it counts for.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hints: tuple[str, ...] = ()
    node: str = ""
    accepted: str = ""
    times: int = 1

    @property
    def severity(self) -> Severity:
        """The severity of its code, or a note once it has been acknowledged."""
        return Severity.NOTE if self.accepted else CODES[self.code].severity


@dataclass(frozen=True, slots=True)
class Message:
    """Templates of a kind of problem: its code, its sentence, and its hints.

    A hint is left out when one of its values is None.
    """

    code: str
    text: str
    hints: tuple[str, ...] = ()

    def advising(self, *hints: str) -> "Message":
        """The same message with other hints."""
        return replace(self, hints=hints)


class _Formatter(string.Formatter):
    """Formatter with the specs `q` (quoted) and `n` (number)."""

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401  # as its base class
        kind, size = format_spec[:1], format_spec[1:]
        if kind == "q":
            return quote(str(value), int(size or 80))
        if kind == "n":
            return number(Decimal(value), int(size or 2))
        return str(value)


_FORMATTER = _Formatter()


def sentence(template: str, **values: object) -> str:
    """Format a template, with its no-break spaces. Raises KeyError for a value that is missing."""
    return typo(_FORMATTER.vformat(template, (), values))


def fields(template: str) -> frozenset[str]:
    """Names of the values that a template asks for."""
    return frozenset(name for _, name, _, _ in _FORMATTER.parse(template) if name)


class Report:
    """Collector of problems, in the order in which they are found."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems = list(problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems found so far."""
        return tuple(self._problems)

    def add(  # noqa: PLR0913  # a problem has that many parts, and call sites name them
        self, message: Message, path: str, line: int = 0, /, *, column: int = 0, node: str = "",
        more: Iterable[str] = (), **values: object,
    ) -> None:  # fmt: skip
        """Add the problem that a message's templates give for `values`.

        `more` are hints made by `sentence`, after those of the message.
        """
        hints = (
            sentence(hint, **values)
            for hint in message.hints
            if all(values[name] is not None for name in fields(hint))
        )
        text = sentence(message.text, **values)
        self._problems.append(
            Problem(path, line, column, message.code, text, (*hints, *more), node)
        )

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems that were kept as values, beside a result in a cache."""
        self._problems += problems


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by file, line and column; at one place, a node's before its descendants'."""
    return tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.node, p)))


def errors_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by severity, the heaviest first; otherwise in the order in which they come."""
    return tuple(sorted(problems, key=lambda p: list(Severity).index(p.severity)))


def worst(problems: Iterable[Problem]) -> Severity:
    """The heaviest severity present; a note when there is none."""
    found = {p.severity for p in problems}
    return next((severity for severity in Severity if severity in found), Severity.NOTE)


def forbids(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Whether problems forbid to publish: errors do, and so do warnings when the editor is `strict`."""
    return worst(problems) in (
        {Severity.ERREUR, Severity.AVERTISSEMENT} if strict else {Severity.ERREUR}
    )
