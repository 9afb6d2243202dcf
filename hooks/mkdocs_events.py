"""The MkDocs events: one short function each, around `refsite.site`. With mkdocs_preview, all that knows MkDocs.

MkDocs empties its site_dir before it can fail. So the checks run in on_config, before that, and a build works
in a folder beside the site that takes its place at the very end. A preview publishes whatever it can.
"""

import gc
import logging
import os
import sys
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from mkdocs_preview import Preview
from refsite.common.disk_cache import PROJECT_CACHE
from refsite.common.printed import listed, show, summary
from refsite.common.problems import Report, forbids
from refsite.common.settings import Settings, read_settings
from refsite.data.schema import InvalidDataError
from refsite.history.edition import Edition, read_edition
from refsite.history.git import read_past
from refsite.history.timeline import read_history
from refsite.links.texts import Workshop
from refsite.pages.assets import BundleError, Bundles
from refsite.site import publish, report
from refsite.site.build import Study, begin, build, study
from refsite.site.site_files import Site

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
    staging: publish.Staging | None = None
    made: Site | None = None


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
    notes = Report()
    settings = read_settings(
        site_name=config.site_name, site_url=config.site_url or "", repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "", extra=config.extra, path=Path(config.config_file_path or "").name,
        report=notes,
    )  # fmt: skip
    bundles = begin(TEMPLATES)
    folder = Path(config.docs_dir)
    past = read_past(folder)
    found = study(
        folder,
        remember=partial(read_history, past, cache=PROJECT_CACHE),
        workshop=_session.workshop,
    )
    lines = (*listed(found.problems, report.from_here(folder)), *map(show, notes.problems))
    report.print_to(sys.stderr, "".join(f"{line}\n" for line in lines))
    build_ = _Build(found, settings, read_edition(past, os.environ), Path(config.site_dir), bundles)
    _session.build = build_
    if not _session.is_preview:
        publish.sweep(build_.site)
        if forbids(found.problems, strict=config.strict):
            message = f"{summary(found.problems)} : rien n’est publié, le site précédent est intact"
            raise PluginError(message)
        keep = (Path(config.config_file_path or ".").parent, folder, TEMPLATES)
        build_.staging = publish.stage(build_.site, keep)
        config.site_dir = str(build_.staging.folder)
    config.theme.static_templates = set()  # 404.html and the sitemap are ours
    config.theme.dirs = []  # nor is any file of the theme published
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001  # we publish nothing but our own
    """Get ready to make the pages and files that the contents give; MkDocs itself has none to read or to write."""
    current = _current()
    try:
        current.made = build(
            current.study, current.settings, TEMPLATES, folder=Path(config.docs_dir).name,
            preview=_session.is_preview, cache=PROJECT_CACHE, edition=current.edition,
            bundles=current.bundles,
        )  # fmt: skip
    except FileNotFoundError as error:
        message = f"{error.filename} manque : lancez « make site », qui installe ce qu’il faut"
        raise PluginError(message) from error
    except BundleError as error:
        raise PluginError(str(error)) from error
    return Files([])


def on_post_build(config: MkDocsConfig) -> None:
    """Write the site and put it in the place of the old one, unless a strict build met warnings."""
    current = _current()
    if current.made is None:
        return
    if current.staging is None:
        _end_preview_build(current.made, current.site)
    elif not (config.strict and _warned()):
        written = publish.write_shared(current.made.pieces(), current.staging.folder, current.site)
        lines = report.report(
            current.site, written, pages={page.file for page in current.made.pages},
            place=report.from_here(current.site), seconds=time.monotonic() - _session.start,
            found=summary(current.study.problems),
        )  # fmt: skip
        publish.put_in_place(current.staging)
        config.site_dir = str(current.site)
        report.print_to(sys.stdout, lines)


def _end_preview_build(made: Site, folder: Path) -> None:
    """Write the site into the server's folder; only its 404 page once the server renders pages on request."""
    lost = [("404.html", made.shown("404.html") or b"")]
    publish.write(lost if _session.preview.serving else made, folder)
    _session.preview.end_build(made)


def on_build_error(error: Exception) -> None:
    """Delete the staging folder of a failed build; report an OSError without a traceback."""
    _session.preview.end_build()
    if _session.build and _session.build.staging:
        publish.discard(_session.build.staging)
    if isinstance(error, (publish.UnsafeTargetError, InvalidDataError)):
        raise PluginError(str(error)) from error
    if isinstance(error, OSError) and error.errno and not _session.is_preview:
        message = f"le site n’a pas pu être écrit ({error}) ; l’ancien est intact"
        raise PluginError(message) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ANN401, ARG001  # a LiveReloadServer
    """Serve the preview: render each page on request, and rebuild when a sheet or a template is written."""
    if _session.is_preview:
        watched = [config.docs_dir, *filter(None, [config.config_file_path])]
        for path in watched:  # MkDocs has just begun to watch them, with its own observer
            server.unwatch(path)
        _session.preview.serve(server, [*watched, str(TEMPLATES)])
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
