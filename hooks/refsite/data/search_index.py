"""Search index of the browser: one row a node, straight from the model."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import orjson

from refsite.data.records import exact
from refsite.links.ordinary import Ordinary
from refsite.links.texts import Texts
from refsite.model.values import CATEGORIES, Contenu, Niveau, Noeud

LEVELS = tuple(niveau for niveau in Niveau if niveau is not Niveau.REFERENTIEL)


def search_data(contenu: Contenu, texts: Texts, pages: Iterable[Ordinary] = ()) -> str:
    """The index as compact JSON.

    A row of `noeuds` is: place of its référentiel, id, place of its level in `niveaux`, name, words, place of
    its catégorie (or null), points (or null), place of its theme (or null). A row of `pages` is: address, title, words
    below the title. An index without any has no `pages`.
    """
    themes = {theme.id: place for place, theme in enumerate(contenu.thematiques)}
    rows = [_page(one) for one in pages if one.page.found]
    data = {
        "referentiels": [
            {
                "id": referentiel.id,
                "nom": texts.names[referentiel.racine.key].text or referentiel.id,
                "axes": [[axe.id, texts.names[axe.key].text] for axe in referentiel.axes],
            }
            for referentiel in contenu.referentiels
        ],
        "niveaux": LEVELS,
        "mots": _level_words(contenu),
        "categories": CATEGORIES,
        "thematiques": [
            {"id": theme.id, "nom": texts.names[f"theme/{theme.id}"].text}
            for theme in contenu.thematiques
        ],
        "synonymes": contenu.synonymes,
        "noeuds": [
            _row(place, noeud, texts, themes)
            for place, referentiel in enumerate(contenu.referentiels)
            for noeud in referentiel.walk()
        ],
        **({"pages": rows} if rows else {}),
    }
    return orjson.dumps(data).decode()


def _level_words(contenu: Contenu) -> list[str]:
    """Words that people put before an id, and that the search leaves out."""
    own = {
        mot
        for r in contenu.referentiels
        for m in r.mots.values()
        for mot in (m.singulier, m.pluriel)
    }
    return sorted({*own, *LEVELS, "fiche", "numéro", "n"})


def _row(place: int, noeud: Noeud, texts: Texts, themes: Mapping[str, int]) -> list[object]:
    words = " ".join(texts.words[section] for section in (*noeud.sections, *noeud.suites))
    return [
        place,
        noeud.id,
        LEVELS.index(noeud.niveau),
        texts.names[noeud.key].text,
        words,
        CATEGORIES.index(noeud.categorie) if noeud.categorie else None,
        _number(noeud.points),
        themes.get(noeud.thematique),
    ]


def _page(one: Ordinary) -> tuple[str, str, str]:
    address, title = one.page.address, one.page.title
    return address, title, one.words.removeprefix(title).lstrip()


def _number(value: Decimal | None) -> float | int | None:
    """A number to four decimals."""
    return exact(None if value is None else round(value, 4))
