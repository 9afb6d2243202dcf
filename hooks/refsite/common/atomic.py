"""A file that is written whole or not at all: who reads it meanwhile, or after a kill, finds the old one or the new."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(file: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of `file` in one move, once it is complete; its folder is made.

    Raises OSError; whatever is raised meanwhile leaves `file` as it was, and nothing beside it.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
