"""Cost of a build beside stock MkDocs with Material on the same raw sheets, in one run.

    python benchmarks/build.py [--corpus FOLDER] [--rounds N] [--times K]

Three sides alternate after one unmeasured build each. Ours starts from two states: nothing kept from an earlier
build; all kept, as after a change of templates alone. Both may keep compiled Python, as any installation does. CPU is
what the build's process and its children used (user and system).

Each build writes a site of its own, and none is deleted before the end: on ext4, to make a file takes ten times as
long for some minutes after thousands were deleted, and each side would pay for what another deleted.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "corpus" / "mars-2021"

KEPT = PROJECT / ".cache" / "build"
FORGOTTEN = {"nothing": KEPT, "all": None}
"""Cache that each of our sides keeps, and the folder to delete before its builds."""

STOCK = """\
site_name: Les mêmes fiches
docs_dir: fiches
theme:
  name: material
  language: fr
  features: [navigation.prune]
plugins: [search]
"""


@dataclass(frozen=True)
class Cost:
    """Seconds that one build took."""

    cpu: float
    wall: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Compare our build with stock MkDocs and Material."
    )
    parser.add_argument(
        "--corpus",
        type=existing,
        default=str(CORPUS),
        help="sheets laid over referentiel/ (default: %(default)s)",
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="measured builds of each (default: %(default)s)"
    )
    parser.add_argument(
        "--times", type=int, default=1, help="copies of each référentiel (default: %(default)s)"
    )
    options = parser.parse_args()
    if options.rounds < 1 or options.times < 1:
        parser.error("--rounds and --times are 1 or more")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        content = lay(place / "ours" / "referentiel", options.corpus, options.times)
        (place / "stock").mkdir()
        shutil.copytree(content, place / "stock" / "fiches")
        (place / "stock" / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
        sheets = sum(1 for _ in content.rglob("*.md"))
        print(
            f"{options.corpus.name} over referentiel/, x{options.times}: {sheets} files of Markdown"
        )
        print(
            f"Python {platform.python_version()}, mkdocs {version('mkdocs')},"
            f" mkdocs-material {version('mkdocs-material')}, {os.cpu_count()} CPUs, {options.rounds} rounds"
        )
        ours, stock = (PROJECT, content), (place / "stock", None)
        costs: dict[str, list[Cost]] = {name: [] for name in (*FORGOTTEN, "stock")}
        for number in range(options.rounds + 1):
            for name, listed in costs.items():
                if name in FORGOTTEN:
                    forget(FORGOTTEN[name])
                project, sheets_of_ours = ours if name in FORGOTTEN else stock
                cost = build(project, place / f"{name}-{number}", sheets_of_ours)
                if number:
                    listed.append(cost)
        for name, side in (("nothing", "ours"), ("stock", "stock")):
            pages = sum(1 for _ in (place / f"{name}-0").rglob("*.html"))
            print(f"{side:<6} wrote {pages} HTML files")
    report(costs)
    return 0


def existing(name: str) -> Path:
    """Path of a file or folder, as the type of an argument; argparse also checks a default that is a string."""
    if not Path(name).exists():
        message = f"{name}: no such file or folder; name one"
        raise argparse.ArgumentTypeError(message)
    return Path(name)


def lay(target: Path, corpus: Path, times: int) -> Path:
    """referentiel/ with the corpus laid over it, each référentiel copied under a name of its own."""
    shutil.copytree(PROJECT / "referentiel", target, copy_function=shutil.copyfile)
    shutil.copytree(corpus, target, dirs_exist_ok=True, copy_function=shutil.copyfile)
    for folder in sorted(path for path in target.iterdir() if path.is_dir()):
        for copy in range(2, times + 1):
            twin = shutil.copytree(folder, target / f"{folder.name}{copy}")
            index = twin / "index.md"
            if index.exists():
                text = index.read_text(encoding="utf-8")
                index.write_text(
                    re.sub(rf"(?m)^id: {folder.name}$", f"id: {twin.name}", text), encoding="utf-8"
                )
    return target


def forget(folder: Path | None) -> None:
    """Delete what earlier builds kept in a folder."""
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def environment_of_a_build() -> dict[str, str]:
    """Ours, but for what keeps Python from compiling once and for all: pip has compiled the stock packages."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "NO_MKDOCS_2_WARNING": "1"}


def build(project: Path, site: Path, content: Path | None) -> Cost:
    """Run one build in a process of its own, and measure it."""
    environment = environment_of_a_build()
    if content is not None:
        environment["REFSITE_CONTENT"] = str(content)
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
            cwd=project, env=environment, stdout=output, stderr=output,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"the build in {project} failed:\n{output.read().decode(errors='replace')}")
    return Cost(usage.ru_utime + usage.ru_stime, wall)


def report(costs: dict[str, list[Cost]]) -> None:
    """Print the figures, and those of our sides over those of stock."""
    for measure in ("cpu", "wall"):
        stock = [getattr(cost, measure) for cost in costs["stock"]]
        for name, listed in costs.items():
            own = [getattr(cost, measure) for cost in listed]
            ratio = statistics.median(a / b for a, b in zip(own, stock, strict=True))
            side = "stock" if name == "stock" else f"ours, {name} kept"
            print(
                f"{measure:<4} {side:<21} min {min(own):6.2f} s   median {statistics.median(own):6.2f} s"
                f"   max {max(own):6.2f} s   / stock: {ratio:.2f} (median of pairs)"
            )


if __name__ == "__main__":
    sys.exit(main())
