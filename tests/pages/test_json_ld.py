"""Linked data of the pages."""

import json
from pathlib import Path

import pytest

from refsite.common.settings import Settings
from tests import crawl
from tests.pages.test_all_pages import FILES

URL = "https://x.test/plan/"
Thing = dict[str, object]


@pytest.fixture
def site(tmp_path: Path) -> crawl.Files:
    return crawl.in_memory(crawl.write(tmp_path / "fiches", FILES), Settings(site_url=URL))


def things(site: crawl.Files, address: str) -> dict[str, Thing]:
    """The things of a page's JSON-LD by type."""
    scripts = crawl.page(site, address).root.all("script")
    (data,) = [json.loads(s.raw) for s in scripts if "ld+json" in s.attributes.get("type", "")]
    assert data["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in data["@graph"]}


def test_a_referentiel_is_a_set_of_its_actions(site: crawl.Files) -> None:
    found = things(site, "vert/")["DefinedTermSet"]
    assert (found["@id"], found["name"]) == (f"{URL}vert/", "Vert")
    assert found["hasDefinedTerm"] == [
        {"@type": "DefinedTerm", "@id": f"{URL}vert/1.1.9/", "termCode": "1.1.9", "name": "Trouver les fuites"},
        {"@type": "DefinedTerm", "@id": f"{URL}vert/1.1.10/", "termCode": "1.1.10", "name": "Réparer"},
    ]  # fmt: skip


def test_a_set_calls_an_action_by_its_short_name_and_the_action_by_its_whole_one(
    tmp_path: Path,
) -> None:
    name = f"{'Trouver les fuites du réseau ' * 6}enfin"  # 179 characters
    files = {path: text.replace("Trouver les fuites", name, 1) for path, text in FILES.items()}
    site = crawl.in_memory(crawl.write(tmp_path / "fiches", files), Settings(site_url=URL))
    terms = things(site, "vert/")["DefinedTermSet"]["hasDefinedTerm"]
    assert isinstance(terms, list)
    assert terms[0]["name"] == f"{'Trouver les fuites du réseau ' * 5}Trouver les…"
    assert things(site, "vert/1.1.9/")["DefinedTerm"]["name"] == name


def test_an_action_is_a_term_of_its_referentiel(site: crawl.Files) -> None:
    found = things(site, "vert/1.1.9/")["DefinedTerm"]
    assert (found["termCode"], found["inDefinedTermSet"]) == ("1.1.9", f"{URL}vert/")
    assert "60\u00a0points" in str(found["description"])


def test_the_breadcrumb_leads_from_home_to_the_page(site: crawl.Files) -> None:
    trail = things(site, "vert/1.1.9/")["BreadcrumbList"]["itemListElement"]
    assert isinstance(trail, list)
    assert [(step["position"], step["item"]) for step in trail] == [
        (1, URL), (2, f"{URL}vert/"), (3, f"{URL}vert/1/"), (4, f"{URL}vert/1/#1.1"), (5, f"{URL}vert/1.1.9/"),
    ]  # fmt: skip
    assert "BreadcrumbList" not in things(site, "")


def test_what_a_sheet_says_cannot_close_the_script(tmp_path: Path) -> None:
    evil = FILES["vert/1.1.9.md"].replace(
        "# Trouver les fuites", "# </script><script>x</script>", 1
    )
    files = {**FILES, "vert/1.1.9.md": evil, "vert/1.md": FILES["vert/1.md"].replace("### Trouver les fuites", "### a</script>b")}  # fmt: skip
    site = crawl.in_memory(crawl.write(tmp_path / "fiches", files), Settings(site_url=URL))
    for path, document in crawl.pages(site).items():
        assert crawl.harm(document) == [], path
        assert document.faults == [], path


def test_a_site_without_an_address_says_nothing_that_it_cannot_name(tmp_path: Path) -> None:
    site = crawl.in_memory(crawl.write(tmp_path / "fiches", FILES))
    assert [path for path, content in site.items() if b"ld+json" in content] == []


def test_a_shared_page_shows_its_title_and_the_site_s_picture(site: crawl.Files) -> None:
    metas = {
        e.attributes["property"]: e.attributes["content"]
        for e in crawl.page(site, "vert/1.1.9/").root.all("meta")
        if "property" in e.attributes
    }
    assert metas["og:title"] == "1.1.9 Trouver les fuites"
    assert metas["og:url"] == f"{URL}vert/1.1.9/"
    assert metas["og:image"].removeprefix(URL) in site
