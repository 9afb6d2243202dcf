"""Fields of a node's block, typed and checked: weights, catégorie, theme."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from refsite.common import messages
from refsite.common.french import fold
from refsite.common.problems import Message, Report
from refsite.model.values import CATEGORIES, Niveau
from refsite.reading.yaml_blocks import KEYS, Fields

_NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,30})?")
_WITH_UNIT = re.compile(
    r"(?P<number>(?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?)\s*(?P<unit>%|[^\W\d_]*\.?)"
)
_LIGNE = re.compile(r"[0-9]{1,4}")
_WEIGHTS = {"ponderation": 1, "pourcentage": 100}
_WEIGHT_KEYS = ("points", *_WEIGHTS)
_CATEGORIES = {fold(categorie): categorie for categorie in CATEGORIES}
_ALIKE = 0.66
"""Ratio of `difflib` from which a word is suggested: « étape » is not « tâche » (0.6)."""
_NEAR = 2
"""Letters by which the length of a word may differ from that of the one suggested: `pointsDOM` is not `points`."""
_LONGEST, _MOST = 40, 50
"""Letters of a word, and words of about its length, up to which one is looked for: `difflib` is slow."""
_TWO_BLANKS = re.compile(r"\s{2}")
_TOLERANCE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Weights:
    """`part` of 1, `points` of potential, `echelle` 100 or 1 as the share was written (0: no share)."""

    part: Decimal | None = None
    points: Decimal | None = None
    echelle: int = 0


@dataclass(frozen=True, slots=True)
class NodeBlock:
    """Block of a node: the fields, the file, the key of the node, and the report of their problems."""

    path: str
    node: str
    fields: Fields
    report: Report

    def add(self, message: Message, key: str, /, **values: Any) -> None:  # noqa: ANN401  # as `Report.add`
        """Add a problem at the line of `key`."""
        line = self.fields.line_of(key)
        self.report.add(message, self.path, line, node=self.node, **values)


def read_weights(block: NodeBlock, niveau: Niveau) -> Weights:
    """A node's share and potential.

    On a sous-action `points` is its share out of 100, except beside a `pourcentage`; everywhere else it is
    an absolute number of points.
    """
    shares: dict[str, tuple[Decimal, int]] = {}
    scales = dict(_WEIGHTS)
    if niveau is Niveau.SOUS_ACTION and "pourcentage" not in block.fields.entries:
        scales["points"] = 100
    for key, scale in scales.items():
        value = _number(block, key, scale)
        if value is not None:
            shares[key] = (value / scale, scale)
    points = None if "points" in scales else _number(block, "points", 0)
    if not shares:
        return Weights(points=points)
    (key, (part, scale)), *others = shares.items()
    for other, (value, _) in others:
        if abs(value - part) > _TOLERANCE:
            block.add(messages.WEIGHT_OTHER, other, key=other, first=key)
    return Weights(part, points, scale)


def _number(block: NodeBlock, key: str, scale: int) -> Decimal | None:
    """The number that `key` holds, None when it has none that can be used; at most `scale` (0: no limit)."""
    text = block.fields.any_text(key)
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        _report_number(block, key, text, scale)
        return None
    value = Decimal(text.replace(",", "."))
    if value < 0 or (scale and value > scale):
        message = messages.WEIGHT_RANGE if scale else messages.WEIGHT_NEGATIVE
        block.add(message, key, key=key, value=value, most=scale)
    return value if value >= 0 else None


def _report_number(block: NodeBlock, key: str, text: str, scale: int) -> None:
    """Report a weight that has blanks or a unit, with the number to write when it is clear and not too much."""
    found = _WITH_UNIT.fullmatch(text)
    meant = re.sub(r"\s", "", found["number"]) if found else ""
    if not found or not _NUMBER.fullmatch(meant):
        example = "0.2" if scale == 1 else "20"
        block.add(messages.WEIGHT_UNREADABLE, key, key=key, text=text, example=example)
        return
    if found["unit"] == "%" and not scale:
        block.add(messages.WEIGHT_PERCENT, key, key=key, text=text, meant=meant)
        return
    value = Decimal(meant.replace(",", "."))
    if found["unit"] == "%" and scale == 1:
        value /= 100
        meant = f"{value.normalize():f}"
    message = messages.WEIGHT_TOO_MUCH if scale and value > scale else messages.WEIGHT_NUMBER
    block.add(message, key, key=key, text=text, meant=meant, most=scale)


def read_categorie(block: NodeBlock) -> str:
    """The catégorie in its official spelling; empty without one."""
    written = block.fields.any_text("categorie")
    categorie = _CATEGORIES.get(fold(written), "")
    if written and not categorie:
        near, known = closest(written, CATEGORIES), ", ".join(CATEGORIES)
        message = messages.CATEGORIE_UNKNOWN
        block.add(message, "categorie", categorie=written, near=near, known=known)
    return categorie


def read_theme(block: NodeBlock, known: frozenset[str] | None) -> str:
    """The id of the theme, as written; a warning when it is not one of `known` (None: no catalogue)."""
    written = block.fields.any_text("climat_pratic_id")
    if written and known is not None and written not in known:
        near, listed = closest(written, known), ", ".join(sorted(known)) or None
        message = messages.THEME_UNKNOWN
        block.add(message, "climat_pratic_id", theme=written, near=near, known=listed)
    return written


def read_ligne(block: NodeBlock) -> int | None:
    """The line of the theme; None without one."""
    text = block.fields.any_text("climat_pratic_ligne")
    if text and not _LIGNE.fullmatch(text):
        block.add(messages.LIGNE_UNREADABLE, "climat_pratic_ligne", ligne=text)
        return None
    return int(text) if text else None


def check_name(path: str, node: str, name: str, line: int, report: Report) -> None:
    """Check the title of a node; `name` follows its `#` and one blank."""
    bare = name.strip()
    if not bare:
        report.add(messages.NAME_EMPTY, path, line, node=node)
        return
    if bare != name or _TWO_BLANKS.search(name):
        report.add(messages.NAME_BLANKS, path, line, node=node, name=name)
    if bare[0] in ":;,." or bare[-1] in ":;,":
        report.add(messages.NAME_SIGNS, path, line, node=node, name=bare)


def check_keys(block: NodeBlock, known: Collection[str] = KEYS) -> None:
    """Warn of each key that is not `known`."""
    for key in block.fields.entries:
        if key not in known:
            block.add(messages.KEY_UNKNOWN, key, key=key, near=closest(key, known))


def other_data(
    fields: Fields, known: Collection[str], *, categorie: str
) -> tuple[tuple[str, str], ...]:
    """Fields without a block in the model, which pages show as they are: (key, text) in order."""

    def has_place(key: str, text: str) -> bool:
        if key in _WEIGHT_KEYS:
            return _NUMBER.fullmatch(text) is not None and not text.startswith("-")
        if key == "climat_pratic_ligne":
            return _LIGNE.fullmatch(text) is not None
        return key in known and (key != "categorie" or categorie != "")

    texts = ((key, entry.text) for key, entry in fields.entries.items())
    return tuple(
        (key, text) for key, text in texts if text.strip() and not has_place(key, text.strip())
    )


def closest(word: str, words: Iterable[str]) -> str | None:
    """The known word of about the length of `word` that is most like it, whatever their case and accents."""
    known = {fold(one): one for one in words if abs(len(one) - len(word)) <= _NEAR}
    if len(word) > _LONGEST or len(known) > _MOST:
        return None
    found = get_close_matches(fold(word), known, n=1, cutoff=_ALIKE)
    return known[found[0]] if found else None
