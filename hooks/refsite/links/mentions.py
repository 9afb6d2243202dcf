"""Numbers in sentences: which of them name a node of a référentiel, and which only look like it.

A number with two parts may be a decimal, one with three a date, a bare one anything: what stands around it
decides. `citations` turns what is found here into links.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from refsite.common import ids
from refsite.links.index import BLANK, Index, Target

_NUMBER = re.compile(r"(?<![\w@#])\d+(?:\.\d+)*(?![\w@]|\.\d|,(?!\d+\.\d)\d|[-–/][^\W\d])")

_AFTER_AN_ID = (
    "et|ou|à|de|du|des|d|est|sont|dans|sur|sous|en|par|qui|que|qu|le|la|les|l|pour|avec|puis|afin|ainsi|via|concernant|"
    "relative?s?|portant|traite|concerne|évalue|prévoit|décrit|ci|dédiée?s?"
)
"""Words that may follow an id; another word in small letters, after a decimal, is what it counts."""

_UNIT = re.compile(
    rf"""{BLANK}*(?:[%‰°€$£²³×/]|[kMG]€|M(?:d|rd)s?(?:{BLANK}*€)?|ETP\b|[kMGTµ]?[tg]?(?:eq)?CO2\w*|[kMGT]?V?A\b|Go\b|Hz\b|
    [kMGT]?W(?:h|c)?(?:ep|ef)?\b|(?:[kMGT]?t?e[qp]\w*|kg\w*|km|[dck]?m|mm|ha|hab|g|t|h|min|s|ppm|dB|l|µg)(?:[²³23/.]\w*)*\b(?!['’])
    |(?:sur|pour){BLANK}+(?:\d|cent|mille))""",
    re.VERBOSE | re.IGNORECASE,
)
_QUANTIFIED = re.compile(rf"{BLANK}+(?!(?:{_AFTER_AN_ID})\b)[^\W\d_A-ZÀ-Þ]")
_CUE = re.compile(
    rf"""(?:\bcf\.?|\bvoir|\bmesures?|\bactions?|\borientations?|\bniveaux?|\bdomaines?|\baxes?|\bfiches?|\bt[âa]ches?|
    \bdédiées?|\bhors){BLANK}*(?:les?{BLANK}+|la{BLANK}+)?(?:n[°o]{BLANK}?)?[(«"“]?{BLANK}*$""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(
    rf"""(?:\b(?:articles?|art\.?|alinéas?|annexes?|chapitres?|paragraphes?|sections?|tableaux?|figures?|versions?|normes?|
    (?-i:ISO|EN|NF|RE|RT)|décrets?|lois?|règlements?|directives?|pages?|p\.|tél\.?|téléphone|[lrd]\.)|§|\+{BLANK}?33)
    {BLANK}*[:(]?{BLANK}*(?:n[°o]{BLANK}?)?[-–]?$""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_ANOTHER_LIST = re.compile(
    rf"""(?<!\bvoir[ \u00a0])(?<!\bcf\.[ \u00a0])\b(?:rubriques?|dispositions?|cibles?|lots?|ratios?|(?<!en[ \u00a0])comptes?|indicateurs?|postes?|clauses?)
    {BLANK}*(?:n[°o]{BLANK}?)?$""",
    re.VERBOSE | re.IGNORECASE,
)
"""Such as « indicateur 1.1.2 »; « indicateurs (1.1.2) » may well lead to an action."""
_OF_A_FOREIGN_DOCUMENT = re.compile(
    rf"""{BLANK}+(?:(?:du|des|de{BLANK}(?:la|notre|votre|leur|son)){BLANK}+|de{BLANK}l['’])
    (?:[\w-]+{BLANK}+)?
    (?:(?-i:PCAET|PCET|SDAGE|SAGE|SRADDET|SRCAE|SC[oO][Tt]|PLU\w*|PLH|PDU|PPA|PRPGD|PLPDMA|PNACC|PRSE|SNBC|PPE|ODD|CRTE|CCTP|CCAP)
    |marchés?|nomenclature|contrat|convention|décret|arrêté|règlement|agenda{BLANK}(?:20|21))\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""« 1.1.2 du PCAET », « 2.1.5.0 de la nomenclature »."""
_OF_A_QUANTITY = re.compile(
    rf"""(?:[<>=≤≥±+×*≈~]|\b(?:environ|plus{BLANK}de|moins{BLANK}de|supérieure?s?{BLANK}à|inférieure?s?{BLANK}à|par|
    de|à|entre|x|note|COP|facteur|ratio|coefficient|indice|taux|moyenne|valeur|score|égale?{BLANK}à|l['’]ordre{BLANK}de)
    (?:{BLANK}+de)?){BLANK}*$""",
    re.VERBOSE | re.IGNORECASE,
)
_JOINED = re.compile(
    rf"{BLANK}*(?:,|;|/|-|–|{BLANK}(?:et|ou|à|puis){BLANK}|,{BLANK}*(?:et|ou)){BLANK}*"
)
_OF_A_FOREIGN_PLAN = re.compile(
    rf"{BLANK}+(?:du|de{BLANK}la|de{BLANK}l['’]|des|d['’]){BLANK}*(?!présent|référentiel)\w",
    re.IGNORECASE,
)
_FOLLOWED_BY_A_NOUN = re.compile(
    rf"{BLANK}+(?!(?:et|ou|à|via|dans|sur|pour|sont|est|du|de|des)\b)[^\W\d]"
)
_SOFTWARE = re.compile(
    r"(?<![\w.])(?!(?:Et|Ou|Puis|Dans|Avec|Pour|Selon|La|Le|Les|De|Du|En|Sur)\b)[A-Z][A-Za-zÀ-ÿ]+ $"
)
_PHONE = re.compile(r"\d{1,2}(?:\.\d\d){4}")
_SENTENCE_END = re.compile(
    rf"(?<=[.!?…])(?<!cf\.)(?<!Cf\.)(?<!ex\.)(?<!\bp\.){BLANK}+(?=[«(]?{BLANK}?[A-ZÀ-Þ])"
)

_BIGGEST_PART = 99
_MONTHS, _DAYS, _DATE_DOTS = 12, 31, 2
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that names a node: where it stands in its text, what it names (None: no such id), and where."""

    start: int
    end: int
    id: str
    target: Target | None
    referentiel: str


def find_mentions(text: str, own: str, index: Index) -> Iterator[Mention]:
    """The mentions of a paragraph of the référentiel `own`, in order."""
    for chain in _chains(text):
        first, last = chain[0], chain[-1]
        before = text[max(0, first.start() - _AROUND) : first.start()]
        if "." not in first[0] and index.names_an_axe(own, before):
            yield from _axes(text, chain, own, index)
            continue
        if not any("." in found[0] for found in chain):
            continue
        ours = index.names_a_referentiel(before)
        if not ours and _is_foreign(text, chain, own, index):
            continue
        cued = ours or _CUE.search(before) is not None
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
    last_ends, next_starts = _sentences(text)
    before = bisect_right(next_starts, place)
    start = next_starts[before - 1] if before else 0
    after = bisect_left(last_ends, place, before)
    end = last_ends[after] if after < len(last_ends) else len(text)
    return text[start:end], place - start


@lru_cache(maxsize=16)  # a text is asked for again with each of its numbers
def _sentences(text: str) -> tuple[list[int], list[int]]:
    """Where sentences end, and where the next ones start."""
    found = list(_SENTENCE_END.finditer(text))
    return [blank.start() for blank in found], [blank.end() for blank in found]


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


def _is_foreign(text: str, chain: list[re.Match[str]], own: str, index: Index) -> bool:
    """Whether a number is said to be of another document or list, in a sentence that names none of our référentiels."""
    first, last = chain[0].start(), chain[-1].end()
    before = text[max(0, first - _AROUND) : first]
    listed = not _CUE.search(before) and _OF_ANOTHER_LIST.search(before)
    if not listed and not _OF_A_FOREIGN_DOCUMENT.match(text, last):
        return False
    return not index.names_any(own, sentence_at(text, first)[0])


def _glued(text: str, start: int) -> bool:
    """Whether a number continues a word: « site.fr/2.1 », « A-2.1 »; « cf.2.1 » does not."""
    if not start or text[start - 1] not in "-–/.,?=&":
        return False
    return not text[:start].endswith(("cf.", "Cf.")) and start > 1 and not text[start - 2].isspace()


def _is_date(id_: str) -> bool:
    """Whether a number that names nothing can be a day, a month and a year: « 2.1.21 »."""
    day, month, year = ids.numbers(id_) if id_.count(".") == _DATE_DOTS else (0, 0, 0)
    return 1 <= day <= _DAYS and 1 <= month <= _MONTHS < year
