"""Sources of a folder to the contents: référentiels, themes, home page, synonyms."""

from collections.abc import Iterable

from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.assemble import assemble
from refsite.model.catalogue import read_catalogue
from refsite.model.definitions import INDEX, is_index
from refsite.model.levels import Levels, guess_levels, read_levels
from refsite.model.synonyms import read_synonyms
from refsite.model.triage import declared_anomalies
from refsite.model.values import Contenu, Referentiel
from refsite.model.withdrawals import declared_withdrawals
from refsite.reading.folder import Source
from refsite.reading.nodes import Sheet
from refsite.reading.sheets import Parser, parse_text
from refsite.reading.yaml_blocks import Fields

HOME, THEMES, SYNONYMS = INDEX, "climat-pratic", "synonymes"
_AT_ROOT = frozenset({HOME, THEMES, SYNONYMS})
"""Files at the root of the folder that are no sheets."""
ASIDE = frozenset({"readme", "versions"})
"""Files that the site leaves out: README.md, VERSIONS.md."""

RESERVED = frozenset({
    "404", "grille", "referentiels", "selection", "accessibilite", "assets", "categories", "climat-pratic", "contribuer", "donnees",
    "donnees-personnelles", "etat", "explorer", "mentions-legales", "nouveautes", "plan-du-site", "points",
    "recherche",
})  # fmt: skip
"""Names that addresses of the site use: no référentiel may have them."""


def read_contents(
    sources: Iterable[Source],
    report: Report,
    name: str = "referentiel",
    parser: Parser | None = None,
) -> Contenu:
    """The contents of a folder called `name`: sheets at its root form a référentiel of that name."""
    parser = parser or Parser()
    at_root: dict[str, Source] = {}
    sheets: dict[str, list[Sheet]] = {}
    for source in sources:
        stem = source.stem.lower()
        if stem in ASIDE:
            continue
        if not source.folder and stem in _AT_ROOT:
            at_root[stem] = source
            if stem != source.stem:
                report.add(messages.FILE_NAMED, source.path, name=stem)
        elif sheet := _sheet(source, parser, report):
            sheets.setdefault(source.path.split("/")[0] if source.folder else name, []).append(
                sheet
            )
    if not sheets:
        report.add(messages.FOLDER_EMPTY, "")
    catalogue = read_catalogue(f"{THEMES}.md", at_root.get(THEMES), report)
    themes = frozenset(theme.id for theme in catalogue.themes) or None
    referentiels = tuple(
        _referentiel(folder, found, themes, report)
        for folder, found in sheets.items()
        if _is_named(folder, report)
    )
    accueil = parse_text(at_root[HOME], report) if HOME in at_root else ()
    lists = parse_text(at_root[SYNONYMS], report) if SYNONYMS in at_root else ()
    synonymes = read_synonyms(lists, report)
    return Contenu(referentiels, catalogue.themes, catalogue.introduction, accueil, synonymes)


def _sheet(source: Source, parser: Parser, report: Report) -> Sheet | None:
    """A parsed sheet; None for a file at the root of the folder that is none."""
    own = Report()
    sheet = parser.parse(source, own)
    if not source.folder and not ids.is_id(source.stem) and not sheet.roots:
        report.add(messages.FILE_IGNORED_AT_ROOT, source.path)
        return None
    report.extend(own.problems)
    return sheet


def _is_named(folder: str, report: Report) -> bool:
    """Whether a folder has a name that a référentiel may have; report one that has not."""
    if ids.is_name(folder) and folder not in RESERVED:
        return True
    message = messages.FOLDER_RESERVED if folder in RESERVED else messages.FOLDER_NAME
    report.add(message, folder, folder=folder)
    return False


def _referentiel(
    folder: str, sheets: list[Sheet], themes: frozenset[str] | None, report: Report
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
