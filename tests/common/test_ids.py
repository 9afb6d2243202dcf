import pytest

from refsite.common import ids


@pytest.mark.parametrize("text", ["0", "6", "6.1.2", "5.10", "1.1.1.1.1", "9999"])
def test_numbers_joined_by_full_stops_are_an_id(text: str) -> None:
    assert ids.is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "6.",
        ".6",
        "6..1",
        "../x",
        "6.a",
        "6 .1",
        "06",
        "6.01",
        "6,1",
        "-6",
        "6\n",
        "٣",
        "6/1",
        "1" * 5,
        ".".join("1" * 11),
    ],
)
def test_anything_else_is_no_id(text: str) -> None:
    assert not ids.is_id(text)


@pytest.mark.parametrize("text", ["cae", "eci", "parten_coop", "climat-pratic", "plan2021"])
def test_small_letters_digits_and_inner_dashes_are_a_name(text: str) -> None:
    assert ids.is_name(text)


@pytest.mark.parametrize(
    "text", ["", "Cae", "été", "a b", "_a", "a_", "a--b", "6", "..", "a/b", "a\n"]
)
def test_anything_else_is_no_name(text: str) -> None:
    assert not ids.is_name(text)


def test_ids_sort_by_number() -> None:
    written = ["5.10", "5.9", "10", "5", "5.9.1", "5.1"]
    assert sorted(written, key=ids.numbers) == ["5", "5.1", "5.9", "5.9.1", "5.10", "10"]


@pytest.mark.parametrize(("id_", "depth"), [("", 0), ("6", 1), ("6.1.2", 3)])
def test_the_depth_of_an_id_is_how_many_numbers_it_has(id_: str, depth: int) -> None:
    assert ids.depth(id_) == depth


@pytest.mark.parametrize(("id_", "parent"), [("6.1.2", "6.1"), ("6.10", "6"), ("6", "")])
def test_the_parent_of_an_id_lacks_its_last_number(id_: str, parent: str) -> None:
    assert ids.parent(id_) == parent
