"""Every text of the contents as HTML, made once: names and sections, and what was refused in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from refsite.french import quote
from refsite.model import Contenu, Noeud
from refsite.problems import Problem, problem
from refsite.prose import Refused, Renderer, plain
from refsite.sheets import Section

_MESSAGES = {
    "lien-refuse": (
        "l’adresse du lien n’est pas acceptée : {}",
        "Écrivez une adresse complète (https://…), ou citez une action par son seul numéro.",
    ),
    "image": (
        "cette image n’est pas publiée : {}",
        "Décrivez-la en une phrase, ou donnez un lien vers elle.",
    ),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A node's name: `html` for its own heading, `text` for lists and titles."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The HTML of each section, the name of each node by its key, the name of each theme by its id."""

    sections: Mapping[Section, str]
    titles: Mapping[Section, str]
    names: Mapping[str, Name]


def render_texts(contenu: Contenu, renderer: Renderer) -> tuple[Texts, tuple[Problem, ...]]:
    """All that pages show of the sheets, and the problems met on the way."""
    problems: list[Problem] = []
    sections: dict[Section, str] = {}
    titles: dict[Section, str] = {}
    for section in _sections(contenu):
        prose = renderer.block(section.text)
        sections[section] = prose.html
        problems += _refusals(section.path, section.text, section.text_line, prose.refused)
        title = renderer.inline(section.title)
        titles[section] = title.html
        problems += _refusals(section.path, section.title, section.line, title.refused)
    names: dict[str, Name] = {}
    named = [(noeud.key, noeud.nom, noeud.path, noeud.line) for noeud in _nodes(contenu)]
    named += [(f"theme/{t.id}", t.nom, t.path, t.line) for t in contenu.thematiques]
    for key, nom, path, line in named:
        prose = renderer.inline(nom)
        names[key] = Name(prose.html, plain(prose.html))
        problems += _refusals(path, nom, line, prose.refused)
    return Texts(sections, titles, names), tuple(problems)


def _nodes(contenu: Contenu) -> Iterator[Noeud]:
    for referentiel in contenu.referentiels:
        yield from referentiel.racine.walk()


def _sections(contenu: Contenu) -> Iterator[Section]:
    for noeud in _nodes(contenu):
        yield from noeud.sections
        yield from noeud.suites
    yield from contenu.catalogue
    yield from contenu.accueil
    for theme in contenu.thematiques:
        yield from theme.sections


def _refusals(
    path: str, text: str, first_line: int, refused: Iterable[Refused]
) -> Iterator[Problem]:
    for item in refused:
        message, hint = _MESSAGES[item.code]
        place = text.find(item.value)
        line = first_line + (text.count("\n", 0, place) if place > 0 else 0)
        yield problem(path, line, item.code, message.format(quote(item.value)), hint)
