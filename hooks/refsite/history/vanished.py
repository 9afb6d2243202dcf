"""Check of numbers that left since the last version without being declared withdrawn."""

from collections.abc import Iterable, Iterator

from refsite.changes.changes import Change, Kind
from refsite.common import ids
from refsite.common.french import quote
from refsite.common.problems import Problem, problem
from refsite.model.values import Contenu

_LEAVING = {Kind.RETRAIT, Kind.DEPLACEMENT, Kind.DEPUBLICATION}


def vanished(contenu: Contenu, since: Iterable[Change], version: str) -> Iterator[Problem]:
    """A warning for each number that left since `version` and is not declared withdrawn, but not for those below it."""
    withdrawn = contenu.retires()
    alive = {noeud.key for noeud in contenu.walk()}
    left: dict[str, str] = {}
    for change in since:
        place = change.key.partition("/")[0]
        if change.kind is Kind.RETRAIT and change.mot == "référentiel":
            yield _lost(place, version)
        elif change.kind in _LEAVING:
            was, became = (
                (change.before, change.id) if change.kind is Kind.DEPLACEMENT else (change.id, "")
            )
            left[f"{place}/{was}"] = became
            left |= {f"{place}/{id_}": left.get(f"{place}/{id_}", "") for id_ in change.below}
    missing = {
        key: became
        for key, became in left.items()
        if ids.is_id(key.partition("/")[2])
        and key not in alive
        and not {key, *_above(key)} & withdrawn.keys()
    }
    for key, became in missing.items():
        if not any(above in missing for above in _above(key)):
            yield _undeclared(key, became, version)


def _above(key: str) -> list[str]:
    """The keys above a node's: `cae/6.1` and `cae/6` for `cae/6.1.2`."""
    return [key[:end] for end, sign in enumerate(key) if sign == "."]


def _lost(referentiel: str, version: str) -> Problem:
    message = (
        f"le référentiel {quote(referentiel)} existait dans la version {version} et n’existe plus"
    )
    hint = (
        f"Gardez {referentiel}/index.md : un titre, un bloc yaml avec id: {referentiel}, et dans retires les numéros"
        " qui s’y trouvaient ; leurs adresses diront ce qu’ils sont devenus."
    )
    return problem(
        f"{referentiel}/index.md", 0, "id-disparu", message, hint, node=f"{referentiel}/"
    )


def _undeclared(key: str, moved: str, version: str) -> Problem:
    place, _, left = key.partition("/")
    became = f" (il est devenu {moved})" if moved else ""
    message = f"{quote(left)} existait dans la version {version} et n’existe plus{became}"
    replacement = f"[{moved}]" if moved else "[…]"
    hint = (
        f"Déclarez-le dans retires : - {{id: {left}, depuis: {_next(version)}, remplace_par: {replacement}}}"
        " ; son adresse dira ce qu’il est devenu."
    )
    return problem(f"{place}/index.md", 0, "id-disparu", message, hint, node=key)


def _next(version: str) -> str:
    year, _, rank = version.partition(".")
    return f"{year}.{int(rank) + 1}"
