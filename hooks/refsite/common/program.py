"""Hash of the running program, part of every key of a cache on disk."""

import hashlib
import sys
from functools import cache
from pathlib import Path

import jinja2


@cache  # a preview goes on with the modules that it began with, whatever becomes of their files
def program() -> str:
    """Hash of our modules, of Python and of the packages installed beside Jinja, as they are at the first call."""
    digest = hashlib.sha256(sys.version.encode())
    packages = Path(jinja2.__file__).parents[1].glob("*.dist-info")
    digest.update("\n".join(sorted(folder.name for folder in packages)).encode())
    package = Path(__file__).parents[1]
    for file in sorted(package.rglob("*.py")):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(package).as_posix()} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
