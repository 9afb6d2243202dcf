"""Markdown to clean HTML: what an editor sees in a forge's preview, less all that could harm a reader.

CommonMark with line breaks kept, by markdown-it-py; links are judged on its tokens; then nh3 keeps a short
list of tags, whatever happened before. What is HTML in a sheet is sorted out by `markup`.
"""

import html
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, linkify
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from refsite.common.memo import Memo
from refsite.common.safe_html import BARE, INLINE_TAGS, clean, escaped
from refsite.prose.commonmark import LABELS, French, Helpers, www
from refsite.prose.pasted import mend_lines
from refsite.prose.raw_html import (
    attribute,
    blocks_to_lines,
    closing_names,
    find_tag,
    without_hidden,
)

MAX_PARAGRAPH = 20_000
"""Characters. A longer paragraph is no prose, and would keep the parser busy for minutes: it stays text."""

# ASCII: without it, « ſ » (U+017F) would be an « s ».
_WEB = re.compile(r"(?a:https?)://[^/\s]", re.IGNORECASE)
_MAIL = re.compile(r"(?a:mailto):[^@\s]+@[^@\s]+$", re.IGNORECASE)
_LINK = re.compile(
    rf"""<a href="(?P<address>[^"]*)"(?: title="[^"]*")?(?P<bare> class="{BARE}")?"""
)
_LANGUAGE = re.compile(r"[\w.+#-]*")
_NO_MARKUP = re.compile(r"[^\\`*_\[\]<>&!:~|\n]*")


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that the page does not carry over as written: its problem's code, and the words to find it by."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class Prose:
    """HTML that may stand in a page as it is, what was refused on the way, and the same words as plain text."""

    html: Markup
    refused: tuple[Refused, ...] = ()
    words: str = ""


@dataclass(slots=True)
class Renderer:
    """Renders texts, each once; holds the parser, which is slow to make."""

    _markdown: MarkdownIt = field(init=False)
    block: Memo[str, Prose] = field(init=False)
    """The HTML of a text: paragraphs, lists, tables."""

    def __post_init__(self) -> None:
        options = {"html": True, "linkify": True, "breaks": True, "maxNesting": 100}
        markdown = French("commonmark", options).enable(["table", "linkify"])
        markdown.disable(["code", "heading", "lheading", "html_block", "reference"])
        markdown.inline.ruler.at("html_inline", _html_inline)
        markdown.core.ruler.at("inline", _inline)
        markdown.core.ruler.at("linkify", _linkify)
        markdown.core.ruler.after("linkify", "tidy", _tidy)
        markdown.add_render_rule("image", _image)
        markdown.helpers = Helpers  # type: ignore[assignment]  # a module, of which rules ask three functions
        if markdown.linkify is not None:
            markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
            markdown.linkify.add("www.", {"validate": www})
        self._markdown = markdown
        self.block = Memo(self._block)

    def _block(self, text: str) -> Prose:
        if not text.strip():
            return Prose(escaped(""))
        shown, open_ = without_hidden(text)
        prose = self._render(mend_lines(blocks_to_lines(shown)), self._markdown.parse)
        if not open_:
            return prose
        return replace(prose, refused=(*prose.refused, Refused("commentaire-ouvert", open_)))

    def inline(self, text: str) -> Prose:
        """The HTML of a heading: no paragraph around it, and no link in it."""
        if _NO_MARKUP.fullmatch(text):
            return Prose(escaped(text), words=text)
        prose = self._render(without_hidden(text)[0], self._markdown.parseInline)
        if "<a " not in prose.html:
            return prose
        lost = (
            Refused("lien-titre", html.unescape(link["address"]))
            for link in _LINK.finditer(prose.html)
            if not link["bare"]
        )
        told = {item.value for item in prose.refused}
        refused = (*prose.refused, *(link for link in lost if link.value not in told))
        return Prose(clean(prose.html, links=False), refused, prose.words)

    def _render(
        self, text: str, parse: Callable[[str, MutableMapping[str, Any]], list[Token]]
    ) -> Prose:
        refused: list[Refused] = []
        env = {"closed": closing_names(text), "refused": refused}
        tokens = parse(text, env)
        raw = self._markdown.renderer.render(tokens, self._markdown.options, env)
        return Prose(clean(raw), tuple(refused), _words(tokens))


def _words(tokens: list[Token]) -> str:
    """The words of a parsed text on one line, for those who search."""
    parts: list[str] = []
    for token in tokens:
        if token.type in {"fence", "code_block"}:
            parts.append(token.content)
        for child in token.children or ():
            if child.type in {"text", "code_inline", "text_special", "image"}:
                parts.append(child.content)
            elif child.type == "html_inline" and "plain" in child.meta:
                parts.append(token.content)
            elif child.type in {"softbreak", "hardbreak"}:
                parts.append(" ")
        parts.append(" ")
    return " ".join("".join(parts).split())


def plain(fragment: str) -> str:
    """The words of clean inline HTML, without tags or entities."""
    return html.unescape(re.sub(r"<[^>]*>", "", str(fragment)))


def safe_address(address: str) -> str | None:
    """The address that a link may have: web or mail; `www.` gains https; None for all else."""
    address = address.strip()
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    return address if _WEB.match(address) or _MAIL.match(address) else None


def _inline(state: StateCore) -> None:
    """Parse the paragraphs, but for those that are too long to be prose."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) > MAX_PARAGRAPH:
                escaped = html.escape(token.content, quote=False).replace("\n", "<br>\n")
                token.children.append(
                    Token("html_inline", "", 0, content=escaped, meta={"plain": True})
                )
            else:
                state.env["labels"] = LABELS * len(token.content)
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _linkify(state: StateCore) -> None:
    """Look for bare addresses only where one can be: the search itself is slow."""
    if "://" in state.src or "www." in state.src.lower() or "mailto:" in state.src:
        linkify(state)


def _html_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """Pass on the tags that may stay, drop those that may not, leave as text what is no tag."""
    if state.src[state.pos] != "<":
        return False
    tag = find_tag(state.src, state.pos, state.env["closed"])
    if tag is None:
        return False
    if not silent and tag["name"].lower() == "img":
        state.env["refused"].append(Refused("image", attribute(tag[0], "src") or ""))
        state.pending += attribute(tag[0], "alt") or ""
    elif not silent and tag["name"].lower() in INLINE_TAGS:
        token = state.push("html_inline", "", 0)
        token.content = tag[0]
        token.meta = {"tag": tag["name"].lower(), "close": bool(tag["close"])}
    state.pos = tag.end()
    return True


def _tidy(state: StateCore) -> None:
    """Judge the links, drop the tags that nothing closes in their paragraph, show what follows the marks of code."""
    for token in state.tokens:
        if token.type == "fence" and not _LANGUAGE.fullmatch(token.info.strip()):
            token.content = f"{token.info.strip()}\n{token.content}"
        if token.children:
            pairs = _pairs(token.children)
            dropped: set[int] = set()
            for start, end in pairs.items():
                _judge(token.children, start, end, state.env["refused"], dropped)
            token.children = [
                child
                for index, child in enumerate(token.children)
                if index not in dropped
                and (index in pairs or not _is_unpaired(child, index, pairs))
            ]


def _pairs(children: list[Token]) -> dict[int, int]:
    """The positions of opening tags and links, each with that of what closes it."""
    pairs: dict[int, int] = {}
    open_: dict[str, list[int]] = {}
    for index, child in enumerate(children):
        kind = child.meta.get("tag", "") if child.type == "html_inline" else child.type
        if child.type == "link_open" or (
            kind and child.type == "html_inline" and not child.meta["close"]
        ):
            open_.setdefault(kind.removesuffix("_open"), []).append(index)
        elif child.type == "link_close" or (kind and child.type == "html_inline"):
            waiting = open_.get(kind.removesuffix("_close"))
            if waiting:
                pairs[waiting.pop()] = index
    return pairs


def _is_unpaired(child: Token, index: int, pairs: dict[int, int]) -> bool:
    if child.type != "html_inline" or "tag" not in child.meta or child.meta["tag"] == "br":
        return False
    return index not in pairs.values()


def _judge(
    children: list[Token], start: int, end: int, refused: list[Refused], dropped: set[int]
) -> None:
    """Give the link opened at `start` an address that may be followed, or mark both its ends as dropped."""
    token = children[start]
    raw = token.type == "html_inline"
    if raw and token.meta["tag"] != "a":
        token.content = f"<{token.meta['tag']}>"
        return
    written = attribute(token.content, "href") if raw else str(token.attrGet("href"))
    address = safe_address(written) if written is not None else None
    if address is None:
        dropped |= {start, end}
        if written:
            refused.append(Refused("lien-refuse", written))
    elif raw:
        token.content = f'<a href="{html.escape(address)}">'
    else:
        token.attrSet("href", address)
        if "".join(child.content for child in children[start + 1 : end]) == written:
            token.attrSet("class", BARE)


def _image(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:  # noqa: ANN401  # markdown-it's
    """An image's alternative text, linked to the image where that can be: no page loads it."""
    token = tokens[index]
    source = str(token.attrs.get("src", ""))
    env["refused"].append(Refused("image", source))
    words = html.escape(self.renderInlineAsText(token.children, options, env))
    return f'<a href="{html.escape(source)}">{words}</a>' if _WEB.match(source) else words
