"""A small référentiel with everything that the data must carry, and its records: what several tests share."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from refsite.common.settings import Settings
from refsite.data.csv_rows import node_cells, to_csv
from refsite.data.exports import Files, Inputs, export
from refsite.data.records import Record, Records, markdown
from refsite.data.xlsx import to_xlsx
from refsite.history.edition import UNKNOWN, Edition
from refsite.links.lookup import Views
from refsite.site.build import Study, study
from tests import crawl

KNOWN = Edition("2026.1", dt.date(2026, 11, 23))
PUBLIC = Settings(
    site_name="Essai", site_url="https://x.test/sous/", facts={"licence": "Licence ouverte", "editeur": "Agence"}
)  # fmt: skip
SCHEMA_TEXT = (crawl.TEMPLATES / "data" / "referentiel.schema.json").read_text(encoding="utf-8")

INDEX = """\
# Vert
```yaml
id: vert
points: 100
niveaux:
  axe: [domaine, domaines]
  action: [mesure, mesures]
  sous-action: [étape, étapes]
  tâche: [tâche, tâches]
```
Le référentiel vert.
"""
PLAN = """\
# Eau
```yaml
id: 1
points: 100
```
## Trouver les fuites
```yaml
id: 1.9
points: 37.5
climat_pratic_id: eau
climat_pratic_ligne: 2
```
## Réparer
```yaml
id: 1.10
points: 62.5
climat_pratic_id: inconnue
```
"""
SHEET = """\
# =Trouver <b>les</b> fuites
```yaml
id: 1.9
note: "-1+1"
```
Texte propre, cf. mesure 1.10.

## Description
- premier point & second
+ plus; "cité"

## Actions
### @Écouter
```yaml
id: 1.9.1
pourcentage: 33.3
categorie: bases
```
=1+1

#### Critère
Voir 1.10.

#### Actions
##### Une tâche
```yaml
id: 1.9.1.1
```
Son texte.

### Mesurer
```yaml
id: 1.9.2
pourcentage: 66.7
categorie: mise en oeuvre
```

## Ressources
Après les enfants.
"""
THEMES = (
    "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n\n## Eau\n```yaml\nid: eau\n```\nUn thème.\n"
)
FILES = {
    "climat-pratic.md": THEMES,
    "vert/index.md": INDEX,
    "vert/1.md": PLAN,
    "vert/1.9.md": SHEET,
}


def read(place: Path, files: dict[str, str] | None = None) -> Study:
    """The study of the référentiel, with these files over its own."""
    return study(crawl.write(place / "fiches", {**FILES, **(files or {})}))


def records(found: Study, settings: Settings = PUBLIC, edition: Edition = KNOWN) -> Records:
    return Records(Views(found.contenu, found.texts), found.texts, settings, edition)


def exported(found: Study, settings: Settings = PUBLIC, edition: Edition = KNOWN) -> Files:
    """Every file of data."""
    return export(inputs(found, settings, edition), Views(found.contenu, found.texts))


def inputs(found: Study, settings: Settings = PUBLIC, edition: Edition = UNKNOWN) -> Inputs:
    return Inputs(found.contenu, found.texts, found.sources, settings, edition, SCHEMA_TEXT)


def parse(content: bytes) -> Record:
    """A JSON file with its numbers as written."""
    found: Record = json.loads(content, parse_float=Decimal)
    return found


def bare(node: Record) -> dict[str, Any]:
    """Values by which trees are compared, from any format."""
    theme = node["thematique"] or {"id": None, "nom": None}
    return {
        **{
            key: node[key]
            for key in (
                "cle",
                "id",
                "niveau",
                "nom",
                "points",
                "part",
                "categorie",
                "ligne",
                "redige",
            )
        },
        "thematique": (theme["id"], theme["nom"]),
        "texte": markdown(node["textes"]),
        "enfants": [bare(enfant) for enfant in node["enfants"]],
    }


def csv(document: Record) -> bytes:
    """The CSV of a document."""
    return to_csv(document, node_cells(document))


def xlsx(document: Record) -> bytes:
    """The workbook of a document."""
    return to_xlsx(document, node_cells(document))
