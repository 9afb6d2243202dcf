"""axe-core on the pages, as they are and as they become when one uses them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import crawl
from tests.browser.kinds import KINDS

AXE = (crawl.PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STATES = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def faults(page: Page) -> list[str]:
    """Rule, place and text of each violation and of each doubt.

    Doubts about contrast are left aside: axe cannot tell what lies behind letters that stand on a bar or beside
    a sticky column. All colours are pairs of the same few tokens, whose contrast test_look measures.
    """
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations', 'incomplete']})")
    doubts = [one for one in found["incomplete"] if one["id"] != "color-contrast"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for one in (*found["violations"], *doubts)
        for node in one["nodes"]
    ]


@pytest.fixture(params=STATES, ids=lambda state: f"{state[0]}-{state[1]}")
def at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def visit(page: Page, root: str, addresses: list[str] | tuple[str, ...]) -> dict[str, list[str]]:
    """Violations found on pages, by address."""
    wrong = {}
    for address in addresses:
        page.goto(f"{root}{address}")
        found = faults(page) + (["défilement horizontal"] if page.evaluate(WIDE) else [])
        if found:
            wrong[address] = found
    return wrong


def test_every_kind_of_page_is_clean_and_fits(at: Page, rich_served: str) -> None:
    assert visit(at, rich_served, KINDS) == {}


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (320, "light")])
def test_every_page_of_the_site_is_clean_and_fits(
    browser: Browser, rooted: str, site: Path, width: int, scheme: str
) -> None:
    documents = crawl.pages(crawl.on_disk(site))
    addresses = [path.removesuffix("index.html") for path, d in documents.items() if not d.redirect]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    assert len(addresses) > 100
    assert visit(context.new_page(), rooted, addresses) == {}
    context.close()


@pytest.mark.slow
def test_pages_zoomed_twice_are_clean_and_fit(browser: Browser, rich_served: str) -> None:
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    assert visit(context.new_page(), rich_served, KINDS) == {}
    context.close()


@pytest.mark.slow
def test_letters_alone_twice_as_large_are_clean(page: Page, rich_served: str) -> None:
    for address in KINDS:
        page.goto(f"{rich_served}{address}")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert faults(page) == [], address


def test_the_open_menu_is_clean(at: Page, rich_served: str) -> None:
    at.goto(f"{rich_served}cae/6.1.2/")
    opener = at.get_by_role("button", name="Menu")
    if opener.is_visible():
        opener.click()
    assert at.get_by_role("navigation", name="Principal").is_visible()
    assert faults(at) == []


def test_suggestions_are_clean(at: Page, rich_served: str) -> None:
    at.goto(f"{rich_served}cae/6.1.2/")
    at.get_by_role("combobox", name="Rechercher").press_sequentially("eau")
    at.wait_for_selector("[role=option]")
    at.keyboard.press("ArrowDown")
    assert faults(at) == []


def test_results_are_clean_and_fit(at: Page, rich_served: str) -> None:
    at.goto(f"{rich_served}recherche/?q=eau")
    at.wait_for_selector("#resultats li")
    at.locator("details.facets").evaluate("one => { one.open = true; }")
    assert faults(at) == []
    assert not at.evaluate(WIDE)
