"""The synonyms that editors own."""

from refsite.common.problems import Report
from refsite.model.synonyms import read_synonyms
from refsite.reading.nodes import Section


def section(text: str) -> Section:
    return Section("synonymes.md", "Synonymes", 1, 1, text, 2)


def test_a_line_of_a_list_is_a_pair() -> None:
    report = Report()
    lines = section("Du texte.\n\n- vélo = bicyclette\n* a b=c d\n  • e = f\n")
    pairs = read_synonyms([lines], report)
    assert pairs == (("vélo", "bicyclette"), ("a b", "c d"), ("e", "f"))
    assert report.problems == ()


def test_a_line_that_is_no_pair_is_told_at_its_place() -> None:
    report = Report()
    assert read_synonyms([section("- vélo\n- a = b = c\n• bus")], report) == ()
    assert [(p.line, p.code) for p in report.problems] == [
        (2, "synonyme-illisible"),
        (3, "synonyme-illisible"),
        (4, "synonyme-illisible"),
    ]


def test_a_pair_without_one_of_its_words_is_told() -> None:
    report = Report()
    assert read_synonyms([section("-  = a\n- a = \n- =")], report) == ()
    assert [p.line for p in report.problems] == [2, 3, 4]
