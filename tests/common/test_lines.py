"""Lines of code and lines of text, as CommonMark parts them."""

import random

import pytest

from refsite.common.lines import Context, Fence, lines_of_code, read_fence
from refsite.prose.commonmark import make_parser

PARSER = make_parser().disable(["inline", "linkify", "settle"])


def code(text: str) -> str:
    """« c » for each line of code of a text, « t » for each other one."""
    return "".join("tc"[is_code] for is_code in lines_of_code(text.split("\n")))


def code_to_the_parser(text: str) -> str:
    """The same, as the parser of texts finds it."""
    found = ["t"] * (text.count("\n") + 1)
    for token in PARSER.parse(text):
        if token.type == "fence" and token.map:
            start, end = token.map
            found[start:end] = "c" * (end - start)
    return "".join(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n```\nc", "tccct"),
        ("```python\nb\n```python\nc\n```", "ccccc"),
        ("````\n```\n````", "ccc"),
        ("```\n````\na", "cct"),
        ("```\n~~~\n```", "ccc"),
        ("~~~ a`b\nc\n~~~", "ccc"),
        ("``` a`b\nc", "tt"),
        ("```a```", "t"),
        ("   ```\na\n  ```  ", "ccc"),
        ("``\na\n``", "ttt"),
        ("```\n\na", "ccc"),
        ("```", "c"),
        ("", "t"),
        ("- a\n\n      ```\n      b\n      ```\n- c", "ttccct"),
        ("- ```\n  b\n  ```", "ccc"),
        ("> ~~~\n> b\n> ~~~", "ccc"),
        ("1. ```\n- b\nc", "ctt"),
        ("> ```\n> b\nc", "cct"),
        ("> ```\nb\n```\nc", "ctcc"),
        ("- a\n  ```\n  b\n\n  c\nd", "tcccct"),
        ("> - ```\n>   b\n> c", "cct"),
        ("- a\nb\n  ```\n  c\nd", "ttcct"),
        ("-\n\n  ```\na", "ttcc"),
        ("-\n  ```\na", "tct"),
        ("- - -\n  ```\na", "tcc"),
        ("a\n2. ```\nb", "ttt"),
        ("a\n1. ```\nb", "tct"),
        ("a\n    ```\nb", "ttt"),
        (">\t```\n>\tb\nc", "cct"),
        ("-\t```\n\tb\nc", "cct"),
        ("-      ```\n  b\nc", "cct"),
    ],
)
def test_lines_of_code_are_those_of_the_parser(text: str, expected: str) -> None:
    assert code(text) == expected
    assert code_to_the_parser(text) == expected


def test_any_lines_of_code_are_those_of_the_parser() -> None:
    """All but one kind: an item that four columns indent is the parser's text after the text of another item."""
    rng = random.Random(20210315)
    marks = ["", "> ", ">", "- ", "* ", "1. ", "2) ", "-  "]
    indents = ["", "", "  ", "   ", "    ", "\t"]
    ends = [
        "```",
        "~~~",
        "````",
        "``` py",
        "a",
        "b",
        "",
        "\u00a0",
        "```\u00a0",
        "<!-- y -->",
        "---",
    ]
    found = 0
    for _ in range(5000):
        lines = [
            "".join(
                (*rng.choices(marks, k=rng.randint(0, 3)), rng.choice(indents), rng.choice(ends))
            )
            for _ in range(rng.randint(2, 8))
        ]
        text = "\n".join((*lines, "fin"))
        assert code(text) == code_to_the_parser(text), text
        found += "c" in code(text)
    assert found > 1000


def test_the_context_holds_no_more_nesting_than_a_reader_follows() -> None:
    _, context = Context().after("> " * 5000 + "a")
    assert len(context.containers) == 50


def test_a_fence_has_its_marks_and_its_words() -> None:
    assert read_fence("  ~~~~  yaml ") == Fence("~~~~", "yaml")
    assert read_fence("~~ a") is None


@pytest.mark.parametrize(
    ("line", "closes"), [("```", True), ("````", True), ("``", False), ("~~~", False), ("``` a", False)]
)  # fmt: skip
def test_a_fence_closes_one_of_its_sign_that_is_no_longer(line: str, closes: bool) -> None:  # noqa: FBT001
    fence = read_fence(line)
    assert (fence is not None and fence.closes(Fence("```", "py"))) is closes
