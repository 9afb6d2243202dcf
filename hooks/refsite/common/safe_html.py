"""Text to HTML that a page may hold as it is: the only module that makes `Markup`.

Everything else is `str`, which Jinja escapes. No template says that something is safe.
"""

import html
import re
from collections.abc import Mapping
from typing import LiteralString

import nh3
import orjson
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape

from refsite.common.french import typo

INLINE_TAGS = frozenset({"a", "b", "br", "code", "em", "i", "strong", "sub", "sup", "u"})
BLOCK_TAGS = frozenset("blockquote hr li ol p pre table tbody td th thead tr ul".split())

BARE = "url"
"""The class of a link whose words are its address: on paper, it need not be printed twice."""

ROOT = "root"
"""The scheme of a link to a page of the site, until the page that shows it knows how deep it is."""

_EMPTY_PARAGRAPH = re.compile(r"<p></p>\n?")

_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

PAGE_TAGS = INLINE_TAGS | BLOCK_TAGS | frozenset(
    """abbr caption cite col colgroup dd del details dfn div dl dt figcaption figure h1 h2 h3 h4 h5 h6 img input ins
    kbd label mark path q s samp section small span summary svg tfoot var wbr""".split()
)  # fmt: skip
"""Tags that an ordinary page may have: none that runs, loads or sends anything."""

_CLEANER = nh3.Cleaner(
    tags=set(INLINE_TAGS | BLOCK_TAGS),
    attributes=_ATTRIBUTES,
    allowed_classes={"a": {BARE}},
    link_rel=None,
    url_schemes={"http", "https", "mailto", ROOT},
)

_BLANKS = re.compile(r"[ \t\r\n]+")

_INLINE = nh3.Cleaner(
    tags=set(INLINE_TAGS),
    attributes={"a": {"href", "title"}},
    link_rel=None,
    url_schemes={"http", "https", "mailto", ROOT},
    url_relative=lambda url: url if url.startswith(("/", "#")) else f"{ROOT}:{url}",
)

_ICON = re.compile(
    r'<svg [^>]*viewBox="([\d. -]+)"[^>]*>(?:<!--.*?-->)?<path d="([^"<>]+)"\s*/></svg>\s*',
    re.DOTALL,
)


_VALUES = {"type": {"radio"}, "role": {"group", "img"}, "tabindex": {"0"}}
"""Values that attributes of an ordinary page may have; the type of a list is its own."""


def _of_the_site(tag: str, name: str, value: str) -> str | None:
    """Filter the attributes of an ordinary page: None for images of other hosts and form fields."""
    if (tag, name) == ("img", "src"):
        return value if value.startswith(f"{ROOT}:") else None
    allowed = _VALUES.get(name)
    return value if allowed is None or tag == "ol" or value in allowed else None


_PAGE_CLEANER = nh3.Cleaner(
    tags=set(PAGE_TAGS),
    attributes={
        "*": {"class", "id", "lang", "title"},
        "a": {"href"},
        "col": {"span"},
        "details": {"open"},
        "div": {"role", "aria-label", "tabindex"},
        "img": {"src", "alt", "width", "height", "loading", "decoding"},
        "input": {"type", "name", "checked"},
        "li": {"value"},
        "ol": {"start", "type", "reversed"},
        "path": {"d"},
        "pre": {"tabindex"},
        "span": {"role", "aria-label", "data-linenos"},
        "svg": {"viewbox", "viewBox", "xmlns", "aria-hidden", "width", "height"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
    },
    attribute_filter=_of_the_site,
    link_rel=None,
    url_schemes={"http", "https", "mailto", ROOT},
)


def _of_an_image(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute keeps: an image comes from the site itself, its size is a number."""
    tests = {
        "src": value.startswith(f"{ROOT}:"),
        "width": value.isdecimal(),
        "height": value.isdecimal(),
    }
    return value if tag != "img" or tests.get(name, True) else None


_CLEANER_OF_IMAGES = nh3.Cleaner(
    tags={*INLINE_TAGS, *BLOCK_TAGS, "img"},
    attributes={**_ATTRIBUTES, "img": {"src", "alt", "title", "width", "height"}},
    tag_attribute_values={"img": {"loading": {"lazy"}, "decoding": {"async"}}},
    attribute_filter=_of_an_image,
    allowed_classes={"a": {BARE}},
    link_rel=None,
    url_schemes={"http", "https", "mailto", ROOT},
)
"""The same for texts with images, for which nh3 asks about each attribute."""


def clean(raw: str) -> Markup:
    """HTML reduced to the allowed tags and attributes by nh3.

    Links to the web, to mail and to `root:` keep their address; the caller judges them before. So do images whose
    address is `root:`.
    """
    kept = (_CLEANER_OF_IMAGES if "<img" in raw else _CLEANER).clean(raw)
    return Markup(_EMPTY_PARAGRAPH.sub("", kept).strip())  # noqa: S704  # nh3 has cleaned it


def clean_page(raw: str) -> Markup:
    """HTML of an ordinary page reduced to PAGE_TAGS by nh3: no script, no handler, no style, no image from elsewhere."""
    return Markup(_PAGE_CLEANER.clean(raw).strip())  # noqa: S704  # nh3 has cleaned it


def clean_inline(raw: str) -> Markup:
    """HTML reduced to the inline tags, with French no-break spaces; a relative link begins at the site's root."""
    kept = _BLANKS.sub(" ", _INLINE.clean(raw).strip())
    return Markup(typo(kept))  # noqa: S704  # nh3 has cleaned it


def icon(raw: str) -> Markup:
    """An icon of one path as inline SVG in the colour of the text; empty for any other file."""
    found = _ICON.fullmatch(raw)
    if not found:
        return Markup()
    drawn = '<svg viewBox="{}" fill="currentColor" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
    return Markup(drawn).format(*found.groups())  # noqa: S704  # format escapes


def escaped(text: str) -> Markup:
    """Text as the content of an element: `&`, `<` and `>` are escaped, quotation marks need not be."""
    return Markup(html.escape(text, quote=False))  # noqa: S704  # just escaped


def filled(literal: LiteralString, *values: object) -> Markup:
    """HTML of our own with a value in the place of each `%s`: escaped, unless it is Markup."""
    return Markup(literal % tuple(map(escape, values)))  # noqa: S704  # each value is escaped


def script_data(data: Mapping[str, object]) -> Markup:
    """JSON that may stand in a script element: `<`, `>`, `&` and `'` are escaped as JSON does."""
    return htmlsafe_json_dumps(data, lambda value: orjson.dumps(value).decode())


def spaced(text: str) -> str:
    """Text with French no-break spaces; Markup stays Markup, since only blanks change."""
    if isinstance(text, Markup):
        return Markup(typo(str(text)))  # noqa: S704  # blanks alone are replaced
    return typo(text)
