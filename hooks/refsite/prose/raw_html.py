"""HTML in Markdown: what is a tag and what is only a `<`.

Tags of blocks become line breaks, so that the words that they part stay parted; scripts, styles and comments
go with what they hold; inline tags are left to `commonmark`.
"""

import bisect
import html
import re
from collections.abc import Iterator

from refsite.common.lines import Fence
from refsite.common.safe_html import INLINE_TAGS
from refsite.prose.draft import Draft

Span = tuple[int, int, str]
"""Start, end and kind of a stretch of text."""

_CELLS = frozenset({"td", "th", "option", "dt", "label", "button"})
_BLOCKS = _CELLS | frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl fieldset figcaption figure
    footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main menu nav noscript object
    ol optgroup p pre search section select summary table tbody template textarea tfoot thead title tr ul""".split()
)
_HTML_TAGS = (
    INLINE_TAGS
    | _BLOCKS
    | frozenset(
        """abbr acronym applet area audio base basefont bdi bdo bgsound big blink canvas cite col colgroup data
        datalist del dfn embed font frame image img input ins kbd keygen link map mark marquee math menuitem meta
        meter nobr noembed noframes output param picture plaintext portal progress q rb rp rt rtc ruby s samp script
        slot small source span annotation mfrac mglyph mi mn mo mroot mrow ms mspace msqrt mstyle msub
        msup mtable mtd mtext mtr semantics animate circle clippath defs ellipse foreignobject g line lineargradient
        malignmark marker mask path pattern polygon polyline radialgradient rect stop symbol tspan use strike style svg tfoot time track tt var video wbr xmp""".split()
    )
)
_BOOLEAN = frozenset(
    "async autofocus autoplay checked controls default defer disabled hidden inert ismap loop multiple muted nomodule "
    "novalidate open readonly required reversed selected".split()
)
_TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>(?a:[A-Za-z][A-Za-z0-9:-]*))
    (?P<attributes>(?:(?:[\s/]+|(?<=["']))[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^'<]*'|"[^"<]*"))?)*)
    [\s/]*>""",
    re.VERBOSE,
)
_BLOCK_TAG = re.compile(rf"</?(?a:{'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)
_LINE_TAG = rf"</?(?a:{'|'.join(sorted(_BLOCKS - _CELLS))})\b"
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_ATTRIBUTES = {
    name: re.compile(rf"(?<![\w.:-])(?a:{name}){_VALUE}", re.IGNORECASE)
    for name in ("href", "src", "alt", "title")
}
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
_SIGNS = re.compile(
    rf"""\\[\\`]
    |(?:^|(?P<before>{_LINE_TAG}[^<>]*>))(?P<within>(?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*+)(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})
    |(?P<ticks>`+)
    |<(?:(?P<hidden>(?a:script|style))\b[^<>]*>|(?P<comment>!--))
    |(?P<declaration><!(?:DOCTYPE|\[(?:if|endif))\b[^<>]*>|<\?[A-Za-z][^<>]*\?>|<!\[CDATA\[|\]\]>)
    |{_TAG.pattern}""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""Signs that begin code, hidden text or a tag; the first one wins."""
_BARE_FENCE = re.compile(r"^[ \t>]*(?P<fence>(?:`{3,}|~{3,})[ \t]*)$", re.MULTILINE)
_HIDDEN_END = {
    "script": re.compile(r"</(?a:script)\s*>", re.IGNORECASE),
    "style": re.compile(r"</(?a:style)\s*>", re.IGNORECASE),
    "": re.compile(r"-->"),
}


def closing_names(text: str) -> frozenset[str]:
    """The names that some `</name>` of `text` closes."""
    return (
        frozenset(name.lower() for name in _CLOSING.findall(text)) if "</" in text else frozenset()
    )


def find_tag(text: str, position: int, closed: frozenset[str]) -> re.Match[str] | None:
    """The HTML tag that starts at `position`, with its groups `name`, `close` and `attributes`.

    None for what only looks like one: « <seuil du label> » and « <b et c> » are words between signs, unless
    something closes them.
    """
    tag = _TAG.match(text, position)
    if tag is None:
        return None
    name, attributes = tag["name"].lower(), tag["attributes"]
    if "=" in attributes:
        return tag
    if name not in _HTML_TAGS and name not in closed and ":" not in name:
        return None
    bare = re.split(r"[\s/]+", attributes)
    return tag if all(word.lower() in _BOOLEAN for word in bare if word) else None


def attribute(tag: str, name: str) -> str | None:
    """The value of the attribute href, src, alt or title of a tag, its entities resolved; None without one."""
    found = _ATTRIBUTES[name].search(tag)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else None


def blocks_to_lines(draft: Draft) -> Draft:
    """Replace the block tags of a text by bullets, breaks of line and blank lines."""
    text = draft.text
    if not _BLOCK_TAG.search(text):
        return draft
    closed = closing_names(text)
    tags = (find_tag(text, start, closed) for start, _, kind in spans(text) if kind == "tag")
    return draft.edited(
        (tag.start(), tag.end(), _mark(tag))
        for tag in tags
        if tag and tag["name"].lower() in _BLOCKS
    )


def _mark(tag: re.Match[str]) -> str:
    """Markdown in place of a block tag."""
    name = tag["name"].lower()
    if name in _CELLS:
        return " "
    if name in {"li", "tr"}:
        return "\n- " if name == "li" and not tag["close"] else "\n"
    return "\n\n"


def without_hidden(draft: Draft) -> Draft:
    """Remove the declarations of a text, and the scripts, styles and comments that something closes.

    Code stays as it is.
    """
    return draft.edited(
        (start, end, "") for start, end, kind in _tagged_spans(draft.text) if kind == "hidden"
    )


def open_comment(draft: Draft) -> tuple[int, str] | None:
    """Offset of the first comment that nothing closes, and its line from `<!--` on."""
    starts = (start for start, _, kind in _tagged_spans(draft.text) if kind == "open comment")
    start = next(starts, None)
    return None if start is None else (start, draft.text[start:].partition("\n")[0])


def _tagged_spans(text: str) -> Iterator[Span]:
    return spans(text) if "<" in text or "]]>" in text else iter(())


def spans(text: str) -> Iterator[Span]:
    """Start, end and kind of each stretch of code, hidden text or tag, and of each open comment, in order."""
    ends = _Ends(text)
    position = 0
    while found := _SIGNS.search(text, position):
        start, position = found.span()
        if found["before"]:
            yield *found.span("before"), "tag"
        if found["declaration"]:
            yield start, position, "hidden"
        elif found["name"]:
            yield start, position, "tag"
        elif end := ends.of_code(found):
            yield found.start("fence") if found["fence"] else start, end, "code"
            position = end
        elif end := ends.of_hidden(found):
            yield start, end, "hidden"
            position = end
        elif found["comment"]:
            yield start, position, "open comment"


class _Ends:
    """Search for the ends of code and of hidden text; remembers what nothing closes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._endless: set[str] = set()
        self._unclosed: dict[str, int] = {}
        self._runs: dict[int, list[int]] = {}
        for found in re.finditer("`+", text):
            self._runs.setdefault(len(found[0]), []).append(found.start())

    def of_hidden(self, opening: re.Match[str]) -> int:
        """End of the script, style or comment that opens; 0 if nothing closes it, or nothing opens."""
        tag = (opening["hidden"] or "").lower()
        if tag in self._endless or not (tag or opening["comment"]):
            return 0
        if closing := _HIDDEN_END[tag].search(self._text, opening.end()):
            return closing.end()
        self._endless.add(tag)
        return 0

    def of_code(self, opening: re.Match[str]) -> int:
        """End of the code that a fence or backquotes open; 0 if nothing closes it, or nothing opens."""
        if opening["fence"]:
            return self._of_fence(opening)
        if not opening["ticks"]:
            return 0
        length, start = len(opening[0]), opening.end()
        places = self._runs.get(length, [])
        at = bisect.bisect_left(places, start)
        if at == len(places) or self._text.find("\n", start, places[at]) >= 0:
            return 0
        return places[at] + length

    def _of_fence(self, opening: re.Match[str]) -> int:
        """End of the code that a fence opens; 0 if only the end of a list or of a quotation closes it."""
        fence = Fence(opening["fence"], "")
        sign, length = fence.marks[0], len(fence.marks)
        if length < self._unclosed.get(sign, length + 1):
            for line in _BARE_FENCE.finditer(self._text, opening.end()):
                if fence.is_closed_by(line["fence"]):
                    return line.end()
            self._unclosed[sign] = length
        return 0 if opening["within"] else len(self._text)
