"""One module knows MkDocs, and it is short; all others live without it, and pages without Material."""

import ast
import importlib
import subprocess
import sys

import pytest

from tests import crawl

HOOKS = crawl.PROJECT / "hooks"
MODULES = sorted(
    ".".join(path.relative_to(HOOKS).with_suffix("").parts)
    for path in (HOOKS / "refsite").rglob("*.py")
    if path.stem != "__init__"
)
FRAMEWORKS = {"mkdocs", "material", "properdocs", "zensical"}
BLOCKED = f"""
import importlib, sys
for name in {sorted(FRAMEWORKS)}:
    sys.modules[name] = None
for name in {MODULES}:
    importlib.import_module(name)
"""


def imported(path: str) -> set[str]:
    """The packages that a file imports, wherever in it."""
    tree = ast.parse((HOOKS / path).read_text(encoding="utf-8"))
    names = [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    froms = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names + froms}


@pytest.mark.parametrize("framework", sorted(FRAMEWORKS))
def test_no_test_can_import_mkdocs(framework: str) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(framework)


def test_every_module_but_one_runs_without_mkdocs() -> None:
    told = subprocess.run(
        [sys.executable, "-c", BLOCKED], cwd=crawl.PROJECT, env=crawl.environment(crawl.CONTENT),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("module", MODULES)
def test_no_other_module_names_mkdocs(module: str) -> None:
    assert not imported(f"{module.replace('.', '/')}.py") & FRAMEWORKS


def test_the_module_of_the_events_knows_mkdocs() -> None:
    assert "mkdocs" in imported("mkdocs_events.py")


def test_no_page_loads_a_script_or_stylesheet_of_material() -> None:
    site = crawl.in_memory(crawl.CONTENT)
    ours = {path for path in site if path.endswith((".js", ".css"))}
    names = {path.removeprefix("assets/").split(".")[0] for path in ours}
    folders = (crawl.TEMPLATES / "assets" / kind for kind in ("scripts", "styles"))
    sources = {path.stem for folder in folders for path in folder.rglob("*.*")} | {"site"}
    assert ours
    assert names <= sources
    assert not any(b"__md_scope" in text or b"md-header" in text for text in site.values())
