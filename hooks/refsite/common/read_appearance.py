"""Settings of mkdocs.yml, as plain values, to the appearance of the site; nothing of another host is accepted."""

import hashlib
import posixpath
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from refsite.common import messages, palette
from refsite.common.appearance import Link, Script
from refsite.common.problems import Message, Report
from refsite.common.safe_html import INLINE_TAGS, clean_inline
from refsite.common.settings import is_placeholder, web_address

Key = str | int
Place = Callable[..., tuple[str, int]]
"""The file and the line of a setting, from its keys."""

_HASHED = "assets/"
"""The folder that hosts are told to cache for ever."""
_LINKS = ("https", "http", "mailto", "tel")
_PNG_SIZE = slice(16, 24)
"""Where the header of a PNG has its width and its height, four bytes each."""
_HEAD = 4096
"""Bytes in which an SVG has its first tag."""
_VIEW_BOX = re.compile(
    rb"<svg\b[^>]*\bviewBox=[\"'][\d.-]+[ ,]+[\d.-]+[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)[\"']"
)
_TAG = re.compile(r"<([a-zA-Z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Where:
    """Where problems of settings go: the report, the place of each setting, the name of the content's folder."""

    report: Report
    place: Place
    folder: str


def named(keys: Sequence[Key]) -> str:
    """The name of a setting in messages: `theme.logo`, `extra.social[0].link`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


class Shelf:
    """The files of the content's folder that settings name."""

    def __init__(self, folder: Path, where: Where) -> None:
        self.files: dict[str, bytes] = {}
        self._root = folder.resolve()
        self._where = where

    def address(self, value: object, *keys: Key) -> str:
        """The address of a file, which will be published; empty when it is refused."""
        path = self.path(value, *keys)
        if not path:
            return ""
        try:
            content = (self._root / path).read_bytes()
        except OSError:
            self._refuse(messages.SETTING_FILE, str(value), keys)
            return ""
        self.files[path] = content
        version = f"?{hashlib.sha256(content).hexdigest()[:10]}" if path.startswith(_HASHED) else ""
        return quote(path) + version

    def path(self, value: object, *keys: Key) -> str:
        """The path of a file that is there; empty when it is not, is a link or hidden, or is on another host."""
        text = str(value)
        if _is_elsewhere(text):
            self._refuse(messages.SETTING_HOST, text, keys)
            return ""
        path = posixpath.normpath(text.partition("?")[0])
        file = self._root / path
        inside = not path.startswith("/") and not any(p.startswith(".") for p in path.split("/"))
        if not inside or not file.is_file() or file.resolve() != file:
            self._refuse(messages.SETTING_FILE, text, keys)
            return ""
        return path

    def _refuse(self, message: Message, text: str, keys: Sequence[Key]) -> None:
        report, place, folder = self._where.report, self._where.place(*keys), self._where.folder
        report.add(message, *place, key=named(keys), value=text, folder=folder)


def image_size(raw: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, or of an SVG that has a `viewBox`; None for any other file."""
    if raw.startswith(b"\x89PNG\r\n\x1a\n") and len(raw) >= _PNG_SIZE.stop:
        width, height = struct.unpack(">II", raw[_PNG_SIZE])
        return width, height
    if found := _VIEW_BOX.search(raw[:_HEAD]):
        width, height = (round(float(side)) for side in found.groups())
        return max(width, 1), max(height, 1)
    return None


def _is_elsewhere(text: str) -> bool:
    """Whether an address names a host or a scheme."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def read_scripts(values: Sequence[Mapping[str, object]], shelf: Shelf) -> tuple[Script, ...]:
    """The scripts of `extra_javascript`, each given as MkDocs's mapping, that are files of the content."""
    found = []
    for place, value in enumerate(values):
        if address := shelf.address(value["path"], "extra_javascript", place):
            kind = str(value.get("type") or "")
            found.append(Script(address, kind, bool(value.get("defer")), bool(value.get("async"))))
    return tuple(found)


def read_copyright(value: str, where: Where) -> Markup:
    """The notice of the footer, cleaned; tags that are not kept are told."""
    gone = sorted({tag.lower() for tag in _TAG.findall(value)} - INLINE_TAGS)
    if gone:
        where.report.add(
            messages.SETTING_PART, *where.place("copyright"), key="copyright",
            left=", ".join(f"<{tag}>" for tag in gone),
        )  # fmt: skip
    return clean_inline(value)


def read_homepage(value: object, where: Where) -> str:
    """The address to which the site's name leads: of the web, or a path of the site."""
    text = str(value or "")
    if value and not isinstance(value, str):
        _refuse_link(text, where, "extra", "homepage")
        return ""
    if text and not _is_elsewhere(text):
        return quote(text.lstrip("./"), safe="/#%")
    address = web_address(text)
    if text and not address:
        _refuse_link(text, where, "extra", "homepage")
    return "" if is_placeholder(address) else address


def read_links(values: object, icon: Callable[[str], Markup], where: Where) -> tuple[Link, ...]:
    """The links of `extra.social`; `icon` gives the SVG of an icon's name, or nothing."""
    if not isinstance(values, list) or not all(isinstance(one, Mapping) for one in values):
        where.report.add(
            messages.SETTING_SHAPE, *where.place("extra", "social"), key="extra.social",
            example="pour chacun un élément de liste : - {icon: …, link: https://…, name: …}",
        )  # fmt: skip
        return ()
    found = []
    for place, value in enumerate(values):
        text = str(value.get("link") or "")
        if not _is_link(text):
            _refuse_link(text, where, "extra", "social", place, "link")
        elif is_placeholder(text):
            keys = ("extra", "social", place, "link")
            where.report.add(
                messages.SETTING_IGNORED, *where.place(*keys), key=named(keys),
                why="c’est une adresse d’exemple",
            )  # fmt: skip
        else:
            name = str(value.get("name") or urlsplit(text).hostname or text.partition(":")[2])
            found.append(Link(web_address(text) or text, name, icon(str(value.get("icon") or ""))))
    return tuple(found)


def _is_link(text: str) -> bool:
    try:
        return urlsplit(text).scheme in _LINKS and text.isprintable()
    except ValueError:
        return False


def _refuse_link(text: str, where: Where, *keys: Key) -> None:
    where.report.add(messages.SETTING_LINK, *where.place(*keys), key=named(keys), value=text)


def read_palette(value: object, tokens_css: str, where: Where) -> tuple[str, str]:
    """The CSS of the tokens that `theme.palette` changes, and the scheme of the site where it has only one."""
    several = value if isinstance(value, list) else [value]
    entries = [entry for entry in several if isinstance(entry, Mapping)]
    if not entries or len(entries) < len(several):
        where.report.add(
            messages.SETTING_SHAPE, *where.place("theme", "palette"), key="theme.palette",
            example="par exemple palette: {scheme: default, primary: indigo}",
        )  # fmt: skip
        return "", ""

    def keys_of(entry: int, key: str) -> tuple[Key, ...]:
        return ("theme", "palette", *([entry] if isinstance(value, list) else []), key)

    for entry, key, name in palette.unknown(entries):
        keys = keys_of(entry, key)
        where.report.add(
            messages.SETTING_IGNORED, *where.place(*keys), key=named(keys),
            why=f"{name} n’est pas une valeur de Material ; une couleur à vous s’écrit dans extra_css, par --accent",
        )  # fmt: skip
    css, weak = palette.colours(entries, palette.read_tokens(tokens_css))
    for one in weak:
        keys = keys_of(one.entry, one.key)
        where.report.add(
            messages.SETTING_COLOUR, *where.place(*keys), key=named(keys), name=one.name,
            ratio=one.ratio, ground="clair" if one.scheme == "default" else "sombre", least=palette.ENOUGH,
        )  # fmt: skip
    return css, palette.default_scheme(entries)
