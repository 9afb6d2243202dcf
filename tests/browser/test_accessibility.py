"""axe-core on the pages, as they are and as they become when one uses them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests import crawl

AXE = (crawl.PROJECT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
STATES = [(1280, "light"), (1280, "dark"), (320, "light"), (320, "dark")]
PAGES = [
    "", "cae/", "cae/6/", "cae/6.1.2/", "eci/5.2/", "cae/6.1.1/", "climat-pratic/", "climat-pratic/parten_coop/",
    "categories/", "categories/bases/", "points/", "explorer/", "etat/", "contribuer/",
]  # fmt: skip


def faults(page: Page) -> list[str]:
    """Rule, place and text of each violation."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.fixture(params=STATES, ids=lambda state: f"{state[0]}-{state[1]}")
def at(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_every_kind_of_page_is_clean_and_fits(at: Page, served: str) -> None:
    wrong = {}
    for address in PAGES:
        at.goto(f"{served}{address}")
        found = faults(at)
        if at.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found.append("défilement horizontal")
        if found:
            wrong[address] = found
    assert wrong == {}


def test_the_page_of_lost_visitors_is_clean(at: Page, rooted: str) -> None:
    at.goto(f"{rooted}404.html")
    assert faults(at) == []


def test_suggestions_are_clean(at: Page, served: str) -> None:
    at.goto(f"{served}cae/6.1.2/")
    at.get_by_role("combobox").press_sequentially("eau")
    at.wait_for_selector("[role=option]")
    at.keyboard.press("ArrowDown")
    assert faults(at) == []


def test_results_are_clean_and_fit(at: Page, served: str) -> None:
    at.goto(f"{served}recherche/?q=eau")
    at.wait_for_selector("#resultats li")
    at.locator("details.facets").evaluate("one => { one.open = true; }")
    assert faults(at) == []
    assert not at.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
