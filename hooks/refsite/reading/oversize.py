"""Errors of a file that is beyond the bounds: checked on its text alone, before anything is parsed."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from refsite.common import bounds
from refsite.common.french import count, number
from refsite.common.problems import Problem, problem

CATALOGUE = "climat-pratic.md"
_HEADING = re.compile(r"\n {0,3}(?P<marks>#{1,6})(?!#)(?P<title>.*)")
_WITHDRAWAL = re.compile(r"\bdepuis[\"']?[ \t]*:")
# Combining characters are among these; letters of French, its signs and its blanks are not.
_MAYBE_MARKS = re.compile(rf"[^\x00-\u02ff\u2000-\u206f\u20a0-\u20bf]{{{bounds.MARKS + 1},}}")


def too_many_bytes(path: str) -> Problem:
    """The error of a file whose bytes are more than the bound."""
    hint = "Une fiche tient en quelques pages ; découpez-la ou retirez ce qui n’est pas du texte."
    message = f"ce fichier dépasse {bounds.FILE >> 10} Kio"
    return problem(path, 0, "trop-gros", message, hint)


def too_deep(path: str) -> Problem:
    """The error of a folder that lies in too many others."""
    hint = "Rangez les fiches dans le dossier de leur référentiel."
    message = f"ce dossier est dans {bounds.FOLDERS} autres, rien n’y est lu"
    return problem(path, 0, "trop-profond", message, hint)


def check_bounds(path: str, text: str) -> Iterator[Problem]:
    """The bounds that the text of a file breaks, whose lines end with a line feed."""
    yield from _long_lines(path, text)
    yield from _stacked_marks(path, text)
    yield from _headings(path, text)
    if path.rpartition("/")[2].lower() == "index.md":
        yield from _withdrawals(path, text)


def _long_lines(path: str, text: str) -> Iterator[Problem]:
    for line, content in enumerate(text.split("\n"), 1):
        if len(content) > bounds.LINE:
            message = _beyond("cette ligne a", len(content), bounds.LINE, "caractère", "caractères")
            hint = "Découpez-la en plusieurs paragraphes, séparés par une ligne vide."
            yield problem(path, line, "ligne-longue", message, hint)


def _stacked_marks(path: str, text: str) -> Iterator[Problem]:
    for found in _MAYBE_MARKS.finditer(text):
        row = 0
        for place, character in enumerate(found[0], found.start()):
            row = row + 1 if unicodedata.combining(character) else 0
            if row > bounds.MARKS:
                message = f"plus de {bounds.MARKS} accents à la suite sur une lettre"
                hint = (
                    "Effacez les accents en trop de cette ligne : une lettre n’en a qu’un ou deux."
                )
                yield problem(path, _line(text, place), "accents-empiles", message, hint)
                break


def _headings(path: str, text: str) -> Iterator[Problem]:
    found = list(_HEADING.finditer(f"\n{text}"))
    for heading in found:
        length = len(heading["title"].strip())
        if length > bounds.TITLE:
            message = _beyond("ce titre a", length, bounds.TITLE, "caractère", "caractères")
            hint = "Gardez quelques mots, et écrivez le reste sous le titre, comme du texte."
            yield problem(path, _line(text, heading.start()), "titre-long", message, hint)
    if len(found) > bounds.HEADINGS:
        line = _line(text, found[bounds.HEADINGS].start())
        message = _beyond("ce fichier a", len(found), bounds.HEADINGS, "titre", "titres")
        hint = "Répartissez-le en plusieurs fiches, ou retirez des titres."
        yield problem(path, line, "titres-en-trop", message, hint)
    themes = [heading for heading in found if heading["marks"] == "##"]
    if path.lower() == CATALOGUE and len(themes) > bounds.THEMES:
        line = _line(text, themes[bounds.THEMES].start())
        message = _beyond("ce catalogue a", len(themes), bounds.THEMES, "thématique", "thématiques")
        hint = "Regroupez des thématiques, ou retirez celles qui ne servent plus."
        yield problem(path, line, "themes-en-trop", message, hint)


def _withdrawals(path: str, text: str) -> Iterator[Problem]:
    found = [key.start() for key in _WITHDRAWAL.finditer(text)]
    if len(found) > bounds.WITHDRAWALS:
        line = _line(text, found[bounds.WITHDRAWALS])
        message = _beyond("ce fichier a", len(found), bounds.WITHDRAWALS, "retrait", "retraits")
        hint = "Retirez de retires les plus anciens : leurs adresses ne mèneront plus à rien."
        yield problem(path, line, "retraits-en-trop", message, hint)


def _beyond(has: str, total: int, bound: int, one: str, many: str) -> str:
    return f"{has} {count(total, one, many)} ; il en faut {number(Decimal(bound))} au plus"


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
