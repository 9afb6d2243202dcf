"""Differences between two revisions of one node: its values as text, and its texts by their words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from refsite.changes.words import Passage, passages, same_words
from refsite.common.french import NBSP, number
from refsite.model.values import Noeud
from refsite.prose.render import Renderer
from refsite.reading.nodes import Section

_HREF = re.compile(r'<a href="([^"]*)"')
_MOST_PLACES = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """A node as one revision has it: `above` are the points of its parent, `themes` the names of the catalogue."""

    noeud: Noeud
    above: Decimal | None
    themes: Mapping[str, str]


def values(old: Seen, new: Seen, renderer: Renderer) -> Iterator[tuple[str, str, str]]:
    """(name, before, after) of each value that differs, as text; a value that is not there is empty."""
    was, now = old.noeud, new.noeud
    names = renderer.inline(was.nom).words, renderer.inline(now.nom).words
    if not same_words(*names):
        yield "nom", *names
    yield from _weights(old, new)
    if was.categorie != now.categorie:
        yield "catégorie", was.categorie, now.categorie
    if was.thematique != now.thematique:
        left = old.themes.get(was.thematique, was.thematique)
        right = new.themes.get(now.thematique, now.thematique)
        if left == right:
            left, right = was.thematique, now.thematique
        yield "thématique", left, right
    if was.ligne != now.ligne:
        yield "ligne Climat Pratic", _shown(was.ligne), _shown(now.ligne)
    data = dict(was.autres), dict(now.autres)
    for key in dict.fromkeys((*data[0], *data[1])):
        before, after = (f"{key} : {side[key]}" if key in side else "" for side in data)
        if not same_words(before, after):
            yield "donnée", before, after


def _weights(old: Seen, new: Seen) -> Iterator[tuple[str, str, str]]:
    """The share, where both have one; the points, but for those that only follow from the node above."""
    was, now = old.noeud, new.noeud
    shares_tell = was.part is not None and now.part is not None
    if was.part != now.part and (shares_tell or was.points is None or now.points is None):
        before, after = _apart(_percent(was.part), _percent(now.part))
        yield "part", before and f"{before}{NBSP}%", after and f"{after}{NBSP}%"
    if was.points != now.points and not (_follows(old) and _follows(new)):
        yield "points", *_apart(was.points, now.points)


def _percent(part: Decimal | None) -> Decimal | None:
    return None if part is None else part * 100


def _follows(seen: Seen) -> bool:
    """Whether a node's points are no more than its share of the points above."""
    noeud = seen.noeud
    if noeud.part is None:
        return False
    return noeud.points == (noeud.part * seen.above if seen.above is not None else None)


def _apart(before: Decimal | None, after: Decimal | None) -> tuple[str, str]:
    """Two different numbers as text, with enough decimals to tell them apart; empty for one that is not known."""
    if before is None or after is None:
        return _shown(before), _shown(after)
    places = 2
    while places < _MOST_PLACES and number(before, places) == number(after, places):
        places += 2
    return number(before, places), number(after, places)


def _shown(value: Decimal | int | None) -> str:
    return "" if value is None else number(Decimal(value))


@dataclass(frozen=True, slots=True)
class TextChange:
    """Difference of a text: the places where its words differ, and the link addresses removed and added."""

    passages: tuple[Passage, ...]
    links_before: tuple[str, ...]
    links_after: tuple[str, ...]


def text_change(
    before: Iterable[Section], after: Iterable[Section], renderer: Renderer
) -> TextChange | None:
    """Difference between two texts as readers see them; None when there is none."""
    old, new = ([(s.title, s.text) for s in side] for side in (before, after))
    if old == new:
        return None
    left, right = _read(old, renderer), _read(new, renderer)
    found = passages(left[0], right[0])
    links = [
        tuple(link for link in dict.fromkeys(mine) if link not in theirs)
        for mine, theirs in ((left[1], right[1]), (right[1], left[1]))
    ]
    return TextChange(found, links[0], links[1]) if found or any(links) else None


def _read(sections: Iterable[tuple[str, str]], renderer: Renderer) -> tuple[str, list[str]]:
    """The words of sections as they are read, and the addresses of links whose words do not say them."""
    words: list[str] = []
    links: list[str] = []
    for title, text in sections:
        heading, prose = renderer.inline(title), renderer.block(text)
        words += (heading.words and f"{heading.words}{NBSP}:", prose.words)
        links += (link for link in _HREF.findall(prose.html) if link not in prose.words)
    return " ".join(filter(None, words)), links
