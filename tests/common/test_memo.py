"""Values made once for equal keys."""

from refsite.common.memo import Memo


def test_equal_keys_are_made_once() -> None:
    made: list[str] = []
    memo = Memo(lambda key: made.append(key) or f"<{key}>")
    assert [memo("a"), memo("b"), memo("a")] == ["<a>", "<b>", "<a>"]
    assert made == ["a", "b"]


def test_what_two_builds_did_not_ask_for_is_forgotten() -> None:
    made: list[str] = []
    memo = Memo(lambda key: made.append(key) or key)
    memo("a")
    memo.next_build()
    memo("a")
    assert made == ["a"]
    memo.next_build()
    memo.next_build()
    memo("a")
    assert made == ["a", "a"]
