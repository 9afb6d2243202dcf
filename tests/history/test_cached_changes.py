"""Changes and days, as the cache keeps them."""

import datetime as dt

from refsite.changes.changes import Change, Kind
from refsite.history.cached_changes import from_bytes, to_bytes

TEXT = Change(
    Kind.TEXTE, "vert/1.1.1", "vert/1.1", "1.1 Eau", "étape", "Voir", "avant", "après",
    passages=((("=", "… tous les"), ("-", "mois"), ("+", "jours")), (("+", "é\ud800"),)), below=("1.1.1.1", "1.1.1.2"),
)  # fmt: skip
KNOWN = (
    (TEXT, Change(Kind.POINTS, "vert/1.1", "vert/1.1", "1.1 Eau", "mesure", "Eau", "10", "8")),
    {"vert/1.1": dt.date(2026, 2, 1), "vert/1.2": dt.date(2025, 12, 31)},
)


def test_what_is_encoded_is_decoded_as_it_was() -> None:
    found = from_bytes(to_bytes(KNOWN))
    assert found == KNOWN
    assert [change.kind for change in found[0]] == [Kind.TEXTE, Kind.POINTS]
    assert from_bytes(to_bytes(((), {}))) == ((), {})
