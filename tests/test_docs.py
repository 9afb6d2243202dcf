"""Files and make targets that the documentation names exist."""

import re
from pathlib import Path

import pytest

from tests import crawl

DOCS = sorted(
    path
    for path in (*crawl.PROJECT.glob("*.md"), *(crawl.PROJECT / "docs").glob("*.md"))
    if path.name != "CHANGELOG.md"
)
PLACES = ("", "hooks", "hooks/refsite", "templates", "templates/assets", "referentiel")
"""Folders that the paths in documents may be relative to."""
NAMED = re.compile(r"`((?:[\w.*-]+/)+[\w.*-]*\.?(?:py|md|j2|js|css|json|yml|toml|txt|conf|ini)?)`")
MADE = {"site/", ".venv/", "node_modules/", ".cache/", "contenu/", "corrige/"}
"""Paths made by a build or a set-up, and folders of any case of the tests."""


def exists(name: str) -> bool:
    """Whether a path, which may hold `*`, names something of the project."""
    return any(
        any(place.glob(name.rstrip("/"))) for place in (crawl.PROJECT / where for where in PLACES)
    )


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_each_file_that_a_document_names_is_there(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = {name for name in NAMED.findall(text) if not name.startswith(("/", "..", "http"))}
    gone = [name for name in sorted(named - MADE) if not exists(name)]
    assert gone == []


def test_each_make_target_that_a_document_names_is_there() -> None:
    makefile = (crawl.PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    said = {
        (document.name, target)
        for document in DOCS
        for target in re.findall(
            r"(?:^|`)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert {(name, target) for name, target in said if target not in targets} == set()
