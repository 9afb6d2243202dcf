"""The versions as an Atom feed: whole, of a bounded length, and XML whatever the sheets hold."""

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Sequence

import pytest

from refsite.changes.changes import Change, Kind, by_page
from refsite.common.settings import Settings
from refsite.history.timeline import HistoryEntry
from refsite.pages.atom import feed
from tests import crawl
from tests.pages import rendering

ATOM = "{http://www.w3.org/2005/Atom}"
PUBLIC = Settings(site_name="Essai & co", site_url="https://x.test/sous/", facts={"editeur": "Agence <b>"})  # fmt: skip
LATER, FIRST = (dt.datetime(2026, month, 1, 12, tzinfo=dt.UTC) for month in (3, 1))


def entry(changes: Sequence[Change] = (), version: str = "2026.2", previous: str = "2026.1") -> HistoryEntry:  # fmt: skip
    moment = LATER if previous else FIRST
    return HistoryEntry(version, previous, moment, tuple(changes), {}, by_page(changes))


def points(page: str, count: int = 1, title: str = "") -> list[Change]:
    """Changes of the parts of a page."""
    own = [f"{page}.{n}" for n in range(1, count + 1)]
    return [Change(Kind.POINTS, key, page, title or page, "étape", "", "1", "2") for key in own]


def read(*entries: HistoryEntry, settings: Settings = PUBLIC) -> ET.Element:
    return ET.fromstring(feed(rendering.documents(settings), entries))


def content(found: ET.Element) -> crawl.Element:
    """The content of the first entry, as HTML."""
    html = found.findtext(f"{ATOM}entry/{ATOM}content") or ""
    return crawl.read(html.encode()).root


def listed(root: crawl.Element) -> list[list[str]]:
    """The lines that are told of each page."""
    (pages, *_) = root.all("ul")
    own = [page for page in pages.children if isinstance(page, crawl.Element)]
    return [[line.text.replace("\u00a0", " ") for line in page.one("ul").all("li")] for page in own]


def test_it_says_its_site_its_author_and_its_newest_version() -> None:
    found = read(entry(points("vert/1.1")), entry(version="2026.1", previous=""))
    assert found.findtext(f"{ATOM}title") == "Essai & co\u00a0: nouveautés"
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "Agence <b>"
    assert found.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"
    links = {link.attrib["rel"]: link.attrib["href"] for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://x.test/sous/nouveautes/",
        "self": "https://x.test/sous/nouveautes/atom.xml",
    }
    entries = found.findall(f"{ATOM}entry")
    assert [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}updated")) for one in entries] == [
        ("Version 2026.2", "2026-03-01T12:00:00Z"),
        ("Version 2026.1", "2026-01-01T12:00:00Z"),
    ]


def test_a_first_version_tells_no_change() -> None:
    root = content(read(entry(version="2026.1", previous="")))
    assert root.text == "Première version dont l’historique est connu."


def test_without_an_editor_its_author_is_the_site() -> None:
    settings = Settings(site_name="Essai", site_url="https://x.test/")
    assert read(entry(), settings=settings).findtext(f"{ATOM}author/{ATOM}name") == "Essai"


@pytest.mark.parametrize(
    ("count", "more"),
    [(6, []), (7, ["et 1 autre changement"]), (9, ["et 3 autres changements"])],
)
def test_of_a_page_six_changes_are_told_and_the_others_counted(count: int, more: list[str]) -> None:
    told = [f"Étape 1.1.{n} : points : 1 → 2" for n in range(1, 7)]
    assert listed(content(read(entry(points("vert/1.1", count))))) == [[*told, *more]]


@pytest.mark.parametrize(
    ("count", "more"),
    [(40, []), (41, ["Et 1 autre page."]), (43, ["Et 3 autres pages."])],
)
def test_forty_pages_are_told_and_the_others_counted(count: int, more: list[str]) -> None:
    changes = [change for n in range(1, count + 1) for change in points(f"vert/1.{n}")]
    root = content(read(entry(changes)))
    assert len(listed(root)) == 40
    said = [paragraph.text.replace("\u00a0", " ") for paragraph in root.all("p")]
    assert said == [f"{count} valeurs modifiées.", *more]


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ud800", "\uffff"])
def test_signs_that_no_xml_may_hold_are_replaced(sign: str) -> None:
    root = content(read(entry(points("vert/1.1", title=f"Eau{sign}"))))
    assert "Eau\ufffd" in root.text


def test_signs_that_xml_may_hold_stay() -> None:
    root = content(read(entry(points("vert/1.1", title="Eau\t\U0001f6b2 & <b>vélo</b>"))))
    assert "Eau \U0001f6b2 & <b>vélo</b>" in root.text
    assert root.all("b") == []
