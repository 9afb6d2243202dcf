"""Cost of the files of data and of the history in a build, in one run.

    python benchmarks/exports.py [--corpus FOLDER] [--rounds N]

The sheets stand in a repository with two versions; ten sheets have changed between them. Three sides alternate after
one unmeasured build each: without files of data and outside of git; with both, the files made anew and the history
as an earlier build kept it; with both as kept. CPU is what the build's process and its children used (user and
system).
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

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "hooks")]

from build import CORPUS, Cost, environment_of_a_build, existing, lay  # noqa: E402
from tests import repositories  # noqa: E402

KEPT = PROJECT / ".cache" / "build" / "exports"
RUN = """\
import sys
sys.path.insert(0, "hooks")
import refsite.pages.tools
import refsite.site.build
if sys.argv.pop(1) == "without":
    class NoFiles(dict):
        def __init__(self, *_):
            pass
    refsite.site.build.LazyFiles = NoFiles
    refsite.pages.tools._data = lambda documents, _: documents.page("tools/recherche", "donnees/", "Données")
from mkdocs.__main__ import cli
cli()
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what data and history add.")
    parser.add_argument("--corpus", type=existing, default=str(CORPUS))
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    costs: dict[str, list[Cost]] = {side: [] for side in ("without", "anew", "kept")}
    with tempfile.TemporaryDirectory() as temporary:
        repo = versions(Path(temporary) / "depot", options.corpus)
        alone = shutil.copytree(repo.folder, Path(temporary) / "fiches")
        for number in range(options.rounds + 1):
            for side, content in (("without", alone), ("anew", repo.folder), ("kept", repo.folder)):
                if side == "anew":
                    KEPT.unlink(missing_ok=True)
                cost = build(side, content, Path(temporary) / "site")
                if number:
                    costs[side].append(cost)
    print(f"{options.corpus.name} over referentiel/, {options.rounds} rounds")
    for measure in ("cpu", "wall"):
        base = [getattr(cost, measure) for cost in costs["without"]]
        for side, listed in costs.items():
            own = [getattr(cost, measure) for cost in listed]
            more = statistics.median(a / b for a, b in zip(own, base, strict=True)) - 1
            print(
                f"{measure:<4} {side:<8} min {min(own):5.2f} s   median {statistics.median(own):5.2f} s"
                f"   {more:+.1%} of the build without, {more / (1 + more):.1%} of this one (median of pairs)"
            )


def versions(place: Path, corpus: Path) -> repositories.Repo:
    """A repository of the sheets in two versions, the second with a sentence more in ten of them."""
    repo = repositories.Repo(place)
    repo.top.mkdir()
    repo.git("init", "-q")
    lay(repo.folder, corpus, 1)
    repo.commit({}, "2025-01-01", "v2025.1")
    for sheet in sorted(repo.folder.glob("cae/*.*.md"))[:10]:
        sheet.write_text(
            sheet.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8"
        )
    repo.commit({}, "2026-01-01", "v2026.1")
    return repo


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
