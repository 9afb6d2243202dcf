"""The scripts when something fails: files that do not come, storage that refuses, addresses that ask for too much."""

import re
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.conftest import ASKED
from tests.browser.test_accessibility import faults

NOT_LOADED = "La recherche n’a pas pu être chargée. Vérifiez la connexion, puis réessayez."
LOADING = "Chargement de la recherche…"
FLEETING = "Ce navigateur n’enregistre pas votre choix"
STATUS = "#etat-recherche"
INDEX = re.compile(r"/recherche\.[0-9a-f]+\.json$")
WORKER = re.compile(r"/worker\.[0-9a-f]+\.js$")
SUGGESTIONS = re.compile(r"/search\.[0-9a-f]+\.js(\?\d+)?$")
RESULTS = re.compile(r"/results\.[0-9a-f]+\.js$")
BROKEN = {
    "absent": {"status": 404, "body": "absent"},
    "cut": {"status": 200, "body": '{"referentiels":[{"id":"ca'},
    "no JSON": {"status": 200, "body": "<!doctype html><title>Panne</title>"},
    "of another kind": {"status": 200, "body": '{"constructor": []}'},
    "empty": {"status": 200, "body": ""},
}
BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
});"""
FULL = """() => {
    let text = "x".repeat(1 << 20);
    for (let at = 0; text; at += 1) {
        try { localStorage.setItem(`/autre/${at}`, text); } catch { text = text.slice(1 + text.length / 2); }
    }
}"""


def field(page: Page) -> Locator:
    """The field of the header."""
    return page.get_by_role("combobox", name="Rechercher")


def told(page: Page) -> Locator:
    """The message of the header below its field."""
    return page.locator("form.search [role=status]")


def break_index(page: Page, how: str) -> None:
    """Make the index come broken."""
    page.route(INDEX, lambda route: route.fulfill(**BROKEN[how]))  # type: ignore[arg-type]


def hold(page: Page, address: re.Pattern[str]) -> list[Route]:
    """Keep what is asked of this address waiting, in the list returned."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def let_go(page: Page, held: list[Route]) -> None:
    """Answer the first request that `hold` keeps waiting, once it has come."""
    while not held:
        page.wait_for_timeout(20)
    held.pop(0).continue_()


class TestIndex:
    @pytest.mark.parametrize("how", BROKEN)
    def test_a_broken_one_is_told_and_asked_for_again(
        self, page: Page, served: str, how: str
    ) -> None:
        break_index(page, how)
        page.goto(f"{served}recherche/?q=eau")
        expect(page.locator(STATUS)).to_have_text(NOT_LOADED)
        expect(page.locator("#resultats")).to_have_attribute("aria-busy", "false")
        page.unroute(INDEX)
        page.get_by_role("searchbox", name="Numéro, mot ou sigle").press("Enter")
        page.wait_for_selector("#resultats[aria-busy=false] li")

    def test_a_connection_that_ends_halfway_is_told(self, page: Page, served: str) -> None:
        page.route(INDEX, lambda route: route.abort("connectionreset"))
        page.goto(f"{served}recherche/")
        page.locator("#mots").fill("eau")
        expect(page.locator(STATUS)).to_have_text(NOT_LOADED)
        page.unroute(INDEX)
        page.locator("#mots").fill("eaux")
        page.wait_for_selector("#resultats[aria-busy=false] li")

    def test_a_retry_keeps_the_filters_of_the_address(self, page: Page, served: str) -> None:
        break_index(page, "absent")
        page.goto(f"{served}recherche/?q=déchets&referentiel=eci&tri=id")
        expect(page.locator(STATUS)).to_have_text(NOT_LOADED)
        page.unroute(INDEX)
        page.locator("#mots").press("Enter")
        page.wait_for_selector("#resultats[aria-busy=false] li")
        expect(page.locator("input[name=referentiel][value=eci]")).to_be_checked()
        expect(page.locator("#tri")).to_have_value("id")

    @pytest.mark.parametrize("how", ["absent", "cut"])
    def test_the_header_tells_it_and_enter_still_leads_somewhere(
        self, page: Page, served: str, how: str
    ) -> None:
        break_index(page, how)
        page.goto(f"{served}cae/6/")
        field(page).press_sequentially("6.1.2.3")
        expect(told(page)).to_have_text(NOT_LOADED)
        expect(told(page)).to_have_class("none")
        field(page).press("Enter")
        page.wait_for_url(f"{served}recherche/?q=6.1.2.3")

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_what_it_says_is_accessible(
        self, page: Page, served: str, scheme: Literal["light", "dark"]
    ) -> None:
        page.emulate_media(color_scheme=scheme)
        break_index(page, "absent")
        page.goto(f"{served}recherche/?q=eau")
        expect(page.locator(STATUS)).to_have_text(NOT_LOADED)
        field(page).press_sequentially("eau")
        expect(told(page)).to_have_text(NOT_LOADED)
        assert faults(page) == []

    def test_a_missing_worker_is_told_and_asked_for_again(self, page: Page, served: str) -> None:
        page.route(WORKER, lambda route: route.fulfill(status=404))
        page.goto(f"{served}recherche/?q=eau")
        expect(page.locator(STATUS)).to_have_text(NOT_LOADED)
        page.unroute(WORKER)
        page.locator("#mots").fill("eaux")
        page.wait_for_selector("#resultats[aria-busy=false] li")

    def test_it_is_asked_for_beside_the_script_and_the_worker(
        self, page: Page, served: str
    ) -> None:
        hold(page, SUGGESTIONS)
        page.goto(f"{served}cae/6/")
        with (
            page.expect_request(SUGGESTIONS), page.expect_request(INDEX), page.expect_request(WORKER),
        ):  # fmt: skip
            field(page).focus()

    def test_the_results_of_an_address_ask_for_it_before_their_script_has_come(
        self, page: Page, served: str
    ) -> None:
        hold(page, RESULTS)
        with page.expect_request(INDEX), page.expect_request(WORKER):
            page.goto(f"{served}recherche/?q=eau", wait_until="commit")

    def test_the_header_of_the_results_asks_the_same_worker(self, page: Page, served: str) -> None:
        ASKED.clear()
        page.goto(f"{served}recherche/?q=eau")
        page.wait_for_selector("#resultats[aria-busy=false] li")
        field(page).press_sequentially("6.1")
        page.wait_for_selector("[role=option]")
        assert len([path for path in ASKED if WORKER.search(path)]) == 1
        assert len([path for path in ASKED if INDEX.search(path)]) == 1
        assert len(page.workers) == 1
        expect(page.locator("#mots")).to_have_value("eau")
        page.locator("#mots").fill("mobilité")
        page.wait_for_function(
            "() => document.querySelector('#resultats a')?.href.includes('/cae/4')"
        )


class TestSlowNetwork:
    def test_the_header_says_that_it_loads(self, page: Page, served: str) -> None:
        held = hold(page, INDEX)
        page.goto(served)
        field(page).press_sequentially("eau")
        expect(told(page)).to_have_text(LOADING)
        expect(told(page)).to_be_in_viewport()
        let_go(page, held)
        page.wait_for_selector("[role=option]")
        expect(told(page)).to_have_class("vh")

    def test_the_header_says_it_before_its_script_has_come(self, page: Page, served: str) -> None:
        held = hold(page, SUGGESTIONS)
        page.goto(served)
        field(page).press_sequentially("eau")
        expect(told(page)).to_have_text(LOADING)
        let_go(page, held)
        page.wait_for_selector("[role=option]")

    def test_the_page_of_results_says_that_it_loads(self, page: Page, served: str) -> None:
        held = hold(page, INDEX)
        page.goto(f"{served}recherche/?q=eau")
        expect(page.locator(STATUS)).to_have_text(LOADING)
        let_go(page, held)
        page.wait_for_selector("#resultats[aria-busy=false] li")

    def test_it_says_so_before_its_script_has_come(self, page: Page, served: str) -> None:
        hold(page, RESULTS)
        page.goto(f"{served}recherche/?q=eau", wait_until="commit")
        expect(page.locator(STATUS)).to_have_text(LOADING)
        expect(page.locator(STATUS)).to_be_visible()


class TestScripts:
    def test_suggestions_whose_script_failed_come_with_a_later_key(
        self, page: Page, served: str
    ) -> None:
        page.route(SUGGESTIONS, lambda route: route.abort())
        page.goto(served)
        field(page).press_sequentially("ea")
        expect(told(page)).to_have_text(NOT_LOADED)
        page.unroute(SUGGESTIONS)
        field(page).press("u")
        page.wait_for_selector("[role=option]")
        expect(told(page)).to_have_class("vh")

    def test_a_missing_script_of_the_results_is_told_and_the_form_is_there(
        self, page: Page, served: str
    ) -> None:
        page.route(RESULTS, lambda route: route.fulfill(status=404))
        page.goto(f"{served}recherche/?q=eau")
        expect(page.locator(STATUS)).to_contain_text("rechargez-la")
        expect(page.locator(STATUS)).to_be_visible()
        page.unroute(RESULTS)
        page.locator("#mots").fill("climat")
        page.locator("#mots").press("Enter")
        page.wait_for_url(f"{served}recherche/?q=climat*")
        page.wait_for_selector("#resultats[aria-busy=false] li")

    def test_a_grid_whose_script_failed_is_made_at_the_next_try(
        self, page: Page, served: str
    ) -> None:
        page.route(re.compile(r"/grid\."), lambda route: route.abort())
        page.goto(f"{served}selection/?actions=cae/6.1.2")
        page.wait_for_selector("#selection article")
        page.get_by_role("button", name="Télécharger la grille").click()
        status = page.locator("#selection [role=status]")
        expect(status).to_contain_text("La grille n’a pas pu être faite")
        page.unroute(re.compile(r"/grid\."))
        with page.expect_download():
            page.get_by_role("button", name="Télécharger la grille").click()
        expect(status).to_contain_text("est téléchargée")


class TestStorage:
    @pytest.fixture(params=["blocked", "full"])
    def refusing(self, page: Page, served: str, request: pytest.FixtureRequest) -> Page:
        """A page on a list of actions, whose browser stores nothing."""
        if request.param == "blocked":
            page.add_init_script(BLOCKED)
            page.goto(f"{served}cae/6/")
        else:
            page.goto(f"{served}cae/6/")
            page.evaluate(FULL)
            page.reload()
        return page

    def test_ticks_add_up_as_long_as_the_page_and_it_says_so(self, refusing: Page) -> None:
        boxes = refusing.locator(".tick input")
        boxes.nth(0).check()
        boxes.nth(1).check()
        assert [box.is_checked() for box in boxes.all()[:2]] == [True, True]
        status = refusing.locator(".choice [role=status]")
        expect(status).to_contain_text("2\xa0actions dans ma sélection")
        expect(status).to_contain_text(FLEETING)
        refusing.get_by_role("link", name="Imprimer ou évaluer").click()
        expect(refusing.locator("#selection article")).to_have_count(2)
        refusing.get_by_role("button", name="Reprendre ce choix").click()
        expect(refusing.locator("#selection [role=status]")).to_contain_text(FLEETING)

    def test_colours_change_as_long_as_the_page(self, refusing: Page) -> None:
        refusing.get_by_label("Couleurs").select_option("sombres")
        assert refusing.evaluate("document.documentElement.dataset.couleurs") == "sombres"
        refusing.get_by_label("Couleurs").select_option("")
        assert refusing.evaluate("document.documentElement.dataset.couleurs") is None

    def test_what_is_stored_is_not_told_to_be_lost(self, page: Page, served: str) -> None:
        page.goto(f"{served}cae/6/")
        page.locator(".tick input").first.check()
        expect(page.locator(".choice [role=status]")).to_have_text("1\xa0action dans ma sélection")

    def test_two_sites_of_a_host_have_each_their_choice(self, page: Page, served: str) -> None:
        page.goto(served)
        page.evaluate(
            "for (const path of ['/autre/', '/', ''])"
            " localStorage.setItem(`${path}selection`, '[\"cae/6.1.2\"]')"
        )
        before = page.evaluate("({...localStorage})")
        page.goto(f"{served}cae/6/")
        assert page.locator(".tick input:checked").count() == 0
        page.locator(".tick input").first.check()
        own = page.evaluate("({...localStorage})")
        assert set(own) - set(before) == {"/sous/chemin/selection"}
        page.get_by_role("button", name="Tout décocher").click()
        assert page.evaluate("({...localStorage})") == before

    def test_a_tick_in_another_tab_is_shown(self, page: Page, served: str) -> None:
        page.goto(f"{served}cae/6/")
        other = page.context.new_page()
        other.goto(f"{served}explorer/")
        other.locator("tr[data-action='cae/6.1.2'] .tick input").first.check()
        box = page.get_by_role("checkbox", name="Choisir l’action 6.1.2 (cae)")
        expect(box).to_be_checked()
        other.get_by_label("Couleurs").select_option("sombres")
        page.wait_for_function("document.documentElement.dataset.couleurs === 'sombres'")

    @pytest.mark.parametrize("text", ["{", '{"a": 1}', '["<img>", 1, null]', "null"])
    def test_what_someone_else_wrote_there_counts_for_nothing(
        self, page: Page, served: str, text: str
    ) -> None:
        page.goto(served)
        page.evaluate("(text) => localStorage.setItem('/sous/chemin/selection', text)", text)
        page.goto(f"{served}cae/6/")
        page.locator(".tick input").first.check()
        expect(page.locator(".choice [role=status]")).to_have_text("1\xa0action dans ma sélection")


class TestAddress:
    @pytest.mark.parametrize(
        ("query", "value"),
        [
            ("axe=cae/99", "cae/99"), ("referentiel=constructor", "constructor"), ("tri=__proto__", "__proto__"),
            ("categorie=toString", "tostring"), ("thematique=%3Cimg%20src=x%3E", "<img src=x>"), ("tri=prix", "prix"),
        ],
    )  # fmt: skip
    def test_what_the_results_do_not_know_is_told_and_ignored(
        self, page: Page, served: str, query: str, value: str
    ) -> None:
        page.goto(f"{served}recherche/?q=climat")
        page.wait_for_selector("#resultats[aria-busy=false] li")
        total = page.locator("#resultats > li").count()
        page.goto(f"{served}recherche/?q=climat&{query}")
        page.wait_for_selector("#resultats[aria-busy=false] li")
        assert page.locator("#resultats > li").count() == total
        expect(page.locator(STATUS)).to_contain_text(
            f"L’adresse demande ce que ce site ne connaît pas, et que cette page ignore\xa0: «\xa0{value}\xa0»."
        )
        expect(page.locator("#tri")).to_have_value("pertinence")
        page.locator("#mots").fill("climats")
        expect(page.locator(STATUS)).not_to_contain_text("ignore")
        assert page.evaluate("location.search") == "?q=climats"

    @pytest.mark.parametrize("query", ["axe=cae/99", "tri=__proto__", "categorie=prix"])
    def test_what_the_explorer_does_not_know_is_told_and_ignored(
        self, page: Page, served: str, query: str
    ) -> None:
        page.goto(f"{served}explorer/?{query}")
        status = page.locator("#filtres [role=status]")
        expect(status).to_contain_text("7\xa0sous-actions")
        expect(status).to_contain_text(f"ignore\xa0: «\xa0{query.partition('=')[2]}\xa0».")
        page.locator("#filtres [name=q]").fill("climat")
        expect(status).not_to_contain_text("ignore")

    def test_a_categorie_is_written_alike_and_as_older_links_have_it(
        self, page: Page, served: str
    ) -> None:
        page.goto(f"{served}explorer/")
        page.locator("#filtres [name=categorie]").select_option(label="Mise en œuvre")
        (slug,) = parse_qs(urlsplit(page.url).query)["categorie"]
        assert slug == "mise-en-oeuvre"
        for value in (slug, "mise en œuvre"):
            page.goto(f"{served}recherche/?q=climat&categorie={value}")
            page.wait_for_selector("#resultats[aria-busy=false] li")
            box = page.locator(f"input[name=categorie][value={slug}]")
            expect(box).to_be_checked()
            expect(page.locator("label", has=box)).to_contain_text("mise en œuvre")
            page.goto(f"{served}explorer/?categorie={value}")
            expect(page.locator("#filtres [name=categorie]")).to_have_value(slug)

    def test_it_stays_readable(self, page: Page, served: str) -> None:
        page.goto(f"{served}recherche/?q=climat")
        page.wait_for_selector("#resultats[aria-busy=false] li")
        page.locator("input[name=axe]").first.check()
        page.wait_for_url(re.compile(r"\?q=climat&axe=cae/\d$"))


def test_without_script_the_page_of_results_has_no_form(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}recherche/")
    expect(page.locator("#recherche")).to_be_hidden()
    expect(page.locator("main noscript")).to_be_visible()
    context.close()
