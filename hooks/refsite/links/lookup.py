"""Queries of the templates on the model: names, addresses, words for levels, kin, citations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from markupsafe import Markup

from refsite.common import ids
from refsite.common.french import capital, percent, points
from refsite.common.safe_html import ROOT, escaped
from refsite.links import addresses
from refsite.links.linker import Citation
from refsite.links.ordinary import Ordinary
from refsite.links.relative import may_name_files
from refsite.links.texts import Texts
from refsite.model.values import Contenu, Mot, Niveau, Noeud, Referentiel, Thematique
from refsite.prose.readdress import readdressed
from refsite.reading.nodes import Section

MOST_KIN = 12
"""Actions of the same theme that a page lists; beyond, it leads to the theme's page."""
NEAR = 12
"""Neighbours that near navigation shows on each side of the current entry."""
LONG_NAME = 160
"""Most characters of a name that is shown whole in lists, and in large type as a heading."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section ready to show: the level of its heading (2 to 6), its title and text as HTML."""

    level: int
    title: Markup
    html: Markup


class Views:
    """Queries on the contents and their texts, for one build; never changed."""

    def __init__(self, contenu: Contenu, texts: Texts, pages: tuple[Ordinary, ...] = ()) -> None:
        self.contenu = contenu
        self.pages = pages
        self._texts = texts
        self._themes = {theme.id: theme for theme in contenu.thematiques}
        self._referentiels = {referentiel.id: referentiel for referentiel in contenu.referentiels}
        self._by_key: dict[str, Noeud] = {}
        self._addresses: dict[str, str] = {}
        for referentiel in contenu.referentiels:
            for noeud in referentiel.racine.walk():
                self._by_key[noeud.key] = noeud
                self._addresses[noeud.key] = addresses.address(noeud)
        self._by_theme: dict[str, list[Noeud]] = {}
        self._kin: dict[tuple[str, str], list[Noeud]] = {}
        for action in contenu.actions():
            self._by_theme.setdefault(action.thematique, []).append(action)
            self._kin.setdefault((action.thematique, action.referentiel), []).append(action)
        self._cited_by: dict[str, list[Citation]] = {}
        for citation in texts.citations:
            self._cited_by.setdefault(citation.target, []).append(citation)
        self._cited_in: dict[str, dict[str, dict[str, None]]] = {}
        """By key, then by address of an ordinary page: its sentences that cite the node."""
        for page in pages:
            for citation in page.citations:
                said = self._cited_in.setdefault(citation.target, {})
                said.setdefault(citation.source, {})[citation.sentence] = None

    def cited_by(self, noeud: Noeud) -> tuple[tuple[Noeud, tuple[str, ...]], ...]:
        """Nodes that cite a node itself, in the order of the référentiels, each with its sentences."""
        sentences: dict[str, dict[str, None]] = {}
        for citation in self._cited_by.get(noeud.key, ()):
            sentences.setdefault(citation.source, {})[citation.sentence] = None
        return tuple((self._by_key[source], tuple(said)) for source, said in sentences.items())

    def file_address(self, path: str) -> str:
        """The address of the ordinary page of a file; empty when there is none."""
        found = (one.page.address for one in self.pages if one.page.source == path)
        return next(found, "")

    def cited_in(self, noeud: Noeud) -> tuple[tuple[Ordinary, tuple[str, ...]], ...]:
        """Ordinary pages that cite a node itself, each with its sentences."""
        said = self._cited_in.get(noeud.key, {})
        listed = (page for page in self.pages if page.page.address in said) if said else ()
        return tuple((page, tuple(said[page.page.address])) for page in listed)

    def first_cited(self, noeud: Noeud) -> Noeud:
        """The first part of a node that is cited; the node itself when none is."""
        cited = (p for p in noeud.walk() if p.key in self._cited_by or p.key in self._cited_in)
        return next(cited, noeud)

    def same_theme(self, noeud: Noeud) -> tuple[tuple[Referentiel, tuple[Noeud, ...]], ...]:
        """The other actions of an action's theme, MOST_KIN at most, by référentiel, its own first."""
        listed = self._by_theme[noeud.thematique] if noeud.thematique in self._themes else []
        first = self._kin[noeud.thematique, noeud.referentiel][: MOST_KIN + 1] if listed else ()
        others = islice((n for n in listed if n.referentiel != noeud.referentiel), MOST_KIN)
        kin = [n for n in (*first, *others) if n.key != noeud.key][:MOST_KIN]
        groups: dict[str, list[Noeud]] = {}
        for other in kin:
            groups.setdefault(other.referentiel, []).append(other)
        return tuple((self._referentiels[id_], tuple(group)) for id_, group in groups.items())

    def more_kin(self, noeud: Noeud) -> int:
        """Number of actions of the theme that `same_theme` leaves out."""
        return max(0, len(self._by_theme.get(noeud.thematique, ())) - 1 - MOST_KIN)

    def near(self, noeuds: Sequence[Noeud], current: Noeud) -> Sequence[Noeud]:
        """The nodes around the one that is `current`, or is above it; the first ones when none is."""
        ids_ = {current.id, *(parent.id for parent in self.parents(current))}
        place = next((n for n, noeud in enumerate(noeuds) if noeud.id in ids_), 0)
        return noeuds[max(0, place - NEAR) : place + NEAR + 1]

    def citing_actions(self, noeud: Noeud) -> int:
        """Number of pages that cite a node or a part of it."""
        sources = (
            citation.source
            for part in noeud.walk()
            for citation in self._cited_by.get(part.key, ())
        )
        pages = {self.address(self._by_key[source]).partition("#")[0] for source in sources}
        others = {address for part in noeud.walk() for address in self._cited_in.get(part.key, ())}
        return len(pages - {self.address(noeud)}) + len(others)

    def find(self, key: str) -> Noeud | None:
        """The node of a key; None when there is none, or none any more."""
        return self._by_key.get(key)

    def referentiel(self, noeud: Noeud) -> Referentiel:
        return self._referentiels[noeud.referentiel]

    def mot(self, noeud: Noeud, niveau: Niveau | None = None) -> Mot:
        """The référentiel's word for a level: the node's own, or `niveau`."""
        wanted = niveau or noeud.niveau
        return self._referentiels[noeud.referentiel].mots.get(wanted) or Mot(
            str(wanted), f"{wanted}s"
        )

    def nom(self, noeud: Noeud) -> str:
        """A node's name as text; « Domaine 6 » for one without a name."""
        name = self._texts.names[noeud.key].text
        return name or (
            capital(f"{self.mot(noeud).singulier} {noeud.id}") if noeud.id else noeud.referentiel
        )

    def nom_html(self, noeud: Noeud) -> Markup:
        """A node's name for its own heading, as clean HTML."""
        return self._texts.names[noeud.key].html or escaped(self.nom(noeud))

    def short_name(self, noeud: Noeud) -> str:
        """A node's name, cut at a word beyond LONG_NAME."""
        name = self.nom(noeud)
        return name if len(name) <= LONG_NAME else f"{name[:LONG_NAME].rpartition(' ')[0]}…"

    def long_name(self, noeud: Noeud) -> bool:
        return len(self.nom(noeud)) > LONG_NAME

    def address(self, noeud: Noeud) -> str:
        return self._addresses[noeud.key]

    def theme(self, id_: str) -> Thematique | None:
        return self._themes.get(id_)

    def actions_of_theme(self, theme: Thematique) -> tuple[Noeud, ...]:
        """A theme's actions by référentiel and id."""
        return tuple(self._by_theme.get(theme.id, ()))

    def by_axe(self, actions: Iterable[Noeud]) -> tuple[tuple[Noeud, tuple[Noeud, ...]], ...]:
        """Actions grouped by their axe, in order."""
        groups: dict[str, list[Noeud]] = {}
        for action in actions:
            groups.setdefault(self.axe(action).key, []).append(action)
        return tuple((self._by_key[key], tuple(listed)) for key, listed in groups.items())

    def by_referentiel(self, noeuds: Iterable[Noeud]) -> tuple[tuple[Noeud, ...], ...]:
        """Nodes in groups, one for each référentiel, in the order in which it first comes."""
        groups: dict[str, list[Noeud]] = {}
        for noeud in noeuds:
            groups.setdefault(noeud.referentiel, []).append(noeud)
        return tuple(map(tuple, groups.values()))

    def theme_name(self, theme: Thematique) -> str:
        return self._texts.names[f"theme/{theme.id}"].text or theme.id

    def parents(self, noeud: Noeud) -> tuple[Noeud, ...]:
        """The nodes above, from the référentiel down."""
        above: list[Noeud] = []
        id_ = noeud.id
        while id_:
            id_ = ids.parent(id_)
            above.append(self._by_key[f"{noeud.referentiel}/{id_}"])
        return tuple(reversed(above))

    def action(self, noeud: Noeud) -> Noeud:
        """The action that a node is, or is part of; the node itself above actions."""
        own = next((n for n in self.parents(noeud) if n.niveau is Niveau.ACTION), None)
        return own or noeud

    def axe(self, noeud: Noeud) -> Noeud:
        """The axe that a node belongs to."""
        return self._by_key[f"{noeud.referentiel}/{noeud.id.split('.')[0]}"]

    def whole(self, noeud: Noeud) -> Decimal | None:
        """The points of the whole référentiel."""
        return self.referentiel(noeud).racine.points

    def headings(self, sections: Iterable[Section], first: int) -> tuple[ShownSection, ...]:
        """Sections with the levels that their `#` suppose, from `first` on and without a jump."""
        found: list[ShownSection] = []
        open_: list[int] = []
        for section in sections:
            while open_ and open_[-1] >= section.depth:
                open_.pop()
            level = min(first + len(open_), 6)
            if section.title:
                open_.append(section.depth)
            found.append(
                ShownSection(level, self._texts.titles[section], self._texts.sections[section])
            )
        return tuple(found)

    def transcribed(self, section: Section, base: str) -> str:
        """A section's text as it is written, but for the addresses of files, which lead from `base` on the site."""
        places = self._texts.places

        def lead(written: str) -> str:
            found = places.lead(written, section.path, image=True)
            return (
                f"{base}{found.address.removeprefix(f'{ROOT}:')}" if found and found.address else ""
            )

        text = section.text.strip("\n")
        return readdressed(text, lead) if may_name_files(text) else text

    def description(self, noeud: Noeud) -> str:
        """Description for search engines: level, id, names of the nodes above, points, name."""
        above = ", ".join(self.nom(parent) for parent in reversed(self.parents(noeud)))
        worth = f" {capital(points(noeud.points))} au maximum." if noeud.points is not None else ""
        text = f"{capital(self.mot(noeud).singulier)} {noeud.id}, {above}.{worth} {self.nom(noeud)}"
        return text if len(text) <= LONG_NAME * 2 else f"{text[: LONG_NAME * 2]}…"

    def weights(self, noeud: Noeud) -> str:
        """« 20 % · 0,8 point », or the half that is known."""
        parts = [percent(noeud.part)] if noeud.part is not None else []
        parts += [points(noeud.points)] if noeud.points is not None else []
        return " · ".join(parts)
