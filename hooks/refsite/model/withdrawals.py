"""Withdrawn numbers: declared in their référentiel's file, so that their address says what became of them."""

from collections.abc import Collection, Mapping

from refsite.common import ids, messages
from refsite.common.ids import VERSION
from refsite.common.problems import Report
from refsite.model.values import Contenu, Retire
from refsite.reading.yaml_blocks import Fields

_KEYS = frozenset({"id", "depuis", "remplace_par", "raison"})


def declared_withdrawals(
    referentiel: str, path: str, fields: Fields, report: Report
) -> tuple[Retire, ...]:
    """The numbers that a référentiel's file declares withdrawn."""
    declared = fields.entries.get("retires")
    if declared is None:
        return ()
    items = declared.value if isinstance(declared.value, tuple) else (declared.value,)
    found: dict[str, Retire] = {}
    for item in items:
        if not isinstance(item, Fields):
            report.add(messages.WITHDRAWAL_SHAPE, path, declared.line)
            continue
        read = _read(referentiel, path, item, report)
        if read and read.id in found:
            first = found[read.id].line
            report.add(messages.WITHDRAWAL_TWICE, path, item.line, id=read.id, line=first)
        elif read:
            found[read.id] = read
    return tuple(found.values())


def _read(referentiel: str, path: str, item: Fields, report: Report) -> Retire | None:
    """A declaration; None when it cannot be read."""
    unknown = [key for key in item.entries if key not in _KEYS]
    if unknown:
        report.add(messages.WITHDRAWAL_KEY, path, item.line, key=unknown[0])
        return None
    id_, depuis = item.text("id"), item.text("depuis")
    if not ids.is_id(id_):
        message = messages.WITHDRAWAL_ID if id_ else messages.WITHDRAWAL_NO_ID
        report.add(message, path, item.line, id=id_)
        return None
    if not VERSION.fullmatch(depuis):
        report.add(messages.WITHDRAWAL_SINCE, path, item.line)
        return None
    keys: list[str] = []
    for written in _texts(item, "remplace_par"):
        place, _, number = written.rpartition("/")
        if not ids.is_id(number) or (place and not ids.is_name(place)):
            report.add(messages.WITHDRAWAL_BY, path, item.line, id=written)
            return None
        keys.append(f"{place or referentiel}/{number}")
    return Retire(referentiel, id_, depuis, tuple(keys), item.any_text("raison"), path, item.line)


def _texts(item: Fields, key: str) -> list[str]:
    """The texts of a key, one or a list."""
    found = item.entries.get(key)
    if found is None:
        return []
    values = found.value if isinstance(found.value, tuple) else (found.text,)
    return [text for value in values if isinstance(value, str) and (text := value.strip())]


def check_withdrawals(contenu: Contenu, report: Report) -> None:
    """Check the declarations, now that all numbers are known."""
    alive = {noeud.key: noeud for noeud in contenu.walk()}
    withdrawn = contenu.retires()
    ended = _ended(withdrawn, alive)
    for referentiel in contenu.referentiels:
        for retire in referentiel.retires:
            if noeud := alive.get(retire.key):
                report.add(
                    messages.WITHDRAWAL_USED, retire.path, retire.line, node=retire.key,
                    id=retire.id, file=noeud.path, line=noeud.line,
                )  # fmt: skip
            for key in retire.remplace_par:
                if key not in alive and key not in ended:
                    circle = key in withdrawn
                    message = messages.WITHDRAWAL_CIRCLE if circle else messages.WITHDRAWAL_UNKNOWN
                    report.add(
                        message, retire.path, retire.line, node=retire.key,
                        id=retire.id, other=key.removeprefix(f"{referentiel.id}/"),
                    )  # fmt: skip


def _ended(withdrawn: Mapping[str, Retire], alive: Collection[str]) -> frozenset[str]:
    """The withdrawn numbers whose replacements lead to a number in use, or to none on purpose."""
    replaces: dict[str, list[str]] = {}
    for key, retire in withdrawn.items():
        for other in retire.remplace_par:
            replaces.setdefault(other, []).append(key)
    ahead = [key for key, retire in withdrawn.items() if not retire.remplace_par]
    ahead += [key for other, keys in replaces.items() if other in alive for key in keys]
    ended: set[str] = set()
    while ahead:
        key = ahead.pop()
        if key not in ended:
            ended.add(key)
            ahead += replaces.get(key, ())
    return frozenset(ended)
