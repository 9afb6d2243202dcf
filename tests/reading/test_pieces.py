"""A file cut at its titles, with the lines of each part; the folders of `cases` have the sentences."""

import pytest

from refsite.common.problems import Report
from refsite.reading.folder import Source
from refsite.reading.pieces import pieces_of
from refsite.reading.sheets import parse_sheet

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
    for sheet, told in ((True, 1), (False, 0)):
        report = Report()
        pieces_of(front, report, sheet=sheet)
        assert len(report.problems) == told


def test_a_title_that_has_its_block_needs_no_front_matter() -> None:
    report = Report()
    pieces = pieces_of(Source("cae/6.1.md", f"---\nid: 6.2\n---\n# A\n\n{BLOCK}"), report)
    assert [p.code for p in report.problems] == ["bloc-sans-titre"]
    assert [p.fields and p.fields.text("id") for p in pieces] == ["6.1"]


@pytest.mark.parametrize(
    "text",
    [
        f"# A\n\nmots\n{BLOCK}## B\n### C\n",
        f"{BLOCK}# A\nmots\n",
        f"A\n===\n{BLOCK}## B\n",
        f"A\n\n{BLOCK}mots\n",
        "---\nid: 6.1\n---\n# A\nmots\n## B\n",
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
