"""From a folder to the site in memory."""

from pathlib import Path

import pytest

from refsite.common.disk_cache import NO_CACHE, DiskCache
from refsite.common.problems import forbids
from refsite.common.settings import Settings
from refsite.site.build import build, study
from tests import crawl
from tests.common.test_problems import problem

SHEET = "# Composter\n```yaml\nid: 1.1\npoints: 5\n```\nTexte.\n"
BROKEN = "# Composter\n```yaml\nid: 1.1\npoints: [5\n```\nTexte.\n"
WARNED = "# Composter\n```yaml\nid: 1.1\npoint: 5\n```\nTexte.\n"
INDEX = (
    "# Vert\n```yaml\nid: vert\nniveaux:\n  axe: [axe, axes]\n  action: [action, actions]\n```\n"
)
PLAN = "# Axe\n```yaml\nid: 1\n```\n"
THEMES = "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n\n## Eau\n```yaml\nid: eau\n```\n"


def folder(place: Path, sheet: str) -> Path:
    """A référentiel of one action, complete."""
    files = {
        "climat-pratic.md": THEMES,
        "vert/index.md": INDEX,
        "vert/1.md": PLAN,
        "vert/1.1.md": sheet,
    }
    return crawl.write(place / "fiches", files)


@pytest.mark.parametrize(
    ("sheet", "codes", "publishable"),
    [(SHEET, [], True), (WARNED, ["cle-inconnue"], True), (BROKEN, ["yaml-illisible"], False)],
    ids=["right", "warned", "broken"],
)  # fmt: skip
def test_only_an_error_forbids_to_publish(
    tmp_path: Path, sheet: str, codes: list[str], *, publishable: bool
) -> None:
    found = study(folder(tmp_path, sheet))
    assert [item.code for item in found.problems] == codes
    assert forbids(found.problems, strict=False) is not publishable


def test_problems_found_elsewhere_are_listed_with_the_others_by_place(tmp_path: Path) -> None:
    other = problem("vert/1.md", 7, "image", "ailleurs")
    found = study(folder(tmp_path, WARNED), (other,))
    assert [(item.path, item.line, item.code) for item in found.problems] == [
        ("vert/1.1.md", 4, "cle-inconnue"),
        ("vert/1.md", 7, "image"),
    ]


def test_the_site_has_a_page_for_each_address(tmp_path: Path) -> None:
    site = crawl.in_memory(folder(tmp_path, SHEET))
    documents = {path for path in site if path.endswith(".html")}
    assert documents >= {
        "index.html", "vert/index.html", "vert/1/index.html", "vert/1.1/index.html", "climat-pratic/index.html",
        "climat-pratic/eau/index.html", "categories/index.html", "categories/bases/index.html",
        "categories/mise-en-oeuvre/index.html", "categories/effets/index.html", "contribuer/index.html",
        "etat/index.html", "404.html",
    }  # fmt: skip
    assert crawl.dead_links(site) == []


def test_the_stylesheet_that_pages_name_is_there(tmp_path: Path) -> None:
    site = crawl.in_memory(folder(tmp_path, SHEET))
    (link,) = [
        e
        for e in crawl.page(site, "vert/1.1/").root.all("link")
        if e.attributes["rel"] == "stylesheet"
    ]
    name = link.attributes["href"].removeprefix("../../")
    assert site[name].startswith(b"@layer tokens,base,components,pages,print;")


def test_a_site_without_address_has_no_sitemap_and_no_canonical(tmp_path: Path) -> None:
    site = crawl.in_memory(folder(tmp_path, SHEET))
    assert "sitemap.xml" not in site
    assert b"sitemap" not in site["robots.txt"].lower()
    assert [path for path, content in site.items() if b'rel="canonical"' in content] == []


def test_a_site_with_an_address_has_a_sitemap(tmp_path: Path) -> None:
    site = crawl.in_memory(folder(tmp_path, SHEET), Settings(site_url="https://x.test/"))
    assert b"<loc>https://x.test/vert/1.1/</loc>" in site["sitemap.xml"]


def test_two_builds_of_one_folder_are_the_same(tmp_path: Path) -> None:
    place = folder(tmp_path, WARNED)
    assert crawl.in_memory(place) == crawl.in_memory(place)


@pytest.mark.parametrize("preview", [True, False])
def test_the_data_is_not_made_before_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, preview: bool
) -> None:
    monkeypatch.setattr("refsite.data.lazy_files.export", lambda *_: pytest.fail("made"))
    found = study(folder(tmp_path, SHEET))
    site = build(found, Settings(), crawl.TEMPLATES, folder="fiches", preview=preview)
    assert site.content("vert/1.1/index.html")
    with pytest.raises(pytest.fail.Exception, match="made"):
        site.content("vert/1.1/index.json")


def test_the_same_site_comes_out_of_the_cache(tmp_path: Path) -> None:
    found, cache = study(folder(tmp_path, SHEET)), DiskCache(tmp_path / "cache")
    alone, first, second = (
        dict(build(found, Settings(), crawl.TEMPLATES, folder="fiches", cache=one))
        for one in (NO_CACHE, cache, cache)
    )
    assert alone == first == second
    assert [file.name for file in (tmp_path / "cache").iterdir()] == ["exports"]


def test_an_empty_folder_gives_pages_all_the_same_for_the_preview(tmp_path: Path) -> None:
    (tmp_path / "fiches").mkdir()
    found = study(tmp_path / "fiches")
    assert forbids(found.problems, strict=False)
    site = crawl.as_files(build(found, Settings(), crawl.TEMPLATES, folder="fiches", preview=True))
    assert crawl.dead_links(site) == []
    assert "contenu-vide" in crawl.page(site, "etat/").main.text


def test_every_page_is_a_whole_document(tmp_path: Path) -> None:
    site = crawl.in_memory(folder(tmp_path, SHEET))
    starts = {
        path: content[:15].lower() for path, content in site.items() if path.endswith(".html")
    }
    assert set(starts.values()) == {b"<!doctype html>"}


def test_a_referentiel_with_points_and_nothing_below_has_its_pages(tmp_path: Path) -> None:
    index = INDEX.replace("id: vert\n", "id: vert\npoints: 100\n")
    place = crawl.write(tmp_path / "fiches", {"climat-pratic.md": THEMES, "vert/index.md": index})
    site = crawl.in_memory(place)
    assert crawl.dead_links(site) == []
    assert "Ce référentiel ne contient encore rien." in crawl.page(site, "vert/").main.text


def test_of_many_problems_of_a_kind_the_page_of_the_state_shows_some_and_counts_all(
    tmp_path: Path,
) -> None:
    lines = "".join(f"- mot {number}\n" for number in range(60))
    sheets = crawl.write(folder(tmp_path, SHEET), {"synonymes.md": f"# Synonymes\n\n{lines}"})
    found = study(sheets)
    assert [item.code for item in found.problems] == ["synonyme-illisible"] * 51
    site = crawl.as_files(build(found, Settings(), crawl.TEMPLATES, folder="fiches"))
    page = site["etat/index.html"].decode()
    text = crawl.page(site, "etat/").main.text
    assert "<caption>60\u00a0points à corriger</caption>" in page
    assert "et 10 autres du même genre dans ce fichier" in text.replace("\u00a0", " ")
