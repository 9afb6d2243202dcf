"""Events of a folder that reach a preview: writes, not reads."""

from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from refsite.site.watching import WriteObserver

PATIENCE = 30
Told = Queue[tuple[str, str]]


class Listener(FileSystemEventHandler):
    """Keeps the kind and the place of each event."""

    def __init__(self) -> None:
        self.told: Told = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.told.put((event.event_type, Path(str(event.src_path)).name))


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    """Events of a folder that holds one sheet, and one folder."""
    (tmp_path / "dossier").mkdir()
    (tmp_path / "fiche.md").write_text("texte", encoding="utf-8")
    listener, observer = Listener(), WriteObserver()
    observer.schedule(listener, str(tmp_path), recursive=True)
    observer.start()
    yield listener.told
    observer.stop()
    observer.join(PATIENCE)


def test_what_comes_changes_moves_and_goes_is_told_once_and_nothing_that_is_read(
    told: Told, tmp_path: Path
) -> None:
    new = tmp_path / "dossier" / "neuve.md"
    (tmp_path / "fiche.md").read_text(encoding="utf-8")
    new.touch()
    assert told.get(timeout=PATIENCE) == ("created", "neuve.md")
    new.read_text(encoding="utf-8")
    with new.open("a", encoding="utf-8") as file:  # emptied first, it would have changed twice
        file.write("texte")
    assert told.get(timeout=PATIENCE) == ("modified", "neuve.md")
    new.rename(tmp_path / "neuve.md")
    assert told.get(timeout=PATIENCE) == ("moved", "neuve.md")
    (tmp_path / "neuve.md").unlink()
    assert told.get(timeout=PATIENCE) == ("deleted", "neuve.md")
    with pytest.raises(Empty):
        told.get(timeout=1)


def test_a_folder_moved_away_is_told_as_a_file_that_is_gone(told: Told, tmp_path: Path) -> None:
    (tmp_path / "dossier").rename(tmp_path.parent / f"{tmp_path.name}-ailleurs")
    assert told.get(timeout=PATIENCE) == ("deleted", "dossier")
