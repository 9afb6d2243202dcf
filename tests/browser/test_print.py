"""The site on paper: what is printed, what is not, and on how many sheets."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests import crawl

PRINTED = ("cae/6.1.2/", "cae/6/", "eci/imprimer/")


@pytest.fixture
def paper(browser: Browser) -> Iterator[Page]:
    """A page as the printer gets it, 18 cm wide."""
    context = browser.new_context(viewport={"width": 680, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def sheets(page: Page) -> int:
    raw = page.pdf(format="A4", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", raw))


def test_an_action_takes_few_sheets(paper: Page, rooted: str) -> None:
    paper.goto(f"{rooted}cae/6.1.2/")
    assert sheets(paper) <= 3


@pytest.mark.parametrize("address", PRINTED)
def test_each_print_says_what_it_is_and_where_it_comes_from(
    paper: Page, rooted: str, site: Path, address: str
) -> None:
    paper.goto(f"{rooted}{address}")
    imprint = paper.locator(".imprint")
    assert imprint.is_visible()
    assert f"{rooted}{address}" in imprint.inner_text()
    label = crawl.read((site / "index.html").read_bytes()).root.one("footer").text
    edition = re.search(r"Référentiels : (.*?)\.$", label)
    if edition:  # a copy without its repository has none
        assert edition[1] in " ".join(imprint.inner_text().split())
    assert paper.locator("h1").is_visible()


def test_each_rank_of_a_whole_referentiel_is_larger_than_the_one_below(
    paper: Page, rooted: str
) -> None:
    paper.goto(f"{rooted}cae/imprimer/")
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    places = (".chapter > h2", "[id='6.1'] > h3", "[id='6.1.2'] > h4", "[id='6.1.2.1'] > h5", ".prose p")  # fmt: skip
    sizes = [paper.locator(place).first.evaluate(size) for place in places]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_totals_stand_at_the_end_of_their_table(paper: Page, rooted: str) -> None:
    paper.goto(f"{rooted}climat-pratic/")
    display = paper.locator("tfoot").first.evaluate("one => getComputedStyle(one).display")
    assert display == "table-row-group"  # a footer group stands again at the foot of each sheet


@pytest.mark.parametrize("address", PRINTED)
def test_nothing_is_printed_that_only_a_screen_needs(
    paper: Page, rooted: str, address: str
) -> None:
    paper.goto(f"{rooted}{address}")
    for part in paper.locator("nav, header.bar, footer, form, button").all():
        assert not part.is_visible(), part.evaluate("one => one.outerHTML.slice(0, 100)")


@pytest.mark.parametrize("address", PRINTED)
def test_no_heading_is_left_alone_at_the_foot_of_a_sheet(
    paper: Page, rooted: str, address: str
) -> None:
    paper.goto(f"{rooted}{address}")
    breaks = paper.eval_on_selector_all(
        "main :is(h1, h2, h3, h4, h5, h6)",
        "all => all.map(one => getComputedStyle(one).breakAfter)",
    )
    assert set(breaks) == {"avoid"}


def test_paper_is_white_and_bars_are_told_apart_in_grey(paper: Page, rich_served: str) -> None:
    paper.goto(f"{rich_served}cae/1.1.1/")
    assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    fills = {
        kind: paper.evaluate(
            "kind => getComputedStyle(document.querySelector(`.share .${kind} rect`)).fill", kind
        )
        for kind in ("bases", "mise-en-oeuvre", "effets")
    }
    greys = [re.findall(r"\d+", fill)[:3] for fill in fills.values()]
    assert [grey for grey in greys if len(set(grey)) > 1] == []
    assert len({grey[0] for grey in greys}) == 3
    assert (
        paper.evaluate("getComputedStyle(document.querySelector('.share rect')).stroke")
        == "rgb(0, 0, 0)"
    )


def test_where_a_link_leads_can_be_read(paper: Page, rich_served: str) -> None:
    paper.goto(f"{rich_served}cae/1.1.2/")
    after = "one => getComputedStyle(one, '::after').content"
    named = paper.get_by_role("link", name="ailleurs").evaluate(after)
    assert "https://elsewhere.test/lisible" in named
    bare = paper.get_by_role("link", name="https://elsewhere.test/nue").evaluate(after)
    assert bare == "none", "an address that stands in the text is not printed twice"


def test_a_whole_referentiel_is_on_its_page(paper: Page, rich_served: str, rich: Path) -> None:
    paper.goto(f"{rich_served}cae/imprimer/")
    headings = paper.locator("main section h3 .num, main section h4 .num").all_inner_texts()
    site = crawl.on_disk(rich)
    actions = [
        path.split("/")[1] for path in site if re.fullmatch(r"cae/\d+\.\d+\.\d+/index.html", path)
    ]
    assert set(actions) <= set(headings)
    text = " ".join(paper.locator("main").inner_text().split())
    assert "Étape 8 du suivi des engagements" in text
