"""A page that shows what settings add: logo, colours, notice, links, a style and scripts of the maintainer."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import crawl
from tests.browser.conftest import serving
from tests.browser.test_accessibility import WIDE, at, faults
from tests.browser.test_validity import TOOLS
from tests.test_mkdocs_settings import EVERYTHING, FILES, PAGE, project

__all__ = ["at"]  # a fixture

OWN = {
    **FILES,
    "notre.css": "h1 { letter-spacing: 3px; }",
    "js/un.js": "document.documentElement.dataset.un = 'fait';",
    "js/deux.mjs": "export {}; document.documentElement.dataset.deux = 'fait';",
}
PALETTE = """palette:
    - {media: '(prefers-color-scheme: light)', scheme: default, primary: deep purple}
    - {media: '(prefers-color-scheme: dark)', scheme: slate, primary: teal, accent: deep orange}
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = EVERYTHING.replace("palette: {scheme: slate, primary: teal}\n", PALETTE)
    assert PALETTE in text
    file = project(tmp_path_factory.mktemp("reglages"), text, OWN)
    result = crawl.mkdocs("build", "-f", str(file))
    assert result.returncode == 0, result.stderr
    return file.parent / "sortie"


@pytest.fixture(scope="module")
def root(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def test_what_settings_add_is_clean_and_fits(at: Page, root: str) -> None:
    said: list[str] = []
    at.on("console", lambda message: said.append(message.text))
    at.on("requestfailed", lambda request: said.append(request.url))
    at.goto(f"{root}{PAGE}")
    assert faults(at) == []
    assert said == []
    assert not at.evaluate(WIDE)
    assert at.locator(".brand img").bounding_box() is not None
    assert at.evaluate("getComputedStyle(document.querySelector('h1')).letterSpacing") == "3px"
    assert at.evaluate("({...document.documentElement.dataset})") == {"un": "fait", "deux": "fait"}


def test_colours_are_those_of_the_palette(at: Page, root: str) -> None:
    at.goto(f"{root}{PAGE}")
    dark = at.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colour = at.evaluate("getComputedStyle(document.querySelector('.foot p a')).color")
    assert colour == ("rgb(0, 204, 184)" if dark else "rgb(126, 86, 194)")
    at.emulate_media(media="print", color_scheme="dark")
    assert at.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


@pytest.mark.slow
def test_pages_with_settings_are_valid_html(site: Path) -> None:
    result = subprocess.run(
        [TOOLS / "html-validate", "--config", crawl.PROJECT / "tests" / "htmlvalidate.json", "--formatter=json",
         site / "index.html", site / "404.html", site / PAGE / "index.html"],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    found = [one for page in json.loads(result.stdout) for one in page["messages"]]
    assert (found, result.returncode) == ([], 0), result.stderr
