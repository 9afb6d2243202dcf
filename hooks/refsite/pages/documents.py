"""Rendering of templates to documents, with the values that all pages share."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from refsite.common.french import typo
from refsite.common.problems import Problem
from refsite.common.safe_html import ROOT
from refsite.common.settings import AUDIT, FACTS, Settings
from refsite.history.edition import UNKNOWN, Edition
from refsite.history.timeline import NO_HISTORY, History
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.model.values import CATEGORIES, Niveau, Noeud
from refsite.pages import node_html
from refsite.pages.assets import Assets
from refsite.pages.filters import WORDS, of_model
from refsite.pages.headers import CONTENT_POLICY, PREVIEW_POLICY
from refsite.pages.jinja import UNESCAPED, environment, find
from refsite.pages.json_ld import linked_data
from refsite.pages.menu import FOOT, NO_MENU, Menu, menu
from refsite.pages.node_html import NodeHtml

Values = Mapping[str, object]
NONE: Values = {}

NOT_FOUND = "404.html"
"""Page that hosts show at an unknown address."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address (`cae/6.1.2/`), its title, the function that renders its document, its sheet.

    `indexed` says whether engines may list it, `modified` is the day of its last real change, where it is known;
    `markdown` makes the same page as Markdown, where a sheet is behind it.
    """

    address: str
    title: str
    make: Callable[[], str]
    source: str = ""
    indexed: bool = True
    modified: dt.date | None = None
    markdown: Callable[[], str] | None = None

    @property
    def html(self) -> str:
        """The page's document, made anew each time."""
        return self.make()

    @property
    def file(self) -> str:
        """The file that holds it, from the site's root."""
        return f"{unquote(self.address)}index.html"


@dataclass(frozen=True, slots=True)
class Context:
    """Inputs of every page; `problems` are shown where they belong."""

    views: Views
    settings: Settings
    assets: Assets
    problems: tuple[Problem, ...]
    folder: str
    preview: bool = False
    edition: Edition = UNKNOWN
    history: History = NO_HISTORY
    menu: Menu = NO_MENU


class Documents:
    """Renders documents from the templates of a folder."""

    def __init__(self, templates: Path, context: Context) -> None:
        self.context = context
        overrides = context.settings.appearance.overrides
        self._folders = (overrides, templates) if overrides else (templates,)
        self._escaped = environment(*self._folders)
        self._unescaped = environment(*self._folders, endings=UNESCAPED)
        for made in (self._escaped, self._unescaped):
            made.filters.update(
                WORDS,
                **of_model(context.views, context.assets),
                problems=self._problems_of,
                problems_at=self._problems_at,
            )
            made.globals.update(self._globals())

    def _globals(self) -> dict[str, object]:
        """The values that every template may use."""
        context = self.context
        return {
            "at": addresses, "categories": CATEGORIES, "contenu": context.views.contenu,
            "content_policy": PREVIEW_POLICY if context.preview else CONTENT_POLICY,
            "edition": context.edition, "extra": context.settings.appearance.extra,
            "facts_wanted": FACTS | AUDIT, "folder": context.folder, "foot": FOOT,
            "history": context.history, "Niveau": Niveau, "node_html": NodeHtml(context.views),
            "numbers": node_html, "pages": context.views.pages, "settings": context.settings,
        }  # fmt: skip

    def source(self, name: str) -> str:
        """A template's file as it is. Raises FileNotFoundError."""
        file = find(name, self._folders) or self._folders[-1] / name
        return file.read_text(encoding="utf-8")

    def page(  # noqa: PLR0913  # named at the call
        self, template: str, address: str, title: str, values: Values | Callable[[], Values] = NONE, *,
        source: str = "", indexed: bool = True, modified: dt.date | None = None, markdown: bool = False,
    ) -> Page:  # fmt: skip
        """The page at `address`, from the template of that name in `pages/` and its values, or a function that makes them.

        `markdown` says that there is a template of the same page as Markdown, too.
        """

        def shared() -> Values:
            own = values() if callable(values) else values
            return {"source": source, "indexed": indexed, "modified": modified, **own}

        def html() -> str:
            root = "../" * addresses.depth_of(address)
            return self.render(template, address, title, {**shared(), "root": root})

        def text() -> str:
            return self.text(
                f"pages/{template}.md.j2", {**shared(), "address": address, "title": typo(title)}
            )

        return Page(
            address, typo(title), html, source, indexed, modified, text if markdown else None
        )

    def render(self, template: str, address: str, title: str, values: Values) -> str:
        """Render a document; `root` in `values` is the relative path to the site's root."""
        views, settings, site = (
            self.context.views,
            self.context.settings,
            self.context.settings.site_name,
        )
        own = {
            **values,
            "address": address,
            "document_title": typo(title if title == site else f"{title} – {site}"),
            "linked_data": None,
            "menu": menu(views, address, self.context.menu),
            "title": typo(title),
        }
        if settings.site_url and address != NOT_FOUND:
            noeud = values.get("noeud")
            about = noeud if isinstance(noeud, Noeud) else None
            own["linked_data"] = linked_data(views, settings, address, typo(title), about)
        return rooted(self.bare(f"pages/{template}.html.j2", own), str(values["root"]))

    def bare(self, template: str, values: Values) -> str:
        """A document of HTML or XML that shares nothing with the others."""
        return self._escaped.get_template(template).render(values)

    def text(self, template: str, values: Values = NONE) -> str:
        """A file of Markdown or plain text, which ends with one end of line."""
        return self._unescaped.get_template(template).render(values).rstrip("\n") + "\n"

    def _problems_at(self, path: str) -> Iterable[Problem]:
        """The problems that an editor must mend in a file, shown in the preview alone."""
        open_ = (problem for problem in self.context.problems if not problem.accepted)
        return [p for p in open_ if p.path == path] if self.context.preview else ()

    def _problems_of(self, noeud: Noeud | None) -> Iterable[Problem]:
        """The problems that an editor must mend in the file behind a page, shown in the preview alone.

        A référentiel's page shows all of its folder, and the page of what is not found shows all there is:
        a sheet whose id is wrong has no page of its own.
        """
        if not self.context.preview:
            return ()
        open_ = [problem for problem in self.context.problems if not problem.accepted]
        if noeud is None:
            return open_
        if not noeud.id:
            return [
                problem for problem in open_ if problem.path.startswith(f"{noeud.referentiel}/")
            ]
        return [p for p in open_ if p.path in {f"{noeud.key}.md", noeud.path}]


def rooted(html: str, root: str) -> str:
    """Rewrite the addresses of links and images that begin with `root:`: `root` leads to the site's root."""
    html = html.replace(f'<a href="{ROOT}:"', f'<a href="{root or "./"}"')
    for start in ('<a href="', '<img src="'):
        html = html.replace(f"{start}{ROOT}:", f"{start}{root}")
    return html
