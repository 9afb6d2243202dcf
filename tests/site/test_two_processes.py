"""A site that two processes write: the same files whoever makes them, and the errors of one process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from refsite.data.schema import InvalidDataError
from refsite.pages.documents import Page
from refsite.site import two_processes
from refsite.site.publish import write
from refsite.site.site_files import Content, Site
from refsite.site.two_processes import write_site
from tests import crawl

HERE = os.getpid()


def whose() -> str:
    return "ours" if os.getpid() == HERE else "the second's"


def site(make: Callable[[], str], files: dict[str, Content] | None = None) -> Site:
    """Pages that the first process takes one piece of, and data that the second begins with."""
    pages = tuple(Page(f"{n}/", "", make) for n in range(100))
    return Site((*pages, Page("donnees/", "", make)), files or {}, {"donnees/x.json": b"{}"})


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_elsewhere_one_process_writes_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    write_site(site(whose), tmp_path, tmp_path / "old")
    assert {content for path, content in written(tmp_path).items() if "x.json" not in path} == {
        b"ours"
    }


ORPHAN = """
import time
from pathlib import Path
from refsite.pages.documents import Page
from refsite.site.site_files import Site
from refsite.site.two_processes import write_site

def slow():
    print("begun", flush=True)
    time.sleep(600)

def first():
    time.sleep(600)

write_site(Site((Page("", "", first), Page("donnees/", "", slow)), {}, {}), Path("absent"), Path("absent"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks a second process")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pytest may have threads
class TestSecondProcess:
    def test_both_write(self, tmp_path: Path) -> None:
        write_site(site(whose), tmp_path, tmp_path / "old")
        made = written(tmp_path)
        assert (made["0/index.html"], made["donnees/index.html"]) == (b"ours", b"the second's")

    def test_it_writes_what_one_process_writes(self, tmp_path: Path) -> None:
        files: dict[str, Content] = {f"{n}.txt": f"texte {n}" for n in range(300)}
        whole, old = site(lambda: "<p>é</p>", files), tmp_path / "old"
        write([("7.txt", b"texte 7"), ("8.txt", b"autre"), ("donnees/x.json", b"{}")], old)
        one = write(whole, tmp_path / "one", old)
        two = write_site(whole, tmp_path / "two", old)
        assert (two.sizes, two.same) == (one.sizes, one.same)
        assert written(tmp_path / "two") == written(tmp_path / "one")
        assert two.same == {"7.txt", "donnees/x.json"}

    @pytest.mark.parametrize("where", ["ours", "the second's"])
    def test_what_a_page_raises_is_raised_here(self, tmp_path: Path, where: str) -> None:
        def fail() -> str:
            message = "ne respecte pas"
            raise InvalidDataError(message)

        good, wrong = Page("", "", str), Page("donnees/", "", fail)
        pages = (good, wrong) if where == "the second's" else (Page("", "", fail), good)
        with pytest.raises(InvalidDataError, match=r"^ne respecte pas$") as caught:
            write_site(Site(pages, {}, {}), tmp_path, tmp_path / "old")
        assert caught.traceback[-1].name == "fail"

    def test_what_it_cannot_tell_is_raised_here(self, tmp_path: Path) -> None:
        class UntoldError(Exception):
            """Of a class that pickle cannot find."""

        def fail() -> str:
            raise UntoldError

        with pytest.raises(UntoldError):
            write_site(site(fail), tmp_path, tmp_path / "old")

    def test_when_it_is_killed_all_is_written_here(self, tmp_path: Path) -> None:
        def make() -> str:
            if os.getpid() != HERE:
                os.kill(os.getpid(), signal.SIGKILL)
            return "ours"

        found = write_site(site(make), tmp_path, tmp_path / "old")
        made = written(tmp_path)
        assert made.pop("donnees/x.json") == b"{}"
        assert (set(made.values()), len(made)) == ({b"ours"}, 101)
        assert found.sizes.keys() == {*made, "donnees/x.json"}

    def test_an_interruption_waits_for_what_it_writes(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(two_processes, "_AHEAD", 1)
        read, told = os.pipe()

        def make() -> str:
            if os.getpid() != HERE:
                os.write(told, b"x")
                return "the second's"
            os.read(read, 1)  # the second has begun
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_site(site(make), tmp_path, tmp_path / "old")
        assert written(tmp_path)["donnees/index.html"] == b"the second's"

    def test_it_ends_when_the_first_is_killed(self) -> None:
        first = subprocess.Popen(
            [sys.executable, "-c", ORPHAN], cwd=crawl.PROJECT, env=crawl.environment(crawl.CONTENT),
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert first.stdout
        assert first.stdout.readline() == "begun\n"
        first.kill()
        assert first.communicate(timeout=60)[0] == ""  # the second has let go of our output
