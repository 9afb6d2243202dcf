"""The search as an adviser uses it: in the header of every page and on its own page."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ASKED

DONE = "#resultats[aria-busy=false]"


def first_link(page: Page) -> str:
    return str(page.locator("#resultats > li a").first.get_attribute("href"))


def ask(page: Page, served: str, query: str) -> None:
    page.goto(f"{served}recherche/")
    page.locator("#mots").press_sequentially(query)
    expect(page.locator("#resultats")).to_have_attribute("aria-busy", "false")
    page.wait_for_function("() => document.querySelector('#etat-recherche').textContent !== ''")


class TestHeader:
    def test_nothing_is_fetched_before_the_field_has_focus(self, page: Page, served: str) -> None:
        ASKED.clear()
        page.goto(f"{served}cae/6.1.2/", wait_until="networkidle")
        assert [path for path in ASKED if path.endswith("/cae/6.1.2/")]
        assert not [
            path for path in ASKED if re.search(r"/(worker|recherche|search)\.[0-9a-f]+\.js", path)
        ]
        page.get_by_role("combobox", name="Rechercher").press_sequentially("eau")
        page.wait_for_selector("[role=option]")
        assert len([path for path in ASKED if "/worker." in path or "/recherche." in path]) == 2

    @pytest.mark.parametrize("width", [320, 480, 820])
    def test_suggestions_are_within_the_screen(self, page: Page, served: str, width: int) -> None:
        page.set_viewport_size({"width": width, "height": 780})
        page.goto(served)
        page.get_by_role("combobox", name="Rechercher").press_sequentially("eau")
        page.wait_for_selector("[role=option]")
        box = page.get_by_role("listbox").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width

    def test_the_keyboard_alone_leads_to_a_sous_action(self, page: Page, served: str) -> None:
        page.goto(served)
        field = page.get_by_role("combobox", name="Rechercher")
        field.press_sequentially("6.1.2.3")
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("ArrowDown")
        expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
        field.press("Enter")
        page.wait_for_url(f"{served}cae/6.1.2/#6.1.2.3")

    def test_escape_closes_then_empties(self, page: Page, served: str) -> None:
        page.goto(served)
        field = page.get_by_role("combobox", name="Rechercher")
        field.press_sequentially("coop")
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("Escape")
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(field).to_have_value("coop")
        field.press("Escape")
        expect(field).to_have_value("")

    def test_the_count_is_announced_and_nonsense_says_so(self, page: Page, served: str) -> None:
        page.goto(served)
        field = page.get_by_role("combobox", name="Rechercher")
        field.press_sequentially("intercommunalité")
        expect(page.locator(".search [role=status]")).to_contain_text("action")
        field.fill("zzzxq")
        status = page.locator(".search [role=status]")
        expect(status).to_contain_text("Aucun résultat pour")
        box = status.bounding_box()
        assert box
        assert box["width"] > 200  # for the eye, too
        field.press("Escape")
        expect(status).to_have_class("vh")

    @pytest.mark.parametrize("typed", ["6.1.2.3", "6123", "cae 6.1.2.3"])
    def test_enter_on_the_number_of_one_element_leads_to_it(
        self, page: Page, served: str, typed: str
    ) -> None:
        page.goto(served)
        field = page.get_by_role("combobox", name="Rechercher")
        field.fill(typed)
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("Enter")
        page.wait_for_url(f"{served}cae/6.1.2/#6.1.2.3")

    def test_enter_on_a_number_of_two_elements_leads_to_the_results(
        self, page: Page, served: str
    ) -> None:
        page.goto(served)
        field = page.get_by_role("combobox", name="Rechercher")
        field.fill("5.2")
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("Enter")
        page.wait_for_url(f"{served}recherche/?q=5.2")

    def test_enter_leads_to_the_page_of_results(self, page: Page, served: str) -> None:
        page.goto(f"{served}cae/")
        field = page.get_by_role("combobox", name="Rechercher")
        field.fill("coopération")
        field.press("Enter")
        page.wait_for_url(f"{served}recherche/?q=coop%C3%A9ration")
        page.wait_for_selector(f"{DONE} li")

    def test_without_script_the_field_leads_to_a_page_that_offers_the_tables(
        self, page: Page, served: str
    ) -> None:
        browser = page.context.browser
        assert browser
        context = browser.new_context(java_script_enabled=False)
        bare = context.new_page()
        bare.goto(served)
        bare.fill("form.search input", "vélo")
        bare.click("form.search button")
        bare.wait_for_url("**/recherche/?*")
        assert bare.locator("main noscript a[href$='explorer/']").count() == 1
        context.close()


class TestResults:
    @pytest.mark.parametrize(
        ("query", "address"),
        [
            ("6.1.2", "cae/6.1.2/"),
            ("6.1.2.3", "cae/6.1.2/#6.1.2.3"),
            ("cae 5.2", "cae/5/#5.2"),
            ("eci 5.2", "eci/5.2/"),
            ("precarite energetique", "cae/6.2.2/"),
            ("gérer sa voirie durablement", "cae/2.3.3/"),
            ("tourismes durables", "cae/6.3.2/"),
            ("documents d’urbanisme", "cae/1.3.1/"),
            ("documents d'urbanisme", "cae/1.3.1/"),
            ("assainisement", "cae/3.3.2/"),
            ("eclaraige public", "cae/2.3.1/"),
            ("transports en commun", "cae/4.3.3/"),
        ],
    )
    def test_the_right_place_is_first(
        self, page: Page, served: str, query: str, address: str
    ) -> None:
        ask(page, served, query)
        assert first_link(page) == f"{served}{address}"

    def test_a_word_that_no_text_holds_is_told(self, page: Page, served: str) -> None:
        ask(page, served, "intercommunnalite")
        expect(page.locator("#etat-recherche")).to_contain_text(
            "Aucune action ne contient «\xa0intercommunnalite\xa0»\xa0; résultats approchants (mots proches\xa0: intercommunal"
        )
        assert page.title().startswith("intercommunnalite – Recherche")

    def test_each_keystroke_is_in_the_address_as_it_was_typed(
        self, page: Page, served: str
    ) -> None:
        page.goto(f"{served}recherche/")
        page.locator("#mots").press_sequentially("l’eau  +é")
        query = str(page.evaluate("location.search")).removeprefix("?")
        assert parse_qs(query)["q"] == ["l’eau  +é"]

    def test_the_list_is_busy_as_soon_as_one_types(self, page: Page, served: str) -> None:
        page.goto(f"{served}recherche/")
        busy = page.evaluate(
            """() => {
                const field = document.querySelector("#mots");
                field.value = "eau";
                field.dispatchEvent(new Event("input", { bubbles: true }));
                return document.querySelector("#resultats").getAttribute("aria-busy");
            }"""
        )
        assert busy == "true"
        page.wait_for_selector(f"{DONE} li")

    def test_the_state_is_shared_by_its_address_and_back_restores_it(
        self, page: Page, served: str
    ) -> None:
        page.goto(f"{served}recherche/?q=d%C3%A9chets")
        page.wait_for_selector(f"{DONE} li")
        total = page.locator("#resultats > li").count()
        page.locator("input[name=referentiel][value=eci]").check()
        page.wait_for_url("**referentiel=eci**")
        page.wait_for_function(
            f"() => document.querySelectorAll('#resultats > li').length < {total}"
        )
        for link in page.locator("#resultats > li a").all():
            assert str(link.get_attribute("href")).startswith(f"{served}eci/")
        page.go_back()
        page.wait_for_function(
            f"() => document.querySelectorAll('#resultats > li').length === {total}"
        )

    def test_lines_sort_by_number_and_by_points(self, page: Page, served: str) -> None:
        page.goto(f"{served}recherche/?q=d%C3%A9chets&tri=id")
        page.wait_for_selector(f"{DONE} li")
        links = [
            str(a.get_attribute("href"))
            for a in page.locator("#resultats > li").locator("a:first-of-type").all()
        ]
        places = [link.removeprefix(served) for link in links]
        assert [p.split("/")[0] for p in places] == sorted(p.split("/")[0] for p in places)

    def test_the_lines_are_a_french_csv(self, page: Page, served: str) -> None:
        page.goto(f"{served}recherche/?q=tourisme")
        page.wait_for_selector(f"{DONE} li")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Télécharger ces lignes").click()
        text = waiting.value.path().read_bytes().decode("utf-8")
        assert text.startswith('\ufeff"référentiel";"id";')
        assert '"cae";"6.3.2";"action";"Développer un tourisme durable";"4";' in text

    def test_it_goes_on_without_network_once_open(self, page: Page, served: str) -> None:
        ask(page, served, "eau")
        page.context.set_offline(offline=True)
        page.locator("#mots").fill("mobilité")
        page.wait_for_function(
            "() => document.querySelector('#resultats a')?.href.includes('/cae/4')"
        )
