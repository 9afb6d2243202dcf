"""Mentions to links and backlinks: HTML with its ids linked, and who cites whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from refsite.common.memo import Memo
from refsite.common.safe_html import ROOT
from refsite.links.index import Index
from refsite.links.mentions import Mention, find_mentions
from refsite.prose.draft import Place
from refsite.prose.render import Prose, Renderer
from refsite.prose.runs import Link, Run

_DIGIT = re.compile(r"[0-9]")
_EXCERPT = 220


@dataclass(frozen=True, slots=True)
class Citation:
    """A node, or an ordinary page, that cites a node (keys, or the page's path), and the sentence in which it does."""

    source: str
    target: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A mention of an id that does not exist in a référentiel, and its place in the text."""

    id: str
    referentiel: str
    place: Place


@dataclass(frozen=True, slots=True)
class Linked:
    """A text rendered with its mentions linked, the citations that they make, and those that lead nowhere."""

    prose: Prose
    citations: tuple[Citation, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Linker:
    """Renderer of texts and titles given with the key of their node, each once; valid while its index is the same.

    Home and themes have no node: with an empty key, a text has no mention.
    """

    def __init__(self, index: Index, renderer: Renderer) -> None:
        self.index = index
        self._renderer = renderer
        self.block: Memo[tuple[str, str], Linked] = Memo(lambda item: self._block(*item))
        self.inline: Memo[tuple[str, str], Linked] = Memo(lambda item: self._inline(*item))

    def next_build(self) -> None:
        """Begin a new build."""
        self.block.next_build()
        self.inline.next_build()

    def _block(self, text: str, source: str) -> Linked:
        if not source or not _DIGIT.search(text):
            return Linked(self._renderer.block(text))
        finder = _MentionFinder(self.index, source)
        return finder.linked(self._renderer.linked_block(text, finder))

    def _inline(self, text: str, source: str) -> Linked:
        if not source or not _DIGIT.search(text):
            return Linked(self._renderer.inline(text))
        finder = _MentionFinder(self.index, source)
        return finder.linked(self._renderer.inline(text, finder))


@dataclass(slots=True)
class _MentionFinder:
    """The mentions of a text of the node `source`: asked for the links of each of its runs."""

    index: Index
    source: str
    citations: list[Citation] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def __call__(self, run: Run) -> Iterator[Link]:
        own = self.source.partition("/")[0]
        for mention in find_mentions(run.text, own, self.index):
            if not run.is_open(mention.start, mention.end):
                continue
            target = mention.target
            if target is None:
                place = run.place(mention.start, mention.end)
                self.unknown.append(Unknown(mention.id, mention.referentiel, place))
                continue
            if not _same_branch(self.source, target.key):
                sentence = excerpt(run.text, mention)
                self.citations.append(Citation(self.source, target.key, sentence))
            title = f"{mention.id} {target.name}"
            yield Link(mention.start, mention.end, f"{ROOT}:{target.address}", title)

    def linked(self, prose: Prose) -> Linked:
        return Linked(prose, tuple(self.citations), tuple(self.unknown))


def _same_branch(source: str, target: str) -> bool:
    """Whether a node cites itself, an ancestor or a descendant."""
    return source == target or source.startswith(f"{target}.") or target.startswith(f"{source}.")


def excerpt(text: str, mention: Mention) -> str:
    """The sentence around a mention, on its own line of the text, cut at words when it is long."""
    stop = text.find("\n", mention.start)
    begin = max(mention.sentence[0], text.rfind("\n", 0, mention.start) + 1)
    sentence = text[begin : min(mention.sentence[1], stop if stop >= 0 else len(text))]
    start = max(0, mention.start - begin - _EXCERPT // 2)
    end = min(len(sentence), start + _EXCERPT)
    cut = sentence[start:end]
    if start:
        cut = f"… {cut.partition(' ')[2]}"
    if end < len(sentence):
        cut = f"{cut.rpartition(' ')[0]} …"
    return re.sub(r"\s+", " ", cut).strip()
