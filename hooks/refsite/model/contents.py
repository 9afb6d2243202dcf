"""Sources of a folder to the contents: référentiels, themes, home page, synonyms, ordinary pages."""

from collections.abc import Iterable, Sequence

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.assemble import assemble
from refsite.model.catalogue import read_catalogue
from refsite.model.definitions import INDEX, is_index
from refsite.model.levels import Levels, guess_levels, read_levels
from refsite.model.page_checks import check_pages
from refsite.model.roles import HOME, KEPT, SYNONYMS, THEMES, roles
from refsite.model.synonyms import read_synonyms
from refsite.model.triage import declared_anomalies
from refsite.model.values import Contenu, Referentiel
from refsite.model.withdrawals import declared_withdrawals
from refsite.reading.folder import Source
from refsite.reading.nodes import Sheet
from refsite.reading.sheets import Parser, parse_text
from refsite.reading.yaml_blocks import Fields

RESERVED = KEPT | frozenset({
    "404", "grille", "referentiels", "selection", "accessibilite", "assets", "categories", "climat-pratic", "contribuer", "donnees",
    "donnees-personnelles", "etat", "explorer", "mentions-legales", "nouveautes", "plan-du-site", "points",
    "recherche",
})  # fmt: skip
"""Names that addresses of the site use, or will: no référentiel may have them."""


def read_contents(
    sources: Iterable[Source],
    report: Report,
    name: str = "referentiel",
    parser: Parser | None = None,
) -> Contenu:
    """The contents of a folder called `name`: sheets at its root form a référentiel of that name."""
    found = roles(sources, name, parser or Parser(), report)
    if not found.sheets:
        report.add(messages.FOLDER_EMPTY, "")
    check_pages(found.pages, report)
    catalogue = read_catalogue(f"{THEMES}.md", found.texts.get(THEMES), report)
    themes = frozenset(theme.id for theme in catalogue.themes) or None
    referentiels = tuple(
        _referentiel(folder, sheets, themes, report)
        for folder, sheets in found.sheets.items()
        if _is_named(folder, report)
    )
    accueil = parse_text(found.texts[HOME], report) if HOME in found.texts else ()
    lists = parse_text(found.texts[SYNONYMS], report) if SYNONYMS in found.texts else ()
    synonymes = read_synonyms(lists, report)
    return Contenu(
        referentiels, catalogue.themes, catalogue.introduction, accueil, synonymes, found.pages
    )


def _is_named(folder: str, report: Report) -> bool:
    """Whether a folder has a name that a référentiel may have; report one that has not."""
    if ids.is_name(folder) and folder not in RESERVED:
        return True
    message = messages.FOLDER_RESERVED if folder in RESERVED else messages.FOLDER_NAME
    report.add(message, folder, folder=folder)
    return False


def _referentiel(
    folder: str, sheets: Sequence[Sheet], themes: frozenset[str] | None, report: Report
) -> Referentiel:
    own = next((sheet for sheet in sheets if is_index(sheet.source.stem)), None)
    fields = own.roots[0].fields if own and own.roots else Fields()
    path = own.source.path if own else f"{folder}/{INDEX}.md"
    levels = read_levels(path, fields, report)
    if levels is None:
        levels = guess_levels(sheet.source.stem for sheet in sheets)
        if "niveaux" not in fields.entries:
            _report_guess(folder, path, levels, report, there=own is not None)
    racine = assemble(folder, sheets, levels, report, themes)
    anomalies = declared_anomalies(path, fields, report)
    retires = declared_withdrawals(folder, path, fields, report)
    return Referentiel(folder, racine, levels.mots, anomalies, retires)


def _report_guess(folder: str, path: str, levels: Levels, report: Report, *, there: bool) -> None:
    """Warn that levels are guessed; `there`: the référentiel's file exists."""
    words = (f"{niveau}: [{mot.singulier}, {mot.pluriel}]" for niveau, mot in levels.mots.items())
    message = messages.LEVELS_GUESSED if there else messages.LEVELS_NO_FILE
    report.add(message, path, int(there), levels=", ".join(words), file=path, folder=folder)
