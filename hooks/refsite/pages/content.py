"""Our own texts in Markdown to the source of an HTML template: the guide, and the pages that the law asks for.

They may hold tags of Jinja, which stay as they are: `{{ }}` and `{% %}` within a line, `{% %}` on a line of its own.
A heading `## Title {#name}` begins a section with this anchor. French no-break spaces need not be typed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from refsite.common.french import typo

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LINE = re.compile(r"\s*(?:\{%[^%]*%\}|\{#.*#\})\s*$")
_ANCHOR = re.compile(r"\s*\{#(?P<name>[\w-]+)\}$")
_PROSE = frozenset({"paragraph_open", "bullet_list_open", "ordered_list_open", "blockquote_open"})


def html_of(source: str) -> str:
    """The source of a template whose text is written in Markdown."""
    markdown = _parser()
    html, in_section = "", False
    for is_prose, blocks in groupby(_blocks(markdown.parse(source)), _is_prose):
        for block in [list(chain.from_iterable(blocks))] if is_prose else blocks:
            made = markdown.renderer.render(block, markdown.options, {})
            name = block[0].attrGet("id")
            if name:
                html += "</section>\n" if in_section else ""
                html += f'<section class="sub" aria-labelledby="{name}">\n'
                in_section = True
            html += f'<div class="prose">\n{made}</div>\n' if is_prose else made
    return html + ("</section>\n" if in_section else "")


def _parser() -> MarkdownIt:
    """CommonMark with tags of Jinja, anchors and French typography."""
    markdown = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False})
    markdown.block.ruler.before("fence", "jinja", _jinja_line, {"alt": ["paragraph", "list"]})
    markdown.inline.ruler.before("escape", "jinja", _jinja_tag)
    markdown.core.ruler.before("inline", "anchors", _anchors)
    markdown.core.ruler.push("typography", _typography)
    return markdown


def _jinja_line(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """A rule of markdown-it: lines that hold nothing but statements are no paragraph."""
    text = state.getLines(line, line + 1, 0, keepLastLF=False)
    if not _LINE.match(text):
        return False
    if not silent:
        state.line = line + 1
        state.push("html_block", "", 0).content = f"{text.strip()}\n"
    return True


def _jinja_tag(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    """A rule of markdown-it: a tag within a line stays as it is."""
    found = _TAG.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _anchors(state: StateCore) -> None:
    """A rule of markdown-it: `{#name}` at the end of a heading is its anchor."""
    for heading, text in zip(state.tokens, state.tokens[1:], strict=False):
        found = _ANCHOR.search(text.content) if heading.type == "heading_open" else None
        if found:
            heading.attrSet("id", found["name"])
            text.content = text.content[: found.start()]


def _typography(state: StateCore) -> None:
    """Core rule of markdown-it that adds no-break spaces to text, not to code."""
    for token in state.tokens:
        if token.type == "html_block" and "<pre" not in token.content:
            token.content = typo(token.content)
        for child in token.children or ():
            if child.type == "text":
                child.content = typo(child.content)


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each block of the document: a heading, a paragraph, a whole list."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _is_prose(block: list[Token]) -> bool:
    return block[0].type in _PROSE
