"""The files of a site that are no pages."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from refsite.common.settings import Settings
from refsite.pages.assets import hashed_name
from refsite.pages.documents import Page
from refsite.pages.other_files import remains, robots, sitemap
from tests import crawl, repositories
from tests.history.test_timeline import studied
from tests.model.test_withdrawals import GONE, SINCE, declared
from tests.pages import rendering
from tests.repositories import LEAKS, PLAN

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


class TestRemains:
    def test_a_part_that_left_twice_with_the_whole_has_one_address(self, tmp_path: Path) -> None:
        repo = repositories.make(tmp_path / "depot")
        repo.commit(GONE, "2026-02-01", "v2026.2")
        repo.commit({"vert/1.1.1.md": LEAKS, "vert/1.md": PLAN}, "2026-03-01", "v2026.3")
        repo.commit({**GONE, "vert/index.md": declared(SINCE)}, "2026-04-01", "v2026.4")
        found = studied(repo.folder)
        documents = rendering.documents(
            Settings(), found.contenu, found.texts, history=found.history
        )
        led = [(path, make()) for path, make in remains(documents)]
        assert [path for path, _ in led] == ["vert/1.1.1.1/index.html", "vert/1.1.1.2/index.html"]
        targets = {crawl.read(html.encode()).redirect for _, html in led}
        assert targets == {"../../vert/1.1.1/"}


class TestSitemap:
    PAGES = (
        Page("", "Accueil", str),
        Page("cae/1.1.1/", "1.1.1", str, indexed=False),
        Page("cae/6.1.2/", "6.1.2", str),
    )

    def made(self, url: str, *pages: Page) -> str:
        return sitemap(pages, rendering.documents(Settings(site_url=url)))

    def test_it_lists_the_indexed_pages_in_order(self) -> None:
        tree = ET.fromstring(self.made("https://x.test/", *self.PAGES))
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        assert tree.tag == f"{space}urlset"
        assert [e.text for e in tree.iter(f"{space}loc")] == [
            "https://x.test/",
            "https://x.test/cae/6.1.2/",
        ]

    def test_signs_of_xml_in_an_address_are_escaped(self) -> None:
        text = self.made("https://x.test/a&b/", self.PAGES[0])
        assert "<loc>https://x.test/a&amp;b/</loc>" in text


class TestRobots:
    def test_all_may_be_read_and_the_sitemap_is_named(self) -> None:
        assert robots(Settings(site_url="https://x.test/plan/")) == (
            "User-agent: *\nAllow: /\nSitemap: https://x.test/plan/sitemap.xml\n"
        )

    def test_without_address_no_sitemap_is_named(self) -> None:
        assert robots(Settings()) == "User-agent: *\nAllow: /\n"
