"""From a folder to everything that the site publishes; nothing is written here but the cache."""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from refsite.common.codes import Severity
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
from refsite.links.ordinary import Generated, Ordinary, check_addresses, settle
from refsite.links.relative import Folder
from refsite.links.texts import Texts, Workshop, render_texts
from refsite.media.kinds import room
from refsite.media.media import Media, read_media, report_orphans
from refsite.model.checks import check
from refsite.model.triage import acknowledge, without_doubtful
from refsite.model.values import Contenu
from refsite.model.withdrawals import check_withdrawals
from refsite.pages import other_files
from refsite.pages.all_pages import all_pages, not_found
from refsite.pages.assets import Bundles, begin_bundle, make_assets, settings_style
from refsite.pages.atom import feed
from refsite.pages.documents import Context, Documents, Page
from refsite.pages.headers import apache_headers, netlify_headers
from refsite.pages.menu import NO_MENU, Menu
from refsite.reading.folder import Source, read_folder
from refsite.site.publish import MARK, MARK_TEXT
from refsite.site.site_files import Content, Site
from refsite.site.taken import without_taken

_FOR_EDITORS = frozenset({"fichiers-ecartes"})
"""Codes of problems that no published page shows: they name files that are not published."""


@dataclass(frozen=True, slots=True)
class Study:
    """Contents of a folder, their texts, all problems sorted by place, the files that were read, and ordinary pages."""

    contenu: Contenu
    texts: Texts
    problems: tuple[Problem, ...]
    history: History = NO_HISTORY
    sources: tuple[Source, ...] = ()
    media: Media = field(default_factory=Media)
    pages: tuple[Ordinary, ...] = ()


def study(  # noqa: PLR0913  # named at the call
    folder: Path, more: tuple[Problem, ...] = (), *, remember: Callable[[Revision], History] = no_history,
    workshop: Workshop | None = None, published: Collection[str] = (),
    unpublished: Callable[[str], bool] = lambda _: False,
) -> Study:  # fmt: skip
    """Read and check a folder. `more` are problems found elsewhere, to be listed with the others.

    `remember` gives the history of a folder that was read. The `workshop` of an earlier build saves time. `published`
    are the paths of files that settings name: nothing is to be said about them here. The ordinary pages whose path
    is `unpublished` are left out.
    """
    workshop = workshop or Workshop()
    workshop.next_build()
    name = folder.resolve().name
    report = Report()
    files = read_folder(folder, report, workshop.decoded, room)
    now = read_revision(files.sources, report, name, workshop.parser)
    left_out = {page.path for page in now.contenu.pages if unpublished(page.path)}
    kept = tuple(page for page in now.contenu.pages if page.path not in left_out)
    contenu, history = replace(now.contenu, pages=kept), remember(now).without(unpublished)
    report = Report(without_doubtful(now.problems, now.unread))
    check(contenu, report)
    check_withdrawals(contenu, report)
    check_addresses(contenu, report)
    if history.since:
        vanished(contenu, history.since.changes, history.since.previous, report)
    others = {path: raw for path, raw in files.others.items() if not unpublished(path)}
    aside = [path for path in files.aside if path not in published and not unpublished(path)]
    media = read_media(others, aside, report, workshop.media)
    media = without_taken(media, published, report)
    texts = render_texts(contenu, workshop, report, _named(now, contenu, media))
    if not contenu.pages:  # which may show some of them
        report_orphans(media, {*texts.files, *published}, report)
    problems = acknowledge(contenu, set(report.problems))
    listed = by_place(abridged(by_place((*problems, *more))))
    published_sources = tuple(one for one in now.sources if one.path not in left_out)
    return Study(contenu, texts, listed, history, published_sources, media)


def _named(now: Revision, contenu: Contenu, media: Media) -> Folder:
    """The files that texts may name. One with an error is not told again where it is named."""
    error = {item.path for item in now.problems if item.severity is Severity.ERREUR}
    sheets = frozenset(source.path for source in now.sources)
    pages = {page.path: addresses.of_file(page.path) for page in contenu.pages}
    return Folder(sheets, frozenset(error), media, pages)


def with_pages(
    study_: Study,
    generated: Iterable[Generated],
    more: Collection[str] = (),
    published: Collection[str] = (),
) -> tuple[Study, tuple[Problem, ...]]:
    """A study with ordinary pages, and the problems that are new with them.

    `more` are addresses that only their generator knows, `published` the paths of files that settings name.
    """
    report = Report()
    pages = settle(generated, study_.texts.index, study_.texts.places, more, report)
    used = {path for page in pages for path in page.files}
    report_orphans(study_.media, {*study_.texts.files, *published, *used}, report)
    listed = by_place((*study_.problems, *report.problems))
    return replace(study_, pages=pages, problems=listed), report.problems


def begin(templates: Path) -> Future[Bundles]:
    """Start what needs no sheets: the bundles of scripts and styles, for `build`."""
    return begin_bundle(*_places(templates))


def _places(templates: Path) -> tuple[Path, Path]:
    """The folder of the assets, and that of the packages of npm."""
    return templates / "assets", templates.parent / "node_modules"


def build(  # noqa: PLR0913  # named at the call
    study_: Study, settings: Settings, templates: Path, *, folder: str, preview: bool = False,
    cache: DiskCache = NO_CACHE, edition: Edition = UNKNOWN, bundles: Future[Bundles] | None = None,
    menu: Menu = NO_MENU,
) -> Site:  # fmt: skip
    """Every page and file of the site; in a preview, pages show the problems of their sheet.

    Pages and files of data are made when they are asked for; scripts and styles now, unless `begin` has begun.
    Raises FileNotFoundError when esbuild is missing, BundleError when it cannot make the scripts; data that
    does not follow our schema raises InvalidDataError when it is asked for.
    """
    views = Views(study_.contenu, study_.texts, study_.pages)
    schema = (templates / "data" / Path(SCHEMA).name).read_text(encoding="utf-8")
    inputs = Inputs(study_.contenu, study_.texts, study_.sources, settings, edition, schema)
    data = LazyFiles(inputs, views, cache)
    index = search_data(study_.contenu, study_.texts, study_.pages)
    more = {"recherche.json": index, **settings_style(templates / "assets", settings)}
    assets = make_assets(*_places(templates), more, bundles)
    problems = tuple(p for p in study_.problems if preview or p.code not in _FOR_EDITORS)
    context = Context(
        views, settings, assets, problems, folder, preview, edition, study_.history, menu
    )
    documents = Documents(templates, context)
    pages = tuple(all_pages(documents, data))
    files = dict[str, Content](_files(study_, documents, pages, settings))
    icon = (templates / "assets" / "images" / "favicon.ico").read_bytes()
    media = {file.path: file.raw for file in study_.media.files.values()}
    theirs = settings.appearance.files
    return Site(pages, {**media, **assets.files, "favicon.ico": icon, **theirs, **files}, data)


def _files(
    study_: Study, documents: Documents, pages: tuple[Page, ...], settings: Settings
) -> Iterator[tuple[str, Content]]:
    yield from other_files.redirects(documents)
    yield from other_files.remains(documents)
    yield from other_files.transcripts(pages, documents)
    yield MARK, MARK_TEXT
    yield "404.html", partial(not_found, documents)
    yield "robots.txt", other_files.robots(settings)
    media = study_.media.files.keys()
    yield "_headers", netlify_headers(media)
    yield ".htaccess", apache_headers(settings.base_path, media)
    if settings.site_url:
        yield "sitemap.xml", partial(other_files.sitemap, pages, documents)
        if study_.history.versions:
            yield addresses.FEED, partial(feed, documents, study_.history.versions)
