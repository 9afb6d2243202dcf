"""The versions as an Atom feed (RFC 4287), for those who follow the référentiels from elsewhere."""

import re
from collections.abc import Sequence
from html import escape

from refsite.changes.changes import Change
from refsite.changes.sentences import say, summary
from refsite.common.french import capital, count, typo
from refsite.common.settings import Settings
from refsite.history.timeline import HistoryEntry
from refsite.links import addresses

LONGEST = 40
"""Pages that an entry names; the others are counted."""

LINES = 6
"""Changes that an entry tells of a page."""

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed(versions: Sequence[HistoryEntry], settings: Settings) -> str:
    """The feed of versions, newest first; `settings` know the site's address, without which there is none."""
    home = f"{settings.site_url}{addresses.NEWS}"
    newest = max(entry.moment for entry in versions if entry.moment)
    name = escape(settings.site_name)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
        f"<title>{name}{typo(' : nouveautés')}</title>",
        f"<id>{escape(home)}</id>",
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
        f'<link rel="self" type="application/atom+xml" href="{escape(settings.site_url + addresses.FEED)}"/>',
        f"<updated>{newest:%Y-%m-%dT%H:%M:%SZ}</updated>",
        f"<author><name>{escape(settings.editeur or settings.site_name)}</name></author>",
        *(_entry(entry, home) for entry in versions),
        "</feed>\n",
    ]
    return _NO_XML.sub("\ufffd", "\n".join(parts))


def _entry(entry: HistoryEntry, home: str) -> str:
    address = escape(f"{home}#{addresses.version(entry.version)}")
    told = (
        summary(entry.changes) if entry.previous else "première version dont l’historique est connu"
    )
    pages = [_page(changes, entry) for changes in list(entry.pages.values())[:LONGEST]]
    more = len(entry.pages) - len(pages)
    rest = f"<p>{typo('Et ' + count(more, 'autre page', 'autres pages'))}.</p>" if more else ""
    listed = f"<ul>{''.join(pages)}</ul>" if pages else ""
    content = f"<p>{escape(capital(told))}.</p>{listed}{rest}"
    return (
        f"<entry><title>Version {entry.version}</title><id>{address}</id>"
        f'<link rel="alternate" type="text/html" href="{address}"/>'
        f"<updated>{entry.moment:%Y-%m-%dT%H:%M:%SZ}</updated>"
        f'<content type="html">{escape(content)}</content></entry>'
    )


def _page(changes: Sequence[Change], entry: HistoryEntry) -> str:
    said = [escape(capital(say(change, entry.sides))) for change in changes[:LINES]]
    if len(changes) > LINES:
        said.append(f"et {count(len(changes) - LINES, 'autre changement', 'autres changements')}")
    lines = "".join(f"<li>{line}</li>" for line in said)
    return f"<li>{escape(changes[0].title)}<ul>{lines}</ul></li>"
