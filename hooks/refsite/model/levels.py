"""The levels of a référentiel: declared in its own file, or guessed from the ids of its sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from refsite.common import ids
from refsite.common.french import fold, quote
from refsite.common.problems import Problem, problem
from refsite.model.fields import suggestion
from refsite.model.values import Mot, Niveau
from refsite.reading.yaml_blocks import Entry, Fields

_ALL = (Niveau.AXE, Niveau.SOUS_AXE, Niveau.ACTION, Niveau.SOUS_ACTION, Niveau.TACHE)
_BELOW_ACTION = (Niveau.SOUS_ACTION, Niveau.TACHE)
_EXAMPLE = "niveaux: puis une ligne par niveau, par exemple action: [mesure, mesures]"
_WORDS = 2


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels in use from the top (an id with n numbers is of level `order[n - 1]`), and their words."""

    order: tuple[Niveau, ...]
    mots: Mapping[Niveau, Mot]

    @property
    def deepest(self) -> int:
        """How many numbers an id may have."""
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


def read_levels(path: str, fields: Fields) -> tuple[Levels | None, tuple[Problem, ...]]:
    """The levels that a référentiel's file declares; None when it declares none that can be read."""
    entry = fields.entries.get("niveaux")
    if entry is None:
        return None, ()
    if not isinstance(entry.value, Fields):
        return None, (_unreadable(path, entry.line, "niveaux n’est pas une liste de niveaux"),)
    known = {fold(niveau): niveau for niveau in _ALL}
    mots: dict[Niveau, Mot] = {}
    for name, item in entry.value.entries.items():
        niveau = known.get(fold(name))
        mot = _mot(item)
        if niveau is None:
            near = suggestion(name, _ALL)
            return None, (_unreadable(path, item.line, f"niveau inconnu : {quote(name)}", near),)
        if mot is None:
            return None, (
                _unreadable(
                    path, item.line, f"il faut deux mots pour {quote(name)} : singulier, pluriel"
                ),
            )
        mots[niveau] = mot
    if Niveau.AXE not in mots or Niveau.ACTION not in mots:
        return None, (_unreadable(path, entry.line, "les niveaux axe et action sont nécessaires"),)
    return _levels(tuple(niveau for niveau in _ALL if niveau in mots), mots), ()


def _mot(entry: Entry) -> Mot | None:
    if isinstance(entry.value, str):
        one_word = entry.value and "," not in entry.value
        return Mot(entry.value, f"{entry.value}s") if one_word else None
    if isinstance(entry.value, Fields) or len(entry.value) != _WORDS:
        return None
    singulier, pluriel = (Entry(word, 0).text.strip() for word in entry.value)
    return Mot(singulier, pluriel) if singulier and pluriel else None


def _levels(order: tuple[Niveau, ...], mots: Mapping[Niveau, Mot]) -> Levels:
    words = {niveau: mots.get(niveau) or Mot(str(niveau), f"{niveau}s") for niveau in order}
    return Levels(order, words)


def _unreadable(path: str, line: int, message: str, near: str = "") -> Problem:
    """What is wrong with the levels; a level that is `near` what was written is advice enough."""
    names = ", ".join(_ALL)
    hints = (near,) if near else (f"Écrivez {_EXAMPLE}.", f"Les niveaux sont : {names}.")
    return problem(path, line, "niveaux-invalides", message, *hints)
