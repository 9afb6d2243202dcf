"""The stylesheets and scripts that pages load: each one file, small, named after what it holds.

Scripts are written as modules; the browser gets each entry with what it imports in one piece.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import rjsmin

_IMPORT = re.compile(r'^import (?:\{[^}]*\}|\w+) from "(?P<name>[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:\{[^}]*\};?\n|default |)", re.MULTILINE)

STYLES: Mapping[str, tuple[str, ...]] = {
    "site.css": ("colours.css", "text.css", "frame.css", "parts.css", "print.css"),
    "news.css": ("news.css",),
    "search.css": ("search.css", "selection.css"),
    "explorer.css": ("explorer.css", "selection.css"),
    "selection.css": ("selection.css",),
}
"""Each stylesheet, and the files of the folder `styles` that it is made of, in order."""
SCRIPTS = (
    "page.js", "worker.js", "search.js", "results.js", "explorer.js", "ticks.js", "selection.js", "grid.js",
)  # fmt: skip
"""The entries: what pages load, each with all that it imports."""
ON_DEMAND = frozenset({"grid.js"})
"""Entries that another script imports when it needs them: they go on exporting what they offer."""
IMAGES = ("icone.svg", "icone-180.png", "partage.png")
PACKAGES = {"minisearch": "minisearch/dist/es/index.js", "fflate": "fflate/esm/browser.js"}
"""The module of each package of npm that scripts import, in the folder of npm's packages."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The files to publish by path, and the path of each by the name that templates use."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]

    def path(self, name: str) -> str:
        """Where the asset `name` stands, from the site's root."""
        return self.paths[name]


def hashed_name(name: str, content: bytes) -> str:
    """`assets/name.hash.ext`: a name that changes with what it holds may be cached for ever."""
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{extension}"


def make_assets(folder: Path, packages: Path, more: Mapping[str, str]) -> Assets:
    """The assets of `folder`, with the packages that npm put in `packages`, and `more` made by the build.

    Raises FileNotFoundError when a package is not installed.
    """
    contents = {
        name: b"\n".join((folder / "styles" / part).read_bytes() for part in parts)
        for name, parts in STYLES.items()
    }
    contents |= {name: bundle(name, folder / "scripts", packages).encode() for name in SCRIPTS}
    contents |= {name: (folder / "images" / name).read_bytes() for name in IMAGES}
    contents |= {name: text.encode() for name, text in more.items()}
    paths = {name: hashed_name(name, content) for name, content in contents.items()}
    return Assets({paths[name]: content for name, content in contents.items()}, paths)


def bundle(entry: str, folder: Path, packages: Path) -> str:
    """The script `entry` of `folder` and all that it imports, in one piece without comments."""
    pieces: dict[str, str] = {}

    def add(name: str) -> None:
        if name in pieces:
            return
        pieces[name] = ""
        local = name.startswith("./") or name == entry
        file = folder / name.removeprefix("./") if local else packages / PACKAGES[name]
        text = file.read_text(encoding="utf-8")
        for found in _IMPORT.finditer(text):
            add(found["name"])
        del pieces[name]
        pieces[name] = _IMPORT.sub("", text)
        if name not in ON_DEMAND:
            pieces[name] = _EXPORT.sub("", pieces[name])

    add(entry)
    return str(rjsmin.jsmin("".join(pieces.values())))
