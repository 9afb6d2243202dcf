"""Changes as values: what they are of, and on which page they are told."""

from refsite.changes.changes import Change, Kind, by_page


def change(key: str, page: str, kind: Kind = Kind.TEXTE) -> Change:
    return Change(kind, key, page, "")


def test_a_change_is_of_the_number_after_its_referentiel() -> None:
    assert [change(key, "").id for key in ("vert/1.1.1", "vert/", "climat-pratic/eau")] == [
        "1.1.1",
        "",
        "eau",
    ]


def test_changes_are_told_page_by_page_each_in_its_order() -> None:
    first, other = change("vert/1.2.1", "vert/1.2"), change("vert/1.1", "vert/1.1")
    again = change("vert/1.2", "vert/1.2", Kind.NOM)
    found = by_page([first, other, again])
    assert list(found.items()) == [("vert/1.2", (first, again)), ("vert/1.1", (other,))]
