"""The day on which a page really changed, among the commits of a span."""

from datetime import date
from pathlib import Path

import pytest

from refsite.history import days as module
from refsite.history.days import Library, change_days
from refsite.history.git import open_repository
from refsite.reading.sheets import Parser
from tests import repositories
from tests.repositories import LEAKS, PLAN, REPAIRS, Repo, in_front_matter

BOTH = {"vert/1.1.1": {"vert/1.1.1"}, "vert/1.1.2": {"vert/1.1.2"}}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Two sheets, and a change of each after the first version."""
    repo = repositories.make(tmp_path / "depot")
    repo.commit({"vert/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")}, "2026-02-01")
    repo.commit({"vert/1.1.2.md": REPAIRS.replace("grise", "noire")}, "2026-03-01")
    return repo


def days(repo: Repo, wanted: dict[str, set[str]], since: str = "v2026.1") -> dict[str, date]:
    repository = open_repository(repo.folder)
    assert repository is not None
    return dict(change_days(Library(repository, Parser()), since, "HEAD", wanted))


@pytest.mark.parametrize("batch", [1, 64])
def test_each_page_has_the_day_of_its_own_last_change(
    repo: Repo, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", batch)
    expected = {"vert/1.1.1": date(2026, 2, 1), "vert/1.1.2": date(2026, 3, 1)}
    assert days(repo, BOTH) == expected
    assert days(repo, {"vert/1.1.1": {"vert/1.1.1"}}) == {"vert/1.1.1": date(2026, 2, 1)}


@pytest.mark.parametrize(
    "text",
    [
        LEAKS.replace("chaque mois", "chaque semaine").replace("\n\n", "\n\n\n"),
        LEAKS.replace("chaque mois", "chaque  **semaine**"),
        LEAKS.replace("chaque mois", "chaque semaine").replace("points: 40", "ponderation: 0,4"),
        LEAKS.replace("chaque mois", "chaque semaine").replace(": bases", ": Bases"),
        in_front_matter(LEAKS.replace("chaque mois", "chaque semaine")),
    ],
    ids=["blank", "mark", "share", "case", "front matter"],
)
def test_another_form_of_the_same_words_is_no_change(repo: Repo, text: str) -> None:
    repo.commit({"vert/1.1.1.md": text}, "2026-04-01")
    assert days(repo, BOTH)["vert/1.1.1"] == date(2026, 2, 1)


@pytest.mark.parametrize(
    "text",
    [
        LEAKS.replace("points: 40", "points: 41"),
        LEAKS.replace(": bases", ": effets"),
        LEAKS.replace("### Écouter", "### Entendre"),
        LEAKS.replace("## Description", "## Contexte"),
    ],
    ids=["points", "categorie", "name", "title"],
)
def test_a_value_a_name_or_a_title_is_a_change_of_the_page(repo: Repo, text: str) -> None:
    repo.commit({"vert/1.1.1.md": text.replace("chaque mois", "chaque semaine")}, "2026-04-01")
    assert days(repo, BOTH)["vert/1.1.1"] == date(2026, 4, 1)


def test_a_line_of_the_plan_changes_the_page_of_its_node_alone(repo: Repo) -> None:
    repo.commit({"vert/1.md": PLAN.replace("points: 90", "points: 80")}, "2026-04-01")
    expected = {"vert/1.1.1": date(2026, 2, 1), "vert/1.1.2": date(2026, 4, 1)}
    assert days(repo, BOTH) == expected


def test_a_page_is_dated_under_the_numbers_that_it_had(repo: Repo) -> None:
    moved = {"vert/1.1.4": {"vert/1.1.4", "vert/1.1.1"}}
    assert days(repo, moved) == {"vert/1.1.4": date(2026, 2, 1)}


def test_what_no_single_commit_accounts_for_has_the_day_of_the_last_one(repo: Repo) -> None:
    assert days(repo, {"vert/9": {"vert/9"}}) == {"vert/9": date(2026, 3, 1)}


def test_a_span_without_a_commit_dates_nothing(repo: Repo) -> None:
    assert days(repo, BOTH, "HEAD") == {}
