"""The workflow of GitHub: pinned, without rights to spare, and made of steps that run anywhere."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import crawl

FILE = crawl.PROJECT / ".github/workflows/site.yml"
TEXT = FILE.read_text(encoding="utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]
STEPS = [(job, step) for job, steps in JOBS.items() for step in steps["steps"]]
RUNS = [step["run"] for _, step in STEPS if "run" in step]
NO_INSTALL = "make -o .venv/site.done -o node_modules/site.done "


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    used = re.findall(r"uses: (.+)", TEXT)
    assert len(used) == sum("uses" in step for _, step in STEPS)
    for line in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_one_version_of_each_action_is_used() -> None:
    used = {line.split("@")[0]: line for line in re.findall(r"uses: (.+)", TEXT)}
    assert all(f"uses: {line}" in TEXT for line in used.values())
    assert len(set(re.findall(r"uses: (.+)", TEXT))) == len(used)


def test_no_job_may_more_than_it_needs() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "build": {"contents": "read"},
        "comment": {"contents": "read", "pull-requests": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }


def test_what_a_stranger_proposes_never_runs_with_rights() -> None:
    events = WORKFLOW[True]  # YAML reads the key `on` so
    assert set(events) == {"pull_request", "push", "workflow_dispatch"}
    assert "head.repo.full_name == github.repository" in JOBS["comment"]["if"]
    assert "base.sha" in JOBS["comment"]["steps"][0]["with"]["ref"]
    assert "github.event_name != 'pull_request'" in JOBS["publish"]["if"]
    assert all(
        step["with"]["persist-credentials"] is False
        for _, step in STEPS
        if step.get("uses", "").startswith("actions/checkout@")
    )


def test_what_a_pull_request_made_never_lies_beside_the_makefile_of_a_job_with_rights() -> None:
    for _, step in STEPS:
        if step.get("uses", "").startswith("actions/download-artifact@"):
            assert step["with"]["path"] == "recu"


@pytest.mark.parametrize("run", RUNS)
def test_each_shell_step_is_a_make_target_into_which_nothing_is_pasted(run: str) -> None:
    target = re.match(r"make (?:--silent )?([a-z]+)\b", run)
    assert target, run
    makefile = (crawl.PROJECT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target[1]}:", makefile, re.MULTILINE)
    assert "${{" not in run


def test_the_environment_that_is_kept_is_that_of_the_locks_and_of_this_python() -> None:
    (kept,) = (
        step["with"] for _, step in STEPS if step.get("uses", "").startswith("actions/cache@")
    )
    assert kept["path"].split() == [".venv", "node_modules"]
    assert set(kept) == {"path", "key"}  # no restore-keys: what is nearly right is not kept
    for part in (
        "runner.os",
        "steps.python.outputs.python-version",
        "requirements.txt",
        "package-lock.json",
    ):
        assert part in kept["key"]


def test_the_whole_history_is_fetched() -> None:
    fetched = [
        step["with"]["fetch-depth"]
        for step in JOBS["build"]["steps"]
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert fetched == [0, 0]


@pytest.fixture
def request_(tmp_path: Path) -> Path:
    """A clone as the runner has it: main, and on top of it a pull request that breaks and changes a sheet."""
    top = tmp_path / "depot"
    for part in ("hooks", "templates", "referentiel"):
        shutil.copytree(
            crawl.PROJECT / part, top / part, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("mkdocs.yml", "Makefile"):
        shutil.copyfile(crawl.PROJECT / name, top / name)
    for name in (".venv", "node_modules"):
        (top / name).symlink_to(crawl.PROJECT / name)
    commit(top, "Avant")
    sheet = top / "referentiel/cae/6.1.2.md"
    text = sheet.read_text(encoding="utf-8").replace("id: 6.1.2\n", "id: 6.1.2\nponts: 3\n", 1)
    sheet.write_text(text.replace("# Renforcer la ", "# Consolider la ", 1), encoding="utf-8")
    commit(top, "Proposition")
    return top


def commit(top: Path, message: str) -> None:
    who = ["-c", "user.name=Anne", "-c", "user.email=anne@agence.test"]
    for words in (
        ["init", "-q"],
        ["add", "hooks", "referentiel"],
        [*who, "commit", "-qm", message],
    ):
        git(top, *words)


def git(top: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=top, check=True)


def hash_of(top: Path, revision: str) -> str:
    words = ["git", "rev-parse", revision]
    return subprocess.run(words, cwd=top, check=True, capture_output=True, text=True).stdout.strip()


def step(top: Path, run: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A shell step as the runner starts it, on the environment that is already here."""
    words = [
        "bash",
        "--noprofile",
        "--norc",
        "-eo",
        "pipefail",
        "-c",
        run.replace("make ", NO_INSTALL, 1),
    ]
    own = {
        name: value
        for name, value in os.environ.items()
        if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    return subprocess.run(
        words, cwd=top, env=own | {"GITHUB_WORKSPACE": str(top), "CI": "true"} | environ,
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not (crawl.PROJECT / ".venv").exists(), reason="sans l’environnement de make")
class TestHere:
    """The steps of the job `build`, run here."""

    def test_a_pull_request_is_annotated_built_and_compared(self, request_: Path) -> None:
        _, check, site, compare = (step["run"] for step in JOBS["build"]["steps"] if "run" in step)
        told = step(request_, check, STRICT="1")
        assert told.returncode == 2, told
        assert "::warning file=referentiel/cae/6.1.2.md,line=4,title=cle-inconnue::" in told.stdout
        assert step(request_, check, STRICT="").returncode == 0
        built = step(request_, site)
        assert built.returncode == 0, built.stderr
        assert "Consolider la " in (request_ / "site/cae/6.1.2/index.html").read_text("utf-8")
        summary = request_ / "resume.md"
        compared = step(request_, compare, GITHUB_STEP_SUMMARY=str(summary))
        assert compared.returncode == 0, compared.stderr
        assert "Consolider" in summary.read_text(encoding="utf-8")
        assert (request_ / "referentiels.md").read_bytes() == summary.read_bytes()

    def test_a_commit_of_another_branch_is_not_published(self, request_: Path) -> None:
        run, *_ = (step["run"] for step in JOBS["build"]["steps"] if "run" in step)
        git(request_, "checkout", "-q", "-b", "autre")
        (request_ / "referentiel/note.md").write_text("x", encoding="utf-8")
        commit(request_, "D’une bifurcation")
        git(request_, "checkout", "-q", "-")
        ours = [hash_of(request_, revision) for revision in ("HEAD^", "HEAD")]
        for other in (hash_of(request_, "autre"), hash_of(request_, "HEAD^{tree}"), "0" * 40):
            assert step(request_, run, COMMIT=other).returncode == 2, other
        for own in ours:
            told = step(request_, run, COMMIT=own)
            assert told.returncode == 0, (own, told)

    @pytest.mark.parametrize(("size", "kept"), [(1000, True), (70_000, False)])
    def test_a_comment_is_what_fits_in_one(
        self, request_: Path, tmp_path: Path, *, size: int, kept: bool
    ) -> None:
        (run,) = (step["run"] for step in JOBS["comment"]["steps"] if "run" in step)
        crawl.write(request_, {"recu/referentiels.md": "x" * size})
        tool = tmp_path / "bin" / "gh"
        tool.parent.mkdir()
        tool.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\ncat "$7"\n', encoding="utf-8")
        tool.chmod(0o755)
        told = step(request_, run, PR="12", PATH=f"{tool.parent}:{os.environ['PATH']}")
        assert told.returncode == 0, told.stderr
        assert told.stdout.splitlines()[:3] == ["pr", "comment", "12"]
        assert ("x" * size in told.stdout) is kept
        assert ("trop long pour un commentaire" in told.stdout) is not kept
