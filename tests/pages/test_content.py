"""Our own texts in Markdown, as sources of templates."""

import pytest

from refsite.pages.content import html_of


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Un mot : deux ; trois !", "<p>Un mot\u00a0: deux\u202f; trois\u202f!</p>"),
        ("« `code : a` » et **gras**", "<p>«\u00a0<code>code : a</code>\u00a0» et <strong>gras</strong></p>"),
        ('{{ fact("a") }} et {% if b %}c{% endif %}', '<p>{{ fact("a") }} et {% if b %}c{% endif %}</p>'),
        ("`{{ folder }}/a.md`", "<p><code>{{ folder }}/a.md</code></p>"),
        ("[mot](root:etat/)", '<p><a href="root:etat/">mot</a></p>'),
        ("un\\\ndeux", "<p>un<br>\ndeux</p>"),
    ],
)  # fmt: skip
def test_a_paragraph_is_prose(source: str, expected: str) -> None:
    assert html_of(source) == f'<div class="prose">\n{expected}\n</div>\n'


def test_paragraphs_and_lists_that_follow_each_other_are_one_block() -> None:
    assert html_of("un\n\n- deux\n").count('<div class="prose">') == 1


def test_headings_tables_and_code_are_as_wide_as_the_page() -> None:
    html = html_of("### Titre\n\n<table>\n  <tr></tr>\n</table>\n\n<pre>\n  a : b</pre>\n")
    assert html == "<h3>Titre</h3>\n<table>\n  <tr></tr>\n</table>\n<pre>\n  a : b</pre>\n"


def test_a_heading_with_an_anchor_begins_a_section() -> None:
    html = html_of("## Un {#un}\n\na\n\n## Deux : bis {#deux}\n")
    assert html == (
        '<section class="sub" aria-labelledby="un">\n<h2 id="un">Un</h2>\n'
        '<div class="prose">\n<p>a</p>\n</div>\n</section>\n'
        '<section class="sub" aria-labelledby="deux">\n<h2 id="deux">Deux\u00a0: bis</h2>\n</section>\n'
    )


def test_a_statement_on_its_own_line_is_no_paragraph() -> None:
    html = html_of("{% if a %}\n\nun\n\n{% else %}\ndeux\n{% endif %}\n")
    assert html == (
        '{% if a %}\n<div class="prose">\n<p>un</p>\n</div>\n'
        '{% else %}\n<div class="prose">\n<p>deux</p>\n</div>\n{% endif %}\n'
    )
