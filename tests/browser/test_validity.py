"""Judges that are not ours: the validator of HTML, and Lighthouse."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import crawl
from tests.browser.conftest import chromium, serving
from tests.browser.kinds import LONG

TOOLS = crawl.PROJECT / "node_modules" / ".bin"


@pytest.mark.slow
def test_every_page_is_valid_html(site: Path, rich: Path) -> None:
    result = subprocess.run(
        [TOOLS / "html-validate", "--config", crawl.PROJECT / "tests" / "htmlvalidate.json", "--formatter=json",
         f"{site}/**/*.html", f"{rich}/cae/1.1.*/*.html"],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    found = json.loads(result.stdout)
    wrong = [
        f"{page['filePath']}:{one['line']}: {one['ruleId']} {one['message']}"
        for page in found
        for one in page["messages"]
    ]
    assert wrong == []
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def address(rich: Path) -> Iterator[str]:
    with serving(rich) as root:
        yield root


@pytest.mark.slow
@pytest.mark.parametrize("form", ["mobile", "desktop"])
@pytest.mark.parametrize("path", ["", "cae/6.1.2/", LONG])
def test_lighthouse_has_nothing_to_say(address: str, tmp_path: Path, path: str, form: str) -> None:
    """Accessibility, good practices and search engines; the performance score is a benchmark."""
    report = tmp_path / "report.json"
    subprocess.run(
        [TOOLS / "lighthouse", f"{address}{path}", *(["--preset=desktop"] if form == "desktop" else []),
         "--only-categories=accessibility,best-practices,seo", "--quiet", "--no-enable-error-reporting",
         "--output=json", f"--output-path={report}",
         "--chrome-flags=--headless=new --no-sandbox --disable-background-networking"],
        env={**os.environ, "CHROME_PATH": chromium()}, capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: one["score"] for name, one in found["categories"].items()}
    failed = [name for name, one in found["audits"].items() if one["score"] == 0]
    assert scores == {"accessibility": 1, "best-practices": 1, "seo": 1}, failed
