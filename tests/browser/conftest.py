"""A built site, served on this machine, and a real Chromium to read it with."""

import contextlib
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import crawl
from tests.browser.sheets import HOSTILE, long_sheet


def chromium() -> str:
    """The browser's path; skips without one, but on CI, where its absence is a failure."""
    found = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if found is None and os.environ.get("CI"):
        pytest.fail("Chromium manque : apt-get install chromium")
    if found is None:
        pytest.skip("Chromium manque : apt-get install chromium")
    return found


ASKED: list[str] = []
"""The paths asked of the server, in order: what pages and their workers really transfer."""


class _Listening(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        ASKED.append(self.path)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which a folder is served."""
    handler = functools.partial(_Listening, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of referentiel/, in a folder of a folder, as some hosts place it."""
    place = tmp_path_factory.mktemp("serveur") / "sous" / "chemin"
    result = crawl.mkdocs("build", "--site-dir", str(place), content=crawl.PROJECT / "referentiel")
    assert result.returncode == 0, result.stderr
    return place


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of referentiel/ with a long sheet (cae/1.1.1) and a hostile one (cae/1.1.2) laid over it."""
    content = tmp_path_factory.mktemp("fiches") / "referentiel"
    shutil.copytree(crawl.CONTENT, content)
    crawl.write(content, {"cae/1.1.1.md": long_sheet("1.1.1"), "cae/1.1.2.md": HOSTILE})
    place = tmp_path_factory.mktemp("riche") / "site"
    result = crawl.mkdocs("build", "--site-dir", str(place), content=content)
    assert result.returncode == 0, result.stderr
    return place


@pytest.fixture(scope="session")
def rich_served(rich: Path) -> Iterator[str]:
    """The address of the rich site."""
    with serving(rich) as root:
        yield root


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the site under a sub-path."""
    with serving(site.parent.parent) as root:
        yield f"{root}sous/chemin/"


@pytest.fixture(scope="session")
def rooted(site: Path) -> Iterator[str]:
    """The address of the site at the root of its host, where 404.html finds its style."""
    with serving(site) as root:
        yield root


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    opened = context.new_page()
    yield opened
    context.close()
