"""The two Jinja environments: of HTML and XML, where text is escaped, and of Markdown and plain text.

Neither loads the templates of the other: text that nobody has escaped has no way into a page.
"""

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

from refsite.pages.content import html_of

ESCAPED = (".html.j2", ".xml.j2", ".md")
"""Endings of the templates of HTML and XML; `.md` are texts of our own, which become HTML when they are loaded."""

UNESCAPED = (".md.j2", ".txt.j2")
"""Endings of the templates of Markdown and plain text."""

_INDENT = re.compile(r"^[ \t]+")


def environment(*folders: Path, endings: tuple[str, ...] = ESCAPED) -> Environment:
    """The environment of the templates of folders with these endings, the first folder's first.

    An undefined name is an error.
    """
    return Environment(
        loader=FunctionLoader(_loader(folders, endings)),
        autoescape=select_autoescape(disabled_extensions=("md.j2", "txt.j2"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # it takes longer to look for constants than they save
    )


def _loader(
    folders: tuple[Path, ...], endings: tuple[str, ...]
) -> Callable[[str], tuple[str, str, None] | None]:
    """A function that reads a template by its name, and gives its source and its path."""

    def load(name: str) -> tuple[str, str, None] | None:
        file = find(name, folders)
        if not name.endswith(endings) or not file:
            return None
        text = file.read_text(encoding="utf-8")
        return without_indent(html_of(text) if name.endswith(".md") else text), str(file), None

    return load


def find(name: str, folders: tuple[Path, ...]) -> Path | None:
    """The file of a template, in the first of the folders that has it."""
    files = (folder / name for folder in folders)
    return next((file for file in files if file.is_file()), None)


def without_indent(source: str) -> str:
    """Remove the blanks at the start of each line, which are for the template's reader; but not inside `<pre>`."""
    lines, kept = [], False
    for line in source.splitlines(keepends=True):
        lines.append(line if kept else _INDENT.sub("", line))
        kept = line.rfind("<pre") > line.rfind("</pre>") or (kept and "</pre>" not in line)
    return "".join(lines)
