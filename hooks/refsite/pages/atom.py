"""The versions as an Atom feed (RFC 4287)."""

import re
from collections.abc import Sequence

from refsite.history.timeline import HistoryEntry
from refsite.pages.documents import Documents

MOST_PAGES = 40
"""Pages that an entry names; the others are counted."""

MOST_LINES = 6
"""Changes that an entry tells of a page."""

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed(documents: Documents, versions: Sequence[HistoryEntry]) -> str:
    """The feed of versions, newest first, for a site that knows its address."""
    values = {
        "versions": versions,
        "newest": max(entry.moment for entry in versions if entry.moment),
        "most_pages": MOST_PAGES,
        "most_lines": MOST_LINES,
    }
    return _NO_XML.sub("\ufffd", documents.bare("feeds/atom.xml.j2", values))
