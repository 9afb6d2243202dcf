"""The pages as plain Markdown, beside each page, and `llms.txt`, which lists them: for those who feed them to tools.

Texts are those of the sheets, as they were written; only their headings move to the level where they stand.
"""

from collections.abc import Iterable, Iterator

from refsite.common.french import NBSP, capital, count, points, typo
from refsite.common.settings import Settings
from refsite.history.edition import Edition
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.model.values import Niveau, Noeud, Referentiel, Thematique
from refsite.reading.nodes import Section

FILE = "index.md"
"""The name of a page's Markdown, beside its `index.html`."""


class Transcripts:
    """Makes the Markdown of one build."""

    def __init__(self, views: Views, settings: Settings, edition: Edition) -> None:
        self._views = views
        self._contenu = views.contenu
        self._settings = settings
        self._base = settings.shown_url or "/"
        self._edition = edition.label

    def all(self) -> Iterator[tuple[str, str]]:
        """(file, content) of the Markdown of every page that a sheet is behind, then of llms.txt."""
        yield FILE, self._home()
        for referentiel in self._contenu.referentiels:
            yield f"{referentiel.id}/{FILE}", self._referentiel(referentiel)
            for axe in referentiel.axes:
                yield f"{self._views.address(axe)}{FILE}", self._axe(axe)
            for action in referentiel.actions():
                yield f"{self._views.address(action)}{FILE}", self._action(action)
        yield f"{addresses.THEMES}{FILE}", self._themes()
        for theme in self._contenu.thematiques:
            yield f"{addresses.theme(theme.id)}{FILE}", self._theme(theme)
        yield "llms.txt", self._list()

    def _home(self) -> str:
        doors = [self._line(r.racine) for r in self._contenu.referentiels]
        texts = self._texts(self._contenu.accueil, 2)
        return self._page(self._settings.site_name, addresses.HOME, [], [*texts, "\n".join(doors)])

    def _referentiel(self, referentiel: Referentiel) -> str:
        racine = referentiel.racine
        parts: list[str] = [*self._texts(racine.sections, 2)]
        for axe in referentiel.axes:
            parts += [f"## {self._title(axe)}", self._lines(_actions(axe))]
        parts += self._texts(racine.suites, 2)
        facts = [*self._worth(racine), *self._others(racine)]
        return self._page(self._views.nom(racine), f"{referentiel.id}/", facts, parts)

    def _axe(self, axe: Noeud) -> str:
        facts = [self._within(axe), *self._worth(axe), *self._others(axe)]
        parts = [*self._texts(axe.sections, 2)]
        for enfant in axe.enfants:
            if enfant.niveau is Niveau.ACTION:
                parts.append(self._line(enfant))
            else:
                parts += self._part(enfant, 2, children=False)
                parts.append(self._lines(_actions(enfant)))
        parts += [*self._texts(axe.suites, 2), *self._cited(axe, 2)]
        return self._page(self._title(axe), self._views.address(axe), facts, parts)

    def _action(self, action: Noeud) -> str:
        axe = self._views.axe(action)
        facts = [self._within(action), *self._worth(action)]
        facts.append(f"{capital(self._views.mot(axe).singulier)} : {self._title(axe)}")
        if action.thematique:
            theme = self._views.theme(action.thematique)
            name = self._views.theme_name(theme) if theme else action.thematique
            line = f", ligne {action.ligne}" if action.ligne is not None else ""
            facts.append(f"Thématique Climat Pratic : {name}{line}")
        facts += [
            *self._others(action),
            f"Données : {self._base}{self._views.address(action)}index.json",
        ]
        parts = (
            [] if action.redige else ["Le texte détaillé de cette page n’est pas encore publié."]
        )
        parts += self._texts(action.sections, 2)
        for enfant in action.enfants:
            parts += self._part(enfant, 2)
        parts += [*self._texts(action.suites, 2), *self._cited(action, 2)]
        return self._page(self._title(action), self._views.address(action), facts, parts)

    def _lines_of_themes(self) -> str:
        return "\n".join(
            f"- [{_name(self._views.theme_name(theme))}]({self._base}{addresses.theme(theme.id)}{FILE})"
            for theme in self._contenu.thematiques
        )

    def _themes(self) -> str:
        parts = [*self._texts(self._contenu.catalogue, 2), self._lines_of_themes()]
        return self._page("Thématiques Climat Pratic", addresses.THEMES, [], parts)

    def _theme(self, theme: Thematique) -> str:
        actions = self._views.actions_of_theme(theme)
        parts = [*self._texts(theme.sections, 2), "## Actions", self._lines(actions)]
        title = f"Thématique {self._views.theme_name(theme)}"
        return self._page(title, addresses.theme(theme.id), [], parts)

    def _list(self) -> str:
        """llms.txt: every Markdown page and the data, with a line about each."""
        purpose = "Les référentiels d’actions des collectivités pour le climat, l’air, l’énergie et l’économie circulaire."
        home = f"- [Accueil]({self._base}{FILE})"
        parts = [f"# {self._settings.site_name}", f"> {purpose}", self._facts([]), home]
        for referentiel in self._contenu.referentiels:
            nodes = [referentiel.racine]
            for axe in referentiel.axes:
                nodes += [axe, *_actions(axe)]
            parts += [f"## {self._views.nom(referentiel.racine)}", self._lines(nodes)]
        if self._contenu.thematiques:
            catalogue = f"- [Thématiques Climat Pratic]({self._base}{addresses.THEMES}{FILE})"
            parts += ["## Thématiques", f"{catalogue}\n{self._lines_of_themes()}"]
        names = (
            "referentiels.json",
            "referentiels.csv",
            "referentiels.xlsx",
            "schema/referentiel.schema.json",
        )
        data = (f"- [{name}]({self._base}{addresses.DATA}{name})" for name in names)
        parts += ["## Données", "\n".join(data)]
        return typo("\n\n".join(filter(None, parts))) + "\n"

    def _page(self, title: str, address: str, facts: Iterable[str], parts: Iterable[str]) -> str:
        own = [*facts, f"Page : {self._base}{address}"]
        return "\n\n".join(filter(None, [f"# {title}", self._facts(own), *parts])) + "\n"

    def _facts(self, facts: Iterable[str]) -> str:
        settings = self._settings
        licence = " ".join(filter(None, (settings.licence, settings.licence_url)))
        own = [*facts]
        own += [f"Textes : {self._edition}"] if self._edition else []
        own += [f"Licence : {licence}"] if licence else []
        return "\n".join(f"- {typo(fact)}" for fact in own)

    def _within(self, noeud: Noeud) -> str:
        return f"Référentiel : {self._views.nom(self._views.referentiel(noeud).racine)}"

    def _worth(self, noeud: Noeud) -> list[str]:
        return [] if noeud.points is None else [f"Potentiel : {points(noeud.points)} au maximum"]

    def _others(self, noeud: Noeud) -> list[str]:
        return [f"{name} : {_name(text)}" for name, text in noeud.autres]

    def _title(self, noeud: Noeud) -> str:
        return f"{noeud.id} {noeud.nom or self._views.nom(noeud)}".strip()

    def _part(self, noeud: Noeud, level: int, *, children: bool = True) -> Iterator[str]:
        """A node below a page's own: its heading, weights, texts, and the nodes below it."""
        level = min(level, 6)
        yield f"{'#' * level} {self._title(noeud)}"
        weights = [self._views.weights(noeud)] if self._views.weights(noeud) else []
        if weights and noeud.points is not None:
            weights[0] += " au maximum"
        yield " · ".join([*weights, *filter(None, [noeud.categorie])])
        yield "\n".join(f"- {typo(other)}" for other in self._others(noeud))
        yield from self._texts(noeud.sections, level + 1)
        for enfant in noeud.enfants if children else ():
            yield from self._part(enfant, level + 1)
        yield from self._texts(noeud.suites, level + 1)
        yield from self._cited(noeud, level + 1)

    def _texts(self, sections: Iterable[Section], level: int) -> Iterator[str]:
        listed = tuple(sections)
        for section, heading in zip(
            listed, self._views.headings(listed, min(level, 6)), strict=True
        ):
            if section.title:
                yield f"{'#' * heading.level} {section.title}"
            yield section.text.strip("\n")

    def _cited(self, noeud: Noeud, level: int) -> Iterator[str]:
        citations = self._views.cited_by(noeud)
        if citations:
            yield f"{'#' * min(level, 6)} Cité par"
            yield "\n".join(
                f"- {source.id or source.referentiel} {self._views.short_name(source)}{NBSP}: "
                + " ".join(f"«{NBSP}{sentence}{NBSP}»" for sentence in sentences)
                for source, sentences in citations
            )

    def _lines(self, noeuds: Iterable[Noeud]) -> str:
        return "\n".join(map(self._line, noeuds))

    def _line(self, noeud: Noeud) -> str:
        """A line that leads to a node's Markdown."""
        name = _name(f"{noeud.id} {self._views.nom(noeud)}".strip())
        facts = [points(noeud.points)] if noeud.points is not None else []
        if not noeud.id:
            actions = sum(1 for _ in _actions(noeud))
            mot = self._views.mot(noeud, Niveau.ACTION)
            facts.append(count(actions, mot.singulier, mot.pluriel))
        after = f"{NBSP}: {', '.join(facts)}" if facts else ""
        return f"- [{name}]({self._base}{self._views.address(noeud)}{FILE}){after}"


def _actions(noeud: Noeud) -> Iterator[Noeud]:
    return (below for below in noeud.walk() if below.niveau is Niveau.ACTION)


def _name(text: str) -> str:
    """A text as the words of a link: on one line, brackets kept from ending it."""
    return " ".join(text.split()).replace("[", "\\[").replace("]", "\\]")
