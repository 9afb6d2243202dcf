"""Writing a site by two processes, on Linux: each makes and writes pieces of it until none is left.

The second is a fork: it has the whole site in memory, so that the number of a piece says all. It begins with the last
pieces, the data, and this one with the first, the pages; the same files are made whoever makes them. What the second
fails to write, for whatever reason, is written here, where its error is raised as if there were one process.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from refsite.site.publish import Written, write
from refsite.site.site_files import Piece, Site

_AHEAD = 2
"""Pieces that the second process has been given: the one that it makes, and the next."""


@dataclass(frozen=True, slots=True)
class _Work:
    """The pieces of a site, the folder to write them in, and the old site."""

    pieces: Sequence[Piece]
    folder: Path
    old: Path

    def write(self, number: int) -> Written:
        return write(self.pieces[number](), self.folder, self.old)


def write_site(site: Site, folder: Path, old: Path) -> Written:
    """Write all files of a site below a folder, as `publish.write` does. Raises what making or writing them raises."""
    work = _Work(site.pieces(), folder, old)
    if sys.platform != "linux":
        return _merged([work.write(number) for number in range(len(work.pieces))])
    gc.freeze()  # before a fork, as its documentation advises: memory that nobody writes is not copied
    forked = multiprocessing.get_context("fork")
    # A fork inherits the arguments of its initializer; those of its tasks would be copied.
    with ProcessPoolExecutor(1, forked, _enter, (work,)) as second:
        return _merged(_shared(work, second))


def _shared(work: _Work, second: ProcessPoolExecutor) -> list[Written]:
    """Write all pieces, from the last on in the second process, from the first on in this one."""
    left, given = deque(range(len(work.pieces))), deque[tuple[int, Future[Written]]]()
    written: list[Written] = []
    works = True
    while left or given:
        if given and (given[0][1].done() or not left):
            number, future = given.popleft()
            works = works and not future.exception()
            written.append(work.write(number) if future.exception() else future.result())
        elif works and len(given) < _AHEAD:
            number = left.pop()
            given.append((number, _given(number, second)))
        else:
            written.append(work.write(left.popleft()))
    return written


def _given(number: int, second: ProcessPoolExecutor) -> Future[Written]:
    """The future of a piece that the second process is to write; a failed one when there is no second any more."""
    try:
        return second.submit(_write_inherited, number)
    except BrokenProcessPool as error:
        failed = Future[Written]()
        failed.set_exception(error)
        return failed


def _merged(parts: Sequence[Written]) -> Written:
    sizes = {path: size for part in parts for path, size in part.sizes.items()}
    return Written(sizes, frozenset[str]().union(*(part.same for part in parts)))


_inherited: list[_Work] = []
"""In the second process, the work that it shares."""


def _enter(work: _Work) -> None:
    """Begin the second process, which ends with the first: after a kill it would wait for work, and hold our locks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first is told, too
    threading.Thread(target=_exit_after_parent, daemon=True).start()
    _inherited.append(work)


def _write_inherited(number: int) -> Written:
    return _inherited[0].write(number)


def _exit_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
