"""Ordinary pages with all of Material's Markdown: their looks, the keyboard, paper, and the menu's groups."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import crawl
from tests.browser.conftest import serving
from tests.browser.test_accessibility import STATES, WIDE, faults
from tests.browser.test_look import contrast

PAGES = Path(__file__).parent / "pages"
ALL = "constructions/"
ADDRESSES = tuple(
    f"{path.relative_to(PAGES).with_suffix('').as_posix()}/" for path in sorted(PAGES.rglob("*.md"))
)
VALIDATE = crawl.PROJECT / "node_modules" / ".bin" / "html-validate"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of referentiel/ and of the trial pages."""
    content = tmp_path_factory.mktemp("pages") / "referentiel"
    shutil.copytree(crawl.CONTENT, content)
    shutil.copytree(PAGES, content, dirs_exist_ok=True)
    place = tmp_path_factory.mktemp("ordinaires") / "site"
    result = crawl.mkdocs("build", "--site-dir", str(place), content=content)
    assert result.returncode == 0, result.stderr
    return place


@pytest.fixture(scope="module")
def root(built: Path) -> Iterator[str]:
    with serving(built) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    yield page
    page.close()


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 680, "height": 1000}, color_scheme="dark")
    page.emulate_media(media="print")
    yield page
    page.close()


@pytest.mark.slow
class TestEveryPage:
    @pytest.mark.parametrize(("width", "scheme"), STATES)
    def test_it_is_clean_and_fits_closed_and_open(
        self, browser: Browser, root: str, width: int, scheme: str
    ) -> None:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        for address in ADDRESSES:
            page.goto(f"{root}{address}")
            assert faults(page) == [], address
            page.evaluate("document.querySelector('#menu').classList.add('open')")
            for details in page.locator("details").all():
                details.evaluate("one => { one.open = true; }")
                assert faults(page) == [], address
            assert not page.evaluate(WIDE), address
        assert told == []
        page.close()

    def test_its_html_is_valid(self, built: Path) -> None:
        files = [built / address / "index.html" for address in ADDRESSES]
        config = crawl.PROJECT / "tests" / "htmlvalidate.json"
        result = subprocess.run(
            [VALIDATE, "--config", config, *files], capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stdout

    def test_its_style_is_asked_by_no_other_page(self, page: Page, root: str) -> None:
        loaded = "performance.getEntriesByType('resource').map((one) => one.name).join()"
        for address in ("", "cae/6.1.2/", "explorer/"):
            page.goto(f"{root}{address}")
            names = page.evaluate(loaded)
            assert "/site." in names
            assert "/ordinary." not in names
        page.goto(f"{root}{ALL}")
        assert page.evaluate(loaded).count("/ordinary.") == 1


class TestTabs:
    def test_arrows_choose_what_is_shown(self, page: Page, root: str) -> None:
        page.goto(f"{root}{ALL}")
        first = page.get_by_role("radio", name="Commune")
        first.focus()
        expect(page.get_by_text("Une commune agit seule.")).to_be_visible()
        expect(page.get_by_text("Une agglomération agit")).to_be_hidden()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name="Agglomération")).to_be_focused()
        expect(page.get_by_text("Une commune agit seule.")).to_be_hidden()
        expect(page.get_by_text("Une agglomération agit")).to_be_visible()
        page.keyboard.press("Tab")
        expect(page.get_by_role("radio", name="Petite")).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.get_by_text("Davantage d’habitants.")).to_be_visible()
        expect(page.get_by_text("Une agglomération agit")).to_be_visible()

    def test_the_one_in_focus_is_outlined(self, page: Page, root: str) -> None:
        page.goto(f"{root}{ALL}")
        page.get_by_role("radio", name="Commune").focus()
        page.keyboard.press("ArrowRight")
        label = page.locator("label", has_text="Agglomération")
        assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"

    def test_they_are_in_a_named_group(self, page: Page, root: str) -> None:
        page.goto(f"{root}{ALL}")
        group = page.get_by_role("group", name="Onglets").first
        assert group.get_by_role("radio", name="Région").count() == 1

    def test_all_can_be_read_without_styles(self, browser: Browser, root: str) -> None:
        page = browser.new_page()
        page.route("**/*.css", lambda route: route.abort())
        page.goto(f"{root}{ALL}")
        for name, text in (("Commune", "agit seule"), ("Grande", "Davantage d’habitants")):
            expect(page.locator("label", has_text=name)).to_be_visible()
            expect(page.get_by_text(text)).to_be_visible()
        page.close()


class TestPaper:
    def test_every_tab_is_below_its_title(self, paper: Page, root: str) -> None:
        paper.goto(f"{root}{ALL}")
        for block in paper.locator(".tabbed-block").all():
            title, panel = block.locator("> label"), block.locator("> .tabbed-panel")
            expect(title).to_be_visible()
            expect(panel).to_be_visible()
            above, below = title.bounding_box(), panel.bounding_box()
            assert above
            assert below
            assert above["y"] + above["height"] <= below["y"] + 1
        assert paper.locator("input:visible").count() == 0

    def test_details_are_open(self, paper: Page, root: str) -> None:
        paper.goto(f"{root}{ALL}")
        assert paper.get_by_text("Un texte replié.").evaluate("one => one.offsetHeight") > 0

    def test_nothing_is_cut(self, paper: Page, root: str) -> None:
        paper.goto(f"{root}{ALL}")
        cut = paper.eval_on_selector_all(
            "main :is(pre, table)",
            "all => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.innerText)",
        )
        assert cut == []


class TestPhone:
    def test_a_wide_table_scrolls_by_keyboard(self, phone: Page, root: str) -> None:
        phone.goto(f"{root}{ALL}")
        region = phone.get_by_role("group", name="Tableau").nth(1)
        region.focus()
        expect(region).to_be_focused()
        region.press("ArrowRight")
        expect(region).not_to_have_js_property("scrollLeft", 0)

    def test_figures_align_right(self, phone: Page, root: str) -> None:
        phone.goto(f"{root}{ALL}")
        cell = phone.get_by_role("cell", name="12,5")
        assert cell.evaluate("one => getComputedStyle(one).textAlign") == "right"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_sign_of_an_admonition_stands_out(browser: Browser, root: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{root}{ALL}")
    found = page.eval_on_selector_all(
        ".admonition",
        """all => all.map((one) => [
            getComputedStyle(one.firstElementChild, "::before").color, getComputedStyle(one).backgroundColor,
            getComputedStyle(one.firstElementChild, "::before").content,
        ])""",
    )
    assert min(contrast(sign, ground) for sign, ground, _ in found) >= 4.5
    assert len({content for *_, content in found}) >= 10
    page.close()


class TestMenu:
    def test_keys_open_and_close_a_group(self, page: Page, root: str) -> None:
        page.goto(f"{root}guides/debuter/")
        group = page.locator("#menu summary")
        assert group.get_attribute("aria-current") == "true"
        group.focus()
        page.keyboard.press("Enter")
        link = page.locator("#menu").get_by_role("link", name="Débuter")
        expect(link).to_be_visible()
        expect(link).to_have_attribute("aria-current", "page")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('details') !== null")
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(group).to_be_focused()

    def test_it_closes_when_one_goes_elsewhere(self, page: Page, root: str) -> None:
        page.goto(f"{root}guides/debuter/")
        group, link = page.locator("#menu summary"), page.locator("#menu details a").first
        group.click()
        expect(link).to_be_visible()
        page.get_by_label("Couleurs").focus()
        expect(link).to_be_hidden()
        group.click()
        page.locator("footer").click(position={"x": 2, "y": 2})
        expect(link).to_be_hidden()

    @pytest.mark.parametrize("width", [769, 1024, 1280, 1920])
    def test_an_open_group_pushes_nothing_and_fits(self, page: Page, root: str, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{root}guides/debuter/")
        top = "document.querySelector('h1').getBoundingClientRect().top"
        before = page.evaluate(top)
        page.locator("#menu summary").click()
        assert page.evaluate(top) == before
        assert not page.evaluate(WIDE)

    def test_on_a_phone_it_opens_in_its_place(self, phone: Page, root: str) -> None:
        phone.goto(f"{root}guides/debuter/")
        phone.get_by_role("button", name="Menu").click()
        phone.locator("#menu summary").click()
        link = phone.locator("#menu details a").first
        expect(link).to_be_visible()
        phone.get_by_label("Couleurs").focus()
        expect(link).to_be_visible()  # nothing moves below the finger
        phone.locator("#menu summary").focus()
        phone.keyboard.press("Escape")
        expect(link).to_be_hidden()
        expect(phone.get_by_role("button", name="Menu")).to_have_attribute("aria-expanded", "true")

    def test_it_opens_without_script(self, browser: Browser, root: str) -> None:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{root}guides/debuter/")
        page.locator("#menu summary").click()
        expect(page.locator("#menu details a").first).to_be_visible()
        page.close()

    def test_a_group_in_a_group_is_a_list_with_a_name(self, page: Page, root: str) -> None:
        page.goto(f"{root}guides/debuter/")
        assert page.locator("#menu details").count() == 1
        page.locator("#menu summary").click()
        assert page.locator("#menu details p").all_inner_texts() == ["Guides", "Avance"]
