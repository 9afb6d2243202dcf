"""Where each node is written: its own sheet, its line of the plan; and ids that are wrong there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from refsite.common import ids
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.model.fields import Place
from refsite.model.levels import Levels
from refsite.reading.nodes import Sheet, SheetNode

INDEX = "index"
"""The name of the file that describes a référentiel itself."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One place where a node is written."""

    id: str
    node: SheetNode
    path: str
    root: bool


def definitions_of(
    sheet: Sheet, referentiel: str, levels: Levels, problems: list[Problem]
) -> Iterable[Definition]:
    """The nodes of one file whose ids are right; the others are reported."""
    source = sheet.source
    if not sheet.titled:
        return
    index = is_index(source.stem)
    own = referentiel if index else source.stem
    if index and source.stem != INDEX:
        message = f"le fichier d’un référentiel s’appelle {INDEX}.md"
        hint = f"Renommez-le en {INDEX}.md."
        problems.append(problem(source.path, 0, "id-fichier", message, hint))
    for number, root in enumerate(sheet.roots):
        written = root.fields.text("id")
        if not written:
            continue
        line = root.fields.line_of("id")
        if not ids.is_id(written) and not (index and written == own):
            hint = _invalid_root(written, source.stem, own)
            problems.append(_invalid(source.path, line, written, hint))
            if not number and (index or ids.is_id(own)):  # the file's name says what it describes
                id_ = "" if index else own
                yield from _below(root, id_, source.path, levels, problems, root=True)
        elif written != own:
            message = f"l’id {quote(written)} n’est pas le nom du fichier"
            hint = _other_name(written, source.stem, own, first=not number)
            problems.append(problem(source.path, line, "id-fichier", message, hint))
        else:
            id_ = "" if index else written
            yield from _below(root, id_, source.path, levels, problems, root=True)


def is_index(stem: str) -> bool:
    """Whether a file of that name, in capitals or not, is a référentiel's own."""
    return stem.lower() == INDEX


def _other_name(written: str, stem: str, own: str, *, first: bool) -> str:
    """What to do with a title whose id is not its file's name."""
    file = quote(f"{written}.md")
    if not first:
        return f"Une fiche ne contient qu’un titre principal ; déplacez celui-ci dans {file}."
    if is_index(stem) or ids.is_id(stem):
        return f"Écrivez id: {own}, ou renommez le fichier en {file}."
    return f"Renommez le fichier en {file} ; s’il existe déjà, donnez un autre id à cette fiche et à son fichier."


def _invalid_root(written: str, stem: str, own: str) -> str:
    """What to write instead of the id of a sheet, which is also its file's name."""
    if is_index(stem):
        return f"Écrivez id: {own}."
    mended, how = _mended(written)
    if ids.is_id(stem):
        return f"Écrivez id: {stem}{how if mended == stem else ', comme le nom du fichier'}."
    if mended:
        return f"Écrivez id: {mended}{how}, et renommez le fichier en {quote(mended + '.md')}."
    return (
        "Un id est fait de nombres séparés par des points, par exemple 6.1.2 ; donnez-en un à cette fiche, "
        "et le même nom à son fichier : 6.1.2.md."
    )


def _mended(written: str) -> tuple[str, str]:
    """The id that was meant and what to leave out of what was written; empty when it cannot be told."""
    faults = (
        (r"\s+", "", "sans espace"),
        (r"[,;]", ".", "avec des points"),
        (r"\.{2,}", ".", "avec un seul point entre deux nombres"),
        (r"^[^0-9]+", "", "sans rien devant le premier nombre"),
        (r"\.+$", "", "sans point à la fin"),
        (r"(?<![0-9])0+(?=[0-9])", "", "sans zéro devant un nombre"),
    )
    mended, found = written, []
    for pattern, instead, how in faults:
        before, mended = mended, re.sub(pattern, instead, mended)
        if mended != before:
            found.append(how)
    return (mended, f", {', '.join(found)}") if found and ids.is_id(mended) else ("", "")


def _below(  # noqa: PLR0913  # a recursion carries its context
    node: SheetNode, id_: str, path: str, levels: Levels, problems: list[Problem], *, root: bool
) -> Iterable[Definition]:
    line = node.fields.line_of("id")
    if ids.depth(id_) > levels.deepest:
        message = f"{quote(id_)} est plus profond que les {levels.deepest} niveaux du référentiel"
        hint = f"Le niveau le plus profond est : {levels.order[-1]} (par exemple {levels.example})."
        problems.append(problem(path, line, "niveau", message, hint))
        return
    yield Definition(id_, node, path, root)
    for child in node.children:
        written = child.fields.text("id")
        if not written:
            continue
        if not ids.is_id(written):
            mended, how = _mended(written)
            expected = f"{id_}.1" if id_ else "1"
            hint = (
                f"Écrivez id: {mended}{how}."
                if mended and ids.parent(mended) == id_
                else f"Un id est fait de nombres séparés par des points, ici par exemple {expected}."
            )
            problems.append(_invalid(path, child.fields.line_of("id"), written, hint))
        elif ids.parent(written) != id_:
            problems.append(_misplaced(path, child, written, id_))
        else:
            yield from _below(child, written, path, levels, problems, root=False)


def _invalid(path: str, line: int, written: str, hint: str) -> Problem:
    return problem(path, line, "id-invalide", f"id invalide : {quote(written)}", hint)


def _misplaced(path: str, child: SheetNode, written: str, parent: str) -> Problem:
    message = f"l’id {quote(written)} n’est pas un enfant direct de {quote(parent)}"
    hint = f"Écrivez {parent}. suivi d’un seul nombre, ou changez le nombre de # du titre."
    if not parent:
        message = f"l’id {quote(written)} n’est pas celui d’un axe"
        hint = f"Déplacez ce titre et ce qu’il contient dans le plan de son axe, {quote(written.split('.', maxsplit=1)[0] + '.md')}."
    return problem(path, child.fields.line_of("id"), "id-parent", message, hint)


def keep_own_first(found: list[Definition], referentiel: str, problems: list[Problem]) -> None:
    """Keep the node's own sheet, then its line of the plan; report what is written twice."""
    roots = [definition for definition in found if definition.root]
    plans = [definition for definition in found if not definition.root]
    for first, *again in filter(None, (roots, plans)):
        line = first.node.fields.line_of("id")
        hint = f"Il est déjà à la ligne {line} de {first.path} ; donnez un autre numéro à l’un des deux."
        for twice in again:
            place = Place(twice.path, f"{referentiel}/{twice.id}", twice.node.fields)
            problems.append(
                place.problem(
                    "id",
                    "id-double",
                    f"l’id {quote(twice.id or referentiel)} est employé deux fois",
                    hint,
                )
            )
    found[:] = [*roots[:1], *plans[:1]]
