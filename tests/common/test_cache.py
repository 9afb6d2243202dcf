"""What is made once."""

from refsite.common.cache import Kept


def test_equal_keys_are_made_once() -> None:
    made: list[str] = []
    kept = Kept(lambda key: made.append(key) or f"<{key}>")
    assert [kept("a"), kept("b"), kept("a")] == ["<a>", "<b>", "<a>"]
    assert made == ["a", "b"]


def test_what_two_builds_did_not_ask_for_is_forgotten() -> None:
    made: list[str] = []
    kept = Kept(lambda key: made.append(key) or key)
    kept("a")
    kept.turn()
    kept("a")
    assert made == ["a"]
    kept.turn()
    kept.turn()
    kept("a")
    assert made == ["a", "a"]
