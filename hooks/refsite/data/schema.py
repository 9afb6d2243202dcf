"""The JSON Schema of the data: its publication, its explanation on /donnees/, and the check against it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from refsite.common.french import NBSP, quote, typo
from refsite.common.settings import Settings

_TYPES = {
    "string": "texte", "number": "nombre", "integer": "nombre entier", "boolean": "vrai ou faux", "null": "null",
    "object": "objet",
}  # fmt: skip
_SHOWN = 3
"""Most faults in a message: they are ours, and the first says where to look."""


class InvalidDataError(Exception):
    """Data of ours that does not follow our schema; the message says which and where, in French."""


@dataclass(frozen=True, slots=True)
class KeyMeaning:
    """A key of an object: its type in French, the name in the schema of the object that it holds, its meaning."""

    name: str
    type: str
    target: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the data: its name in the schema, its title, its keys."""

    name: str
    title: str
    fields: tuple[KeyMeaning, ...]


class Schema:
    """The schema, from its text; `settings` say at which address it is published."""

    def __init__(self, text: str, settings: Settings, path: str) -> None:
        schema = json.loads(text)
        own = {"$id": f"{settings.shown_url}{path}"} if settings.shown_url else {}
        self.published = {"$schema": schema["$schema"], **own, **schema}
        self._validator = jsonschema_rs.validator_for(self.published, validate_formats=True)

    def check(self, documents: Iterable[tuple[str, object]]) -> None:
        """Check each (path, document). Raises InvalidDataError at the first that does not follow the schema."""
        for path, document in documents:
            if not self._validator.is_valid(document):
                faults = [
                    f"{'/'.join(map(str, error.instance_path)) or 'racine'} : {quote(error.message, 200)}"
                    for error, _ in zip(
                        self._validator.iter_errors(document), range(_SHOWN), strict=False
                    )
                ]
                message = (
                    f"{path} ne respecte pas le schéma des données ; rien n’est publié. "
                    f"C’est une erreur du programme, pas des fiches. {' ; '.join(faults)}"
                )
                raise InvalidDataError(typo(message))


def shapes(published: str | bytes) -> tuple[Shape, ...]:
    """Objects of the data with their keys, in the order of the schema."""
    definitions = json.loads(published)["$defs"]
    return tuple(
        Shape(name, definition["title"], tuple(_fields(definition, definitions)))
        for name, definition in definitions.items()
        if "properties" in definition
    )


def _fields(definition: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[KeyMeaning]:
    for name, value in definition["properties"].items():
        type_, target = _type(value, definitions)
        yield KeyMeaning(name, type_, target, typo(value["description"]))


def _type(value: Mapping[str, Any], definitions: Mapping[str, Any]) -> tuple[str, str]:
    """A type in French words, and the name of the object that it is or lists."""
    if "oneOf" in value:
        parts = [_type(one, definitions) for one in value["oneOf"]]
        return " ou ".join(type_ for type_, _ in parts), next(t for _, t in parts if t)
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        found = definitions[name]
        return ("objet", name) if "properties" in found else _type(found, definitions)
    if "enum" in value:
        words = (quote(one) if one is not None else "null" for one in value["enum"])
        return f"un mot parmi{NBSP}: {', '.join(words)}", ""
    if value["type"] == "array":
        inner, target = _type(value["items"], definitions)
        return f"liste ({inner})", target
    types = [value["type"]] if isinstance(value["type"], str) else value["type"]
    return " ou ".join(_TYPES[one] for one in types), ""
