"""Addresses of the site that a file of the folder may not take."""

from collections.abc import Collection
from dataclasses import replace

from refsite.common import messages
from refsite.common.problems import Report
from refsite.media.media import Media
from refsite.model.contents import RESERVED

_FILES = frozenset(
    "index.html index.md index.json 404.html favicon.ico llms.txt robots.txt sitemap.xml".split()
)
"""Names of files of the site, which no folder may have."""


def without_taken(media: Media, named: Collection[str], report: Report) -> Media:
    """The images and documents, but for those whose address is the site's own, which are reported.

    Those that the settings name are the maintainer's, wherever they lie.
    """
    listed = (path for path in media.files if path not in named)
    taken = {path: found for path in listed if (found := _taken(path))}
    for path, address in taken.items():
        report.add(messages.ADDRESS_TAKEN, path, address=address)
    if not taken:
        return media
    kept = {path: file for path, file in media.files.items() if path not in taken}
    return replace(media, files=kept, refused=media.refused | taken.keys())


def _taken(path: str) -> str:
    """The address of the site that a path begins with; empty when there is none."""
    folders = path.split("/")[:-1]
    if folders and folders[0] in RESERVED:
        return f"/{folders[0]}/"
    place = next((n for n, name in enumerate(folders, 1) if name in _FILES), 0)
    return f"/{'/'.join(folders[:place])}" if place else ""
