"""Colours, menu, summary and motion: what the page looks like and how it follows its reader."""

import re
from itertools import product

import pytest
from playwright.sync_api import Browser, Page, expect

LETTERS = ("ink", "soft", "accent")
GROUNDS = ("paper", "sheet", "tint")
BARS = ("bases", "oeuvre", "effets", "neutre", "neutre-bis")
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def luminance(colour: str) -> float:
    """The relative luminance of `rgb(r, g, b)`, as WCAG 2.1 defines it."""
    channels = [int(number) / 255 for number in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=["light", "dark"])
def painted(request: pytest.FixtureRequest, browser: Browser, served: str) -> Page:
    """A page in light or in dark."""
    page = browser.new_page(color_scheme=request.param)
    page.goto(f"{served}cae/6.1.2/")
    return page


def token(page: Page, name: str) -> str:
    """A colour as the browser computes it."""
    return str(
        page.evaluate(
            """name => {
                const probe = document.createElement("i");
                probe.style.color = `var(--${name})`;
                document.body.append(probe);
                return getComputedStyle(probe).color;
            }""",
            name,
        )
    )


class TestForcedColours:
    def test_the_labels_of_a_bar_stay_readable(self, browser: Browser, served: str) -> None:
        page = browser.new_page(forced_colors="active")
        page.goto(f"{served}cae/6.1.2/")
        fill = "one => getComputedStyle(one).fill"
        labels = page.locator(".share text").first.evaluate(fill)
        grounds = {one.evaluate(fill) for one in page.locator(".share rect").all()}
        page.close()
        assert all(contrast(labels, ground) >= 4.5 for ground in grounds)


class TestColours:
    def test_letters_stand_out_from_every_ground(self, painted: Page) -> None:
        pairs = [*product(LETTERS, GROUNDS), *product(BARS, ("paper",))]
        ratios = {pair: contrast(*(token(painted, name) for name in pair)) for pair in pairs}
        assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}

    def test_the_focus_stands_out_from_every_ground(self, painted: Page) -> None:
        ratios = [contrast(token(painted, "focus"), token(painted, ground)) for ground in GROUNDS]
        assert min(ratios) >= 3

    def test_the_machine_s_wish_is_followed_until_the_visitor_chooses(
        self, browser: Browser, served: str
    ) -> None:
        context = browser.new_context(color_scheme="dark")
        page = context.new_page()
        page.goto(served)
        dark = page.evaluate(BACKGROUND)
        assert page.evaluate("localStorage.length") == 0
        choice = page.get_by_label("Couleurs")
        choice.focus()
        page.keyboard.press("ArrowDown")
        expect(choice).to_have_value("claires")
        light = page.evaluate(BACKGROUND)
        assert luminance(light) > 0.8
        assert luminance(dark) < 0.1
        page.goto(f"{served}cae/6/")
        assert page.evaluate(BACKGROUND) == light
        assert page.evaluate("() => ({...localStorage})") == {"/sous/chemin/couleurs": "claires"}
        page.get_by_label("Couleurs").select_option("")
        assert page.evaluate(BACKGROUND) == dark
        assert page.evaluate("localStorage.length") == 0
        context.close()

    def test_a_categorie_says_its_name_wherever_its_colour_stands(
        self, page: Page, rich_served: str
    ) -> None:
        for address in ("cae/1.1.1/", "cae/6.1.2/", "categories/", "explorer/", "points/"):
            page.goto(f"{rich_served}{address}")
            words = page.locator("main .cat").all_inner_texts()
            assert words
            assert {word.strip().lower() for word in words} <= {"bases", "mise en œuvre", "effets"}


class TestMenu:
    @pytest.fixture
    def phone(self, browser: Browser, served: str) -> Page:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"{served}cae/6.1.2/")
        return page

    def test_it_opens_and_closes_by_keyboard(self, phone: Page) -> None:
        opener = phone.get_by_role("button", name="Menu")
        nav = phone.get_by_role("navigation", name="Principal")
        expect(nav).to_be_hidden()
        opener.focus()
        phone.keyboard.press("Enter")
        expect(opener).to_have_attribute("aria-expanded", "true")
        expect(nav).to_be_visible()
        phone.keyboard.press("Tab")
        expect(nav.get_by_role("link").first).to_be_focused()
        phone.keyboard.press("Escape")
        expect(nav).to_be_hidden()
        expect(opener).to_be_focused()

    def test_on_a_wide_screen_it_stands_open(self, page: Page, served: str) -> None:
        page.goto(served)
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        expect(page.get_by_role("navigation", name="Principal")).to_be_visible()

    def test_without_script_it_stands_open_on_a_phone(self, browser: Browser, served: str) -> None:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, java_script_enabled=False
        )
        page = context.new_page()
        page.goto(served)
        expect(page.get_by_role("navigation", name="Principal")).to_be_visible()
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        context.close()


class TestSummary:
    def test_it_follows_the_reading(self, page: Page, rich_served: str) -> None:
        page.goto(f"{rich_served}cae/1.1.1/")
        summary = page.get_by_role("navigation", name="Sur cette page")
        for id_ in ("1.1.1.2", "1.1.1.7"):
            page.evaluate("id => document.getElementById(id).scrollIntoView()", id_)
            expect(summary.locator("[aria-current=location]")).to_have_attribute("href", f"#{id_}")
            expect(summary.locator("[aria-current=location]")).to_be_in_viewport()

    def test_a_phone_has_every_fact_of_the_table(self, browser: Browser, served: str) -> None:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"{served}cae/6.1.2/")
        row = page.locator("[aria-labelledby=coup-d-oeil] tbody tr").nth(2)
        expect(row).to_contain_text("6.1.2.3")
        for words in ("mise en œuvre", "40\u00a0%", "1,6"):
            expect(row.get_by_text(words)).to_be_visible()


class TestWishes:
    def test_less_motion_is_respected(self, browser: Browser, served: str) -> None:
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{served}cae/6.1.2/")
        behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
        assert page.evaluate(behaviour) == "auto"
        assert page.evaluate("document.getAnimations().length") == 0

    def test_forced_colours_keep_bars_and_marks(self, browser: Browser, served: str) -> None:
        page = browser.new_page(forced_colors="active")
        page.goto(f"{served}cae/6.1.2/")
        mark = "getComputedStyle(document.querySelector('.cat'), '::before').borderTopStyle"
        assert page.evaluate(mark) == "solid"
        bar = page.evaluate("getComputedStyle(document.querySelector('.share rect')).stroke")
        ground = page.evaluate(BACKGROUND)
        assert contrast(bar, ground) >= 3
