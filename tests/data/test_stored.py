"""Files of data kept between builds, and made beside the pages: whatever goes wrong there costs time only."""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from refsite.data import stored
from refsite.data.exports import Files, Inputs
from refsite.data.stored import LazyFiles, Store
from refsite.site.site_files import Site
from tests.data import example


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return example.inputs(example.read(tmp_path))


@pytest.fixture
def store(tmp_path: Path, inputs: Inputs) -> Store:
    return Store(tmp_path / "cache", inputs)


def test_what_is_saved_is_loaded_by_the_same_inputs(tmp_path: Path, store: Store) -> None:
    assert store.load() is None
    store.save({"a": b"1", "b/c.json": b""})
    again = Store(tmp_path / "cache", example.inputs(example.read(tmp_path)))
    assert again.load() == {"a": b"1", "b/c.json": b""}


def test_another_sheet_setting_or_edition_is_made_anew(tmp_path: Path) -> None:
    found = example.read(tmp_path)
    changed = [
        example.inputs(found),
        example.inputs(found, example.Settings()),
        example.inputs(found, edition=example.KNOWN),
        example.inputs(
            example.read(tmp_path, {"vert/1.10.md": "# Réparer\n```yaml\nid: 1.10\n```\n"})
        ),
    ]
    for inputs in changed:
        assert Store(tmp_path / "cache", inputs).load() is None
        Store(tmp_path / "cache", inputs).save({})
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_all_that_a_file_comes_from_names_the_archive(
    tmp_path: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def name(inputs: Inputs) -> str:
        return Store(tmp_path, inputs).place.name

    renamed = replace(inputs.contenu.referentiels[0], id="autre")
    found = [
        name(inputs),
        name(replace(inputs, schema="{}")),
        name(replace(inputs, contenu=replace(inputs.contenu, referentiels=(renamed,)))),
        name(replace(inputs, sources=inputs.sources[1:])),
    ]
    assert name(inputs) == found[0]
    monkeypatch.setattr(stored, "program", lambda: "un autre")
    found.append(name(inputs))
    assert len(set(found)) == len(found)


def test_what_a_killed_build_left_goes(store: Store) -> None:
    store.save({"a": b"1"})
    (store.place.parent / ".tmpabc").write_bytes(b"reste")
    store.save({"a": b"2"})
    assert list(store.place.parent.iterdir()) == [store.place]


def test_a_second_process_needs_a_processor_and_a_single_thread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert stored.has_room() is (threading.active_count() == 1)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert stored.has_room()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not stored.has_room()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not stored.has_room()


@pytest.mark.parametrize(
    "harm", ["cut", "emptied", "deleted", "altered", "zeros", "huge", "index", "longer"]
)
def test_what_was_kept_badly_is_made_anew(store: Store, harm: str) -> None:
    store.save({"a": b"juste" * 100})
    content = store.place.read_bytes()
    harms = {
        "cut": content[:90],
        "emptied": b"",
        "altered": content.replace(b"juste", b"faux!"),
        "zeros": bytes(len(content)),
        "huge": b"\xff" * 9,
        "index": content.replace(b"500", b"400"),
        "longer": content.replace(b"500", b"900"),
    }
    store.place.unlink() if harm == "deleted" else store.place.write_bytes(harms[harm])
    assert LazyFiles(lambda: {"a": b"neuf"}, store) == {"a": b"neuf"}
    assert store.load() == {"a": b"neuf"}


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path, store: Store) -> None:
    (tmp_path / "cache").write_text("un fichier", encoding="utf-8")
    assert LazyFiles(lambda: {"a": b"1"}, store) == {"a": b"1"}


def test_nothing_is_made_before_it_is_asked_for() -> None:
    made: list[str] = []

    def make() -> dict[str, bytes]:
        made.append("x")
        return {"donnees/x.json": b"{}"}

    files = LazyFiles(make)
    site = Site((), {"robots.txt": "a"}, files)
    assert site.content("robots.txt") == b"a"
    assert made == []
    assert site.content("donnees/x.json") == b"{}"
    assert site.content("absent") is None
    assert (len(files), list(files), made) == (1, ["donnees/x.json"], ["x"])


class TestBeside:
    """The second process."""

    @pytest.fixture(autouse=True)
    def room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stored, "has_room", lambda: True)

    @staticmethod
    def told(place: Path) -> Callable[[], Files]:
        """Makes a file that says which process made it, and counts how often."""

        def make() -> Files:
            with place.open("a", encoding="utf-8") as stream:
                stream.write("fait ")
            return {"a": str(os.getpid()).encode()}

        return make

    def test_it_makes_the_files_once(self, tmp_path: Path, store: Store) -> None:
        files = LazyFiles(self.told(tmp_path / "told"), store)
        files.begin()
        files.begin()
        assert files["a"] != str(os.getpid()).encode()
        assert (tmp_path / "told").read_text(encoding="utf-8") == "fait "

    def test_what_is_kept_already_is_not_made(self, tmp_path: Path, store: Store) -> None:
        store.save({"a": b"1"})
        files = LazyFiles(self.told(tmp_path / "told"), store)
        files.begin()
        assert files["a"] == b"1"
        assert not (tmp_path / "told").exists()

    def test_when_it_fails_the_error_is_told_here(
        self, store: Store, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def make() -> Files:
            raise ZeroDivisionError

        files = LazyFiles(make, store)
        files.begin()
        with pytest.raises(ZeroDivisionError):
            files["a"]
        assert capfd.readouterr() == ("", "")

    def test_it_holds_no_lock_and_when_it_is_killed_the_files_are_made_here(
        self, tmp_path: Path, store: Store
    ) -> None:
        here = os.getpid()
        told = tmp_path / "told"

        def make() -> Files:
            if os.getpid() != here:
                told.write_text(f"{os.getpid()} ", encoding="utf-8")
                time.sleep(60)
            return {"a": b"ici"}

        lock = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        files = LazyFiles(make, store)
        files.begin()
        while not (told.exists() and told.read_text(encoding="utf-8").endswith(" ")):
            time.sleep(0.01)
        os.close(lock)
        again = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(
            again, fcntl.LOCK_EX | fcntl.LOCK_NB
        )  # raises if the second process still holds it
        os.close(again)
        os.kill(int(told.read_text(encoding="utf-8")), signal.SIGKILL)
        assert files["a"] == b"ici"

    def test_when_it_cannot_keep_them_they_are_made_here(
        self, tmp_path: Path, store: Store
    ) -> None:
        (tmp_path / "cache").write_text("un fichier", encoding="utf-8")
        files = LazyFiles(self.told(tmp_path / "told"), store)
        files.begin()
        assert files["a"] == str(os.getpid()).encode()
