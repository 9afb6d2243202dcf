"""The référentiels to pages: for each address a title and a whole HTML document, from `templates/pages`."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from refsite.common import ids
from refsite.common.codes import CODES, Severity
from refsite.data.csv_rows import COLUMNS, EDITION_COLUMNS
from refsite.data.exports import GRID, Files, download, downloads
from refsite.data.records import SCHEMA
from refsite.data.schema import shapes
from refsite.links import addresses
from refsite.model.values import CATEGORIES, Niveau, Noeud, Referentiel, Retire, Thematique
from refsite.pages import tallies
from refsite.pages.documents import Documents, Page

_BY_SUBJECT = (addresses.THEMES, addresses.CATEGORIES, addresses.POINTS)


class Pages:
    """The pages of one build, made as they are asked for; `data` are the files that /donnees/ offers."""

    def __init__(self, documents: Documents, data: Files | None = None) -> None:
        self._data: Files = {} if data is None else data  # unread: it is made when a page asks
        self._documents = documents
        self._page = documents.page
        self._context = documents.context
        self._views = documents.context.views
        self._contenu = documents.context.views.contenu

    def all(self) -> Iterator[Page]:
        """Every page of the site, but for the one that says that there is none."""
        home = self._page("accueil", addresses.HOME, self._context.settings.site_name)
        yield home
        for referentiel in self._contenu.referentiels:
            yield from self._referentiel(referentiel)
        others = [home, *self._by_subject(), *self._tools(), *self._notices()]
        yield from others[1:]
        yield self._map(others)
        yield from self._tombstones()

    def _by_subject(self) -> Iterator[Page]:
        """The pages that cross the référentiels: themes, catégories, points."""
        yield self._themes()
        for theme in self._contenu.thematiques:
            yield self._theme(theme)
        found = self._by_categorie()
        yield self._page("categories", addresses.CATEGORIES, "Catégories", sous_actions=found)
        for categorie, noeuds in found.items():
            address, title = addresses.categorie(categorie), f"Catégorie « {categorie} »"
            yield self._page("categorie", address, title, categorie=categorie, noeuds=noeuds)
        yield self._points()

    def _tools(self) -> Iterator[Page]:
        yield self._page("recherche", addresses.SEARCH, "Recherche", indexed=False)
        yield self._explorer()
        yield self._page("nouveautes", addresses.NEWS, "Nouveautés", withdrawn=self._withdrawn())
        yield self._page("selection", addresses.SELECTION, "Ma sélection", indexed=False)
        yield self._page_of_data()
        yield self._guide()
        problems = self._context.problems
        yield self._page("etat", addresses.STATE, "État des référentiels", problems=problems)

    def _notices(self) -> Iterator[Page]:
        """The pages that the law asks for."""
        yield self._page("accessibilite", addresses.ACCESSIBILITY, "Déclaration d’accessibilité")
        yield self._page("mentions-legales", addresses.LEGAL, "Mentions légales")
        yield self._page("donnees-personnelles", addresses.PRIVACY, "Données personnelles")

    def _map(self, others: list[Page]) -> Page:
        """The plan of the site: the référentiels in full, and the other pages in two groups."""
        themes = [page for page in others if page.address.startswith(_BY_SUBJECT)]
        rest = [page for page in others if page not in themes]
        groups = [
            (heading, [(page.address, page.title) for page in listed])
            for heading, listed in (("Par sujet", themes), ("Outils et informations", rest))
        ]
        return self._page("plan-du-site", addresses.MAP, "Plan du site", groups=groups)

    def _withdrawn(self) -> list[Retire]:
        """The numbers that left, newest first."""
        return sorted(
            self._contenu.retires().values(),
            key=lambda retire: (*(-n for n in ids.numbers(retire.depuis)), ids.numbers(retire.id)),
        )

    def _tombstones(self) -> Iterator[Page]:
        """A page at the address of each number that left: since when, and what replaces it."""
        for retire in self._withdrawn():
            title = f"{retire.id} : numéro retiré"
            yield self._page(
                "pierre",
                f"{retire.key}/",
                title,
                indexed=False,
                retire=retire,
                former=self._context.history.gone(retire.key),
            )

    def led(self, retire: Retire, key: str) -> tuple[str, Callable[[], str]]:
        """The file at the address of a number that left with the one above it, and what makes it."""
        address = f"{key}/"
        root = "../" * addresses.depth_of(address)
        title = f"{key.partition('/')[2]} : numéro retiré"
        return f"{address}index.html", partial(
            self._documents.bare, "redirection", title=title, target=f"{retire.key}/", root=root
        )

    def _explorer(self) -> Page:
        noeuds = [
            noeud
            for referentiel in self._contenu.referentiels
            for noeud in referentiel.walk()
            if noeud.niveau is Niveau.SOUS_ACTION
        ]
        return self._page("explorer", addresses.EXPLORER, "Explorer", noeuds=noeuds)

    def _page_of_data(self) -> Page:
        return self._page(
            "donnees", addresses.DATA, "Données ouvertes", columns=(*COLUMNS, *EDITION_COLUMNS), schema=SCHEMA,
            downloads=partial(downloads, files=self._data), shapes=lambda: shapes(self._data[SCHEMA]),
            grid=partial(download, GRID, self._data),
        )  # fmt: skip

    def _guide(self) -> Page:
        """The editor's guide, with the example that the tests build and every code that a check can print."""
        codes = {
            severity: [(c, k) for c, k in CODES.items() if k.severity is severity]
            for severity in Severity
        }
        examples = [
            self._documents.source(name) for name in ("exemple.md", "exemple-referentiel.md")
        ]
        return self._page(
            "contribuer",
            addresses.CONTRIBUTE,
            "Contribuer",
            codes=codes,
            example=examples[0],
            root_example=examples[1],
        )

    def not_found(self) -> str:
        """The document of 404.html, whose links work from any address."""
        base = self._context.settings.base_path
        return self._documents.render(
            "introuvable", "404.html", "Page introuvable", root=base, indexed=False
        )

    def redirect(self, noeud: Noeud) -> tuple[str, Callable[[], str]]:
        """The file at a node's permalink that leads to its anchor, and what makes it."""
        permalink, target = addresses.permalink(noeud), self._views.address(noeud)
        root = "../" * addresses.depth_of(permalink)
        title = f"{noeud.id} {self._views.nom(noeud)}"
        return f"{permalink}index.html", partial(
            self._documents.bare, "redirection", title=title, target=target, root=root
        )

    def _referentiel(self, referentiel: Referentiel) -> Iterator[Page]:
        racine = referentiel.racine
        yield self._page(
            "referentiel", f"{referentiel.id}/", self._views.nom(racine), source=racine.path, noeud=racine,
            referentiel=referentiel,
        )  # fmt: skip
        yield self._page(
            "imprimer", addresses.to_print(referentiel), f"{self._views.nom(racine)}, à imprimer",
            source=racine.path, indexed=False, noeud=racine, referentiel=referentiel,
        )  # fmt: skip
        for axe in referentiel.axes:
            yield self._page(
                "axe",
                self._views.address(axe),
                f"{axe.id} {self._views.nom(axe)}",
                source=axe.path,
                noeud=axe,
            )
        actions = referentiel.actions()
        for before, action, after in _neighbours(actions):
            yield self._page(
                "action", self._views.address(action), f"{action.id} {self._views.nom(action)}",
                source=action.path if action.redige else "", indexed=action.redige,
                noeud=action, before=before, after=after, steps=self._context.history.of(action.key),
                modified=self._context.history.modified(action.key),
            )  # fmt: skip

    def _themes(self) -> Page:
        themes = self._contenu.thematiques
        matrices = [
            tallies.matrix(referentiel, themes) for referentiel in self._contenu.referentiels
        ]
        orphans = self._views.by_axe(tallies.without_theme(self._contenu.actions(), themes))
        title = "Thématiques Climat Pratic"
        return self._page(
            "thematiques", addresses.THEMES, title, matrices=matrices, orphans=orphans
        )

    def _theme(self, theme: Thematique) -> Page:
        actions = self._views.actions_of_theme(theme)
        by_line = sorted(actions, key=lambda noeud: (noeud.ligne is None, noeud.ligne))
        title = f"Thématique {self._views.theme_name(theme)}"
        by_axe = self._views.by_axe(actions)
        return self._page(
            "thematique",
            addresses.theme(theme.id),
            title,
            theme=theme,
            actions=by_line,
            by_axe=by_axe,
        )

    def _points(self) -> Page:
        themes = self._contenu.thematiques
        points_of = [tallies.points(one, themes) for one in self._contenu.referentiels]
        return self._page("points", addresses.POINTS, "Où sont les points ?", points_of=points_of)

    def _by_categorie(self) -> Mapping[str, list[Noeud]]:
        found: dict[str, list[Noeud]] = {categorie: [] for categorie in CATEGORIES}
        for referentiel in self._contenu.referentiels:
            for noeud in referentiel.walk():
                if noeud.categorie:
                    found[noeud.categorie].append(noeud)
        return found


def _neighbours(actions: tuple[Noeud, ...]) -> Iterator[tuple[Noeud | None, Noeud, Noeud | None]]:
    """Each action with those before and after it."""
    padded = (None, *actions, None)
    for (before, action), (_, after) in pairwise(pairwise(padded)):
        if action is not None:
            yield before, action, after
