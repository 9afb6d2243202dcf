"""All the files of the folder to the référentiels, the themes and the problems found on the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from refsite.common import ids
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.model.assemble import assemble
from refsite.model.definitions import INDEX, is_index
from refsite.model.fields import Place, check_name
from refsite.model.levels import Levels, guess_levels, read_levels
from refsite.model.synonyms import read_synonyms
from refsite.model.triage import declared_anomalies
from refsite.model.values import Contenu, Referentiel, Thematique
from refsite.model.withdrawals import declared_withdrawals
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.sheets import Parser, parse_sheet, parse_text
from refsite.reading.yaml_blocks import Fields

SYNONYMS = "synonymes"
HOME, THEMES = INDEX, "climat-pratic"
_AT_ROOT = frozenset({HOME, THEMES, SYNONYMS})
ASIDE = frozenset({"readme", "versions"})
"""Files that are for those who keep the folder, not for the site: README.md, VERSIONS.md."""

RESERVED = frozenset({
    "404", "grille", "referentiels", "selection", "accessibilite", "assets", "categories", "climat-pratic", "contribuer", "donnees",
    "donnees-personnelles", "etat", "explorer", "mentions-legales", "nouveautes", "plan-du-site", "points",
    "recherche",
})  # fmt: skip
"""Names that addresses of the site use: no référentiel may have them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the folder holds, and what is wrong with its grammar."""

    contenu: Contenu
    problems: tuple[Problem, ...]


def read_contents(
    sources: Iterable[Source], name: str = "referentiel", parse: Parser | None = None
) -> Reading:
    """The contents of a folder called `name`: sheets at its root form a référentiel of that name."""
    parse = parse or Parser()
    problems: list[Problem] = []
    groups: dict[str, list[Sheet]] = {}
    accueil: tuple[Section, ...] = ()
    catalogue: Sheet | None = None
    synonymes: tuple[tuple[str, str], ...] = ()
    for source in sources:
        top = source.path.split("/")[0] if source.folder else ""
        stem = source.stem.lower()
        if stem in ASIDE:
            continue
        if not top and stem in _AT_ROOT and stem != source.stem:
            hint = f"Renommez-le en {stem}.md."
            message = f"ce fichier s’appelle {stem}.md"
            problems.append(problem(source.path, 0, "id-fichier", message, hint))
        if not top and stem == HOME:
            accueil, found = parse_text(source)
            problems += found
            continue
        if not top and stem == SYNONYMS:
            lines, found = parse_text(source)
            synonymes, unread = read_synonyms(lines)
            problems += (*found, *unread)
            continue
        if not top and stem == THEMES:
            catalogue, found = parse_sheet(source, plain_title=True)
            problems += found
            continue
        sheet, found = parse(source)
        if not top and not ids.is_id(source.stem) and not sheet.roots:
            hint = "Une fiche se range dans le dossier de son référentiel ; index.md est le texte de l’accueil."
            problems.append(
                problem(source.path, 0, "fichier-ignore", "ce fichier n’est pas publié", hint)
            )
            continue
        groups.setdefault(top or name, []).append(sheet)
        problems += found
    thematiques, introduction = _themes(catalogue, problems)
    known = frozenset(theme.id for theme in thematiques) if thematiques else None
    referentiels = tuple(
        _referentiel(folder, sheets, known, problems)
        for folder, sheets in groups.items()
        if _named(folder, problems)
    )
    if not groups:
        hint = "Un référentiel est un dossier, par exemple cae/, qui contient des fiches comme 6.1.2.md."
        problems.append(problem("", 0, "contenu-vide", "ce dossier ne contient aucune fiche", hint))
    contenu = Contenu(referentiels, thematiques, introduction, accueil, synonymes)
    return Reading(contenu, tuple(problems))


def _named(folder: str, problems: list[Problem]) -> bool:
    """Whether a folder can be a référentiel's; says so when it cannot."""
    if ids.is_name(folder) and folder not in RESERVED:
        return True
    hint = (
        "Ce nom est pris par une adresse du site : donnez-en un autre au dossier d’un référentiel ; rangez ailleurs ce qui n’en est pas un."
        if folder in RESERVED
        else "Donnez-lui un nom court en minuscules, sans accent ni espace, par exemple cae."
    )
    message = f"le dossier {quote(folder)} ne peut pas être celui d’un référentiel"
    problems.append(problem(folder, 0, "id-invalide", message, hint))
    return False


def _referentiel(
    folder: str, sheets: list[Sheet], themes: frozenset[str] | None, problems: list[Problem]
) -> Referentiel:
    own = next((sheet for sheet in sheets if is_index(sheet.source.stem)), None)
    fields = own.roots[0].fields if own and own.roots else Fields()
    path = own.source.path if own else f"{folder}/{INDEX}.md"
    levels, found = read_levels(path, fields)
    problems += found
    if levels is None:
        levels = guess_levels(sheet.source.stem for sheet in sheets)
        if not found:
            problems.append(_no_levels(folder, path, levels, there=own is not None))
    racine, found = assemble(folder, sheets, levels, themes)
    problems += found
    anomalies, found = declared_anomalies(path, fields)
    problems += found
    retires, found = declared_withdrawals(folder, path, fields)
    problems += found
    return Referentiel(folder, racine, levels.mots, anomalies, retires)


def _no_levels(folder: str, path: str, levels: Levels, *, there: bool) -> Problem:
    """The warning that levels are guessed, with what to write; `there`: the référentiel's file exists."""
    words = (f"{niveau}: [{mot.singulier}, {mot.pluriel}]" for niveau, mot in levels.mots.items())
    line = f"niveaux: {{{', '.join(words)}}}"
    hint = (
        f"Ajoutez au bloc yaml, avec les mots du référentiel : {line}."
        if there
        else f"Créez {path} : un titre, puis un bloc yaml avec id: {folder} et, avec les mots du référentiel, {line}."
    )
    message = "ce référentiel ne dit pas ses niveaux ; ils sont devinés d’après les id"
    return problem(path, int(there), "referentiel-absent", message, hint)


def _themes(
    sheet: Sheet | None, problems: list[Problem]
) -> tuple[tuple[Thematique, ...], tuple[Section, ...]]:
    """The themes in the order of their file, and the text that introduces them."""
    if sheet is None:
        hint = "Créez climat-pratic.md : un titre, puis pour chaque thématique un titre ## et un bloc yaml avec son id."
        problems.append(problem(f"{THEMES}.md", 0, "themes-absents", "ce fichier manque", hint))
        return (), ()
    themes: dict[str, Thematique] = {}
    path = sheet.source.path
    problems += _astray(sheet)
    for node in (child for root in sheet.roots for child in root.children):
        id_ = node.fields.text("id")
        place = Place(path, f"{THEMES}/{id_}", node.fields)
        if not id_:
            continue
        if not ids.is_name(id_):
            hint = "L’id d’une thématique s’écrit en minuscules, sans accent ni espace, par exemple parten_coop."
            problems.append(place.problem("id", "id-invalide", f"id invalide : {quote(id_)}", hint))
        elif id_ in themes:
            hint = f"La thématique est déjà à la ligne {themes[id_].line}."
            problems.append(
                place.problem("id", "id-double", f"l’id {quote(id_)} est employé deux fois", hint)
            )
        else:
            problems += check_name(path, place.node, node.name, node.line)
            themes[id_] = Thematique(id_, node.name.strip(), _texts(node), path, node.line)
    return tuple(themes.values()), tuple(
        section for root in sheet.roots for section in _texts(root)
    )


def _astray(sheet: Sheet) -> Iterator[Problem]:
    """What the catalogue has no place for: themes elsewhere than below the title, keys other than their id; or no theme."""
    path = sheet.source.path
    themes = [child for root in sheet.roots for child in root.children]
    if sheet.roots and sheet.roots[0].depth > 1 and not themes:
        hint = "Écrivez # Climat Pratic à la première ligne, au-dessus des thématiques."
        yield problem(path, 1, "catalogue-invalide", "ce fichier n’a pas de titre", hint)
        return
    if not themes and not sheet.roots[1:]:
        hint = "Pour chaque thématique, écrivez un titre ## suivi d’un bloc yaml avec son id."
        message = "ce fichier ne contient aucune thématique"
        yield problem(path, 1, "themes-absents", message, hint)
    for node in (*sheet.roots[1:], *(below for theme in themes for below in theme.children)):
        hint = "Mettez deux # devant le titre d’une thématique ; un seul titre, celui du fichier, en a un."
        message = f"{quote(node.name)} n’est pas au niveau d’une thématique"
        yield problem(path, node.line, "catalogue-invalide", message, hint)
    for node in (*sheet.roots, *themes):
        for key in node.fields.entries.keys() - {"id"}:
            hint = "Écrivez ce texte sous le titre, après le bloc : un bloc de ce fichier ne donne qu’un id."
            message = f"clé sans emploi ici : {quote(key)}"
            yield problem(path, node.fields.line_of(key), "catalogue-invalide", message, hint)


def _texts(node: SheetNode) -> tuple[Section, ...]:
    return tuple(part for part in node.body if isinstance(part, Section))
