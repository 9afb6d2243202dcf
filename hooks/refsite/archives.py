"""The sheets as they were read, in a zip whose bytes depend on them alone."""

import io
import re
import zipfile
from collections.abc import Iterable

from refsite.folder import Source
from refsite.model import Referentiel

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each member: zip knows none before, and files have none that a second build would find again."""
LEVEL = 3
"""Of compression: half the time of the usual 6, for a file a tenth larger."""
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')


def to_zip(sources: Iterable[Source], comment: str) -> bytes:
    """A zip of these sheets, sorted by path, byte for byte as they were read; `comment` says what they are."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment.encode()[:65_535]
        for source in sorted(sources, key=lambda one: one.path):
            # A name that a Windows machine reads as a folder or a drive would be written elsewhere.
            member = zipfile.ZipInfo(_FORBIDDEN.sub("_", source.path), _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, source.raw, compresslevel=LEVEL)
    return content.getvalue()


def sheets_of(referentiel: Referentiel, sources: Iterable[Source]) -> tuple[Source, ...]:
    """The files of a référentiel: those of its folder, and those at the root that its nodes come from."""
    paths = {noeud.path for noeud in referentiel.racine.walk()}
    return tuple(
        source
        for source in sources
        if source.path.startswith(f"{referentiel.id}/") or source.path in paths
    )
