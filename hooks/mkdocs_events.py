"""The only module that knows MkDocs: one short function per event, around `refsite.build`.

MkDocs empties its site_dir before it can fail. So the checks run in on_config, before that, and a build works
in a folder beside the site that takes its place at the very end. A preview publishes whatever it can.
"""

import gc
import logging
import os
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.utils import CountHandler

from refsite.common.problems import forbids, listed, show, summary
from refsite.common.settings import Settings, read_settings
from refsite.data.schema import InvalidDataError
from refsite.history.edition import Edition, read_edition
from refsite.history.git import read_past
from refsite.history.timeline import read_history
from refsite.links.texts import Workshop
from refsite.pages.assets import BundleError
from refsite.site import publish, report
from refsite.site.build import Study, build, study
from refsite.site.site_files import Site

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "templates"

_root = logging.getLogger(get_plugin_logger("").logger.name.partition(".")[0])  # or properdocs


@dataclass(slots=True)
class _Run:
    """What one event leaves to the next; on_config makes it anew for each build."""

    study: Study
    settings: Settings
    edition: Edition
    site: Path
    staging: Path | None = None
    made: Site | None = None


_PREVIEW = "serve"
_command = ""
_start = 0.0
_run: _Run | None = None
_ready = threading.Event()
_serving = False
_workshop = Workshop()
"""What a preview keeps from one build to the next."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001, FBT001
    """Remember whether this is a preview; its presence also makes MkDocs keep this module between builds."""
    global _command, _start  # MkDocs tells it once, to a function, before any build
    _command, _start = command, time.monotonic()
    if command != _PREVIEW:
        gc.disable()  # nearly all that a build makes, it keeps to its end: looking for garbage is lost time
        if _root.level == logging.INFO:
            _root.setLevel(logging.WARNING)  # a build ends with lines of ours, in French


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the contents before MkDocs touches anything; refuse to build what may not be published."""
    global _run  # noqa: PLW0603  # hooks are plain functions: what links them has nowhere else to stand
    settings, notes = read_settings(
        site_name=config.site_name, site_url=config.site_url or "", repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "", extra=config.extra, path=Path(config.config_file_path or "").name,
    )  # fmt: skip
    _ready.clear()
    folder = Path(config.docs_dir)
    past = read_past(folder)
    found = study(
        folder,
        remember=partial(read_history, past, cache=publish.cache(PROJECT, "history")),
        workshop=_workshop,
    )
    told = (*listed(found.problems, report.shown(folder)), *map(show, notes))
    sys.stderr.writelines(f"{line}\n" for line in told)
    _run = _Run(found, settings, read_edition(past, os.environ), Path(config.site_dir))
    if _command != _PREVIEW:
        publish.sweep(_run.site)
        if forbids(found.problems, strict=config.strict):
            message = f"{summary(found.problems)} : rien n’est publié, le site précédent est intact"
            raise PluginError(message)
        _run.staging = publish.staging_for(_run.site, (Path(config.config_file_path or ".").parent, folder, TEMPLATES))  # fmt: skip
        config.site_dir = str(_run.staging)
    config.theme.static_templates = set()  # 404.html and the sitemap are ours
    config.theme.dirs = []  # nor is any file of the theme published
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001  # we publish nothing but our own
    """Get ready to make the pages and files that the contents give; MkDocs itself has none to read or to write."""
    run = _current()
    try:
        run.made = build(
            run.study, run.settings, TEMPLATES, folder=Path(config.docs_dir).name, preview=_command == _PREVIEW,
            cache=publish.cache(PROJECT, "build"), edition=run.edition,
        )  # fmt: skip
    except FileNotFoundError as error:
        message = f"{error.filename} manque : lancez « make site », qui installe ce qu’il faut"
        raise PluginError(message) from error
    return Files([])


def on_post_build(config: MkDocsConfig) -> None:
    """Write the site and put it in the place of the old one, unless a strict build met warnings."""
    run = _current()
    if run.staging is None and run.made:  # a preview: its server makes the pages, once it runs
        lost = [("404.html", run.made.shown("404.html") or b"")]
        publish.write(lost if _serving else run.made, run.site)
        _ready.set()
    if run.staging is None or run.made is None or (config.strict and _warned()):
        return
    written = publish.write(run.made, run.staging, run.site)
    told = report.report(
        run.site, written, pages={page.file for page in run.made.pages}, place=report.shown(run.site),
        seconds=time.monotonic() - _start, found=summary(run.study.problems),
    )  # fmt: skip
    publish.put_in_place(run.staging, run.site)
    config.site_dir = str(run.site)
    report.say(sys.stdout, told)
    gc.freeze()  # nor does it look for garbage on its way out


def on_build_error(error: Exception) -> None:
    """Leave nothing behind when a build fails; say what the disk refused, instead of a traceback."""
    _ready.set()
    if _run and _run.staging:
        publish.discard(_run.staging)
    if isinstance(error, (BundleError, publish.UnsafeTargetError, InvalidDataError)):
        raise PluginError(str(error)) from error
    if isinstance(error, OSError) and error.errno and _command != _PREVIEW:
        message = f"le site n’a pas pu être écrit ({error}) ; l’ancien est intact"
        raise PluginError(message) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:  # noqa: ANN401, ARG001  # a LiveReloadServer
    """Make each page of the preview when it is asked for; notice at once what changes, templates too."""
    global _serving  # noqa: PLW0603  # without live reload, MkDocs does not come here
    _serving = _command == _PREVIEW
    if not _serving:
        return server
    from refsite.site.watching import ChangeObserver  # noqa: PLC0415  # what a build has no use for is slow to load

    def app(environ: dict[str, Any], start: Any) -> Any:  # noqa: ANN401  # the types of WSGI
        _fetch(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"), server)
        return server.serve_request(environ, start)

    server.set_app(app)
    watched = [*server._watched_paths, str(TEMPLATES)]  # noqa: SLF001  # only twice a second would MkDocs look
    server._watched_paths.clear()  # noqa: SLF001
    server.observer = ChangeObserver()
    for path in watched:
        server.watch(path)
    return server


def _fetch(address: str, server: Any) -> None:  # noqa: ANN401  # a LiveReloadServer, slow to load
    """Write the file at `address`, of the latest build, where the server looks for it."""
    if address.startswith("/livereload/"):
        return
    path = address.removeprefix(server.mount_path)
    file = f"{path}index.html" if not path or path.endswith("/") else path
    run = None
    # Once more when a build began meanwhile: its file is the one to show.
    while run is not _run or not _ready.is_set():
        _ready.wait()
        run = _run
        found = run.made.shown(file) if run and run.made else None
        if found is not None:
            with suppress(OSError):  # a build has just emptied the folder
                publish.write_one(file, found, Path(server.root))


def _warned() -> bool:
    """Whether MkDocs counts a warning, for which it will fail after this event."""
    counters = (handler for handler in _root.handlers if isinstance(handler, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _current() -> _Run:
    if _run is None:
        message = "on_config n’a pas eu lieu"
        raise PluginError(message)
    return _run
