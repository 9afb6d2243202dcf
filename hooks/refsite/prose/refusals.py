"""Judgement of links and images: those that a page may show, and the refusal of the others."""

import html
import re
from collections.abc import Iterable, Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from refsite.common import messages
from refsite.common.safe_html import BARE
from refsite.prose.parse import Parse, parse_of
from refsite.prose.raw_html import attribute

# ASCII: without it, « ſ » (U+017F) would be an « s ».
_WEB = re.compile(r"(?a:https?)://[^/\s]", re.IGNORECASE)
_MAIL = re.compile(r"(?a:mailto):[^@\s]+@[^@\s]+$", re.IGNORECASE)


def safe_address(address: str) -> str | None:
    """The address that a link may have: web or mail; `www.` gains https; None for all else."""
    address = address.strip()
    if address[:4].lower() == "www.":
        address = f"https://{address}"
    return address if _WEB.match(address) or _MAIL.match(address) else None


def text_shown(token: Token) -> str:
    """The text of an inline token: words, or a line feed for a break of line."""
    if token.type in {"softbreak", "hardbreak"} or token.meta.get("tag") == "br":
        return "\n"
    if token.type == "image":
        return words_shown(token.children or ())
    return token.content if token.type in {"text", "code_inline"} else ""


def words_shown(tokens: Iterable[Token]) -> str:
    """The words of inline tokens, with a blank for each break of line."""
    return "".join(map(text_shown, tokens)).replace("\n", " ")


def refuse(state: StateCore) -> None:
    """Judge links and images, and drop the tags that nothing closes in their paragraph."""
    parse = parse_of(state)
    for token in state.tokens:
        if token.children:
            token.children = list(_judged(token, token.children, parse))


def _judged(paragraph: Token, children: list[Token], parse: Parse) -> Iterator[Token]:
    """The inline tokens that stay."""
    pairs = _pairs(children)
    closings = set(pairs.values())
    dropped: set[int] = set()
    for index, child in enumerate(children):
        if child.type == "image":
            yield from _shown_image(child, paragraph, parse)
            continue
        if index in pairs and not _judge(children, index, pairs[index], paragraph, parse):
            dropped |= {index, pairs[index]}
        paired = index in pairs or index in closings
        lone = child.type == "html_inline" and child.meta["tag"] != "br" and not paired
        if not lone and index not in dropped:
            yield child


def _pairs(children: list[Token]) -> dict[int, int]:
    """Index of each opening tag or link, with that of its closing."""
    pairs: dict[int, int] = {}
    open_: dict[str, list[int]] = {}
    for index, child in enumerate(children):
        raw = child.type == "html_inline"
        kind = child.meta["tag"] if raw else child.type
        if child.type == "link_open" or (raw and not child.meta["close"]):
            open_.setdefault(kind.removesuffix("_open"), []).append(index)
        elif child.type == "link_close" or raw:
            waiting = open_.get(kind.removesuffix("_close"))
            if waiting:
                pairs[waiting.pop()] = index
    return pairs


def _judge(children: list[Token], start: int, end: int, paragraph: Token, parse: Parse) -> bool:
    """Whether the tag or link opened at `start` stays; a link that does has an address that may be followed."""
    token = children[start]
    raw = token.type == "html_inline"
    if raw and token.meta["tag"] != "a":
        token.content = f"<{token.meta['tag']}>"
        return True
    written = attribute(token.content, "href") if raw else str(token.attrGet("href"))
    address = safe_address(written) if written is not None else None
    bare = not raw and "".join(child.content for child in children[start + 1 : end]) == written
    if address is None:
        if written:
            parse.refuse(messages.LINK_REFUSED, written, paragraph, token.meta["start"])
        return False
    if parse.title:
        if not bare:
            parse.refuse(messages.LINK_IN_TITLE, address, paragraph, token.meta["start"])
        return False
    if raw:
        token.content = f'<a href="{html.escape(address)}">'
    else:
        token.attrSet("href", address)
        if bare:
            token.attrSet("class", BARE)
    return True


def _shown_image(image: Token, paragraph: Token, parse: Parse) -> Iterator[Token]:
    """The words of an image, linked to it where that can be: no page loads it."""
    source = str(image.attrs["src"])
    parse.refuse(messages.IMAGE, source, paragraph, image.meta["start"])
    words = Token("text", "", 0, content=text_shown(image))
    words.meta["start"] = image.meta["start"]
    if image.info == "html" or parse.title or not _WEB.match(source):
        yield words
        return
    yield Token("link_open", "a", 1, attrs={"href": source})
    yield words
    yield Token("link_close", "a", -1)
