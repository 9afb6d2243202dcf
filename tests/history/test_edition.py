"""The version and date of the contents, from a repository or without one."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from refsite.history.edition import Edition, read_edition
from refsite.history.git import read_past


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder of sheets, committed on 1 March 2026 in the morning of UTC."""
    folder = tmp_path / "fiches"
    folder.mkdir()
    git(tmp_path, "init", "-q")
    commit(folder / "1.md", "un", "2026-03-01T00:30:00+00:00")
    return folder


def git(folder: Path, *arguments: str, moment: str = "2026-01-01T00:00:00+00:00") -> None:
    identity = ["-c", "user.name=x", "-c", "user.email=x@x.test"]
    subprocess.run(
        ["git", "-C", str(folder), *identity, *arguments],
        check=True, env={"GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment, "PATH": "/usr/bin:/bin"},
    )  # fmt: skip


def commit(file: Path, text: str, moment: str) -> None:
    file.write_text(text, encoding="utf-8")
    git(file.parent, "add", ".")
    git(file.parent, "commit", "-qm", text, moment=moment)


def test_without_a_version_the_date_of_the_last_change_is_known(repository: Path) -> None:
    edition = read_edition(read_past(repository), {"SOURCE_DATE_EPOCH": "0"})
    assert edition == Edition("", date(2026, 3, 1))
    assert edition.label == "état du 1er\u00a0mars\u00a02026"


def test_a_tag_names_the_version_and_other_tags_do_not(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    git(repository, "tag", "vrai")
    assert (
        read_edition(read_past(repository), {}).label
        == "version\u00a02026.1 du 1er\u00a0mars\u00a02026"
    )


def test_a_change_after_the_version_is_told(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    commit(repository / "1.md", "deux", "2026-04-02T10:00:00+00:00")
    edition = read_edition(read_past(repository), {})
    assert edition == Edition("2026.1", date(2026, 4, 2), revised=True)
    assert edition.label == "version\u00a02026.1, révisée depuis, état du 2\u00a0avril\u00a02026"


def test_a_change_that_was_taken_back_is_none(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    commit(repository / "1.md", "deux", "2026-04-02T10:00:00+00:00")
    commit(repository / "1.md", "un", "2026-04-03T10:00:00+00:00")
    assert read_edition(read_past(repository), {}) == Edition("2026.1", date(2026, 3, 1))


def test_what_changes_beside_the_sheets_does_not_count(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    commit(repository.parent / "code.py", "x", "2026-05-02T10:00:00+00:00")
    assert read_edition(read_past(repository), {}) == Edition("2026.1", date(2026, 3, 1))


def test_without_a_repository_the_environment_dates_the_sheets(tmp_path: Path) -> None:
    assert read_edition(read_past(tmp_path), {"SOURCE_DATE_EPOCH": "86400"}) == Edition(
        "", date(1970, 1, 2)
    )
    assert read_edition(read_past(tmp_path), {"SOURCE_DATE_EPOCH": "x"}).label == ""
    assert read_edition(read_past(tmp_path / "absent"), {}) == Edition()


def test_a_part_of_the_history_tells_no_day(repository: Path, tmp_path: Path) -> None:
    git(repository, "tag", "v2026.1")
    commit(repository.parent / "code.py", "x", "2026-05-02T10:00:00+00:00")
    copy = tmp_path / "copie"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(copy))
    assert read_edition(read_past(copy / "fiches"), {}) == Edition()


def test_what_waits_to_be_committed_revises_the_version(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    (repository / "1.md").write_text("autre", encoding="utf-8")
    assert read_edition(read_past(repository), {}).revised


def test_a_folder_that_no_version_holds_has_none(repository: Path) -> None:
    git(repository, "tag", "v2026.1")
    other = repository.parent / "ailleurs"
    other.mkdir()
    (other / "1.md").write_text("un", encoding="utf-8")
    assert read_edition(read_past(other), {}) == Edition()


def test_a_moment_beyond_time_is_none(tmp_path: Path) -> None:
    assert read_edition(read_past(tmp_path), {"SOURCE_DATE_EPOCH": "9" * 30}) == Edition()
