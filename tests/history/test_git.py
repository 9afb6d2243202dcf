"""Git, read: versions, sheets of a revision, commits."""

import os
from datetime import date
from pathlib import Path

import pytest

from refsite.common import bounds
from refsite.common.problems import Report
from refsite.history.git import RevisionError, open_repository
from refsite.reading.folder import read_folder
from tests import repositories
from tests.repositories import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return repositories.make(tmp_path / "depot")


def opened(repo: Repo):  # noqa: ANN201
    found = open_repository(repo.folder)
    assert found is not None
    return found


def tree_of(repo: Repo, revision: str = "HEAD") -> str:
    repository = opened(repo)
    commit = repository.commit(revision)
    return repository.trees([commit])[commit]


def test_versions_sort_by_number_and_other_tags_are_none(repo: Repo) -> None:
    for tag in ("v2026.10", "v2026.9", "v2025.3", "v1", "2026.2", "v2026.02", "v2026.3-rc", "vrai"):
        repo.git("tag", tag)
    merged, strays = opened(repo).versions()
    assert [version.name for version in merged] == ["2025.3", "2026.1", "2026.9", "2026.10"]
    assert strays == ()


def test_an_annotated_tag_gives_its_commit_and_its_own_date(repo: Repo) -> None:
    repo.git("tag", "-a", "v2026.2", "-m", "x", day="2026-05-01")
    version = opened(repo).versions()[0][-1]
    assert (version.commit, version.moment.date()) == (
        repo.git("rev-parse", "HEAD"),
        date(2026, 5, 1),
    )


def test_a_tag_of_a_tree_is_no_version(repo: Repo) -> None:
    repo.git("tag", "v2026.2", "HEAD^{tree}")
    assert [version.name for version in opened(repo).versions()[0]] == ["2026.1"]


def test_a_version_of_a_history_that_was_rewritten_is_told_apart(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "neuf")
    repo.commit({"vert/1.1.2.md": ""}, tag="v2026.2")
    merged, strays = opened(repo).versions()
    assert ([v.name for v in merged], [v.name for v in strays]) == (["2026.2"], ["2026.1"])


def test_the_sheets_of_a_revision_are_those_of_the_folder(repo: Repo) -> None:
    (repo.folder / "vert" / "1.1.2.md").write_bytes(b"\xef\xbb\xbf# A\r\n")
    repo.commit({".cache/x.md": "x", "vert/1.10.md": "# x\n", "vert/note.txt": "x"})
    sources = opened(repo).sources(tree_of(repo), Report())
    assert sources == read_folder(repo.folder, Report()).sources


def test_links_large_files_and_foreign_encodings_of_a_revision_are_problems(repo: Repo) -> None:
    (repo.folder / "vert" / "3.md").symlink_to("/etc/passwd")
    (repo.folder / "vert" / "4.md").write_bytes(b"x" * (bounds.FILE + 1))
    (repo.folder / "vert" / "5.md").write_bytes(b"\xe9t\xe9")
    repo.commit({})
    report = Report()
    sources = opened(repo).sources(tree_of(repo), report)
    assert {p.path: p.code for p in report.problems} == {
        "vert/3.md": "hors-dossier",
        "vert/4.md": "trop-gros",
        "vert/5.md": "encodage",
    }
    assert not {"vert/3.md", "vert/4.md", "vert/5.md"} & {source.path for source in sources}


def test_what_is_refused_in_the_folder_is_refused_in_a_revision(repo: Repo) -> None:
    deep = "vert/" + "d/" * bounds.FOLDERS
    repo.commit({"vert/6\x1b[31m.md": "x", f"{deep}7.md": "x", ".a/8.md": "x", "vert/.9.md": "x"})
    (repo.folder / "vert" / "10.md").symlink_to("1.1.2.md")
    (repo.folder / "vert" / "11.md").write_bytes(b"x" * (bounds.FILE + 1))
    repo.commit({})
    here, there = Report(), Report()
    found = read_folder(repo.folder, here).sources
    assert found == opened(repo).sources(tree_of(repo), there)
    assert sorted(here.problems) == sorted(there.problems)
    assert [p.code for p in sorted(here.problems)] == [
        "hors-dossier", "trop-gros", "hors-dossier", "trop-profond",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "revision",
    [
        "",
        "v9999.1",
        "--all",
        "--output=/tmp/x",
        "-n1",
        "HEAD:fiches",
        "a\x00b",
        "a\nb",
        "v2026.1..HEAD",
        "@{99}",
    ],
)
def test_what_is_no_revision_is_refused_and_never_an_option(repo: Repo, revision: str) -> None:
    with pytest.raises(RevisionError):
        opened(repo).commit(revision)


def test_tags_branches_and_abbreviations_name_commits(repo: Repo) -> None:
    head = repo.git("rev-parse", "HEAD")
    names = ("HEAD", "main", "v2026.1", head[:9])
    assert {opened(repo).commit(name) for name in names} == {head}


@pytest.mark.parametrize("name", ["--output=x", "-q", "--all"])
def test_a_tag_that_reads_like_an_option_names_its_commit(repo: Repo, name: str) -> None:
    repo.git("update-ref", f"refs/tags/{name}", "HEAD")
    assert opened(repo).commit(name) == repo.git("rev-parse", "HEAD")


def test_a_folder_that_was_not_there_yet_has_no_tree(repo: Repo) -> None:
    (repo.top / "autre").mkdir()
    found = open_repository(repo.top / "autre")
    assert found is not None
    assert found.trees([found.head()]) == {found.head(): ""}


def test_the_folder_may_be_the_whole_repository(repo: Repo) -> None:
    found = open_repository(repo.top)
    assert found is not None
    tree = found.trees([found.head()])[found.head()]
    assert "fiches/vert/1.md" in [source.path for source in found.sources(tree, Report())]


def test_commits_say_their_day_and_their_files_below_the_folder(repo: Repo) -> None:
    repo.commit({"vert/1.1.2.md": "# Autre\n"}, day="2026-02-03")
    (repo.top / "code.py").write_text("x")
    repo.commit({}, day="2026-02-04")
    repository = opened(repo)
    newest, first = repository.commits("", repository.head())
    assert (newest.day, [path for path, *_ in newest.files]) == (
        date(2026, 2, 3),
        ["vert/1.1.2.md"],
    )
    assert sorted(path for path, before, _ in first.files if not before) == sorted(
        repositories.FILES
    )


def test_outside_of_any_repository_there_is_none(tmp_path: Path) -> None:
    assert open_repository(tmp_path) is None
    assert open_repository(tmp_path / "absent") is None


def test_without_git_there_is_none(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert open_repository(repo.folder) is None


def test_a_git_that_calls_us_does_not_choose_the_repository(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    assert opened(repo).head() == opened(repo).commit("main")


def test_a_shallow_clone_is_known_as_one(repo: Repo, tmp_path: Path) -> None:
    repo.commit({"vert/1.1.2.md": ""})
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(tmp_path / "copie"))
    found = open_repository(tmp_path / "copie" / "fiches")
    assert found is not None
    assert found.shallow


def test_a_partial_clone_fetches_nothing_that_it_lacks(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    copy = tmp_path / "copie"
    partial = ("--filter=blob:none", "--no-checkout")
    repo.git("clone", "-q", *partial, f"file://{repo.top}", str(copy))
    found = open_repository(copy)
    assert found is not None
    head = found.commit("HEAD")
    blob = repo.git("rev-parse", "HEAD:fiches/vert/1.md")
    assert found.blobs([blob]) == {}
    assert found.sources(found.trees([head])[head], Report()) == ()
    missing = ("rev-list", "--objects", "--missing=print", "HEAD")
    assert f"?{blob}" in Repo(copy).git(*missing).splitlines()
