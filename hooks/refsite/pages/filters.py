"""Jinja filters: all that templates may call.

A filter has the name of what it gives; what a template is handed itself are values.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from refsite.changes import sentences
from refsite.common import french
from refsite.common.safe_html import spaced
from refsite.links import addresses
from refsite.links.lookup import Views
from refsite.model.values import Noeud
from refsite.pages import bars
from refsite.pages.assets import Assets
from refsite.reading.nodes import Section

Filters = Mapping[str, Callable[..., object]]

DASH = "–"
"""Sign for a number or a name that is not known."""


def or_dash(write: Callable[[Decimal], str], value: Decimal | None) -> str:
    """A number as it is written, or a dash where it is not known."""
    return DASH if value is None else write(value)


def _link_words(text: str) -> str:
    """A text as the words of a link in Markdown: on one line, brackets kept from ending it."""
    words = " ".join(text.split()).replace("[", "\\[").replace("]", "\\]")
    return words.replace("<", "&lt;")


WORDS: Filters = {
    "capital": french.capital,
    "count": french.count,
    "cut": sentences.cut,
    "dash": lambda value: DASH if value is None or value == "" else value,
    "date": french.long_date,
    "link_words": _link_words,
    "number": partial(or_dash, french.number),
    "overview": sentences.overview,
    "percent": partial(or_dash, french.percent),
    "points": french.points,
    "said": sentences.say,
    "size": french.size,
    "slug": french.slug,
    "typo": spaced,
}
"""Filters of numbers, words and changes."""


def of_model(views: Views, assets: Assets) -> Filters:
    """Filters of nodes, themes, actions and addresses."""
    return {
        "action": views.action,
        "actions": Noeud.actions,
        "actions_of_theme": views.actions_of_theme,
        "address": views.address,
        "asset": assets.path,
        "axe": views.axe,
        "by_referentiel": views.by_referentiel,
        "categorie_address": addresses.categorie,
        "cited_by": views.cited_by,
        "cited_in": views.cited_in,
        "citing_actions": views.citing_actions,
        "description": views.description,
        "file_address": views.file_address,
        "first_cited": views.first_cited,
        "has_long_name": views.long_name,
        "headings": views.headings,
        "mot": views.mot,
        "more_kin": views.more_kin,
        "near": views.near,
        "noeud": views.find,
        "nom": views.nom,
        "nom_html": views.nom_html,
        "own_page": addresses.own_page,
        "parents": views.parents,
        "points_bar": bars.points_bar,
        "referentiel": views.referentiel,
        "same_theme": views.same_theme,
        "share_bar": bars.share_bar,
        "share_of": bars.share_of,
        "shares_by_categorie": bars.shares_by_categorie,
        "short_name": views.short_name,
        "theme": views.theme,
        "theme_address": addresses.theme,
        "theme_name": views.theme_name,
        "to_print": addresses.to_print,
        "transcribed": views.transcribed,
        "version_anchor": addresses.version,
        "weights": views.weights,
        "with_level": partial(_with_level, views),
        "written": written,
    }


def _with_level(
    views: Views, sections: tuple[Section, ...], first: int
) -> Iterator[tuple[int, Section]]:
    """Sections, each with the level of its heading, the first of them `first`."""
    shown = views.headings(sections, min(first, 6))
    return ((heading.level, section) for heading, section in zip(shown, sections, strict=True))


def written(actions: Iterable[Noeud]) -> int:
    """Number of actions with a text."""
    return sum(1 for action in actions if action.redige)
