import re
from pathlib import Path

import pytest
from markupsafe import Markup

from refsite.common.safe_html import clean, escaped, icon, script_data, spaced
from refsite.links.lookup import Views
from refsite.site.build import study
from tests import crawl

CASE = Path(__file__).parents[1] / "cases" / "invalid" / "nom-vide" / "contenu"
HOOKS = crawl.PROJECT / "hooks"
TEMPLATES = crawl.PROJECT / "templates"


def test_no_template_says_that_something_is_safe() -> None:
    said = [
        file.name
        for file in TEMPLATES.rglob("*.j2")
        if re.search(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b", file.read_text(encoding="utf-8"))
    ]
    assert said == []


def test_one_module_alone_makes_markup() -> None:
    made = re.compile(r"\bMarkup\((?!\))|\bmarkupsafe\.|htmlsafe_json_dumps|autoescape=False")
    makers = [
        file.name for file in HOOKS.rglob("*.py") if made.search(file.read_text(encoding="utf-8"))
    ]
    assert makers == ["safe_html.py"]


def test_one_module_alone_says_what_is_not_escaped() -> None:
    """Markdown and plain text, in an environment of their own that pages cannot reach (tests/pages/test_jinja.py)."""
    said = re.compile(r"autoescape|disabled_extensions")
    files = [f for f in HOOKS.rglob("*.py") if said.search(f.read_text(encoding="utf-8"))]
    assert [file.name for file in files] == ["jinja.py"]
    text = files[0].read_text(encoding="utf-8")
    assert re.findall(r"disabled_extensions=(.*?\))", text) == ['("md.j2", "txt.j2")']


def test_a_word_of_a_level_is_text_even_where_a_title_is_lost() -> None:
    """The check forbids to publish this folder; a page of it would be harmless all the same."""
    studied = study(CASE)
    views = Views(studied.contenu, studied.texts)
    action = next(studied.contenu.actions())
    assert views.nom(action).startswith("<meta http-equiv=refresh")
    assert views.nom_html(action).startswith("&lt;meta http-equiv=refresh")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>un <b>mot</b></p>", "<p>un <b>mot</b></p>"),
        ("<meta http-equiv=refresh content='0;url=https://evil.test'>mot", "mot"),
        ('<a href="javascript:alert(1)" onclick="x()">mot</a>', "<a>mot</a>"),
        ("<script>alert(1)</script>mot", "mot"),
        ("<p></p>\n<p>mot</p>", "<p>mot</p>"),
        (
            '<img src="root:a.png" alt="b" title="c" width="4" height="3" loading="lazy" decoding="async">',
            '<img src="root:a.png" alt="b" title="c" width="4" height="3" loading="lazy" decoding="async">',
        ),
        (
            '<img src="https://evil.test/a.png" onerror="x()" style="x" srcset="b" width="4px" loading="eager">',
            "<img>",
        ),
        (
            '<img src="a.png"><img src="data:image/png,x"><IMG SRC="root:a">',
            '<img><img><img src="root:a">',
        ),
        (
            '<img src="root:a"><a href="javascript:x" onclick="y">mot</a>',
            '<img src="root:a"><a>mot</a>',
        ),
    ],
)
def test_only_allowed_html_is_left(html: str, expected: str) -> None:
    cleaned = clean(html)
    assert isinstance(cleaned, Markup)
    assert cleaned == expected


def test_json_cannot_leave_its_script_element() -> None:
    assert "<" not in script_data({"nom": "</script><script>alert(1)</script>"})


def test_text_is_escaped() -> None:
    assert escaped("a < b & c d’« e »") == "a &lt; b &amp; c d’« e »"


def test_blanks_of_markup_change_and_nothing_else() -> None:
    assert spaced(escaped("<a> : b")) == "&lt;a&gt;\u00a0: b"
    assert isinstance(spaced(escaped("a")), Markup)
    assert not isinstance(spaced("a"), Markup)


def test_an_icon_of_one_path_is_drawn_in_the_colour_of_the_text() -> None:
    raw = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><!-- X --><path d="M17 8C8 10"/></svg>'
    assert icon(raw) == (
        '<svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" focusable="false"><path d="M17 8C8 10"/></svg>'
    )


@pytest.mark.parametrize(
    "raw",
    [
        "",
        '<svg viewBox="0 0 24 24"><script>x()</script></svg>',
        '<svg viewBox="0 0 24 24" onload="x()"><path d="M1 1"/><path d="M2 2"/></svg>',
        '<svg viewBox="0 0 24 24"><path d="M1 1" onclick="x()"/></svg>',
        '<svg viewBox="x"><path d="M1 1"/></svg>',
    ],
)
def test_any_other_drawing_is_no_icon(raw: str) -> None:
    assert icon(raw) == ""
