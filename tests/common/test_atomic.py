"""A file written whole, or not at all."""

from pathlib import Path

import pytest

from refsite.common.atomic import atomic_write
from tests import crawl


def test_it_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "a/b") as stream:
        stream.write(b"neuf")
    assert crawl.on_disk(tmp_path) == {"a/b": b"neuf"}


def test_nobody_sees_a_part(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"ancien")
    with atomic_write(file) as stream:
        stream.write(b"neuf")
        stream.flush()
        assert file.read_bytes() == b"ancien"
    assert file.read_bytes() == b"neuf"


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_what_fails_leaves_all_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    (tmp_path / "a").write_bytes(b"ancien")

    def write() -> None:
        with atomic_write(tmp_path / "a") as stream:
            stream.write(b"neuf")
            raise error

    with pytest.raises(error):
        write()
    assert crawl.on_disk(tmp_path) == {"a": b"ancien"}


def test_a_place_that_is_taken_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    with pytest.raises(OSError, match="a"), atomic_write(tmp_path / "a") as stream:
        stream.write(b"neuf")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
