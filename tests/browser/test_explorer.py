"""The table of all sous-actions: read without script, sorted and filtered with it."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route, expect

ROWS = "#sous-actions tbody tr:not([hidden])"


def ids(page: Page) -> list[str]:
    return page.locator(f"{ROWS} [data-col=id] .num").all_text_contents()


def shown(page: Page, address: str) -> list[str]:
    page.goto(address)
    expect(page.locator("#filtres")).to_be_visible()
    return ids(page)


def test_without_script_every_sous_action_is_a_linked_row(page: Page, served: str) -> None:
    assert page.context.browser
    context = page.context.browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"{served}explorer/")
    assert len(ids(bare)) == 7
    assert bare.locator("#sous-actions tbody th a[href$='/cae/6.1.2/#6.1.2.3']").count() == 1
    expect(bare.locator("#filtres")).to_be_hidden()
    context.close()


def test_a_header_sorts_by_keyboard(page: Page, served: str) -> None:
    page.goto(f"{served}explorer/")
    header = page.locator("th[data-col=points]")
    header.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "descending")
    assert ids(page)[:3] == ["5.2.2", "5.2.3", "5.2.1"]
    page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert ids(page)[-1] == "5.2.2"


def test_a_column_more_changes_neither_order_nor_filter(page: Page, served: str) -> None:
    def widen(route: Route) -> None:
        response = route.fetch()
        html = response.text().replace(
            "<tr><th", '<tr><th scope="col" data-col="autre">Autre</th><th'
        )
        html = re.sub(r"(<tr data-action[^>]*>)", r'\1<td data-col="autre">strategie</td>', html)
        route.fulfill(response=response, body=html)

    queries = ("tri=thematique", "tri=points&sens=decroissant", "tri=part", "q=strategie")
    before = [shown(page, f"{served}explorer/?{query}") for query in queries]
    page.route("**/explorer/*", widen)
    assert [shown(page, f"{served}explorer/?{query}") for query in queries] == before


def test_filters_combine_and_stand_in_the_address(page: Page, served: str) -> None:
    page.goto(f"{served}explorer/")
    page.locator("#filtres [name=categorie]").select_option("bases")
    assert ids(page) == ["6.1.2.1", "6.1.2.2"]
    page.locator("#filtres [name=q]").fill("strategie")
    assert ids(page) == ["6.1.2.1"]
    query = parse_qs(urlsplit(str(page.evaluate("location.href"))).query)
    assert (query["categorie"], query["q"]) == (["bases"], ["strategie"])
    page.reload()
    assert ids(page) == ["6.1.2.1"]


def test_words_that_no_name_holds_are_looked_for_in_the_texts(page: Page, served: str) -> None:
    page.goto(f"{served}explorer/")
    page.locator("#filtres [name=q]").fill("piliers & co")
    link = page.locator("#filtres [role=status] a")
    expect(link).to_have_text("Chercher «\xa0piliers & co\xa0» dans les textes")
    assert link.get_attribute("href") == f"{served}recherche/?q=piliers+%26+co"


def test_on_a_phone_no_fact_of_a_row_is_out_of_sight(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{served}explorer/")
    cells = page.locator("#sous-actions tbody tr").first.locator("th, td")
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert len(boxes) == 7
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 360 for box in boxes)
