"""Atomic write of a file: whoever reads it meanwhile, or after a kill, finds the old content or the new."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def atomic_write(file: Path) -> Iterator[BinaryIO]:
    """Write a file atomically: a stream whose content replaces `file` at the end; its folder is made.

    Raises OSError; any exception leaves `file` as it was, and nothing beside it.
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
