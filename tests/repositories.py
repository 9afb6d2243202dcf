"""Git repositories made for a test or a benchmark: sheets, commits and tags with dates of their own."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests import crawl

ROOT = """\
# Vert
```yaml
id: vert
points: 100
niveaux:
  axe: [domaine, domaines]
  sous-axe: [sous-domaine, sous-domaines]
  action: [mesure, mesures]
  sous-action: [étape, étapes]
  tâche: [tâche, tâches]
```
"""
THEMES = """\
# Climat Pratic
```yaml
id: climat-pratic
```

## Eau
```yaml
id: eau
```

## Forêt
```yaml
id: foret
```
"""
PLAN = """\
# Eau
```yaml
id: 1
```
## Réseaux
```yaml
id: 1.1
```
### Trouver les fuites du réseau
```yaml
id: 1.1.1
points: 10
climat_pratic_id: eau
```
### Réparer les canalisations anciennes
```yaml
id: 1.1.2
points: 90
climat_pratic_id: eau
```
"""
LEAKS = """\
# Trouver les fuites du réseau
```yaml
id: 1.1.1
```
## Description
La collectivité écoute ses canalisations pendant la nuit et compare les volumes mis en distribution.

## Actions
### Écouter le réseau pendant la nuit
```yaml
id: 1.1.1.1
points: 40
categorie: bases
```
Des capteurs acoustiques sont posés sur les vannes principales de chaque secteur.

### Comparer les volumes distribués
```yaml
id: 1.1.1.2
points: 60
categorie: effets
```
Le rendement de chaque secteur est calculé chaque mois, puis présenté aux élus.
"""
REPAIRS = """\
# Réparer les canalisations anciennes
```yaml
id: 1.1.2
```
## Description
Un programme pluriannuel remplace les tuyaux en fonte grise, par ordre de vétusté et de risque.
"""
FILES = {
    "climat-pratic.md": THEMES,
    "vert/index.md": ROOT,
    "vert/1.md": PLAN,
    "vert/1.1.1.md": LEAKS,
    "vert/1.1.2.md": REPAIRS,
}


_FIRST_BLOCK = re.compile(r"\A(# [^\n]*\n)```yaml\n(.*?)```\n", re.DOTALL)


def in_front_matter(sheet: str) -> str:
    """A sheet with the block of its first title between `---`, at the top."""
    moved, count = _FIRST_BLOCK.subn(r"---\n\2---\n\1", sheet)
    assert count == 1
    return moved


@dataclass(frozen=True)
class Repo:
    """A repository at `top`, with its sheets in the folder `fiches`."""

    top: Path

    @property
    def folder(self) -> Path:
        return self.top / "fiches"

    def git(self, *arguments: str, day: str = "2026-01-01") -> str:
        moment = f"{day}T12:00:00+00:00"
        identity = {"NAME": "x", "EMAIL": "x@x.test", "DATE": moment}
        own = {f"GIT_{who}_{k}": v for who in ("AUTHOR", "COMMITTER") for k, v in identity.items()}
        done = subprocess.run(
            ["git", "-C", str(self.top), *arguments], check=True, capture_output=True, text=True,
            env={**os.environ, **own, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, files: dict[str, str], day: str = "2026-01-01", tag: str = "") -> None:
        """Write files (an empty text removes one), commit them on a day, and set a tag."""
        for path, text in files.items():
            if text:
                crawl.write(self.folder, {path: text})
            else:
                (self.folder / path).unlink()
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "x", day=day)
        if tag:
            self.git("tag", tag, day=day)


def make(top: Path, files: dict[str, str] | None = None, tag: str = "v2026.1") -> Repo:
    """A repository with sheets, committed and tagged on 1 January 2026."""
    top.mkdir(parents=True, exist_ok=True)
    repo = Repo(top)
    repo.git("init", "-q", "-b", "main")
    repo.commit(FILES if files is None else files, tag=tag)
    return repo


_WORDS = (
    "collectivité territoire énergie habitants bâtiments réseau chaleur transport vélo forêt eau déchets achats "
    "budget élus agents suivi plan objectif indicateur part année seuil étude projet partenaire entreprise".split()
)


def _sentence(seed: int, length: int = 14) -> str:
    words = (_WORDS[(seed * 7 + place * (seed % 5 + 1)) % len(_WORDS)] for place in range(length))
    return f"{' '.join(words).capitalize()} {seed}."


def _sheet(id_: str, seed: int, version: int) -> str:
    """A sheet of six sous-actions; a fifth of all sheets change at each version, in a word, a share or a part."""
    revised = sum((seed + past) % 5 == 0 for past in range(1, version + 1))
    parts = [f"# Mesure {_sentence(seed, 6)}\n```yaml\nid: {id_}\n```\n## Description\n"]
    parts += [f"{_sentence(seed + n)}\n" for n in range(8)]
    parts.append(f"Révision {revised} du texte.\n\n## Actions\n")
    for n in range(1, 7 + revised % 3):
        points = "" if revised % 3 else f"points: {20 if n <= 4 else 10}\n"
        parts.append(
            f"### Étape {n} {_sentence(seed + n, 5)}\n```yaml\nid: {id_}.{n}\n{points}```\n"
            + "\n".join(f"- {_sentence(seed * 3 + n + k)}" for k in range(10))
            + "\n"
        )
    return "".join(parts)


def invent(top: Path, actions: int = 83, versions: int = 20) -> Repo:
    """A repository of made-up sheets: `actions` of them in 7 axes, over `versions` versions, two a year."""
    numbers = [(1 + n % 7, 1 + n // 7) for n in range(actions)]
    plans = {
        f"vert/{axe}.md": f"# Axe {axe}\n```yaml\nid: {axe}\n```\n## Sous-axe\n```yaml\nid: {axe}.1\n```\n"
        for axe in range(1, 8)
    }
    repo = make(top, {"climat-pratic.md": THEMES, "vert/index.md": ROOT, **plans}, tag="")
    for version in range(1, versions + 1):
        sheets = {
            f"vert/{axe}.1.{rank}.md": _sheet(f"{axe}.1.{rank}", seed, version)
            for seed, (axe, rank) in enumerate(numbers)
        }
        year, rank = 2010 + (version - 1) // 2, 1 + (version - 1) % 2
        repo.commit(sheets, f"{year}-0{rank * 3}-01", f"v{year}.{rank}")
    return repo
