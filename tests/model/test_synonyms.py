"""The synonyms that editors own."""

from refsite.common.problems import show
from refsite.model.synonyms import read_synonyms
from refsite.reading.nodes import Section


def section(text: str) -> Section:
    return Section("synonymes.md", "Synonymes", 1, 1, text, 2)


def test_a_line_of_a_list_is_a_pair() -> None:
    pairs, problems = read_synonyms(
        [section("Du texte.\n\n- vélo = bicyclette\n* a b=c d\n  • e = f\n")]
    )
    assert pairs == (("vélo", "bicyclette"), ("a b", "c d"), ("e", "f"))
    assert problems == ()


def test_a_line_that_is_no_pair_is_told_at_its_place() -> None:
    pairs, problems = read_synonyms([section("- vélo\n- a = b = c\n• bus")])
    assert pairs == ()
    assert [show(p).splitlines()[0] for p in problems] == [
        "synonymes.md:2: avertissement[synonyme-illisible] ce synonyme ne se lit pas\u00a0: «\u00a0- vélo\u00a0»",
        "synonymes.md:3: avertissement[synonyme-illisible] ce synonyme ne se lit pas\u00a0: «\u00a0- a = b = c\u00a0»",
        "synonymes.md:4: avertissement[synonyme-illisible] ce synonyme ne se lit pas\u00a0: «\u00a0• bus\u00a0»",
    ]
