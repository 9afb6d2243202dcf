"""Mentions to links and backlinks: HTML with its ids linked, and who cites whom."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from refsite.common.memo import Memo
from refsite.common.safe_html import ROOT
from refsite.links.index import Index
from refsite.links.mentions import find_mentions, sentence_span
from refsite.links.relative import Places, may_name_files
from refsite.prose.draft import Place
from refsite.prose.parse import Destination
from refsite.prose.refusals import CITED
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
    """A text rendered with its mentions linked, the citations that they make, and those that lead nowhere.

    `files` are the images and documents that it shows or leads to.
    """

    prose: Prose
    citations: tuple[Citation, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    files: frozenset[str] = frozenset()


class Linker:
    """Renderer of texts and titles given with the key of their node, each once; valid while its index is the same.

    Home and themes have no node: with an empty key, a text has no mention. The path of the file is given where a
    text may name other files; these renderings are valid while `places` are the same, too.
    """

    def __init__(self, index: Index, renderer: Renderer, places: Places | None = None) -> None:
        self.index = index
        self.places = places or Places()
        self._renderer = renderer
        self._plain: Memo[tuple[str, str], Linked] = Memo(lambda item: self._block(*item))
        self._local = self._new_local()
        self.inline: Memo[tuple[str, str], Linked] = Memo(lambda item: self._inline(*item))

    def next_build(self, places: Places) -> None:
        """Begin a new build."""
        for memo in (self._plain, self._local, self.inline):
            memo.next_build()
        if places != self.places:
            self.places, self._local = places, self._new_local()

    def block(self, text: str, source: str, path: str) -> Linked:
        """A text of the file `path` and of the node `source`."""
        local = may_name_files(text)
        return self._local((text, source, path)) if local else self._plain((text, source))

    def make_all(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """Make many texts, given as for `block`, in two processes."""
        every = tuple(texts)
        local = [item for item in every if may_name_files(item[0])]
        self._local.make_all(local)
        self._plain.make_all(item[:2] for item in every if not may_name_files(item[0]))

    def _new_local(self) -> Memo[tuple[str, str, str], Linked]:
        return Memo(lambda item: self._block(*item))

    def _block(self, text: str, source: str, path: str = "") -> Linked:
        if not path and not (source and _DIGIT.search(text)):
            return Linked(self._renderer.block(text))
        finder = _MentionFinder(self.index, source) if source else None
        leader = _Leader(self.places, path) if path else None
        linked = Linked(self._renderer.linked_block(text, finder, leader))
        if finder:
            linked = finder.linked(linked.prose)
        return replace(linked, files=frozenset(leader.files)) if leader else linked

    def _inline(self, text: str, source: str) -> Linked:
        if not source or not _DIGIT.search(text):
            return Linked(self._renderer.inline(text))
        finder = _MentionFinder(self.index, source)
        return finder.linked(self._renderer.inline(text, finder))


@dataclass(slots=True)
class _Leader:
    """The destinations of the files that a text of `path` names, and the images and documents among them."""

    places: Places
    path: str
    files: set[str] = field(default_factory=set)

    def __call__(self, written: str, *, image: bool = False) -> Destination | None:
        found = self.places.lead(written, self.path, image=image)
        if found and found.file:
            self.files.add(found.file)
        return found


@dataclass(slots=True)
class _MentionFinder:
    """The mentions of a text of the node `source`: asked for the links of each of its runs."""

    index: Index
    source: str
    citations: list[Citation] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)

    def __call__(self, run: Run) -> Iterator[Link]:
        own = self.source.partition("/")[0]
        for child, start in zip(run.token.children or (), run.starts, strict=True):
            if key := child.meta.get(CITED):
                self._cite(key, run.text, start, sentence_span(run.text, start))
        for mention in find_mentions(run.text, own, self.index):
            if not run.is_open(mention.start, mention.end):
                continue
            target = mention.target
            if target is None:
                place = run.place(mention.start, mention.end)
                self.unknown.append(Unknown(mention.id, mention.referentiel, place))
                continue
            self._cite(target.key, run.text, mention.start, mention.sentence)
            title = f"{mention.id} {target.name}"
            yield Link(mention.start, mention.end, f"{ROOT}:{target.address}", title)

    def _cite(self, key: str, text: str, start: int, sentence: tuple[int, int]) -> None:
        if not _same_branch(self.source, key):
            self.citations.append(Citation(self.source, key, excerpt(text, start, sentence)))

    def linked(self, prose: Prose) -> Linked:
        return Linked(prose, tuple(self.citations), tuple(self.unknown))


def _same_branch(source: str, target: str) -> bool:
    """Whether a node cites itself, an ancestor or a descendant."""
    return source == target or source.startswith(f"{target}.") or target.startswith(f"{source}.")


def excerpt(text: str, cited: int, whole: tuple[int, int]) -> str:
    """The sentence around a citation, on its own line of the text, cut at words when it is long."""
    stop = text.find("\n", cited)
    begin = max(whole[0], text.rfind("\n", 0, cited) + 1)
    sentence = text[begin : min(whole[1], stop if stop >= 0 else len(text))]
    start = max(0, cited - begin - _EXCERPT // 2)
    end = min(len(sentence), start + _EXCERPT)
    cut = sentence[start:end]
    if start:
        cut = f"… {cut.partition(' ')[2]}"
    if end < len(sentence):
        cut = f"{cut.rpartition(' ')[0]} …"
    return re.sub(r"\s+", " ", cut).strip()
