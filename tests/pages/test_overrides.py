"""Templates that replace ours."""

from pathlib import Path

import pytest

from refsite.common.appearance import Appearance
from refsite.common.problems import Report
from refsite.common.settings import Settings
from refsite.pages.overrides import Overrides, read_overrides
from tests import crawl
from tests.pages.rendering import documents


def read(
    folder: Path, files: dict[str, str | bytes]
) -> tuple[Overrides, list[tuple[str, int, str]]]:
    report = Report()
    found = read_overrides(crawl.write(folder, files), "modeles", crawl.TEMPLATES, report)
    return found, [(p.path, p.line, p.message) for p in report.problems]


def test_a_template_replaces_ours_and_may_include_another(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "layout/redirect.html.j2": "{% include 'a/moi.html.j2' %} {{ extra.mot }} {{ extra['nom'] }}",
        "a/moi.html.j2": "À moi.",
        "content/exemple.md": "# Autre\n",
        ".icons/a/b.svg": "<svg/>",
    }
    found, told = read(tmp_path / "modeles", files)
    assert told == []
    assert found.extra_keys == {"mot", "nom"}
    appearance = Appearance(overrides=tmp_path / "modeles", extra={"mot": "bon", "nom": "<b>"})
    made = documents(Settings(appearance=appearance))
    assert made.bare("layout/redirect.html.j2", {}) == "À moi. bon &lt;b&gt;"
    assert made.source("content/exemple.md") == "# Autre\n"
    assert made.source("content/mentions-legales.md").startswith("{")


def test_what_replaces_nothing_is_one_note(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "main.html": "", "layout/pied.html.j2": "", "layout/redirect.html.j2": "",
    }  # fmt: skip
    _, told = read(tmp_path, files)
    assert told == [
        (
            "modeles",
            0,
            "ne remplacent aucun gabarit du site\u00a0: layout/pied.html.j2, main.html",
        )
    ]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [("<p>\n{% if %}", 2, "Expected an expression"), (b"\xff", 0, "utf-8")],
    ids=["syntax", "encoding"],
)
def test_a_template_that_cannot_be_read_is_an_error_at_its_line(
    tmp_path: Path, content: str | bytes, line: int, words: str
) -> None:
    _, told = read(tmp_path, {"layout/redirect.html.j2": content})
    ((path, at, message),) = told
    assert (path, at) == ("modeles/layout/redirect.html.j2", line)
    assert words in message
