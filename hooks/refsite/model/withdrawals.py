"""Numbers that left: declared in their référentiel's file, so that their address still says what became of them."""

from collections.abc import Iterator, Mapping

from refsite.common import ids
from refsite.common.french import quote
from refsite.common.ids import VERSION
from refsite.common.problems import Problem, problem
from refsite.model.values import Contenu, Retire
from refsite.reading.yaml_blocks import Fields

_KEYS = frozenset({"id", "depuis", "remplace_par", "raison"})
_EXAMPLE = "- {id: 6.1.9, depuis: 2026.1, remplace_par: [6.1.2], raison: regroupée avec 6.1.2}"


def declared_withdrawals(
    referentiel: str, path: str, fields: Fields
) -> tuple[tuple[Retire, ...], tuple[Problem, ...]]:
    """The numbers that a référentiel's file says withdrawn, and the declarations that cannot be read."""
    entry = fields.entries.get("retires")
    if entry is None:
        return (), ()
    items = entry.value if isinstance(entry.value, tuple) else (entry.value,)
    found: dict[str, Retire] = {}
    problems: list[Problem] = []
    for item in items:
        line = item.line if isinstance(item, Fields) else entry.line
        read = (
            _read(referentiel, path, item)
            if isinstance(item, Fields)
            else "il s’écrit entre accolades, avec son id"
        )
        if isinstance(read, Retire) and read.id in found:
            read = f"{quote(read.id)} y est déjà, ligne {found[read.id].line}"
        if isinstance(read, Retire):
            found[read.id] = read
        else:
            message = f"ce retrait ne se lit pas : {read}"
            problems.append(
                problem(
                    path, line, "retrait-illisible", message, f"Écrivez par exemple {_EXAMPLE}."
                )
            )
    return tuple(found.values()), tuple(problems)


def _read(referentiel: str, path: str, item: Fields) -> Retire | str:
    """A declaration, or what is wrong with it."""
    unknown = [key for key in item.entries if key not in _KEYS]
    if unknown:
        return f"clé inconnue : {quote(unknown[0])}"
    id_, depuis = item.text("id"), item.text("depuis")
    if not ids.is_id(id_):
        return f"id invalide : {quote(id_)}" if id_ else "il n’a pas d’id"
    if not VERSION.fullmatch(depuis):
        return "depuis n’est pas une version, par exemple 2026.1"
    keys: list[str] = []
    for written in _texts(item, "remplace_par"):
        place, _, number = written.rpartition("/")
        if not ids.is_id(number) or (place and not ids.is_name(place)):
            return f"remplace_par n’est pas un numéro : {quote(written)}"
        keys.append(f"{place or referentiel}/{number}")
    return Retire(referentiel, id_, depuis, tuple(keys), item.any_text("raison"), path, item.line)


def _texts(item: Fields, key: str) -> list[str]:
    """The texts of a key, one or a list."""
    entry = item.entries.get(key)
    if entry is None:
        return []
    values = entry.value if isinstance(entry.value, tuple) else (entry.text,)
    return [text for value in values if isinstance(value, str) and (text := value.strip())]


def check_withdrawals(contenu: Contenu) -> Iterator[Problem]:
    """What is wrong with the declarations, now that all numbers are known."""
    alive = {noeud.key: noeud for r in contenu.referentiels for noeud in r.walk()}
    withdrawn = contenu.retires()
    for referentiel in contenu.referentiels:
        for retire in referentiel.retires:
            if retire.key in alive:
                noeud = alive[retire.key]
                message = f"{quote(retire.id)} est déclaré retiré, et {noeud.path}, ligne {noeud.line}, l’emploie"
                hint = "Retirez-le de retires, ou donnez un autre numéro à l’élément : un numéro ne sert qu’une fois."
                yield _told(retire, "retrait-vivant", message, hint)
            for key in retire.remplace_par:
                if key not in alive and not _leads(key, withdrawn, alive):
                    name = key.removeprefix(f"{referentiel.id}/")
                    why = "a été retiré et mène en rond" if key in withdrawn else "n’existe pas"
                    message = f"{quote(retire.id)} est remplacé par {quote(name)}, qui {why}"
                    hint = "Écrivez dans remplace_par des numéros qui existent ; eci/5.2 pour l’autre référentiel."
                    yield _told(retire, "retrait-sans-suite", message, hint)


def _leads(key: str, withdrawn: Mapping[str, Retire], alive: Mapping[str, object]) -> bool:
    """Whether a number that left leads in the end to one that is there, or to none on purpose."""
    seen: set[str] = set()
    ahead = [key]
    while ahead:
        now = ahead.pop()
        if now in alive:
            return True
        if now in withdrawn and now not in seen:
            seen.add(now)
            if not withdrawn[now].remplace_par:
                return True
            ahead += withdrawn[now].remplace_par
    return False


def _told(retire: Retire, code: str, message: str, hint: str) -> Problem:
    return problem(retire.path, retire.line, code, message, hint, node=retire.key)
