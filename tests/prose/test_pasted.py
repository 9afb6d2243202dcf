import random
import re

import pytest

from refsite.prose import pasted
from refsite.prose.draft import Draft

WORDS = re.compile(r"[^\W_]+")


def mend_lines(text: str) -> str:
    return pasted.mend_lines(Draft(text)).text


@pytest.mark.parametrize(
    "mark", ["•", "·", "▪", "▫", "◦", "‣", "●", "○", "■", "□", "➢", "►", "\uf0a7", "\uf0b7"]
)
def test_the_bullets_of_word_become_those_of_markdown(mark: str) -> None:
    assert (
        mend_lines(f"{mark} élus\n{mark}agents\n{mark}\u00a0voisins")
        == "- élus\n- agents\n- voisins"
    )


@pytest.mark.parametrize("mark", ["−", "–", "—"])
def test_dashes_that_begin_a_line_become_bullets(mark: str) -> None:
    assert mend_lines(f"{mark} élus\n\n{mark} agents") == "- élus\n\n- agents"


@pytest.mark.parametrize(
    "line", ["− 20 % de gaz", "– 12,5 % par an", "−20 degrés", "a − b", "10 – 20"]
)
def test_a_minus_before_a_figure_or_in_a_line_is_no_bullet(line: str) -> None:
    assert mend_lines(line) == line


def test_o_is_a_bullet_when_it_begins_a_line() -> None:
    assert mend_lines("o élus\no agents") == "- élus\n- agents"


def test_o_below_a_bullet_is_the_second_level() -> None:
    assert (
        mend_lines("• élus\no maires\no adjoints\n• agents")
        == "- élus\n  - maires\n  - adjoints\n- agents"
    )


def test_o_after_a_paragraph_is_the_first_level_again() -> None:
    assert mend_lines("- élus\n\nEnsuite :\no maires").splitlines()[-1] == "- maires"


@pytest.mark.parametrize("line", ["ou bien", "on agit", "o", "Or, l’eau", "eau o vent"])
def test_a_word_with_an_o_is_no_bullet(line: str) -> None:
    assert mend_lines(line) == line


@pytest.mark.parametrize(
    "text", ["- élus\n- agents", "* élus\n* agents", "1. élus\n2. agents", "", "\n\n"]
)
def test_what_markdown_knows_is_let_be(text: str) -> None:
    assert mend_lines(text) == text


def test_bullets_keep_their_indent() -> None:
    assert mend_lines("- élus\n  • maires") == "- élus\n  - maires"


def test_a_block_of_code_is_let_be() -> None:
    text = "```\n• élus\n> 20\n```"
    assert mend_lines(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "```python\n• élus\n```python\n• agents\n```",
        "~~~ a\n• élus\n```\n> 20\n~~~",
        "- un\n\n      ```\n      • élus\n      ```",
        "> ```\n> • élus\n> ```",
        "- ```\n  + 3\n  ```",
    ],
)
def test_code_is_let_be_as_far_as_commonmark_says(text: str) -> None:
    assert mend_lines(text) == text


@pytest.mark.parametrize("line", ["``` a`b", "- ```a"])
def test_what_opens_no_code_leaves_the_lines_below_to_be_mended(line: str) -> None:
    assert mend_lines(f"{line}\n\n• élus") == f"{line}\n\n- élus"


@pytest.mark.parametrize("line", ["> 50 000 hab.", ">100 kW", "  > 3"])
def test_greater_than_a_number_is_no_quotation(line: str) -> None:
    assert mend_lines(line) == line.replace(">", "\\>")


def test_a_quotation_of_words_stays_one() -> None:
    assert mend_lines("> L’eau est rare.") == "> L’eau est rare."


def test_a_plus_alone_is_an_addition() -> None:
    assert mend_lines("1 action\n+ 1 étude") == "1 action\n\\+ 1 étude"


def test_several_plus_make_a_list() -> None:
    assert mend_lines("+ élus\n+ agents") == "+ élus\n+ agents"


def test_lines_and_words_are_kept_whatever_the_text() -> None:
    rng = random.Random(20210315)
    marks = ["• ", "− ", "- ", "+ ", "> ", "```", "    ", "\t", "1. ", "* ", "", "", ""]
    words = ["eau", "été", "20 %", "Élus", "100 000", "d’air", "→", ":", "l’énergie"]
    for _ in range(500):
        lines = [
            "".join(rng.choices(marks, k=rng.randint(0, 3)))
            + " ".join(rng.choices(words, k=rng.randint(0, 4)))
            for _ in range(rng.randint(1, 8))
        ]
        text = "\n".join(lines)
        mended = mend_lines(text)
        assert mended.count("\n") == text.count("\n"), text
        assert WORDS.findall(mended) == WORDS.findall(text), text


def test_absurd_nesting_is_flattened_and_its_words_kept() -> None:
    mended = mend_lines("- " * 200 + "fond")
    assert "\\-" in mended
    assert mended.endswith("fond")


def test_an_absurd_indent_is_cut() -> None:
    assert mend_lines(" " * 5000 + "fond") == " " * 40 + "fond"


@pytest.mark.parametrize("mark", ["> ", ">", "- ", "1) ", ">\t", "*   "])
def test_the_twelfth_mark_is_the_last_that_nests(mark: str) -> None:
    assert mend_lines(f"{mark * 12}fond") == f"{mark * 12}fond"
    sign = mark.strip()
    deep = f"{mark * 12}{sign[:-1]}\\{sign[-1]}{mark[len(sign) :]}fond"
    assert mend_lines(f"{mark * 13}fond") == deep


@pytest.mark.parametrize("line", [">     " * 11 + "x", "*     " * 10 + "*", "-\t \t " * 11 + "x"])
def test_marks_far_apart_are_read_once(line: str) -> None:
    assert mend_lines("\n".join([line] * 200)) == "\n".join([line] * 200)


@pytest.mark.parametrize("rule", [f"{' ' * 200_000}|x", f"|{'-' * 200_000}x", f"{'-|' * 100_000}x"])
def test_a_line_that_is_no_rule_is_read_once(rule: str) -> None:
    mended = mend_lines(f"a | b\n{rule}")
    assert (mended.split("\n")[0], mended.endswith("x")) == ("a | b", True)


@pytest.mark.parametrize("dash", ["−", "–"])
@pytest.mark.parametrize("rest", ["5 °C en moyenne", "20 kWh/m² par an", "40 % de gaz"])
def test_a_dash_before_a_number_is_a_minus(dash: str, rest: str) -> None:
    for text in (f"{dash} {rest}", f"Objectif :\n{dash}\u00a0{rest}\nfin"):
        assert mend_lines(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "– 5 bornes", "– 5 bornes\n– 10 vélos\n– 3 ateliers", "− 5 bornes\n\n− 10 vélos", "– 2024 : diagnostic", "– 1ère étape",
        "– 10 à 20 % : 1 point\n– 20 à 30 % : 2 points", "− 6.1.1 Autre\n− 6.1.2 Renforcer", "- Mobilité\n– 5 bornes",
        "Calendrier :\n\n- 2024 : diagnostic", "- 5 °C",
    ],
)  # fmt: skip
def test_items_that_begin_with_a_number_are_items(text: str) -> None:
    lines = text.replace("–", "-").replace("−", "-").split("\n")
    assert [line.strip() for line in mend_lines(text).split("\n")] == lines


@pytest.mark.parametrize("dash", ["−", "–", "-"])
def test_a_dash_before_a_number_in_a_list_is_a_bullet(dash: str) -> None:
    for between in ("\n", "\n\n", "\n  suite\n", "\n\n\n"):
        text = f"{dash} 3 élus{between}{dash} agents"
        assert mend_lines(text) == text.replace(dash, "-")


def test_a_list_far_away_says_nothing_of_a_minus() -> None:
    text = "− élus\n\nEn 2030 :\n\n− 5 °C"
    assert mend_lines(text) == text.replace("− é", "- é")


@pytest.mark.parametrize("text", ["- 3 élus\n- 2 agents", "1. a\n   - 3 élus", "— 3 élus"])
def test_numbers_that_are_listed_are_bullets(text: str) -> None:
    assert mend_lines(text) == text.replace("—", "-")


@pytest.mark.parametrize("mark", ["-", "*"])
def test_a_bullet_before_a_no_break_space_is_one(mark: str) -> None:
    assert mend_lines(f"{mark}\u00a0élus\n{mark} \u00a0agents") == "- élus\n- agents"


def test_many_dashes_before_numbers_are_looked_at_once() -> None:
    text = "\n".join(["− 5 °C"] * 50_000)
    assert mend_lines(text) == text.replace("−", "-")
