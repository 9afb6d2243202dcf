"""French as visitors and editors read it: numbers, plurals, typography, slugs."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

NBSP = "\u00a0"
"""No-break space: before « : », inside guillemets, between a number and its unit."""
NNBSP = "\u202f"
"""Narrow no-break space: before « ; », « ! » and « ? »."""

_BEFORE_COLON = re.compile(r" (?=:(?:\s|$))")
_BEFORE_HIGH = re.compile(r" (?=[;!?](?:\s|$))")
_QUOTED = re.compile(f"(«{NBSP}.*?{NBSP}»)")
_OPENING = re.compile(r"« ")
_CLOSING = re.compile(r" »")


def typo(text: str) -> str:
    """`text`, of our own writing, with the no-break spaces that French typography asks for.

    What `quote` has put between guillemets is somebody else's, and stays as it was written.
    """
    return "".join(
        part if place % 2 else _spaced(part) for place, part in enumerate(_QUOTED.split(text))
    )


def _spaced(text: str) -> str:
    text = _BEFORE_COLON.sub(NBSP, text)
    text = _BEFORE_HIGH.sub(NNBSP, text)
    return _CLOSING.sub(f"{NBSP}»", _OPENING.sub(f"«{NBSP}", text))


def quote(text: str, limit: int = 80) -> str:
    """`text` between guillemets, on one line, harmless in a terminal, cut after `limit` characters."""
    visible = "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else "\ufffd" for c in text
    )
    if len(visible) > limit:
        visible = visible[: limit - 1] + "…"
    return f"«{NBSP}{visible}{NBSP}»"


@lru_cache(maxsize=10_000)  # the same shares and points stand on many pages
def number(value: Decimal, places: int = 2) -> str:
    """`value` in French, rounded to `places` decimals, without useless zeros: « 0,8 », « 1 200 »."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0  # never « -0 »
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NNBSP).replace(".", ",")


@lru_cache(maxsize=10_000)
def percent(share: Decimal) -> str:
    """A share of 1 as a percentage with at most one decimal: « 33,3 % »."""
    return f"{number(share * 100, 1)}{NBSP}%"


_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def long_date(day: date) -> str:
    """A date as one writes it: « 1er mars 2026 », « 23 novembre 2026 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}"


def size(count_: int) -> str:
    """A number of bytes as one reads it: « 1 ko » at least, « 240 ko », « 1,2 Mo »."""
    if count_ < 1_000_000:  # noqa: PLR2004  # a million
        return f"{number(Decimal(max(count_, 1000)) / 1000, 0)}{NBSP}ko"
    return f"{number(Decimal(count_) / 1_000_000, 1)}{NBSP}Mo"


def points(value: Decimal) -> str:
    """A number of points with its noun, plural from two: « 0,8 point », « 12 points »."""
    return count(value, "point", "points")


def count(value: Decimal | int, singular: str, plural: str) -> str:
    """`value` followed by the noun in agreement; French keeps the singular below two."""
    return f"{number(Decimal(value))}{NBSP}{singular if abs(Decimal(value)) < 2 else plural}"  # noqa: PLR2004


def has_words(text: str) -> bool:
    """Whether a text shows anything: a letter, a digit or a sign, not only blanks and invisible characters."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


_LATIN_MARKS = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """`text` without accents, ligatures or case, to compare words that people type differently."""
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    bare = _LATIN_MARKS.sub("", text)
    if bare.isascii():
        return bare
    return "".join([c for c in bare if not unicodedata.combining(c)])


@lru_cache(maxsize=1_000)  # of the few words that pages are classed by
def slug(text: str) -> str:
    """`text` as a part of an address: « mise en œuvre » becomes « mise-en-oeuvre »."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def capital(text: str) -> str:
    """`text` with its first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
