"""Check of numbers that left since the last version without being declared withdrawn."""

from collections.abc import Iterable

from refsite.changes.changes import Change, Kind
from refsite.common import ids, messages
from refsite.common.problems import Report
from refsite.model.values import Contenu

_LEAVING = {Kind.RETRAIT, Kind.DEPLACEMENT, Kind.DEPUBLICATION}


def vanished(contenu: Contenu, since: Iterable[Change], version: str, report: Report) -> None:
    """Warn of each number that is gone since the version `version` and not declared withdrawn.

    The numbers below such a one get no warning of their own.
    """
    withdrawn = contenu.retires()
    alive = {noeud.key for noeud in contenu.walk()}
    left: dict[str, str] = {}
    for change in since:
        place = change.key.partition("/")[0]
        if change.kind is Kind.RETRAIT and change.mot == "référentiel":
            report.add(
                messages.VANISHED_REFERENTIEL, f"{place}/index.md", node=f"{place}/",
                referentiel=place, version=version,
            )  # fmt: skip
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
            place, _, id_ = key.partition("/")
            message = messages.VANISHED_MOVED if became else messages.VANISHED
            report.add(
                message, f"{place}/index.md", node=key,
                id=id_, version=version, next=_next(version), moved=became,
            )  # fmt: skip


def _above(key: str) -> list[str]:
    """The keys above a node's: `cae/6.1` and `cae/6` for `cae/6.1.2`."""
    return [key[:end] for end, sign in enumerate(key) if sign == "."]


def _next(version: str) -> str:
    year, _, rank = version.partition(".")
    return f"{year}.{int(rank) + 1}"
