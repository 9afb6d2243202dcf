"""Zip archives of the sheets, byte for byte as they were read."""

import io
import re
import zipfile
from collections.abc import Iterable

from refsite.model.values import Referentiel
from refsite.reading.folder import Source

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of each member: the earliest that zip knows, since files have none that a second build would find again."""
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')


def to_zip(sources: Iterable[Source], comment: str) -> bytes:
    """A zip of the sheets, sorted by path; `comment` is that of the archive.

    Names, order, dates and rights depend on the sheets alone; the compressed bytes, on the machine's zlib too.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.comment = comment.encode()[:65_535]
        for source in sorted(sources, key=lambda one: one.path):
            # Windows would read these characters as a folder or a drive, and write elsewhere.
            member = zipfile.ZipInfo(_FORBIDDEN.sub("_", source.path), _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, source.raw)
    return content.getvalue()


def sheets_of(referentiel: Referentiel, sources: Iterable[Source]) -> tuple[Source, ...]:
    """The files of a référentiel: its folder, and the files at the root that its nodes come from."""
    paths = {noeud.path for noeud in referentiel.racine.walk()}
    return tuple(
        source
        for source in sources
        if source.path.startswith(f"{referentiel.id}/") or source.path in paths
    )
