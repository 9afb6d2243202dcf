"""Nothing but the hook knows MkDocs, nothing needs what Windows and macOS lack, no page needs Material."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

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
LACKING = ("fcntl", "grp", "pwd", "resource", "termios")
"""Modules that Windows lacks."""
WITHOUT = f"""
import importlib, os, sys
for name in {LACKING}:
    sys.modules[name] = None
for name in ("link", "mkfifo", "sched_getaffinity"):
    delattr(os, name)
for name in {MODULES}:
    importlib.import_module(name)
from mkdocs.__main__ import cli
cli(["build", "--quiet", "--site-dir", sys.argv[1]])
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


@pytest.mark.parametrize("module", MODULES)
def test_no_module_imports_what_windows_lacks(module: str) -> None:
    assert not imported(f"{module.replace('.', '/')}.py") & set(LACKING)


def test_a_site_is_built_without_what_windows_and_macos_lack(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for _ in range(2):  # the second replaces the first
        told = subprocess.run(
            [sys.executable, "-W", "ignore:only soft file lock", "-c", WITHOUT, str(site)], cwd=crawl.PROJECT,
            env=crawl.environment(crawl.CONTENT), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        assert "Traceback" not in told.stderr
        assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert crawl.dead_links(crawl.on_disk(site)) == []


def test_the_modules_of_the_hook_know_mkdocs() -> None:
    assert all(
        "mkdocs" in imported(f"mkdocs_{name}.py") for name in ("events", "preview", "settings")
    )


def test_no_page_loads_a_script_or_stylesheet_of_material() -> None:
    site = crawl.in_memory(crawl.CONTENT)
    ours = {path for path in site if path.endswith((".js", ".css"))}
    names = {path.removeprefix("assets/").split(".")[0] for path in ours}
    folders = (crawl.TEMPLATES / "assets" / kind for kind in ("scripts", "styles"))
    sources = {path.stem for folder in folders for path in folder.rglob("*.*")} | {"site"}
    assert ours
    assert names <= sources
    assert not any(b"__md_scope" in text or b"md-header" in text for text in site.values())
