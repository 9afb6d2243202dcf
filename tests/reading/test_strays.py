"""Blocks apart from their title; the folders of `cases` have the advice that heals them."""

import pytest

from refsite.common.problems import Problem
from refsite.reading.folder import Source
from refsite.reading.sheets import parse_sheet
from refsite.reading.strays import next_heading, take_front

BLOCK = "```yaml\nid: 6.1\n```\n"


def taken(text: str) -> tuple[str, list[str], str]:
    """The id that lines between `---` give, the hints, and the lines that remain."""
    lines, problems = text.split("\n"), list[Problem]()
    fields = take_front(lines, "cae/6.1.md", problems)
    hints = [hint for item in problems for hint in item.hints]
    return fields.text("id") if fields else "", hints, "\n".join(lines).strip()


@pytest.mark.parametrize("before", ["", "\n\n"])
def test_lines_between_dashes_at_the_top_that_give_an_id_are_taken_out(before: str) -> None:
    id_, hints, rest = taken(f"{before}---\nid: 6.1\npoints: 3\n---\n# A")
    assert (id_, len(hints), rest) == ("6.1", 1, "# A")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "---\nid: 6.1\n# A",
        "---\ntitle: A\n---\n# A",
        "# A\n---\nid: 6.1\n---",
        "---\n\nid: 6\n\n---\n",
    ],
)
def test_other_dashes_are_text(text: str) -> None:
    assert taken(text) == ("", [], text.strip())


def test_a_title_that_has_its_block_needs_no_other() -> None:
    _, (hint,), _ = taken(f"---\nid: 6.1\n---\n# A\n\n{BLOCK}")
    assert hint == "Retirez les lignes 1 à 3\u00a0: le titre, ligne 4, a déjà son bloc yaml."


def test_the_next_heading_is_found_from_a_line_on() -> None:
    lines = ["# A", "mots", "## B"]
    assert [h.first if h else h for h in (next_heading(lines, n) for n in range(4))] == [
        0,
        2,
        2,
        None,
    ]


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
    sheet, problems = parse_sheet(Source("cae/6.1.md", text))
    assert [item.severity for item in problems] == ["erreur"]
    assert [(root.name, root.fields.text("id")) for root in sheet.roots] == [("A", "6.1")]
    assert "id: 6.1" not in str(sheet.roots[0].body)
