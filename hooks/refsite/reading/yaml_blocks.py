"""The yaml block of a node: text in, text values with their lines out, and problems in French.

Every scalar stays text: YAML would read `id: 5.10` as the number 5.1. Aliases, anchors and tags have no use
here and are refused, as is nesting, before any value is built from an untrusted block.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from refsite.common.french import quote
from refsite.common.problems import Problem, problem

ALIASES: dict[str, str] = {
    "identifiant": "id",
    "catégorie": "categorie",
    "pondération": "ponderation",
}
"""Spellings that newer sheets use, and the key that each stands for."""

MAX_DEPTH = 4

FENCE = re.compile(r" {0,3}(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
"""The line that opens a fence, or closes one."""

_EXPLANATIONS = (
    (
        "mapping values are not allowed",
        'Une valeur qui contient « : » s’écrit entre guillemets : cle: "valeur : suite".',
    ),
    ("found character '\\t'", "Remplacez les tabulations par des espaces."),
    ("cannot start any token", 'Mettez la valeur entre guillemets : cle: "valeur".'),
    (
        "could not find expected ':'",
        "Chaque ligne s’écrit cle: valeur, avec une espace après les deux-points.",
    ),
    ("found unexpected end of stream", "Un guillemet ouvert n’est pas fermé."),
    (
        "did not find expected",
        "Vérifiez les retraits, les guillemets et les crochets de cette ligne.",
    ),
)
_DEFAULT_EXPLANATION = "Chaque ligne s’écrit cle: valeur, avec une espace après les deux-points."


@dataclass(frozen=True, slots=True)
class Entry:
    """A key's value: text, a list of texts, or a mapping; and the line of the file where the key stands."""

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
        return ", ".join(Entry(item, self.line).text for item in self.value)


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of a block, in order, under their canonical names."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    line: int = 0

    def text(self, key: str) -> str:
        """The text of `key`, stripped; empty when it is absent or not a text."""
        entry = self.entries.get(key)
        return entry.value.strip() if entry and isinstance(entry.value, str) else ""

    def any_text(self, key: str) -> str:
        """The text of `key` whatever its shape, stripped: a list reads « a, b »."""
        return self.entries[key].text.strip() if key in self.entries else ""

    def line_of(self, key: str) -> int:
        """The line of `key`, or that of the block."""
        return self.entries[key].line if key in self.entries else self.line


_PLAIN = re.compile(r"(?:\w+:(?: +[\w.][^\n:#&*!{}\[\]]*)?(?:\n|\Z))*")
"""Lines of a key and a plain value: they have room for none of the tricks that others are searched for."""


_NO_BLANK = re.compile(r"\s*(\w+):[\u00a0\u202f]*([\w.][^:]*)$")
_DASHES = re.compile(r"-{3,}\s*|\.\.\.\s*")
_INDENTED = re.compile(r" +\w+: +\S")
_PAIR = re.compile(r"\w+: +[^\s|>\[{\"']")


class _BlockError(Exception):
    """What stops the reading of one block; never leaves this module."""

    def __init__(self, line: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.hint = line, code, message, hint


def is_yaml(fence: re.Match[str]) -> bool:
    """Whether a fence opens a yaml block."""
    return fence["info"].strip().lower() in {"yaml", "yml"}


def opens_yaml(lines: Sequence[str], number: int) -> bool:
    """Whether the line `number` opens a yaml block; no line past the end does."""
    fence = FENCE.match(lines[number]) if number < len(lines) else None
    return fence is not None and is_yaml(fence)


def closing(lines: list[str], first: int, marks: str) -> int | None:
    """The line that closes the fence opened at `first`; None if a node begins or the file ends before."""
    closes = re.compile(rf" {{0,3}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$")
    for number in range(first + 1, len(lines)):
        if closes.match(lines[number]):
            return number
        fence = FENCE.match(lines[number])
        if fence and is_yaml(fence):
            return None
    return None


def longest_closings(lines: list[str]) -> dict[str, list[int]]:
    """By mark and line: how long the longest closing is, from that line to where a node begins or the file ends."""
    longest = {mark: [0] * (len(lines) + 1) for mark in "`~"}
    for number in range(len(lines) - 1, -1, -1):
        fence = FENCE.match(lines[number])
        for mark, known in longest.items():
            if not fence or not is_yaml(fence):
                closes = fence and not fence["info"] and fence["marks"][0] == mark
                own = len(fence["marks"]) if fence and closes else 0
                known[number] = max(own, known[number + 1])
    return longest


def next_written(lines: Sequence[str], number: int) -> int:
    """The number of the first line from `number` on that is not blank."""
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def read_fence(path: str, text: str, first_line: int) -> tuple[Fields, tuple[Problem, ...]]:
    """The fields of a block whose first line is `first_line` of `path`; empty when it is in error."""
    try:
        return _read(text, first_line), ()
    except _BlockError as error:
        line = first_line + error.line
        found = problem(path, line, error.code, error.message, error.hint)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, text.count("\n")) if mark else 0
        line, hint = _likely(text) or (line, _explain(str(error)))
        found = problem(
            path, first_line + line, "yaml-illisible", "ce bloc yaml ne se lit pas", hint
        )
    except yaml.YAMLError:
        hint = "Retapez ce bloc : il contient un caractère que YAML n’accepte pas."
        found = problem(path, first_line, "yaml-illisible", "ce bloc yaml ne se lit pas", hint)
    return Fields({}, first_line), (found,)


def read_block(path: str, text: str, first_line: int) -> tuple[Fields, tuple[Problem, ...]]:
    """The fields of a node's block, which gives an id; its line is the one that opens it."""
    fields, found = read_fence(path, text, first_line)
    fields = Fields(fields.entries, first_line - 1)
    if found or fields.text("id"):
        return fields, found
    near = [key for key in fields.entries if key != "id" and key.strip().lower() == "id"]
    line = fields.line_of(near[0]) if near else fields.line
    hint = (
        "Écrivez la clé en minuscules, les deux-points juste après : id: 6.1.2."
        if near
        else "Ajoutez une ligne id: au bloc, par exemple id: 6.1.2."
    )
    return fields, (problem(path, line, "id-absent", "ce bloc yaml n’a pas d’id", hint),)


def _likely(text: str) -> tuple[int, str] | None:
    """The line of what most often makes a block unreadable, often before the one where YAML stops, and what to do."""
    before = ""
    for number, line in enumerate(text.split("\n")):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return number, "Remplacez les tabulations par des espaces."
        if found := _NO_BLANK.match(line):
            written = quote(f"{found[1]}: {found[2]}")
            return number, f"Mettez une espace ordinaire après les deux-points : {written}."
        if number and _DASHES.fullmatch(line):
            return number, f"Retirez cette ligne {line.strip()}."
        if _INDENTED.match(line) and _PAIR.match(before):
            return number, "Retirez les espaces au début de cette ligne."
        before = line
    return None


def _explain(message: str) -> str:
    return next(
        (french for english, french in _EXPLANATIONS if english in message), _DEFAULT_EXPLANATION
    )


def _read(text: str, first_line: int) -> Fields:
    if "\ufffd" in text:
        raise _BlockError(
            0, "yaml-illisible", "ce bloc yaml contient un caractère invisible", "Retapez ce bloc."
        )
    if not _PLAIN.fullmatch(text):
        _refuse_tricks(text)
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    if root is None:
        return Fields({}, first_line)
    if not isinstance(root, yaml.MappingNode):
        line, hint = _likely(text) or (0, _DEFAULT_EXPLANATION)
        raise _BlockError(line, "yaml-illisible", "ce bloc yaml n’a pas de clé", hint)
    return _fields(root, first_line)


def _refuse_tricks(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = event.start_mark.line if event.start_mark else 0
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            hint = "Écrivez la valeur en toutes lettres, entre guillemets si elle commence par & * ou !."
            raise _BlockError(
                line, "yaml-alias", "alias, ancre ou étiquette dans le bloc yaml", hint
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            hint = "Une fiche n’a besoin que de lignes cle: valeur."
            raise _BlockError(
                line, "yaml-illisible", "trop de crochets ou d’accolades emboîtés", hint
            )


def _fields(node: yaml.MappingNode, first_line: int) -> Fields:
    entries: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            raise _BlockError(
                line,
                "yaml-illisible",
                "une clé du bloc yaml n’est pas un mot",
                _DEFAULT_EXPLANATION,
            )
        written = str(key_node.value)
        key = ALIASES.get(written, written)
        if key in entries:
            hint = f"Gardez une seule des deux lignes (l’autre est ligne {entries[key].line})."
            raise _BlockError(
                line, "yaml-illisible", f"la clé {quote(key)} est écrite deux fois", hint
            )
        entries[key] = Entry(_value(value_node, first_line), first_line + line)
    return Fields(entries, first_line + node.start_mark.line)


def _value(node: yaml.Node, first_line: int) -> str | tuple[str | Fields, ...] | Fields:
    if isinstance(node, yaml.ScalarNode):
        return re.sub(r"\s+", " ", node.value)
    if isinstance(node, yaml.MappingNode):
        return _fields(node, first_line)
    return tuple(
        child if isinstance(child, (str, Fields)) else Entry(child, 0).text
        for child in (_value(item, first_line) for item in node.value)
    )
