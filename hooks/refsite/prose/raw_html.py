"""The HTML that people put into Markdown: what is a tag and what is only a `<`.

Tags of blocks become line breaks, so that the words that they part stay parted; scripts, styles and comments
go with what they hold; inline tags are left to `prose`.
"""

import bisect
import html
import re
from collections.abc import Iterator

from refsite.common.safe_html import INLINE_TAGS

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
    for name in ("href", "src", "alt")
}
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9-]*)\s*>")
_SIGNS = re.compile(
    rf"""\\[\\`]
    |(?:^|{_LINE_TAG}[^<>]*>)(?P<within>(?:[ \t>]|(?:[-*+]|\d{{1,9}}[.)])[ \t])*+)(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})
    |(?P<ticks>`+)
    |<(?:(?P<hidden>(?a:script|style))\b[^<>]*>|(?P<comment>!--))
    |(?P<declaration><!(?:DOCTYPE|\[(?:if|endif))\b[^<>]*>|<\?[A-Za-z][^<>]*\?>|<!\[CDATA\[|\]\]>)
    |{_TAG.pattern}""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""What decides whether the signs after it are code, hidden or neither, the first that comes."""
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
    """The value of the attribute href, src or alt of a tag, its entities resolved; None without one."""
    found = _ATTRIBUTES[name].search(tag)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else None


def attributes(text: str, name: str) -> Iterator[tuple[str, int]]:
    """The values of the attributes href, src or alt in a text, and where each stands."""
    for found in _ATTRIBUTES[name].finditer(text):
        yield html.unescape(found[1] or found[2] or found[3] or ""), found.start()


def blocks_to_lines(text: str) -> str:
    """`text` with its block tags replaced by what parts words in Markdown: bullets, lines, paragraphs."""
    if not _BLOCK_TAG.search(text):
        return text
    closed = closing_names(text)
    code = shown_as_code(text)

    def replace(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if (
            name not in _BLOCKS
            or inside(code, found.start())
            or find_tag(text, found.start(), closed) is None
        ):
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
    What is code stays as it is.
    """
    if "<" not in text and "]]>" not in text:
        return text, ""
    kept: list[str] = []
    position, endless = 0, ""
    for (start, end), kind in _spans(text):
        if kind == "endless":
            endless = text[start:].partition("\n")[0]
        elif kind == "hidden":
            kept.append(text[position:start])
            position = end
    return "".join((*kept, text[position:])), endless


def shown_as_code(text: str, *kinds: str) -> list[tuple[int, int]]:
    """Where a text is code, in order; with « hidden », also what `without_hidden` takes away."""
    if "`" not in text and "~~~" not in text and not (kinds and "<" in text):
        return []
    return [span for span, kind in _spans(text) if kind == "code" or kind in kinds]


def inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether a place is in one of some spans, which are in order."""
    at = bisect.bisect_right(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


def _spans(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """What is code and what is hidden, in order; and the first comment that is `endless`."""
    position = 0
    endless: set[str] = set()
    runs: dict[int, list[int]] = {}
    unclosed: dict[str, int] = {}
    while found := _SIGNS.search(text, position):
        position = found.end()
        start = found.start("fence") if found["fence"] else found.start()
        if found["fence"] or found["ticks"]:
            if found["ticks"] and not runs:
                runs = _runs(text)
            end = (
                _end_of_fence(text, found, unclosed)
                if found["fence"]
                else _end_of_code(text, found, runs)
            )
            if end:
                yield (start, end), "code"
                position = end
        elif found["declaration"]:
            yield found.span(), "hidden"
        elif found["hidden"] or found["comment"]:
            tag = (found["hidden"] or "").lower()
            closing = None if tag in endless else _HIDDEN_END[tag].search(text, position)
            if closing:
                yield (start, closing.end()), "hidden"
                position = closing.end()
            elif tag not in endless:
                endless.add(tag)
                if not tag:
                    yield found.span(), "endless"


def _runs(text: str) -> dict[int, list[int]]:
    """Where the runs of backquotes begin, by their length."""
    runs: dict[int, list[int]] = {}
    for found in re.finditer("`+", text):
        runs.setdefault(len(found[0]), []).append(found.start())
    return runs


def _end_of_code(text: str, opening: re.Match[str], runs: dict[int, list[int]]) -> int:
    """Where the code ends that some backquotes open; 0 if as many do not follow on the line."""
    length, start = len(opening[0]), opening.end()
    places = runs.get(length, [])
    at = bisect.bisect_left(places, start)
    if at == len(places) or text.find("\n", start, places[at]) >= 0:
        return 0
    return places[at] + length


def _end_of_fence(text: str, opening: re.Match[str], unclosed: dict[str, int]) -> int:
    """Where the code ends that a fence opens; 0 if only the end of a list or of a quotation does.

    `unclosed` remembers the least number of each mark that nothing closes any more.
    """
    marks = opening["fence"]
    if len(marks) < unclosed.get(marks[0], len(marks) + 1):
        closing = re.compile(rf"^[ \t>]*{marks}{marks[0]}*[ \t]*$", re.MULTILINE)
        if found := closing.search(text, opening.end()):
            return found.end()
        unclosed[marks[0]] = len(marks)
    return 0 if opening["within"] else len(text)
