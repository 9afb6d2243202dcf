"""What was computed, kept on disk: given back as it was, and only to the program that made it."""

import datetime as dt
import json
from pathlib import Path

import pytest

from refsite.changes.changes import Change, Kind
from refsite.history import memo
from refsite.history.memo import FORMAT, Known, Memory

TEXT = Change(
    Kind.TEXTE, "vert/1.1.1", "vert/1.1", "1.1 Eau", "étape", "Voir", "avant", "après",
    passages=((("=", "… tous les"), ("-", "mois"), ("+", "jours")), (("+", "é"),)), below=("1.1.1.1", "1.1.1.2"),
)  # fmt: skip
KNOWN: Known = (
    (TEXT, Change(Kind.POINTS, "vert/1.1", "vert/1.1", "1.1 Eau", "mesure", "Eau", "10", "8")),
    {"vert/1.1": dt.date(2026, 2, 1), "vert/1.2": dt.date(2025, 12, 31)},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds what one program knows of « clé », once by its key and once by a name."""
    memory = Memory(tmp_path / "cache", "un programme")
    memory.save("clé", KNOWN)
    memory.save("clé", KNOWN, "present")
    return tmp_path / "cache"


@pytest.mark.parametrize("name", ["", "present"])
def test_what_is_kept_is_given_back_as_it_was(folder: Path, name: str) -> None:
    assert Memory(folder, "un programme").load("clé", name) == KNOWN


@pytest.mark.parametrize("name", ["", "present"])
def test_another_key_or_another_program_finds_nothing(folder: Path, name: str) -> None:
    assert Memory(folder, "un programme").load("autre clé", name) is None
    assert Memory(folder, "autre programme").load("clé", name) is None


@pytest.mark.parametrize("name", ["", "present"])
def test_another_format_finds_nothing(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "FORMAT", FORMAT + 1)
    assert Memory(folder, "un programme").load("clé", name) is None


def test_under_a_name_the_last_one_takes_the_place_of_the_first(folder: Path) -> None:
    memory = Memory(folder, "un programme")
    files = sorted(folder.iterdir())
    memory.save("autre clé", ((), {}), "present")
    assert sorted(folder.iterdir()) == files
    assert memory.load("clé", "present") is None
    assert memory.load("autre clé", "present") == ((), {})


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("key", "0" * 40),
        ("days", {"vert/1.1": "2026-02-30"}),
        ("days", ["2026-02-01"]),
        ("changes", [["texte"]]),
        ("changes", [["inconnu", "", "", "", "", "", "", "", [], []]]),
        ("changes", [["texte", 1, "", "", "", "", "", "", [], []]]),
        ("changes", [["texte", "", "", "", "", "", "", "", [[["=", 1]]], []]]),
        ("changes", [["texte", "", "", "", "", "", "", "", [], [1]]]),
    ],
)
def test_what_is_damaged_counts_as_not_there(folder: Path, field: str, wrong: object) -> None:
    file = folder / "present.json"
    kept = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**kept, field: wrong}), encoding="utf-8")
    assert Memory(folder, "un programme").load("clé", "present") is None


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_record_counts_as_not_there(folder: Path, junk: bytes) -> None:
    (folder / "present.json").write_bytes(junk)
    assert Memory(folder, "un programme").load("clé", "present") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    memory = Memory(tmp_path / "fichier" / "cache", "un programme")
    memory.save("clé", KNOWN)
    assert memory.load("clé") is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    memory = Memory(None, "un programme")
    memory.save("clé", KNOWN, "present")
    assert memory.load("clé", "present") is None
    assert list(tmp_path.iterdir()) == []
