"""A file cut at its headings, with the lines where each part stands."""

from refsite.common.problems import Problem
from refsite.reading.folder import Source
from refsite.reading.pieces import pieces_of

SHEET = "avant\n# Un titre\n```yaml\nid: 6.1\n```\ndu texte\n~~~\n# du code\n~~~\n## Description\nsuite\n"


def test_each_heading_comes_with_its_block_and_the_text_below_it() -> None:
    problems: list[Problem] = []
    found = list(pieces_of(Source("cae/6.1.md", SHEET), problems))
    assert problems == []
    assert [(p.line, p.title, p.depth, p.text, p.text_line) for p in found] == [
        (1, None, 0, "avant", 1),
        (2, "Un titre", 1, "du texte\n~~~\n# du code\n~~~", 6),
        (10, "Description", 2, "suite\n", 11),
    ]
    assert [p.fields and p.fields.text("id") for p in found] == [None, "6.1", None]


def test_the_top_of_a_file_that_is_no_sheet_holds_no_fields() -> None:
    front = Source("index.md", "---\nid: 6.1\n---\n# Accueil\n")
    for sheet, told in ((True, 1), (False, 0)):
        problems: list[Problem] = []
        list(pieces_of(front, problems, sheet=sheet))
        assert len(problems) == told
