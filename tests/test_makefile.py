"""The environment that make prepares: from the locks, once."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import crawl

LOCKS = {".venv": "requirements.txt", "node_modules": "package-lock.json"}
TOOL = """\
#!/bin/sh
echo "$(basename "$0") $*" >> journal
mkdir -p node_modules
exit ${STATUS:-0}
"""


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The locks, and tools that only write down what they are asked for."""
    shutil.copyfile(crawl.PROJECT / "Makefile", tmp_path / "Makefile")
    crawl.write(tmp_path, dict.fromkeys(LOCKS.values(), "verrou"))
    crawl.write(tmp_path, {".venv/bin/python": TOOL, "bin/npm": TOOL, "journal": ""})
    for tool in (".venv/bin/python", "bin/npm"):
        (tmp_path / tool).chmod(0o755)
    return tmp_path


def prepare(top: Path, target: str = "node_modules/site.done", status: int = 0) -> list[str]:
    """What make runs of those tools; it succeeds when they do."""
    (top / "journal").write_text("", encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    path = f"{top}/bin:{own['PATH']}"
    ran = subprocess.run(
        ["make", "--silent", target],
        cwd=top, env=own | {"PATH": path, "STATUS": str(status)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode == 0) is (status == 0), ran.stderr
    return (top / "journal").read_text(encoding="utf-8").splitlines()


def test_it_installs_what_the_locks_say_and_checks_the_hashes(top: Path) -> None:
    assert prepare(top) == [
        "python -m pip install --quiet --require-hashes -r requirements.txt",
        "npm ci --silent --ignore-scripts --omit=dev",
    ]


def test_a_second_time_installs_nothing(top: Path) -> None:
    prepare(top)
    assert prepare(top) == []


def test_an_environment_that_was_kept_serves_a_later_clone(top: Path) -> None:
    prepare(top)
    for stamp in (".venv/site.done", "node_modules/site.done"):
        os.utime(top / stamp, (0, 0))
    assert prepare(top) == []


@pytest.mark.parametrize(("folder", "lock"), LOCKS.items())
def test_a_lock_that_changed_is_installed(top: Path, folder: str, lock: str) -> None:
    prepare(top)
    (top / lock).write_text("autre", encoding="utf-8")
    os.utime(top / folder / "site.done", (0, 0))
    (ran,) = prepare(top)
    assert ("npm" in ran) is (lock == "package-lock.json")


def test_an_installation_that_failed_counts_for_nothing(top: Path) -> None:
    prepare(top)
    lock = top / "requirements.txt"
    lock.write_text("autre", encoding="utf-8")
    os.utime(top / ".venv/site.done", (0, 0))
    assert len(prepare(top, status=1)) == 1
    lock.write_text("verrou", encoding="utf-8")
    assert prepare(top)[0].endswith("-r requirements.txt")
