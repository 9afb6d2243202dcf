"""What the files of data add to a build, in one run.

    python benchmarks/exports.py [--corpus FOLDER] [--rounds N]

Three sides alternate after one unmeasured build each: without the files, with them made anew, and with those that
the build before has kept. CPU is what the build's process and its children used (user and system).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import CORPUS, PROJECT, Cost, environment_of_a_build, lay

KEPT = PROJECT / ".cache" / "build" / "exports"
SIDES = {"without": False, "anew": True, "kept": True}
RUN = """\
import sys
sys.path.insert(0, "hooks")
import refsite.build
if sys.argv.pop(1) == "without":
    refsite.build.kept = lambda *_: {}
    refsite.pages.Pages._page_of_data = lambda self: self._page("recherche", "donnees/", "Données")
from mkdocs.__main__ import cli
cli()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the files of data add to a build.")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    costs: dict[str, list[Cost]] = {side: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as temporary:
        content = lay(Path(temporary) / "referentiel", options.corpus, 1)
        for number in range(options.rounds + 1):
            for side in SIDES:
                if side == "anew":
                    shutil.rmtree(KEPT, ignore_errors=True)
                cost = build(side, content, Path(temporary) / "site")
                if number:
                    costs[side].append(cost)
    print(f"{options.corpus.name} over referentiel/, {options.rounds} rounds")
    for measure in ("cpu", "wall"):
        base = [getattr(cost, measure) for cost in costs["without"]]
        for side, listed in costs.items():
            own = [getattr(cost, measure) for cost in listed]
            pairs = statistics.median(a / b for a, b in zip(own, base, strict=True))
            print(
                f"{measure:<4} {side:<8} min {min(own):5.2f} s   median {statistics.median(own):5.2f} s"
                f"   / without: {min(own) / min(base):.2f} of minima, {pairs:.2f} median of pairs"
            )


def build(side: str, content: Path, site: Path) -> Cost:
    """Run one build in a process of its own, and measure it."""
    environment = {**environment_of_a_build(), "REFSITE_CONTENT": str(content)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, side, "build", "--quiet", "--site-dir", str(site)],
        cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build {side} failed")
    return Cost(usage.ru_utime + usage.ru_stime, wall)


if __name__ == "__main__":
    main()
