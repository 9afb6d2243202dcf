"""CommonMark with bare addresses, and the bounds of what is parsed."""

import pytest

from refsite.common import bounds, messages
from refsite.prose.commonmark import French
from refsite.prose.parse import Refused
from refsite.prose.render import Renderer

RENDERER = Renderer()


def test_an_address_is_shown_as_it_is_written() -> None:
    assert French("commonmark").normalizeLinkText("https://x.fr/%C3%A9") == "https://x.fr/%C3%A9"


@pytest.mark.parametrize(("letters", "linked"), [(60, True), (253, False), (5_000, False)])
def test_no_name_of_a_machine_is_endless(letters: int, *, linked: bool) -> None:
    shown = RENDERER.block(f"www.{'a' * letters}.fr").html
    assert ("<a " in shown) is linked


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.exemple.fr/plan, etc.", "www.exemple.fr/plan"),
        ("(www.exemple.fr)", "www.exemple.fr"),
        ("www.exemple.fr?a=(b) c", "www.exemple.fr?a=(b)"),
        ("www.exemple.fr.", "www.exemple.fr"),
    ],
)
def test_an_address_without_its_scheme_ends_where_a_reader_ends_it(text: str, address: str) -> None:
    link = f'<a href="https://{address}" class="url">{address}</a>'
    assert RENDERER.block(text).html == f"<p>{text.replace(address, link)}</p>"


@pytest.mark.parametrize(
    "text", ["www.", "www.a@exemple.fr", "www. exemple.fr", "www.exemple.fr:80"]
)
def test_what_is_no_address_is_text(text: str) -> None:
    assert RENDERER.block(text).html == f"<p>{text}</p>"


DENSE = [
    "*a* " * (bounds.PARAGRAPH // 4 + 1),
    "[a[ " * (bounds.BRACKETS // 2) + "[ *b*",
    "http://a.fr " * (bounds.ADDRESSES + 1) + "*b*",
]


@pytest.mark.parametrize("dense", DENSE)
def test_a_dense_paragraph_is_shown_as_it_is_written_and_told(dense: str) -> None:
    lines = dense.strip()
    prose = RENDERER.block(f"*un*\n\n- deux\n\n  {lines}\n  & fin\n\n*trois*")
    assert prose.html == (
        f"<p><em>un</em></p>\n<ul>\n<li>\n<p>deux</p>\n<p>{lines}<br>\n&amp; fin</p>\n</li>\n</ul>\n"
        "<p><em>trois</em></p>"
    )
    assert prose.refused == (Refused(messages.PARAGRAPH_DENSE, lines, 4),)


def test_labels_that_are_closed_are_no_burden() -> None:
    prose = RENDERER.block("*un* " + "[a] et [b](https://c.fr) ! " * bounds.ADDRESSES)
    assert (prose.refused, prose.html.count("<a ")) == ((), bounds.ADDRESSES)


@pytest.mark.parametrize("dense", DENSE)
def test_a_paragraph_at_the_bound_is_read(dense: str) -> None:
    prose = RENDERER.block(dense[4:] if dense[0] in "*[" else dense[12:])
    assert (prose.refused, "<em>" in prose.html) == ((), True)
