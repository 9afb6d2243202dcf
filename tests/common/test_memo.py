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


def test_values_made_all_at_once_are_not_made_again() -> None:
    made: list[str] = []
    memo: Memo[str, str] = Memo(lambda key: made.append(key) or f"<{key}>")
    assert memo("7") == "<7>"
    memo.make_all(str(n % 50) for n in range(100))
    here = len(made)  # those of this process
    assert [memo(str(n)) for n in range(50)] == [f"<{n}>" for n in range(50)]
    assert (made.count("7"), len(made)) == (1, here)
