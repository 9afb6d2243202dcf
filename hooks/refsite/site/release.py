"""Release of a version of the contents: everything is checked before anything is written."""

import datetime as dt
from pathlib import Path

from refsite.changes.sentences import Sides, as_markdown
from refsite.common.codes import Severity
from refsite.common.french import long_date
from refsite.common.ids import VERSION
from refsite.common.printed import summary
from refsite.common.problems import worst
from refsite.history.diff import diff
from refsite.history.git import Repository, RevisionError, Version, open_repository, read_past
from refsite.history.timeline import read_history
from refsite.site.build import study

JOURNAL = "VERSIONS.md"
"""Changelog of the contents, at the top of their repository."""

_HEAD = "# Les versions des référentiels\n\nCe qui a changé dans les fiches, version par version, la plus récente d’abord.\n"


class ReleaseError(Exception):
    """A version that cannot be made; the message says why, in French. Nothing has changed."""


def release(name: str, folder: Path, today: dt.date) -> Path:
    """Tag the version `name` (`2026.1`) of a folder, once its entry in the journal is committed; that file's path.

    Raises ReleaseError, with the repository as it was.
    """
    repository = _repository(folder)
    _check_name(name, repository)
    found = study(folder, remember=lambda now: read_history(read_past(folder), now))
    if worst(found.problems) is not Severity.NOTE:
        message = f"les fiches ne passent pas la vérification stricte ({summary(found.problems)}) : voir make check"
        raise ReleaseError(message)
    journal = repository.top / JOURNAL
    if journal.is_symlink() or (journal.exists() and not journal.is_file()):
        message = f"{JOURNAL} n’est pas un fichier ordinaire"
        raise ReleaseError(message)
    before = journal.read_bytes() if journal.exists() else None
    journal.write_text(_with_entry(before, _entry(name, folder, today)), encoding="utf-8")
    failure = (
        repository.do("add", "--", JOURNAL)
        or repository.do("commit", "--quiet", "-m", f"Version {name} des référentiels", "--", JOURNAL)
    )  # fmt: skip
    if failure:
        repository.do("reset", "--quiet", "--", JOURNAL)
        _restore(journal, before)
        message = f"git n’a pas pu enregistrer {JOURNAL} : {failure}"
        raise ReleaseError(message)
    failure = repository.do("tag", "-a", f"v{name}", "-m", f"Version {name}")
    if failure:
        repository.do("reset", "--quiet", "--hard", "HEAD~1")
        message = f"git n’a pas pu poser l’étiquette v{name} : {failure}"
        raise ReleaseError(message)
    return journal


def _repository(folder: Path) -> Repository:
    repository = open_repository(folder)
    if repository is None or not repository.head():
        message = f"{folder} n’est pas dans un dépôt git qui a déjà un enregistrement"
        raise ReleaseError(message)
    if repository.shallow:
        message = "cette copie du dépôt est partielle : lancez « git fetch --unshallow --tags »"
        raise ReleaseError(message)
    if not repository.is_clean():
        message = "des modifications ne sont pas enregistrées : faites d’abord un « git commit » (voir git status)"
        raise ReleaseError(message)
    return repository


def _check_name(name: str, repository: Repository) -> None:
    """Check that the name of the new version is right, free and after the others. Raises ReleaseError."""
    if not VERSION.fullmatch(name):
        message = f"« {name} » n’est pas une version : écrivez l’année et un rang, par exemple make version V=2026.1"
        raise ReleaseError(message)
    merged, strays = repository.versions()
    for version in (*merged, *strays):
        if version.name == name:
            message = f"l’étiquette v{name} existe déjà ; une version publiée ne change plus"
            raise ReleaseError(message)
    last = merged[-1] if merged else None
    if last and Version(name, "", last.moment).rank < last.rank:
        message = f"la version {name} viendrait avant la dernière, {last.name}"
        raise ReleaseError(message)


def _entry(name: str, folder: Path, today: dt.date) -> str:
    """Entry of the journal: the changes since the last version, as `refsite diff` writes them. Raises ReleaseError."""
    past = read_past(folder)
    if past is None or not past.held:
        return f"## {name} ({long_date(today)})\n\nPremière version.\n"
    last = past.held[-1].name
    try:
        changes, sides = diff(f"v{last}", "HEAD", folder)
    except RevisionError as error:
        raise ReleaseError(str(error)) from error
    changed = as_markdown(changes, Sides(sides.before, f"la version {name}"), titled=False)
    return f"## {name} ({long_date(today)})\n\n{changed}"


def _with_entry(before: bytes | None, entry: str) -> str:
    """The journal with an entry before all others."""
    text = before.decode("utf-8", "replace") if before else _HEAD
    head, mark, rest = text.partition("\n## ")
    return f"{head.rstrip()}\n\n{entry.rstrip()}\n{mark}{rest}"


def _restore(journal: Path, before: bytes | None) -> None:
    if before is None:
        journal.unlink()
    else:
        journal.write_bytes(before)
