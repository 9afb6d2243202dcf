"""A file cut at its titles, with the lines of each part; the folders of `cases` have the sentences."""

import pytest

from refsite.common.problems import Report
from refsite.reading.folder import Source
from refsite.reading.pieces import pieces_of
from refsite.reading.sheets import parse_sheet
from refsite.reading.yaml_blocks import Field, Fields

SHEET = "avant\n# Un titre\n```yaml\nid: 6.1\n```\ndu texte\n~~~\n# du code\n~~~\n## Description\nsuite\n"
BLOCK = "```yaml\nid: 6.1\n```\n"


def test_each_title_comes_with_its_block_and_the_text_below_it() -> None:
    report = Report()
    found = pieces_of(Source("cae/6.1.md", SHEET), report)
    assert report.problems == ()
    assert [(p.line, p.title, p.depth, p.text, p.text_line) for p in found] == [
        (1, None, 0, "avant", 1),
        (2, "Un titre", 1, "du texte\n~~~\n# du code\n~~~", 6),
        (10, "Description", 2, "suite\n", 11),
    ]
    assert [p.fields and p.fields.text("id") for p in found] == [None, "6.1", None]


def test_the_top_of_a_file_that_is_no_sheet_holds_no_fields() -> None:
    front = Source("index.md", "---\nid: 6.1\n---\n# Accueil\n")
    report = Report()
    found = {sheet: pieces_of(front, report, sheet=sheet)[-1].fields for sheet in (True, False)}
    assert found == {True: Fields({"id": Field("6.1", 2)}, 1), False: None}
    assert report.problems == ()


def test_front_matter_is_the_block_of_the_first_title() -> None:
    report = Report()
    front = "\n---\nid: 6.1\n\npoints: 3\n---\n\n# A\nmots\n## B\n"
    first, second = pieces_of(Source("cae/6.1.md", front), report)
    assert report.problems == ()
    assert first.fields == Fields({"id": Field("6.1", 3), "points": Field("3", 5)}, 2)
    assert (first.line, first.text, first.text_line, second.fields) == (8, "mots", 9, None)


@pytest.mark.parametrize("key", ["id: 6.1", "points: 3", "niveaux: {}", "id: [", "auteur: x"])
def test_a_title_has_one_block(key: str) -> None:
    report = Report()
    text = f"---\n{key}\n---\n# A\n\n```yaml\nid: 6.1\nauteur: y\n```\n"
    (piece,) = pieces_of(Source("cae/6.1.md", text), report)
    assert [p.line for p in report.problems] == [2 if key == "id: [" else 1]
    assert piece.fields
    assert (piece.fields.line, piece.fields.text("id"), piece.fields.text("auteur")) == (
        6,
        "6.1",
        "y",
    )


def test_keys_of_mkdocs_above_a_title_complete_its_block() -> None:
    report = Report()
    (piece,) = pieces_of(Source("cae/6.1.md", f"---\nhide: [toc]\n---\n# A\n{BLOCK}"), report)
    assert report.problems == ()
    assert piece.fields == Fields({"hide": Field(("toc",), 2), "id": Field("6.1", 6)}, 5)


@pytest.mark.parametrize(
    ("line", "codes"), [("#\u00a0A", ["titre-espace"]), ("#A", ["titre-espace"]), ("#", [])]
)
def test_a_title_right_below_front_matter_is_one_without_a_doubt(
    line: str, codes: list[str]
) -> None:
    report = Report()
    (piece,) = pieces_of(Source("cae/6.1.md", f"---\nid: 6.1\n---\n\n{line}\nmots"), report)
    assert piece.fields is not None
    assert [item.code for item in report.problems] == codes


@pytest.mark.parametrize(
    "below", ["", "\n\n", "Des mots.\n", "## B\n", "des\nmots\n---\n\nB\n===\n## C\n"]
)
def test_front_matter_without_a_title_is_one_error(below: str) -> None:
    report = Report()
    parse_sheet(Source("cae/6.1.md", f"---\nid: 6.1\n---\n{below}"), report)
    assert [(item.line, item.code) for item in report.problems] == [(1, "id-absent")]


def test_lines_between_rules_in_a_text_stay_there() -> None:
    text = "---\nmots\n---\n# A\n```yaml\nid: 6.1\n```\n---\nid: 6.1.2\n---\n## B\nmots\n---\nid: 6\n---\n"
    first, second, third = pieces_of(Source("cae/6.1.md", text), report := Report())
    assert report.problems == ()
    assert [piece.text.count("---") for piece in (first, second, third)] == [2, 2, 2]


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\nmots\n{BLOCK}## B\n### C\n",
        f"{BLOCK}# A\nmots\n",
        f"A\n===\n{BLOCK}## B\n",
        f"A\n\n{BLOCK}mots\n",
        "# A\n\n---\nid: 6.1\n---\nmots\n## B\n",
        "---\nid: 6.1\n\n# A\nmots\n---\n## B\n",
        "---\nid: 6.1\n```\n# A\nmots\n",
        "---\nid: 6.1\n---\n\nA\n===\n## B\n",
        "# A\n```\nid: 6.1\n```\n## B\n",
    ],
)
def test_a_block_apart_is_one_error_and_its_node_is_read(text: str) -> None:
    report = Report()
    sheet = parse_sheet(Source("cae/6.1.md", text), report)
    assert [item.severity for item in report.problems] == ["erreur"]
    assert [(root.name, root.fields.text("id")) for root in sheet.roots] == [("A", "6.1")]
    assert "id: 6.1" not in str(sheet.roots[0].body)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"#\u00a0A\n{BLOCK}", ["titre-espace"]),
        (f"#A\n{BLOCK}", ["titre-espace"]),
        (f"# A\n{BLOCK}##Essai\nmots\n", ["titre-espace"]),
        (f"# A\n{BLOCK}mots\n##Essai\nmots\n", []),
        (f"# A\n{BLOCK}#hashtag\n\n##1er\n", []),
        (f"# A\n{BLOCK}#\u00a05 de la liste\n", []),
    ],
)
def test_the_blank_after_the_marks_of_a_title_is_checked(text: str, codes: list[str]) -> None:
    report = Report()
    (piece,) = pieces_of(Source("cae/6.1.md", text), report)
    assert piece.title == "A"
    assert [item.code for item in report.problems] == codes
