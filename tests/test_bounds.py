"""Hostile sheets at the bounds: each shape of benchmarks/bounds.py is read, and none keeps a build for long.

Times depend on the machine, so the limits are ten times what `make bench` promises: a shape fails only when its
process is stopped by them.
"""

import subprocess
import sys

import pytest
from benchmarks.bounds import ORDINARY, SHAPES

from refsite.common import bounds
from refsite.common.problems import Report
from refsite.media.kinds import room
from refsite.reading.folder import decode
from tests import crawl

COUNTED = (
    "media:", "versions:", "headings:", "themes:", "withdrawals:", "yaml: comments", "yaml: indented", "yaml: an id", "blocks: lists in lists, indented",
)  # fmt: skip
"""Shapes that reach another bound than that on bytes first."""


def test_there_are_shapes_of_many_kinds() -> None:
    assert len(SHAPES) > 60


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_within_the_bounds_and_nearly_at_one(name: str) -> None:
    shape = SHAPES[name]().items()
    files = {path: text if isinstance(text, bytes) else text.encode() for path, text in shape}
    for path, raw in files.items():
        report = Report()
        if not path.endswith(".md"):
            assert 0.9 * room(path) < len(raw) <= room(path) or len(files) > bounds.MEDIA_FILES
            continue
        assert decode(path, raw, report) is not None, report.problems
    assert (
        name == ORDINARY
        or name.startswith(COUNTED)
        or max(map(len, files.values())) > 0.9 * bounds.FILE
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_does_not_keep_a_build_for_long(name: str) -> None:
    command = [sys.executable, "benchmarks/bounds.py", "--limited", "--make", name]
    ran = subprocess.run(command, cwd=crawl.PROJECT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
