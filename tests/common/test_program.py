"""The digest of the program, and changes of it."""

import shutil
from pathlib import Path

import pytest

from refsite.common import program as module
from refsite.common.program import program


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of one module, with one package."""
    for name in ("ours/common/program.py", "packages/jinja2/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    (tmp_path / "packages/nh3-1.0.dist-info").mkdir()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "ours/common/program.py"))
    monkeypatch.setattr(module.jinja2, "__file__", str(tmp_path / "packages/jinja2/__init__.py"))
    return tmp_path


def anew() -> str:
    return program.__wrapped__()


def test_the_same_program_elsewhere_is_the_same(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anew()
    shutil.copytree(here / "ours", here / "copie")
    monkeypatch.setattr(module, "__file__", str(here / "copie/common/program.py"))
    assert anew() == before


def test_another_module_package_or_python_makes_another_program(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [anew()]
    (here / "ours/common/program.py").write_text("# autre", encoding="utf-8")
    found.append(anew())
    (here / "ours/common/program.py").write_text("# outre", encoding="utf-8")
    found.append(anew())
    (here / "ours/common/deux.py").touch()
    found.append(anew())
    (here / "packages/nh3-1.0.dist-info").rename(here / "packages/nh3-1.1.dist-info")
    found.append(anew())
    monkeypatch.setattr(module.sys, "version", "3.99")
    found.append(anew())
    assert len(set(found)) == len(found)


def test_a_program_that_runs_stays_the_one_that_began(here: Path) -> None:
    program.cache_clear()
    before = program()
    (here / "ours/common/program.py").write_text("# autre", encoding="utf-8")
    assert program() == before
    program.cache_clear()
