"""Judgement of links and images: those that a page may show, and the refusal of the others."""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from refsite.common import messages
from refsite.common.safe_html import BARE
from refsite.prose.parse import Destination, Parse, parse_of
from refsite.prose.raw_html import attribute

# ASCII: without it, « ſ » (U+017F) would be an « s ».
_WEB = re.compile(r"(?a:https?)://[^/\s]", re.IGNORECASE)
_SIZE = re.compile(r"\d ?(?:octets?|[kmg]i?o)\b")
CITED, LABEL = "cited", "label"
"""Keys in `meta` of a link's opening token: the cited node, and the text appended to the link."""
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
    closings = {end: start for start, end in pairs.items()}
    dropped: set[int] = set()
    alone = len(children) == 1
    for index, child in enumerate(children):
        if child.type == "image":
            yield from _shown_image(child, paragraph, parse, alone=alone)
            continue
        if index in pairs and not _judge(children, index, pairs[index], paragraph, parse):
            dropped |= {index, pairs[index]}
        paired = index in pairs or index in closings
        lone = child.type == "html_inline" and child.meta["tag"] != "br" and not paired
        if not lone and index not in dropped:
            if index in closings and (label := children[closings[index]].meta.get(LABEL)):
                yield _text(label, child.meta["start"])
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
    if address is None and written and parse.lead and (found := parse.lead(written)):
        return _lead(found, written, children[start : end + 1], paragraph, parse)
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


def _lead(
    found: Destination, written: str, link: list[Token], paragraph: Token, parse: Parse
) -> bool:
    """Give a link, from its opening token to its closing one, the destination of a file; whether it has one."""
    token = link[0]
    if found.problem:
        parse.refuse(found.problem, unquote(written), paragraph, token.meta["start"])
    if not found.address:
        return False
    words = words_shown(link)
    token.meta |= {CITED: found.key, LABEL: unsaid(found.label, words)}
    title = html.escape(found.title)
    if token.type == "html_inline":
        token.content = f'<a href="{html.escape(found.address)}" title="{title}">'
        token.content = token.content.replace(' title=""', "")
    else:
        token.attrSet("href", found.address)
        if found.title and not token.attrGet("title"):
            token.attrSet("title", found.title)
    return True


def unsaid(label: Iterable[str], words: str) -> str:
    """What the words of a link do not say of the document: « (PDF, 1,2 Mo) », empty when they say all."""
    told = words.casefold().replace("\u00a0", " ").replace("\u202f", " ")
    missing = []
    for place, part in enumerate(label):
        said = _SIZE.search(told) if place else re.search(rf"\b{part.casefold()}\b", told)
        missing += [] if said else [part]
    return f" ({', '.join(missing)})" if missing else ""


def _text(content: str, start: int) -> Token:
    return Token("text", "", 0, content=content, meta={"start": start})


def _shown_image(image: Token, paragraph: Token, parse: Parse, *, alone: bool) -> Iterator[Token]:
    """An image of the folder, its title below it where it is `alone` in its paragraph; of any other, the words.

    The words of one on another host are linked to it: no page loads it.
    """
    source, start = str(image.attrs["src"]), image.meta["start"]
    found = parse.lead(source, image=True) if parse.lead and not parse.title else None
    if found and found.size:
        yield from _of_the_folder(image, found, paragraph, parse, alone=alone)
        return
    problem = messages.IMAGE_IN_TITLE if parse.title else messages.IMAGE
    if found:
        problem = found.problem or messages.IMAGE_OTHER
    if not found or found.problem or found.address:
        parse.refuse(problem, unquote(source), paragraph, start)
    words = _text(text_shown(image), start)
    address = found.address if found else source if _WEB.match(source) else ""
    if image.info == "html" or parse.title or not address:
        yield words
        return
    yield Token("link_open", "a", 1, attrs={"href": address})
    yield words
    yield Token("link_close", "a", -1)


def _of_the_folder(
    image: Token, found: Destination, paragraph: Token, parse: Parse, *, alone: bool
) -> Iterator[Token]:
    """The tokens of an image that the site publishes."""
    if not image.meta.get("decorative") and not text_shown(image).strip():
        source = unquote(str(image.attrs["src"]))
        parse.refuse(messages.IMAGE_NO_TEXT, source, paragraph, image.meta["start"])
    title = str(image.attrs.pop("title", ""))
    width, height = found.size or (0, 0)
    image.attrs |= {"src": found.address, "alt": "", "width": width, "height": height}
    image.attrs |= {"loading": "lazy", "decoding": "async"}
    if title and not alone:
        image.attrs["title"] = title
    yield image
    if title and alone:
        yield Token("hardbreak", "br", 0, meta={"start": image.meta["start"]})
        yield Token("em_open", "em", 1)
        yield _text(title, image.meta["start"])
        yield Token("em_close", "em", -1)
