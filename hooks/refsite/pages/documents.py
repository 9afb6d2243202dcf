"""A template and its values to a document: what every page shares, whatever it shows."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path

from jinja2 import Template

from refsite.changes.sentences import cut, say, summary
from refsite.common.french import long_date, typo
from refsite.common.problems import Problem
from refsite.common.safe_html import ROOT, spaced
from refsite.common.settings import AUDIT, FACTS, Settings
from refsite.history.edition import UNKNOWN, Edition
from refsite.history.timeline import NO_HISTORY, History
from refsite.links import addresses
from refsite.links.lookup import FILTERS, Views
from refsite.model.values import CATEGORIES, Niveau, Noeud
from refsite.pages.assets import Assets
from refsite.pages.bars import points_bar, share_bar, share_of, shares_by_categorie
from refsite.pages.headers import CONTENT_POLICY, PREVIEW_POLICY
from refsite.pages.jinja import environment
from refsite.pages.json_ld import linked_data
from refsite.pages.menu import FOOT, menu


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address (`cae/6.1.2/`), its title, what makes its document, the sheet behind it.

    `indexed` says whether engines may list it, `modified` is the day of its last real change, where it is known.
    """

    address: str
    title: str
    make: Callable[[], str]
    source: str = ""
    indexed: bool = True
    modified: dt.date | None = None

    @property
    def html(self) -> str:
        """The page's document, made anew each time."""
        return self.make()

    @property
    def file(self) -> str:
        """The file that holds it, from the site's root."""
        return f"{self.address}index.html"


@dataclass(frozen=True, slots=True)
class Context:
    """What every page is made from; `problems` are shown where they belong."""

    views: Views
    settings: Settings
    assets: Assets
    problems: tuple[Problem, ...]
    folder: str
    preview: bool = False
    edition: Edition = UNKNOWN
    history: History = NO_HISTORY


class Documents:
    """Renders documents from the templates of a folder."""

    def __init__(self, templates: Path, context: Context) -> None:
        self.context = context
        self._environment = environment(templates)
        self._templates: dict[str, Template] = {}
        views = context.views
        # As filters: Jinja calls them directly, where a method of a global costs it several times as much.
        self._environment.filters.update(
            FILTERS,
            typo=spaced,
            date=long_date,
            nom=views.nom,
            nom_html=views.nom_html,
            address=views.address,
        )
        self._environment.globals.update(self._globals())

    def _globals(self) -> dict[str, object]:
        """What every template may ask for."""
        context, views, settings = self.context, self.context.views, self.context.settings
        return {
            "v": views, "contenu": views.contenu, "settings": settings, "edition": context.edition,
            "history": context.history, "folder": context.folder, "asset": context.assets.path,
            "problems_of": self._problems_of, "linked_data": partial(linked_data, views, settings),
            "content_policy": PREVIEW_POLICY if context.preview else CONTENT_POLICY,
            "menu": partial(menu, views), "foot": FOOT, "facts_wanted": FACTS | AUDIT,
            "at": addresses, "categories": CATEGORIES, "Niveau": Niveau, "zero": Decimal(0),
            "share_bar": share_bar, "points_bar": points_bar, "share_of": share_of,
            "shares_by_categorie": shares_by_categorie, "say": say, "cut": cut, "summary": summary,
        }  # fmt: skip

    def source(self, name: str) -> str:
        """A file of the templates' folder as it is."""
        loader = self._environment.loader
        return loader.get_source(self._environment, name)[0] if loader else ""

    def page(  # noqa: PLR0913  # named at the call
        self, template: str, address: str, title: str, *, source: str = "", indexed: bool = True,
        modified: dt.date | None = None, **values: object,
    ) -> Page:  # fmt: skip
        """The page at `address`, from the template of that name."""
        root = "../" * addresses.depth_of(address)
        make = partial(
            self.render, template, address, title, root=root, indexed=indexed, source=source, modified=modified,
            **values,
        )  # fmt: skip
        return Page(address, typo(title), make, source, indexed, modified)

    def render(self, template: str, address: str, title: str, **values: object) -> str:
        """A document; `root` in `values` is what leads from it to the site's root."""
        site = self.context.settings.site_name
        document_title = typo(title if title == site else f"{title} – {site}")
        values = {
            "source": "",
            **values,
            "address": address,
            "document_title": document_title,
            "title": typo(title),
        }
        html = self._template(template).render(values)
        return html.replace(f'<a href="{ROOT}:', f'<a href="{values["root"]}')

    def bare(self, template: str, **values: object) -> str:
        """A document that shares nothing with the others."""
        return self._template(template).render(values)

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(f"{name}.html.j2")
        return self._templates[name]

    def _problems_of(self, noeud: Noeud | None) -> Iterable[Problem]:
        """What an editor must mend in the file behind a page, shown in the preview alone.

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
