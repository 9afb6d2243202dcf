"""The pages that cross the référentiels: themes, catégories, points."""

from collections.abc import Iterator

from refsite.links import addresses
from refsite.model.values import CATEGORIES, Noeud, Thematique
from refsite.pages import tallies
from refsite.pages.documents import Documents, Page


def subjects(documents: Documents) -> Iterator[Page]:
    """The pages of themes, of catégories and of points."""
    yield _themes(documents)
    for theme in documents.context.views.contenu.thematiques:
        yield _theme(documents, theme)
    yield from _categories(documents)
    yield _points(documents)


def _themes(documents: Documents) -> Page:
    views = documents.context.views
    themes = views.contenu.thematiques
    matrices = [tallies.matrix(one, themes) for one in views.contenu.referentiels]
    values = {
        "matrices": matrices,
        "orphans": views.by_axe(tallies.without_theme(views.contenu.actions(), themes)),
        "some_unknown": any(matrix.total.tally.unknown for matrix in matrices),
    }
    title = "Thématiques Climat Pratic"
    return documents.page("subjects/thematiques", addresses.THEMES, title, values, markdown=True)


def _theme(documents: Documents, theme: Thematique) -> Page:
    views = documents.context.views
    name, actions = views.theme_name(theme), views.actions_of_theme(theme)
    values = {
        "theme": theme,
        "name": name,
        "actions": sorted(actions, key=lambda noeud: (noeud.ligne is None, noeud.ligne)),
        "by_axe": views.by_axe(actions),
    }
    address, title = addresses.theme(theme.id), f"Thématique {name}"
    return documents.page("subjects/thematique", address, title, values, markdown=True)


def _categories(documents: Documents) -> Iterator[Page]:
    """The page of the catégories, and one for each."""
    found: dict[str, list[Noeud]] = {categorie: [] for categorie in CATEGORIES}
    for referentiel in documents.context.views.contenu.referentiels:
        for noeud in referentiel.walk():
            if noeud.categorie:
                found[noeud.categorie].append(noeud)
    values = {"sous_actions": found}
    yield documents.page("subjects/categories", addresses.CATEGORIES, "Catégories", values)
    for categorie, noeuds in found.items():
        address, title = addresses.categorie(categorie), f"Catégorie « {categorie} »"
        own = {"categorie": categorie, "noeuds": noeuds}
        yield documents.page("subjects/categorie", address, title, own)


def _points(documents: Documents) -> Page:
    contenu = documents.context.views.contenu
    listed = [tallies.distribution(one, contenu.thematiques) for one in contenu.referentiels]
    values = {"distributions": listed}
    return documents.page("subjects/points", addresses.POINTS, "Où sont les points ?", values)
