"""Which program this is: what another one kept is made anew."""

import hashlib
import sys
from functools import cache
from pathlib import Path

import jinja2


@cache  # a preview goes on with the modules that it began with, whatever becomes of their files
def program() -> str:
    """A hash of our modules, of Python and of the packages installed beside Jinja, as they are when first asked for."""
    digest = hashlib.sha256(sys.version.encode())
    packages = Path(jinja2.__file__).parents[1].glob("*.dist-info")
    digest.update("\n".join(sorted(folder.name for folder in packages)).encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
