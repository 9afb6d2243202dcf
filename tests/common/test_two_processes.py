"""Work that two processes share: the results and the errors of one."""

import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from refsite.common import two_processes
from refsite.common.two_processes import share
from tests import crawl

HERE = os.getpid()
MANY = 100

ORPHAN = """
import time
from refsite.common.two_processes import share

def slow():
    print("begun", flush=True)
    time.sleep(600)

share([lambda: time.sleep(600), slow])
"""


def test_elsewhere_one_process_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert set(share([os.getpid] * MANY)) == {HERE}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks a second process")
def test_one_core_has_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert set(share([os.getpid] * MANY)) == {HERE}


def test_no_work_is_no_work() -> None:
    assert share([]) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks a second process")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # pytest may have threads
class TestSecondProcess:
    def test_each_begins_at_its_end(self) -> None:
        pids = share([os.getpid] * MANY)
        assert pids[0] == HERE
        assert pids[-1] != HERE

    def test_results_come_in_the_order_of_the_work(self) -> None:
        assert share([partial(str, number) for number in range(MANY)]) == [
            str(number) for number in range(MANY)
        ]

    @pytest.mark.parametrize("first", [True, False])
    def test_what_a_piece_raises_is_raised_here(self, *, first: bool) -> None:
        def fail() -> str:
            message = "ne respecte pas"
            raise ValueError(message)

        pieces = [fail, *[str] * MANY] if first else [*[str] * MANY, fail]
        with pytest.raises(ValueError, match=r"^ne respecte pas$") as caught:
            share(pieces)
        assert caught.traceback[-1].name == "fail"

    def test_what_cannot_be_pickled_is_done_here(self) -> None:
        class UntoldError(Exception):
            """Of a class that pickle cannot find."""

        def fail() -> None:
            raise UntoldError

        with pytest.raises(UntoldError):
            share([str, fail])
        assert [made() for made in share([lambda: os.getpid])] == [HERE]

    def test_when_it_is_killed_all_is_done_here(self) -> None:
        def make() -> int:
            if os.getpid() != HERE:
                os.kill(os.getpid(), signal.SIGKILL)
            return os.getpid()

        assert share([make] * MANY) == [HERE] * MANY

    def test_an_interruption_waits_for_what_it_does(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(two_processes, "_AHEAD", 1)
        read, told = os.pipe()

        def second() -> None:
            os.write(told, b"x")
            os.write(1, b"done")

        def first() -> None:
            os.read(read, 1)  # the second has begun
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            share([first, second])
        assert capfd.readouterr().out == "done"

    def test_it_ends_when_the_first_is_killed(self) -> None:
        first = subprocess.Popen(
            [sys.executable, "-c", ORPHAN], cwd=crawl.PROJECT, env=crawl.environment(crawl.CONTENT),
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert first.stdout
        assert first.stdout.readline() == "begun\n"
        first.kill()
        assert first.communicate(timeout=60)[0] == ""  # the second has let go of our output
