"""The files of data of a build: exported at their first use, unless the cache has them."""

import io
import zipfile
from collections.abc import Iterator
from functools import cached_property

from refsite.common.disk_cache import DiskCache, digest
from refsite.data.exports import Files, Inputs, export
from refsite.links.lookup import Views

_NAME = "exports"
_MOST = 100_000_000
"""Bytes of files that are kept at most: to pack them takes their size in memory once more."""


class LazyFiles(Files):
    """A mapping of paths to bytes that is made at its first use."""

    def __init__(self, inputs: Inputs, views: Views, cache: DiskCache) -> None:
        self._arguments = (inputs, views, cache)

    @cached_property
    def _files(self) -> Files:
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
    if sum(map(len, files.values())) <= _MOST:
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
