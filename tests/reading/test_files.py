"""Files that change while their folder is read: nothing outside it is read, and nothing breaks."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from refsite.common.printed import show
from refsite.common.problems import Report
from refsite.reading.files import read_files
from tests.conftest import MakeFolder

LINKED = (
    "{}: erreur[hors-dossier] ce n’est pas un fichier ordinaire\n"
    "    Remplacez le lien par le fichier lui-même\u00a0: rien n’est lu hors du dossier."
)
Change = Callable[[str, str, Callable[[], object]], None]


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> Change:
    """Do something once, just before a function of the system is called for an entry of a given name."""

    def arrange(function: str, name: str, change: Callable[[], object]) -> None:
        real, waiting = getattr(os, function), [change]

        def called(path: str | int, *arguments: object, **options: object) -> object:
            if waiting and not isinstance(path, int) and Path(path).name == name:
                waiting.pop()()
            return real(path, *arguments, **options)

        monkeypatch.setattr(os, function, called)

    return arrange


def read(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    report = Report()
    return dict(read_files(folder, report).read), [show(one) for one in report.problems]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A folder beside that of the sheets, with a file of the same name."""
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "6.md").write_text("secret")
    return tmp_path / "ailleurs"


def replaced(entry: Path, target: Path) -> Callable[[], None]:
    def change() -> None:
        entry.rename(entry.with_name(".avant"))
        entry.symlink_to(target)

    return change


def test_a_file_that_becomes_a_link_once_it_is_listed_is_not_followed(
    make_folder: MakeFolder, secret: Path, before: Change
) -> None:
    folder = make_folder({"cae/6.md": "a"})
    before("open", "6.md", replaced(folder / "cae" / "6.md", secret / "6.md"))
    assert read(folder) == ({}, [LINKED.format("cae/6.md")])


@pytest.mark.parametrize("function", ["open", "stat"])
def test_a_folder_that_becomes_a_link_once_it_is_listed_is_not_followed(
    make_folder: MakeFolder, secret: Path, before: Change, function: str
) -> None:
    folder = make_folder({"cae/6.md": "a"})
    before(function, "cae", replaced(folder / "cae", secret))
    found, problems = read(folder)
    assert found == {}
    assert [line.split(" ")[1] for line in problems] in (
        ["erreur[hors-dossier]"], ["erreur[fichier-illisible]"],
    )  # fmt: skip


def test_a_folder_that_becomes_a_link_once_it_is_open_is_read_as_it_was(
    make_folder: MakeFolder, secret: Path, before: Change
) -> None:
    folder = make_folder({"cae/6.md": "a"})
    before("open", "6.md", replaced(folder / "cae", secret))
    assert read(folder) == ({"cae/6.md": b"a"}, [])


def test_a_file_that_becomes_a_pipe_is_not_waited_for(
    make_folder: MakeFolder, before: Change
) -> None:
    folder = make_folder({"6.md": "a"})
    file = folder / "6.md"
    before("open", "6.md", lambda: (file.unlink(), os.mkfifo(file)))
    assert read(folder) == ({}, [LINKED.format("6.md")])


@pytest.mark.parametrize("function", ["open", "stat"])
def test_a_file_that_goes_away_while_its_folder_is_read_is_an_error(
    make_folder: MakeFolder, before: Change, function: str
) -> None:
    folder = make_folder({"cae/6.md": "a", "cae/7.md": "b"})
    before(function, "6.md", (folder / "cae" / "6.md").unlink)
    lines = ["cae/6.md: erreur[fichier-illisible] ce fichier ne peut pas être lu"]
    assert read(folder) == ({"cae/7.md": b"b"}, lines)


@pytest.mark.parametrize("function", ["open", "stat"])
def test_a_folder_that_goes_away_while_it_is_listed_is_an_error(
    make_folder: MakeFolder, before: Change, function: str
) -> None:
    folder = make_folder({"cae/6.md": "a", "eci/5.md": "b"})
    before(function, "cae", lambda: (folder / "cae").rename(folder / ".cae"))
    found, problems = read(folder)
    assert found == {"eci/5.md": b"b"}
    assert [line.split("]")[0] for line in problems] == ["cae: erreur[fichier-illisible"]


def test_a_system_without_descriptors_of_folders_reads_the_same(
    make_folder: MakeFolder, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder({"cae/6.md": "a", "cae/plan.pdf": "b", "index.md": "c", ".git/x.md": "d"})
    (folder / "eci").symlink_to(secret, target_is_directory=True)
    (folder / "cae" / "7.md").symlink_to(secret / "6.md")
    expected = read(folder)
    monkeypatch.delattr(os, "fwalk")
    assert read(folder) == expected
    assert list(expected[0]) == ["cae/6.md", "index.md"]
    assert len(expected[1]) == 2


def test_the_folder_itself_may_be_a_link(make_folder: MakeFolder, tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(make_folder({"6.md": "a"}), target_is_directory=True)
    assert read(tmp_path / "lien") == ({"6.md": b"a"}, [])
