"""The bounds of a folder of sheets: about five times the largest that real ones hold.

In four years no file had more than 31 kB, 79 headings, a line of 1,848 characters, a title of 993. Code may take a
time that grows with the square of what is bounded here; `benchmarks/bounds.py` measures it.
"""

FILE = 128 << 10
"""Bytes of a file."""

LINE = 10_000
"""Characters of a line."""

TITLE = 5_000
"""Characters of a heading, without its `#`."""

HEADINGS = 500
"""Headings of a file; lines of code that begin with `#` count."""

THEMES = 300
"""Headings with two `#` of the catalogue of themes."""

WITHDRAWALS = 2_000
"""Numbers that a référentiel's file declares withdrawn."""

PARAGRAPH = 10_000
"""Characters of a paragraph, cell or item of a list; a longer one is shown without its markup."""

BRACKETS = 30
"""Opening brackets of a paragraph that hold others, or that nothing closes; with more, it is shown without its markup."""

ADDRESSES = 200
"""Addresses of a paragraph; with more, it is shown without its markup."""

FOLDERS = 10
"""Folders in one another. Sheets lie in one or two."""

MARKS = 30
"""Combining characters in a row; Unicode's stream-safe format (UAX 15) has the same bound."""

MESSAGES = 50
"""Problems of one code that are listed for one file."""

IMAGE = 5_000_000
"""Bytes of an image."""

PIXELS = 50_000_000
"""Pixels of an image: a browser takes four bytes for each, however small the file is."""

SVG = 500_000
"""Bytes of a drawing in SVG."""

SVG_DEPTH = 100
"""Elements of a drawing in one another."""

DOCUMENT = 20_000_000
"""Bytes of a document."""

MEDIA = 200_000_000
"""Bytes of all images and documents: they are in memory until the site is written."""

MEDIA_FILES = 2_000
"""Images and documents of a folder."""

HEAVY = 300_000
"""Bytes of an image beyond which a reader on a phone waits: a warning, no more."""
