"""The only module that knows MkDocs: one short function per event, around `refsite.build`.

MkDocs empties its site_dir before it can fail. So the checks run in on_config, before that, and a build works
in a folder beside the site that takes its place at the very end. A preview publishes whatever it can.
"""

import logging
import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler

from refsite import publish
from refsite.build import Study, build, study
from refsite.documents import Page as SitePage
from refsite.edition import read_edition
from refsite.history import read_history
from refsite.problems import Severity, show, summary, worst
from refsite.schema import InvalidDataError
from refsite.settings import Settings, read_settings

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"

log = get_plugin_logger("refsite")


@dataclass(slots=True)
class _Run:
    """What one event leaves to the next; on_config makes it anew for each build."""

    study: Study
    settings: Settings
    site: Path
    staging: Path | None


_PREVIEW = "serve"
_command = ""
_run: _Run | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001
    """Remember whether this is a preview; its presence also makes MkDocs keep this module between builds."""
    global _command  # noqa: PLW0603  # MkDocs tells it once, to a function, before any build
    _command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the contents before MkDocs touches anything; refuse to build what may not be published."""
    global _run  # noqa: PLW0603  # hooks are plain functions: what links them has nowhere else to stand
    settings, notes = read_settings(
        site_name=config.site_name, site_url=config.site_url or "", repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "", extra=config.extra, path=Path(config.config_file_path or "").name,
    )  # fmt: skip
    folder = Path(config.docs_dir)
    found = study(
        folder, remember=partial(read_history, folder, cache=publish.cache(PROJECT, "history"))
    )
    told = [*(show(item, _shown(folder)) for item in found.problems), *map(show, notes)]
    sys.stderr.writelines(f"{line}\n" for line in told)
    _run = _Run(found, settings, Path(config.site_dir), None)
    if _command != _PREVIEW:
        _refuse(found, strict=config.strict)
        _run.staging = _stage(config)
        config.site_dir = str(_run.staging)
    config.theme.static_templates = set()  # 404.html and the sitemap are ours
    config.theme.dirs = config.theme.dirs[
        :1
    ]  # nor is any of Material's thousands of files published
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001  # we publish nothing but our own
    """Replace what MkDocs found by the pages and files that the contents give."""
    run = _current()
    try:
        site = build(
            run.study, run.settings, TEMPLATES, folder=Path(config.docs_dir).name, preview=_command == _PREVIEW,
            cache=publish.cache(PROJECT, "build"), edition=read_edition(Path(config.docs_dir), os.environ),
        )  # fmt: skip
    except FileNotFoundError as error:
        message = f"{error.filename} manque : lancez « make site », qui installe ce qu’il faut"
        raise PluginError(message) from error
    except InvalidDataError as error:
        raise PluginError(str(error)) from error
    made = [_page_file(page, config) for page in site.pages]
    made += [_file(path, content, config) for path, content in site.files.items()]
    counts = (len(site.pages), len(site.files))
    log.info("%d pages, %d autres fichiers ; %s", *counts, summary(run.study.problems))
    return Files(made)


def on_post_build(config: MkDocsConfig) -> None:
    """Put the finished site in the place of the old one, unless a strict build met warnings."""
    run = _current()
    if run.staging is None or (config.strict and _warned()):
        return
    try:
        publish.put_in_place(run.staging, run.site)
    except OSError as error:
        message = f"le site n’a pas pu être mis en place ({error}) ; l’ancien est intact"
        raise PluginError(message) from error
    config.site_dir = str(run.site)


def on_build_error(error: Exception) -> None:  # noqa: ARG001  # MkDocs reports it itself
    """Leave nothing behind when a build fails."""
    if _run and _run.staging:
        publish.discard(_run.staging)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ANN401, ARG001
    """Rebuild the preview when a template or the stylesheet changes, too."""
    server.watch(str(TEMPLATES))
    return server


class _Page(Page):
    """A page that comes whole: MkDocs neither reads nor renders it."""

    def __init__(self, page: SitePage, file: File, config: MkDocsConfig) -> None:
        self._html = page.html
        super().__init__(page.title, file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self.content = self._html
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()


def _page_file(page: SitePage, config: MkDocsConfig) -> File:
    file = _file(page.file, "", config, page.file.replace(".html", ".md"))
    file.edit_uri = page.source or None
    file.page = _Page(page, file, config)
    return file


def _file(path: str, content: str | bytes, config: MkDocsConfig, source: str = "") -> File:
    """A file at `path`. MkDocs would render one that ends in .md: it does so to `source` alone."""
    inclusion = InclusionLevel.NOT_IN_NAV
    file = File.generated(config, source or f"{path}.txt", content=content, inclusion=inclusion)
    file.dest_uri = path
    return file


def _refuse(found: Study, *, strict: bool) -> None:
    warned = worst(found.problems) is Severity.AVERTISSEMENT
    if not found.publishable or (strict and warned):
        message = f"{summary(found.problems)} : rien n’est publié, le site précédent est intact"
        raise PluginError(message)


def _stage(config: MkDocsConfig) -> Path:
    project = Path(config.config_file_path or ".").parent
    try:
        return publish.staging_for(
            Path(config.site_dir), (project, Path(config.docs_dir), TEMPLATES)
        )
    except (publish.UnsafeTargetError, OSError) as error:
        raise PluginError(str(error)) from error


def _warned() -> bool:
    """Whether MkDocs counts a warning, for which it will fail after this event."""
    counters = (h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _shown(folder: Path) -> str:
    """The folder's name as an editor would type it from here."""
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)


def _current() -> _Run:
    if _run is None:
        message = "on_config n’a pas eu lieu"
        raise PluginError(message)
    return _run
