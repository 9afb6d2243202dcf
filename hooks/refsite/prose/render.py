"""Markdown to clean HTML, as in the preview of a forge but for all that could harm a reader.

markdown-it makes tokens; links are judged and made on them; then nh3 keeps a short list of tags, whatever
happened before.
"""

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from refsite.common import messages
from refsite.common.memo import Memo
from refsite.common.safe_html import clean, escaped
from refsite.prose.commonmark import make_parser
from refsite.prose.draft import Draft
from refsite.prose.parse import KEY, Leader, Parse, Refused
from refsite.prose.pasted import mend_lines
from refsite.prose.raw_html import mend_html, open_comment, without_hidden
from refsite.prose.refusals import refuse, words_shown
from refsite.prose.runs import Link, Run, link_runs

Finder = Callable[[Run], Iterable[Link]]

_NO_MARKUP = re.compile(r"[^\\`*_\[\]<>&!:~|\n]*")


@dataclass(frozen=True, slots=True)
class Prose:
    """Clean HTML of a text, its refused parts, and its words as plain text."""

    html: Markup
    refused: tuple[Refused, ...] = ()
    words: str = ""


@dataclass(slots=True)
class Renderer:
    """Renderer of texts and titles; holds the parser, which is slow to make."""

    _markdown: MarkdownIt = field(init=False)
    block: Memo[str, Prose] = field(init=False)
    """HTML of a text: paragraphs, lists, tables."""

    def __post_init__(self) -> None:
        self._markdown = make_parser()
        self._markdown.core.ruler.after("settle", "refuse", refuse)
        self._markdown.core.ruler.after("refuse", "link_runs", link_runs)
        self.block = Memo(self.linked_block)

    def linked_block(
        self, text: str, find: Finder | None = None, lead: Leader | None = None
    ) -> Prose:
        """HTML of a text, with the links that `find` gives; `lead` says where those to files lead."""
        if not text.strip():
            return Prose(escaped(""))
        source = Draft(text)
        parse = Parse(mend_lines(mend_html(source)), find=find, lead=lead)
        if comment := open_comment(source):
            offset, line = comment
            parse.refused.append(Refused(messages.COMMENT_OPEN, line, source.place(offset).line))
        return self._render(parse)

    def inline(self, text: str, find: Finder | None = None) -> Prose:
        """HTML of a title, with the links that `find` gives and no other; no paragraph around it."""
        if find is None and _NO_MARKUP.fullmatch(text):
            return Prose(escaped(text), words=text)
        return self._render(Parse(without_hidden(Draft(text)), title=True, find=find))

    def _render(self, parse: Parse) -> Prose:
        markdown, env = self._markdown, {KEY: parse}
        read = markdown.parseInline if parse.title else markdown.parse
        tokens = read(parse.draft.text, env)
        raw = markdown.renderer.render(tokens, markdown.options, env)
        return Prose(clean(raw), tuple(parse.refused), _words(tokens))


def _words(tokens: list[Token]) -> str:
    """The words of a parsed text on one line, for those who search."""
    parts = (
        token.content if token.type == "fence" else words_shown(token.children or ())
        for token in tokens
    )
    return " ".join(" ".join(parts).split())


def plain(fragment: str) -> str:
    """The words of clean inline HTML, without tags or entities."""
    return html.unescape(re.sub(r"<[^>]*>", "", str(fragment)))
