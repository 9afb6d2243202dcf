"""Matching of the nodes of two revisions, even of those that changed number.

A number is the first sign, never the only one: a node that keeps its words and changes number has moved, and a
number under which stands something else altogether has been used again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from refsite.changes.words import bag, likeness
from refsite.common import ids
from refsite.model.values import Noeud, Referentiel

_SAME_NAME, _SAME_TEXT = 0.5, 0.35
"""Likeness of names and of texts: below both, a number was reused for another node."""

_MOVED_NAME, _MOVED_TEXT = 0.8, 0.6
_COPIED_NAME, _COPIED_TEXT = 0.5, 0.85
TELLING = 3
"""Least words of a name that identifies a node by itself."""

_MOST_PAIRS = 100_000
"""Most pairs of nodes of a level to compare; beyond, only those with exactly the same words are matched."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Node matches by current key.

    `moved` changed number otherwise than with the node above them, `doubtful` kept their number and nothing else
    that can be read; `reused` are numbers under which something else stands now.
    """

    before: Mapping[str, Noeud]
    moved: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    reused: frozenset[str] = frozenset()


def match(before: Referentiel, after: Referentiel) -> Pairs:
    """The pairs of two revisions of a référentiel, from the axes down."""
    matcher = _Matcher()
    matcher.join(before.racine, after.racine)
    old, new = _by_depth(before), _by_depth(after)
    for depth in range(1, max((*old, *new), default=0) + 1):
        matcher.level(old.get(depth, []), new.get(depth, []))
    return Pairs(
        matcher.before, matcher.moved(), frozenset(matcher.doubtful), frozenset(matcher.reused)
    )


def _by_depth(referentiel: Referentiel) -> dict[int, list[Noeud]]:
    found: dict[int, list[Noeud]] = {}
    for noeud in referentiel.walk():
        found.setdefault(ids.depth(noeud.id), []).append(noeud)
    return found


@dataclass(slots=True)
class _Matcher:
    """Pairs made so far: `before` by the key after, `after` by the key before."""

    before: dict[str, Noeud] = field(default_factory=dict)
    after: dict[str, Noeud] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    reused: set[str] = field(default_factory=set)
    bags: dict[str, Counter[str]] = field(default_factory=dict)
    exact: dict[int, tuple[str, str]] = field(default_factory=dict)

    def join(self, old: Noeud, new: Noeud) -> None:
        self.before[new.key] = old
        self.after[old.key] = new

    def moved(self) -> frozenset[str]:
        pairs = self.before.items()
        return frozenset(key for key, old in pairs if old.id and self._expected(old) != key)

    def level(self, old: list[Noeud], new: list[Noeud]) -> None:
        """Pair the nodes of one level; those above are paired already."""
        targets = {noeud.key: noeud for noeud in new}
        expected = [
            (noeud, target)
            for noeud in old
            for target in [targets.get(self._expected(noeud))]
            if target is not None
        ]
        for noeud, target in expected:
            if self._exact(noeud) == self._exact(target):
                self.join(noeud, target)
        self._exactly(self._alone_before(old), self._alone_after(new))
        for noeud, target in self._open(expected):
            if self._is_same(noeud, target):
                self.join(noeud, target)
        self._nearly(self._alone_before(old), self._alone_after(new))
        for noeud, target in self._open(expected):
            if self._has_text(noeud) and self._has_text(target):
                self.reused.add(target.key)
            else:
                self.join(noeud, target)
                self.doubtful.add(target.key)

    def _expected(self, noeud: Noeud) -> str:
        """The key that a node has if it is still under its parent: its own when the parent is gone."""
        above, last = ids.parent(noeud.id), noeud.id.rpartition(".")[2]
        parent = self.after.get(f"{noeud.referentiel}/{above}")
        return f"{parent.key}.{last}" if parent and above else noeud.key

    def _alone_before(self, nodes: Iterable[Noeud]) -> list[Noeud]:
        return [noeud for noeud in nodes if noeud.key not in self.after]

    def _alone_after(self, nodes: Iterable[Noeud]) -> list[Noeud]:
        return [noeud for noeud in nodes if noeud.key not in self.before]

    def _open(self, pairs: list[tuple[Noeud, Noeud]]) -> Iterator[tuple[Noeud, Noeud]]:
        for old, new in pairs:
            if old.key not in self.after and new.key not in self.before:
                yield old, new

    def _exactly(self, old: list[Noeud], new: list[Noeud]) -> None:
        """Pair the nodes that alone have the same words, and enough of them."""
        left, right = self._by_words(old), self._by_words(new)
        for words, (first, *more) in left.items():
            found = right.get(words, [])
            if len(found) == 1 and not more and sum(len(part.split()) for part in words) >= TELLING:
                self.join(first, found[0])

    def _by_words(self, nodes: Iterable[Noeud]) -> dict[tuple[str, str], list[Noeud]]:
        found: dict[tuple[str, str], list[Noeud]] = {}
        for noeud in nodes:
            found.setdefault(self._exact(noeud), []).append(noeud)
        return found

    def _is_same(self, old: Noeud, new: Noeud) -> bool:
        """Whether nodes with the same number are the same: by name, or by text where both have one."""
        if self._name_likeness(old, new) >= _SAME_NAME:
            return True
        return self._has_text(old) and self._has_text(new) and self._text_likeness(old, new) >= _SAME_TEXT  # fmt: skip

    def _nearly(self, old: list[Noeud], new: list[Noeud]) -> None:
        """Pair nodes by likeness, the most alike first."""
        if len(old) * len(new) > _MOST_PAIRS:
            return
        found = []
        for place, left in enumerate(old):
            for other, right in enumerate(new):
                alike = self._alike(left, right)
                if alike:
                    found.append((-alike, place, other))
        for _, place, other in sorted(found):
            for left, right in self._open([(old[place], new[other])]):
                self.join(left, right)

    def _alike(self, old: Noeud, new: Noeud) -> float:
        """Sum of the likeness of names and of texts of two nodes of different numbers; 0 when too low for a move."""
        name = self._name_likeness(old, new)
        if name < min(_MOVED_NAME, _COPIED_NAME):
            return 0
        text = self._text_likeness(old, new)
        by_name = name >= _MOVED_NAME and text >= _MOVED_TEXT
        by_text = name >= _COPIED_NAME and text >= _COPIED_TEXT
        enough = self._has_text(old) or len(self._bag(self._exact(old)[0])) >= TELLING
        return name + text if enough and (by_name or by_text) else 0

    def _name_likeness(self, old: Noeud, new: Noeud) -> float:
        return likeness(self._bag(self._exact(old)[0]), self._bag(self._exact(new)[0]))

    def _text_likeness(self, old: Noeud, new: Noeud) -> float:
        left, right = self._exact(old)[1], self._exact(new)[1]
        return 1 if left == right else likeness(self._bag(left), self._bag(right))

    def _has_text(self, noeud: Noeud) -> bool:
        return bool(self._exact(noeud)[1])

    def _bag(self, text: str) -> Counter[str]:
        if text not in self.bags:
            self.bags[text] = bag(text)
        return self.bags[text]

    def _exact(self, noeud: Noeud) -> tuple[str, str]:
        if id(noeud) not in self.exact:
            name, *texts = texts_of(noeud)
            self.exact[id(noeud)] = (" ".join(name.split()), " ".join(" ".join(texts).split()))
        return self.exact[id(noeud)]


def texts_of(noeud: Noeud) -> Iterator[str]:
    """The name of a node and all that is written under it."""
    yield noeud.nom
    for section in (*noeud.sections, *noeud.suites):
        yield section.title
        yield section.text
    for enfant in noeud.enfants:
        yield from texts_of(enfant)
