"""The MkDocs events: one short function each, around `refsite.site`.

With mkdocs_preview and mkdocs_settings, all that knows MkDocs.

MkDocs empties its site_dir before it can fail. So the checks run in on_config, before that, and a build works
in a folder beside the site that takes its place at the very end. A preview publishes whatever it can.
"""

import gc
import logging
import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.localization import parse_locale
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from mkdocs_pages import OrdinaryPages, settle_meta, settle_text, unpublished
from mkdocs_preview import Preview
from mkdocs_settings import extra_templates, named_files, read_config
from refsite.common.codes import Severity
from refsite.common.disk_cache import PROJECT_CACHE
from refsite.common.printed import listed, summary
from refsite.common.problems import Problem, forbids
from refsite.common.settings import Settings
from refsite.data.schema import InvalidDataError
from refsite.history.edition import Edition, read_edition
from refsite.history.git import read_past
from refsite.history.timeline import read_history
from refsite.links.texts import Workshop
from refsite.pages.assets import BundleError, Bundles
from refsite.site import publish, report
from refsite.site.build import Study, begin, build, study, with_pages
from refsite.site.site_files import Site, template_place

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"

log = get_plugin_logger("refsite")
_root = logging.getLogger(log.logger.name.partition(".")[0])  # mkdocs, or properdocs


@dataclass(slots=True)
class _Build:
    """State of one build, from event to event."""

    study: Study
    settings: Settings
    edition: Edition
    site: Path
    bundles: Future[Bundles]
    pages: OrdinaryPages
    templates: dict[str, str] = field(default_factory=dict)
    """Files that MkDocs made of `extra_templates`."""
    staging: publish.Staging | None = None


@dataclass(slots=True)
class _Session:
    """State of the process: the MkDocs command, the current build, and the caches of a preview."""

    command: str = "build"
    start: float = field(default_factory=time.monotonic)
    build: _Build | None = None
    workshop: Workshop = field(default_factory=Workshop)
    preview: Preview = field(default_factory=Preview)

    @property
    def is_preview(self) -> bool:
        return self.command == "serve"


_session = _Session()
"""Hooks are plain functions, in a module that MkDocs loads once: their state is this object."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001
    """Note the command; this event also makes MkDocs keep the module from one build of a preview to the next."""
    _session.command = command
    if not _session.is_preview:
        _session.workshop.two_processes = True
        gc.disable()  # a build makes few cycles, and ends soon: to look for them takes a twentieth of its time
    if not _session.is_preview and _root.level == logging.INFO:
        _root.setLevel(logging.WARNING)  # a build ends with lines of ours, in French


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the contents before MkDocs touches anything; refuse to build what may not be published."""
    _session.preview.begin_build()
    settings, of_settings = read_config(config, TEMPLATES)
    bundles = begin(TEMPLATES)
    folder = Path(config.docs_dir)
    past = read_past(folder)
    left_out = unpublished(config, preview=_session.is_preview)
    found = study(
        folder, remember=partial(read_history, past, cache=PROJECT_CACHE), workshop=_session.workshop,
        published=named_files(settings, config), unpublished=left_out,
    )  # fmt: skip
    lines = (*listed(found.problems, report.from_here(folder)), *listed(of_settings))
    report.print_to(sys.stderr, "".join(f"{line}\n" for line in lines))
    pages = OrdinaryPages(found.contenu.pages, found.sources, found.texts.places, left_out)
    build_ = _Build(
        found, settings, read_edition(past, os.environ), Path(config.site_dir), bundles, pages
    )
    _session.build = build_
    if not _session.is_preview:
        publish.sweep(build_.site)
        refused = (item for item in of_settings if item.severity is Severity.ERREUR)
        _refuse((*found.problems, *refused), strict=config.strict)
        keep = (Path(config.config_file_path or ".").parent, folder, TEMPLATES)
        build_.staging = publish.stage(build_.site, keep)
        config.site_dir = str(build_.staging.folder)
    config.theme.static_templates = set()  # 404.html and the sitemap are ours
    build_.pages.set_up(config)
    config.theme["locale"] = parse_locale("en")  # or MkDocs warns of a missing translation
    return config


@event_priority(100)  # before plugins, none of which sees a sheet
def _on_files_first(files: Files, config: MkDocsConfig) -> Files:
    """Leave the ordinary pages and `extra_templates` to MkDocs and its plugins."""
    return _current().pages.take(files, config, extra_templates(files, config))


@event_priority(
    -200
)  # after plugins, which add files and write the nav: mkdocs-literate-nav has -100
def _on_files_last(files: Files, config: MkDocsConfig) -> Files:
    """Note what plugins have added."""
    return _current().pages.complete(files, config)


on_files = CombinedEvent(_on_files_first, _on_files_last)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001  # MkDocs's signature
    """Keep the order of the ordinary pages, for the menu."""
    _current().pages.order(nav)
    return nav


@event_priority(100)  # before plugins: what goes wrong in one goes wrong with this page
def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:  # noqa: ARG001  # MkDocs's signature
    """Note the page that is read, for its links and for what goes wrong with it."""
    _current().pages.current = page
    return page


@event_priority(100)  # before plugins, which find in the front matter what MkDocs documents
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Keep of the text and of the front matter what a page may hold."""
    settle_meta(page.meta)
    return settle_text(markdown)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:  # noqa: ANN401, ARG001  # a Jinja environment
    """Note that every page is read."""
    _current().pages.current = None
    return env


@event_priority(100)
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ANN401, ARG001
    """Note the page that is made, for what goes wrong with it."""
    _current().pages.current = page
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001  # MkDocs's signature
    """Take the page away from MkDocs, which writes none."""
    _current().pages.add(page, output)
    _current().pages.current = None
    return ""


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Publish what MkDocs made of one of `extra_templates`, as a file of the site."""
    _current().templates[template_name] = output_content
    return output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Make the site, write it and put it in the place of the old one, unless a strict build met warnings."""
    current = _current()
    made = _made(current, config)
    if current.staging is None:
        _end_preview_build(made, current.site)
    elif not (config.strict and _warned()):
        written = publish.write_shared(made.pieces(), current.staging.folder, current.site)
        lines = report.report(
            current.site, written, pages={page.file for page in made.pages},
            place=report.from_here(current.site), seconds=time.monotonic() - _session.start,
            found=summary(current.study.problems),
        )  # fmt: skip
        publish.put_in_place(current.staging)
        config.site_dir = str(current.site)
        report.print_to(sys.stdout, lines)


def _made(current: _Build, config: MkDocsConfig) -> Site:
    """The pages and files of the site, ordinary pages among them; their problems are reported."""
    folder = Path(config.docs_dir)
    if current.pages.found:
        current.study, new = with_pages(
            current.study,
            current.pages.found,
            current.pages.files,
            named_files(current.settings, config),
        )
        lines = listed(new, report.from_here(folder))
        report.print_to(sys.stderr, "".join(f"{line}\n" for line in lines))
        if not _session.is_preview:
            _refuse(new, strict=config.strict)
    try:
        made = build(
            current.study, current.settings, TEMPLATES, folder=folder.name, preview=_session.is_preview,
            cache=PROJECT_CACHE, edition=current.edition, bundles=current.bundles, menu=current.pages.menu,
        )  # fmt: skip
        return replace(made, files={**made.files, **current.templates})
    except FileNotFoundError as error:
        message = f"{error.filename} manque : lancez « make site », qui installe ce qu’il faut"
        raise PluginError(message) from error
    except BundleError as error:
        raise PluginError(str(error)) from error


def _refuse(problems: Iterable[Problem], *, strict: bool) -> None:
    """Refuse to build what may not be published."""
    if forbids(problems, strict=strict):
        message = f"{summary(problems)} : rien n’est publié, le site précédent est intact"
        raise PluginError(message)


def _end_preview_build(made: Site, folder: Path) -> None:
    """Write the site into the server's folder; only its 404 page once the server renders pages on request."""
    lost = [("404.html", made.shown("404.html") or b"")]
    publish.write(lost if _session.preview.serving else made, folder)
    _session.preview.end_build(made)


def on_build_error(error: Exception) -> None:
    """Delete the staging folder of a failed build; report a template or an OSError without a traceback."""
    _session.preview.end_build()
    if _session.build and _session.build.staging:
        publish.discard(_session.build.staging)
    if (
        _session.build
        and (page := _session.build.pages.current)
        and not isinstance(error, BuildError)
    ):
        message = (
            f"la page {page.file.src_uri} n’a pas pu être rendue : {type(error).__name__} {error}"
        )
        raise PluginError(message) from error
    if isinstance(error, (publish.UnsafeTargetError, InvalidDataError)):
        raise PluginError(str(error)) from error
    if isinstance(error, TemplateError) and not _session.is_preview:
        message = f"ce gabarit ne peut pas être rendu : {template_place(error)} {error}"
        raise PluginError(message) from error
    if isinstance(error, OSError) and error.errno and not _session.is_preview:
        message = f"le site n’a pas pu être écrit ({error}) ; l’ancien est intact"
        raise PluginError(message) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ANN401, ARG001  # a LiveReloadServer
    """Serve the preview: render each page on request, and rebuild when a sheet or a template is written."""
    if _session.is_preview:
        watched = [config.docs_dir, *filter(None, [config.config_file_path])]
        for path in watched:  # MkDocs has just begun to watch them, with its own observer
            server.unwatch(path)
        overrides = _current().settings.appearance.overrides
        _session.preview.serve(
            server, [*watched, str(TEMPLATES), *map(str, filter(None, [overrides]))]
        )
    return server


def _warned() -> bool:
    """Whether MkDocs has counted a warning, which fails a strict build after this event."""
    counters = (handler for handler in _root.handlers if isinstance(handler, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _current() -> _Build:
    if _session.build is None:
        message = "on_config n’a pas eu lieu"
        raise PluginError(message)
    return _session.build
