"""The preview of `mkdocs serve`: each page is made when a browser asks for it, and edits are noticed at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from refsite.site import publish

if TYPE_CHECKING:  # slow to load, and a build has no use for them
    from collections.abc import Iterable

    from mkdocs.livereload import LiveReloadServer

    from refsite.site.site_files import Site


class Preview:
    """The site of the latest build, for a server that asks for its files one by one."""

    def __init__(self) -> None:
        self.serving = False
        self._site: Site | None = None
        self._built = Event()

    def begin_build(self) -> None:
        """Make requests wait for the build that begins."""
        self._built.clear()

    def end_build(self, site: Site | None = None) -> None:
        """Answer from the site of a build; after a failure, from the one before."""
        self._site = site or self._site
        self._built.set()

    def serve(self, server: LiveReloadServer, watched: Iterable[str]) -> None:
        """Answer requests from the site; rebuild when a file below one of the `watched` paths is written."""
        from refsite.site.watching import WriteObserver  # noqa: PLC0415  # slow to load, too

        self.serving = True
        application = server.serve_request

        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401  # WSGI's types
            self._write(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"), server)
            return application(environ, start)

        server.set_app(answer)
        server.observer = WriteObserver()  # type: ignore[assignment]  # MkDocs's looks twice a second
        for path in watched:
            server.watch(path)

    def _write(self, address: str, server: LiveReloadServer) -> None:
        """Write the file at `address` of the latest build into the folder that the server reads."""
        if address.startswith("/livereload/"):
            return
        path = address.removeprefix(server.mount_path)
        file = f"{path}index.html" if not path or path.endswith("/") else path
        site = None
        # Again when a build ended meanwhile: its file is the one to show.
        while site is not self._site or not self._built.is_set():
            self._built.wait()
            site = self._site
            content = site.shown(file) if site else None
            if content is not None:
                with suppress(OSError):  # a build has just emptied the folder
                    publish.write_one(file, content, Path(server.root))
