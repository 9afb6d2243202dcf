"""`/nouveautes/`, its feed, and the history at the foot of each action."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from refsite.common.settings import Settings
from tests import crawl, repositories
from tests.repositories import FILES, LEAKS, PLAN, Repo, in_front_matter

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = LEAKS.replace("Des capteurs", "Des <script>alert(1)</script> & <b>capteurs</b>")


def made(folder: Path, url: str = "https://exemple.test/ref/") -> crawl.Files:
    return dict(crawl.in_memory(folder, Settings(site_url=url), past=True))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = repositories.make(tmp_path / "depot")
    repo.commit(
        {"vert/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")}, "2026-03-01", "v2026.2"
    )
    repo.commit(
        {"vert/1.1.1.md": EVIL, "vert/1.md": PLAN.replace("points: 90", "points: 80")}, "2026-04-01"
    )
    return repo


@pytest.fixture
def site(repo: Repo) -> crawl.Files:
    return made(repo.folder)


def clean(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_versions_come_newest_first_with_what_is_not_in_one_yet_at_the_top(
    site: crawl.Files,
) -> None:
    headings = [text for level, text in crawl.page(site, "nouveautes/").headings if level == 2]
    assert list(map(clean, headings)) == [
        "Depuis la version 2026.2", "Version 2026.2 1er mars 2026", "Version 2026.1 1er janvier 2026",
    ]  # fmt: skip


def test_words_that_changed_are_marked_for_eye_and_ear(site: crawl.Files) -> None:
    main = crawl.page(site, "nouveautes/").main
    assert [e.text for e in main.all("del")] == [
        "retiré : semaine, fin du retrait",
        "retiré : mois, fin du retrait",
    ]
    assert next(e.text for e in main.all("ins")).startswith("ajouté : ")


def test_nothing_of_a_sheet_runs_on_the_page(site: crawl.Files) -> None:
    for address in ("nouveautes/", "vert/1.1.1/"):
        assert crawl.harm(crawl.page(site, address)) == []


def test_an_action_says_when_it_last_changed_and_its_own_history(site: crawl.Files) -> None:
    words = clean(crawl.page(site, "vert/1.1.1/").main.text)
    assert "Dernière modification : 1er avril 2026 (depuis la version 2026.2)" in words
    assert "Version 2026.2 : 1 texte modifié" in words
    other = clean(crawl.page(site, "vert/1.1.2/").main.text)
    assert "Points : 90 → 80" in other


def test_an_action_that_never_changed_says_when_it_came(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": LEAKS, "vert/1.md": PLAN}, "2026-05-01", "v2026.3")
    (repo.folder / "vert" / "1.1.1.md").write_text(LEAKS.replace("mois", "jour"), encoding="utf-8")
    site = made(repo.folder)
    assert "Dernière modification : 1er janvier 2026 (version 2026.1)" in clean(crawl.page(site, "vert/1.1.2/").main.text)  # fmt: skip
    assert "pas encore enregistrée (depuis la version 2026.3)" in clean(
        crawl.page(site, "vert/1.1.1/").main.text
    )


def test_a_block_moved_to_front_matter_is_no_news(tmp_path: Path) -> None:
    repo = repositories.make(tmp_path / "depot")
    repo.commit({"vert/1.1.1.md": LEAKS.replace("mois", "jour")}, "2026-03-01", "v2026.2")
    before = made(repo.folder)
    moved = {path: in_front_matter((repo.folder / path).read_text("utf-8")) for path in FILES}
    repo.commit(moved, "2026-06-01")
    after = made(repo.folder)
    pages = {path for path, content in before.items() if path.endswith(".html")}
    assert {path for path in pages if after[path] != before[path]} == set()
    assert after["sitemap.xml"] == before["sitemap.xml"]
    repo.commit({}, "2026-06-02", "v2026.3")
    for path in ("nouveautes/", "vert/1.1.1/"):
        words = clean(crawl.page(made(repo.folder), path).main.text)
        assert "1 texte modifié" in words
        assert words.count("texte modifié") == clean(crawl.page(before, path).main.text).count(
            "texte modifié"
        )


def test_the_sitemap_dates_the_actions(site: crawl.Files) -> None:
    sitemap = site["sitemap.xml"].decode()
    assert "<loc>https://exemple.test/ref/vert/1.1.1/</loc><lastmod>2026-04-01</lastmod>" in sitemap


def test_the_feed_is_atom_with_absolute_and_lasting_addresses(site: crawl.Files) -> None:
    feed = ET.fromstring(site["nouveautes/atom.xml"])
    assert feed.findtext(f"{ATOM}id") == "https://exemple.test/ref/nouveautes/"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "https://exemple.test/ref/nouveautes/#v2026.2", "https://exemple.test/ref/nouveautes/#v2026.1",
    ]  # fmt: skip
    content = entries[0].find(f"{ATOM}content")
    assert content is not None
    assert content.attrib == {"type": "html"}
    assert crawl.harm(crawl.read((content.text or "").encode())) == []


def test_without_an_address_of_the_site_there_is_no_feed(repo: Repo) -> None:
    site = made(repo.folder, "")
    assert "nouveautes/atom.xml" not in site
    assert "atom" not in site["nouveautes/index.html"].decode()


def test_without_git_the_site_builds_and_says_that_there_is_no_history(tmp_path: Path) -> None:
    site = made(crawl.write(tmp_path / "seul", FILES))
    words = clean(crawl.page(site, "nouveautes/").main.text)
    assert "L’historique n’est pas disponible. Ces fiches ne sont pas dans un dépôt git." in words
    assert "historique" not in crawl.page(site, "vert/1.1.1/").ids
    assert "nouveautes/atom.xml" not in site


def test_without_a_version_the_page_says_so_and_actions_have_their_day(repo: Repo) -> None:
    repo.git("tag", "-d", "v2026.1", "v2026.2")
    site = made(repo.folder)
    assert "Aucune version n’est encore publiée" in crawl.page(site, "nouveautes/").main.text
    words = clean(crawl.page(site, "vert/1.1.2/").main.text)
    assert re.search(r"Dernière modification : 1er (avril|janvier) 2026\.", words)


def test_a_long_list_is_folded_and_leads_to_the_whole(tmp_path: Path) -> None:
    repo = repositories.invent(tmp_path / "depot", actions=70, versions=2)
    for n in range(1, 8):
        repo.commit({f"vert/{n}.1.2.md": ""})
    page = crawl.page(made(repo.folder), "nouveautes/")
    assert len(page.main.all("details")) == 1
    assert "Les 14 pages concernées" in clean(page.main.all("summary")[0].text)


def test_the_site_holds_together(site: crawl.Files) -> None:
    for check in (
        crawl.unreached,
        crawl.double_ids,
        crawl.heading_faults,
        crawl.loads_from_elsewhere,
    ):
        assert check(site, *(("/ref/",) if check is crawl.unreached else ())) == []
    assert crawl.dead_links(site, "/ref/") == []
    assert [document.faults for document in crawl.pages(site).values() if document.faults] == []


def test_the_same_repository_gives_the_same_bytes(repo: Repo, site: crawl.Files) -> None:
    assert made(repo.folder) == site
