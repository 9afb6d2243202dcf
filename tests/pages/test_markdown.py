"""The pages as Markdown: the sheet's own words, and where they come from."""

import re
from pathlib import Path

from refsite.pages.all_pages import all_pages
from refsite.pages.other_files import transcripts
from tests.data import example
from tests.pages import rendering


def made(place: Path, files: dict[str, str] | None = None) -> dict[str, str]:
    found = example.read(place, files)
    documents = rendering.documents(
        example.PUBLIC, found.contenu, found.texts, edition=example.KNOWN
    )
    return {path: make() for path, make in transcripts(all_pages(documents, {}), documents)}


def test_an_action_is_its_facts_then_its_texts_as_written(tmp_path: Path) -> None:
    text = made(tmp_path)["vert/1.9/index.md"].replace("\xa0", " ")
    assert (
        text
        == """\
# 1.9 =Trouver <b>les</b> fuites

- Référentiel : Vert
- Potentiel : 37,5 points au maximum
- Domaine : 1 Eau
- Thématique Climat Pratic : Eau, ligne 2
- note : -1+1
- Données : https://x.test/sous/vert/1.9/index.json
- Page : https://x.test/sous/vert/1.9/
- Textes : version 2026.1 du 23 novembre 2026
- Licence : Licence ouverte

Texte propre, cf. mesure 1.10.

## Description

- premier point & second
+ plus; "cité"

## 1.9.1 @Écouter

33,3 % · 12,49 points au maximum · bases

=1+1

### Critère

Voir 1.10.

### 1.9.1.1 Une tâche

Son texte.

## 1.9.2 Mesurer

66,7 % · 25,01 points au maximum · mise en œuvre

## Ressources

Après les enfants.
"""
    )


def test_what_cites_a_page_stands_at_its_end(tmp_path: Path) -> None:
    text = made(tmp_path)["vert/1.10/index.md"].replace("\xa0", " ")
    assert text.endswith(
        "## Cité par\n\n"
        "- 1.9 =Trouver les fuites : « Texte propre, cf. mesure 1.10. »\n"
        "- 1.9.1 @Écouter : « Voir 1.10. »\n"
    )
    assert "n’est pas encore publié" in text


def test_every_page_of_a_sheet_has_one_and_llms_txt_lists_them(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert list(files) == [
        "index.md", "vert/index.md", "vert/1/index.md", "vert/1.9/index.md", "vert/1.10/index.md",
        "climat-pratic/index.md", "climat-pratic/eau/index.md", "llms.txt",
    ]  # fmt: skip
    told = files["llms.txt"]
    assert told.startswith("# Essai\n\n> ")
    for path in set(files) - {"llms.txt", "index.md", "climat-pratic/index.md"}:
        assert f"(https://x.test/sous/{path})" in told


def test_a_name_with_brackets_does_not_end_its_link(tmp_path: Path) -> None:
    plan = example.PLAN.replace("## Réparer", "## Réparer [vite] et ] bien [")
    (line,) = [
        line
        for line in made(tmp_path, {"vert/1.md": plan})["vert/1/index.md"].splitlines()
        if "Réparer" in line
    ]
    assert line.replace("\xa0", " ") == (
        "- [1.10 Réparer \\[vite\\] et \\] bien \\[](https://x.test/sous/vert/1.10/index.md) : 62,5 points"
    )


def test_a_link_of_the_catalogue_is_no_theme(tmp_path: Path) -> None:
    themes = example.FILES["climat-pratic.md"].replace(
        "```\n", "```\n- [Le catalogue](https://catalogue.test/)\n", 2
    )
    themes = themes.replace("```yaml\n- [Le catalogue](https://catalogue.test/)\n", "```yaml\n")
    listed = made(tmp_path, {**example.FILES, "climat-pratic.md": themes})["llms.txt"]
    assert "catalogue.test" not in listed
    catalogue = "- [Thématiques Climat Pratic](https://x.test/sous/climat-pratic/index.md)"
    assert f"## Thématiques\n\n{catalogue}\n- [Eau](" in listed


def test_llms_txt_lists_every_markdown_page(tmp_path: Path) -> None:
    files = made(tmp_path)
    listed = set(re.findall(r"\(https://x\.test/sous/([^)]*\.md)\)", files["llms.txt"]))
    assert listed == {path for path in files if path.endswith(".md")}


def test_what_a_referentiel_says_of_more_is_in_its_page(tmp_path: Path) -> None:
    index = example.INDEX.replace("points: 100\n", "points: 100\ncouleur: vert\n")
    assert "- couleur : vert\n" in made(tmp_path, {"vert/index.md": index})["vert/index.md"].replace("\u00a0", " ")  # fmt: skip
