"""What an editor names, a revision or a folder, to something that can be compared."""

from pathlib import Path

from refsite.changes.changes import Change
from refsite.changes.compare import Side, compare, side_of
from refsite.changes.sentences import Sides
from refsite.common.problems import Report
from refsite.history.git import RevisionError, open_repository
from refsite.model.contents import read_contents
from refsite.reading.folder import read_folder
from refsite.reading.sheets import Parser


def diff(before: str, after: str, folder: Path) -> tuple[tuple[Change, ...], Sides]:
    """What changed between two revisions of `folder`, or between folders. Raises RevisionError."""
    parser = Parser()
    sides = [_side(name, folder, parser) for name in (before, after)]
    return compare(sides[0], sides[1]), Sides(_called(before), _called(after))


def _side(name: str, folder: Path, parser: Parser) -> Side:
    if _is_folder(name):
        sources, unread = read_folder(Path(name))
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
        sources, unread = repository.sources(tree)
    if not sources:
        message = f"« {name} » ne contient aucune fiche"
        raise RevisionError(message)
    report = Report(unread)
    contenu = read_contents(sources, report, folder.resolve().name, parser)
    return side_of(contenu, report.problems)


def _called(name: str) -> str:
    """What a revision is called in a sentence."""
    if _is_folder(name):
        return f"« {name} »"
    return f"la version {name[1:]}" if name[:1] == "v" and name[1:2].isdigit() else f"« {name} »"


def _is_folder(name: str) -> bool:
    try:
        return bool(name) and Path(name).is_dir()
    except (OSError, ValueError):  # no name of a file: too long, or with a null
        return False
