"""Fixtures of several test files: a folder of sheets made of texts; and MkDocs blocked."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# As if they were not installed: only the processes that tests start, to build whole sites, have them.
for name in ("mkdocs", "material", "properdocs", "zensical"):
    sys.modules[name] = None  # type: ignore[assignment]

MakeFolder = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def make_folder(tmp_path: Path) -> MakeFolder:
    """Write files given by path under a new folder called `fiches`."""

    def make(files: dict[str, str | bytes]) -> Path:
        root = tmp_path / "fiches"
        root.mkdir()
        for path, content in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root

    return make
