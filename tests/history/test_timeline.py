"""Versions to entries, days of the last real change, and the cache that may go at any time."""

from datetime import date
from pathlib import Path

import pytest

from refsite.changes.changes import Kind
from refsite.common.disk_cache import DiskCache
from refsite.history import timeline
from refsite.history.git import read_past
from refsite.history.timeline import History, HistoryEntry, read_history
from refsite.site.build import Study, study
from tests import repositories
from tests.repositories import LEAKS, PLAN, REPAIRS, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return repositories.make(tmp_path / "depot")


def studied(folder: Path, cache: Path | None = None) -> Study:
    return study(
        folder, remember=lambda now: read_history(read_past(folder), now, DiskCache(cache))
    )


def history(repo: Repo, cache: Path | None = None) -> History:
    return studied(repo.folder, cache).history


def kinds(entry: HistoryEntry) -> dict[str, list[str]]:
    return {page: [change.kind.value for change in listed] for page, listed in entry.pages.items()}


WEEKLY = LEAKS.replace("chaque mois", "chaque semaine")


def test_each_version_is_compared_with_the_one_before_newest_first(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-03-01", "v2026.2")
    repo.commit({"vert/1.md": PLAN.replace("points: 90", "points: 80")}, "2026-04-01", "v2026.3")
    found = history(repo)
    assert [(e.version, e.previous, kinds(e)) for e in found.entries] == [
        ("", "2026.3", {}),
        ("2026.3", "2026.2", {"vert/1.1.2": ["points"]}),
        ("2026.2", "2026.1", {"vert/1.1.1": ["texte"]}),
        ("2026.1", "", {}),
    ]
    assert found.entries[1].day == date(2026, 4, 1)


def test_what_is_not_committed_yet_is_told_without_a_day(repo: Repo) -> None:
    repo.commit({"vert/1.1.2.md": REPAIRS.replace("grise", "noire")}, "2026-02-01")
    (repo.folder / "vert" / "1.1.1.md").write_text(WEEKLY, encoding="utf-8")
    found = history(repo)
    assert found.since is not None
    assert kinds(found.since) == {"vert/1.1.1": ["texte"], "vert/1.1.2": ["texte"]}
    assert found.modified("vert/1.1.1") is None
    assert found.modified("vert/1.1.2") == date(2026, 2, 1)


def test_the_last_real_change_is_not_the_last_commit(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01")
    repo.commit({"vert/1.1.1.md": WEEKLY.replace("points:", "pourcentage:")}, "2026-02-02")
    repo.commit({"vert/1.1.1.md": WEEKLY.replace("\n\n", "\n\n\n")}, "2026-02-03", "v2026.2")
    repo.commit({"vert/1.1.1.md": WEEKLY.replace("- ", "* ")}, "2026-02-04")
    found = history(repo)
    assert found.modified("vert/1.1.1") == date(2026, 2, 1)
    assert found.modified("vert/1.1.2") == date(2026, 1, 1)


def test_a_change_of_the_plan_dates_the_action_that_it_changes(repo: Repo) -> None:
    repo.commit({"vert/1.md": PLAN.replace("points: 90", "points: 80")}, "2026-02-01", "v2026.2")
    found = history(repo)
    assert found.modified("vert/1.1.2") == date(2026, 2, 1)
    assert found.modified("vert/1.1.1") == date(2026, 1, 1)


def test_a_change_that_was_taken_back_before_the_version_is_none(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01")
    repo.commit({"vert/1.1.1.md": LEAKS}, "2026-02-02", "v2026.2")
    found = history(repo)
    assert found.entries[1].changes == ()
    assert found.modified("vert/1.1.1") == date(2026, 1, 1)


def test_an_action_keeps_its_history_when_it_moves(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01", "v2026.2")
    repo.commit(
        {"vert/1.1.1.md": "", "vert/1.1.4.md": WEEKLY.replace("1.1.1", "1.1.4"), "vert/1.md": PLAN.replace("1.1.1", "1.1.4")},
        "2026-03-01", "v2026.3",
    )  # fmt: skip
    steps = history(repo).of("vert/1.1.4")
    assert [(s.entry.version, [c.kind for c in s.changes], s.day) for s in steps] == [
        ("2026.3", [Kind.DEPLACEMENT], date(2026, 3, 1)),
        ("2026.2", [Kind.TEXTE], date(2026, 2, 1)),
        ("2026.1", [], date(2026, 1, 1)),
    ]


def test_a_number_used_again_does_not_inherit_the_history_of_the_first(repo: Repo) -> None:
    other = "# Planter des haies bocagères\n```yaml\nid: 1.1.2\n```\nChaque agriculteur volontaire reçoit des arbustes.\n"
    plan = PLAN.replace("Réparer les canalisations anciennes", "Planter des haies bocagères")
    repo.commit({"vert/1.1.2.md": other, "vert/1.md": plan}, "2026-02-01", "v2026.2")
    assert [step.entry.version for step in history(repo).of("vert/1.1.2")] == ["2026.2"]


def test_a_sheet_in_a_folder_of_its_own_has_its_own_day(tmp_path: Path) -> None:
    files = {**repositories.FILES, "vert/eau/1.1.1.md": LEAKS}
    files.pop("vert/1.1.1.md")
    repo = repositories.make(tmp_path / "autre", files)
    repo.commit({"vert/eau/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")}, "2026-02-01")
    repo.commit({"vert/1.1.2.md": REPAIRS.replace("vétusté", "fuite")}, "2026-03-01")
    found = studied(repo.folder).history
    assert found.modified("vert/1.1.1") == date(2026, 2, 1)
    assert found.modified("vert/1.1.2") == date(2026, 3, 1)


def test_a_sheet_under_a_wrong_name_for_a_while_has_not_lost_its_text(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": "", "vert/fuites.md": LEAKS}, "2026-02-01", "v2026.2")
    repo.commit({"vert/fuites.md": "", "vert/1.1.1.md": LEAKS}, "2026-03-01", "v2026.3")
    told = {
        change.kind for entry in studied(repo.folder).history.entries for change in entry.changes
    }
    assert told == {Kind.ILLISIBLE}


def test_before_the_first_version_days_are_known_and_nothing_is_compared(repo: Repo) -> None:
    repo.git("tag", "-d", "v2026.1")
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01")
    found = history(repo)
    assert (found.versions, found.since) == ((), None)
    assert found.modified("vert/1.1.1") == date(2026, 2, 1)
    assert found.modified("vert/1.1.2") == date(2026, 1, 1)


def test_a_sheet_that_nobody_could_read_in_an_old_version_is_told(repo: Repo) -> None:
    repo.commit(
        {"vert/1.1.1.md": LEAKS.replace("id: 1.1.1\n", "id: 1.1.1\nid: 3\n")},
        "2026-02-01",
        "v2026.2",
    )
    repo.commit({"vert/1.1.1.md": LEAKS}, "2026-03-01", "v2026.3")
    found = history(repo)
    assert [kinds(e) for e in found.versions[:2]] == [{"vert/1.1.1": ["illisible"]}] * 2


def test_a_version_of_another_history_is_noted_and_not_compared(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "neuf")
    repo.commit({}, "2026-02-01", "v2026.2")
    found = history(repo)
    assert [entry.version for entry in found.versions] == ["2026.2"]
    assert "v2026.1" in found.notes[0]


def test_a_version_from_before_the_folder_is_noted_and_not_compared(tmp_path: Path) -> None:
    repo = repositories.make(tmp_path, {}, tag="v2025.1")
    repo.commit(repositories.FILES, "2026-01-01", "v2026.1")
    found = history(repo)
    assert [(entry.version, entry.previous) for entry in found.versions] == [("2026.1", "")]
    assert "2025.1" in found.notes[0]


def test_without_git_in_a_shallow_clone_or_untracked_it_is_said_why(
    tmp_path: Path, repo: Repo
) -> None:
    repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01", "v2026.2")
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(tmp_path / "copie"))
    outside = repositories.crawl.write(tmp_path / "seul", repositories.FILES)
    untracked = repositories.crawl.write(repo.top / "neuf", repositories.FILES)
    reasons = [
        studied(f).history.absent for f in (tmp_path / "copie" / "fiches", outside, untracked)
    ]
    assert [
        "partielle" in reasons[0],
        "pas dans un dépôt" in reasons[1],
        "pas encore" in reasons[2],
    ] == [True] * 3


class TestCache:
    @pytest.fixture
    def told(self, repo: Repo) -> tuple[HistoryEntry, ...]:
        repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01", "v2026.2")
        return history(repo).entries

    def test_it_gives_what_was_computed(
        self, repo: Repo, tmp_path: Path, told: tuple[HistoryEntry, ...]
    ) -> None:
        cache = tmp_path / "cache"
        assert history(repo, cache).entries == told
        assert len(list(cache.iterdir())) == 3
        assert history(repo, cache).entries == told

    def test_what_is_broken_in_it_is_computed_again(
        self, repo: Repo, tmp_path: Path, told: tuple[HistoryEntry, ...]
    ) -> None:
        cache = tmp_path / "cache"
        history(repo, cache)
        for file in cache.iterdir():
            file.write_bytes(file.read_bytes()[:-2] + b"{}")
        assert history(repo, cache).entries == told

    def test_what_is_in_it_is_not_computed_again(
        self, repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (repo.folder / "vert" / "1.1.1.md").write_text(WEEKLY, encoding="utf-8")
        told = history(repo, tmp_path / "cache").entries
        monkeypatch.setattr(timeline, "compare", lambda *_: pytest.fail("compared again"))
        monkeypatch.setattr(timeline, "change_days", lambda *_: pytest.fail("dated again"))
        assert history(repo, tmp_path / "cache").entries == told

    def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
        self, repo: Repo, tmp_path: Path, told: tuple[HistoryEntry, ...]
    ) -> None:
        (tmp_path / "fichier").write_text("x")
        assert history(repo, tmp_path / "fichier" / "cache").entries == told

    def test_a_tag_that_moved_is_not_taken_from_it(self, repo: Repo, tmp_path: Path) -> None:
        repo.commit({"vert/1.1.1.md": WEEKLY}, "2026-02-01", "v2026.2")
        history(repo, tmp_path / "cache")
        repo.git("tag", "-f", "v2026.2", "HEAD~1")
        found = history(repo, tmp_path / "cache")
        assert [len(entry.changes) for entry in found.entries] == [1, 0, 0]


def test_made_up_versions_each_have_their_changes(tmp_path: Path) -> None:
    repo = repositories.invent(tmp_path / "depot", actions=10, versions=4)
    found = history(repo)
    assert [len(entry.pages) for entry in found.versions] == [2, 2, 2, 0]
    assert found.since is not None
    assert found.since.changes == ()
