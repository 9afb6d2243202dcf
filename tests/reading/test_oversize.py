"""Each bound: at it a file is read, one beyond is an error of its own that says what to do."""

import pytest

from refsite.common import bounds
from refsite.common.printed import show
from refsite.reading.folder import Source
from tests.conftest import MakeFolder
from tests.reading.reads import decode, read_folder

WORDS = "mot " * 20 + "\n"


def found(path: str, text: str) -> list[tuple[int, str]]:
    """The line and code of each error; a text out of bounds is not read, one within is read as it is."""
    read, problems = decode(path, text.encode())
    assert (read is None) is bool(problems)
    return [(problem.line, problem.code) for problem in problems]


def headings(number: int, marks: str = "###") -> str:
    return f"{marks} Titre\n\ntexte\n" * number


def withdrawals(number: int) -> str:
    lines = "".join(f"  - {{id: 1.{n}, depuis: 2026.1}}\n" for n in range(number))
    return f"# Cae\n```yaml\nid: cae\nretires:\n{lines}```\n"


@pytest.mark.parametrize(
    ("path", "within", "beyond", "error"),
    [
        ("a.md", "x" * bounds.LINE, "x" * (bounds.LINE + 1), (1, "ligne-longue")),
        (
            "a.md",
            f"#\u00a0{'x' * bounds.TITLE} ##",
            f"#\u00a0{'x' * (bounds.TITLE + 1)}",
            (1, "titre-long"),
        ),
        ("a.md", "\n# " + "é" * bounds.TITLE, "\n# " + "é" * (bounds.TITLE + 1), (2, "titre-long")),
        (
            "a.md",
            headings(bounds.HEADINGS),
            headings(bounds.HEADINGS + 1),
            (1501, "titres-en-trop"),
        ),
        (
            "climat-pratic.md",
            headings(bounds.THEMES, "##"),
            headings(bounds.THEMES + 1, "##"),
            (901, "themes-en-trop"),
        ),
        (
            "cae/index.md",
            withdrawals(bounds.WITHDRAWALS),
            withdrawals(bounds.WITHDRAWALS + 1),
            (2005, "retraits-en-trop"),
        ),
        # Letters that have no composed form, so that NFC has nothing to tell.
        ("a.md", "q" + "\u0323" * bounds.MARKS, "q" + "\u0323" * 31, (1, "accents-empiles")),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_a_file_is_read_up_to_its_bounds(
    path: str, within: str, beyond: str, error: tuple[int, str]
) -> None:
    assert found(path, within) == []
    assert found(path, beyond) == [error]


def test_a_file_of_the_largest_size_is_read() -> None:
    assert decode("a.md", (WORDS * 2000).encode()[: bounds.FILE])[1] == ()


def test_a_larger_file_is_refused(make_folder: MakeFolder) -> None:
    raw = (WORDS * 2000).encode()[: bounds.FILE + 1]
    sources, problems = read_folder(make_folder({"cae/6.md": raw}))
    assert sources == ()
    assert [show(p) for p in problems] == [
        (
            "cae/6.md: erreur[trop-gros] ce fichier dépasse 128 Kio\n"
            "    Une fiche tient en quelques pages\u202f; découpez-la ou retirez ce qui n’est pas du texte."
        )
    ]


def test_every_line_and_title_that_is_too_long_is_told() -> None:
    line, title = "x" * (bounds.LINE + 1), "# " + "x" * (bounds.TITLE + 1)
    text = f"{line}\n{title}\n\n{line}\n{title}\n"
    assert sorted(found("a.md", text)) == [
        (1, "ligne-longue"), (2, "titre-long"), (4, "ligne-longue"), (5, "titre-long"),
    ]  # fmt: skip


def test_the_bounds_of_one_kind_of_file_do_not_touch_the_others() -> None:
    assert found("cae/6.md", headings(bounds.THEMES + 1, "##")) == []
    assert found("cae/6.md", withdrawals(bounds.WITHDRAWALS + 1)) == []


def test_many_accents_on_letters_of_their_own_are_a_text() -> None:
    assert found("a.md", "q\u0323" * 4000) == []
    assert found("a.md", "…—«»" * 100) == []


def test_the_accents_of_one_line_are_told_at_that_line() -> None:
    assert found("a.md", "un\ndeux\n" + "q" + "\u0323\u0307" * 100) == [(3, "accents-empiles")]


def test_folders_lie_in_one_another_up_to_the_bound(make_folder: MakeFolder) -> None:
    deep, deeper = ("/".join("d" * (bounds.FOLDERS + more)) for more in (0, 1))
    folder = make_folder({f"{deep}/1.md": "a", f"{deeper}/2.md": "b"})
    sources, problems = read_folder(folder)
    assert sources == (Source(f"{deep}/1.md", "a"),)
    assert [(p.path, p.code) for p in problems] == [(deeper, "trop-profond")]
