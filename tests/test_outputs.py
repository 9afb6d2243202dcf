"""The files of a site that are no pages."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from refsite.assets import hashed_name
from refsite.documents import Page
from refsite.outputs import robots, sitemap
from refsite.settings import Settings
from tests import crawl

SHEET = """\
# Action
```yaml
id: 1.1.1
```
## Actions
### Sous-action
```yaml
id: 1.1.1.1
points: 100
```
#### Tâche « A & B » <b>grasse</b>
```yaml
id: 1.1.1.1.1
```
"""
LEVELS = """\
# Vert
```yaml
id: vert
niveaux:
  axe: [axe, axes]
  sous-axe: [sous-axe, sous-axes]
  action: [action, actions]
  sous-action: [sous-action, sous-actions]
  tâche: [tâche, tâches]
```
"""


@pytest.fixture
def site(tmp_path: Path) -> crawl.Files:
    """A référentiel with one node of each level."""
    return crawl.in_memory(
        crawl.write(tmp_path / "fiches", {"vert/index.md": LEVELS, "vert/1.1.1.md": SHEET})
    )


class TestHashedName:
    def test_it_keeps_name_and_extension(self) -> None:
        assert hashed_name("site.css", b"") == "assets/site.e3b0c44298.css"

    def test_it_changes_with_what_it_names(self) -> None:
        assert hashed_name("site.css", b"a") != hashed_name("site.css", b"b")

    def test_dots_in_a_name_stay(self) -> None:
        assert hashed_name("site.min.js", b"") == "assets/site.min.e3b0c44298.js"


class TestRedirects:
    def test_every_id_that_is_an_anchor_leads_to_it(self, site: crawl.Files) -> None:
        led = {
            path.removesuffix("index.html"): d.redirect
            for path, d in crawl.pages(site).items()
            if d.redirect
        }
        assert led == {
            "vert/1.1/": "../../vert/1/#1.1",
            "vert/1.1.1.1/": "../../vert/1.1.1/#1.1.1.1",
            "vert/1.1.1.1.1/": "../../vert/1.1.1/#1.1.1.1.1",
        }

    def test_it_says_where_it_leads_in_words(self, site: crawl.Files) -> None:
        document = crawl.page(site, "vert/1.1.1.1.1/")
        assert document.root.one("title").text == "1.1.1.1.1 Tâche « A & B » grasse"
        assert document.root.one("a").text == "1.1.1.1.1 Tâche « A & B » grasse"

    def test_it_leads_there_at_once_without_a_script(self, site: crawl.Files) -> None:
        document = crawl.page(site, "vert/1.1/")
        (refresh,) = [
            e for e in document.root.all("meta") if e.attributes.get("http-equiv") == "refresh"
        ]
        assert refresh.attributes == {
            "http-equiv": "refresh",
            "content": "0; url=../../vert/1/#1.1",
        }
        assert document.root.all("script") == []


class TestSitemap:
    PAGES = (
        Page("", "Accueil", str),
        Page("cae/1.1.1/", "1.1.1", str, indexed=False),
        Page("cae/6.1.2/", "6.1.2", str),
    )

    def test_it_lists_the_indexed_pages_in_order(self) -> None:
        tree = ET.fromstring(sitemap(self.PAGES, Settings(site_url="https://x.test/")))
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        assert tree.tag == f"{space}urlset"
        assert [e.text for e in tree.iter(f"{space}loc")] == [
            "https://x.test/",
            "https://x.test/cae/6.1.2/",
        ]

    def test_signs_of_xml_in_an_address_are_escaped(self) -> None:
        text = sitemap(self.PAGES[:1], Settings(site_url="https://x.test/a&b/"))
        assert "<loc>https://x.test/a&amp;b/</loc>" in text


class TestRobots:
    def test_all_may_be_read_and_the_sitemap_is_named(self) -> None:
        assert robots(Settings(site_url="https://x.test/plan/")) == (
            "User-agent: *\nAllow: /\nSitemap: https://x.test/plan/sitemap.xml\n"
        )

    def test_without_address_no_sitemap_is_named(self) -> None:
        assert robots(Settings()) == "User-agent: *\nAllow: /\n"
