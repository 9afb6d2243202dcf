"""An adviser's visit: actions ticked in lists, on one page to print, and in a grid."""

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import crawl
from tests.browser.test_accessibility import faults
from tests.data.test_assessment_grid import computed

STATUS = "#selection [role=status]"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
KEPT = "localStorage.getItem('/sous/chemin/selection')"
KEEP = "(text) => localStorage.setItem('/sous/chemin/selection', text)"
TWO = "selection/?actions=cae/6.1.2,eci/5.2"


def loaded(page: Page, served: str, address: str = TWO) -> None:
    page.goto(f"{served}{address}")
    page.wait_for_function(
        "(place) => /dans cette sélection|Aucune action/.test(document.querySelector(place).textContent)",
        arg=STATUS,
    )


def test_ticks_are_kept_from_list_to_list_and_lead_to_the_selection(
    page: Page, served: str
) -> None:
    page.goto(f"{served}cae/6/")
    box = page.get_by_role("checkbox", name="Choisir l’action 6.1.2 (cae)")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator(".choice [role=status]")).to_have_text("1\xa0action dans ma sélection")
    page.goto(f"{served}explorer/")
    boxes = page.locator("tr[data-action='cae/6.1.2'] .tick input")
    assert boxes.count() == 4
    assert all(one.is_checked() for one in boxes.all())
    page.locator("tr[data-action='eci/5.2'] .tick input").first.check()
    page.get_by_role("link", name="Imprimer ou évaluer").click()
    page.wait_for_selector("#selection article")
    assert page.url == f"{served}{TWO}"
    assert page.evaluate(KEPT) == '["cae/6.1.2","eci/5.2"]'


HIDDEN = """() => [...document.querySelectorAll(".ticked")].filter((one) => {
  const box = one.querySelector(".tick").getBoundingClientRect();
  return box.width && [...one.querySelectorAll("a, .num, b")].some((text) => [...text.getClientRects()].some((part) =>
    part.right > box.left && part.left < box.right && part.bottom > box.top && part.top < box.bottom));
}).map((one) => one.textContent.trim().slice(0, 40))"""


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "address",
    ["cae/", "cae/6/", "climat-pratic/parten_coop/", "explorer/", "selection/", "recherche/?q=climat"],
)  # fmt: skip
def test_no_box_hides_what_it_ticks(page: Page, served: str, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{address}")
    page.wait_for_selector(".tick", state="attached")
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    assert page.evaluate(HIDDEN) == []


def test_results_of_the_search_can_be_ticked(page: Page, served: str) -> None:
    page.goto(f"{served}recherche/?q=6.1.2")
    page.wait_for_selector("#resultats [data-action='cae/6.1.2'] .tick input")
    page.locator("#resultats [data-action='cae/6.1.2'] .tick input").check()
    expect(page.locator(".choice [role=status]")).to_have_text("1\xa0action dans ma sélection")


def test_the_page_shows_each_action_in_full_with_ids_and_links_that_hold(
    page: Page, served: str
) -> None:
    loaded(page, served)
    assert page.locator("#selection article h2").all_inner_texts()[0].startswith("6.1.2")
    document = crawl.read(page.content().encode())
    assert [id_ for id_, n in document.ids.items() if n > 1] == []
    assert {"cae-6.1.2", "cae-6.1.2-6.1.2.3", "eci-5.2", "eci-5.2-5.2.1"} <= set(document.ids)
    inner = [
        a.attributes["href"] for article in document.main.all("article") for a in article.all("a")
    ]
    assert [h for h in inner if h.startswith("#") and h[1:] not in document.ids] == []
    assert [h for h in inner if not h.startswith(("#", "../", "https:"))] == []
    source = (crawl.CONTENT / "cae/6.1.2.md").read_text(encoding="utf-8")
    assert crawl.lost_lines(source, document) == []
    labels = [
        e.attributes["aria-labelledby"]
        for e in document.main.walk()
        if "aria-labelledby" in e.attributes
    ]
    assert {id_ for label in labels for id_ in label.split()} <= set(document.ids)


def test_what_the_address_names_and_the_site_does_not_know_is_told(page: Page, served: str) -> None:
    loaded(page, served, "selection/?actions=cae/6.1.2,cae/99.9,%3Cimg%20src=x%3E")
    assert page.locator("#selection article").count() == 1
    expect(page.locator(STATUS)).to_contain_text("ignore")
    expect(page.locator(STATUS)).to_contain_text("cae/99.9")
    assert page.locator("main img").count() == 0


def test_a_choice_from_an_address_leaves_one_s_own_until_one_takes_it(
    page: Page, served: str
) -> None:
    page.goto(f"{served}selection/")
    page.evaluate(KEEP, '["cae/6.1.1"]')
    loaded(page, served)
    assert page.evaluate(KEPT) == '["cae/6.1.1"]'
    page.get_by_role("button", name="Reprendre ce choix").click()
    assert page.evaluate(KEPT) == '["cae/6.1.2","eci/5.2"]'


def test_an_action_that_is_removed_leaves_the_page_and_the_address(page: Page, served: str) -> None:
    loaded(page, served)
    page.get_by_role("button", name="Retirer eci 5.2").click()
    expect(page.locator("#selection article")).to_have_count(1)
    assert page.url.endswith("?actions=cae/6.1.2")


def test_without_a_choice_it_says_what_to_do(page: Page, served: str) -> None:
    loaded(page, served, "selection/")
    expect(page.locator(STATUS)).to_contain_text("Aucune action n’est choisie")
    expect(page.locator(".pack")).to_be_hidden()


@pytest.fixture
def grid(page: Page, served: str) -> bytes:
    loaded(page, served)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger la grille").click()
    expect(page.locator(STATUS)).to_contain_text("est téléchargée")
    return waiting.value.path().read_bytes()


def test_the_grid_has_the_rows_of_the_chosen_actions_alone(grid: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(grid))["grille"]
    rows = [row for row in sheet.iter_rows(min_row=5, max_col=5, values_only=True) if row[0]]
    assert [row[1] for row in rows] == [
        *(f"6.1.2.{n}" for n in range(1, 5)),
        *(f"5.2.{n}" for n in range(1, 4)),
    ]
    assert [row[4] for row in rows[:4]] == [0.8, 0.8, 1.6, 0.8]
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == "F5:F99999"
    assert sheet["E2"].value == "=SUM(grille!$E$5:$E$99999)"


@pytest.mark.slow
def test_the_total_of_that_grid_computes_in_libreoffice(grid: bytes, tmp_path: Path) -> None:
    points = [
        row[4]
        for row in openpyxl.load_workbook(io.BytesIO(grid))["grille"].iter_rows(
            min_row=5, max_col=5, values_only=True
        )
    ]
    rows = computed(grid, tmp_path, 1)
    assert float(rows[1][4]) == pytest.approx(sum(points))
    assert rows[4][1] == "6.1.2.1"


def test_without_script_it_points_to_the_pages(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}{TWO}")
    assert page.locator("noscript a[href$='grille.xlsx']").count() == 1
    assert page.locator(".all a[href$='/cae/6.1.2/']").count() == 1
    expect(page.locator(".pack")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_it_is_clean_and_fits(browser: Browser, served: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    loaded(page, served)
    found = faults(page)
    wide = [page.evaluate(WIDER)]
    page.goto(f"{served}cae/6/")
    page.locator(".tick input").first.check()
    found += faults(page)
    wide.append(page.evaluate(WIDER))
    context.close()
    assert (found, wide) == ([], [False, False])


def test_on_paper_the_tools_and_boxes_are_gone(page: Page, served: str) -> None:
    loaded(page, served)
    page.emulate_media(media="print")
    for place in (".pack", ".remove", ".tick", ".all", ".bar"):
        expect(page.locator(place).first).to_be_hidden()


def test_a_ticked_result_changes_nothing_but_its_box(page: Page, served: str) -> None:
    page.goto(f"{served}recherche/?q=eau")
    page.wait_for_selector("#resultats[aria-busy=false] li")
    before = page.evaluate("history.length")
    box = page.locator("#resultats .tick input").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    assert page.evaluate("history.length") == before


def test_an_action_that_left_is_taken_off_one_s_own_choice(page: Page, served: str) -> None:
    page.goto(f"{served}selection/")
    page.evaluate(KEEP, '["cae/6.1.2","cae/99.9"]')
    loaded(page, served, "selection/")
    expect(page.locator(STATUS)).not_to_contain_text("ignore")
    assert page.evaluate(KEPT) == '["cae/6.1.2"]'
