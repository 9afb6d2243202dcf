"""Every text of the contents as HTML, made once: names and sections, and what was refused in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import helpers
from markdown_it.common.normalize_url import normalizeLink
from markupsafe import Markup

from refsite.common.french import NBSP, quote
from refsite.common.problems import Problem, problem
from refsite.links import addresses
from refsite.links.index import Index, Target
from refsite.links.linker import Citation, Linker, Unknown, has_digits, numbers_in
from refsite.model.values import Contenu
from refsite.prose.raw_html import attributes, inside, shown_as_code
from refsite.prose.render import Refused, Renderer, plain
from refsite.reading.folder import Decoder
from refsite.reading.nodes import Section
from refsite.reading.sheets import Parser

_MESSAGES = {
    "lien-refuse": (
        "l’adresse du lien n’est pas acceptée : {}",
        "Écrivez une adresse complète (https://…), ou citez une action par son seul numéro.",
    ),
    "lien-titre": (
        "un titre ne porte pas de lien : {}",
        "Placez ce lien dans le texte, sous le titre.",
    ),
    "image": (
        "cette image n’est pas publiée : {}",
        "Décrivez-la en une phrase, ou donnez un lien vers elle.",
    ),
    "commentaire-ouvert": (
        "ce commentaire n’est pas fermé dans son texte, et ne cache rien : {}",
        "Fermez-le par --> avant le titre suivant : un commentaire ne peut contenir aucun titre.",
    ),
}


_IN_SIGNS = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_BRACKET = re.compile(r"\\[\[\]!]|!?\[|\](?:\((?P<blank>[ \t\n]*))?")
_LINK_ADDRESS = re.compile(r"(?<=\])\([^)\n]*\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A node's name: `html` for its own heading, `text` for lists and titles."""

    html: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The HTML of each section and of its title, its words, the names by key, and who cites whom."""

    sections: Mapping[Section, Markup]
    titles: Mapping[Section, Markup]
    words: Mapping[Section, str]
    names: Mapping[str, Name]
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Workshop:
    """What turns sheets into texts, and keeps what it made for the next build; no result depends on what is kept."""

    decoded: Decoder = field(default_factory=Decoder)
    parser: Parser = field(default_factory=Parser)
    renderer: Renderer = field(default_factory=Renderer)
    linker: Linker | None = None

    def next_build(self) -> None:
        """Begin a new build."""
        for memo in (self.decoded, self.parser, self.renderer.block):
            memo.next_build()

    def linker_for(self, index: Index) -> Linker:
        """The linker of the last build if ids and names are still the same, else a new one."""
        if self.linker is None or self.linker.index != index:
            self.linker = Linker(index)
        else:
            self.linker.link.next_build()
        return self.linker


def render_texts(contenu: Contenu, workshop: Workshop) -> tuple[Texts, tuple[Problem, ...]]:
    """All that pages show of the sheets, ids linked, and the problems met on the way."""
    writer = _Writer(contenu, workshop)
    for referentiel in contenu.referentiels:
        for noeud in referentiel.racine.walk():
            writer.name(noeud.key, noeud.nom, noeud.path, noeud.line)
    for theme in contenu.thematiques:
        writer.name(f"theme/{theme.id}", theme.nom, theme.path, theme.line)
        writer.sections(theme.sections)
    writer.sections(contenu.catalogue)
    writer.sections(contenu.accueil)
    return writer.finish()


class _Writer:
    """Fills the texts of one build: names first, since links to nodes carry them."""

    def __init__(self, contenu: Contenu, workshop: Workshop) -> None:
        self._contenu = contenu
        self._workshop = workshop
        self._renderer = workshop.renderer
        self._html: dict[Section, Markup] = {}
        self._titles: dict[Section, Markup] = {}
        self._words: dict[Section, str] = {}
        self._names: dict[str, Name] = {}
        self._citations: list[Citation] = []
        self._problems: list[Problem] = []

    def name(self, key: str, nom: str, path: str, line: int) -> None:
        prose = self._renderer.inline(nom)
        self._names[key] = Name(prose.html, plain(prose.html))
        if nom and not self._names[key].text.strip():
            message, hint = (
                "il ne reste rien de ce titre une fois lu",
                "Écrivez un titre en mots, sans balise.",
            )
            self._problems.append(problem(path, line, "nom-vide", message, hint, node=key))
        self._problems += _refusals(path, nom, line, prose.refused)

    def sections(
        self, sections: Iterable[Section], source: str = "", linker: Linker | None = None
    ) -> None:
        """Render sections; with a linker, link the ids in those of the node `source`."""
        for section in sections:
            prose = self._renderer.block(section.text)
            self._html[section] = prose.html
            head = f"{section.title}{NBSP}:" if section.title and prose.words else section.title
            self._words[section] = " ".join(filter(None, (head, prose.words)))
            self._problems += _refusals(
                section.path, section.text, section.text_line, prose.refused
            )
            title = self._renderer.inline(section.title)
            self._titles[section] = title.html
            start = section.depth + 2
            self._problems += _refusals(section.path, section.title, section.line, title.refused)
            if linker and has_digits(prose.html):
                written = _Written(section.path, section.text, section.text_line)
                self._html[section] = self._link(prose.html, source, linker, written)
            if linker and has_digits(title.html):
                written = _Written(section.path, section.title, section.line, start)
                self._titles[section] = self._link(title.html, source, linker, written)

    def finish(self) -> tuple[Texts, tuple[Problem, ...]]:
        """Link every node's texts, now that all names are known."""
        targets = {
            noeud.key: Target(
                noeud.key, addresses.address(noeud, depths), self._names[noeud.key].text
            )
            for referentiel in self._contenu.referentiels
            for depths in [addresses.depths(referentiel)]
            for noeud in referentiel.racine.walk()
        }
        for key in self._contenu.retires():
            targets[key] = Target(key, f"{key}/", "(numéro retiré)", alive=False)
        linker = self._workshop.linker_for(Index(self._contenu, targets))
        for referentiel in self._contenu.referentiels:
            for noeud in referentiel.racine.walk():
                self.sections((*noeud.sections, *noeud.suites), noeud.key, linker)
                name = self._names[noeud.key]
                if not has_digits(name.html):
                    continue
                written = _Written(noeud.path, noeud.nom, noeud.line, noeud.column)
                linked = self._link(name.html, noeud.key, linker, written)
                self._names[noeud.key] = Name(linked, name.text)
        texts = Texts(self._html, self._titles, self._words, self._names, tuple(self._citations))
        return texts, tuple(self._problems)

    def _link(self, fragment: Markup, source: str, linker: Linker, written: "_Written") -> Markup:
        """The fragment with its ids linked."""
        linked = linker.link((fragment, source))
        self._citations += linked.citations
        self._problems += (_unknown(item, written, linker.index, source) for item in linked.unknown)
        return linked.html


@dataclass(frozen=True, slots=True)
class _Written:
    """A text as it stands in a sheet: its path, its characters, the line and the column where it begins."""

    path: str
    text: str
    line: int
    column: int = 1


@lru_cache(maxsize=4)  # a text is asked for again with each number that it gets wrong
def _numbers_to_read(text: str) -> Mapping[str, list[int]]:
    """Where the numbers of a sheet's text stand, but for those in the addresses of links."""
    return numbers_in(_LINK_ADDRESS.sub(lambda found: " " * len(found[0]), text))


def _unknown(item: Unknown, written: _Written, index: Index, source: str) -> Problem:
    """The warning for a mention of an id that does not exist, at its line and column in the sheet."""
    text = written.text
    places = _numbers_to_read(text).get(item.id, [])
    place = places[min(item.rank, len(places) - 1)] if places else 0
    line = written.line + text.count("\n", 0, place)
    last_break = text.rfind("\n", 0, place)
    column = place - last_break if last_break >= 0 else place + written.column
    near = index.nearest(item.referentiel, item.id)
    hint = (
        f"Les numéros les plus proches sont : {', '.join(near)}."
        if near
        else "Aucun numéro n’en est proche."
    )
    message = f"aucun élément du référentiel {item.referentiel} n’a le numéro {quote(item.id)}"
    other = f"S’il cite un autre document, écrivez-le entre accents graves : `{item.id}`."
    return problem(
        written.path, line, "mention-inconnue", message, hint, other, column=column, node=source
    )


def _refusals(
    path: str, text: str, first_line: int, refused: Iterable[Refused]
) -> Iterator[Problem]:
    places: dict[Refused, list[int]] = {}
    for rank, item in enumerate(refused):
        if not rank:
            places = _addresses(text)
        # The next of equal ones stands further on; the last holds for those that are too well disguised.
        own = places.get(item) or [max(0, text.find(item.value))]
        place = own.pop(0) if len(own) > 1 else own[0]
        message, hint = _MESSAGES[item.code]
        line = first_line + text.count("\n", 0, place)
        code = "lien-refuse" if item.code == "lien-titre" else item.code
        yield problem(path, line, code, message.format(quote(item.value)), hint)


def _addresses(text: str) -> dict[Refused, list[int]]:
    """Where the addresses of links and images stand in a text, but for those in code and in comments."""
    unread = shown_as_code(text, "hidden")
    found = [
        *_in_brackets(text, unread),
        *(("lien-refuse", *written) for written in attributes(text, "href")),
        *(("image", *written) for written in attributes(text, "src")),
        *(
            ("lien-refuse", normalizeLink(link[1]), link.start())
            for link in _IN_SIGNS.finditer(text)
        ),
    ]
    places: dict[Refused, list[int]] = {}
    for code, address, place in sorted(found, key=lambda one: one[2]):
        if not inside(unread, place):
            places.setdefault(Refused(code, address), []).append(place)
    return places


def _in_brackets(text: str, unread: list[tuple[int, int]]) -> Iterator[tuple[str, str, int]]:
    """The addresses after labels in brackets: of an image or of a link, which, where."""
    opened: list[str] = []
    for sign in _BRACKET.finditer(text):
        if inside(unread, sign.start()) or sign[0].startswith("\\"):
            continue
        if sign[0].endswith("["):
            opened.append(sign[0])
            continue
        opening = opened.pop() if opened else ""
        if sign["blank"] is not None and opening:
            address = helpers.parseLinkDestination(text, sign.end(), len(text))
            code = "image" if opening == "![" else "lien-refuse"
            yield code, normalizeLink(address.str), sign.start()
