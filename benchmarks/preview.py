"""From a sheet being saved to its new page coming out of the preview, for as many sheets as one likes.

    python benchmarks/preview.py [--corpus FOLDER] [--times K] [--rounds N]

The sheets are laid over referentiel/. MkDocs waits 0.1 s after a change for others to come: the second figure leaves
that out, and is what the preview itself takes from noticing a change to answering with the new page.
"""

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from build import CORPUS, PROJECT, existing, lay

MKDOCS_WAITS = 0.1
PATIENCE = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=existing, default=str(CORPUS))
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        content = lay(Path(temporary) / "referentiel", options.corpus, options.times)
        sheets = sum(1 for _ in content.rglob("*.md"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        environment = {**os.environ, "REFSITE_CONTENT": str(content), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )  # fmt: skip
        try:
            seconds = [
                measure(content / "cae" / "6.1.2.md", f"http://127.0.0.1:{port}/cae/6.1.2/", n)
                for n in range(options.rounds + 1)
            ][1:]
        finally:
            process.terminate()
            process.wait()
    for name, less in (
        ("from saving to the new page", 0.0),
        ("less what MkDocs waits", MKDOCS_WAITS),
    ):
        figures = [one - less for one in seconds]
        print(
            f"{sheets} files of Markdown, {name}: median {statistics.median(figures):.2f} s,"
            f" max {max(figures):.2f} s"
        )


def measure(sheet: Path, address: str, number: int) -> float:
    """Seconds from writing a new sentence to reading it on the page."""
    sentence = f"Phrase numéro {number} de la mesure."
    read(address, "6.1.2")
    original = sheet.read_text(encoding="utf-8")
    start = time.perf_counter()
    sheet.write_text(f"{original}\n\n{sentence}\n", encoding="utf-8")
    read(address, sentence)
    return time.perf_counter() - start


def read(address: str, wanted: str) -> None:
    """Ask for a page until it holds `wanted`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), urllib.request.urlopen(address) as answer:
            if wanted in answer.read().decode():
                return
        time.sleep(0.005)
    sys.exit(f"{address} never held {wanted!r}")


if __name__ == "__main__":
    main()
