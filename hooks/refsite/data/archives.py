"""The sheets as they were read, in a zip whose bytes depend on them alone; and that zip, which workbooks are too."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import IO

from zlib_ng import zlib_ng

from refsite.model.values import Referentiel
from refsite.reading.folder import Source

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each member: zip knows none before, and files have none that a second build would find again."""
LEVEL = 2
"""Of compression: a third of the time of the usual 6 of zlib, for a file a tenth larger."""
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')


class Zip(zipfile.ZipFile):
    """A zip that zlib-ng compresses: in less time, and into the same bytes on every machine.

    Python's own zlib is that of the system, and which one that is differs.
    """

    def open(
        self, name: str | zipfile.ZipInfo, mode: str = "r", pwd: bytes | None = None, *, force_zip64: bool = False
    ) -> IO[bytes]:  # fmt: skip
        """As ZipFile's, whose members have no other place for a compressor of one's own than where theirs stands."""
        stream = super().open(name, mode, pwd, force_zip64=force_zip64)  # type: ignore[arg-type]
        if getattr(stream, "_compressor", None):
            stream._compressor = zlib_ng.compressobj(LEVEL, zlib_ng.DEFLATED, -15)  # type: ignore[attr-defined]  # noqa: SLF001
        return stream


def to_zip(sources: Iterable[Source], comment: str) -> bytes:
    """A zip of these sheets, sorted by path, byte for byte as they were read; `comment` says what they are."""
    content = io.BytesIO()
    with Zip(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment.encode()[:65_535]
        for source in sorted(sources, key=lambda one: one.path):
            # A name that a Windows machine reads as a folder or a drive would be written elsewhere.
            member = zipfile.ZipInfo(_FORBIDDEN.sub("_", source.path), _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, source.raw)
    return content.getvalue()


def sheets_of(referentiel: Referentiel, sources: Iterable[Source]) -> tuple[Source, ...]:
    """The files of a référentiel: those of its folder, and those at the root that its nodes come from."""
    paths = {noeud.path for noeud in referentiel.racine.walk()}
    return tuple(
        source
        for source in sources
        if source.path.startswith(f"{referentiel.id}/") or source.path in paths
    )
