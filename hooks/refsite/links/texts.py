"""Rendering of all texts of the contents, each once: names and sections as HTML, and their problems."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from refsite.common import messages
from refsite.common.french import NBSP, has_words
from refsite.common.problems import Report
from refsite.links import addresses
from refsite.links.index import Index, Target
from refsite.links.linker import Citation, Linked, Linker
from refsite.links.relative import NO_FOLDER, Folder, Places, read_facts
from refsite.media.media import Checker
from refsite.model.values import Contenu, Noeud, Thematique
from refsite.prose.parse import Refused
from refsite.prose.render import Prose, Renderer, plain
from refsite.reading.folder import Decoder
from refsite.reading.nodes import Section
from refsite.reading.sheets import Parser

_SUGGESTIONS = 10
"""Missing files of a sheet for which another is suggested: each is compared with all that there are."""


@dataclass(frozen=True, slots=True)
class Name:
    """A node's name: `html` for its own heading, `text` for lists and titles."""

    html: Markup
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The HTML of each section and of its title, its words, the names by key, who cites whom, the index of the ids.

    `files` are the images and documents that texts show or lead to, `places` where the files that they name are.
    """

    sections: Mapping[Section, Markup]
    titles: Mapping[Section, Markup]
    words: Mapping[Section, str]
    names: Mapping[str, Name]
    citations: tuple[Citation, ...]
    index: Index
    files: frozenset[str] = frozenset()
    places: Places = field(default_factory=Places)


@dataclass(slots=True)
class Workshop:
    """Parsers and memos from files to texts, reused by the next build; no result depends on them.

    With `two_processes`, a second process makes half of the texts: for a build of a whole site.
    """

    two_processes: bool = False
    decoded: Decoder = field(default_factory=Decoder)
    parser: Parser = field(default_factory=Parser)
    renderer: Renderer = field(default_factory=Renderer)
    media: Checker = field(default_factory=Checker)
    linker: Linker | None = None

    def next_build(self) -> None:
        """Begin a new build."""
        for memo in (self.decoded, self.parser, self.renderer.block, self.media):
            memo.next_build()

    def linker_for(self, index: Index, places: Places) -> Linker:
        """The linker of the last build if ids and names are still the same, else a new one."""
        if self.linker is None or self.linker.index != index:
            self.linker = Linker(index, self.renderer, places)
        else:
            self.linker.next_build(places)
        return self.linker


def render_texts(
    contenu: Contenu, workshop: Workshop, report: Report, folder: Folder = NO_FOLDER
) -> Texts:
    """HTML of all names and sections, ids and the files of `folder` linked; problems go to the report."""
    names = _names(contenu, workshop.renderer, report)
    targets = _targets(contenu, names)
    places = Places(read_facts(contenu, folder), targets)
    index = Index(contenu, targets)
    linker = workshop.linker_for(index, places)
    if workshop.two_processes:
        linker.make_all(
            (section.text, noeud.key, section.path)
            for noeud in _nodes(contenu)
            for section in (*noeud.sections, *noeud.suites)
        )
    writer = _Writer(linker, report)
    for theme in contenu.thematiques:
        writer.sections(theme.sections)
    writer.sections(contenu.catalogue)
    writer.sections(contenu.accueil)
    for noeud in _nodes(contenu):
        writer.sections((*noeud.sections, *noeud.suites), noeud.key)
        names[noeud.key] = Name(writer.name(noeud), names[noeud.key].text)
    return Texts(
        writer.html, writer.titles, writer.words, names, tuple(writer.citations), index,
        frozenset(writer.files), places,
    )  # fmt: skip


def _nodes(contenu: Contenu) -> Iterable[Noeud]:
    return (noeud for referentiel in contenu.referentiels for noeud in referentiel.racine.walk())


def _targets(contenu: Contenu, names: Mapping[str, Name]) -> Mapping[str, Target]:
    """The nodes that a number may lead to, by key; and the withdrawn numbers."""
    targets = {
        noeud.key: Target(noeud.key, addresses.address(noeud), names[noeud.key].text)
        for noeud in _nodes(contenu)
    }
    for key in contenu.retires():
        targets[key] = Target(key, f"{key}/", "(numéro retiré)", alive=False)
    return targets


def _names(contenu: Contenu, renderer: Renderer, report: Report) -> dict[str, Name]:
    """Names by key, before the ids in them are linked: links to nodes carry their names."""
    names: dict[str, Name] = {}
    items: list[tuple[str, Noeud | Thematique]] = [(noeud.key, noeud) for noeud in _nodes(contenu)]
    items += [(f"theme/{theme.id}", theme) for theme in contenu.thematiques]
    for key, item in items:
        prose = renderer.inline(item.nom)
        names[key] = Name(prose.html, plain(prose.html))
        if item.nom and not has_words(names[key].text):
            report.add(messages.NAME_NOTHING, item.path, item.line, node=key)
        _tell(prose, report, item.path, item.line)
    return names


def _tell(
    prose: Prose, report: Report, path: str, first_line: int,
    nearest: Callable[[Refused, str], str | None] = lambda *_: None,
) -> None:  # fmt: skip
    """Report the refused parts of a text that begins at `first_line` of a file."""
    for item in prose.refused:
        near = nearest(item, path)
        report.add(item.message, path, first_line + item.line, value=item.value, near=near)


@dataclass(slots=True)
class _Writer:
    """Renderer of the sections and names of a build."""

    linker: Linker
    report: Report
    html: dict[Section, Markup] = field(default_factory=dict)
    titles: dict[Section, Markup] = field(default_factory=dict)
    words: dict[Section, str] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    missing: Counter[str] = field(default_factory=Counter)
    """Files that are not there, by the sheet that names them."""

    def sections(self, sections: Iterable[Section], source: str = "") -> None:
        """Render sections; the ids in those of a node, whose key is `source`, are linked."""
        for section in sections:
            text = self.linker.block(section.text, source, section.path)
            self.files |= text.files
            prose = text.prose
            head = f"{section.title}{NBSP}:" if section.title and prose.words else section.title
            self.html[section] = prose.html
            self.words[section] = " ".join(filter(None, (head, prose.words)))
            _tell(prose, self.report, section.path, section.text_line, self._nearest)
            self._note(text, source, _Start(section.path, section.text_line))
            title = self.linker.inline((section.title, source))
            self.titles[section] = title.prose.html
            _tell(title.prose, self.report, section.path, section.line)
            self._note(title, source, _Start(section.path, section.line, section.depth + 2))

    def _nearest(self, item: Refused, path: str) -> str | None:
        """What the sheet `path` may have meant by a file that is not there."""
        if item.message != messages.FILE_MISSING:
            return None
        self.missing[path] += 1
        if self.missing[path] > _SUGGESTIONS:
            return None
        return self.linker.places.nearest(item.value, path)

    def name(self, noeud: Noeud) -> Markup:
        """A node's name with its ids linked."""
        linked = self.linker.inline((noeud.nom, noeud.key))
        self._note(linked, noeud.key, _Start(noeud.path, noeud.line, noeud.column))
        return linked.prose.html

    def _note(self, linked: Linked, source: str, start: "_Start") -> None:
        """Keep the citations of a text, and report the ids that do not exist, at their line and column."""
        self.citations += linked.citations
        for item in linked.unknown:
            near = self.linker.index.nearest(item.referentiel, item.id)
            message = messages.MENTION_NEAR if near else messages.MENTION_FAR
            line = start.line + item.place.line
            column = item.place.column + (1 if item.place.line else start.column)
            self.report.add(
                message, start.path, line, column=column, node=source,
                referentiel=item.referentiel, id=item.id, near=", ".join(near),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Start:
    """Start of a text in a sheet: path, line and column, from 1."""

    path: str
    line: int
    column: int = 1
