"""The environment that make prepares: from the locks, once."""

import io
import json
import os
import shutil
import subprocess
import tarfile
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
    """Run a target with the tools of the folder; the commands that it ran."""
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
        "npm ci --ignore-scripts --cache .cache/npm --omit=dev",
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


def run(top: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Make, as a person calls it."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    path = f"{top}/bin:{own['PATH']}"
    return subprocess.run(
        ["make", "--silent", *words],
        cwd=top, env=own | {"PATH": path} | environ, capture_output=True, text=True, check=False,
    )  # fmt: skip


SHOWN = """\
#!/bin/sh
for word in "$@" "$REFSITE_CONTENT"; do printf '%s\\n' "$word" >> journal; done
"""
"""A python that writes down its words and the folder that it is to read."""

HOSTILE = "x'y\"; touch mal; echo $(touch mal) `touch mal` $$(touch mal) $(shell touch mal) #é"
"""A name that neither make nor a shell may take a part of for a command."""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A clone whose path holds what shells and make read as theirs, prepared."""
    place = tmp_path / 'un "deux" $trois\' quatre'
    place.mkdir()
    shutil.copyfile(crawl.PROJECT / "Makefile", place / "Makefile")
    crawl.write(place, dict.fromkeys(LOCKS.values(), "verrou"))
    crawl.write(place, {f"{folder}/site.done": "verrou" for folder in LOCKS})
    crawl.write(place, {".venv/bin/python": SHOWN, "referentiel/index.md": "", "journal": ""})
    (place / ".venv/bin/python").chmod(0o755)
    return place


def journal(top: Path) -> list[str]:
    return (top / "journal").read_text(encoding="utf-8").splitlines()


def test_a_clone_may_lie_anywhere(odd: Path) -> None:
    told = run(odd, "site")
    assert told.returncode == 0, told.stderr
    assert journal(odd) == ["-m", "mkdocs", "build", "--site-dir=site", f"{odd}/referentiel"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("site", ["-m", "mkdocs", "build", f"--site-dir={HOSTILE}"]),
        ("serve", ["-m", "mkdocs", "serve"]),
        ("check", ["-m", "refsite", "check", f"--format={HOSTILE}", "--", HOSTILE]),
        ("diff", ["-m", "refsite", "diff", f"--content={HOSTILE}", f"--format={HOSTILE}", "--", HOSTILE, HOSTILE]),
        ("version", ["-m", "refsite", "version", f"--content={HOSTILE}", "--", HOSTILE]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("typed", [True, False], ids=["words", "environment"])
def test_what_a_person_writes_is_no_command(
    odd: Path, target: str, words: list[str], *, typed: bool
) -> None:
    (odd / HOSTILE).mkdir()
    given = dict.fromkeys(("CONTENT", "SITE", "FORMAT", "A", "B", "V"), HOSTILE)
    typed_words = [f"{name}={value}" for name, value in given.items()] if typed else []
    told = run(odd, target, *typed_words, **({} if typed else given))
    assert told.returncode == 0, told.stderr
    assert journal(odd) == [*words, f"{odd}/{HOSTILE}"]
    assert not (odd / "mal").exists()


def test_a_folder_given_from_the_root_is_taken_as_it_is(odd: Path, tmp_path: Path) -> None:
    folder = tmp_path / "autres fiches"
    folder.mkdir()
    assert run(odd, "site", f"CONTENT={folder}").returncode == 0
    assert journal(odd)[-1] == str(folder)


@pytest.mark.parametrize("typed", [True, False], ids=["word", "environment"])
@pytest.mark.parametrize(
    "commit",
    ["", "HEAD", "main", "0" * 39, "0" * 41, "A" * 40, f"{'0' * 40}\n", "-" * 40, HOSTILE, '"; touch mal; "', "$(shell touch mal)"],
)  # fmt: skip
def test_only_the_hash_of_a_commit_is_asked_of_git(odd: Path, commit: str, *, typed: bool) -> None:
    crawl.write(odd, {"bin/git": "#!/bin/sh\ntouch git\n"})
    (odd / "bin/git").chmod(0o755)
    told = run(odd, "merged", *([f"COMMIT={commit}"] if typed else []), **({} if typed else {"COMMIT": commit}))  # fmt: skip
    assert told.returncode == 2
    assert "40 chiffres de 0 à f" in told.stdout
    assert not (odd / "git").exists()
    assert not (odd / "mal").exists()


def test_a_missing_folder_is_named(odd: Path) -> None:
    told = run(odd, "site", "CONTENT=absent\\n%s")
    assert told.returncode == 2
    assert told.stdout == "absent\\n%s : ce dossier n’existe pas ; rien n’est publié.\n"


def test_npm_that_fails_says_why(top: Path) -> None:
    crawl.write(top, {"bin/npm": "#!/bin/sh\necho 'EROFS: read-only' >&2\nexit 1\n"})
    told = run(top, "node_modules/site.done")
    assert told.returncode == 2
    assert told.stdout.splitlines() == [
        "EROFS: read-only",
        "npm n’a pas pu installer les bibliothèques du navigateur ; il dit pourquoi ci-dessus.",
    ]
    assert not (top / "node_modules/site.done").exists()


@pytest.mark.skipif(shutil.which("npm") is None, reason="sans npm")
def test_the_home_need_not_be_writable(top: Path) -> None:
    (top / "bin/npm").unlink()
    held = json.dumps({"name": "y", "version": "1.0.0"}).encode()
    member = tarfile.TarInfo("package/package.json")
    member.size = len(held)
    with tarfile.open(top / "y.tgz", "w:gz") as archive:
        archive.addfile(member, io.BytesIO(held))
    package = {"name": "x", "version": "1.0.0", "dependencies": {"y": "file:y.tgz"}}
    packages = {"": package, "node_modules/y": {"version": "1.0.0", "resolved": "file:y.tgz"}}
    lock = {"name": "x", "lockfileVersion": 3, "packages": packages}
    files = {"package.json": package, "package-lock.json": lock}
    crawl.write(top, {name: json.dumps(content) for name, content in files.items()})
    told = run(top, "node_modules/site.done", HOME="/dev/null")
    assert told.returncode == 0, told.stdout
    assert (top / "node_modules/y/package.json").exists()
