"""Yaml blocks to text values with their lines.

Every scalar stays text: YAML would read `id: 5.10` as the number 5.1. Aliases, anchors and tags have no use
here and are refused, as is nesting, before any value is built from an untrusted block.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from refsite.common import messages
from refsite.common.problems import Message, Report, sentence

KEYS = (
    "id",
    "points",
    "pourcentage",
    "ponderation",
    "categorie",
    "climat_pratic_id",
    "climat_pratic_ligne",
)
"""The keys of every node."""

ROOT_KEYS = (*KEYS, "niveaux", "anomalies_acceptees", "retires")
"""The keys of a référentiel's own file."""

ALIASES: dict[str, str] = {
    "identifiant": "id",
    "catégorie": "categorie",
    "pondération": "ponderation",
}
"""Keys by the spellings that newer sheets use."""

MAX_DEPTH = 4
"""Mappings and lists in one another; the deepest key, that of an accepted anomaly, is in the third."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key's value (text, a list of texts or mappings, or a mapping) and the line of the key in the file."""

    value: "str | tuple[str | Fields, ...] | Fields"
    line: int

    @property
    def text(self) -> str:
        """The value as one line of text."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, Fields):
            return ", ".join(
                f"{key}{chr(0xA0)}: {item.text}" for key, item in self.value.entries.items()
            )
        return ", ".join(Field(item, self.line).text for item in self.value)


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of a block, in order, under their canonical names."""

    entries: Mapping[str, Field] = field(default_factory=dict)
    line: int = 0

    def text(self, key: str) -> str:
        """The text of `key`, stripped; empty when it is absent or not a text."""
        found = self.entries.get(key)
        return found.value.strip() if found and isinstance(found.value, str) else ""

    def any_text(self, key: str) -> str:
        """The text of `key` whatever its shape, stripped: a list reads « a, b »."""
        return self.entries[key].text.strip() if key in self.entries else ""

    def line_of(self, key: str) -> int:
        """The line of `key`, or that of the block."""
        return self.entries[key].line if key in self.entries else self.line


_NO_BLANK = re.compile(r"\s*(\w+):[\u00a0\u202f]*([\w.][^:]*)$")
_DASHES = re.compile(r"-{3,}\s*|\.\.\.\s*")
_INDENTED = re.compile(r" +\w+: +\S")
_PAIR = re.compile(r"\w+: +[^\s|>\[{\"']")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class _BlockError(Exception):
    """A refusal of one block, at a line from 0; never leaves this module."""

    def __init__(self, line: int, message: Message, *more: str, **values: Any) -> None:  # noqa: ANN401  # as `Report.add`
        super().__init__(message.code)
        self.line, self.message, self.more, self.values = line, message, more, values


def read_block(path: str, text: str, first_line: int, report: Report) -> Fields:
    """The fields of a node's block, which gives an id; `line` is the line that opens it."""
    fields = read_fields(path, text, first_line, report)
    if fields is None:
        return Fields({}, first_line - 1)
    fields = Fields(fields.entries, first_line - 1)
    check_id(path, fields, report)
    return fields


def check_id(path: str, fields: Fields, report: Report) -> None:
    """Check that the fields of a node give its id."""
    if not fields.text("id"):
        near = [key for key in fields.entries if key != "id" and key.strip().lower() == "id"]
        line = fields.line_of(near[0]) if near else fields.line
        report.add(messages.ID_CAPITALS if near else messages.ID_ABSENT, path, line)


def read_fields(path: str, text: str, first_line: int, report: Report) -> Fields | None:
    """The fields of a block whose first line is `first_line` of `path`; None when it is in error."""
    try:
        return _read(text, first_line)
    except _BlockError as error:
        line = first_line + error.line
        report.add(error.message, path, line, more=error.more, **error.values)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        stop = min(mark.line, text.count("\n")) if mark else 0
        line, hint = _likely(text) or (stop, _explain(str(error)))
        report.add(messages.YAML_SYNTAX, path, first_line + line, more=(hint,))
    except yaml.YAMLError:
        report.add(messages.YAML_CHARACTER, path, first_line)
    return None


def _likely(text: str) -> tuple[int, str] | None:
    """The line of a frequent mistake, often before the line where YAML stops, and the hint to mend it."""
    before = ""
    for number, line in enumerate(text.split("\n")):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return number, sentence(messages.YAML_TABS)
        if found := _NO_BLANK.match(line):
            written = f"{found[1]}: {found[2]}"
            return number, sentence(messages.YAML_NO_BLANK, written=written)
        if number and _DASHES.fullmatch(line):
            return number, sentence(messages.YAML_DASHES, written=line.strip())
        if _INDENTED.match(line) and _PAIR.match(before):
            return number, sentence(messages.YAML_INDENTED)
        before = line
    return None


def _explain(error: str) -> str:
    hints = (hint for english, hint in messages.YAML_HINTS.items() if english in error)
    return sentence(next(hints, messages.YAML_DEFAULT))


def _read(text: str, first_line: int) -> Fields:
    if "\ufffd" in text:
        raise _BlockError(0, messages.YAML_INVISIBLE)
    events = list(_events(text))
    if not events:
        return Fields({}, first_line)
    if not isinstance(events[0], yaml.MappingStartEvent):
        line, hint = _likely(text) or (0, sentence(messages.YAML_DEFAULT))
        raise _BlockError(line, messages.YAML_NO_KEY, hint)
    return _Composer(iter(events[1:]), first_line).mapping(_line(events[0]))


def _events(text: str) -> Iterator[yaml.Event]:
    """The scalars, mappings and lists of the one document of a block; refuses what no sheet needs."""
    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = _line(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                line, hint = _likely(text) or (line, sentence(messages.YAML_DEFAULT))
                raise _BlockError(line, messages.YAML_SYNTAX, hint)
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            raise _BlockError(line, messages.YAML_TRICK)
        if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):
            raise _BlockError(line, messages.YAML_INVISIBLE)  # an escape such as "\e"
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _BlockError(line, messages.YAML_DEEP)
        if isinstance(
            event, (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent)
        ):
            yield event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


@dataclass(frozen=True, slots=True)
class _Composer:
    """Composition of values from the events of the parser; recursion is bounded, since deep nesting was refused."""

    events: Iterator[yaml.Event]
    first_line: int

    def mapping(self, line: int) -> Fields:
        """The fields of a mapping, up to its end, that begins at `line`."""
        entries: dict[str, Field] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise _BlockError(_line(key), messages.YAML_KEY)
            name = ALIASES.get(key.value, key.value)
            if name in entries:
                other = entries[name].line
                raise _BlockError(_line(key), messages.YAML_KEY_TWICE, key=name, other=other)
            entries[name] = Field(self._value(next(self.events)), self.first_line + _line(key))
        return Fields(entries, self.first_line + line)

    def _value(self, event: yaml.Event) -> str | tuple[str | Fields, ...] | Fields:
        if isinstance(event, yaml.ScalarEvent):
            return _BLANKS.sub(" ", event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(_line(event))
        return tuple(self._items())

    def _items(self) -> Iterator[str | Fields]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self._value(event)
            yield item if isinstance(item, (str, Fields)) else Field(item, 0).text
