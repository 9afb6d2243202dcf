"""Numbers in sentences: which of them name a node of a référentiel, and which only look like it.

A number with two parts may be a decimal, one with three a date, a bare one anything: what stands around it
decides. `citations` turns what is found here into links.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from refsite import ids
from refsite.french import fold
from refsite.model import Contenu, Niveau, Referentiel

_NUMBER = re.compile(r"(?<![\w@#])\d+(?:\.\d+)*(?![\w@]|\.\d|,(?!\d+\.\d)\d|[-–/][^\W\d])")
PAD = "\x00"
"""Fills the place of an entity's other characters, so that places in HTML and in its text are the same."""

_BLANK = r"[\s\u00a0\u202f\x00]"
_AFTER_AN_ID = (
    "et|ou|à|de|du|des|d|est|sont|dans|sur|sous|en|par|qui|que|qu|le|la|les|l|pour|avec|puis|afin|ainsi|via|concernant|"
    "relative?s?|portant|traite|concerne|évalue|prévoit|décrit|ci|dédiée?s?"
)
"""Words that may follow an id; another word in small letters, after a decimal, is what it counts."""

_UNIT = re.compile(
    rf"""{_BLANK}*(?:[%‰°€$£²³×/]|[kMG]€|M(?:d|rd)s?(?:{_BLANK}*€)?|ETP\b|[kMGTµ]?[tg]?(?:eq)?CO2\w*|[kMGT]?V?A\b|Go\b|Hz\b|
    [kMGT]?W(?:h|c)?(?:ep|ef)?\b|(?:[kMGT]?t?e[qp]\w*|kg\w*|km|[dck]?m|mm|ha|hab|g|t|h|min|s|ppm|dB|l|µg)(?:[²³23/.]\w*)*\b(?!['’])
    |(?:sur|pour){_BLANK}+(?:\d|cent|mille))""",
    re.VERBOSE | re.IGNORECASE,
)
_QUANTIFIED = re.compile(rf"{_BLANK}+(?!(?:{_AFTER_AN_ID})\b)[^\W\d_A-ZÀ-Þ]")
_CUE = re.compile(
    rf"""(?:\bcf\.?|\bvoir|\bmesures?|\bactions?|\borientations?|\bniveaux?|\bdomaines?|\baxes?|\bfiches?|\bt[âa]ches?|
    \bdédiées?|\bhors){_BLANK}*(?:les?{_BLANK}+|la{_BLANK}+)?(?:n[°o]{_BLANK}?)?[(«"“]?{_BLANK}*$""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    rf"""(?:\b(?:articles?|art\.?|alinéas?|annexes?|chapitres?|paragraphes?|sections?|tableaux?|figures?|versions?|normes?|
    (?-i:ISO|EN|NF|RE|RT)|décrets?|lois?|règlements?|directives?|pages?|p\.|tél\.?|téléphone|[lrd]\.)|§|\+{_BLANK}?33)
    {_BLANK}*[:(]?{_BLANK}*(?:n[°o]{_BLANK}?)?[-–]?$""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_A_QUANTITY = re.compile(
    rf"""(?:[<>=≤≥±+×*≈~]|\b(?:environ|plus{_BLANK}de|moins{_BLANK}de|supérieure?s?{_BLANK}à|inférieure?s?{_BLANK}à|par|
    de|à|entre|x|note|COP|facteur|ratio|coefficient|indice|taux|moyenne|valeur|score|égale?{_BLANK}à|l['’]ordre{_BLANK}de)
    (?:{_BLANK}+de)?){_BLANK}*$""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINED = re.compile(
    rf"{_BLANK}*(?:,|;|/|-|–|{_BLANK}(?:et|ou|à|puis){_BLANK}|,{_BLANK}*(?:et|ou)){_BLANK}*"
)
_OF_A_FOREIGN_PLAN = re.compile(
    rf"{_BLANK}+(?:du|de{_BLANK}la|de{_BLANK}l['’]|des|d['’]){_BLANK}*(?!présent|référentiel)\w",
    re.IGNORECASE,
)
_FOLLOWED_BY_A_NOUN = re.compile(
    rf"{_BLANK}+(?!(?:et|ou|à|via|dans|sur|pour|sont|est|du|de|des)\b)[^\W\d]"
)
_SOFTWARE = re.compile(
    r"(?<![\w.])(?!(?:Et|Ou|Puis|Dans|Avec|Pour|Selon|La|Le|Les|De|Du|En|Sur)\b)[A-Z][A-Za-zÀ-ÿ]+ $"
)
_NAMED_AFTER = re.compile(
    rf"{_BLANK}*[(,]?{_BLANK}*(?:du|de{_BLANK}la|de{_BLANK}l['’]|d['’]|dans{_BLANK}l[ea'’]|en)?{_BLANK}*"
)
_NAMED_BEFORE = re.compile(
    rf"{_BLANK}*[:,(–-]?{_BLANK}*(?:l['’]|la|le|les)?{_BLANK}*(?:mesures?|(?:sous[- ])?actions?|orientations?|niveaux?)?{_BLANK}*"
)
_PHONE = re.compile(r"\d{1,2}(?:\.\d\d){4}")
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…])(?<!cf\.)(?<!Cf\.)(?<!ex\.)(?<!\bp\.){_BLANK}+(?=[«(]?{_BLANK}?[A-ZÀ-Þ])"
)

_BIGGEST_PART = 99
_MONTHS, _DAYS, _DATE_DOTS = 12, 31, 2
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Target:
    """What an id names: its node's key, address and name as text."""

    key: str
    address: str
    name: str

    @property
    def page(self) -> str:
        return self.address.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that names a node: where it stands in its text, what it names (None: no such id), and where."""

    start: int
    end: int
    id: str
    target: Target | None
    referentiel: str


class Index:
    """Every id of the site and the names of the référentiels, to find what a number names."""

    def __init__(self, contenu: Contenu, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._axe_words = {r.id: _axe_words(r) for r in contenu.referentiels}
        self._action_words = {r.id: _action_words(r) for r in contenu.referentiels}
        self._ids = {r.id: re.compile(rf"\b{re.escape(r.id)}\b") for r in contenu.referentiels}
        self._names = {r.id: _name_pattern(r) for r in contenu.referentiels}
        self._deepest = {r.id: len(r.mots) for r in contenu.referentiels}

    def __getitem__(self, key: str) -> Target:
        return self._targets[key]

    def deepest(self, own: str) -> int:
        """How many parts an id of a référentiel may have."""
        return self._deepest[own]

    def referentiel(self, own: str, sentence: str, start: int, end: int) -> str:
        """The référentiel that a number of `sentence` belongs to, in a text of the référentiel `own`.

        The one named right after it or right before it; else the one whose word for an action announces it;
        else the one that the sentence names nearest before, or after; else `own`.
        """
        folded = fold(sentence) if len(fold(sentence)) == len(sentence) else sentence.lower()
        named = [
            (found.start(), found.end(), one)
            for one in self._names
            for found in self._places(one, folded)
        ]
        for begin, _, one in named:
            if begin >= end and _NAMED_AFTER.fullmatch(sentence, end, begin):
                return one
        for _, finish, one in named:
            if finish <= start and _NAMED_BEFORE.fullmatch(sentence, finish, start):
                return one
        announced = [
            one for one, words in self._action_words.items() if words.search(sentence, 0, start)
        ]
        if announced and own not in announced:
            return announced[0]
        loose = [
            (begin > start, abs(begin - start), one)
            for begin, finish, one in named
            if self._is_loose(one, folded, begin, finish)
        ]
        return min(loose)[2] if loose else own

    def _places(self, referentiel: str, folded: str) -> Iterator[re.Match[str]]:
        yield from self._ids[referentiel].finditer(folded)
        yield from self._names[referentiel].finditer(folded)

    def _is_loose(self, referentiel: str, folded: str, begin: int, end: int) -> bool:
        """Whether a name holds for the whole sentence: an id such as ECI, or a name that « référentiel » announces."""
        return (
            self._ids[referentiel].fullmatch(folded, begin, end) is not None
            or "referentiel" in folded[begin:end]
        )

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
        known = [key.partition("/")[2] for key in self._targets if key.startswith(f"{own}/")]
        beside = [other for other in known if other and ids.parent(other) == ids.parent(id_)]
        beside.sort(key=lambda other: abs(ids.numbers(other)[-1] - ids.numbers(id_)[-1]))
        above = ids.parent(id_)
        while above and above not in known:
            above = ids.parent(above)
        return tuple(sorted(beside[:limit], key=ids.numbers)) or ((above,) if above else ())


def find_mentions(text: str, own: str, index: Index) -> Iterator[Mention]:
    """The mentions of a paragraph of the référentiel `own`, in order."""
    for chain in _chains(text):
        first, last = chain[0], chain[-1]
        before = text[max(0, first.start() - _AROUND) : first.start()]
        if "." not in first[0] and index.names_an_axe(own, before):
            yield from _axes(text, chain, own, index)
            continue
        cued = _CUE.search(before) is not None or index.names_a_referentiel(before)
        if not cued and (
            _OF_SOMETHING_ELSE.search(before)
            or _SOFTWARE.search(before)
            or _glued(text, first.start())
        ):
            continue
        whole = "." not in last[0]
        quantity = _UNIT.match(text, last.end()) or (
            not cued
            and (whole or _OF_A_QUANTITY.search(before) or _QUANTIFIED.match(text, last.end()))
        )
        for found in chain:
            parts = found[0].count(".") + 1
            if parts > 2 or (parts == 2 and not quantity):  # noqa: PLR2004  # 2.5 may be a decimal
                yield from _dotted(text, found, own, index, cued=cued)


def sentence_at(text: str, place: int) -> tuple[str, int]:
    """The sentence of `text` that holds `place`, and the place in it."""
    start, end = 0, len(text)
    for found in _SENTENCE_END.finditer(text):
        if found.end() <= place:
            start = found.end()
        elif found.start() >= place:
            end = found.start()
            break
    return text[start:end], place - start


def _chains(text: str) -> Iterator[list[re.Match[str]]]:
    """Numbers joined by « , », « et », « à », « / »… such as « 2.2.1 et 2.2.2 », in one list."""
    chain: list[re.Match[str]] = []
    for found in _NUMBER.finditer(text):
        if chain and not _JOINED.fullmatch(text, chain[-1].end(), found.start()):
            yield chain
            chain = []
        chain.append(found)
    if chain:
        yield chain


def _dotted(
    text: str, found: re.Match[str], own: str, index: Index, *, cued: bool
) -> Iterator[Mention]:
    id_ = found[0]
    if not ids.is_id(id_) or max(ids.numbers(id_)) > _BIGGEST_PART:
        return
    sentence, place = sentence_at(text, found.start())
    referentiel = index.referentiel(own, sentence, place, place + len(id_))
    target = index.find(own, id_, referentiel)
    if target is None:
        doubtful = not cued and referentiel == own
        too_deep = id_.count(".") >= index.deepest(referentiel)
        if too_deep or (
            doubtful and (id_.count(".") == 1 or _is_date(id_) or _PHONE.fullmatch(id_))
        ):
            return
    yield Mention(found.start(), found.end(), id_, target, referentiel)


def _axes(text: str, chain: list[re.Match[str]], own: str, index: Index) -> Iterator[Mention]:
    """« le domaine 6 », « les axes 2, 3 et 4 », not « l’axe 1 du plan régional » nor « l’axe 2 et 3 actions »."""
    cued = not _OF_A_FOREIGN_PLAN.match(text, chain[-1].end())
    for number, found in enumerate(chain):
        if "." in found[0]:
            yield from _dotted(text, found, own, index, cued=True)
        elif cued and not (number and _FOLLOWED_BY_A_NOUN.match(text, found.end())):
            sentence, place = sentence_at(text, found.start())
            referentiel = index.referentiel(own, sentence, place, place + len(found[0]))
            target = index.find(own, found[0], referentiel)
            if target:
                yield Mention(found.start(), found.end(), found[0], target, referentiel)


def _glued(text: str, start: int) -> bool:
    """Whether a number continues a word: « site.fr/2.1 », « A-2.1 »; « cf.2.1 » does not."""
    if not start or text[start - 1] not in "-–/.,?=&":
        return False
    return not text[:start].endswith(("cf.", "Cf.")) and start > 1 and not text[start - 2].isspace()


def _is_date(id_: str) -> bool:
    """Whether a number that names nothing can be a day, a month and a year: « 2.1.21 »."""
    day, month, year = ids.numbers(id_) if id_.count(".") == _DATE_DOTS else (0, 0, 0)
    return 1 <= day <= _DAYS and 1 <= month <= _MONTHS < year


def _axe_words(referentiel: Referentiel) -> re.Pattern[str]:
    mot = referentiel.mots.get(Niveau.AXE)
    words = {mot.singulier, mot.pluriel} if mot else {"axe", "axes"}
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(words)}){_BLANK}*(?:n[°o]{_BLANK}?)?$", re.IGNORECASE
    )


def _action_words(referentiel: Referentiel) -> re.Pattern[str]:
    mot = referentiel.mots.get(Niveau.ACTION)
    words = {mot.singulier, mot.pluriel} if mot else {"action", "actions"}
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(words | {'action', 'actions'})}){_BLANK}*(?:n[°o]{_BLANK}?)?\Z",
        re.IGNORECASE,
    )


def _name_pattern(referentiel: Referentiel) -> re.Pattern[str]:
    """A référentiel's full name, with « référentiel » before it or not."""
    name = r"[\s\x00’'-]+".join(map(re.escape, re.split(r"\W+", fold(referentiel.nom))))
    return re.compile(rf"(?:\breferentiel\b[^.]{{0,40}}?)?\b{name}\b")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
