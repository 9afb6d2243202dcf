"""The command line: what it prints, and its exit status."""

import json
import re
import shutil
from pathlib import Path

import pytest

from refsite.__main__ import main
from tests import crawl, repositories
from tests.repositories import LEAKS, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = repositories.make(tmp_path / "depot")
    repo.commit({"vert/1.1.1.md": LEAKS.replace("chaque mois", "chaque semaine")}, tag="v2026.2")
    return repo


def diff(repo: Repo, *arguments: str) -> int:
    return main(["diff", "--content", str(repo.folder), *arguments])


def test_diff_compares_tags(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(repo, "v2026.1", "v2026.2") == 0
    assert "[-mois,-] {+semaine,+}" in capsys.readouterr().out


def test_diff_compares_folders_and_a_folder_with_a_revision(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = shutil.copytree(repo.folder, tmp_path / "autre")
    assert diff(repo, str(other), str(repo.folder)) == 0
    assert "aucun changement" in capsys.readouterr().out
    assert diff(repo, "HEAD~1", str(other), "--format", "json") == 0
    (change,) = json.loads(capsys.readouterr().out)["changements"]
    assert (change["nature"], change["id"]) == ("texte", "1.1.1.2")


@pytest.mark.parametrize("name", ["v1999.1", "absent/", "", "-x", "HEAD:fiches"])
def test_diff_says_in_french_what_it_does_not_know(
    repo: Repo, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["diff", "--content", str(repo.folder), "--", "v2026.1", name]) == 2
    assert capsys.readouterr().err.startswith("refsite diff\u00a0: ")


def test_diff_outside_of_git_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--content", str(tmp_path), "v2026.1", "HEAD"]) == 2
    assert "n’est pas dans un dépôt git" in capsys.readouterr().err


def test_check_tells_of_numbers_that_vanished(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    start = LEAKS.partition("### Comparer")[0]
    repo.commit({"vert/1.1.1.md": start.replace("points: 40", "points: 100")})
    assert main(["check", str(repo.folder)]) == 0
    assert main(["check", "--strict", str(repo.folder)]) == 1
    assert "id-disparu" in capsys.readouterr().out


def test_version_says_why_it_refuses(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version", "--content", str(repo.folder), "2026"]) == 1
    assert "n’est pas une version" in capsys.readouterr().err


def test_check_annotates_sheets_where_github_finds_them(
    repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = repo.folder / "vert/1.1.1.md"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n```yaml\nid: [\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repo.folder.parent))
    assert main(["check", str(repo.folder), "--format", "github"]) == 1
    lines = capsys.readouterr().out.splitlines()
    place = repo.folder.name
    assert all(line.startswith("::") for line in lines[:-1])
    assert lines[0].startswith(f"::error file={place}/vert/1.1.1.md,line=")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(repo.folder))
    assert main(["check", str(repo.folder), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=vert/1.1.1.md,line=")
    kinds = [line[2:].split(" ")[0] for line in lines[:-1]]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)


def test_a_folder_whose_name_begins_with_a_dot_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = crawl.write(tmp_path / ".fiches", {"vert/1.1.md": "# Nom\n```yaml\nid: [\n```\n"})
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert main(["check", str(folder), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=.fiches/")


def test_check_of_a_file_says_which_folder_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "cae" / "6.1.md"
    sheet.parent.mkdir()
    sheet.write_text("# A\n")
    (tmp_path / "climat-pratic.md").write_text("# Climat Pratic\n")
    assert main(["check", str(sheet)]) == 2
    assert capsys.readouterr().err == (
        f"refsite check\u00a0: {sheet} est un fichier\u202f; donnez le dossier\u00a0: refsite check {tmp_path}\n"
    )


def test_check_prints_errors_before_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cae").mkdir()
    (tmp_path / "cae" / "6.md").write_text("#A\n```yaml\nid: 6\n```\n# B\n")
    assert main(["check", str(tmp_path)]) == 1
    told = [line for line in capsys.readouterr().out.splitlines() if "[" in line]
    assert [line.split(": ")[1].split("[")[0] for line in told][:2] == ["erreur", "avertissement"]


ESCAPES = '"\\e]0;titre\\a\\e[2J\\x9b31m"'
"""A value of yaml that commands a terminal."""


def test_no_sheet_commands_the_terminal(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = (repo.folder / "vert/index.md").read_text(encoding="utf-8")
    accepted = (
        f"id: vert\nanomalies_acceptees:\n  - {{code: cle-inconnue, id: 1.1.1, raison: {ESCAPES}}}"
    )
    sheet = LEAKS.replace("id: 1.1.1\n", f"id: 1.1.1\ncouleur: {ESCAPES}\n", 1)
    files = {"vert/index.md": index.replace("id: vert", accepted), "vert/1.1.1.md": sheet}
    before = shutil.copytree(repo.folder, tmp_path / "avant")
    crawl.write(repo.folder, files)
    main(["check", str(repo.folder)])
    main(["check", str(repo.folder), "--format", "github"])
    for format_ in ("texte", "markdown"):
        assert diff(repo, str(before), str(repo.folder), "--format", format_) == 0
    told = capsys.readouterr()
    assert "erreur[yaml-illisible]" in told.out
    assert "::error" in told.out
    assert {c for c in told.out + told.err if not c.isprintable()} <= {
        "\n",
        "\t",
        "\u00a0",
        "\u202f",
    }


def test_all_that_is_printed_goes_through_one_function() -> None:
    hooks = crawl.PROJECT / "hooks"
    writers = {
        file.relative_to(hooks).as_posix()
        for file in hooks.rglob("*.py")
        if re.search(r"std(out|err)\.write|\bprint\(", file.read_text(encoding="utf-8"))
    }
    assert writers == set()
