"""Lines between `---` that are the block of a title, and those that are rules of a text."""

import json
import subprocess
import sys

import pytest

from refsite.reading.front_matter import FrontMatter, find_front_matter, misplaced

MKDOCS = "import json, sys; from mkdocs.utils.meta import get_data; print(json.dumps([get_data(t) for t in json.load(sys.stdin)]))"
SHEET = "# A\n```yaml\nid: 6.1\n```\n"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("---\nid: 6.1\npoints: 3\n---\n# A", 3),
        ("---\nid: 6.1\n...\n# A", 2),
        ("--- \t\nid: 6.1\n---\u00a0\n# A", 2),
        ("\n  \n---\nid: 6.1\n---\n# A", 4),
        ("----\nid: 6.1\n-----\n# A", 2),
        ("---\n\nidentifiant : 6.1\n\n---\n# A", 4),
        ("---\n# un commentaire\nid: 6.1\n---\n# A", 3),
        ("---\nid: 6.1\nune faute\n---\n# A", 3),
        ("---\nid:6.1\npoints:3\n---\n# A", 3),
        ("---\ntitle: A\nhide:\n- toc\n  # non\ntags: [a,\n  b]\n---\n# A", 7),
        ("---\nid: 6.1\n---\nmots\n\n---\n# A", 2),
        ("---\nid: 6.1\n---", 2),
    ],
)
def test_lines_that_give_an_id_or_hold_keys_alone_are_front_matter(text: str, last: int) -> None:
    found = find_front_matter(text.split("\n"))
    assert found
    assert (found.end, found.after, found.closed) == (last, last + 1, True)


def test_front_matter_of_mkdocs_is_ours() -> None:
    texts = [
        "---\nid: '6.1'\n---\n# A\n",
        "--- \t\nid: cae\n... \n\n# A\n",
        "---\n\n# un commentaire\nid: cae\n\n---\nmots\n---\n",
        "---\ntitle: A\nid: cae\ntags:\n  - b\n---\n---\n",
    ]
    # In a process of its own: here, nothing can import MkDocs.
    done = subprocess.run(
        [sys.executable, "-c", MKDOCS], input=json.dumps(texts), check=True, capture_output=True, text=True,
    )  # fmt: skip
    for text, (rest, keys) in zip(texts, json.loads(done.stdout), strict=True):
        lines = text.split("\n")
        found = find_front_matter(lines)
        assert found, text
        assert "\n".join(lines[found.after :]).lstrip("\n") == rest
        assert "id" in keys


@pytest.mark.parametrize(
    "text",
    [
        "", "---", "---\n---", "---\n\n---\n# A", "mots\n---\nid: 6.1\n---\n# A", "# A\n---\nid: 6.1\n---",
        "---\nBonjour.\n---\n# A", "---\nAttention : travaux\n---\n# A", "---\n- un\n- deux\n---\n# A",
        "---\n# A\n---\nmots", "---\n# B\nNote: mots\n---\nmots", "---\na: b\n# B\n---\n",
        "---\ntitle: A\nmots\n---\n# A", "---\nmots\n\nid: 6.1, par exemple\n---\n# A",
        "----\ntitle: A\n----\n# A", "***\nid: 6.1\n***\n# A", "___\nid: 6.1\n___\n# A", "--\nid: 6.1\n--\n# A",
        " ---\nid: 6.1\n ---\n# A", f"---\n{SHEET}## B\nx\n---\ny", f"---\n{SHEET}", "---\ntitle: A\n\n# A\n",
    ],
)  # fmt: skip
def test_rules_of_a_text_are_no_front_matter(text: str) -> None:
    assert find_front_matter(text.split("\n")) is None


@pytest.mark.parametrize(
    ("text", "end", "after"),
    [
        ("---\nid: 6.1\n# A", 2, 2),
        ("---\nid: 6.1\npoints: 3\n\n# A\nmots\n\n---\nfin", 3, 3),
        ("---\n\nid: 6.1\n# A\nDes mots.\n---\n## B", 3, 3),
        ("---\nid: 6.1\n```\n# A", 2, 3),
        ("---\nid: 6.1\n```json\n# A", 2, 2),
        ("---\nid: 6.1\n## A\n---", 2, 2),
        ("---\nid: 6.1", 2, 2),
    ],
)
def test_front_matter_that_nothing_closes_ends_where_its_keys_do(
    text: str, end: int, after: int
) -> None:
    assert find_front_matter(text.split("\n")) == FrontMatter(0, end, after, closed=False)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("---\nid: 6.1\n---", 2),
        ('---\npoints: 3\nidentifiant: "6.1"\n---\nmots', 3),
        ("---\nid: cae\n---", None),
        ("---\nid: 6.1\n\n---", None),
        ("---\nid: 6.1\nmots\n---", None),
        ("---\nid: 6.1\n# A\n---", None),
        ("---\nid: 6.1", None),
        ("***\nid: 6.1\n---", None),
    ],
)
def test_elsewhere_only_keys_with_a_numeric_id_are_a_block(text: str, last: int | None) -> None:
    found = misplaced(text.split("\n"), 0)
    assert (found and found.end) == last


@pytest.mark.parametrize(
    "text", ["---\n" * 50_000, "---\nid: 6\n" * 30_000, "---\n" + "k: v\n" * 30_000]
)
def test_many_rules_end(text: str) -> None:
    assert find_front_matter(text.split("\n")) is None or text.startswith("---\nid")
