"""Comparison of two revisions or folders that an editor names."""

import shutil
from pathlib import Path

import pytest

from refsite.changes.sentences import Sides
from refsite.history.diff import diff
from refsite.history.git import RevisionError
from tests import repositories
from tests.repositories import FILES, LEAKS, Repo, in_front_matter


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = repositories.make(tmp_path / "depot")
    repo.commit({"vert/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")}, tag="v2026.2")
    return repo


def test_a_version_is_called_one_and_all_else_by_its_name(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(repo.folder, tmp_path / "v2")
    monkeypatch.chdir(tmp_path)
    repo.git("tag", "vrai")
    assert diff("v2026.1", "v2026.2", repo.folder)[1] == Sides(
        "la version 2026.1", "la version 2026.2"
    )
    assert diff("HEAD~1", "v2", repo.folder)[1] == Sides("« HEAD~1 »", "« v2 »")
    assert diff("vrai", "main", repo.folder)[1] == Sides("« vrai »", "« main »")


def test_what_changed_is_told_from_the_first_to_the_second(repo: Repo) -> None:
    (there,), _ = diff("v2026.1", "v2026.2", repo.folder)
    (back,), _ = diff("v2026.2", "v2026.1", repo.folder)
    assert [run for passage in there.passages for run in passage if run[0] != "="] == [
        ("-", "mois,"),
        ("+", "semaine,"),
    ]
    assert [op for passage in back.passages for op, text in passage if text == "mois,"] == ["+"]
    assert diff("v2026.2", "HEAD", repo.folder)[0] == ()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("inconnue", "git ne connaît pas de révision « inconnue »"),
        ("", "une révision ne peut être ni vide ni illisible"),
        ("a" * 5_000, "git ne connaît pas de révision"),
        ("v2025.1", "ne contient pas le dossier"),
        ("VIDE", "ne contient aucune fiche"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_reason(
    tmp_path: Path, name: str, told: str
) -> None:
    repo = repositories.make(tmp_path / "depot", {}, tag="v2025.1")
    repo.commit(repositories.FILES)
    (tmp_path / "vide").mkdir()
    with pytest.raises(RevisionError, match=told):
        diff("HEAD", name.replace("VIDE", str(tmp_path / "vide")), repo.folder)


def test_outside_of_git_a_revision_is_refused_and_folders_are_compared(
    repo: Repo, tmp_path: Path
) -> None:
    alone = shutil.copytree(repo.folder, tmp_path / "seul")
    with pytest.raises(RevisionError, match="n’est pas dans un dépôt git"):
        diff("v2026.1", str(alone), alone)
    assert diff(str(alone), str(repo.folder), alone)[0] == ()


def test_moving_blocks_to_front_matter_changes_nothing(repo: Repo) -> None:
    moved = {path: in_front_matter(text) for path, text in FILES.items()}
    repo.commit(moved, tag="v2026.3")
    assert diff("v2026.1", "v2026.3", repo.folder)[0] == ()
    assert diff("v2026.3", "v2026.1", repo.folder)[0] == ()
    (there,), _ = diff("v2026.2", "v2026.3", repo.folder)
    assert [run for passage in there.passages for run in passage if run[0] != "="] == [
        ("-", "semaine,"),
        ("+", "mois,"),
    ]
