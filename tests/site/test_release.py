"""`refsite version`: all is checked before anything is written."""

from datetime import date
from pathlib import Path

import pytest

from refsite.site.release import ReleaseError, release
from tests import repositories
from tests.repositories import LEAKS, Repo

TODAY = date(2026, 11, 23)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "x")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "x@x.test")
    return repositories.make(tmp_path / "depot")


def state(repo: Repo) -> tuple[str, str, str, bool]:
    return repo.git("rev-parse", "HEAD"), repo.git("tag"), repo.git("status", "--porcelain"), (repo.top / "VERSIONS.md").exists()  # fmt: skip


def test_it_writes_the_entry_commits_and_tags(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")})
    journal = release("2026.2", repo.folder, TODAY)
    text = journal.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert journal == repo.top / "VERSIONS.md"
    assert "## 2026.2 (23 novembre 2026)\n\nDe la version 2026.1 à la version 2026.2" in text
    assert "calculé chaque ~~mois,~~ **semaine,** puis" in text
    assert repo.git("status", "--porcelain") == ""
    assert repo.git("rev-parse", "v2026.2^{commit}") == repo.git("rev-parse", "HEAD")
    assert repo.git("cat-file", "-t", "v2026.2") == "tag"


def test_the_newest_entry_comes_first(repo: Repo) -> None:
    release("2026.2", repo.folder, TODAY)
    text = release("2027.1", repo.folder, TODAY).read_text(encoding="utf-8")
    assert text.index("# Les versions") < text.index("## 2027.1") < text.index("## 2026.2")


def test_the_first_version_has_nothing_to_be_compared_with(repo: Repo) -> None:
    repo.git("tag", "-d", "v2026.1")
    assert "Première version." in release("2026.1", repo.folder, TODAY).read_text(encoding="utf-8")


def test_a_version_without_the_folder_is_not_compared(repo: Repo) -> None:
    repo.git("mv", "fiches", "textes")
    repo.git("commit", "-qm", "x")
    journal = release("2026.2", repo.top / "textes", TODAY)
    assert "Première version." in journal.read_text(encoding="utf-8")


def test_a_journal_that_is_no_file_is_refused(repo: Repo) -> None:
    (repo.top / "VERSIONS.md").symlink_to("../ailleurs.md")
    repo.git("add", "-A")
    repo.git("commit", "-qm", "x")
    with pytest.raises(ReleaseError, match="n’est pas un fichier ordinaire"):
        release("2026.2", repo.folder, TODAY)
    assert not (repo.top.parent / "ailleurs.md").exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [("2026", "n’est pas une version"), ("v2026.2", "n’est pas une version"), ("--list", "n’est pas une version"),
     ("2026.1", "existe déjà"), ("2025.4", "viendrait avant")],
)  # fmt: skip
def test_a_wrong_name_is_refused(repo: Repo, name: str, why: str) -> None:
    before = state(repo)
    with pytest.raises(ReleaseError, match=why):
        release(name, repo.folder, TODAY)
    assert state(repo) == before


def test_what_is_not_committed_is_refused(repo: Repo) -> None:
    (repo.folder / "vert" / "1.1.1.md").write_text(LEAKS.replace("mois", "jour"), encoding="utf-8")
    with pytest.raises(ReleaseError, match="pas enregistrées"):
        release("2026.2", repo.folder, TODAY)


def test_a_warning_is_refused(repo: Repo) -> None:
    repo.commit({"vert/1.1.1.md": LEAKS.replace("points: 40", "points: 45")})
    before = state(repo)
    with pytest.raises(ReleaseError, match="1 avertissement"):
        release("2026.2", repo.folder, TODAY)
    assert state(repo) == before


def test_a_folder_outside_of_git_and_a_shallow_clone_are_refused(
    repo: Repo, tmp_path: Path
) -> None:
    repo.commit({})
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(tmp_path / "copie"))
    for folder, why in (
        (tmp_path, "pas dans un dépôt"),
        (tmp_path / "copie" / "fiches", "partielle"),
    ):
        with pytest.raises(ReleaseError, match=why):
            release("2026.2", folder, TODAY)


def test_when_git_cannot_commit_all_is_as_it_was(repo: Repo) -> None:
    hook = repo.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho non >&2\nexit 1\n")
    hook.chmod(0o755)
    before = state(repo)
    with pytest.raises(ReleaseError, match="non"):
        release("2026.2", repo.folder, TODAY)
    assert state(repo) == before


def test_when_git_cannot_tag_all_is_as_it_was(repo: Repo) -> None:
    repo.git("branch", "-q", "x")
    (repo.top / ".git" / "refs" / "tags" / "v2026.2").mkdir()
    (repo.top / ".git" / "refs" / "tags" / "v2026.2" / "x").write_text(
        repo.git("rev-parse", "HEAD") + "\n"
    )
    before = state(repo)
    with pytest.raises(ReleaseError, match="étiquette"):
        release("2026.2", repo.folder, TODAY)
    assert state(repo) == before
