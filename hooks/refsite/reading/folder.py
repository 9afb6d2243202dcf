"""The content's folder, read once: file names and texts, and what could not be read."""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from refsite.common import bounds
from refsite.common.french import quote
from refsite.common.memo import Memo
from refsite.common.problems import Problem, problem
from refsite.reading.files import read_files
from refsite.reading.oversize import check_bounds, too_many_bytes

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# To yaml and to some editors, a line ends here; to all else, this is a blank. Word processors leave some.
_SEPARATOR = re.compile(r"[\u2028\u2029]")
_DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(rf"{_CONTROL.pattern}|{_SEPARATOR.pattern}|{_DIRECTION.pattern}")


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file: its path in the folder, with `/`, its text (NFC, LF, no BOM), and its bytes as they are."""

    path: str
    text: str
    raw: bytes = field(default=b"", compare=False)

    @property
    def folder(self) -> str:
        """The folder's part of the path; empty at the root."""
        return self.path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """The file's name without its extension."""
        return self.path.rpartition("/")[2].removesuffix(".md")


class Decoder(Memo[tuple[str, bytes], tuple[Source | None, tuple[Problem, ...]]]):
    """The sources of files given by path and bytes, each decoded once."""

    def __init__(self) -> None:
        super().__init__(_source)


def _source(file: tuple[str, bytes]) -> tuple[Source | None, tuple[Problem, ...]]:
    text, problems = decode(*file)
    return (None if text is None else Source(file[0], text, file[1])), problems


def read_folder(
    folder: Path, decoded: Decoder | None = None
) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The Markdown files below `folder`, sorted by path, and the problems met; follows no link."""
    decoded = decoded or Decoder()
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, raw in read_files(folder, problems).items():
        if not path.endswith(".md"):
            hint = (
                f"Renommez-le en {quote(PurePath(path).stem + '.md')}, en minuscules."
                if path.lower().endswith(".md")
                else "Seuls les fichiers .md sont publiés ; rangez les autres hors du dossier."
            )
            problems.append(problem(path, 0, "fichier-ignore", "ce fichier n’est pas publié", hint))
            continue
        source, found = decoded((path, raw))
        problems += found
        if source is not None:
            sources.append(source)
    return tuple(sources), tuple(problems)


def decode(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file's bytes, BOM and CRLF set aside, and the problems; None if it is not UTF-8 or out of bounds."""
    if len(raw) > bounds.FILE:
        return None, (too_many_bytes(path),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = (
            "Enregistrez le fichier en UTF-8 (dans l’éditeur : Enregistrer sous, encodage UTF-8)."
        )
        return None, (problem(path, line, "encodage", "ce fichier n’est pas en UTF-8", hint),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if beyond := tuple(check_bounds(path, text)):
        return None, beyond
    clean, problems = _shown(path, text) if _UNSEEN.search(text) else (text, [])
    if not unicodedata.is_normalized("NFC", clean):
        composed = unicodedata.normalize("NFC", clean)
        line = _first_difference(clean, composed)
        hint = "Retapez les lettres accentuées de cette ligne ; la page les montre déjà composées."
        message = "accents décomposés (le texte n’est pas en NFC)"
        problems.append(problem(path, line, "texte-nfc", message, hint))
        clean = composed
    return clean, tuple(problems)


def _shown(path: str, text: str) -> tuple[str, list[Problem]]:
    """A text whose control characters are seen, its separators blanks; and what is told of what was not seen."""
    problems = []
    clean = _CONTROL.sub("\ufffd", text)
    if clean != text:
        line = _first_difference(text, clean)
        hint = "Effacez le caractère invisible de cette ligne ; il est montré par « \ufffd »."
        problems.append(
            problem(path, line, "texte-controle", "caractère de commande invisible", hint)
        )
    if separator := _SEPARATOR.search(clean):
        line = clean.count("\n", 0, separator.start()) + 1
        hint = "Effacez-le, ou passez vraiment à la ligne : il est lu comme une espace."
        message = "séparateur de lignes invisible"
        problems.append(problem(path, line, "texte-controle", message, hint))
        clean = _SEPARATOR.sub(" ", clean)
    if turned := _DIRECTION.search(clean):
        line = clean.count("\n", 0, turned.start()) + 1
        hint = "Effacez-le : ce qui le suit peut s’afficher dans un autre ordre qu’il n’est écrit."
        message = "caractère invisible qui change le sens de lecture"
        problems.append(problem(path, line, "texte-controle", message, hint))
    return clean, problems


def _first_difference(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return next((n for n, (old, new) in enumerate(pairs, 1) if old != new), 1)
