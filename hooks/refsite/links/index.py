"""Index of all ids and of the names of the référentiels, to resolve a number found in a text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from refsite.common import ids
from refsite.common.french import fold
from refsite.model.values import Contenu, Niveau, Referentiel

BLANK = r"\s"
_WORD = re.compile(r"\w+")
_NAMED_AFTER = re.compile(
    rf"""{BLANK}*(?:[(,]{BLANK}*)?
    (?:(?:du|de{BLANK}la|de{BLANK}l['’]|d['’]|dans{BLANK}l[ea'’]|en){BLANK}*)?""",
    re.VERBOSE,
)
_NAMED_BEFORE = re.compile(
    rf"""{BLANK}*(?:[:,(–-]{BLANK}*)?(?:(?:l['’]|les|la|le){BLANK}*)?
    (?:(?:mesures?|(?:sous[-\ ])?actions?|orientations?|niveaux?){BLANK}*)?(?=\d)""",
    re.VERBOSE,
)
_AROUND = 60
"""Characters before a number that are searched for a word such as « action »; most are blanks."""


@dataclass(frozen=True, slots=True)
class Target:
    """Node of an id: key, address, name as text; not `alive` when the number was withdrawn."""

    key: str
    address: str
    name: str
    alive: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """The référentiels that a sentence names."""

    begins: tuple[tuple[int, int, str], ...]
    """Offset of each name, its rank, its référentiel; in order of offset."""
    announced: Mapping[int, str]
    """By the offset of a number: the référentiel named right before it."""
    loose: tuple[tuple[int, str], ...]
    """Offsets and référentiels of the names that hold for the whole sentence, in order."""

    def right_after(self, sentence: str, end: int) -> str | None:
        """The référentiel named right after the number that ends there."""
        reach = _NAMED_AFTER.match(sentence, end)
        if not self.begins or reach is None:
            return None
        first, last = (bisect_left(self.begins, (place,)) for place in (end, reach.end() + 1))
        near = [
            (rank, one)
            for begin, rank, one in self.begins[first:last]
            if _NAMED_AFTER.fullmatch(sentence, end, begin)
        ]
        return min(near)[1] if near else None

    def nearest(self, start: int) -> str | None:
        """The référentiel that holds for the whole sentence and is named nearest before `start`, or after."""
        at = bisect_right(self.loose, start, key=lambda name: name[0])
        if not at:
            return self.loose[0][1] if self.loose else None
        return self.loose[bisect_left(self.loose, (self.loose[at - 1][0],))][1]


class Index:
    """Every id of the site and the names of the référentiels."""

    def __init__(self, contenu: Contenu, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._axe_words = {r.id: _axe_words(r) for r in contenu.referentiels}
        self._ids = frozenset(r.id for r in contenu.referentiels)
        self._dashed = tuple(id_ for id_ in self._ids if "-" in id_)
        self._action_words = _by_pattern((_action_words(r), r.id) for r in contenu.referentiels)
        self._reach = _AROUND + max(
            (len(word) for r in contenu.referentiels for word in _words_for_action(r)), default=0
        )
        self._names = _by_pattern((_name_pattern(r), r.id) for r in contenu.referentiels)
        self._alive: dict[str, list[str]] = {}
        for key, target in targets.items():
            referentiel, _, id_ = key.partition("/")
            if target.alive:
                self._alive.setdefault(referentiel, []).append(id_)
        self._deepest = {r.id: len(r.mots) for r in contenu.referentiels}

    def __eq__(self, other: object) -> bool:
        """Whether another index leads every number to the same place."""
        return isinstance(other, Index) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it is compared, never a key

    def __getitem__(self, key: str) -> Target:
        return self._targets[key]

    def deepest(self, own: str) -> int:
        """Most levels of an id of a référentiel."""
        return self._deepest[own]

    def referentiel(self, own: str, sentence: str, named: Named, span: tuple[int, int]) -> str:
        """The référentiel of the number at `span` of a `sentence` and its names, in a text of the référentiel `own`.

        The one named right after it or right before it; else the one whose word for an action announces it;
        else the one that the sentence names nearest before, or after; else `own`.
        """
        start, end = span
        close = named.right_after(sentence, end) or named.announced.get(start)
        if close:
            return close
        announced = [
            one
            for words, ones in self._action_words.items()
            if words.search(sentence, max(0, start - self._reach), start)
            for one in ones
        ]
        if announced and own not in announced:
            return announced[0]
        return named.nearest(start) or own

    def named(self, own: str, sentence: str) -> Named:
        """The référentiels that a sentence of `own` names."""
        folded = fold(sentence)
        if len(folded) != len(sentence):
            folded = sentence.lower()
        places = list(self._places(own, folded))
        announced: dict[int, str] = {}
        for _, finish, one in places:
            if number := _NAMED_BEFORE.match(sentence, finish):
                announced.setdefault(number.end(), one)
        return Named(
            tuple(sorted((begin, rank, one) for rank, (begin, _, one) in enumerate(places))),
            announced,
            tuple(
                sorted(
                    (begin, one)
                    for begin, finish, one in places
                    if self._is_loose(one, folded, begin, finish)
                )
            ),
        )

    def _places(self, own: str, folded: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and référentiel of each name; of référentiels that share a name, `own` or else the first."""
        for found in _WORD.finditer(folded):
            if found[0] in self._ids:
                yield found.start(), found.end(), found[0]
        for id_ in self._dashed:
            for found in re.finditer(rf"\b{re.escape(id_)}\b", folded):
                yield found.start(), found.end(), id_
        for name, ones in self._names.items():
            for found in name.finditer(folded):
                yield found.start(), found.end(), own if own in ones else ones[0]

    def _is_loose(self, referentiel: str, folded: str, begin: int, end: int) -> bool:
        """Whether a name holds for the whole sentence: an id such as ECI, or a name that « référentiel » announces."""
        return folded[begin:end] == referentiel or "referentiel" in folded[begin:end]

    def find(self, own: str, id_: str, referentiel: str) -> Target | None:
        """The node that `id_` names in `referentiel`, or else in `own`."""
        return self._targets.get(f"{referentiel}/{id_}") or self._targets.get(f"{own}/{id_}")

    def names_an_axe(self, own: str, before: str) -> bool:
        """Whether the text `before` a bare number ends with the word for an axe."""
        return self._axe_words[own].search(before) is not None

    def names_a_referentiel(self, before: str) -> bool:
        """Whether the text before a number ends with the id of a référentiel: « ECI 5.2 »."""
        words = fold(before).split()
        return bool(words) and before[-1].isspace() and words[-1].strip("(«") in self._ids

    def nearest(self, own: str, id_: str, limit: int = 3) -> tuple[str, ...]:
        """The ids of `own` that exist and are nearest to `id_`: beside it, or else the closest above it."""
        known = self._alive.get(own, [])
        beside = [other for other in known if other and ids.parent(other) == ids.parent(id_)]
        beside.sort(key=lambda other: abs(ids.numbers(other)[-1] - ids.numbers(id_)[-1]))
        above = ids.parent(id_)
        while above and above not in known:
            above = ids.parent(above)
        return tuple(sorted(beside[:limit], key=ids.numbers)) or ((above,) if above else ())


def _by_pattern(
    pairs: Iterable[tuple[re.Pattern[str], str]],
) -> Mapping[re.Pattern[str], tuple[str, ...]]:
    """Référentiels grouped by pattern, in order."""
    found: dict[re.Pattern[str], tuple[str, ...]] = {}
    for pattern, one in pairs:
        found[pattern] = (*found.get(pattern, ()), one)
    return found


def _words_for_axe(referentiel: Referentiel) -> set[str]:
    mot = referentiel.mots.get(Niveau.AXE)
    return {mot.singulier, mot.pluriel} if mot else {"axe", "axes"}


def _axe_words(referentiel: Referentiel) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(_words_for_axe(referentiel))}){BLANK}*(?:n[°o]{BLANK}?)?$",
        re.IGNORECASE,
    )


def _words_for_action(referentiel: Referentiel) -> set[str]:
    mot = referentiel.mots.get(Niveau.ACTION)
    return {"action", "actions", *((mot.singulier, mot.pluriel) if mot else ())}


def _action_words(referentiel: Referentiel) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(_words_for_action(referentiel))}){BLANK}*(?:n[°o]{BLANK}?)?\Z",
        re.IGNORECASE,
    )


def _name_pattern(referentiel: Referentiel) -> re.Pattern[str]:
    """A référentiel's full name, with « référentiel » before it or not."""
    name = r"[\s’'-]+".join(map(re.escape, re.split(r"\W+", fold(referentiel.nom))))
    return re.compile(rf"(?:\breferentiel\b[^.]{{0,40}}?)?\b{name}\b")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
