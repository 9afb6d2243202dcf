"""The HTML that people put into Markdown: what is a tag and what is only a `<`.

Tags of blocks become line breaks, so that the words that they part stay parted; scripts, styles and comments
go with what they hold; inline tags are left to `prose`.
"""

import bisect
import html
import re

INLINE_TAGS = frozenset({"a", "b", "br", "code", "em", "i", "strong", "sub", "sup", "u"})

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
    r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)
    (?P<attributes>(?:(?:[\s/]+|(?<=["']))[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^'<]*'|"[^"<]*"))?)*)
    [\s/]*>""",
    re.VERBOSE,
)
_DECLARATION = re.compile(
    r"<!(?:DOCTYPE|\[(?:if|endif))\b[^<>]*>|<\?[A-Za-z][^<>]*\?>|<!\[CDATA\[|\]\]>", re.IGNORECASE
)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_ATTRIBUTES = {
    name: re.compile(rf"(?<![\w.:-]){name}{_VALUE}", re.IGNORECASE)
    for name in ("href", "src", "alt")
}
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
_HIDDEN = re.compile(r"<(?:(?P<tag>script|style)\b[^<>]*>|(?P<comment>!--))", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]+`")
_HIDDEN_END = {
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
    "": re.compile(r"-->"),
}


def _inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect.bisect_right(spans, (place, place)) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


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
    """The value of the attribute href, src or alt of a tag, its entities resolved; None without one."""
    found = _ATTRIBUTES[name].search(tag)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else None


def blocks_to_lines(text: str) -> str:
    """`text` with its block tags replaced by what parts words in Markdown: bullets, lines, paragraphs."""
    if not _BLOCK_TAG.search(text):
        return text
    closed = closing_names(text)

    def replace(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if name not in _BLOCKS or find_tag(text, found.start(), closed) is None:
            return found[0]
        if name in _CELLS:
            return " "
        return (
            "\n- "
            if name == "li" and not found["close"]
            else "\n"
            if name in {"li", "tr"}
            else "\n\n"
        )

    return _TAG.sub(replace, text)


def without_hidden(text: str) -> tuple[str, str]:
    """`text` less its declarations, and less its scripts, styles and comments when something closes them.

    And the line of the first comment that nothing closes, from its `<!--` on; empty when there is none.
    """
    if "<" not in text:
        return text, ""
    text = _DECLARATION.sub("", text)
    kept: list[str] = []
    position = 0
    endless: dict[str, str] = {}
    code = [found.span() for found in _CODE.finditer(text)]
    for opening in _HIDDEN.finditer(text):
        tag = (opening["tag"] or "").lower()
        if opening.start() < position or tag in endless or _inside(code, opening.start()):
            continue
        end = _HIDDEN_END[tag].search(text, opening.end())
        if end is None:
            endless[tag] = text[opening.start() :].partition("\n")[0]
            continue
        kept.append(text[position : opening.start()])
        position = end.end()
    return "".join((*kept, text[position:])), endless.get("", "")
