"""Changes in words: French text for a terminal, Markdown for a pull request, JSON for programs."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from refsite.changes.changes import Change, Kind, by_page
from refsite.changes.words import Passage
from refsite.common.french import NBSP, capital, count, typo

LONG_RUN = 60
"""Most words of a removed or added text that are shown; the JSON holds them all."""

_FEMININE = frozenset({
    Kind.PART, Kind.CATEGORIE, Kind.THEMATIQUE, Kind.LIGNE, Kind.DONNEE, Kind.ANOMALIE, Kind.LIENS,
})  # fmt: skip
_HEADS = {
    Kind.NOM: "nom",
    Kind.POINTS: "points",
    Kind.PART: "part",
    Kind.CATEGORIE: "catégorie",
    Kind.THEMATIQUE: "thématique",
    Kind.LIGNE: "ligne Climat Pratic",
    Kind.DONNEE: "autre donnée",
    Kind.ANOMALIE: "anomalie acceptée",
    Kind.LIENS: "adresse des liens",
    Kind.SYNONYMES: "synonymes",
}
_SENTENCES = {
    Kind.ILLISIBLE: (
        "la fiche {change.nom} n’était pas lisible en entier dans {where} ; ce qui y a changé n’est pas connu"
    ),
    Kind.AJOUT: "ajout{along}",
    Kind.RETRAIT: "retrait{along}",
    Kind.PUBLICATION: "le texte est publié{along}",
    Kind.DEPUBLICATION: "le texte n’est plus publié",
    Kind.DEPLACEMENT: "déplacement de {change.before} vers {change.after}",
    Kind.REEMPLOI: (
        "attention, ce numéro est réemployé : il désignait « {change.before} », "
        "il désigne « {change.nom} »"
    ),
    Kind.DOUTE: (
        "nom : {values} (attention, ces deux noms n’ont rien de commun : est-ce bien le même élément ?)"
    ),
    Kind.NIVEAUX: "mot pour « {change.mot} » : {values}",
    Kind.TEXTE: "texte modifié{heirs}",
}


@dataclass(frozen=True, slots=True)
class Sides:
    """Names of the two revisions in a sentence: « la version 2026.1 », « le dossier fiches »."""

    before: str
    after: str


def say(change: Change, sides: Sides) -> str:
    """A change in a few words, without the passages of the text; plain text with French typography."""
    return typo(_subject(change) + _said(change, sides))


def _subject(change: Change) -> str:
    """The part of the page that changed, « sous-action 6.1.2.3 : »; nothing for the page's own node."""
    whole = change.kind in {Kind.ILLISIBLE, Kind.NIVEAUX}
    if change.key == change.page or not change.key or whole:
        return ""
    name = f" ({change.nom})" if change.nom and change.kind is not Kind.NOM else ""
    return f"{change.mot} {change.id}{name} : "


def _said(change: Change, sides: Sides) -> str:
    named = ((sides.before, change.before), (sides.after, change.after))
    none = "aucune" if change.kind in _FEMININE else "aucun"
    return _SENTENCES.get(change.kind, "{head} : {values}").format(
        head=_HEADS.get(change.kind, change.kind),
        values=f"{change.before or none} → {change.after or none}",
        along=_along(change),
        heirs=f" ; ce qui en est retiré se retrouve en partie dans {_listed(change.below)}"
        if change.below
        else "",
        where=" ni dans ".join(side for side, path in named if path),
        change=change,
    )


def _along(change: Change) -> str:
    """« , avec 12 éléments » for what came or went with a node."""
    if not change.below:
        return ""
    return f", avec {count(len(change.below), 'élément', 'éléments')}"


def _listed(words: tuple[str, ...]) -> str:
    """« a, b et c »."""
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def cut(text: str) -> str:
    """A removed or added text, truncated when it is long, with the number of words left out."""
    words = text.split(" ")
    if len(words) <= LONG_RUN * 3 // 2:
        return text
    return f"{' '.join(words[:LONG_RUN])} […{NBSP}{len(words) - LONG_RUN}{NBSP}mots]"


def overview(changes: Iterable[Change]) -> str:
    """« 3 ajouts, 2 déplacements, 12 textes modifiés »; « aucun changement »."""
    counts = Counter(change.kind for change in changes)
    words = {
        Kind.AJOUT: ("ajout", "ajouts"),
        Kind.RETRAIT: ("retrait", "retraits"),
        Kind.DEPLACEMENT: ("déplacement", "déplacements"),
        Kind.NOM: ("nom modifié", "noms modifiés"),
        Kind.PUBLICATION: ("texte publié", "textes publiés"),
        Kind.DEPUBLICATION: ("texte retiré", "textes retirés"),
        Kind.TEXTE: ("texte modifié", "textes modifiés"),
    }
    values = (Kind.POINTS, Kind.PART, Kind.CATEGORIE, Kind.THEMATIQUE, Kind.LIGNE, Kind.DONNEE)
    parts = [count(counts[kind], *names) for kind, names in words.items() if counts[kind]]
    changed = sum(counts[kind] for kind in values)
    parts += [count(changed, "valeur modifiée", "valeurs modifiées")] if changed else []
    told = sum(counts[kind] for kind in (*words, *values))
    others = sum(n for kind, n in counts.items() if kind is not Kind.ILLISIBLE) - told
    parts += [count(others, "autre changement", "autres changements")] if others else []
    unread = counts[Kind.ILLISIBLE]
    parts += [count(unread, "fiche illisible", "fiches illisibles")] if unread else []
    return ", ".join(parts) or "aucun changement"


def as_text(changes: Iterable[Change], sides: Sides) -> str:
    """The changes for a terminal; a removed text is in [-…-], an added one in {+…+}."""

    def passage(runs: Passage) -> str:
        marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
        return " ".join(marks[op].format(cut(text)) for op, text in runs)

    return _document(
        tuple(changes), sides, _Layout("{}", "{}", "  {}", "      {}", passage, _visible)
    )


def as_markdown(changes: Iterable[Change], sides: Sides, *, titled: bool = True) -> str:
    """The changes for a pull request; a removed text is struck through, an added one is bold.

    Without `titled`, the summary is a sentence and not a heading.
    """

    def passage(runs: Passage) -> str:
        marks = {"=": "{}", "-": "~~{}~~", "+": "**{}**"}
        return " ".join(marks[op].format(_markdown(cut(text))) for op, text in runs)

    layout = _Layout("## {}" if titled else "{}.", "### {}\n", "- {}", "  - {}", passage, _markdown)
    return _document(tuple(changes), sides, layout)


def as_json(changes: Iterable[Change], sides: Sides) -> str:
    """The changes as JSON: `{avant, apres, changements: [...]}`, values as in the text."""
    listed = [
        {
            "nature": change.kind.value,
            "referentiel": change.key.partition("/")[0],
            "id": change.id,
            "niveau": change.mot,
            "nom": change.nom,
            "page": change.page,
            "avant": change.before,
            "apres": change.after,
            "avec": list(change.below),
            "passages": [
                [{"nature": _OPERATIONS[op], "texte": text} for op, text in passage]
                for passage in change.passages
            ],
            "phrase": say(change, sides),
        }
        for change in changes
    ]
    told = {"avant": sides.before, "apres": sides.after, "changements": listed}
    return json.dumps(told, ensure_ascii=False, indent=1)


_OPERATIONS = {"=": "garde", "-": "retire", "+": "ajoute"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Templates of the parts of a document, in one format."""

    title: str
    page: str
    line: str
    passage: str
    runs: Callable[[Passage], str]
    clean: Callable[[str], str]


def _document(changes: tuple[Change, ...], sides: Sides, layout: _Layout) -> str:
    return "\n".join(_lines(changes, sides, layout)).strip() + "\n"


def _lines(changes: tuple[Change, ...], sides: Sides, layout: _Layout) -> Iterator[str]:
    head = f"De {sides.before} à {sides.after} : {overview(changes)}"
    yield layout.title.format(layout.clean(typo(head)))
    for page, listed in by_page(changes).items():
        place = page.partition("/")[0]
        title = f"{place} {listed[0].title}" if page.partition("/")[2] else listed[0].title
        yield ""
        yield layout.page.format(layout.clean(title))
        for change in listed:
            yield layout.line.format(layout.clean(capital(say(change, sides))))
            for passage in change.passages:
                yield layout.passage.format(layout.runs(passage))


def _visible(text: str) -> str:
    """Text of a sheet that may be written to a terminal."""
    return "".join(c if c.isprintable() or c.isspace() else "\ufffd" for c in text)


_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_AT = re.compile(r"@(?=\w)")
_ADDRESS = re.compile(r"(?i)\b(https?:)//|\bwww\.")


def _markdown(text: str) -> str:
    """Text of a sheet that Markdown shows as it is: no formatting, no link, nobody notified."""
    text = _SIGNS.sub(r"\\\1", " ".join(_visible(text).split()))
    text = _AT.sub("@\u2060", text)
    return _ADDRESS.sub(
        lambda found: found[0].replace(":", ":\u2060").replace("w.", "w\u2060."), text
    )
