"""Watching folders for writes: a preview follows them."""

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

_WRITES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent]


class WriteObserver:
    """watchdog's observer, told of files written only: a build reads every sheet."""

    def __init__(self) -> None:
        self._observer = Observer()
        self.start, self.stop, self.join = (
            self._observer.start,
            self._observer.stop,
            self._observer.join,
        )
        self.unschedule = self._observer.unschedule

    def schedule(
        self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False
    ) -> ObservedWatch:
        """Watch a path, which must exist."""
        return self._observer.schedule(handler, path, recursive=recursive, event_filter=_WRITES)
