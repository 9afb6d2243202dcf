"""The schema of the data: followed, published, explained."""

import copy
import json
from pathlib import Path

import pytest

from refsite.common.settings import Settings
from refsite.data.records import SCHEMA, Record
from refsite.data.schema import InvalidDataError, Schema, shapes
from tests.data import example


@pytest.fixture
def document(tmp_path: Path) -> Record:
    return copy.deepcopy(example.records(example.read(tmp_path)).all())


@pytest.fixture
def schema() -> Schema:
    return Schema(example.SCHEMA_TEXT, example.PUBLIC, SCHEMA)


def test_our_data_follows_it(schema: Schema, document: Record) -> None:
    schema.check([("donnees/referentiels.json", document)])


@pytest.mark.parametrize(
    ("key", "wrong", "place"),
    [
        ("points", "4", "referentiels/0/racine/points"),
        ("points", -1, "referentiels/0/racine/points"),
        ("niveau", "axes", "referentiels/0/racine/niveau"),
        ("cle", "vert/1 9", "referentiels/0/racine/cle"),
        ("adresse", "javascript:x", "referentiels/0/racine/adresse"),
        ("inconnue", 1, "referentiels/0/racine"),
    ],
)  # fmt: skip
def test_data_that_does_not_is_refused_in_french_with_its_place(
    schema: Schema, document: Record, key: str, wrong: object, place: str
) -> None:
    document["referentiels"][0]["racine"][key] = wrong
    with pytest.raises(InvalidDataError) as refused:
        schema.check([("donnees/vert.json", document)])
    message = str(refused.value)
    assert message.startswith("donnees/vert.json ne respecte pas le schéma des données")
    assert place in message


@pytest.mark.parametrize("date", ["2026-02-30", "2026-13-01", "0000-00-00"])
def test_a_day_that_no_calendar_has_is_refused(schema: Schema, document: Record, date: str) -> None:
    schema.check([("donnees/vert.json", {**document, "date": "2024-02-29"})])
    with pytest.raises(InvalidDataError, match="date"):
        schema.check([("donnees/vert.json", {**document, "date": date})])


def test_a_key_that_is_missing_is_refused(schema: Schema, document: Record) -> None:
    del document["version"]
    with pytest.raises(InvalidDataError):
        schema.check([("donnees/vert.json", document)])


def test_an_action_s_document_is_held_to_its_own_shape(schema: Schema, tmp_path: Path) -> None:
    found = example.read(tmp_path)
    action = example.records(found).action(next(found.contenu.actions()))
    schema.check([("vert/1.9/index.json", action)])
    with pytest.raises(InvalidDataError):
        schema.check([("vert/1.9/index.json", {**action, "noeud": {}})])
    with pytest.raises(InvalidDataError):
        schema.check([("vert/1.9/index.json", {**action, "plus": 1})])


def test_it_says_its_address_where_the_site_has_one(schema: Schema) -> None:
    assert schema.published["$id"] == "https://x.test/sous/donnees/schema/referentiel.schema.json"
    assert schema.published["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in Schema(example.SCHEMA_TEXT, Settings(), SCHEMA).published


def test_every_key_is_explained_in_french() -> None:
    found = {shape.name: shape for shape in shapes(example.SCHEMA_TEXT)}
    fields = {field.name: field for field in found["noeud"].fields}
    assert set(fields) == set(json.loads(example.SCHEMA_TEXT)["$defs"]["noeud"]["required"])
    assert fields["points"].type == "nombre ou null"
    assert (fields["enfants"].type, fields["enfants"].target) == ("liste (objet)", "noeud")
    assert fields["thematique"].type == "objet ou null"
    assert all(field.meaning.endswith(".") for shape in found.values() for field in shape.fields)
