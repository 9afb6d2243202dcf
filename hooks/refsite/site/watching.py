"""Watching folders for writes: a preview follows them."""

from watchdog.events import (
    DirDeletedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

_WRITES = [FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent, DirDeletedEvent]


class WriteObserver:
    """watchdog's observer, limited to writes: a build reads every sheet."""

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
        return self._observer.schedule(
            _FileEvents(handler), path, recursive=recursive, event_filter=_WRITES
        )


class _FileEvents(FileSystemEventHandler):
    """Passes events on to a handler that ignores folders: one that goes with its files counts as a file."""

    def __init__(self, handler: FileSystemEventHandler) -> None:
        self._handler = handler

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._handler.dispatch(FileDeletedEvent(event.src_path) if event.is_directory else event)
