"""From a folder to everything that the site publishes; nothing is written here but the cache."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from refsite.common.disk_cache import NO_CACHE, DiskCache
from refsite.common.printed import abridged
from refsite.common.problems import Problem, Report, by_place
from refsite.common.settings import Settings
from refsite.data.exports import Inputs
from refsite.data.lazy_files import LazyFiles
from refsite.data.records import SCHEMA
from refsite.data.search_index import search_data
from refsite.history.edition import UNKNOWN, Edition
from refsite.history.revision import Revision, read_revision
from refsite.history.timeline import NO_HISTORY, History, no_history
from refsite.history.vanished import vanished
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.links.texts import Texts, Workshop, render_texts
from refsite.model.checks import check
from refsite.model.triage import acknowledge, without_doubtful
from refsite.model.values import Contenu
from refsite.model.withdrawals import check_withdrawals
from refsite.pages import other_files
from refsite.pages.all_pages import all_pages, not_found
from refsite.pages.assets import Bundles, begin_bundle, make_assets
from refsite.pages.atom import feed
from refsite.pages.documents import Context, Documents, Page
from refsite.pages.headers import apache_headers, netlify_headers
from refsite.reading.folder import Source, read_folder
from refsite.site.publish import MARK, MARK_TEXT
from refsite.site.site_files import Content, Site


@dataclass(frozen=True, slots=True)
class Study:
    """Contents of a folder, their texts, all problems sorted by place, and the files that were read."""

    contenu: Contenu
    texts: Texts
    problems: tuple[Problem, ...]
    history: History = NO_HISTORY
    sources: tuple[Source, ...] = ()


def study(
    folder: Path, more: tuple[Problem, ...] = (), remember: Callable[[Revision], History] = no_history,
    workshop: Workshop | None = None,
) -> Study:  # fmt: skip
    """Read and check a folder. `more` are problems found elsewhere, to be listed with the others.

    `remember` gives the history of a folder that was read. The `workshop` of an earlier build saves time.
    """
    workshop = workshop or Workshop()
    workshop.next_build()
    name = folder.resolve().name
    report = Report()
    sources = read_folder(folder, report, workshop.decoded)
    now = read_revision(sources, report, name, workshop.parser)
    contenu, history = now.contenu, remember(now)
    report = Report(without_doubtful(now.problems, now.unread))
    check(contenu, report)
    check_withdrawals(contenu, report)
    if history.since:
        vanished(contenu, history.since.changes, history.since.previous, report)
    texts = render_texts(contenu, workshop, report)
    problems = acknowledge(contenu, set(report.problems))
    listed = by_place(abridged(by_place((*problems, *more))))
    return Study(contenu, texts, listed, history, now.sources)


def begin(templates: Path) -> Future[Bundles]:
    """Start what needs no sheets: the bundles of scripts and styles, for `build`."""
    return begin_bundle(*_places(templates))


def _places(templates: Path) -> tuple[Path, Path]:
    """The folder of the assets, and that of the packages of npm."""
    return templates / "assets", templates.parent / "node_modules"


def build(  # noqa: PLR0913  # named at the call
    study_: Study, settings: Settings, templates: Path, *, folder: str, preview: bool = False,
    cache: DiskCache = NO_CACHE, edition: Edition = UNKNOWN, bundles: Future[Bundles] | None = None,
) -> Site:  # fmt: skip
    """Every page and file of the site; in a preview, pages show the problems of their sheet.

    Pages and files of data are made when they are asked for; scripts and styles now, unless `begin` has begun.
    Raises FileNotFoundError when esbuild is missing, BundleError when it cannot make the scripts; data that
    does not follow our schema raises InvalidDataError when it is asked for.
    """
    views = Views(study_.contenu, study_.texts)
    schema = (templates / "data" / Path(SCHEMA).name).read_text(encoding="utf-8")
    inputs = Inputs(study_.contenu, study_.texts, study_.sources, settings, edition, schema)
    data = LazyFiles(inputs, views, cache)
    index = search_data(study_.contenu, study_.texts)
    assets = make_assets(*_places(templates), {"recherche.json": index}, bundles)
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
    yield from other_files.transcripts(pages, documents)
    yield MARK, MARK_TEXT
    yield "404.html", partial(not_found, documents)
    yield "robots.txt", other_files.robots(settings)
    yield "_headers", netlify_headers()
    yield ".htaccess", apache_headers(settings.base_path)
    if settings.site_url:
        yield "sitemap.xml", partial(other_files.sitemap, pages, documents)
        if study_.history.versions:
            yield addresses.FEED, partial(feed, documents, study_.history.versions)
