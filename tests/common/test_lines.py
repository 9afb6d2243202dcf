"""Lines of code and lines of text, as CommonMark parts them."""

import pytest
from markdown_it import MarkdownIt

from refsite.common.lines import Fence, LineKind, classify, read_fence, unnested

LETTERS = {LineKind.TEXT: "t", LineKind.OPENING: "o", LineKind.CODE: "c", LineKind.CLOSING: "f"}


def kinds(text: str, *, nested: bool = False, to_the_end: bool = True) -> str:
    found = classify(text.split("\n"), nested=nested, to_the_end=to_the_end)
    return "".join(LETTERS[line.kind] for line in found)


TEXTS = [
    ("a\n```\nb\n```\nc", "tocft"),
    ("```python\nb\n```python\nc\n```", "occcf"),
    ("````\n```\n````", "ocf"),
    ("```\n````", "of"),
    ("```\n~~~\n```", "ocf"),
    ("~~~ a`b\nc\n~~~", "ocf"),
    ("``` a`b\nc", "tt"),
    ("```a```", "t"),
    ("   ```\na\n  ```  ", "ocf"),
    ("``\na\n``", "ttt"),
    ("```\na\n", "occ"),
    ("```", "o"),
    ("", "t"),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_each_line_has_its_kind(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_the_same_lines_are_code_to_a_parser(text: str, expected: str) -> None:
    spans = [token.map for token in MarkdownIt().parse(text) if token.type == "fence"]
    found = {n for start, end in filter(None, spans) for n in range(start, end)}
    assert found >= {n for n, kind in enumerate(expected) if kind in "of"}
    assert not found & {n for n, kind in enumerate(expected) if kind == "t"}


def test_code_that_nothing_closes_is_text_on_demand() -> None:
    assert kinds("```\na\n~~~\nb\n~~~", to_the_end=False) == "ttocf"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n\n      ```\n      b\n      ```", "ttocf"),
        ("- ```\n  b\n  ```", "ocf"),
        ("> ~~~\n> b\n> ~~~", "ocf"),
        ("1. ```\n- b\nc", "ttt"),
        ("```\nb\nc", "occ"),
    ],
)
def test_code_in_lists_and_quotations_is_found_on_demand(text: str, expected: str) -> None:
    assert kinds(text, nested=True) == expected


def test_a_line_of_code_has_its_fence() -> None:
    fence = Fence("~~~~", "yaml")
    assert read_fence("  ~~~~  yaml ") == fence
    assert [line.fence for line in classify(["~~~~ yaml", "a", "~~~~", "b"])] == [fence] * 3 + [
        None
    ]


@pytest.mark.parametrize(
    ("line", "bare"), [("  > - 1. a", "a"), ("-a", "-a"), ("12) ", ""), ("\t", "")]
)
def test_a_line_loses_the_marks_that_nest_it(line: str, bare: str) -> None:
    assert unnested(line) == bare
