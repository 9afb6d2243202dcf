"""Ordinary pages in the search: below the actions, or first when one types their title."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import crawl
from tests.browser.conftest import serving
from tests.browser.test_accessibility import at, faults
from tests.browser.test_search import DONE

__all__ = ["at"]  # a fixture

GLOSSARY = """\
# Sigles et mots

PCAET
:   Plan climat-air-énergie territorial : l’eau y a sa part.

Vélo
:   Ce qui se range sous un arceau.
"""
BIKES = "# Ranger un vélo\n\nLe PCAET en compte les arceaux. L’eau n’y est pour rien.\n"


@pytest.fixture(scope="module")
def guided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of referentiel/ with two ordinary pages."""
    content = tmp_path_factory.mktemp("guides") / "referentiel"
    shutil.copytree(crawl.CONTENT, content)
    crawl.write(content, {"sigles.md": GLOSSARY, "guides/velo.md": BIKES})
    place = tmp_path_factory.mktemp("guide") / "site"
    result = crawl.mkdocs("build", "--site-dir", str(place), content=content)
    assert result.returncode == 0, result.stderr
    with serving(place) as root:
        yield root


def type_in(page: Page, address: str, words: str) -> Locator:
    """The header's field of a page, these words typed into it and suggestions below."""
    page.goto(address)
    field = page.get_by_role("combobox", name="Rechercher")
    field.press_sequentially(words)
    expect(field).to_have_attribute("aria-expanded", "true")
    return field


def options_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def test_the_keyboard_alone_leads_to_a_page(page: Page, guided: str) -> None:
    field = type_in(page, guided, "pcaet")
    group = page.get_by_role("group", name="Guides")
    expect(group.get_by_role("option")).to_have_count(2)
    option = group.get_by_role("option", name="Sigles et mots Guide")
    for _ in range(options_of(page).count()):
        field.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    expect(field).to_have_attribute("aria-activedescendant", str(option.get_attribute("id")))
    field.press("Enter")
    page.wait_for_url(f"{guided}sigles/")


def test_pages_follow_the_actions_but_for_one_whose_title_is_typed(page: Page, guided: str) -> None:
    type_in(page, guided, "eau")
    expect(page.get_by_role("group", name="Guides")).to_be_visible()
    options = options_of(page).all_inner_texts()
    kinds = ["Guide" if one.endswith("Guide") else "action" for one in options]
    assert kinds[-3:] == ["Guide", "Guide", "action"]  # the last leads to all actions
    assert "Guide" not in kinds[:-3]
    field = type_in(page, guided, "ranger un vélo")
    expect(options_of(page).first).to_have_text("Ranger un vélo Guide")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_results_show_pages_apart_from_the_actions(page: Page, guided: str) -> None:
    page.goto(f"{guided}recherche/?q=pcaet")
    guides = page.get_by_role("region", name="Guides")
    expect(guides.get_by_role("link", name="Sigles et mots")).to_have_attribute(
        "href", f"{guided}sigles/"
    )
    expect(guides.locator("mark").first).to_have_text("PCAET")
    status = page.locator("#etat-recherche")
    expect(status).to_have_text("Aucune action\xa0; 2\xa0guides")
    expect(page.locator("#csv")).to_be_hidden()
    box = guides.bounding_box()
    assert box
    assert box["width"] > 1000  # no column is kept for facets that are not there
    page.locator("#mots").press("Enter")
    expect(guides.get_by_role("link").first).to_be_focused()
    page.locator("#mots").fill("eau")
    expect(status).to_have_text(page_count(page))
    expect(guides.get_by_role("listitem")).to_have_count(2)
    assert page.locator("#guides + *").count() == 0  # below the actions and their buttons
    page.locator("#mots").fill("zzzxq")
    expect(status).to_contain_text("Aucun résultat pour")
    expect(guides).to_be_hidden()


def page_count(page: Page) -> str:
    """The sentence for the actions listed, with two pages."""
    page.wait_for_selector(f"{DONE} > li")
    return f"{page.locator('#resultats > li').count()}\xa0actions\xa0; 2\xa0guides"


def test_suggestions_and_results_with_pages_are_clean(at: Page, guided: str) -> None:
    type_in(at, guided, "eau")
    expect(at.get_by_role("group", name="Guides")).to_be_visible()
    for _ in range(2):  # past the last option, onto a page
        at.keyboard.press("ArrowUp")
    assert faults(at) == []
    at.goto(f"{guided}recherche/?q=eau")
    expect(at.get_by_role("region", name="Guides")).to_be_visible()
    assert faults(at) == []
