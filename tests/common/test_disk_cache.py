"""The cache on disk: content comes back as it was saved, or not at all."""

from pathlib import Path

import pytest

from refsite.common import disk_cache
from refsite.common.disk_cache import NO_CACHE, DiskCache, digest


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    return DiskCache(tmp_path / "a" / "cache")


@pytest.mark.parametrize("content", [b"", b"un\ndeux\n\0", bytes(range(256)) * 9])
def test_what_is_saved_is_loaded(cache: DiskCache, content: bytes) -> None:
    assert cache.load("nom", "clé") is None
    cache.save("nom", "clé", content)
    assert cache.load("nom", "clé") == content


def test_the_last_key_of_a_name_takes_the_place_of_the_others(cache: DiskCache) -> None:
    cache.save("nom", "une", b"1")
    cache.save("nom", "autre", b"2")
    assert cache.load("nom", "une") is None
    assert cache.load("nom", "autre") == b"2"
    assert [file.name for file in (cache.folder or Path()).iterdir()] == ["nom"]


def test_another_program_finds_nothing(cache: DiskCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save("nom", "clé", b"1")
    monkeypatch.setattr(disk_cache, "program", lambda: "un autre")
    assert cache.load("nom", "clé") is None


@pytest.mark.parametrize("harm", ["cut", "emptied", "altered", "longer", "mark", "folder"])
def test_what_is_damaged_is_not_loaded(cache: DiskCache, harm: str) -> None:
    cache.save("nom", "clé", b"juste" * 100)
    file = (cache.folder or Path()) / "nom"
    content = file.read_bytes()
    file.unlink()
    harms = {
        "cut": content[:-1],
        "emptied": b"",
        "altered": content.replace(b"juste", b"faux!", 1),
        "longer": content + b"x",
        "mark": b"x" + content[1:],
    }
    file.mkdir() if harm == "folder" else file.write_bytes(harms[harm])
    assert cache.load("nom", "clé") is None


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "fichier").touch()
    cache = DiskCache(tmp_path / "fichier" / "cache")
    cache.save("nom", "clé", b"1")
    assert cache.load("nom", "clé") is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    NO_CACHE.save("nom", "clé", b"1")
    assert NO_CACHE.load("nom", "clé") is None
    assert list(tmp_path.iterdir()) == []


def test_other_parts_have_another_digest() -> None:
    parts = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), (), ("2 ab1 c",), ("\ud800",)]
    assert len({digest(*one) for one in parts}) == len(parts)
    assert digest("é") == digest("é".encode())
