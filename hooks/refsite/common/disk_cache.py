"""The cache on disk: files of bytes, each valid for one key and for the program that wrote it.

It only saves time. A file that is absent, damaged, of another key or of another program is not used; one that
cannot be written is not kept.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from refsite.common.atomic import atomic_write
from refsite.common.program import program


@dataclass(frozen=True, slots=True)
class DiskCache:
    """A folder of cached files; without a folder, nothing is cached."""

    folder: Path | None

    def load(self, name: str, key: str) -> bytes | None:
        """Content saved under `name` with this key by this program; None without it."""
        if self.folder is None:
            return None
        try:
            with (self.folder / name).open("rb") as stream:
                mark, content = stream.readline(), stream.read()
        except OSError:
            return None
        return content if mark == _mark(key, content) else None

    def save(self, name: str, key: str, content: bytes) -> None:
        """Write a content atomically, over that of any other key under `name`."""
        if self.folder is not None:
            with suppress(OSError), atomic_write(self.folder / name) as stream:
                stream.writelines((_mark(key, content), content))


NO_CACHE = DiskCache(None)
PROJECT_CACHE = DiskCache(Path(__file__).parents[3] / ".cache" / "build")
"""The cache of this checkout, which may be deleted at any time."""


def digest(*parts: str | bytes) -> str:
    """SHA-256 of the parts, each with its length, so that no two lists of parts are alike."""
    hash_ = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hash_.update(f"{len(content)} ".encode())
        hash_.update(content)
    return hash_.hexdigest()


def _mark(key: str, content: bytes) -> bytes:
    """First line of a cached file: it changes with the program, the key and every byte of the content."""
    return f"{digest(program(), key, content)}\n".encode()
