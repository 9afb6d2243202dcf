"""Addresses that a text writes as files of the folder, to addresses of the site: `../eci/5.2.md#5.2.1`, `images/x.png`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote

from refsite.common import ids, messages
from refsite.common.safe_html import ROOT
from refsite.links import addresses
from refsite.links.index import Target
from refsite.media.kinds import KINDS
from refsite.media.media import Media, MediaFile
from refsite.model.values import CATEGORIES, Contenu
from refsite.prose.parse import Destination

_LINK = re.compile(r"\]\(|<(?:a|img)\b", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|www\.", re.IGNORECASE)
_OFFICE = "md html htm txt doc xls ppt pptx odp odg rtf tif tiff bmp jfif heic svgz eps mp4 7z rar".split()
_FILE = re.compile(
    rf"""\.{{0,2}}/|\#                                              # ../a, ./a, /a, #a
    |\S*\.(?:{"|".join((*KINDS, *_OFFICE))})(?=[?\#]|$)            # a/b.pdf
    |(?:[\w-]+|[\d.]+)(?:/[\w.-]+)*/(?=[?\#]|$)                   # a/b/, 6.1.2/""",
    re.VERBOSE | re.IGNORECASE,
)
"""Addresses of files; `a.fr` and `a.fr/b/`, which lack their `https://`, are none."""
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
"""An address on the web without its `https://`, unless there is such a folder."""
_NEAR = 0.6
"""Likeness below which a name is no suggestion, of 1."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that texts may name: paths of the Markdown ones, those in `error`, images and documents.

    `pages` are the addresses of ordinary pages by path, percent-encoded.
    """

    sheets: frozenset[str] = frozenset()
    error: frozenset[str] = frozenset()
    media: Media = field(default_factory=Media)
    pages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that texts take from the files of the folder: addresses by path, images and documents, files not published.

    `keys` has the key of the node that each sheet describes, `pages` the address of each other Markdown file that is
    a page, `unpublished` the paths of files that exist and are not published.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    media: Media = field(default_factory=Media)
    unpublished: frozenset[str] = frozenset()
    error: frozenset[str] = frozenset()
    """Paths of files that have an error of their own, which says enough."""
    known: frozenset[str] = frozenset()
    """Addresses of pages that are no node's."""

    @property
    def digest(self) -> tuple[str, ...]:
        """What the HTML of a text can show of pages, images and documents."""
        files = self.media.files.values()
        shown = (f"{file.path} {file.size} {file.width} {file.height}" for file in files)
        return (*(f"{path} {address}" for path, address in self.pages.items()), *shown)


def may_name_files(text: str) -> bool:
    """Whether a text has what every link or image has; most have none."""
    return _LINK.search(text) is not None


def read_facts(contenu: Contenu, folder: Folder) -> Facts:
    """The facts of a folder."""
    keys: dict[str, str] = {}
    known = {*addresses.FIXED, *map(addresses.to_print, contenu.referentiels)}
    known.update(addresses.theme(theme.id) for theme in contenu.thematiques)
    known.update(map(addresses.categorie, CATEGORIES))
    for referentiel in contenu.referentiels:
        for noeud in referentiel.racine.walk():
            if noeud.path in folder.sheets:
                keys.setdefault(noeud.path, noeud.key)
    own = {"index.md": addresses.HOME, "climat-pratic.md": addresses.THEMES}
    pages = {path: own[path] for path in own if path in folder.sheets}
    pages |= {_composed(path): address for path, address in folder.pages.items()}
    unpublished = folder.sheets.union(folder.media.aside) - keys.keys() - pages.keys()
    known.update(pages.values())
    return Facts(keys, pages, folder.media, unpublished, folder.error, frozenset(known))


class Places:
    """Where the files of a folder are published; two with the same facts lead every address to the same place."""

    def __init__(
        self, facts: Facts | None = None, targets: Mapping[str, Target] | None = None
    ) -> None:
        self.facts = facts = facts or Facts()
        self._targets = targets or {}
        self._media = {_composed(path): file for path, file in facts.media.files.items()}
        self._wrong = frozenset(map(_composed, facts.media.refused | facts.error))
        self._unpublished = frozenset(map(_composed, facts.unpublished))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self.facts == other.facts

    __hash__ = None  # type: ignore[assignment]  # it is compared, never a key

    def lead(self, written: str, path: str, *, image: bool = False) -> Destination | None:
        """Where an address in the file `path` leads; None for one that is no file's, which others judge.

        For an image, every address without a host is a file's.
        """
        if _SCHEME.match(written) or "://" in written or not (image or _FILE.match(written)):
            return None
        place, _, anchor = written.partition("#")
        place, anchor = unquote(place.partition("?")[0]), unquote(anchor)
        if place.startswith("/"):
            return self._absolute(place.lstrip("/"), anchor)
        target = _composed(normpath(join(dirname(path), place))) if place else path
        if target == ".." or target.startswith("../"):
            return Destination(problem=messages.FILE_OUTSIDE)
        found = None if place.endswith("/") else self._file(target, anchor)
        if found is None and _HOST.match(written):
            return None
        return found or Destination(problem=messages.FILE_MISSING)

    def at(self, address: str) -> Destination | None:
        """Where an address from the root of the site leads, percent-encoded; None when nothing is there."""
        place, _, anchor = address.partition("#")
        found = self._absolute(unquote(place), unquote(anchor))
        return found if found.address else None

    def nearest(self, written: str, path: str) -> str | None:
        """The address of the most alike file, as the file `path` would write it; None when none is."""
        place = unquote(written.partition("#")[0].partition("?")[0])
        target = _composed(normpath(join(dirname(path), place)).strip("/"))
        name = target.rpartition("/")[2].casefold()
        likely = (
            *(one for one in (f"{target}.md", f"{target}/index.md") if one in self._candidates),
            *(one for one in self._candidates if one.rpartition("/")[2].casefold() == name),
            *get_close_matches(target, self._candidates, 1, _NEAR),
        )
        return relpath(likely[0], dirname(path) or ".") if likely else None

    @cached_property
    def _candidates(self) -> tuple[str, ...]:
        return (*self.facts.keys, *self.facts.pages, *self._media)

    def _file(self, target: str, anchor: str) -> Destination | None:
        """Where a file of the folder leads; None when there is none."""
        if target in self._wrong and target not in self.facts.keys:
            return Destination()
        if file := self._media.get(target):
            return _of_media(file, anchor)
        if key := self.facts.keys.get(target):
            return self._node(key, anchor)
        if target in self.facts.pages:
            return self._page(self.facts.pages[target], anchor)
        if target in self._unpublished:
            return Destination(problem=messages.FILE_UNPUBLISHED)
        return None

    def _node(self, key: str, anchor: str) -> Destination:
        """A node's page, or the anchor of a node that its sheet describes."""
        own = self._targets[key]
        referentiel, _, id_ = key.partition("/")
        if not anchor:
            return _of_node(own)
        inside = ids.is_id(anchor) and (not id_ or anchor == id_ or anchor.startswith(f"{id_}."))
        found = self._targets.get(f"{referentiel}/{anchor}") if inside else None
        if found and found.alive:
            return _of_node(found)
        return _of_node(own, problem=True)

    def _page(self, address: str, anchor: str) -> Destination:
        """A page that is no node's. Themes are the anchors of their catalogue, which have pages of their own."""
        if address == addresses.THEMES and anchor:
            theme = addresses.theme(anchor)
            there = theme in self.facts.known
            problem = None if there else messages.ANCHOR_MISSING
            return Destination(f"{ROOT}:{theme if there else address}", problem)
        return Destination(f"{ROOT}:{address}" + (f"#{quote(anchor)}" if anchor else ""))

    def _absolute(self, address: str, anchor: str) -> Destination:
        """An address from the root of the site, of a page or of a file; `/cae/6.1.2.md` is taken for its page."""
        if found := self._file(_composed(address), anchor):
            return found
        key = address.rstrip("/") if "/" in address.rstrip("/") else f"{address.rstrip('/')}/"
        if address.endswith("/") and key in self._targets:
            return self._node(key, anchor)
        if quote(address) in self.facts.known or not address:
            return self._page(quote(address), anchor)
        return Destination(problem=messages.FILE_MISSING)


def _of_media(file: MediaFile, anchor: str) -> Destination:
    label = () if file.kind.image else file.label
    size = (file.width, file.height) if file.kind.image else None
    part = f"#{quote(anchor, safe='=')}" if anchor else ""  # of a PDF: page=2
    address = f"{ROOT}:{file.address}{part}"
    return Destination(address, label=label, size=size, file=file.path)


def _of_node(target: Target, *, problem: bool = False) -> Destination:
    title = f"{target.key.partition('/')[2]} {target.name}".strip()
    missing = messages.ANCHOR_MISSING if problem else None
    return Destination(f"{ROOT}:{target.address}", missing, title=title, key=target.key)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


NO_FOLDER = Folder()
