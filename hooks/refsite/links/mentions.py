"""Numbers in sentences: those that name a node of a référentiel, not those that only look like it.

A number with two parts may be a decimal, one with three a date, a bare one anything: the words around it decide.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from refsite.common import ids
from refsite.links.index import BLANK, Index, Named, Target

_NUMBER = re.compile(
    r"(?<![\w@#])(?<!\.\d\.)(?<!\.\d\d\.)\d+(?:\.\d+)*(?![\w@]|\.\d|,(?!\d+\.\d)\d|[-–/][^\W\d])"
)

_AFTER_AN_ID = (
    "et|ou|à|de|du|des|d|est|sont|dans|sur|sous|en|par|qui|que|qu|le|la|les|l|pour|avec|puis|afin|ainsi|via|concernant|"
    "relative?s?|portant|traite|concerne|évalue|prévoit|décrit|ci|dédiée?s?"
)
"""Words that may follow an id; another word in small letters, after a decimal, is what it counts."""

_UNIT = re.compile(
    rf"""{BLANK}*(?:[%‰°€$£²³×/]|[kMG]€|M(?:d|rd)s?(?:{BLANK}*€)?|ETP\b|[kMGTµ]?[tg]?(?:eq)?CO2\w*|[kMGT]?V?A\b|Go\b|Hz\b|
    [kMGT]?W(?:h|c)?(?:ep|ef)?\b|(?:[kMGT]?t?e[qp]\w*|kg\w*|km|[dck]?m|mm|ha|hab|g|t|h|min|s|ppm|dB|l|µg)(?:[²³23/.][\w/.]*)?\b(?!['’])
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
    """A number that names a node: its span in the text, its target (None: no such id), the span of its sentence."""

    start: int
    end: int
    id: str
    target: Target | None
    referentiel: str
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a text, from `start` to `end`, and the référentiels that it names."""

    start: int
    end: int
    text: str
    named: Named


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the référentiel `own`, cut at its sentences."""

    text: str
    own: str
    index: Index
    bounds: list[tuple[int, int]] = field(init=False)
    """Ends of sentences, each with the start of the next one."""
    known: dict[int, _Sentence] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bounds = [found.span() for found in _SENTENCE_END.finditer(self.text)]

    def sentence(self, offset: int) -> _Sentence:
        """The sentence of the character at `offset`."""
        before = bisect_right(self.bounds, offset, key=lambda blank: blank[1])
        start = self.bounds[before - 1][1] if before else 0
        if start not in self.known:
            end = self.bounds[before][0] if before < len(self.bounds) else len(self.text)
            text = self.text[start:end]
            self.known[start] = _Sentence(start, end, text, self.index.named(self.own, text))
        return self.known[start]

    def mention(self, found: re.Match[str]) -> Mention:
        """A number as the mention that it would be."""
        sentence = self.sentence(found.start())
        span = found.start() - sentence.start, found.end() - sentence.start
        referentiel = self.index.referentiel(self.own, sentence.text, sentence.named, span)
        target = self.index.find(self.own, found[0], referentiel)
        bounds = sentence.start, sentence.end
        return Mention(*found.span(), found[0], target, referentiel, bounds)


def sentence_span(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the sentence of the character at `offset`."""
    start = 0
    for blank in _SENTENCE_END.finditer(text):
        if blank.end() > offset:
            return start, blank.start()
        start = blank.end()
    return start, len(text)


def find_mentions(text: str, own: str, index: Index) -> Iterator[Mention]:
    """The mentions of a paragraph of the référentiel `own`, in order."""
    paragraph = _Paragraph(text, own, index)
    for chain in _chains(text):
        first, last = chain[0], chain[-1]
        before = text[max(0, first.start() - _AROUND) : first.start()]
        if "." not in first[0] and index.names_an_axe(own, before):
            yield from _axes(paragraph, chain)
            continue
        if not any("." in found[0] for found in chain):
            continue
        ours = index.names_a_referentiel(before)
        if not ours and _is_foreign(paragraph, chain):
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
                yield from _dotted(paragraph, found, cued=cued)


def find_in_page(text: str, index: Index) -> Iterator[Mention]:
    """The mentions of a paragraph of no référentiel, in order: the numbers that name one node, whoever says them."""
    found: dict[int, dict[str, Mention]] = {}
    for own in index.referentiels:
        for mention in find_mentions(text, own, index):
            if mention.target:
                found.setdefault(mention.start, {})[mention.target.key] = mention
    for _, targets in sorted(found.items()):
        if len(targets) == 1:
            yield from targets.values()


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


def _dotted(paragraph: _Paragraph, found: re.Match[str], *, cued: bool) -> Iterator[Mention]:
    """The mention that a number in parts is, if it is one."""
    id_, own = found[0], paragraph.own
    if not ids.is_id(id_) or max(ids.numbers(id_)) > _BIGGEST_PART:
        return
    mention = paragraph.mention(found)
    if mention.target is None:
        doubtful = not cued and mention.referentiel == own
        too_deep = id_.count(".") >= paragraph.index.deepest(mention.referentiel)
        if too_deep or (
            doubtful and (id_.count(".") == 1 or _is_date(id_) or _PHONE.fullmatch(id_))
        ):
            return
    yield mention


def _axes(paragraph: _Paragraph, chain: list[re.Match[str]]) -> Iterator[Mention]:
    """« le domaine 6 », « les axes 2, 3 et 4 », not « l’axe 1 du plan régional » nor « l’axe 2 et 3 actions »."""
    text = paragraph.text
    cued = not _OF_A_FOREIGN_PLAN.match(text, chain[-1].end())
    for number, found in enumerate(chain):
        if "." in found[0]:
            yield from _dotted(paragraph, found, cued=True)
        elif cued and not (number and _FOLLOWED_BY_A_NOUN.match(text, found.end())):
            mention = paragraph.mention(found)
            if mention.target:
                yield mention


def _is_foreign(paragraph: _Paragraph, chain: list[re.Match[str]]) -> bool:
    """Whether a number is said to be of another document or list, in a sentence that names none of our référentiels."""
    text = paragraph.text
    first, last = chain[0].start(), chain[-1].end()
    before = text[max(0, first - _AROUND) : first]
    listed = not _CUE.search(before) and _OF_ANOTHER_LIST.search(before)
    if not listed and not _OF_A_FOREIGN_DOCUMENT.match(text, last):
        return False
    return not paragraph.sentence(first).named.begins


def _glued(text: str, start: int) -> bool:
    """Whether a number continues a word: « site.fr/2.1 », « A-2.1 »; « cf.2.1 » does not."""
    if not start or text[start - 1] not in "-–/.,?=&":
        return False
    return not text[:start].endswith(("cf.", "Cf.")) and start > 1 and not text[start - 2].isspace()


def _is_date(id_: str) -> bool:
    """Whether a number that names nothing can be a day, a month and a year: « 2.1.21 »."""
    day, month, year = ids.numbers(id_) if id_.count(".") == _DATE_DOTS else (0, 0, 0)
    return 1 <= day <= _DAYS and 1 <= month <= _MONTHS < year
