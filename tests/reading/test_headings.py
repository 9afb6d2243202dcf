import pytest

from refsite.common.problems import show
from refsite.reading.headings import Heading, is_doubtful, read_glued, read_heading, told


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\u202f", "\u00a0 "])
def test_a_blank_of_any_kind_ends_the_marks(blank: str) -> None:
    assert read_heading(f"##{blank}Essai", 4) == Heading("Essai", 2, 4, 5)


@pytest.mark.parametrize("line", ["####### A", "    # A", "\\# A", "#A", "A"])
def test_other_lines_are_no_heading(line: str) -> None:
    assert read_heading(line, 0) is None


@pytest.mark.parametrize("line", ["##Essai", "###Été", "##Essai ##"])
def test_two_marks_and_a_letter_are_a_heading_that_was_meant(line: str) -> None:
    assert read_glued(line, 0, block=False, apart=True) is not None


@pytest.mark.parametrize("line", ["#hashtag", "##", "##1", "#######A", "    ##A"])
def test_what_may_be_text_is_no_heading(line: str) -> None:
    assert read_glued(line, 0, block=False, apart=True) is None


@pytest.mark.parametrize("line", ["#Essai", "##1er essai"])
def test_a_block_leaves_no_doubt(line: str) -> None:
    assert read_glued(line, 0, block=True, apart=True) is not None


@pytest.mark.parametrize("line", ["# A", "#\tA", "#", "   ## A"])
def test_an_ordinary_blank_is_right(line: str) -> None:
    heading = read_heading(line, 0)
    assert heading
    assert told("a.md", line, heading, block=True) == ()


def test_the_right_line_is_told_with_what_to_write() -> None:
    heading = read_glued("  ##Essai", 6, block=False, apart=True)
    assert heading
    assert [show(item) for item in told("a.md", "  ##Essai", heading, block=False)] == [
        (
            "a.md:7: avertissement[titre-espace] ce titre touche ses #\u00a0: il est lu comme du texte\n"
            "    Mettez une espace entre les # et le titre\u00a0: «\u00a0## Essai\u00a0»."
        )
    ]


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [("#\u00a05 de la liste", True), ("#\u00a0", True), ("##\u00a0", True), ("##\u00a0Essai", False), ("# Essai", False)],
)  # fmt: skip
def test_one_mark_and_a_no_break_space_may_be_text(line: str, *, doubtful: bool) -> None:
    heading = read_heading(line, 0)
    assert heading is not None
    assert is_doubtful(line, heading) is doubtful


def test_marks_in_the_middle_of_a_text_are_text() -> None:
    assert read_glued("##mot", 3, block=False, apart=False) is None
