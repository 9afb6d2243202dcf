import pytest

from refsite.reading.outline import (
    Block,
    TitleLine,
    outline,
    read_title,
    unmarked_title,
    unopened_block,
)


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u202f"])
def test_a_blank_of_any_kind_ends_the_marks(blank: str) -> None:
    assert read_title(f"##{blank}Essai", 4) == TitleLine("Essai", 2, blank, 4, 5)


@pytest.mark.parametrize("line", ["####### A", "    # A", "\\# A", "#\u2003A", "A", "", "#######A"])
def test_other_lines_are_no_title(line: str) -> None:
    assert read_title(line, 0) is None


@pytest.mark.parametrize(
    ("line", "text", "sure"),
    [
        ("# A", "A", True), ("#", "", True), ("   ## A ##", "A", True), ("#  A ", " A ", True), ("## ##", "", True),
        ("##\u00a0Essai", "Essai", True), ("##\u00a0 Essai", "Essai", True),
        ("#\u00a05 de la liste", "5 de la liste", False), ("#\u00a0", "", False), ("##\u00a0", "", False),
        ("##Essai", "Essai", False), ("##Essai ##", "Essai", False), ("#hashtag", "hashtag", False), ("##1", "1", False),
    ],
)  # fmt: skip
def test_a_title_is_sure_or_needs_a_block(line: str, text: str, *, sure: bool) -> None:
    title = read_title(line, 0)
    assert title is not None
    assert (title.text, title.sure) == (text, sure)


def test_titles_and_blocks_are_found_in_order() -> None:
    lines = ["# A", "```yaml", "# x", "```", "mots", "~~~", "# y", "~~~~", "##B", "```"]
    assert list(outline(lines)) == [
        TitleLine("A", 1, " ", 0, 1, Block(1, 3, yaml=True)),
        Block(5, 7, yaml=False),
        TitleLine("B", 2, "", 8, 9, Block(9, None, yaml=False)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("````\n```\n````", [(0, 2)]),
        ("```\n````", [(0, 1)]),
        ("```a\n```b\n```", [(0, 2)]),
        ("```\n~~~\n```", [(0, 2)]),
        ("```\n```yaml\n```", [(0, None), (1, 2)]),
        ("````\n```\nx", [(0, None), (1, None)]),
        ("````\n```\nx\n```", [(0, None), (1, 3)]),
        ("````\n```a\nx\n```\n```yaml\n````", [(0, None), (1, 3), (4, 5)]),
        ("```a\n```a\n```yaml\n```a\n```", [(0, None), (1, None), (2, 4)]),
        ("    ```\n``` a`b", []),
    ],
)
def test_a_block_ends_at_as_many_of_its_marks_before_the_next_yaml_block(
    text: str, expected: list[tuple[int, int | None]]
) -> None:
    blocks = [mark for mark in outline(text.split("\n")) if isinstance(mark, Block)]
    assert [(block.first, block.last) for block in blocks] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Titre**\n\n```yaml", (0, 1)),
        ("mots\n\nTitre\n===\n```yaml", (2, 4)),
        ("mots\n\nTitre\n```yaml", None),
        ("mots\nsuite\n---\n```yaml", None),
        ("===\n```yaml", None),
        ("```yaml", None),
    ],
)
def test_a_title_without_marks_is_underlined_or_alone(
    text: str, expected: tuple[int, int] | None
) -> None:
    lines = text.split("\n")
    found = unmarked_title(lines, Block(len(lines) - 1, None, yaml=True), None, 1)
    assert (found and (found.first, found.after)) == expected


def test_a_line_alone_is_no_title_below_another() -> None:
    above = TitleLine("A", 1, " ", 0, 1)
    block = Block(3, None, yaml=True)
    assert unmarked_title(["# A", "", "Titre", "```yaml"], block, above, 2) is None
    lines = ["# A", "", "Titre", "---", "```yaml"]
    block = Block(4, None, yaml=True)
    assert unmarked_title(lines, block, above, 2) == TitleLine("Titre", 2, " ", 2, 4, block)


@pytest.mark.parametrize(
    ("text", "first"),
    [("# A\nid: 6.1\npoints: 3\n```", 1), ("id: 6\n```", 0), ("mots\n```", None), ("```", None)],
)
def test_a_closing_fence_finds_the_block_that_nothing_opens(text: str, first: int | None) -> None:
    lines = text.split("\n")
    assert unopened_block(lines, len(lines) - 1) == first
