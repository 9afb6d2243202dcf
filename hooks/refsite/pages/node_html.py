"""Nodes as HTML in a few words: their names, links and numbers.

They are functions, and no macros, since a large site shows hundreds of thousands of them.
"""

from decimal import Decimal

from markupsafe import Markup

from refsite.common import french
from refsite.common.safe_html import filled
from refsite.links.lookup import Views
from refsite.model.values import Noeud
from refsite.pages.filters import or_dash


class NodeHtml:
    """Names and links of nodes, for `components/node.html.j2`."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def label(self, noeud: Noeud, *, html: bool = False) -> Markup:
        """The number and the name; `html` where the name is a heading of its own."""
        name = self._views.nom_html(noeud) if html else self._views.nom(noeud)
        if not noeud.id:
            return filled("%s", name)
        return filled('<span class="num">%s</span> %s', noeud.id, name)

    def link(self, noeud: Noeud, current: Noeud | None = None) -> Markup:
        """A link to a node's page, or to its place in one; `current` is the node that the page shows."""
        here = current is not None and noeud.key == current.key
        literal = (
            '<a href="root:%s" aria-current="page">%s</a>' if here else '<a href="root:%s">%s</a>'
        )
        return filled(literal, self._views.address(noeud), self.label(noeud))

    def anchor(self, noeud: Noeud) -> Markup:
        """A link to a node that the same page shows."""
        return filled('<a href="#%s">%s</a>', noeud.id, self.label(noeud))

    def plain(self, noeud: Noeud) -> Markup:
        """A link within a sentence: the number is not set apart."""
        words = f"{noeud.id} {self._views.nom(noeud)}" if noeud.id else self._views.nom(noeud)
        return filled('<a href="root:%s">%s</a>', self._views.address(noeud), words)


def data(noeud: Noeud, kind: str, value: Decimal | None, shown: str) -> Markup:
    """A number as it is shown, with its value, and the node and the kind that it is, for whoever computes with it."""
    if value is None:
        return filled("%s", shown)
    literal = '<data value="%s" data-node="%s" data-kind="%s">%s</data>'
    return filled(literal, value, noeud.key, kind, shown)


def points(noeud: Noeud, *, unit: bool = False) -> Markup:
    """A node's points; `unit`: with the word."""
    write = french.points if unit else french.number
    return data(noeud, "points", noeud.points, or_dash(write, noeud.points))


def part(noeud: Noeud) -> Markup:
    """A node's share in the one above it."""
    return data(noeud, "part", noeud.part, or_dash(french.percent, noeud.part))
