"""Settings as plain values to what pages show."""

from pathlib import Path

import pytest
from markupsafe import Markup

from refsite.common.problems import Report
from refsite.common.read_appearance import (
    Shelf,
    Where,
    image_size,
    named,
    read_copyright,
    read_homepage,
    read_links,
    read_palette,
    read_scripts,
)  # fmt: skip
from tests import crawl

TOKENS = (crawl.TEMPLATES / "assets" / "styles" / "tokens.css").read_text(encoding="utf-8")


@pytest.fixture
def where() -> Where:
    return Where(Report(), lambda *keys: ("mkdocs.yml", len(keys)), "fiches")


def told(where: Where) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in where.report.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "style é.css": "p {}", "assets/logo.svg": "<svg/>", ".cache.css": "", "secret/.x/a.css": "",
    }  # fmt: skip
    crawl.write(tmp_path / "fiches", files)
    (tmp_path / "dehors.css").write_text("p {}", encoding="utf-8")
    (tmp_path / "fiches" / "lien.css").symlink_to(tmp_path / "dehors.css")
    (tmp_path / "fiches" / "dossier").symlink_to(tmp_path / "fiches" / "assets")
    return tmp_path / "fiches"


def test_a_file_of_the_content_is_published_where_it_lies(folder: Path, where: Where) -> None:
    shelf = Shelf(folder, where)
    assert shelf.address("style é.css", "extra_css", 0) == "style%20%C3%A9.css"
    assert shelf.address("./secret/../style é.css?v=1", "extra_css", 0) == "style%20%C3%A9.css"
    assert shelf.files == {"style é.css": b"p {}"}
    assert told(where) == []


def test_a_file_that_cannot_be_read_is_refused(
    folder: Path, where: Where, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert Shelf(folder, where).address("style é.css", "extra_css", 0) == ""
    assert [code for code, _ in told(where)] == ["reglage-refuse"]


def test_what_hosts_cache_for_ever_is_asked_for_by_its_content(folder: Path, where: Where) -> None:
    first = Shelf(folder, where).address("assets/logo.svg", "theme", "logo")
    (folder / "assets/logo.svg").write_text("<svg></svg>", encoding="utf-8")
    second = Shelf(folder, where).address("assets/logo.svg", "theme", "logo")
    assert first.startswith("assets/logo.svg?")
    assert second.startswith("assets/logo.svg?")
    assert first != second


@pytest.mark.parametrize(
    "value",
    ["absent.css", "../dehors.css", "/etc/passwd", "lien.css", "dossier/logo.svg", ".cache.css", "secret/.x/a.css", "assets", ""],
)  # fmt: skip
def test_only_plain_files_of_the_content_are_accepted(
    folder: Path, where: Where, value: str
) -> None:
    shelf = Shelf(folder, where)
    assert shelf.address(value, "extra_css", 0) == ""
    assert shelf.files == {}
    ((code, message),) = told(where)
    assert code == "reglage-refuse"
    assert message.startswith("extra_css[0] nomme un fichier qui n’est pas dans fiches/")


@pytest.mark.parametrize(
    "value", ["https://x.test/a.css", "//x.test/a.css", "data:text/css,p{}", "http://[", "HTTP://x.test/"]
)  # fmt: skip
def test_another_host_is_refused(folder: Path, where: Where, value: str) -> None:
    assert Shelf(folder, where).address(value, "theme", "logo") == ""
    ((code, message),) = told(where)
    assert code == "reglage-refuse"
    assert message.startswith("theme.logo nomme un autre hôte")


def test_a_script_keeps_the_attributes_that_mkdocs_knows(folder: Path, where: Where) -> None:
    crawl.write(folder, {"a.js": "", "b.mjs": ""})
    values = [
        {"path": "a.js"},
        {"path": "b.mjs", "type": "module", "defer": True, "async": True},
        {"path": "c.js"},
    ]
    first, second = read_scripts(values, Shelf(folder, where))
    assert (first.address, first.type, first.defer, first.is_async) == ("a.js", "", False, False)
    assert (second.address, second.type, second.defer, second.is_async) == (
        "b.mjs",
        "module",
        True,
        True,
    )
    assert [message.split(" ")[0] for _, message in told(where)] == ["extra_javascript[2]"]


def test_the_notice_is_cleaned_and_what_is_lost_is_told(where: Where) -> None:
    raw = '&copy; <a href="mentions-legales/" onclick="x()">Nous</a> <IMG src="//x.test/a.png">\n<script>x()</script> ; merci'
    assert read_copyright(raw, where) == (
        '© <a href="root:mentions-legales/">Nous</a>\u202f; merci'
    )
    assert told(where) == [
        ("reglage-sans-effet", "copyright n’est publié qu’en partie, sans <img>, <script>")
    ]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://x.test/a", "https://x.test/a"),
        ("/a", "/a"),
        ("#a", "#a"),
        ("javascript:x()", None),
    ],
)
def test_the_links_of_the_notice_lead_where_they_say(
    where: Where, address: str, kept: str | None
) -> None:
    made = read_copyright(f'<a href="{address}">mot</a>', where)
    assert made == (f'<a href="{kept}">mot</a>' if kept else "<a>mot</a>")
    assert told(where) == []


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (None, ""), ("", ""), ("https://commune.test/é", "https://commune.test/%C3%A9"), (".", ""),
        ("/cae/", "cae/"), ("./cae/6.1.2/", "cae/6.1.2/"), ("https://commune.example/", ""),
    ],
)  # fmt: skip
def test_the_name_of_the_site_leads_to_an_address_or_a_path(
    where: Where, value: object, address: str
) -> None:
    assert read_homepage(value, where) == address
    assert told(where) == []


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "//x.test", "mailto:a@b.fr", "http://[", {"a": 1}]
)
def test_the_name_of_the_site_leads_nowhere_else(where: Where, value: object) -> None:
    assert read_homepage(value, where) == ""
    assert [code for code, _ in told(where)] == ["reglage-refuse"]


def test_links_have_words_and_an_icon_where_there_is_one(where: Where) -> None:
    values = [
        {"icon": "a", "link": "https://x.test/@nous", "name": "Nous"},
        {"link": "https://x.test/é"},
        {"link": "mailto:nous@x.test"},
        {"link": "https://x.example/", "name": "Plus tard"},
    ]
    found = read_links(values, lambda name: Markup("<svg/>") if name else Markup(), where)
    assert [(one.address, one.name, str(one.icon)) for one in found] == [
        ("https://x.test/@nous", "Nous", "<svg/>"),
        ("https://x.test/%C3%A9", "x.test", ""),
        ("mailto:nous@x.test", "nous@x.test", ""),
    ]
    assert told(where) == [
        (
            "reglage-sans-effet",
            "extra.social[3].link n’agit pas ici\u00a0: c’est une adresse d’exemple",
        )
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "", "x.test", "http://[", None])
def test_a_link_that_leads_nowhere_is_refused(where: Where, link: object) -> None:
    assert read_links([{"link": link}], lambda _: Markup(), where) == ()
    ((code, message),) = told(where)
    assert code == "reglage-refuse"
    assert message.startswith("extra.social[0].link n’est pas une adresse acceptée")


@pytest.mark.parametrize(
    "value", [{"link": "https://x.test"}, ["https://x.test"], "https://x.test"]
)
def test_links_that_are_no_list_are_refused(where: Where, value: object) -> None:
    assert read_links(value, lambda _: Markup(), where) == ()
    assert told(where) == [("reglage-refuse", "extra.social ne se lit pas")]


def test_a_colour_that_is_too_weak_is_told_with_its_ratio(where: Where) -> None:
    css, scheme = read_palette({"scheme": "slate", "primary": "teal"}, TOKENS, where)
    assert (scheme, "#00ccb8" in css) == ("dark", True)
    ((code, message),) = told(where)
    assert code == "reglage-sans-effet"
    assert message.startswith(
        "theme.palette.primary\u00a0: teal n’a qu’un contraste de 3,33 sur fond clair"
    )
    assert where.report.problems[0].line == 3


def test_a_colour_that_material_lacks_is_told(where: Where) -> None:
    assert read_palette([{"primary": "custom"}], TOKENS, where) == ("", "")
    ((_, message),) = told(where)
    assert message.startswith("theme.palette[0].primary n’agit pas ici\u00a0: custom")


@pytest.mark.parametrize("value", ["indigo", [], ["indigo"], [{"scheme": "slate"}, "x"], 3])
def test_a_palette_that_is_none_is_refused(where: Where, value: object) -> None:
    assert read_palette(value, TOKENS, where) == ("", "")
    assert told(where) == [("reglage-refuse", "theme.palette ne se lit pas")]


def test_settings_are_named_as_they_are_written() -> None:
    assert named(("extra", "social", 0, "link")) == "extra.social[0].link"


@pytest.mark.parametrize(
    ("raw", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x2c\0\0\0\x50\x08", (300, 80)),
        (b"\x89PNG\r\n\x1a\n", None),
        (b'<?xml version="1.0"?><svg\n viewBox="0 0 120.4 40">', (120, 40)),
        (b"<svg viewBox='-1,-1,24,24'/>", (24, 24)),
        (b'<svg width="3">', None),
        (b"GIF89a", None),
    ],
)
def test_the_size_of_an_image_is_read_where_it_is_simple(
    raw: bytes, size: tuple[int, int] | None
) -> None:
    assert image_size(raw) == size
