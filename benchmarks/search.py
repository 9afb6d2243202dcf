"""The search in a real Chromium, through the real field: where the right answer stands, and how long it takes.

usage: search.py [--corpus FOLDER] [--queries FILE] [--times N]

FOLDER is laid over referentiel/ (N times under other names, to see it grow). FILE lists queries as
{"q", "class", "expect": ["cae/6.1.2/", "cae/6.1.2/#6.1.2.3"]}; an empty `expect` wants no result.
Prints, by class, how many are first and in the first five links, then the times from keystroke to results.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path

from build import existing
from playwright.sync_api import Page, sync_playwright

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"

WATCH = """() => {
  const list = document.querySelector("#resultats");
  window.times = [];
  let since = 0;
  document.querySelector("#mots").addEventListener("input", () => { since = performance.now(); }, true);
  new MutationObserver(() => {
    if (list.getAttribute("aria-busy") === "false") window.times.push(performance.now() - since);
  }).observe(list, { attributes: true, attributeFilter: ["aria-busy"] });
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def build(corpus: Path, times: int, place: Path) -> Path:
    """The site of the corpus laid over the project's contents, in `place`."""
    content = place / "referentiel"
    shutil.copytree(PROJECT / "referentiel", content)
    shutil.copytree(corpus, content, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for copy in range(1, times):
        for name in ("cae", "eci"):
            shutil.copytree(content / name, content / f"{name}{copy}")
            index = content / f"{name}{copy}" / "index.md"
            index.write_text(
                index.read_text(encoding="utf-8").replace(f"id: {name}", f"id: {name}{copy}")
            )
    site = place / "site"
    environment = {**os.environ, "REFSITE_CONTENT": str(content), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(site)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stderr=subprocess.DEVNULL)
    return site


def links(page: Page, query: str, root: str) -> list[str]:
    """The links of the first results, in rank order, once the query has been typed key by key."""
    field = page.locator("#mots")
    field.fill("")
    field.press_sequentially(query)
    page.wait_for_selector("#resultats[aria-busy=false]", state="attached")
    found = page.evaluate(
        "[...document.querySelectorAll('#resultats > li')].map(l => [...l.querySelectorAll('a')].map(a => a.href))"
    )
    return [link.removeprefix(root) for line in found[:5] for link in line]


def right(link: str, expected: list[str]) -> bool:
    """An anchor must be that anchor; a page, that page or a place on it."""
    return any(
        link == place if "#" in place else link.partition("#")[0] == place for place in expected
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=existing, default=str(SHARED / "corpus" / "mai-2021"))
    parser.add_argument("--queries", type=existing, default=str(SHARED / "search" / "queries.json"))
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    queries = json.loads(options.queries.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        site = build(options.corpus, options.times, Path(place))
        weigh(site)
        handler = functools.partial(Quiet, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{root}recherche/")
        page.locator("#mots").press_sequentially("e")
        page.wait_for_selector("#resultats[aria-busy=false] li", timeout=60_000)
        page.evaluate(WATCH)
        rank(page, queries, root)
        report(page.evaluate("window.times"), browser.version)
        browser.close()
        server.shutdown()


def weigh(site: Path) -> None:
    """Print what the first search transfers."""
    files = [
        file
        for pattern in ("worker.*.js", "recherche.*.json", "search.*.js")
        for file in site.glob(f"assets/{pattern}")
    ]
    sizes = {file.name.split(".")[0]: len(gzip.compress(file.read_bytes(), 9)) for file in files}
    print(
        "first search, gzip:",
        ", ".join(f"{name} {size:,} B" for name, size in sizes.items()),
        f"= {sum(sizes.values()):,} B",
    )


def rank(page: Page, queries: list[dict[str, object]], root: str) -> None:
    classes: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for item in queries:
        expected = [str(place) for place in item["expect"]]  # type: ignore[attr-defined]
        found = links(page, str(item["q"]), root)
        first = right(found[0], expected) if found and expected else not found and not expected
        five = any(right(link, expected) for link in found[:5]) if expected else not found
        classes[str(item["class"])].append((first, five))
        if not first:
            print(f"  not first: {item['q']!r}: {found[:3]}, expected {expected}")
    for name, ranks in classes.items():
        print(
            f"{name:12} {len(ranks):3} queries, first {sum(r[0] for r in ranks):3}, in five {sum(r[1] for r in ranks):3}"
        )
    every = [ranks for listed in classes.values() for ranks in listed]
    print(
        f"{'all':12} {len(every):3} queries, first {sum(r[0] for r in every):3}, in five {sum(r[1] for r in every):3}"
    )


def report(times: list[float], version: str) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(
        f"keystroke to results, Chromium {version}, {len(times)} keystrokes: "
        f"median {statistics.median(times):.1f} ms, p95 {cuts[18]:.1f} ms, max {max(times):.1f} ms"
    )


if __name__ == "__main__":
    main()
