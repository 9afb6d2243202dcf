"""The scripts' own tests, run by Node: those that need no page."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from refsite.data.csv_rows import escape_formula
from tests import crawl

TESTS = sorted(Path(__file__).parent.rglob("*.test.mjs"))
CSV = (crawl.TEMPLATES / "assets/scripts/lib/csv.js").as_uri()


def node(*options: str) -> subprocess.CompletedProcess[str]:
    """Run Node: the machine's, or the one that PyPI brings."""
    found = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
    assert found, "Node manque : « make test » l’installe"
    return subprocess.run([found, *options], capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "file", TESTS, ids=lambda file: str(file.relative_to(Path(__file__).parent))
)
def test_a_module_passes_its_own_tests(file: Path) -> None:
    result = node("--test", str(file))
    assert result.returncode == 0, result.stdout


def test_a_cell_of_the_browser_is_as_harmless_as_one_of_the_build() -> None:
    signs = "'=+-@\t\r\n＝＋－＠;\"a 1"
    cells = ["", *signs, *(one + other for one in signs for other in signs), "''=1", "a\n=1"]
    program = f"import {{ harmless }} from {json.dumps(CSV)};\n"
    program += f"console.log(JSON.stringify({json.dumps(cells)}.map(harmless)));"
    result = node("--input-type=module", "--eval", program)
    assert json.loads(result.stdout) == [escape_formula(cell) for cell in cells]
