"""Mentions to links and backlinks: the HTML of a text with its ids linked, and who cites whom.

Works on HTML that `prose` has just cleaned, between its tags; what stands in a link or in code stays as it is.
"""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from markupsafe import Markup

from refsite.common.memo import Memo
from refsite.common.safe_html import ROOT, clean
from refsite.links.index import PAD, Index
from refsite.links.mentions import Mention, find_mentions, sentence_at

_OWN_NUMBER = re.compile(r"(?<![\w.])\d++(?:\.\d++)*+(?!\w|\.\d)")
_DIGIT = re.compile(r"[0-9]")
_TAG = re.compile(r"(<[^>]*>)")
_BREAK = re.compile(r"</?(?:p|li|ul|ol|hr|blockquote|table|thead|tbody|tr|td|th|pre)\b")
_CLOSED = re.compile(r"<(/?)(?:a|code|pre)\b")
_ENTITY = re.compile(r"&(?:lt|gt|amp|nbsp|quot|#39);")
_EXCERPT = 220

_Placed = list[tuple[Mention, int, int]]
"""Mentions, each with the part of HTML that holds it, and its place in that part."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A node that cites another (keys), and the sentence in which it does, as text."""

    source: str
    target: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A mention of an id that does not exist in a référentiel; `rank` counts that number before it in the text."""

    id: str
    referentiel: str
    rank: int


@dataclass(frozen=True, slots=True)
class Linked:
    """HTML with its mentions linked, the citations that they make, and those that lead nowhere."""

    html: Markup
    citations: tuple[Citation, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Linker:
    """Links texts given as HTML and the key of their node, each once; good as long as its index says the same."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.link: Memo[tuple[Markup, str], Linked] = Memo(lambda text: link_mentions(*text, index))


def has_digits(fragment: str) -> bool:
    """Whether a text may hold a number at all: most do not, and need not be linked."""
    return _DIGIT.search(fragment) is not None


def link_mentions(fragment: Markup, source: str, index: Index) -> Linked:
    """The HTML of a text of the node `source` (its key), linked."""
    own = source.partition("/")[0]
    if not index.may_name(own, fragment):
        return Linked(fragment)
    parts = _TAG.split(fragment)
    runs = [(run, "".join([_text(parts[place]) for place, _ in run])) for run in _runs(parts)]
    whole = "\n".join([text for _, text in runs])
    citations: list[Citation] = []
    unknown: list[Unknown] = []
    begin = 0
    for run, text in runs:
        found = find_mentions(text, own, index) if _DIGIT.search(text) else ()
        mentions = _open(parts, run, found)
        for mention, _, _ in mentions:
            if mention.target is None:
                places = numbers_in(whole).get(mention.id, [])
                rank = bisect_left(places, begin + mention.start)
                unknown.append(Unknown(mention.id, mention.referentiel, rank))
            elif not _same_branch(source, mention.target.key):
                citations.append(
                    Citation(source, mention.target.key, _excerpt(text, mention.start))
                )
        _insert(parts, mentions)
        begin += len(text) + 1
    return Linked(clean("".join(parts)), tuple(citations), tuple(unknown))


@lru_cache(maxsize=4)  # a text is asked for again with each number that it gets wrong
def numbers_in(text: str) -> Mapping[str, list[int]]:
    """Where each number, in parts or not, stands in a text, as a number of its own."""
    places: dict[str, list[int]] = {}
    for found in _OWN_NUMBER.finditer(text):
        places.setdefault(found[0], []).append(found.start())
    return places


def _same_branch(source: str, target: str) -> bool:
    """Whether a node cites itself, what it is part of, or a part of it."""
    return source == target or source.startswith(f"{target}.") or target.startswith(f"{source}.")


def _open(parts: list[str], run: list[tuple[int, bool]], found: Iterable[Mention]) -> _Placed:
    """The mentions that stand in one part that may be linked, each with that part and its place there."""
    starts = list(accumulate((len(parts[index]) for index, _ in run), initial=0))
    placed: _Placed = []
    for mention in found:
        at = bisect_right(starts, mention.start) - 1
        index, open_ = run[at]
        if open_ and mention.end <= starts[at + 1]:
            placed.append((mention, index, mention.start - starts[at]))
    return placed


def _runs(parts: list[str]) -> Iterator[list[tuple[int, bool]]]:
    """The texts between two breaks of line: the positions of their parts, and whether each may be linked."""
    run: list[tuple[int, bool]] = []
    closed = 0
    for index, part in enumerate(parts):
        if index % 2 == 0:
            if part:
                run.append((index, closed == 0))
            continue
        if found := _CLOSED.match(part):
            closed += -1 if found[1] else 1
        if _BREAK.match(part) and run:
            yield run
            run = []
    if run:
        yield run


def _text(part: str) -> str:
    """The characters of a part of HTML, each entity padded so that places in both are the same."""
    if "&" not in part:
        return part
    return _ENTITY.sub(lambda found: html.unescape(found[0]).ljust(len(found[0]), PAD), part)


def _insert(parts: list[str], mentions: _Placed) -> None:
    """Write the links into the parts, each part once."""
    for index, own in groupby(mentions, key=lambda placed: placed[1]):
        part, done = parts[index], 0
        pieces: list[str] = []
        for mention, _, at in own:
            pieces += (part[done:at], _link(mention))
            done = at + len(mention.id)
        parts[index] = "".join((*pieces, part[done:]))


def _link(mention: Mention) -> str:
    if mention.target is None:
        return mention.id
    title = html.escape(f"{mention.id} {mention.target.name}")
    return f'<a href="{ROOT}:{mention.target.address}" title="{title}">{mention.id}</a>'


def _excerpt(text: str, place: int) -> str:
    """The sentence around a mention, on its own line of the text, cut at words when it is long."""
    begin = text.rfind("\n", 0, place) + 1
    stop = text.find("\n", place)
    sentence, at = sentence_at(text[begin : stop if stop >= 0 else len(text)], place - begin)
    start = max(0, at - _EXCERPT // 2)
    end = min(len(sentence), start + _EXCERPT)
    cut = sentence[start:end]
    if start:
        cut = f"… {cut.partition(' ')[2]}"
    if end < len(sentence):
        cut = f"{cut.rpartition(' ')[0]} …"
    return re.sub(r"\s+", " ", cut.replace(PAD, "")).strip()
