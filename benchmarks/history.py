"""Cost of the history: made-up versions first and after, and the build of real sheets with and without it.

    python benchmarks/history.py [--corpus FOLDER ...] [--rounds N]

The made-up repository holds 83 actions over 20 versions; its history is read in a process of its own, without a
cache, then with it. The build lays the corpora over referentiel/ one after the other in a repository, a version
each, and alternates three sides: the last one outside of git (without), in git without a cache (first), with it
(after).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "benchmarks"), str(PROJECT / "hooks")]

from build import Cost, build  # noqa: E402
from tests import repositories  # noqa: E402

CORPORA = [PROJECT.parent / "shared" / "corpus" / name for name in ("mai-2021", "mars-2021")]
CACHE = PROJECT / ".cache" / "build"
EXPORTS = CACHE / "exports"

READ = """
import sys, time
from pathlib import Path
from refsite.common.disk_cache import DiskCache
from refsite.history.git import read_past
from refsite.history.timeline import read_history
from refsite.site.build import study
folder, cache = map(Path, sys.argv[1:])
def remember(now):
    start = time.perf_counter()
    found = read_history(read_past(folder), now, DiskCache(cache))
    print(f"{time.perf_counter() - start:.3f} {len(found.versions)} {sum(len(e.changes) for e in found.entries)}")
    return found
study(folder, remember=remember)
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the history.")
    parser.add_argument("--corpus", type=Path, nargs="+", default=CORPORA, help="oldest first")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for corpus in options.corpus:
        if not corpus.is_dir():
            parser.error(f"{corpus}: no such folder; name one with --corpus")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        made_up(place, options.rounds)
        real(place, options.corpus, options.rounds)
    return 0


def made_up(place: Path, rounds: int) -> None:
    repo = repositories.invent(place / "invente")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "hooks")}
    times: dict[str, list[float]] = {"first": [], "after": []}
    told = ""
    for _ in range(rounds):
        shutil.rmtree(place / "cache", ignore_errors=True)
        for seconds in times.values():
            done = subprocess.run(
                [sys.executable, "-c", READ, str(repo.folder), str(place / "cache")],
                env=environment, check=True, capture_output=True, text=True,
            )  # fmt: skip
            spent, *counts = done.stdout.split()
            seconds.append(float(spent))
            told = "{} versions, {} changes".format(*counts)
    print(f"83 made-up actions, {told}")
    for name, seconds in times.items():
        show(f"history {name}", seconds)


def real(place: Path, corpora: list[Path], rounds: int) -> None:
    repo = repositories.Repo(place / "reel")
    repo.top.mkdir()
    repo.git("init", "-q")
    for year, corpus in enumerate(corpora, 2020):
        shutil.rmtree(repo.folder, ignore_errors=True)
        shutil.copytree(PROJECT / "referentiel", repo.folder, copy_function=shutil.copyfile)
        shutil.copytree(corpus, repo.folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
        repo.commit({}, f"{year}-01-01", f"v{year}.1")
    alone = shutil.copytree(repo.folder, place / "fiches")
    sides = {"without": (alone, False), "first": (repo.folder, True), "after": (repo.folder, False)}
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    build(PROJECT, place / "site", alone)
    for _ in range(rounds):
        for name, (content, empty) in sides.items():
            EXPORTS.unlink(missing_ok=True)  # made anew by all three
            if empty:
                shutil.rmtree(CACHE, ignore_errors=True)
            costs[name].append(build(PROJECT, place / "site", content))
    print(
        f"build of {corpora[-1].name} over referentiel/, {len(corpora)} versions, {rounds} rounds"
    )
    for measure in ("cpu", "wall"):
        seconds = {name: [getattr(cost, measure) for cost in costs[name]] for name in sides}
        for name, listed in seconds.items():
            show(f"{measure} {name}", listed)
        for name in ("first", "after"):
            pairs = zip(seconds[name], seconds["without"], strict=True)
            more = statistics.median(with_ / without for with_, without in pairs) - 1
            print(f"{measure} {name} / without: {more:+.1%} (median of pairs)")


def show(name: str, seconds: list[float]) -> None:
    print(
        f"{name:<14} min {min(seconds):6.2f} s   median {statistics.median(seconds):6.2f} s   max {max(seconds):6.2f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
