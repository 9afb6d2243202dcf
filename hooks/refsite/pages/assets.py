"""Stylesheets and scripts of the pages: one file each, its name a digest of its content.

They are written as modules; esbuild makes one piece of each entry and what it imports.
"""

import errno
import hashlib
import os
import subprocess
import tempfile
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from refsite.common.settings import Settings

SCRIPTS = tuple(
    f"scripts/{name}.js"
    for name in (
        "page/page", "search/search", "search/worker", "search/results", "explorer/explorer",
        "choice/ticks", "choice/selection", "choice/grid",
    )
)  # fmt: skip
"""The entry of each script, in the folder of assets; the script has the entry's name, without its folder."""
STYLES = tuple(
    f"styles/{name}.css"
    for name in ("site", "ordinary", "ticks", "news", "search", "explorer", "selection", "data")
)
"""Entry of each stylesheet: it imports its parts, each in its layer."""
SETTINGS_STYLE = "reglages.css"
"""Stylesheet of the header and footer parts that settings add; published only where they are used."""
IMAGES = ("icone.svg", "icone-180.png", "partage.png")
_OPTIONS = (
    "--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8",
    "--tsconfig-raw={}",  # the same bytes whatever lies in the folders above
    "--entry-names=[name]", "--log-level=warning", "--color=false",
)  # fmt: skip


Bundles = Mapping[str, bytes]
"""Scripts and stylesheets by name."""


class BundleError(Exception):
    """Raised when esbuild fails; the message is French, followed by the output of esbuild."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files to publish by path, and the path of each by the name that templates use."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]

    def path(self, name: str) -> str:
        """The path of the asset `name`, from the site's root."""
        return self.paths[name]


def hashed_name(name: str, content: bytes) -> str:
    """`assets/name.hash.ext`, with a digest of the content: it may be cached for ever."""
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{extension}"


def make_assets(
    folder: Path, packages: Path, more: Mapping[str, str], begun: Future[Bundles] | None = None
) -> Assets:
    """The assets of `folder`, with the packages that npm put in `packages`, and `more` made by the build.

    `begun` are the bundles that `begin_bundle` makes. Raises FileNotFoundError when esbuild is not installed,
    BundleError when it cannot make them.
    """
    contents = dict(begun.result() if begun else bundle(folder, packages))
    contents |= {name: (folder / "images" / name).read_bytes() for name in IMAGES}
    contents |= {name: text.encode() for name, text in more.items()}
    paths = {name: hashed_name(name, content) for name, content in contents.items()}
    return Assets({paths[name]: content for name, content in contents.items()}, paths)


def settings_style(folder: Path, settings: Settings) -> Mapping[str, str]:
    """Stylesheet for the settings' additions, by name; empty where none needs one."""
    if not settings.appearance.styled:
        return {}
    style = (folder / "styles" / SETTINGS_STYLE).read_text(encoding="utf-8")
    return {SETTINGS_STYLE: style + settings.appearance.colours}


def begin_bundle(folder: Path, packages: Path) -> Future[Bundles]:
    """Start `bundle` in a thread: esbuild works while the sheets are read."""
    executor = ThreadPoolExecutor(1)
    future = executor.submit(bundle, folder, packages)
    executor.shutdown(wait=False)
    return future


def bundle(folder: Path, packages: Path, entries: tuple[str, ...] = (*SCRIPTS, *STYLES)) -> Bundles:
    """Bundle the entries of a folder, each with all that it imports.

    Packages are looked for in `packages`. Raises FileNotFoundError when esbuild is not installed, BundleError
    when it cannot make them.
    """
    program = _esbuild(packages)
    with tempfile.TemporaryDirectory(prefix="refsite-") as output:
        try:
            ran = subprocess.run(  # noqa: S603  # our own program, and names of our own
                [program, *entries, *_OPTIONS, f"--outdir={output}"],
                cwd=folder, env=os.environ | {"NODE_PATH": str(packages.resolve())},
                capture_output=True, encoding="utf-8", check=False,
            )  # fmt: skip
        except OSError as error:
            message = (
                f"esbuild, qui assemble les scripts et les styles, ne démarre pas ({error}) : supprimez le dossier "
                "node_modules, puis lancez « make site »"
            )
            raise BundleError(message) from error
        if ran.returncode:
            message = (
                f"les scripts et les styles n’ont pas pu être assemblés :\n{ran.stderr.strip()}"
            )
            raise BundleError(message)
        return {file.name: file.read_bytes() for file in sorted(Path(output).iterdir())}


def _esbuild(packages: Path) -> Path:
    """The program of esbuild for this machine, of which npm installed no other. Raises FileNotFoundError.

    The package for each platform holds it; `esbuild` itself holds a script of Node that starts it, more slowly.
    """
    for place in ("bin/esbuild", "esbuild.exe"):
        for found in packages.glob(f"@esbuild/*/{place}"):
            return found.resolve()
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(packages / "esbuild"))
