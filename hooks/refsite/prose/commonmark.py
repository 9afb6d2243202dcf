"""CommonMark as markdown-it-py reads it: tables, bare addresses, a few tags, and tokens that know their place.

Links, images, tags, code and breaks of line have `meta["start"]` and `meta["end"]`: where they were read in the
content of their paragraph. A link's opening ends where it starts.
"""

import re
from typing import Any

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import RuleFuncInlineType
from markdown_it.rules_core import StateCore, linkify
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from refsite.common import bounds, messages
from refsite.common.safe_html import INLINE_TAGS
from refsite.prose.parse import parse_of
from refsite.prose.raw_html import attribute, find_tag

_HOST = re.compile(r"[^\s/?#:@<>]{1,253}(?![^\s/?#<>])")
_LABEL = re.compile(r"\[[^\[\]`<\\]*\]")
_LANGUAGE = re.compile(r"[\w.+#-]*")
_PLACED = frozenset(
    "link_open link_close image html_inline code_inline softbreak hardbreak".split()
)


class French(MarkdownIt):
    """CommonMark that shows a link's address as it is written, and leaves judging it to `refusals`.

    These two are methods of markdown-it-py so that a subclass may override them (its pull request 135).
    """

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  # markdown-it's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True


def make_parser() -> MarkdownIt:
    """A parser whose rules find their `Parse` in the environment."""
    options = {"html": True, "linkify": True, "breaks": True, "maxNesting": 100}
    markdown = French("commonmark", options).enable(["table", "linkify"])
    markdown.disable(["code", "heading", "lheading", "html_block", "reference"])
    for name, rule in (
        ("newline", rules_inline.newline),
        ("backticks", rules_inline.backtick),
        ("link", rules_inline.link),
        ("image", rules_inline.image),
        ("autolink", rules_inline.autolink),
        ("linkify", rules_inline.linkify),
        ("html_inline", _html_inline),
    ):
        markdown.inline.ruler.at(name, _placed(rule))
    markdown.core.ruler.at("inline", _inline)
    markdown.core.ruler.at("linkify", _linkify)
    markdown.core.ruler.after("text_join", "settle", _settle)
    if markdown.linkify is not None:
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        markdown.linkify.add("www.", {"validate": _www})
    return markdown


def _www(linkify_: Any, text: str, position: int) -> int:  # noqa: ANN401  # linkify-it's signature
    """Length of the address that follows « www. » at `position`, 0 without one."""
    if not _HOST.match(text, position):
        return 0
    length: int = linkify_.test_schema_at(f"//{text[position:]}", "https:", 0)
    return max(0, length - len("//"))


def _placed(rule: RuleFuncInlineType) -> RuleFuncInlineType:
    """A rule that notes in its tokens where it read them."""

    def place(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
        start, first = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            for token in state.tokens[first:]:
                if token.type in _PLACED:
                    token.meta.setdefault("start", start)
                    token.meta.setdefault("end", start if token.nesting == 1 else state.pos)
        return found

    return place


def _html_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """Pass on the tags that may stay, drop those that may not, leave as text what is no tag."""
    if state.src[state.pos] != "<":
        return False
    tag = find_tag(state.src, state.pos, parse_of(state).closed)
    if tag is None:
        return False
    name = tag["name"].lower()
    if not silent and name == "img":
        token = state.push("image", "img", 0)
        alt, title = attribute(tag[0], "alt"), attribute(tag[0], "title")
        token.attrs = {"src": attribute(tag[0], "src") or "", **({"title": title} if title else {})}
        token.meta = {"decorative": alt == ""}  # says so itself, which Markdown cannot
        token.children = [Token("text", "", 0, content=alt or "")]
        token.info = "html"
    elif not silent and name in INLINE_TAGS:
        token = state.push("html_inline", "", 0)
        token.content = tag[0]
        token.meta = {"tag": name, "close": bool(tag["close"])}
    state.pos = tag.end()
    return True


def _inline(state: StateCore) -> None:
    """Parse the paragraphs, but for those that are too long or too dense."""
    parse = parse_of(state)
    parse.locate(state.tokens)
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if _is_dense(token.content):
            parse.refuse(messages.PARAGRAPH_DENSE, token.content.partition("\n")[0], token, 0)
            token.meta["dense"] = True
        else:
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _is_dense(content: str) -> bool:
    """Whether a paragraph is beyond the bounds: the parser's time grows with the square of these."""
    return (
        len(content) > bounds.PARAGRAPH
        or content.count("://") + content.count("www.") > bounds.ADDRESSES
        or _LABEL.sub("", content).count("[") > bounds.BRACKETS
    )


def _as_text(content: str) -> list[Token]:
    """The lines of a paragraph as they are written."""
    tokens: list[Token] = []
    end = 0
    for line in content.split("\n"):
        if tokens:
            tokens.append(Token("softbreak", "br", 0, meta={"start": end, "end": end + 1}))
            end += 1
        tokens.append(Token("text", "", 0, content=line))
        end += len(line)
    return tokens


def _linkify(state: StateCore) -> None:
    """Look for bare addresses in texts that have room for one, since the search is slow."""
    if "://" in state.src or "www." in state.src.lower() or "mailto:" in state.src:
        linkify(state)


def _settle(state: StateCore) -> None:
    """Note where each text begins in its paragraph; show dense ones, and words that are no language, as they are."""
    for token in state.tokens:
        if token.meta.get("dense"):
            token.children = _as_text(token.content)
        if token.type == "fence" and not _LANGUAGE.fullmatch(token.info.strip()):
            token.content = f"{token.info.strip()}\n{token.content}"
        end = 0
        for child in token.children or ():
            if child.type == "text":
                child.meta["start"] = end
                end += len(child.content)
            elif "end" in child.meta:
                end = child.meta["end"]
