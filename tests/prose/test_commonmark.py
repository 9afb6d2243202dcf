"""The bounds that keep CommonMark from being searched for hours."""

import pytest
from markdown_it import MarkdownIt

from refsite.prose.commonmark import LABELS, French, Helpers, www
from refsite.prose.render import Renderer


def test_an_address_is_shown_as_it_is_written() -> None:
    assert French("commonmark").normalizeLinkText("https://x.fr/%C3%A9") == "https://x.fr/%C3%A9"


def test_a_label_ends_where_commonmark_says_until_the_budget_is_spent() -> None:
    markdown = MarkdownIt("commonmark")
    markdown.helpers = Helpers  # type: ignore[assignment]  # as the renderer does
    text = "[un](https://x.fr) et [deux](https://x.fr)"
    for budget, links in ((LABELS * len(text), 2), (1, 1), (0, 0)):
        (token,) = markdown.parseInline(text, {"labels": budget})
        found = [child for child in token.children or [] if child.type == "link_open"]
        assert len(found) == links, budget


@pytest.mark.parametrize(("letters", "linked"), [(50, True), (253, False), (5_000, False)])
def test_no_name_of_a_machine_is_endless(letters: int, *, linked: bool) -> None:
    shown = Renderer().block(f"www.{'a' * letters}.fr").html
    assert ("<a " in shown) is linked


def test_what_follows_www_is_counted() -> None:
    linkify = MarkdownIt("commonmark", {"linkify": True}).linkify
    assert linkify is not None
    assert www(linkify, "www.exemple.fr/plan, etc.", 4) == len("exemple.fr/plan")
