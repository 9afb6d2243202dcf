"""The pages of the référentiels: each with its axes and actions, and one for each number that left."""

from collections.abc import Iterator
from itertools import pairwise

from refsite.common import ids
from refsite.links import addresses
from refsite.model.values import Contenu, Noeud, Referentiel, Retire
from refsite.pages.documents import Documents, Page


def reference(documents: Documents) -> Iterator[Page]:
    """The pages of every référentiel, each before those of its axes and its actions."""
    for referentiel in documents.context.views.contenu.referentiels:
        yield from _whole(documents, referentiel)
        yield from _axes(documents, referentiel)
        yield from _actions(documents, referentiel)


def _whole(documents: Documents, referentiel: Referentiel) -> Iterator[Page]:
    """The page of a référentiel, and the one that holds all of it, for paper."""
    racine = referentiel.racine
    nom = documents.context.views.nom(racine)
    values = {"noeud": racine, "referentiel": referentiel}
    address, to_print = f"{referentiel.id}/", addresses.to_print(referentiel)
    yield documents.page(
        "reference/referentiel", address, nom, values, source=racine.path, markdown=True
    )
    title = f"{nom}, à imprimer"
    yield documents.page(
        "reference/imprimer", to_print, title, values, source=racine.path, indexed=False
    )


def _axes(documents: Documents, referentiel: Referentiel) -> Iterator[Page]:
    views = documents.context.views
    for before, axe, after in _neighbours(referentiel.axes):
        title = f"{axe.id} {views.nom(axe)}"
        values = {"noeud": axe, "before": before, "after": after}
        yield documents.page(
            "reference/axe", views.address(axe), title, values, source=axe.path, markdown=True
        )


def _actions(documents: Documents, referentiel: Referentiel) -> Iterator[Page]:
    views, history = documents.context.views, documents.context.history
    for before, action, after in _neighbours(referentiel.actions()):
        title = f"{action.id} {views.nom(action)}"
        values = {
            "noeud": action,
            "before": before,
            "after": after,
            "steps": history.of(action.key),
        }
        yield documents.page(
            "reference/action", views.address(action), title, values,
            source=action.path if action.redige else "", indexed=action.redige,
            modified=history.modified(action.key), markdown=True,
        )  # fmt: skip


def _neighbours(noeuds: tuple[Noeud, ...]) -> Iterator[tuple[Noeud | None, Noeud, Noeud | None]]:
    """Each node with those before and after it."""
    padded = (None, *noeuds, None)
    for (before, noeud), (_, after) in pairwise(pairwise(padded)):
        if noeud is not None:
            yield before, noeud, after


def withdrawn(documents: Documents) -> Iterator[Page]:
    """A page at the address of each number that left: since when, and what replaces it."""
    views, history = documents.context.views, documents.context.history
    retires, published = views.contenu.retires(), {entry.version for entry in history.versions}
    for retire in newest_first(views.contenu):
        anchor = f"#{addresses.version(retire.depuis)}" if retire.depuis in published else ""
        values = {
            "retire": retire,
            "racine": views.find(f"{retire.referentiel}/"),
            "former": history.gone(retire.key),
            "since": f"{addresses.NEWS}{anchor}",
            "heirs": [(key, views.find(key), key in retires) for key in retire.remplace_par],
        }
        title = f"{retire.id} : numéro retiré"
        yield documents.page("reference/retire", f"{retire.key}/", title, values, indexed=False)


def newest_first(contenu: Contenu) -> list[Retire]:
    """The numbers that left, newest first."""
    return sorted(
        contenu.retires().values(),
        key=lambda retire: (*(-n for n in ids.numbers(retire.depuis)), ids.numbers(retire.id)),
    )
