"""The site without a mouse: where Tab leads, and whether one sees it."""

import string

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS

STOP = """() => {
    const one = document.activeElement;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    return {
        name: (one.getAttribute("aria-label") ?? one.innerText ?? one.name ?? "").trim(),
        tag: one.localName,
        navigation: Boolean(one.closest("header")),
        seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
            && box.left < innerWidth && box.top < innerHeight,
        outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
}"""
MOST_STOPS = 25


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 320])
def test_few_stops_all_seen_lead_through_the_navigation(
    browser: Browser, rich_served: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for address in KINDS:
        page.goto(f"{rich_served}{address}")
        page.keyboard.press("Tab")
        first = page.evaluate(STOP)
        assert first["name"] == "Aller au contenu", address
        stops = [first]
        while stops[-1] is first or stops[-1]["navigation"]:
            page.keyboard.press("Tab")
            stops.append(page.evaluate(STOP))
        assert 5 <= len(stops) <= MOST_STOPS, address
        hidden = [stop for stop in stops if not (stop["seen"] and stop["outline"])]
        assert hidden == [], address


@pytest.mark.slow
def test_no_stop_of_a_whole_page_is_out_of_sight(browser: Browser, rich_served: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    for address in ("", "cae/1.1.1/", "explorer/", "climat-pratic/"):
        page.goto(f"{rich_served}{address}")
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop["tag"] == "body":
                break
            assert stop["seen"], (address, stop)
            assert stop["outline"], (address, stop)


def test_the_skip_link_leads_into_the_content(page: Page, served: str) -> None:
    page.goto(f"{served}cae/6.1.2/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_no_single_key_does_anything(page: Page, served: str) -> None:
    page.goto(f"{served}cae/6.1.2/")
    before = page.evaluate("[location.href, document.documentElement.outerHTML]")
    for key in string.ascii_lowercase + string.digits + "/?,.":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.localName") == "body"
    assert page.evaluate("[location.href, document.documentElement.outerHTML]") == before
