"""A small project beside ours: settings, sheets and ordinary pages of its own, built by our hook as an editor builds them."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import crawl
from tests.repositories import FILES

SETTINGS = {
    "site_name": "Essai",
    "site_url": "https://essai.test/ref/",
    "repo_url": "https://forge.test/essai",
    "edit_uri": "edit/main/fiches/",
    "docs_dir": "fiches",
    "theme": {"name": "material", "language": "fr"},
    "hooks": [str(crawl.PROJECT / "hooks" / "mkdocs_events.py")],
    "plugins": [],
}
"""The settings of a project, without `nav`."""


@dataclass(frozen=True)
class Built:
    """A site as it was built, and what the build told."""

    site: dict[str, bytes]
    status: int
    told: str

    def page(self, address: str) -> crawl.Document:
        return crawl.page(self.site, address)


@dataclass(frozen=True)
class Trial:
    """A project at `top`: `fiches/` with two actions, and what a test writes there."""

    top: Path

    @property
    def folder(self) -> Path:
        return self.top / "fiches"

    def write(self, pages: Mapping[str, str]) -> None:
        crawl.write(self.folder, pages)

    def configure(self, settings: Mapping[str, Any], name: str = "mkdocs.yml") -> None:
        text = yaml.safe_dump({**SETTINGS, **settings}, allow_unicode=True, sort_keys=False)
        (self.top / name).write_text(text, encoding="utf-8")

    def run(self, *words: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
        """A command of MkDocs in the project."""
        own = crawl.environment(self.folder, PYTHONPATH=str(crawl.PROJECT / "hooks"))
        return subprocess.run(
            [python, "-m", "mkdocs", *words], cwd=self.top, env=own,
            capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip

    def build(self, *words: str, python: str = sys.executable, fails: bool = False) -> Built:
        """The site, which must be built, or not where it `fails`; nothing may be told as a traceback."""
        ran = self.run("build", *words, python=python)
        told = ran.stdout + ran.stderr
        assert "Traceback" not in told, told
        assert (ran.returncode != 0) is fails, told
        return Built(crawl.on_disk(self.top / "site"), ran.returncode, told)


def make(top: Path, pages: Mapping[str, str], settings: Mapping[str, Any] | None = None) -> Trial:
    """A project with the sheets of every trial, and these pages and settings."""
    trial = Trial(top)
    trial.write({**FILES, **pages})
    trial.configure(settings or {})
    return trial
