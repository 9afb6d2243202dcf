"""Transfers and traces of a visit: weights, hosts, storage, and the policy that keeps it so."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests import crawl
from tests.browser.kinds import KINDS

FIRST_VISIT = 45_000
NEXT_PAGE = 10_000
NEXT_EXPLORER = 30_000
REQUESTS = 6


class Visitor:
    """A browser with an empty cache, and what it asked for, page by page."""

    def __init__(self, page: Page, site: Path, root: str) -> None:
        self.page, self.site, self.root = page, site, root
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def go(self, address: str) -> list[str]:
        """Open a page; the addresses that it asked for."""
        self.asked.clear()
        self.page.goto(f"{self.root}{address}", wait_until="networkidle")
        return list(self.asked)

    def weight(self, urls: list[str]) -> int:
        """The bytes of files, compressed as hosts send them; pictures stay as they are."""
        total = 0
        for url in urls:
            path = urlsplit(url).path.lstrip("/")
            file = self.site / (f"{path}index.html" if not path or path.endswith("/") else path)
            raw = file.read_bytes()
            total += len(raw) if file.suffix in {".png", ".ico"} else len(gzip.compress(raw, 9))
        return total


@pytest.fixture
def visitor(browser: Browser, rich: Path, rich_served: str) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visitor(context.new_page(), rich, rich_served)
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("address", KINDS)
def test_a_first_visit_is_light(visitor: Visitor, address: str) -> None:
    asked = visitor.go(address)
    assert len(asked) <= REQUESTS
    assert visitor.weight(asked) <= FIRST_VISIT


@pytest.mark.slow
@pytest.mark.parametrize("address", [kind for kind in KINDS if "imprimer" not in kind])
def test_a_next_page_is_lighter(visitor: Visitor, address: str) -> None:
    known = set(visitor.go("mentions-legales/" if address != "mentions-legales/" else ""))
    fresh = [url for url in visitor.go(address) if url not in known]
    limit = NEXT_EXPLORER if address == "explorer/" else NEXT_PAGE
    assert visitor.weight(fresh) <= limit


@pytest.mark.slow
def test_nothing_leaves_the_site_nor_stays_behind(visitor: Visitor) -> None:
    asked = [url for address in KINDS for url in visitor.go(address)]
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(visitor.root).netloc}
    assert visitor.page.context.cookies() == []
    stored = "localStorage.length + sessionStorage.length"
    assert visitor.page.evaluate(stored) == 0
    assert visitor.page.evaluate("indexedDB.databases()") == []


def test_a_search_leaves_nothing_either(visitor: Visitor) -> None:
    visitor.go("recherche/?q=eau")
    visitor.page.wait_for_selector("#resultats li")
    assert {urlsplit(url).netloc for url in visitor.asked} == {urlsplit(visitor.root).netloc}
    assert visitor.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.said == []


@pytest.mark.slow
def test_no_page_breaks_its_policy(visitor: Visitor, rich: Path) -> None:
    documents = crawl.pages(crawl.on_disk(rich))
    addresses = [path.removesuffix("index.html") for path, d in documents.items() if not d.redirect]
    assert len(addresses) > 100
    for address in addresses:
        visitor.page.goto(f"{visitor.root}{address}")
    assert visitor.said == []


def test_the_policy_stops_what_a_page_should_never_hold(visitor: Visitor) -> None:
    visitor.go("cae/6.1.2/")
    visitor.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.harmed = 1";
            document.body.append(script);
            document.body.setAttribute("onclick", "window.harmed = 1");
            document.body.click();
            const image = new Image();
            image.src = "https://elsewhere.test/pixel.png";
            document.body.append(image);
        }"""
    )
    visitor.page.wait_for_timeout(100)
    assert visitor.page.evaluate("window.harmed") is None
    assert len([text for text in visitor.said if "Content Security Policy" in text]) == 3


def test_hostile_html_runs_and_loads_nothing(visitor: Visitor) -> None:
    asked = visitor.go("cae/1.1.2/")
    assert visitor.page.get_by_role("link", name="ailleurs").count() == 1
    for link in visitor.page.locator("main a").all():
        assert str(link.get_attribute("href")).partition(":")[0].lower() != "javascript"
    assert visitor.page.evaluate("window.harmed") is None
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(visitor.root).netloc}
    assert visitor.said == []
