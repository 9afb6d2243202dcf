"""Places of a sheet's text in what edits made of it."""

import random

from refsite.prose.draft import Draft, Place


def test_a_text_without_edits_is_the_same_draft() -> None:
    draft = Draft("un\ndeux")
    assert draft.edited(iter(())) is draft
    assert draft.place(4) == Place(1, 1)


def test_each_character_that_stays_keeps_its_place() -> None:
    rng = random.Random(7)
    for _ in range(200):
        source = "".join(rng.choices("abc\n", k=30))
        marked = [(letter, number) for number, letter in enumerate(source)]
        draft = Draft(source)
        for _ in range(3):
            cuts = sorted(rng.sample(range(len(draft.text) + 1), k=min(4, len(draft.text))))
            edits = [
                (start, end, rng.choice(["", "#", "##\n"]))
                for start, end in zip(cuts[::2], cuts[1::2], strict=False)
            ]
            for start, end, new in reversed(edits):
                marked[start:end] = [(letter, -1) for letter in new]
            draft = draft.edited(edits)
        assert draft.text == "".join(letter for letter, _ in marked)
        for place, (_, number) in enumerate(marked):
            if number >= 0:
                assert draft.place(place) == Draft(source).place(number)
