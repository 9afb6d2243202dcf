"""Rendering of all texts of the contents, each once: names and sections as HTML, and their problems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from refsite.common import messages
from refsite.common.french import NBSP
from refsite.common.problems import Report
from refsite.links import addresses
from refsite.links.index import Index, Target
from refsite.links.linker import Citation, Linked, Linker, Unknown
from refsite.model.values import Contenu, Noeud
from refsite.prose.refusals import report_refused
from refsite.prose.render import Renderer, plain
from refsite.reading.folder import Decoder
from refsite.reading.nodes import Section
from refsite.reading.sheets import Parser


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
    """Parsers and memos from files to texts, reused by the next build; no result depends on them."""

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
            self.linker = Linker(index, self.renderer)
        else:
            self.linker.next_build()
        return self.linker


def render_texts(contenu: Contenu, workshop: Workshop, report: Report) -> Texts:
    """HTML of all names and sections, with the ids in them linked."""
    names = _Names(workshop.renderer, report)
    for noeud in _nodes(contenu):
        names.add(noeud.key, noeud.nom, noeud.path, noeud.line)
    for theme in contenu.thematiques:
        names.add(f"theme/{theme.id}", theme.nom, theme.path, theme.line)
    writer = _Writer(workshop.linker_for(Index(contenu, _targets(contenu, names.by_key))), report)
    for theme in contenu.thematiques:
        writer.sections(theme.sections)
    writer.sections(contenu.catalogue)
    writer.sections(contenu.accueil)
    for noeud in _nodes(contenu):
        writer.sections((*noeud.sections, *noeud.suites), noeud.key)
        linked = writer.name(noeud)
        names.by_key[noeud.key] = Name(linked, names.by_key[noeud.key].text)
    return Texts(writer.html, writer.titles, writer.words, names.by_key, tuple(writer.citations))


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


@dataclass(slots=True)
class _Names:
    """The names of a build, before the ids in them are linked: links to nodes carry their names."""

    renderer: Renderer
    report: Report
    by_key: dict[str, Name] = field(default_factory=dict)

    def add(self, key: str, nom: str, path: str, line: int) -> None:
        prose = self.renderer.inline(nom)
        name = Name(prose.html, plain(prose.html))
        self.by_key[key] = name
        if nom and not name.text.strip():
            self.report.add(messages.NAME_LOST, path, line, node=key)
        report_refused(prose.refused, path, line, self.report)


@dataclass(slots=True)
class _Writer:
    """The sections of a build."""

    linker: Linker
    report: Report
    html: dict[Section, Markup] = field(default_factory=dict)
    titles: dict[Section, Markup] = field(default_factory=dict)
    words: dict[Section, str] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)

    def sections(self, sections: Iterable[Section], source: str = "") -> None:
        """Render sections; the ids in those of a node, whose key is `source`, are linked."""
        for section in sections:
            text = self.linker.block((section.text, source))
            prose = text.prose
            head = f"{section.title}{NBSP}:" if section.title and prose.words else section.title
            self.html[section] = prose.html
            self.words[section] = " ".join(filter(None, (head, prose.words)))
            report_refused(prose.refused, section.path, section.text_line, self.report)
            self._note(text, source, _Start(section.path, section.text_line))
            title = self.linker.inline((section.title, source))
            self.titles[section] = title.prose.html
            report_refused(title.prose.refused, section.path, section.line, self.report)
            self._note(title, source, _Start(section.path, section.line, section.depth + 2))

    def name(self, noeud: Noeud) -> Markup:
        """A node's name with its ids linked."""
        linked = self.linker.inline((noeud.nom, noeud.key))
        self._note(linked, noeud.key, _Start(noeud.path, noeud.line, noeud.column))
        return linked.prose.html

    def _note(self, linked: Linked, source: str, start: "_Start") -> None:
        """Keep the citations of a text, and report the ids that do not exist."""
        self.citations += linked.citations
        for item in linked.unknown:
            _report_unknown(item, start, self.linker.index, source, self.report)


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a text begins in a sheet: path, line and column, from 1."""

    path: str
    line: int
    column: int = 1


def _report_unknown(
    item: Unknown, start: _Start, index: Index, source: str, report: Report
) -> None:
    """Warn of a mention of an id that does not exist, at its line and column in the sheet."""
    near = index.nearest(item.referentiel, item.id)
    report.add(
        messages.MENTION_UNKNOWN if near else messages.MENTION_ALONE,
        start.path,
        start.line + item.place.line,
        column=item.place.column + (1 if item.place.line else start.column),
        node=source,
        referentiel=item.referentiel,
        id=item.id,
        near=", ".join(near),
    )
