"""What a node's block says, typed: weights, catégorie, theme; and what is wrong with it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from refsite.common.french import fold, number, quote
from refsite.common.problems import Problem, problem
from refsite.model.values import CATEGORIES, Niveau
from refsite.reading.yaml_blocks import Fields

KEYS = (
    "id",
    "points",
    "pourcentage",
    "ponderation",
    "categorie",
    "climat_pratic_id",
    "climat_pratic_ligne",
)
"""The keys of every node."""

ROOT_KEYS = (*KEYS, "niveaux", "anomalies_acceptees", "retires")
"""The keys of a référentiel's own file."""

_NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,30})?")
_WITH_UNIT = re.compile(
    r"(?P<number>(?:[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?)\s*(?P<unit>%|[^\W\d_]*\.?)"
)
_LIGNE = re.compile(r"[0-9]{1,4}")
_WEIGHTS = {"ponderation": 1, "pourcentage": 100}
_WEIGHT_KEYS = ("points", *_WEIGHTS)
_CATEGORIES = {fold(categorie): categorie for categorie in CATEGORIES}
_NEAR = 2
_TWO_BLANKS = re.compile(r"\s{2}")
_TOLERANCE = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Weights:
    """`part` of 1, `points` of potential, `echelle` 100 or 1 as the share was written (0: no share)."""

    part: Decimal | None = None
    points: Decimal | None = None
    echelle: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands, so that its problems can say it."""

    path: str
    node: str
    fields: Fields

    def problem(self, key: str, code: str, message: str, *hints: str) -> Problem:
        """A problem at the line of `key`."""
        return problem(self.path, self.fields.line_of(key), code, message, *hints, node=self.node)


def read_weights(place: Place, niveau: Niveau) -> tuple[Weights, tuple[Problem, ...]]:
    """A node's share and potential.

    On a sous-action `points` is its share out of 100, except beside a `pourcentage`; everywhere else it is
    an absolute number of points.
    """
    problems: list[Problem] = []
    shares: dict[str, tuple[Decimal, int]] = {}
    entries = place.fields.entries
    scales = dict(_WEIGHTS)
    if niveau is Niveau.SOUS_ACTION and "pourcentage" not in entries:
        scales["points"] = 100
    for key, scale in scales.items():
        value = _number(place, key, scale, problems)
        if value is not None:
            shares[key] = (value / scale, scale)
    points = None if "points" in scales else _number(place, "points", 0, problems)
    if not shares:
        return Weights(points=points), tuple(problems)
    (key, (part, scale)), *others = shares.items()
    for other, (value, _) in others:
        if abs(value - part) > _TOLERANCE:
            hint = "Gardez une seule de ces deux clés."
            problems.append(
                place.problem(
                    other,
                    "poids-contradictoire",
                    f"{other} ne dit pas la même part que {key}",
                    hint,
                )
            )
    return Weights(part, points, scale), tuple(problems)


def _number(place: Place, key: str, scale: int, problems: list[Problem]) -> Decimal | None:
    """The number that `key` holds, None when it has none that can be used; at most `scale` (0: no limit)."""
    entry = place.fields.entries.get(key)
    if entry is None or not entry.text.strip():
        return None
    text = entry.text.strip()
    if not _NUMBER.fullmatch(text):
        hint = _number_alone(key, text, scale)
        problems.append(
            place.problem(
                key, "poids-illisible", f"{key} n’est pas un nombre : {quote(text)}", hint
            )
        )
        return None
    value = Decimal(text.replace(",", "."))
    if value < 0 or (scale and value > scale):
        hint = f"Le nombre va de 0 à {scale}." if scale else "Le nombre ne peut pas être négatif."
        problems.append(
            place.problem(key, "poids-hors-bornes", f"{key} vaut {number(value, 3)}", hint)
        )
    return value if value >= 0 else None


def _number_alone(key: str, text: str, scale: int) -> str:
    """How to write a number that has blanks or a unit; an example when it cannot be told, or would be too much."""
    found = _WITH_UNIT.fullmatch(text)
    meant = re.sub(r"\s", "", found["number"]) if found else ""
    if not found or not _NUMBER.fullmatch(meant):
        return f"Écrivez un nombre seul, par exemple {key}: {'0.2' if scale == 1 else '20'}."
    if found["unit"] == "%" and not scale:
        return (
            f"Écrivez pourcentage: {meant} si c’est une part, {key}: {meant} si ce sont des points."
        )
    value = Decimal(meant.replace(",", "."))
    if found["unit"] == "%" and scale == 1:
        value /= 100
        meant = f"{value.normalize():f}"
    if scale and value > scale:
        return f"Écrivez un nombre seul, de 0 à {scale}."
    return f"Écrivez le nombre seul : {key}: {meant}."


def read_categorie(place: Place) -> tuple[str, tuple[Problem, ...]]:
    """The catégorie in its official spelling; empty without one."""
    written = place.fields.any_text("categorie")
    if not written:
        return "", ()
    if categorie := _CATEGORIES.get(fold(written)):
        return categorie, ()
    hints = [suggestion(written, CATEGORIES), f"Les catégories sont : {', '.join(CATEGORIES)}."]
    message = f"catégorie inconnue : {quote(written)}"
    return "", (place.problem("categorie", "categorie-inconnue", message, *filter(None, hints)),)


def read_theme(place: Place, known: frozenset[str] | None) -> tuple[str, tuple[Problem, ...]]:
    """The id of the theme, as written; a warning when it is not one of `known` (None: no catalogue)."""
    written = place.fields.any_text("climat_pratic_id")
    if not written or known is None or written in known:
        return written, ()
    listed = f"Les thématiques sont : {', '.join(sorted(known))}." if known else ""
    hints = filter(None, [suggestion(written, known), listed])
    message = f"thématique inconnue : {quote(written)}"
    return written, (place.problem("climat_pratic_id", "theme-inconnu", message, *hints),)


def read_ligne(place: Place) -> tuple[int | None, tuple[Problem, ...]]:
    """The line of the theme; None without one."""
    written = place.fields.entries.get("climat_pratic_ligne")
    text = written.text.strip() if written else ""
    if not text:
        return None, ()
    if _LIGNE.fullmatch(text):
        return int(text), ()
    message = f"la ligne Climat Pratic n’est pas un nombre entier : {quote(text)}"
    hint = "Écrivez le numéro seul, par exemple climat_pratic_ligne: 2."
    return None, (place.problem("climat_pratic_ligne", "ligne-illisible", message, hint),)


def check_name(path: str, node: str, name: str, line: int) -> tuple[Problem, ...]:
    """What is wrong with a heading that names a node, `name` being what follows its `#` and one blank."""
    hint = "Ce titre se lit dans les listes et dans la recherche : corrigez la ligne."
    bare = name.strip()
    if not bare:
        return (problem(path, line, "titre-vide", "ce titre est vide", hint, node=node),)
    found = []
    if bare != name or _TWO_BLANKS.search(name):
        message = f"blanc en trop au début, à la fin ou dans le titre : {quote(name)}"
        found.append(problem(path, line, "nom-espaces", message, hint, node=node))
    if bare[0] in ":;,." or bare[-1] in ":;,":
        message = f"signe de ponctuation en trop au début ou à la fin du titre : {quote(bare, 200)}"
        found.append(problem(path, line, "nom-ponctuation", message, hint, node=node))
    return tuple(found)


def unknown_keys(place: Place, known: Iterable[str] = KEYS) -> tuple[Problem, ...]:
    """A warning for each key that we do not know."""
    names = tuple(known)
    return tuple(
        place.problem(
            key,
            "cle-inconnue",
            f"clé inconnue : {quote(key)}",
            *filter(None, [suggestion(key, names)]),
        )
        for key in place.fields.entries
        if key not in names
    )


def other_data(
    fields: Fields, known: Collection[str], *, categorie: str
) -> tuple[tuple[str, str], ...]:
    """What the model has no place for, so that it is shown all the same: (key, text) in order."""

    def has_place(key: str, text: str) -> bool:
        if key in _WEIGHT_KEYS:
            return _NUMBER.fullmatch(text) is not None and not text.startswith("-")
        if key == "climat_pratic_ligne":
            return _LIGNE.fullmatch(text) is not None
        return key in known and (key != "categorie" or categorie != "")

    texts = ((key, entry.text) for key, entry in fields.entries.items())
    return tuple(
        (key, text) for key, text in texts if text.strip() and not has_place(key, text.strip())
    )


def suggestion(word: str, words: Iterable[str]) -> str:
    """« Vouliez-vous dire… » when a known word is within two letters, else nothing."""
    apart, best = min(
        (
            (distance(fold(word), fold(known)), known)
            for known in words
            if abs(len(word) - len(known)) <= _NEAR
        ),
        default=(len(word), ""),
    )
    return f"Vouliez-vous écrire {quote(best)} ?" if apart <= _NEAR and apart < len(word) else ""


def distance(left: str, right: str) -> int:
    """How many letters to add, drop or change between two words (Levenshtein)."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
