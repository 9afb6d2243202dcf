"""Addresses changed in Markdown, and nothing else."""

import pytest

from refsite.prose.readdress import readdressed

NEW = {"a.md": "/a/", "b c.png": "/b%20c.png", "d.png": "/d.png"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](a.md)", "[a](/a/)"),
        ('[a](a.md "titre") et ![d](d.png)', '[a](/a/ "titre") et ![d](/d.png)'),
        ("[![d](d.png)](a.md)", "[![d](/d.png)](/a/)"),
        ("![b](<b c.png>)", "![b](</b%20c.png>)"),
        (
            "<a title=\"x\" href='a.md'>a</a><img src=d.png>",
            "<a title=\"x\" href='/a/'>a</a><img src=/d.png>",
        ),
        ('<img alt="b" src="b c.png">', '<img alt="b" src="/b%20c.png">'),
        ("[x](x.md) [](a.md) (a.md) a.md [a] (a.md)", "[x](x.md) [](/a/) (a.md) a.md [a] (a.md)"),
        ("`[a](a.md)` [a](a.md)", "`[a](a.md)` [a](/a/)"),
        ("```\n[a](a.md)\n```\n[a](a.md)", "```\n[a](a.md)\n```\n[a](/a/)"),
        ("- ```\n  [a](a.md)\n  ```\n- [a](a.md)", "- ```\n  [a](a.md)\n  ```\n- [a](/a/)"),
        ("`` ` [a](a.md) `` ` [a](a.md)", "`` ` [a](a.md) `` ` [a](/a/)"),
        ("sans rien", "sans rien"),
    ],
)
def test_addresses_are_those_that_are_given(text: str, expected: str) -> None:
    assert readdressed(text, lambda written: NEW.get(written, "")) == expected
