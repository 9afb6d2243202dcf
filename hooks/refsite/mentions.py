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
_BLANK = r"[\s\u00a0\u202f]"
_UNIT = re.compile(
    rf"""{_BLANK}*(?:[%‰°€$£²³×]|[kMG]€|Md€|[kMGT]?W(?:h|c)?\b|(?:[kMGT]?t?e[qp]\w*|kg|km|[dck]?m|ha|hab|g|t|h|min|s|ppm|
    dB|l|µg)(?:[²³23/.]\w*)*\b(?!['’])|(?:habitant|tonne|heure|jour|an|année|point|million|milliard|euro|degré|kilomètre|
    mètre|hectare|litre|personne)s?\b|mois\b|fois\b)""",
    re.VERBOSE | re.IGNORECASE,
)
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
    entre|facteur|ratio|coefficient|indice|taux|moyenne|valeur|score|égale?{_BLANK}à|l['’]ordre{_BLANK}de)
    (?:{_BLANK}+de)?){_BLANK}*$""",
    re.VERBOSE | re.IGNORECASE,
)
_AFTER_A_DATE_WORD = re.compile(rf"\b(?:le|du|au|depuis|avant|après|dès){_BLANK}+$", re.IGNORECASE)
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
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…])(?<!cf\.)(?<!Cf\.)(?<!ex\.)(?<!\bp\.){_BLANK}+(?=[«(]?{_BLANK}?[A-ZÀ-Þ])"
)

_BIGGEST_PART = 99
_MONTHS, _DAYS = 12, 31
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
    """A number that names a node: where it stands in its text, and what it names (None: no such id)."""

    start: int
    end: int
    id: str
    target: Target | None


class Index:
    """Every id of the site and the names of the référentiels, to find what a number names."""

    def __init__(self, contenu: Contenu, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._axe_words = {r.id: _axe_words(r) for r in contenu.referentiels}
        self._names = {r.id: _name_pattern(r) for r in contenu.referentiels}

    def __getitem__(self, key: str) -> Target:
        return self._targets[key]

    def find(self, own: str, id_: str, sentence: str, place: int) -> Target | None:
        """The node that `id_` names at `place` of `sentence`, in a text of the référentiel `own`.

        It is the référentiel's own, unless the sentence names another: then the one named nearest, those
        before the number first.
        """
        named = [
            (found.start() > place, abs(found.start() - place), name)
            for name, pattern in self._names.items()
            for found in pattern.finditer(fold(sentence))
        ]
        for referentiel in (*([min(named)[2]] if named else []), own):
            target = self._targets.get(f"{referentiel}/{id_}")
            if target:
                return target
        return None

    def names_an_axe(self, own: str, before: str) -> bool:
        """Whether the text `before` a bare number ends with the word for an axe."""
        return self._axe_words[own].search(before) is not None

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
        if "." not in first[0]:
            yield from _axes(text, chain, own, index)
            continue
        if _UNIT.match(text, last.end()) and last[0].count(".") == 1:
            chain = [found for found in chain if found[0].count(".") > 1]  # noqa: PLW2901  # « 2.5 à 3.5 % »
        before = text[max(0, first.start() - _AROUND) : first.start()]
        cued = _CUE.search(before) is not None
        if not cued and (_OF_SOMETHING_ELSE.search(before) or _glued(text, first.start())):
            continue
        for found in chain:
            if "." in found[0]:
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
    parts = id_.count(".") + 1
    if not ids.is_id(id_) or max(ids.numbers(id_)) > _BIGGEST_PART:
        return
    before = text[max(0, found.start() - _AROUND) : found.start()]
    decimal = parts == 2  # noqa: PLR2004  # 2.5
    if decimal and not cued and (_UNIT.match(text, found.end()) or _OF_A_QUANTITY.search(before)):
        return
    target = index.find(own, id_, *sentence_at(text, found.start()))
    if target is None and ((decimal and not cued) or _is_date(id_, before)):
        return
    yield Mention(found.start(), found.end(), id_, target)


def _axes(text: str, chain: list[re.Match[str]], own: str, index: Index) -> Iterator[Mention]:
    """« le domaine 6 », « les axes 2, 3 et 4 », not « l’axe 1 du plan régional » nor « l’axe 2 et 3 actions »."""
    before = text[max(0, chain[0].start() - _AROUND) : chain[0].start()]
    cued = index.names_an_axe(own, before) and not _OF_A_FOREIGN_PLAN.match(text, chain[-1].end())
    for number, found in enumerate(chain):
        if "." in found[0]:
            yield from _dotted(text, found, own, index, cued=cued)
        elif cued and not (number and _FOLLOWED_BY_A_NOUN.match(text, found.end())):
            sentence, place = sentence_at(text, found.start())
            target = index.find(own, found[0], sentence, place)
            if target:
                yield Mention(found.start(), found.end(), found[0], target)


def _glued(text: str, start: int) -> bool:
    """Whether a number continues a word: « site.fr/2.1 », « A-2.1 »; « cf.2.1 » does not."""
    if not start or text[start - 1] not in "-–/.,":
        return False
    return not text[:start].endswith(("cf.", "Cf.")) and start > 1 and not text[start - 2].isspace()


def _is_date(id_: str, before: str) -> bool:
    """Whether a number that names nothing is rather a date: « le 2.1.21 »."""
    numbers = ids.numbers(id_)
    if len(numbers) != 3 or not _AFTER_A_DATE_WORD.search(before):  # noqa: PLR2004  # day, month, year
        return False
    return 1 <= numbers[0] <= _DAYS and 1 <= numbers[1] <= _MONTHS


def _axe_words(referentiel: Referentiel) -> re.Pattern[str]:
    mot = referentiel.mots.get(Niveau.AXE)
    words = {mot.singulier, mot.pluriel} if mot else {"axe", "axes"}
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(words)}){_BLANK}*(?:n[°o]{_BLANK}?)?$", re.IGNORECASE
    )


def _name_pattern(referentiel: Referentiel) -> re.Pattern[str]:
    """How a sentence names a référentiel: its id as a word, or « référentiel » with its name."""
    name = r"[\s’'-]+".join(map(re.escape, re.split(r"\W+", fold(referentiel.nom))))
    return re.compile(rf"\b{re.escape(referentiel.id)}\b|\breferentiel\b[^.]{{0,40}}?\b{name}\b")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
