"""Compressed copies beside the files of a site, for hosts that send them as they are (nginx: gzip_static)."""

import gzip
import os
from pathlib import Path

_TEXTS = frozenset(
    ".html .css .js .json .xml .atom .csv .txt .md .svg .ico .webmanifest .xsl".split()
)
_WORTH = 512
"""Bytes under which an answer fits a packet or two either way."""


def compress(site: Path) -> tuple[int, int, int]:
    """Write `file.gz` beside each text of `site`: how many, their bytes before, and after. Raises OSError.

    The same text gives the same bytes: the copy says neither a name nor a moment. Each appears whole or not at all.
    """
    done = before = after = 0
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        if file.suffix not in _TEXTS:
            continue
        text = file.read_bytes()
        small = gzip.compress(text, 9, mtime=0)
        copy = file.with_name(f"{file.name}.gz")
        if len(text) < _WORTH or len(small) >= len(text):
            copy.unlink(missing_ok=True)
            continue
        part = file.with_name(f".{file.name}.gz.{os.getpid()}")
        part.write_bytes(small)
        part.chmod(0o644)
        part.replace(copy)
        done, before, after = done + 1, before + len(text), after + len(small)
    return done, before, after
