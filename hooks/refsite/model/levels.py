"""The levels of a référentiel: declared in its own file, or guessed from the ids of its sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from refsite.common import ids, messages
from refsite.common.french import fold, has_words
from refsite.common.problems import Report
from refsite.model.fields import closest
from refsite.model.values import Mot, Niveau
from refsite.reading.yaml_blocks import Field, Fields

_ALL = (Niveau.AXE, Niveau.SOUS_AXE, Niveau.ACTION, Niveau.SOUS_ACTION, Niveau.TACHE)
_BELOW_ACTION = (Niveau.SOUS_ACTION, Niveau.TACHE)
_WORDS = 2


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels in use from the top (an id with n numbers is of level `order[n - 1]`), and their words."""

    order: tuple[Niveau, ...]
    mots: Mapping[Niveau, Mot]

    @property
    def deepest(self) -> int:
        """Most levels of an id."""
        return len(self.order)

    @property
    def example(self) -> str:
        """An id of the deepest level."""
        return ".".join("1" * self.deepest)


def guess_levels(file_names: Iterable[str]) -> Levels:
    """The levels that the names of the sheets suppose: the longest is an action's; generic words."""
    depth = max((ids.depth(name) for name in file_names if ids.is_id(name)), default=0)
    above = (Niveau.AXE, Niveau.SOUS_AXE) if depth >= 3 else (Niveau.AXE,)  # noqa: PLR2004  # 6.1.2
    return _levels((*above, Niveau.ACTION, *_BELOW_ACTION), {})


def read_levels(path: str, fields: Fields, report: Report) -> Levels | None:
    """The levels that a référentiel's file declares; None when it declares none that can be read."""
    declared = fields.entries.get("niveaux")
    if declared is None:
        return None
    listed = ", ".join(_ALL)
    if not isinstance(declared.value, Fields):
        report.add(messages.LEVELS_SHAPE, path, declared.line, levels=listed)
        return None
    known = {fold(niveau): niveau for niveau in _ALL}
    mots: dict[Niveau, Mot] = {}
    for name, words in declared.value.entries.items():
        niveau = known.get(fold(name))
        mot = _mot(words)
        if niveau is None:
            near = closest(name, _ALL)
            message = messages.LEVELS_NEAR if near else messages.LEVELS_UNKNOWN
            report.add(message, path, words.line, level=name, near=near, levels=listed)
            return None
        if mot is None:
            report.add(messages.LEVELS_WORDS, path, words.line, level=name, levels=listed)
            return None
        mots[niveau] = mot
    if Niveau.AXE not in mots or Niveau.ACTION not in mots:
        report.add(messages.LEVELS_NEEDED, path, declared.line, levels=listed)
        return None
    return _levels(tuple(niveau for niveau in _ALL if niveau in mots), mots)


def _mot(words: Field) -> Mot | None:
    """The word for a level, singular and plural; None when they are not two."""
    if isinstance(words.value, str):
        one_word = has_words(words.value) and "," not in words.value
        return Mot(words.value, f"{words.value}s") if one_word else None
    if isinstance(words.value, Fields) or len(words.value) != _WORDS:
        return None
    singulier, pluriel = (Field(word, 0).text.strip() for word in words.value)
    return Mot(singulier, pluriel) if has_words(singulier) and has_words(pluriel) else None


def _levels(order: tuple[Niveau, ...], mots: Mapping[Niveau, Mot]) -> Levels:
    words = {niveau: mots.get(niveau) or Mot(str(niveau), f"{niveau}s") for niveau in order}
    return Levels(order, words)
