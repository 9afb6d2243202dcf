"""From a folder to everything that the site publishes, in one place; nothing is written here but what saves time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from refsite.links import addresses

from refsite.pages import other_files
from refsite.pages.assets import make_assets
from refsite.model.checks import check
from refsite.model.triage import acknowledge, but_absent
from refsite.changes.compare import side_of
from refsite.model.contents import read_contents
from refsite.pages.documents import Context, Documents, Page
from refsite.history.edition import UNKNOWN, Edition
from refsite.data.exports import Inputs, export
from refsite.pages.atom import feed
from refsite.reading.folder import Source, read_folder
from refsite.history.timeline import NO_HISTORY, History, State, no_history
from refsite.model.values import Contenu
from refsite.pages.all_pages import all_pages, not_found
from refsite.common.problems import Problem, by_place
from refsite.data.records import SCHEMA
from refsite.data.search_index import search_data
from refsite.pages.headers import apache_headers, netlify_headers
from refsite.common.settings import Settings
from refsite.site.site_files import Content, Site
from refsite.data.stored import LazyFiles, Store
from refsite.links.texts import Texts, Workshop, render_texts
from refsite.model.withdrawals import check_withdrawals
from refsite.history.vanished import vanished
from refsite.links.lookup import Views


@dataclass(frozen=True, slots=True)
class Study:
    """What a folder holds, its texts, all its problems, sorted by place, and the files that were read."""

    contenu: Contenu
    texts: Texts
    problems: tuple[Problem, ...]
    history: History = NO_HISTORY
    sources: tuple[Source, ...] = ()


def study(
    folder: Path, more: tuple[Problem, ...] = (), remember: Callable[[State], History] = no_history,
    workshop: Workshop | None = None,
) -> Study:  # fmt: skip
    """Read and check a folder. `more` are problems found elsewhere, to be listed with the others.

    `remember` gives the history of what was read; without it there is none. A `workshop` of an earlier build saves
    time.
    """
    workshop = workshop or Workshop()
    workshop.turn()
    sources, unread = read_folder(folder, workshop.decoded)
    reading = read_contents(sources, folder.resolve().name, workshop.parser)
    contenu = reading.contenu
    texts, refused = render_texts(contenu, workshop)
    side = side_of(contenu, (*unread, *reading.problems))
    history = remember(State(sources, side, workshop.parser))
    grammar = but_absent(reading.problems, unread)
    found = [*check(contenu, grammar), *check_withdrawals(contenu)]
    if history.since:
        found += vanished(contenu, history.since.changes, history.since.previous)
    problems = acknowledge(contenu, {*unread, *grammar, *refused, *found})
    return Study(contenu, texts, by_place((*problems, *more)), history, sources)


def build(  # noqa: PLR0913  # named at the call
    study_: Study, settings: Settings, templates: Path, *, folder: str, preview: bool = False,
    cache: Path | None = None, edition: Edition = UNKNOWN,
) -> Site:  # fmt: skip
    """Every page and file of the site; in a preview, pages show the problems of their sheet.

    `cache` is a folder for what saves time; it may be emptied at any time. Raises FileNotFoundError when a
    package of npm is missing; data that does not follow our schema raises InvalidDataError when it is asked for.
    """
    views = Views(study_.contenu, study_.texts)
    schema = (templates / "data" / Path(SCHEMA).name).read_text(encoding="utf-8")
    inputs = Inputs(study_.contenu, study_.texts, study_.sources, settings, edition, schema)
    store = Store(cache / "exports", inputs) if cache else None
    data = LazyFiles(lambda: export(inputs, views), store)
    if not preview:  # which may never show any
        data.begin()
    index = search_data(study_.contenu, study_.texts)
    assets = make_assets(
        templates / "assets", templates.parent / "node_modules", {"recherche.json": index}
    )
    context = Context(
        views, settings, assets, study_.problems, folder, preview, edition, study_.history
    )
    documents = Documents(templates, context)
    pages = tuple(all_pages(documents, data))
    files = dict[str, Content](_files(study_, documents, pages, settings))
    icon = (templates / "assets" / "images" / "favicon.ico").read_bytes()
    return Site(pages, {**assets.files, "favicon.ico": icon, **files}, data)


def _files(
    study_: Study, documents: Documents, pages: tuple[Page, ...], settings: Settings
) -> Iterator[tuple[str, Content]]:
    yield from other_files.redirects(documents)
    yield from other_files.remains(documents)
    yield "404.html", partial(not_found, documents)
    yield "robots.txt", other_files.robots(settings)
    yield "_headers", netlify_headers()
    yield ".htaccess", apache_headers(settings.base_path)
    if settings.site_url:
        yield "sitemap.xml", other_files.sitemap(pages, settings)
        if study_.history.versions:
            yield addresses.FEED, feed(study_.history.versions, settings)
