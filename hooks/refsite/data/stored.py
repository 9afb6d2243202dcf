"""The files of data of a build: as an earlier build kept them when nothing changed since, or made beside the pages."""

import hashlib
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

import orjson

from refsite.common.atomic import whole
from refsite.common.program import program
from refsite.data.exports import Files, Inputs

_WORD = 4
"""Bytes of a checksum or a size."""


class Store:
    """A folder that holds one archive of files, named after a hash of all that they come from.

    The archive is an index, between its checksum and the files in order: (path, bytes, checksum) of each. It is
    written at once or not at all. What cannot be read there, or written, counts as not there.
    """

    def __init__(self, folder: Path, inputs: Inputs) -> None:
        self._folder = folder
        self._inputs = inputs

    @cached_property
    def place(self) -> Path:
        """Where the archive of these very inputs and of this very code stands, if there is one."""
        return self._folder / _fingerprint(self._inputs)

    def load(self) -> Files | None:
        """The files, if they are there and whole."""
        files: dict[str, bytes] = {}
        # A damaged size may be more than memory holds.
        with suppress(OSError, MemoryError), self.place.open("rb") as stream:
            checksum, size = (int.from_bytes(stream.read(_WORD), "big") for _ in range(2))
            index = stream.read(size)
            if not index or zlib.crc32(index) != checksum:
                return None
            for path, length, expected in orjson.loads(index):
                files[path] = stream.read(length)
                if zlib.crc32(files[path]) != expected:
                    return None
            return files
        return None

    def save(self, files: Files) -> None:
        """Keep the files in the place of those of any other inputs, and of what a killed build left."""
        index = orjson.dumps(
            [(path, len(content), zlib.crc32(content)) for path, content in files.items()]
        )
        with suppress(OSError):
            for old in self._folder.glob("*"):
                old.unlink(missing_ok=True)
            with whole(self.place) as stream:
                for number in (zlib.crc32(index), len(index)):
                    stream.write(number.to_bytes(_WORD, "big"))
                stream.writelines((index, *files.values()))


class LazyFiles(Files):
    """Files that are made when the first of them is asked for, unless a store has them.

    After `begin`, a second process makes them meanwhile.
    """

    def __init__(self, make: Callable[[], Files], store: Store | None = None) -> None:
        self._make = make
        self._store = store
        self._process: int | None = None

    def begin(self) -> None:
        """Have a second process make the files, where there is a processor for it, and leave them in the store.

        Whatever becomes of that process costs only time: what it does not leave there is made here.
        """
        store, make = self._store, self._make
        if store and not store.place.exists() and self._process is None and has_room():
            self._process = _beside(lambda: store.save(make()))

    @cached_property
    def _made(self) -> Files:
        if self._process is not None:
            with suppress(ChildProcessError):  # whoever ended it
                os.waitpid(self._process, 0)
        found = self._store.load() if self._store else None
        if found is None:
            found = self._make()
            if self._store:
                self._store.save(found)
        return found

    def __getitem__(self, path: str) -> bytes:
        return self._made[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def has_room() -> bool:
    """Whether a copy of this process may be made (no other thread holds a lock) and has a processor to itself."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity"):
        return False
    return threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _beside(work: Callable[[], object]) -> int:
    """The number of a copy of this process that does `work` and nothing else: it prints nothing, not even an error.

    It holds no open file of ours: a build that is killed lets go of its locks and of its output at once.
    """
    process = os.fork()
    if process:
        return process
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        work()
    finally:
        os._exit(0)


def _fingerprint(inputs: Inputs) -> str:
    """A hash of everything that a byte of the files can come from."""
    names = " ".join(referentiel.id for referentiel in inputs.contenu.referentiels)
    parts = (program(), repr(inputs.settings), repr(inputs.edition), inputs.schema, names)
    digest = hashlib.sha256()
    for name, content in (
        *(("", part.encode()) for part in parts),
        *((source.path, source.raw) for source in inputs.sources),
    ):
        digest.update(f"{len(name)} {name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
