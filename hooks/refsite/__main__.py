"""Command line for editors: `python -m refsite check|diff|version`; `--help` says more.

Exit status: 0 when all is well, 1 when `check` finds what forbids to publish or `version` refuses, 2 when the
arguments cannot be used (an unknown revision, a file for a folder).
"""

import argparse
import datetime as dt
import os
import sys
from functools import partial
from pathlib import Path

from refsite.changes.sentences import as_json, as_markdown, as_text
from refsite.common.disk_cache import PROJECT_CACHE
from refsite.common.french import typo
from refsite.common.printed import annotation, listed, summary
from refsite.common.problems import errors_first, forbids
from refsite.history.diff import diff
from refsite.history.git import RevisionError, read_past
from refsite.history.timeline import read_history
from refsite.site.build import study
from refsite.site.release import JOURNAL, ReleaseError, release
from refsite.site.report import print_to

_FORMATS = {"texte": as_text, "markdown": as_markdown, "json": as_json}
_UNUSABLE = 2
_CATALOGUE = "climat-pratic.md"
"""A file at the root of the sheets, by which their folder is recognised."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command line and return its exit status."""
    options = _parser().parse_args(arguments)
    commands = {"check": _check, "diff": _diff, "version": _version}
    command = commands[options.command]
    try:
        return command(options)
    except BrokenPipeError:
        sys.stderr.close()  # the reader has left (head, less): nobody is there to be told
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="refsite", description="Vérifie et compare des fiches.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="dire tout ce qui est à corriger")
    check.add_argument("folder", type=Path, help="le dossier des fiches")
    check.add_argument("--strict", action="store_true", help="échouer aussi sur un avertissement")
    check.add_argument("--format", choices=("texte", "github"), default="texte")
    compare = commands.add_parser("diff", help="dire ce qui a changé entre deux révisions")
    for side in ("avant", "apres"):
        compare.add_argument(side, help="une étiquette, une révision git ou un dossier de fiches")
    compare.add_argument("--format", choices=sorted(_FORMATS), default="texte")
    version = commands.add_parser("version", help="publier une version des fiches")
    version.add_argument("name", metavar="AAAA.N", help="par exemple 2026.1")
    for command in (compare, version):
        command.add_argument(
            "--content", type=Path, default=Path("referentiel"), help="le dossier des fiches"
        )
    return parser


def _check(options: argparse.Namespace) -> int:
    """Run `check`: 1 when the folder cannot be published, or with `--strict` has warnings; 2 for a file."""
    folder: Path = options.folder
    if folder.is_file():
        whole = next((one for one in folder.parents if (one / _CATALOGUE).is_file()), folder.parent)
        told = (
            f"refsite check : {folder} est un fichier ; donnez le dossier : refsite check {whole}"
        )
        print_to(sys.stderr, typo(told) + "\n")
        return _UNUSABLE
    remember = partial(read_history, read_past(folder), cache=PROJECT_CACHE)
    problems = study(folder, remember=remember).problems
    github = options.format == "github"
    place = _in_repository(folder) if github else str(folder)
    # GitHub shows ten annotations of a kind: errors go first there, too.
    remarks = (annotation(item, place) for item in errors_first(problems))
    lines = remarks if github else listed(problems, place)
    print_to(sys.stdout, "".join(f"{line}\n" for line in lines))
    print_to(sys.stdout, typo(f"{folder} : {summary(problems)}") + "\n")
    return 1 if forbids(problems, strict=options.strict) else 0


def _in_repository(folder: Path) -> str:
    """Path of the folder relative to GitHub's checkout; unchanged when it is outside."""
    top = Path(os.environ.get("GITHUB_WORKSPACE", "."))
    if not folder.resolve().is_relative_to(top.resolve()):
        return str(folder)
    path = folder.resolve().relative_to(top.resolve()).as_posix()
    return "" if path == "." else path


def _diff(options: argparse.Namespace) -> int:
    try:
        changes, sides = diff(options.avant, options.apres, options.content)
    except RevisionError as error:
        print_to(sys.stderr, typo(f"refsite diff : {error}.") + "\n")
        return _UNUSABLE
    print_to(sys.stdout, _FORMATS[options.format](changes, sides))
    return 0


def _version(options: argparse.Namespace) -> int:
    try:
        release(options.name, options.content, dt.datetime.now(dt.UTC).date())
    except ReleaseError as error:
        print_to(sys.stderr, typo(f"refsite version : {error}.") + "\n")
        return 1
    told = f"Version {options.name} : {JOURNAL} est complété et l’étiquette v{options.name} posée."
    push = f"Publiez-les : git push --follow-tags (ou git push origin HEAD v{options.name})."
    print_to(sys.stdout, typo(f"{told}\n{push}") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
