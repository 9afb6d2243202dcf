"""A site whose files are made when they are asked for."""

from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, TemplateSyntaxError

from refsite.pages.documents import Page
from refsite.pages.jinja import environment
from refsite.site.site_files import Site


def broken() -> str:
    message = "étourderie <b>"
    raise TemplateSyntaxError(message, 7, filename="page.html.j2")


SITE = Site(
    (Page("", "Accueil", lambda: "<p>é</p>"), Page("cae/", "CAE", broken)),
    {"robots.txt": "texte", "image.png": b"\x89", "lien/index.html": lambda: "<p>lien</p>"},
    {"donnees/x.json": b"{}"},
)


def test_each_file_is_found_by_its_path() -> None:
    assert SITE.content("index.html") == "<p>é</p>".encode()
    assert SITE.content("robots.txt") == b"texte"
    assert SITE.content("image.png") == b"\x89"
    assert SITE.content("lien/index.html") == b"<p>lien</p>"
    assert SITE.content("donnees/x.json") == b"{}"
    assert SITE.content("../secret") is None


def test_the_whole_is_every_file_once() -> None:
    whole = Site(SITE.pages[:1], SITE.files, SITE.data)
    assert [path for path, _ in whole] == [
        "index.html", "robots.txt", "image.png", "lien/index.html", "donnees/x.json",
    ]  # fmt: skip


def test_the_page_of_the_data_comes_once_after_the_files_and_before_the_data() -> None:
    pages = (Page("donnees/", "Données", lambda: "<p>données</p>"), SITE.pages[0])
    assert list(Site(pages, {"robots.txt": "texte"}, SITE.data)) == [
        ("index.html", "<p>é</p>".encode()), ("robots.txt", b"texte"),
        ("donnees/index.html", "<p>données</p>".encode()), ("donnees/x.json", b"{}"),
    ]  # fmt: skip


def test_the_last_piece_of_the_work_makes_the_data_and_their_page() -> None:
    pages = [Page(f"{n}/", "", lambda: "") for n in range(20)]
    whole = Site((*pages, Page("donnees/", "", lambda: "")), SITE.files, SITE.data)
    *others, data = [[path for path, _ in piece()] for piece in whole.pieces()]
    assert data == ["donnees/index.html", "donnees/x.json"]
    assert len(others) > 2
    assert [path for part in others for path in part] == [p.file for p in pages] + [*SITE.files]


def test_a_preview_shows_where_a_template_is_wrong() -> None:
    shown = (SITE.shown("cae/index.html") or b"").decode()
    assert "page.html.j2:7 TemplateSyntaxError étourderie &lt;b&gt;" in shown
    assert shown.endswith("</body>")
    missing = Site((), {"x": lambda: (_ for _ in ()).throw(TemplateNotFound("y.j2"))})
    assert b"y.j2" in (missing.shown("x") or b"")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("{{ a.b }}", "UndefinedError"), ("{{ b }}", "UndefinedError"), ("{{ a() }}", "TypeError")],
)
def test_a_preview_shows_where_a_template_fails(tmp_path: Path, wrong: str, told: str) -> None:
    (tmp_path / "t.html.j2").write_text(f"<p>\n{wrong}", encoding="utf-8")
    template = environment(tmp_path).get_template("t.html.j2")
    shown = (Site((), {"x": lambda: template.render(a=1)}).shown("x") or b"").decode()
    assert f"t.html.j2:2 {told} " in shown
