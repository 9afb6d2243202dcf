"""Report of a build, in a few French lines: its pages and files, and the changes since the last one."""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import TextIO

from refsite.common.french import NBSP, count, number, typo
from refsite.site.publish import Written

_NAMED = 5
"""Most pages that are named; above, their number is given."""
_REDIRECT = b'<meta http-equiv="refresh"'
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All that are neither a tabulation nor the end of a line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Files of a site that are new, changed and gone, as sorted paths."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def inventory(folder: Path) -> frozenset[str]:
    """Paths of the files of a folder; none where there is no folder. Raises OSError."""
    return frozenset(_files(str(folder), "")) if folder.is_dir() else frozenset()


def _files(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name


def difference(old: Path, new: Written) -> Difference:
    """Difference from the site in the folder `old`. Raises OSError."""
    before = inventory(old)
    after = new.sizes.keys()
    return Difference(
        tuple(sorted(after - before)),
        tuple(sorted(after & before - new.same)),
        tuple(sorted(before - after)),
    )


def report(  # noqa: PLR0913  # named at the call
    site: Path, written: Written, *, pages: Collection[str], place: str, seconds: float, found: str
) -> str:
    """The lines about the files written, of which `pages` are pages, and which will replace `site`.

    `found` sums up the problems.
    """
    others = count(len(written.sizes) - len(pages), "autre fichier", "autres fichiers")
    megabytes = number(Decimal(sum(written.sizes.values())) / 1_000_000, 1)
    built = (
        f"{place} : {count(len(pages), 'page', 'pages')}, {others}, "
        f"{megabytes}{NBSP}Mo, en {number(Decimal(seconds), 1)}{NBSP}s."
    )
    try:
        since = _compared(site, written, pages)
    except OSError:  # a disk that refuses to read the old site does not forbid the new one
        since = ["Le site précédent n’a pas pu être relu : ce qui a changé n’est pas connu."]
    return "".join(f"{typo(line)}\n" for line in (built, f"Fiches : {found}.", *since))


def _compared(site: Path, written: Written, pages: Collection[str]) -> list[str]:
    if not (site / "index.html").is_file():
        return ["C’est la première construction à cet endroit."]
    found = difference(site, written)
    return _since(found, {name for name in found.gone if _was_page(site, name)}.union(pages))


def _was_page(site: Path, name: str) -> bool:
    """Whether a file that is gone was a page with an address: neither a redirect nor the page for lost visitors."""
    return name.endswith("index.html") and _REDIRECT not in (site / name).read_bytes()


def from_here(folder: Path) -> str:
    """Path of a folder as an editor would type it in the current one."""
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)


def print_to(stream: TextIO, text: str) -> None:
    """Write lines of text to a terminal, without control characters.

    A sign that its encoding lacks becomes « ? ».
    """
    plain = _CONTROL.sub("\ufffd", text)
    stream.write(plain.encode(stream.encoding, "replace").decode(stream.encoding))


def _since(found: Difference, pages: Collection[str]) -> list[str]:
    parts = (found.new, found.changed, found.gone)
    of_pages = Difference(*(tuple(name for name in names if name in pages) for names in parts))
    others = sum(name not in pages for name in chain(*parts))
    told = [_counted(of_pages)] if _counted(of_pages) else []
    if others:
        told.append(count(others, "autre fichier touché", "autres fichiers touchés"))
    if not told:
        return ["Rien n’a changé depuis la construction précédente."]
    return [f"Depuis la construction précédente : {' ; '.join(told)}.", *_named(of_pages)]


def _counted(pages: Difference) -> str:
    """« 3 pages changées, 1 page nouvelle », empty when there is none."""
    words = (
        (pages.changed, "page changée", "pages changées"),
        (pages.new, "page nouvelle", "pages nouvelles"),
        (pages.gone, "page retirée", "pages retirées"),
    )
    return ", ".join(count(len(names), one, many) for names, one, many in words if names)


def _named(pages: Difference) -> list[str]:
    """The addresses of the pages, one a line, when they are few."""
    lines = [
        f"    {word} /{name.removesuffix('index.html')}"
        for names, word in (
            (pages.changed, "changée"),
            (pages.new, "nouvelle"),
            (pages.gone, "retirée"),
        )
        for name in names
    ]
    return lines if len(lines) <= _NAMED else []
