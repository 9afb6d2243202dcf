"""Two texts to the words that changed between them, in bounded time.

What is no word is no change: blanks, punctuation, quotation marks, hyphens, bullets.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(
    r"(?<![\w.,])[-−+](?=\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:\d[^\W_]*)?|[%‰€$£°+<>=≥≤±×÷&@#]"
)
_ANY_WORD = re.compile(r"[^\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTEXT = 4
"""Words shown before and after a change."""

_WORK, _LONGEST = 60_000, 3_000
"""Pairs of equal words that a comparison may look at, and words that it may compare; beyond, it is not detailed."""

_CONTENT_WORD = 4
"""Least letters of a long word; shorter ones are in every sentence, whatever its subject."""

WordRun = tuple[str, str]
"""Kept, removed or added words: `=`, `-` or `+`, and these words."""

Passage = tuple[WordRun, ...]
"""A place of a text that changed: kept, removed and added words in reading order."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its words: `keys` to compare, `starts` of each in the text."""

    text: str
    keys: tuple[str, ...]
    starts: tuple[int, ...]

    def shown(self, first: int, last: int) -> str:
        """The text of the words from `first` to `last`, that one left out, with the signs around them."""
        if first >= last:
            return ""
        begin = self.starts[first] if first else 0
        end = self.starts[last] if last < len(self.starts) else len(self.text)
        return self.text[begin:end].strip()

    def whole(self, last: int) -> int:
        """The first end from `last` on that a blank or the end of the text follows."""
        while last < len(self.starts) and not self.text[self.starts[last] - 1].isspace():
            last += 1
        return last


def words_of(text: str) -> Words:
    """The words of a text, normalised: NFC, each run of blanks as one space."""
    clean = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    found = list(_WORD.finditer(clean))
    return Words(
        clean, tuple(match[0].replace("−", "-") for match in found), tuple(m.start() for m in found)
    )


def same_words(before: str, after: str) -> bool:
    """Whether two texts say the same words in the same order."""
    return before == after or words_of(before).keys == words_of(after).keys


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """The places where two texts differ; a single one with the two whole texts when they differ too much."""
    old, new = words_of(before), words_of(after)
    start, end = _common(old.keys, new.keys)
    middle = (old.keys[start : len(old.keys) - end], new.keys[start : len(new.keys) - end])
    if not any(middle):
        return ()
    if max(map(len, middle)) > _LONGEST or _work(*middle) > _WORK:
        opcodes = [(start, len(old.keys) - end, start, len(new.keys) - end)]
    else:
        codes = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
        opcodes = [
            (a + start, b + start, c + start, d + start)
            for op, a, b, c, d in codes
            if op != "equal"
        ]
    return tuple(_passage(group, old, new) for group in _grouped(opcodes))


def likeness(before: Counter[str], after: Counter[str]) -> float:
    """Dice coefficient of two bags of words, from 0 to 1; 1 for two empty ones."""
    total = before.total() + after.total()
    return 2 * (before & after).total() / total if total else 1.0


def bag(text: str) -> Counter[str]:
    """Multiset of the long words of a text; of all its words when it has only short ones."""
    words = _ANY_WORD.findall(text.casefold())
    return Counter([word for word in words if len(word) >= _CONTENT_WORD] or words)


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """Lengths of the common prefix and of the common suffix, in words."""
    shortest = min(len(before), len(after))
    start = next((i for i in range(shortest) if before[i] != after[i]), shortest)
    rest = shortest - start
    end = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    return start, end


def _work(before: Iterable[str], after: Iterable[str]) -> int:
    counts = Counter(after)
    return sum(times * counts[word] for word, times in Counter(before).items())


_Opcode = tuple[int, int, int, int]


def _grouped(opcodes: Iterable[_Opcode]) -> Iterator[list[_Opcode]]:
    """Groups of changes with few words between them, which are shown as one passage."""
    group: list[_Opcode] = []
    for opcode in opcodes:
        if group and opcode[0] - group[-1][1] > 2 * _CONTEXT:
            yield group
            group = []
        group.append(opcode)
    if group:
        yield group


def _passage(group: list[_Opcode], old: Words, new: Words) -> Passage:
    runs: list[WordRun] = []
    first, last = group[0], group[-1]
    place = max(0, first[2] - _CONTEXT)
    if place:
        runs.append(("=", "…"))
    for a, b, c, d in group:
        runs += [("=", new.shown(place, c)), ("-", old.shown(a, b)), ("+", new.shown(c, d))]
        place = d
    stop = new.whole(min(len(new.keys), last[3] + _CONTEXT))
    runs.append(("=", new.shown(place, stop)))
    if stop < len(new.keys):
        runs.append(("=", "…"))
    joined: list[WordRun] = []
    for op, text in runs:
        if text and joined and joined[-1][0] == op:
            joined[-1] = (op, f"{joined[-1][1]} {text}")
        elif text:
            joined.append((op, text))
    return tuple(joined)
