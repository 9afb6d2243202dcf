from dataclasses import dataclass

import pytest

from refsite.common.problems import Problem, Report
from refsite.model.contents import read_contents
from refsite.model.values import Contenu, Mot, Niveau
from refsite.reading.folder import Source

INDEX = """\
# Essai
```yaml
id: cae
niveaux: {axe: [domaine, domaines], action: [mesure, mesures], sous-action: [étape, étapes]}
```
"""
THEMES = """\
# Climat Pratic
```yaml
id: climat-pratic
```
Le catalogue.
## Eau
```yaml
id: eau
```
Les rivières.
## Vélo
```yaml
id: velo
```
"""


@dataclass(frozen=True)
class Reading:
    contenu: Contenu
    problems: tuple[Problem, ...]


def read(files: dict[str, str], name: str = "referentiel") -> Reading:
    report = Report()
    sources = [Source(path, text) for path, text in sorted(files.items())]
    return Reading(read_contents(sources, report, name), report.problems)


def codes(files: dict[str, str]) -> list[tuple[str, str]]:
    return [(p.path, p.code) for p in read(files).problems]


def sheet(id_: str) -> str:
    return f"# Titre {id_}\n```yaml\nid: {id_}\n```\n"


GOOD = {"cae/index.md": INDEX, "cae/6.md": sheet("6"), "climat-pratic.md": THEMES}


def test_a_folder_in_order_has_no_problem() -> None:
    assert read(GOOD).problems == ()


def test_each_folder_is_a_referentiel_named_by_it() -> None:
    files = {**GOOD, "eci/5.2.md": sheet("5.2")}
    assert [r.id for r in read(files).contenu.referentiels] == ["cae", "eci"]


def test_a_referentiel_has_the_words_of_its_own_file() -> None:
    (cae,) = read(GOOD).contenu.referentiels
    assert (cae.nom, cae.mots[Niveau.ACTION]) == ("Essai", Mot("mesure", "mesures"))


def test_a_referentiel_without_its_own_file_guesses_with_a_warning() -> None:
    reading = read({"cae/6.1.2.md": sheet("6.1.2"), "climat-pratic.md": THEMES})
    (cae,) = reading.contenu.referentiels
    assert list(cae.mots) == ["axe", "sous-axe", "action", "sous-action", "tâche"]
    item = reading.problems[0]
    assert (item.path, item.line, item.code) == ("cae/index.md", 0, "referentiel-absent")
    assert "action: [action, actions]" in item.hints[0]


def test_levels_that_cannot_be_read_are_told_once() -> None:
    files = {**GOOD, "cae/index.md": "# Essai\n```yaml\nid: cae\nniveaux: deux\n```\n"}
    assert codes(files) == [("cae/index.md", "niveaux-invalides")]


def test_themes_stand_in_the_order_of_their_file() -> None:
    contenu = read(GOOD).contenu
    assert [(t.id, t.nom, t.line) for t in contenu.thematiques] == [
        ("eau", "Eau", 6),
        ("velo", "Vélo", 11),
    ]
    assert [s.text.strip() for s in contenu.thematiques[0].sections] == ["Les rivières."]
    assert [s.text.strip() for s in contenu.catalogue] == ["Le catalogue."]


def test_a_folder_without_themes_says_so_once() -> None:
    reading = read({"cae/index.md": INDEX, "cae/6.md": sheet("6")})
    assert [(p.line, p.code) for p in reading.problems] == [(0, "themes-absents")]


def test_a_theme_needs_an_id_that_makes_an_address() -> None:
    reading = read({**GOOD, "climat-pratic.md": THEMES.replace("velo", "Vélo d’été")})
    assert [(p.line, p.code) for p in reading.problems] == [(13, "id-invalide")]


def test_a_theme_written_twice_is_an_error() -> None:
    reading = read({**GOOD, "climat-pratic.md": THEMES.replace("velo", "eau")})
    assert [(p.line, p.code) for p in reading.problems] == [(13, "id-double")]


def test_a_key_that_no_page_of_a_theme_shows_is_an_error() -> None:
    files = {**GOOD, "climat-pratic.md": THEMES.replace("id: velo", "id: velo\ncouleur: vert")}
    assert codes(files) == [("climat-pratic.md", "catalogue-invalide")]


def test_the_home_page_has_its_text() -> None:
    contenu = read({**GOOD, "index.md": "# Bienvenue\nmots\n"}).contenu
    assert [(s.title, s.text) for s in contenu.accueil] == [("Bienvenue", "mots\n")]


@pytest.mark.parametrize("path", ["README.md", "cae/README.md", "cae/readme.md"])
def test_a_readme_is_for_the_editors(path: str) -> None:
    assert codes({**GOOD, path: "# Notes\n"}) == []


@pytest.mark.parametrize("front", ["", "---\ntitle: Notes\n---\n"])
def test_a_text_at_the_root_is_an_ordinary_page(front: str) -> None:
    reading = read({**GOOD, "notes.md": f"{front}# Notes\n"})
    assert [page.path for page in reading.contenu.pages] == ["notes.md"]
    assert reading.problems == ()


def test_sheets_at_the_root_make_a_referentiel_of_the_folders_name() -> None:
    reading = read({"6.1.2.md": sheet("6.1.2")}, "mars-2021")
    assert [r.id for r in reading.contenu.referentiels] == ["mars-2021"]


def test_a_folder_without_sheets_is_an_error() -> None:
    reading = read({"climat-pratic.md": THEMES})
    assert [(p.line, p.code) for p in reading.problems] == [(0, "contenu-vide")]


@pytest.mark.parametrize(
    "folder", ["Été", "CAE", "a b", "..x", "_x", "categories", "climat-pratic", "404"]
)
def test_a_folder_whose_name_makes_no_address_is_an_error(folder: str) -> None:
    assert (folder, "id-invalide") in codes({**GOOD, f"{folder}/6.md": sheet("6")})


def test_the_same_id_in_two_referentiels_is_no_double() -> None:
    index = INDEX.replace("id: cae", "id: eci")
    assert codes({**GOOD, "eci/index.md": index, "eci/6.md": sheet("6")}) == []


def test_problems_of_all_files_are_told_at_once() -> None:
    files = {**GOOD, "cae/7.md": "# A\n", "cae/8.md": "# B\n```yaml\nid: [\n```\n"}
    assert codes(files) == [("cae/7.md", "id-absent"), ("cae/8.md", "yaml-illisible")]


@pytest.mark.parametrize("text", ["", "Du texte seul.\n"])
def test_a_sheet_without_heading_is_an_error(text: str) -> None:
    assert codes({**GOOD, "cae/7.md": text}) == [("cae/7.md", "id-absent")]


def test_aliases_work_in_the_file_of_themes_too() -> None:
    reading = read({**GOOD, "climat-pratic.md": THEMES.replace("id: ", "identifiant: ")})
    assert reading.problems == ()
    assert [t.id for t in reading.contenu.thematiques] == ["eau", "velo"]
