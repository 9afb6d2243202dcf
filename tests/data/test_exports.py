"""All the files of data together: complete, true to the pages, and made once."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from refsite.common.french import number, percent
from refsite.data.exports import downloads
from refsite.data.records import Record, walk
from refsite.data.schema import InvalidDataError
from tests import crawl
from tests.data import example


def test_every_file_has_its_address(tmp_path: Path) -> None:
    files = example.exported(example.read(tmp_path))
    assert set(files) == {
        "donnees/schema/referentiel.schema.json",
        *(f"donnees/{name}.{kind}" for name in ("referentiels", "vert") for kind in ("json", "csv", "xlsx", "zip")),
        "donnees/grille.xlsx", "vert/1.9/index.json", "vert/1.10/index.json",
    }  # fmt: skip


def test_a_second_export_gives_the_same_bytes(tmp_path: Path) -> None:
    assert example.exported(example.read(tmp_path)) == example.exported(example.read(tmp_path))


def test_an_action_s_file_says_the_same_as_the_whole(tmp_path: Path) -> None:
    files = example.exported(example.read(tmp_path))
    (racine,) = [
        one["racine"] for one in json.loads(files["donnees/referentiels.json"])["referentiels"]
    ]
    own = json.loads(files["vert/1.9/index.json"])["noeud"]
    assert own in list(walk(racine))


def test_the_files_of_the_tree_are_the_records(tmp_path: Path) -> None:
    found = example.read(tmp_path, {"bleu/1.1.md": "# Nom\n```yaml\nid: 1.1\n```\n"})
    files, records = example.exported(found), example.records(found)
    assert json.loads(files["donnees/referentiels.json"]) == records.all()
    assert files["donnees/referentiels.csv"] == example.csv(records.all())
    for referentiel in found.contenu.referentiels:
        own = records.referentiel(referentiel)
        assert json.loads(files[f"donnees/{referentiel.id}.json"]) == own
        assert files[f"donnees/{referentiel.id}.csv"] == example.csv(own)


@pytest.fixture(scope="module")
def seeds() -> crawl.Files:
    return crawl.in_memory(crawl.CONTENT)


def nodes(site: crawl.Files, kind: str) -> list[Record]:
    documents = [example.parse(site[f"donnees/{name}.json"]) for name in ("cae", "eci")]
    return [
        node
        for document in documents
        for referentiel in document["referentiels"]
        for node in walk(referentiel["racine"])
        if node["niveau"] == kind
    ]


def test_the_numbers_of_the_pages_are_those_of_the_data_rounded(seeds: crawl.Files) -> None:
    read = 0
    for action in nodes(seeds, "action"):
        main = crawl.page(seeds, f"{action['cle']}/").main
        facts = [dd.raw for block in main.by_class("facts")[:1] for dd in block.all("dd")]
        if action["points"] is not None:
            assert facts[0].startswith(number(Decimal(action["points"]))), action["cle"]
            read += 1
        rows = [row for part in main.labelled("coup-d-oeil") for row in part.one("tbody").all("tr")]
        assert len(rows) == len(action["enfants"])
        for row, node in zip(rows, action["enfants"], strict=True):
            cells = [cell.raw for cell in row.all("td")]
            assert cells[-2:] == [shown(node["part"], percent), shown(node["points"], number)], (
                node["cle"]
            )
            read += 2
    assert read > 90


def shown(value: Decimal | int | None, form: Callable[[Decimal], str]) -> str:
    return "–" if value is None else form(Decimal(value))


def test_the_table_of_all_sous_actions_says_the_same(seeds: crawl.Files) -> None:
    rows = crawl.page(seeds, "explorer/").main.one("tbody").all("tr")
    told = {
        (number.attributes["data-node"], number.attributes["data-kind"]): Decimal(
            number.attributes["value"]
        )
        for row in rows
        for number in row.all("data")
    }
    assert told == {
        (node["cle"], kind): node[kind]
        for node in nodes(seeds, "sous-action")
        for kind in ("part", "points")
    }


def test_the_page_of_data_lists_the_files_with_their_sizes(seeds: crawl.Files) -> None:
    main = crawl.page(seeds, "donnees/").main
    rows = [row for table in main.by_class("files") for row in table.one("tbody").all("tr")]
    found = {row.one("a").attributes["href"]: row.all("td")[0].text for row in rows}
    assert set(found) == {
        f"../{path}" for path in seeds if re.fullmatch(r"donnees/[a-z]+\.(json|csv|xlsx|zip)", path)
    }
    assert all(re.fullmatch(r"[\d,]+ [kM]o", size) for size in found.values())


def test_the_page_of_data_explains_every_key_of_the_schema(seeds: crawl.Files) -> None:
    main = crawl.page(seeds, "donnees/").main
    explained = {code.text for table in main.by_class("fields") for code in table.all("code")}
    schema = json.loads(seeds["donnees/schema/referentiel.schema.json"])
    assert {
        key for one in schema["$defs"].values() for key in one.get("properties", ())
    } <= explained


def test_a_page_leads_to_its_data(seeds: crawl.Files) -> None:
    document = crawl.page(seeds, "cae/6.1.2/")
    linked = {
        e.attributes.get("type"): e.attributes["href"]
        for e in document.root.all("link")
        if e.attributes["rel"] == "alternate"
    }
    assert linked == {"application/json": "index.json", "text/markdown": "index.md"}
    assert {"JSON", "Markdown"} <= set(document.hrefs)


def test_downloads_come_in_the_order_of_the_page() -> None:
    files = {f"donnees/cae.{kind}": b"x" * 9 for kind in ("zip", "csv", "json", "xlsx")}
    assert [(one.name, one.size) for one in downloads("cae", files)] == [
        ("cae.json", 9), ("cae.csv", 9), ("cae.xlsx", 9), ("cae.zip", 9),
    ]  # fmt: skip


def test_a_build_whose_data_breaks_the_schema_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refsite.data.records.exact", lambda _: "beaucoup")
    with pytest.raises(InvalidDataError, match="ne respecte pas le schéma"):
        example.exported(example.read(tmp_path))


def test_what_all_share_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme stands in the document of every référentiel, in no action's."""
    monkeypatch.setattr("refsite.data.records.Records._theme", lambda _, theme: {"id": theme.id})
    with pytest.raises(InvalidDataError, match=r"^donnees/referentiels\.json ne respecte pas"):
        example.exported(example.read(tmp_path))
