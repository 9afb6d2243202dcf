"""Work shared by two processes, on Linux: each takes pieces until none is left.

The second is a fork: it has all that the pieces need in memory, so that the number of a piece says all. It begins
with the last pieces, and this one with the first. What fails in the second, for whatever reason, is done here, where
its error is raised as if there were one process.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Result = TypeVar("Result")

_AHEAD = 2
"""Pieces that the second process has been given: the one that it does, and the next."""


def share(pieces: Sequence[Callable[[], Result]]) -> list[Result]:
    """The results of all pieces, in their order. Raises what a piece raises; results are pickled."""
    if sys.platform != "linux" or _cores() == 1:  # a core that both would share
        return [piece() for piece in pieces]
    gc.freeze()  # as its documentation advises before a fork: memory that nobody writes is not copied
    forked = multiprocessing.get_context("fork")
    # A fork inherits the arguments of its initializer; those of its tasks would be copied.
    with ProcessPoolExecutor(1, forked, _enter, (pieces,)) as second:
        found = _shared(pieces, second)
    return [found[number] for number in range(len(pieces))]


def _cores() -> int:
    """Number of cores that this process may use; 1 where the system does not say."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else 1


def _shared(
    pieces: Sequence[Callable[[], Result]], second: ProcessPoolExecutor
) -> dict[int, Result]:
    """The results by number: of the last pieces from the second process, of the first from this one."""
    left, given = deque(range(len(pieces))), deque[tuple[int, Future[Result]]]()
    found: dict[int, Result] = {}
    works = True
    while left or given:
        if given and (given[0][1].done() or not left):
            number, future = given.popleft()
            works = works and not future.exception()
            found[number] = pieces[number]() if future.exception() else future.result()
        elif works and len(given) < _AHEAD:
            number = left.pop()
            given.append((number, _given(number, second)))
        else:
            number = left.popleft()
            found[number] = pieces[number]()
    return found


def _given(number: int, second: ProcessPoolExecutor) -> Future[Any]:
    """The future of a piece that the second process is to do; a failed one when there is no second any more."""
    try:
        return second.submit(_do_inherited, number)
    except BrokenProcessPool as error:
        failed = Future[Any]()
        failed.set_exception(error)
        return failed


_inherited: list[Sequence[Callable[[], Any]]] = []
"""In the second process, the pieces of the work that it shares."""


def _enter(pieces: Sequence[Callable[[], Any]]) -> None:
    """Begin the second process, which ends with the first: after a kill it would wait for work, and hold our locks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first is told, too
    gc.enable()  # workbooks hold themselves in cycles, megabytes each
    threading.Thread(target=_exit_after_parent, daemon=True).start()
    _inherited.append(pieces)


def _do_inherited(number: int) -> Any:  # noqa: ANN401  # the result of a piece
    return _inherited[-1][number]()


def _exit_after_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
