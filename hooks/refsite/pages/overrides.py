"""Templates of the maintainer (MkDocs's `theme.custom_dir`) that replace ours of the same path."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError

from refsite.common import messages
from refsite.common.problems import Report
from refsite.pages.jinja import ESCAPED, UNESCAPED, environment

_NAMED = 10
"""Most files that replace nothing that are named."""
_EXTRA = re.compile(r"\bextra(?:\.|\[[\"'])(\w+)")


@dataclass(frozen=True, slots=True)
class Overrides:
    """The texts of the templates of a folder, by path from it, and the other files there."""

    templates: Mapping[str, str]
    others: tuple[str, ...]

    @property
    def extra_keys(self) -> frozenset[str]:
        """The keys of MkDocs's `extra` that they ask for."""
        return frozenset(key for text in self.templates.values() for key in _EXTRA.findall(text))


def read_overrides(folder: Path, name: str, templates: Path, report: Report) -> Overrides:
    """Read the templates in `folder`, called `name`; report what cannot be parsed, or replaces nothing of `templates`.

    A template that replaces none is used all the same when another one names it.
    """
    texts: dict[str, str] = {}
    others: list[str] = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = file.relative_to(folder).as_posix()
        if path.endswith(ESCAPED + UNESCAPED):
            texts[path] = _read(file, f"{name}/{path}", report)
        elif not path.startswith("."):
            others.append(path)
    unused = [
        path for path in texts
        if not (templates / path).is_file() and not any(path in text for text in texts.values())
    ]  # fmt: skip
    if nothing := sorted([*unused, *others]):
        more = ["…"] if len(nothing) > _NAMED else []
        report.add(messages.OVERRIDES_UNUSED, name, names=", ".join([*nothing[:_NAMED], *more]))
    return Overrides(texts, tuple(others))


def _read(file: Path, path: str, report: Report) -> str:
    try:
        text = file.read_text(encoding="utf-8")
        environment(file.parent).parse(text)
    except TemplateSyntaxError as error:
        reason = error.message or ""
        report.add(messages.OVERRIDE_UNREADABLE, path, error.lineno, reason=reason)
    except (OSError, UnicodeDecodeError) as error:
        report.add(messages.OVERRIDE_UNREADABLE, path, reason=str(error))
    else:
        return text
    return ""
