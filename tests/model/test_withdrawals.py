"""Numbers that left: their pages, the links to them, and the warning for those that nobody declared."""

from pathlib import Path

import pytest

from refsite.common.printed import show
from refsite.common.problems import Problem, Report
from refsite.common.settings import Settings
from refsite.model.values import Contenu, Niveau, Noeud, Referentiel, Retire
from refsite.model.withdrawals import check_withdrawals
from refsite.site.build import study
from tests import crawl, repositories
from tests.history.test_timeline import studied
from tests.repositories import LEAKS, PLAN, REPAIRS, ROOT, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return repositories.make(tmp_path / "depot")


def declared(*lines: str) -> str:
    return ROOT.replace("niveaux:", "\n".join(("retires:", *(f"  - {{{line}}}" for line in lines), "niveaux:")))  # fmt: skip


GONE = {"vert/1.1.1.md": "", "vert/1.md": PLAN.replace("points: 90", "points: 100").replace(PLAN[PLAN.index("### Trouver") : PLAN.index("### Réparer")], "")}  # fmt: skip
SINCE = "id: 1.1.1, depuis: 2026.2, remplace_par: [1.1.2], raison: regroupée avec la réparation"


def warned(repo: Repo) -> list[Problem]:
    return [p for p in studied(repo.folder).problems if p.code == "id-disparu"]


def test_a_number_that_vanished_is_a_warning_with_the_line_to_write(repo: Repo) -> None:
    repo.commit(GONE)
    (found,) = warned(repo)
    assert show(found).replace("\u00a0", " ").replace("\u202f", " ").splitlines() == [
        "vert/index.md: avertissement[id-disparu] « 1.1.1 » existait dans la version 2026.1 et n’existe plus",
        (
            "    Déclarez-le dans retires : - {id: 1.1.1, depuis: 2026.2, remplace_par: […]} ; son adresse dira ce qu’il "
            "est devenu."
        ),
    ]


def test_a_number_that_moved_is_a_warning_that_knows_where(repo: Repo) -> None:
    repo.commit(
        {"vert/1.1.1.md": "", "vert/1.1.4.md": LEAKS.replace("1.1.1", "1.1.4"), "vert/1.md": PLAN.replace("1.1.1", "1.1.4")}
    )  # fmt: skip
    (found,) = warned(repo)
    assert "remplace_par: [1.1.4]" in found.hints[0]


def test_once_declared_neither_it_nor_its_parts_are_told(repo: Repo) -> None:
    repo.commit({**GONE, "vert/index.md": declared(SINCE)})
    assert warned(repo) == []


def test_an_accepted_disappearance_is_a_note(repo: Repo) -> None:
    index = ROOT.replace(
        "niveaux:",
        'anomalies_acceptees:\n  - {code: id-disparu, id: 1.1.1, raison: "essai"}\nniveaux:',
    )
    repo.commit({**GONE, "vert/index.md": index})
    assert [problem.accepted for problem in warned(repo)] == ["essai"]


def test_a_sheet_that_cannot_be_read_has_not_vanished(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": LEAKS.replace("id: 1.1.1\n", "id: 1.1.1\nid: 3\n")})
    assert warned(repo) == []


def test_without_git_nothing_is_said(tmp_path: Path) -> None:
    place = crawl.write(tmp_path / "seul", repositories.FILES)
    assert studied(place).problems == study(place).problems


def test_the_parts_of_a_sheet_that_left_the_plan_alone_are_told(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": ""})
    assert [found.node for found in warned(repo)] == ["vert/1.1.1.1", "vert/1.1.1.2"]


def test_the_parts_of_a_number_used_again_are_told(repo: Repo) -> None:
    other = "# Planter des haies\n```yaml\nid: 1.1.1\n```\n## Description\nDes essences locales abritent les champs.\n"
    plan = PLAN.replace("Trouver les fuites du réseau", "Planter des haies")
    repo.commit({"vert/1.1.1.md": other, "vert/1.md": plan})
    assert [found.node for found in warned(repo)] == ["vert/1.1.1.1", "vert/1.1.1.2"]


def test_a_referentiel_that_left_is_told_once(tmp_path: Path) -> None:
    blue = {
        path.replace("vert", "bleu"): text.replace("id: vert", "id: bleu")
        for path, text in repositories.FILES.items()
    }
    repo = repositories.make(tmp_path / "depot", repositories.FILES | blue)
    repo.commit(dict.fromkeys((path for path in blue if path.startswith("bleu/")), ""))
    (found,) = warned(repo)
    assert found.node == "bleu/"
    assert "le référentiel «\u00a0bleu\u00a0» existait dans la version 2026.1" in found.message


def test_the_addresses_below_a_number_that_moved_lead_to_it(repo: Repo) -> None:
    moved = {
        "vert/1.1.1.md": "", "vert/1.1.4.md": LEAKS.replace("1.1.1", "1.1.4"), "vert/1.md": PLAN.replace("1.1.1", "1.1.4"),
        "vert/index.md": declared("id: 1.1.1, depuis: 2026.2, remplace_par: [1.1.4]"),
    }  # fmt: skip
    repo.commit(moved)
    assert warned(repo) == []
    site = crawl.in_memory(repo.folder, Settings(site_url="https://exemple.test/"), past=True)
    assert crawl.page(site, "vert/1.1.1.2/").redirect == "../../vert/1.1.1/"


def test_a_part_that_is_declared_by_itself_keeps_its_own_page(repo: Repo) -> None:
    part = "id: 1.1.1.2, depuis: 2026.2, raison: les volumes se mesurent ailleurs"
    repo.commit({**GONE, "vert/index.md": declared(SINCE, part)}, "2026-02-01", "v2026.2")
    site = crawl.in_memory(repo.folder, Settings(site_url="https://exemple.test/"), past=True)
    assert crawl.page(site, "vert/1.1.1.2/").redirect == ""
    assert "les volumes se mesurent ailleurs" in crawl.page(site, "vert/1.1.1.2/").main.text
    assert crawl.page(site, "vert/1.1.1.1/").redirect == "../../vert/1.1.1/"


class TestPages:
    @pytest.fixture
    def site(self, repo: Repo) -> crawl.Files:
        sheet = REPAIRS.replace("Un programme", "Après la mesure 1.1.1, un programme")
        index = declared(
            SINCE, "id: 1.1.9, depuis: 2025.1, remplace_par: [1.1.1]", "id: 1.2, depuis: 2025.1"
        )
        repo.commit(
            {**GONE, "vert/1.1.2.md": sheet, "vert/index.md": index}, "2026-02-01", "v2026.2"
        )
        return crawl.in_memory(repo.folder, Settings(site_url="https://exemple.test/"), past=True)

    def test_the_address_says_since_when_what_it_was_and_what_replaces_it(
        self, site: crawl.Files
    ) -> None:
        page = crawl.page(site, "vert/1.1.1/")
        words = page.main.text.replace("\u00a0", " ")
        assert "depuis la version 2026.2" in words
        assert "Il désignait « Trouver les fuites du réseau »" in words
        assert "regroupée avec la réparation" in words
        assert page.hrefs["1.1.2 Réparer les canalisations anciennes"] == "../../vert/1.1.2/"
        assert page.meta("robots") == "noindex"

    def test_a_replacement_that_left_leads_on_and_none_is_said(self, site: crawl.Files) -> None:
        assert (
            crawl.page(site, "vert/1.1.9/").hrefs["1.1.1 numéro retiré à son tour"]
            == "../../vert/1.1.1/"
        )
        assert "Rien ne le remplace" in crawl.page(site, "vert/1.2/").main.text

    def test_the_addresses_of_its_parts_lead_to_it(self, site: crawl.Files) -> None:
        assert crawl.page(site, "vert/1.1.1.2/").redirect == "../../vert/1.1.1/"

    def test_a_mention_of_it_is_a_link_and_no_fault(self, site: crawl.Files, repo: Repo) -> None:
        assert crawl.page(site, "vert/1.1.2/").hrefs["1.1.1"] == "../../vert/1.1.1/"
        assert [p.code for p in studied(repo.folder).problems] == []

    def test_all_of_them_are_listed_with_the_news(self, site: crawl.Files) -> None:
        links = crawl.page(site, "nouveautes/").hrefs
        assert links["1.1.1 Vert, retiré à la version 2026.2"] == "../vert/1.1.1/"

    def test_the_site_holds_together(self, site: crawl.Files) -> None:
        assert crawl.dead_links(site) == []
        assert crawl.unreached(site) == []
        assert crawl.double_ids(site) == []
        assert crawl.heading_faults(site) == []

    def test_they_are_not_in_the_sitemap(self, site: crawl.Files) -> None:
        assert b"vert/1.1.1/" not in site["sitemap.xml"]


def chained(keys: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """The problems of withdrawn numbers, each given with what replaces it, beside an axe."""
    retires = tuple(
        Retire("cae", id_, "2026.1", tuple(f"cae/{one}" for one in by), "", "cae/index.md", 1)
        for id_, by in keys.items()
    )
    axe = Noeud("cae", "9", Niveau.AXE, "Axe", "cae/9.md", 1)
    racine = Noeud("cae", "", Niveau.REFERENTIEL, "Climat", "cae/index.md", 1, enfants=(axe,))
    report = Report()
    check_withdrawals(Contenu((Referentiel("cae", racine, {}, (), retires),), ()), report)
    return [(item.node, item.code) for item in report.problems]


def test_a_chain_of_withdrawn_numbers_ends_somewhere() -> None:
    assert chained({"1": ("2",), "2": ("3",), "3": ("9",)}) == []
    assert chained({"1": ("2",), "2": ()}) == []
    assert chained({"1": ("2", "3"), "2": ("1", "9"), "3": ("1",)}) == []


@pytest.mark.parametrize(
    ("keys", "faulty"),
    [
        ({"1": ("2",)}, ["cae/1"]),
        ({"1": ("2",), "2": ("1",)}, ["cae/1", "cae/2"]),
        ({"1": ("1",)}, ["cae/1"]),
        ({"1": ("2",), "2": ("8",)}, ["cae/1", "cae/2"]),
    ],
)
def test_a_replacement_that_leads_nowhere_is_told(
    keys: dict[str, tuple[str, ...]], faulty: list[str]
) -> None:
    assert chained(keys) == [(key, "retrait-sans-suite") for key in faulty]


def test_a_withdrawn_number_in_use_is_told() -> None:
    assert chained({"9": ()}) == [("cae/9", "retrait-vivant")]


def test_a_long_chain_ends() -> None:
    keys = {str(n): (str(n + 1),) for n in range(10, 9_000)}
    assert len(chained(keys)) == len(keys)
    assert chained({**keys, "9000": ()}) == []
