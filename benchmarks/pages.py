"""Weight of pages in Chromium with an empty cache, their sheets of paper, and Lighthouse's scores.

    python benchmarks/pages.py [--corpus FOLDER]

FOLDER is laid over referentiel/. Weights are those of gzip -9, pictures as they are.
"""

import argparse
import functools
import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from build import CORPUS, PROJECT, build, existing, lay
from playwright.sync_api import Browser, sync_playwright

KINDS = (
    "", "cae/", "cae/6/", "cae/6.1.2/", "climat-pratic/", "climat-pratic/parten_coop/", "categories/bases/", "points/",
    "explorer/", "etat/", "recherche/", "contribuer/", "accessibilite/", "mentions-legales/", "donnees-personnelles/",
    "plan-du-site/", "404.html", "cae/imprimer/",
)  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=existing, default=str(CORPUS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        build(PROJECT, site, lay(Path(temporary) / "referentiel", options.corpus, 1))
        server = ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        longest = max(site.glob("*/*.*/index.html"), key=lambda file: file.stat().st_size)
        long = f"{longest.parent.relative_to(site).as_posix()}/"
        chromium = shutil.which("chromium") or "chromium"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            print(
                f"{'page':<28}{'requests':>9}{'first visit':>13}{'next page':>11}{'A4 sheets':>11}"
            )
            for address in (*KINDS, long):
                weigh(browser, site, root, address)
            browser.close()
        for address in ("", "cae/6.1.2/", long):
            for form in ("mobile", "desktop"):
                print(
                    f"Lighthouse {form:<8} /{address:<15} {lighthouse(root + address, form, chromium)}"
                )
        server.shutdown()


def weigh(browser: Browser, site: Path, root: str, address: str) -> None:
    """Print what a page costs as the first one, and after another."""
    visits = []
    for before in (None, "mentions-legales/" if address != "mentions-legales/" else ""):
        context = browser.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        if before is not None:
            page.goto(root + before, wait_until="networkidle")
        known = set(asked)
        page.goto(root + address, wait_until="networkidle")
        visits.append([url for url in asked if url not in known])
        if before is None:
            sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        context.close()
    first, following = visits
    print(
        f"/{address:<27}{len(first):>9}{weight(site, first):>11} B{weight(site, following):>9} B{sheets:>11}"
    )


def weight(site: Path, urls: list[str]) -> int:
    total = 0
    for url in urls:
        path = urlsplit(url).path.lstrip("/")
        file = site / (f"{path}index.html" if not path or path.endswith("/") else path)
        raw = file.read_bytes()
        total += len(raw) if file.suffix in {".png", ".ico"} else len(gzip.compress(raw, 9))
    return total


def lighthouse(url: str, form: str, chromium: str) -> str:
    """The four scores, out of 100."""
    command = [PROJECT / "node_modules" / ".bin" / "lighthouse", url, "--quiet", "--output=json"]
    command += ["--no-enable-error-reporting", "--chrome-flags=--headless=new --no-sandbox"]
    command += ["--preset=desktop"] if form == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=180)
    scores = json.loads(done.stdout)["categories"]
    return "  ".join(f"{name} {one['score'] * 100:.0f}" for name, one in scores.items())


if __name__ == "__main__":
    main()
