"""Check of SVG: no script, no handler, nothing from elsewhere; and the size of the drawing.

An `<img>` runs none of it anyway; but a drawing has an address of its own, at which a browser opens it as a page.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import (
    expat,
)  # no entity is ever declared: a document type is refused before one could be

from refsite.common import bounds, messages
from refsite.common.problems import Message

Size = tuple[int, int]
"""Width and height in pixels."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_EDITORS = frozenset({
    "http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#", "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/", "http://www.bohemiancoding.com/sketch/ns", "http://www.serif.com/",
    "https://boxy-svg.com", "http://www.figma.com/figma/ns",
})  # fmt: skip
"""What drawing programs note for themselves; no browser acts on it."""
_ELEMENTS = frozenset(
    """a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
    feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g hatch hatchpath image line linearGradient
    marker mask metadata mpath path pattern polygon polyline radialGradient rect set solidcolor stop style svg switch
    symbol text textPath title tspan use view""".split()
)
_ANIMATIONS = frozenset({"animate", "animateMotion", "animateTransform", "set"})
_INSIDE = re.compile(
    r"\s*(?:#[^\s]*|data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*)\s*"
)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_LOADS = re.compile(r"@import|\\|(?:image-set|image|src|expression)\s*\(", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\x00-\x20]+")
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{0,20})?|\.\d{1,20})(px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_DEFAULT = 300.0, 150.0
"""Size of a drawing that says none, in browsers."""
_MOST = 20_000


class SvgError(Exception):
    """A drawing that is not published: the message, the line from 1, the value to quote."""

    def __init__(self, message: Message, line: int, value: str = "") -> None:
        super().__init__(value)
        self.message, self.line, self.value = message, line, value


def svg_size(raw: bytes) -> Size:
    """Width and height of a drawing, in pixels, once all of it is checked. Raises SvgError."""
    return _Check().run(raw)


@dataclass(slots=True)
class _Check:
    """The parse of one drawing."""

    parser: expat.XMLParserType = field(init=False)
    depth: int = 0
    size: Size = (0, 0)
    css: list[str] | None = None
    """Text of the style element that is open."""

    def __post_init__(self) -> None:
        # What hosts send it as; another encoding could hide a script from a reader of this one.
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.XmlDeclHandler = self._declaration
        self.parser.StartDoctypeDeclHandler = lambda *_: self._refuse(messages.SVG_HEAD, "DOCTYPE")
        self.parser.ProcessingInstructionHandler = lambda name, _: self._refuse(
            messages.SVG_HEAD, name
        )
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text

    def run(self, raw: bytes) -> Size:
        try:
            self.parser.Parse(raw, True)  # noqa: FBT003  # expat's signature
        except expat.ExpatError as error:
            raise SvgError(messages.SVG_UNREADABLE, error.lineno) from error
        return self.size

    def _refuse(self, message: Message, value: str) -> None:
        raise SvgError(message, self.parser.CurrentLineNumber, value)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in {"utf-8", "us-ascii"}:
            self._refuse(messages.SVG_HEAD, f'encoding="{encoding}"')

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if space != _SVG and (not self.depth or space not in _EDITORS):
            self._refuse(messages.SVG_ELEMENT, tag)
        if space == _SVG and (tag not in _ELEMENTS or (not self.depth and tag != "svg")):
            self._refuse(messages.SVG_ELEMENT, tag)
        if not self.depth:
            self.size = _size(attributes)
        self.depth += 1
        if self.depth > bounds.SVG_DEPTH:
            self._refuse(messages.SVG_DEEP, tag)
        if space == _SVG:
            for key, value in attributes.items():
                self._attribute(tag, key, value)
            self.css = [] if tag == "style" else self.css

    def _attribute(self, tag: str, key: str, value: str) -> None:
        space, _, name = key.rpartition(" ")
        if (not space and name.lower().startswith("on")) or (space == _XML and name == "base"):
            self._refuse(messages.SVG_ATTRIBUTE, name)
        if tag in _ANIMATIONS and name == "attributeName":
            moved = value.strip().lower().rpartition(":")[2]
            if moved == "href" or moved.startswith("on"):
                self._refuse(messages.SVG_ATTRIBUTE, value)
        if space in {"", _XLINK} and name.lower() in {"href", "src"}:
            if not _INSIDE.fullmatch(value):
                self._refuse(messages.SVG_OUTSIDE, value)
        elif not space and _BLANKS.sub("", value.lower()).startswith(("javascript:", "data:")):
            self._refuse(messages.SVG_OUTSIDE, value)
        elif not space:
            self._style(value)

    def _style(self, css: str) -> None:
        """Refuse a value or a style sheet that loads something."""
        if ("(" in css or "\\" in css or "@" in css) and (found := _LOADS.search(css)):
            self._refuse(messages.SVG_OUTSIDE, found[0])
        for address in _URL.findall(css) if "(" in css else ():
            if not _INSIDE.fullmatch(address):
                self._refuse(messages.SVG_OUTSIDE, address)

    def _text(self, text: str) -> None:
        if self.css is not None:
            self.css.append(text)

    def _close(self, name: str) -> None:
        self.depth -= 1
        if self.css is not None and name == f"{_SVG} style":
            self._style("".join(self.css))
            self.css = None


def _size(attributes: dict[str, str]) -> Size:
    """Width and height as the drawing says; else as its view box does."""
    box = re.findall(r"[-+.\w]+", attributes.get("viewBox", ""))
    inner = tuple(map(_length, box[2:4])) if len(box) == 4 else ()  # noqa: PLR2004  # x, y, width, height
    seen = (inner[0], inner[1]) if len(inner) == 2 and all(inner) else None  # noqa: PLR2004
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    across, down = seen or _DEFAULT
    if not width and not height:
        width, height = across, down
    elif not width or not height:
        width = width or height * across / down
        height = height or width * down / across
    return _whole(width), _whole(height)


def _length(text: str) -> float:
    """A length in pixels; 0 for a part of something else, or none."""
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


def _whole(length: float) -> int:
    return max(1, min(_MOST, round(length)))
