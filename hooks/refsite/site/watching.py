"""Notices at once what is written in folders, where the machine can tell; a preview follows it."""

from typing import Any

from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

_CHANGES = (FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent)


class ChangeObserver(Observer):  # type: ignore[misc,valid-type]  # the class that suits the machine
    """An observer that tells of what was written, not of what was read: a build reads every sheet."""

    def schedule(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401  # watchdog's own signature
        """Watch a folder."""
        return super().schedule(*args, **options, event_filter=list(_CHANGES))
