"""`python -m refsite check FOLDER [--strict]`: print every problem of a folder; exit 1 on errors."""

import argparse
import sys
from pathlib import Path

from refsite.build import study
from refsite.french import typo
from refsite.problems import Severity, show, summary, worst


def main(arguments: list[str] | None = None) -> int:
    """The exit status: 1 when the folder cannot be published, or with `--strict` when it has warnings."""
    parser = argparse.ArgumentParser(prog="refsite", description="Vérifie les fiches d’un dossier.")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help="dire tout ce qui est à corriger")
    command.add_argument("folder", type=Path, help="le dossier des fiches")
    command.add_argument("--strict", action="store_true", help="échouer aussi sur un avertissement")
    options = parser.parse_args(arguments)
    problems = study(options.folder).problems
    for item in problems:
        sys.stdout.write(f"{show(item, str(options.folder))}\n")
    sys.stdout.write(typo(f"{options.folder} : {summary(problems)}") + "\n")
    forbidden = {Severity.ERREUR, Severity.AVERTISSEMENT} if options.strict else {Severity.ERREUR}
    return 1 if worst(problems) in forbidden else 0


if __name__ == "__main__":
    sys.exit(main())
