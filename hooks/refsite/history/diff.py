"""Comparison of two revisions, or folders, that an editor names."""

from pathlib import Path

from refsite.changes.changes import Change
from refsite.changes.compare import Side, compare
from refsite.changes.sentences import Sides
from refsite.common.problems import Report
from refsite.history.git import RevisionError, open_repository
from refsite.history.revision import read_revision
from refsite.reading.folder import read_folder
from refsite.reading.sheets import Parser


def diff(before: str, after: str, folder: Path) -> tuple[tuple[Change, ...], Sides]:
    """Changes between two revisions of `folder`, or between folders. Raises RevisionError."""
    parser = Parser()
    sides = [_side(name, folder, parser) for name in (before, after)]
    return compare(sides[0], sides[1]), Sides(_called(before), _called(after))


def _side(name: str, folder: Path, parser: Parser) -> Side:
    report = Report()
    if _is_folder(name):
        sources = read_folder(Path(name), report).sources
    else:
        repository = open_repository(folder)
        if repository is None:
            message = f"{name} n’est pas un dossier, et {folder} n’est pas dans un dépôt git"
            raise RevisionError(message)
        commit = repository.commit(name)
        tree = repository.trees([commit]).get(commit, "")
        if not tree:
            message = f"la révision « {name} » ne contient pas le dossier {folder}"
            raise RevisionError(message)
        sources = repository.sources(tree, report)
    if not sources:
        message = f"« {name} » ne contient aucune fiche"
        raise RevisionError(message)
    return read_revision(sources, report, folder.resolve().name, parser).side


def _called(name: str) -> str:
    """Name of a revision in a sentence."""
    if _is_folder(name):
        return f"« {name} »"
    return f"la version {name[1:]}" if name[:1] == "v" and name[1:2].isdigit() else f"« {name} »"


def _is_folder(name: str) -> bool:
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):  # no name of a file: too long, or with a null
        return False
