import re
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from refsite.common.safe_html import escaped
from refsite.pages.jinja import ESCAPED, UNESCAPED, environment, without_indent
from tests import crawl


def test_text_is_escaped_and_markup_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ texte }}|{{ html }}", encoding="utf-8")
    html = environment(tmp_path).get_template("page.html.j2")
    assert html.render(texte="<b>", html=escaped("<b>")) == "&lt;b&gt;|&lt;b&gt;"


@pytest.mark.parametrize("ending", ESCAPED)
def test_html_xml_and_our_own_texts_are_escaped(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"x{ending}").write_text("{{ texte }}", encoding="utf-8")
    assert "&lt;b&gt;" in environment(tmp_path).get_template(f"x{ending}").render(texte="<b>")


@pytest.mark.parametrize("ending", UNESCAPED)
def test_a_page_cannot_load_what_is_not_escaped(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"x{ending}").write_text("{{ texte }}", encoding="utf-8")
    (tmp_path / "page.html.j2").write_text(f'{{% include "x{ending}" %}}', encoding="utf-8")
    with pytest.raises(TemplateNotFound):
        environment(tmp_path).get_template("page.html.j2").render(texte="<b>")
    made = environment(tmp_path, UNESCAPED).get_template(f"x{ending}")
    assert made.render(texte="<b>") == "<b>"


@pytest.mark.parametrize("ending", ESCAPED)
def test_what_is_not_escaped_cannot_load_html(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"x{ending}").write_text("{{ texte }}", encoding="utf-8")
    if not f"x{ending}".endswith(UNESCAPED):
        with pytest.raises(TemplateNotFound):
            environment(tmp_path, UNESCAPED).get_template(f"x{ending}")


@pytest.mark.parametrize("text", ["{{ absent }}", "{{ nom.absent }}", "{{ nom|length + absent }}"])
def test_nothing_undefined_passes(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.html.j2").write_text(text, encoding="utf-8")
    page = environment(tmp_path).get_template("page.html.j2")
    with pytest.raises(UndefinedError):
        page.render(nom="mot")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<ul>\n  <li>mot</li>\n</ul>\n", "<ul>\n<li>mot</li>\n</ul>\n"),
        ("\t<p>un\n    deux  trois</p>", "<p>un\ndeux  trois</p>"),
        ("  <pre>a\n  b\n</pre>\n  <p>", "<pre>a\n  b\n</pre>\n<p>"),
        ("  <pre>a</pre>\n  <p>", "<pre>a</pre>\n<p>"),
        ("<pre>a</pre> <pre>\n  b</pre>\n  c", "<pre>a</pre> <pre>\n  b</pre>\nc"),
    ],
)
def test_indentation_is_for_the_reader_of_a_template(source: str, expected: str) -> None:
    assert without_indent(source) == expected


def test_no_line_of_a_template_is_long() -> None:
    long = [
        f"{file.relative_to(crawl.TEMPLATES)}:{number}"
        for file in crawl.TEMPLATES.rglob("*")
        if file.name.endswith(ESCAPED + UNESCAPED)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 150
    ]
    assert long == []


@pytest.mark.parametrize(
    ("markup", "components"),
    [
        (r"<(?:table|caption|thead|tbody|tfoot)\b", {"table"}),
        (r"<section[^>]* tabindex=", {"table"}),
        (r"<section[^>]* aria-labelledby=[^\n]*\n\s*<h2", {"section"}),
        (r"<data\b|\|(?:number|percent|points)\b", {"number"}),
        (r'<a [^\n]*\n?\s*<span class="num">', {"link", "node"}),
        (r'else "–"', set()),
    ],
)
def test_markup_is_written_by_its_component_alone(markup: str, components: set[str]) -> None:
    found = {
        file.relative_to(crawl.TEMPLATES).as_posix()
        for file in crawl.TEMPLATES.rglob("*")
        if file.name.endswith(ESCAPED) and re.search(markup, file.read_text(encoding="utf-8"))
    }
    assert found <= {f"components/{name}.html.j2" for name in components}
