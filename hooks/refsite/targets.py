"""Every id of the site, and how sentences name the référentiels: what a number found in a text leads to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from refsite import ids
from refsite.french import fold
from refsite.model import Contenu, Niveau, Referentiel

PAD = "\x00"
"""Fills the place of an entity's other characters, so that places in HTML and in its text are the same."""

BLANK = r"[\s\u00a0\u202f\x00]"
_WORD = re.compile(r"\w+")
# These two begin with the rare sign that they hold: a search leaps from one to the next.
_IN_PARTS = re.compile(r"\.(?<=\d\.)\d")
_CUT = re.compile(r"<(?<=\w<)[^>]*>(?:<[^>]*>)*\w")
_NAMED_AFTER = re.compile(
    rf"{BLANK}*[(,]?{BLANK}*(?:du|de{BLANK}la|de{BLANK}l['’]|d['’]|dans{BLANK}l[ea'’]|en)?{BLANK}*"
)
_NAMED_BEFORE = re.compile(
    rf"{BLANK}*[:,(–-]?{BLANK}*(?:l['’]|la|le|les)?{BLANK}*(?:mesures?|(?:sous[- ])?actions?|orientations?|niveaux?)?{BLANK}*"
)


@dataclass(frozen=True, slots=True)
class Target:
    """What an id names: its node's key, address and name as text; not `alive` when the number was withdrawn."""

    key: str
    address: str
    name: str
    alive: bool = True


class Index:
    """Every id of the site and the names of the référentiels, to find what a number names."""

    def __init__(self, contenu: Contenu, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._axe_words = {r.id: _axe_words(r) for r in contenu.referentiels}
        self._axe_hints = {r.id: _axe_hints(r) for r in contenu.referentiels}
        self._ids = frozenset(r.id for r in contenu.referentiels)
        self._dashed = tuple(id_ for id_ in self._ids if "-" in id_)
        # By pattern: référentiels that share a name or a word are looked for once.
        self._action_words = _by_pattern((_action_words(r), r.id) for r in contenu.referentiels)
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

    def may_name(self, own: str, fragment: str) -> bool:
        """Whether HTML with digits is worth reading: for a number in parts, for what the word for an axe begins with."""
        return bool(
            _IN_PARTS.search(fragment)
            or _CUT.search(fragment)  # a tag may cut the word for an axe
            or any(map(fragment.casefold().__contains__, self._axe_hints[own]))
        )

    def deepest(self, own: str) -> int:
        """How many parts an id of a référentiel may have."""
        return self._deepest[own]

    def referentiel(self, own: str, sentence: str, start: int, end: int) -> str:
        """The référentiel that a number of `sentence` belongs to, in a text of the référentiel `own`.

        The one named right after it or right before it; else the one whose word for an action announces it;
        else the one that the sentence names nearest before, or after; else `own`.
        """
        folded = fold(sentence)
        if len(folded) != len(sentence):
            folded = sentence.lower()
        named = list(self._places(own, folded))
        for begin, _, one in named:
            if begin >= end and _NAMED_AFTER.fullmatch(sentence, end, begin):
                return one
        for _, finish, one in named:
            if finish <= start and _NAMED_BEFORE.fullmatch(sentence, finish, start):
                return one
        announced = [
            one
            for words, ones in self._action_words.items()
            if words.search(sentence, 0, start)
            for one in ones
        ]
        if announced and own not in announced:
            return announced[0]
        loose = [
            (begin > start, abs(begin - start), one)
            for begin, finish, one in named
            if self._is_loose(one, folded, begin, finish)
        ]
        return min(loose)[2] if loose else own

    def _places(self, own: str, folded: str) -> Iterator[tuple[int, int, str]]:
        """Where référentiels are named, and which; of those that share a name, `own` or else the first."""
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
    """What shares a pattern, in order."""
    found: dict[re.Pattern[str], tuple[str, ...]] = {}
    for pattern, one in pairs:
        found[pattern] = (*found.get(pattern, ()), one)
    return found


def _words_for_axe(referentiel: Referentiel) -> set[str]:
    mot = referentiel.mots.get(Niveau.AXE)
    return {mot.singulier, mot.pluriel} if mot else {"axe", "axes"}


def _axe_hints(referentiel: Referentiel) -> frozenset[str]:
    """The letters that each word for an axe begins with: no entity of HTML stands among them."""
    words = _words_for_axe(referentiel)
    return frozenset(re.split(r"\W", word, maxsplit=1)[0].casefold() for word in words)


def _axe_words(referentiel: Referentiel) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(_words_for_axe(referentiel))}){BLANK}*(?:n[°o]{BLANK}?)?$",
        re.IGNORECASE,
    )


def _action_words(referentiel: Referentiel) -> re.Pattern[str]:
    mot = referentiel.mots.get(Niveau.ACTION)
    words = {mot.singulier, mot.pluriel} if mot else {"action", "actions"}
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(words | {'action', 'actions'})}){BLANK}*(?:n[°o]{BLANK}?)?\Z",
        re.IGNORECASE,
    )


def _name_pattern(referentiel: Referentiel) -> re.Pattern[str]:
    """A référentiel's full name, with « référentiel » before it or not."""
    name = r"[\s\x00’'-]+".join(map(re.escape, re.split(r"\W+", fold(referentiel.nom))))
    return re.compile(rf"(?:\breferentiel\b[^.]{{0,40}}?)?\b{name}\b")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
