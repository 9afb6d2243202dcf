"""HTML in Markdown: what is a tag and what is only a `<`.

Tags of blocks become line breaks, so that the words that they part stay parted; scripts, styles and comments
go with what they hold; inline tags are left to `commonmark`.
"""

import html
import re
from collections.abc import Iterator

from refsite.common.lines import Context
from refsite.common.safe_html import INLINE_TAGS
from refsite.prose.draft import Draft

Span = tuple[int, int, str | None]
"""Start and end of a stretch, and the text in its place; None for a comment that nothing closes, which stays."""

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
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_ATTRIBUTES = {
    name: re.compile(rf"(?<![\w.:-])(?a:{name}){_VALUE}", re.IGNORECASE)
    for name in ("href", "src", "alt", "title")
}
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
_SIGNS = re.compile(
    rf"""\\[\\`]
    |(?P<ticks>`++)(?:[^\n]*?(?<!`)(?P=ticks)(?!`))?
    |<(?:(?P<hidden>(?a:script|style))\b[^<>]*>|(?P<comment>!--))
    |(?P<declaration><!(?:DOCTYPE|\[(?:if|endif))\b[^<>]*>|<\?[A-Za-z][^<>]*\?>|<!\[CDATA\[|\]\]>)
    |{_TAG.pattern}""",
    re.VERBOSE | re.IGNORECASE,
)
"""Escapes, code in a line, and what begins hidden text or a tag; the first one wins."""
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


def mend_html(draft: Draft) -> Draft:
    """Replace block tags by Markdown, and remove scripts, styles and comments; keep code.

    Hidden are declarations, and the scripts, styles and comments that something closes.
    """
    spans = _spans(draft.text)
    return draft.edited((start, end, new) for start, end, new in spans if new is not None)


def without_hidden(draft: Draft) -> Draft:
    """Remove scripts, styles and comments; keep tags."""
    return draft.edited((start, end, new) for start, end, new in _spans(draft.text) if new == "")


def open_comment(draft: Draft) -> tuple[int, str] | None:
    """Offset of the first comment that nothing closes, and its line from `<!--` on."""
    text = draft.text
    spans = _spans(text) if "<!--" in text else ()
    start = next((start for start, _, new in spans if new is None), None)
    return None if start is None else (start, text[start:].partition("\n")[0])


def _spans(text: str) -> Iterator[Span]:
    """Block tags, hidden stretches and open comments outside code, in order.

    Lines are read as they will be: a block of code may begin after a comment or a tag.
    """
    signs, context = _Signs(text), Context()
    position, line, is_text = 0, "", False
    while sign := signs.first(position):
        stop = signs.line_end(position)
        if not is_text or sign.start() > stop:
            is_code, after = context.after(line + text[position:stop])
            if is_code or sign.start() > stop:
                context, position, line, is_text = after, stop + 1, "", False
                continue
        start, end, new = signs.span(sign)
        if new != text[start:end]:
            yield start, end, new
        stays = text[start:end] if new is None else new
        *rows, line = f"{line}{text[position:start]}{stays}".split("\n")
        for row in rows:
            _, context = context.after(row)
        is_text = not rows and stays == text[start:end]
        position = end


class _Signs:
    """Signs of a text in their order; remembers the next one, and what nothing closes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._endless: set[str] = set()
        self._next = _SIGNS.search(text) if "<" in text or "]]>" in text else None

    def first(self, position: int) -> re.Match[str] | None:
        """The first sign from `position` on; positions do not go back."""
        if self._next and self._next.start() < position:
            self._next = _SIGNS.search(self._text, position)
        return self._next

    def line_end(self, position: int) -> int:
        """End of the line that `position` is in."""
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end

    def span(self, sign: re.Match[str]) -> Span:
        """What becomes of the stretch that a sign begins."""
        start, end = sign.span()
        if sign["declaration"]:
            return start, end, ""
        if sign["name"]:
            return start, end, _mark(sign)
        if sign["hidden"] or sign["comment"]:
            return self._hidden(sign)
        return start, end, sign[0]

    def _hidden(self, opening: re.Match[str]) -> Span:
        """The script, style or comment that opens; only its opening if nothing closes it."""
        start, end = opening.span()
        name = (opening["hidden"] or "").lower()
        closing = None if name in self._endless else _HIDDEN_END[name].search(self._text, end)
        if closing:
            return start, closing.end(), ""
        self._endless.add(name)
        return start, end, None if opening["comment"] else opening[0]


def _mark(tag: re.Match[str]) -> str:
    """Markdown in place of a block tag; the sign itself for all else."""
    name = tag["name"].lower()
    if name not in _BLOCKS or not find_tag(tag.string, tag.start(), frozenset()):
        return tag[0]
    if name in _CELLS:
        return " "
    if name in {"li", "tr"}:
        return "\n- " if name == "li" and not tag["close"] else "\n"
    return "\n\n"
