"""The files of data of a build: exported at their first use or by a second process, unless the cache has them."""

import io
import multiprocessing
import os
import signal
import sys
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cached_property
from typing import Any

from refsite.common.disk_cache import DiskCache, digest
from refsite.data.exports import Files, Inputs, export
from refsite.links.lookup import Views

_NAME = "exports"


class LazyFiles(Files):
    """A mapping of paths to bytes that is made at its first use."""

    def __init__(self, inputs: Inputs, views: Views, cache: DiskCache) -> None:
        self._arguments = (inputs, views, cache)
        self._future: Future[None] | None = None

    def begin(self) -> None:
        """Start the export in a second process, which leaves its files in the cache."""
        if sys.platform == "linux":
            forked = multiprocessing.get_context("fork")
            # A fork inherits the arguments of its initializer; those of its work would be copied.
            executor = ProcessPoolExecutor(1, forked, _enter, self._arguments)
            self._future = executor.submit(_export_inherited)
            executor.shutdown(wait=False)

    @cached_property
    def _files(self) -> Files:
        if self._future:
            with suppress(BrokenProcessPool):
                self._future.result()
        return cached_export(*self._arguments)

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def cached_export(inputs: Inputs, views: Views, cache: DiskCache) -> Files:
    """Every file of data by path, as `export` makes them."""
    key = cache_key(inputs)
    content = cache.load(_NAME, key)
    if content is not None:
        return _unpacked(content)
    files = export(inputs, views)
    cache.save(_NAME, key, _packed(files))
    return files


def cache_key(inputs: Inputs) -> str:
    """Hash of everything that a byte of the files can come from, our own code aside."""
    names = " ".join(referentiel.id for referentiel in inputs.contenu.referentiels)
    sheets = (part for source in inputs.sources for part in (source.path, source.raw))
    files = inputs.texts.places.facts.digest
    return digest(
        repr(inputs.settings), repr(inputs.edition), inputs.schema, names, *files, *sheets
    )


_inherited: list[tuple[Inputs, Views, DiskCache]] = []
"""In the second process, the arguments of its only export."""


def _enter(*arguments: Any) -> None:  # noqa: ANN401  # those of cached_export
    """Begin the second process, which ends with the first: after a kill it would wait for work, and hold our locks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first is told, too
    threading.Thread(target=_exit_after_parent, daemon=True).start()
    _inherited.append(arguments)


def _export_inherited() -> None:
    cached_export(*_inherited.pop())


def _exit_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)


def _packed(files: Files) -> bytes:
    """The files in one archive, not compressed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for path, file in files.items():
            archive.writestr(zipfile.ZipInfo(path), file)
    return content.getvalue()


def _unpacked(content: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}
