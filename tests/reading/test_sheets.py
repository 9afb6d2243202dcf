from textwrap import dedent

import pytest

from refsite.common.codes import Severity
from refsite.common.problems import Problem, Report
from refsite.reading.folder import Source
from refsite.reading.nodes import Section, Sheet, SheetNode
from refsite.reading.sheets import parse_sheet, parse_text


def parse(text: str, path: str = "cae/6.1.md") -> tuple[Sheet, tuple[Problem, ...]]:
    report = Report()
    return parse_sheet(Source(path, dedent(text)), report), report.problems


def outline(text: str) -> str:
    """The tree of a sheet that has no problem: a node by its id, a section by its title and text."""
    sheet, problems = parse(text)
    assert problems == ()
    return "\n".join(line for root in sheet.roots for line in _lines(root, 0))


def _lines(node: SheetNode, depth: int) -> list[str]:
    lines = [f"{'  ' * depth}{node.fields.text('id')} {node.name}"]
    for part in node.body:
        if isinstance(part, Section):
            lines.append(f"{'  ' * (depth + 1)}({part.title}) {' '.join(part.text.split())}")
        else:
            lines += _lines(part, depth + 1)
    return lines


def codes(text: str) -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in parse(text)[1]]


def test_a_sheet_is_a_tree_of_nodes_and_sections() -> None:
    text = """\
        # Réunir les voisins
        ```yaml
        id: 6.1
        ```
        Texte de la fiche.

        ## Description
        Chaque printemps.

        ## Actions
        ### Choisir une salle
        ```yaml
        id: 6.1.1
        ```
        Elle est chauffée.
        #### Critère
        Vingt degrés.
        #### Actions
        ##### Tourner le bouton
        ```yaml
        id: 6.1.1.1
        ```
        ### Tenir la réunion
        ```yaml
        id: 6.1.2
        ```
        """
    expected = """\
        6.1 Réunir les voisins
          () Texte de la fiche.
          (Description) Chaque printemps.
          6.1.1 Choisir une salle
            () Elle est chauffée.
            (Critère) Vingt degrés.
            6.1.1.1 Tourner le bouton
          6.1.2 Tenir la réunion"""
    assert outline(text) == dedent(expected)


def test_a_section_belongs_to_the_nearest_node_with_fewer_marks() -> None:
    text = """\
        # A
        ```yaml
        id: 6.1
        ```
        ### B
        ```yaml
        id: 6.1.1
        ```
        ### Principe
        de A
        #### Détail
        de A aussi
        ## Ressources
        de A encore
        """
    expected = """\
        6.1 A
          6.1.1 B
          (Principe) de A
          (Détail) de A aussi
          (Ressources) de A encore"""
    assert outline(text) == dedent(expected)


@pytest.mark.parametrize(
    "title", ["Description", "Contexte", "Foire aux questions", "42", "Actions en cours"]
)
def test_no_section_is_dropped_or_needs_to_be_known(title: str) -> None:
    assert outline(f"# A\n```yaml\nid: 6.1\n```\n## {title}\nmots\n") == f"6.1 A\n  ({title}) mots"


def test_the_container_of_the_children_is_no_section_unless_it_has_a_text() -> None:
    block = "# A\n```yaml\nid: 6.1\n```\n## Actions\n"
    assert outline(block) == "6.1 A"
    assert outline(f"{block}mots\n") == "6.1 A\n  (Actions) mots"


def test_an_empty_section_is_kept() -> None:
    assert outline("# A\n```yaml\nid: 6.1\n```\n## Contexte\n") == "6.1 A\n  (Contexte) "


def test_blank_lines_may_part_a_heading_from_its_block() -> None:
    assert outline("# A\n\n\n```yaml\nid: 6.1\n```\n") == "6.1 A"


@pytest.mark.parametrize(
    "fence", ["```yaml", "``` yaml", "```YAML", "```yml", "````yaml", "~~~yaml", "  ```yaml"]
)
def test_a_block_opens_in_the_ways_of_markdown(fence: str) -> None:
    closing = "~~~" if "~" in fence else "````" if "````" in fence else "```"
    assert outline(f"# A\n{fence}\nid: 6.1\n{closing}\nmots") == "6.1 A\n  () mots"


def test_a_block_of_another_language_makes_no_node() -> None:
    text = "# A\n```yaml\nid: 6.1\n```\n## Exemple\n```json\n{}\n```\n"
    assert outline(text) == "6.1 A\n  (Exemple) ```json {} ```"


@pytest.mark.parametrize("fence", ["```", "~~~", "   ~~~~"])
def test_a_heading_in_a_block_of_code_is_code(fence: str) -> None:
    text = f"# A\n```yaml\nid: 6.1\n```\n{fence}\n# un commentaire\n{fence}\n"
    assert outline(text) == f"6.1 A\n  () {fence.strip()} # un commentaire {fence.strip()}"


def test_a_comment_in_the_block_is_no_heading() -> None:
    assert outline("# A\n```yaml\n# un commentaire\nid: 6.1\n```\n") == "6.1 A"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("# A", "A"),
        ("#  A ", " A "),
        ("# A #", "A"),
        ("# A ##  ", "A"),
        ("# C#", "C#"),
        ("#\tA", "A"),
        ("   # A", "A"),
        ("#", ""),
        ("# **A** <b>", "**A** <b>"),
    ],
)
def test_a_name_is_what_follows_the_marks_and_one_blank(line: str, name: str) -> None:
    sheet, _ = parse(f"{line}\n```yaml\nid: 6.1\n```\n")
    assert sheet.roots[0].name == name


def test_a_name_of_900_characters_is_whole() -> None:
    name = "Écrire une phrase " * 50
    sheet, _ = parse(f"# {name.strip()}\n```yaml\nid: 6.1\n```\n")
    assert sheet.roots[0].name == name.strip()


@pytest.mark.parametrize("line", ["#A", "####### A", "    # A", "\\# A"])
def test_what_markdown_takes_for_no_heading_is_text(line: str) -> None:
    assert outline(f"# A\n```yaml\nid: 6.1\n```\n{line}\n").startswith("6.1 A\n  () ")


def test_lines_are_those_of_the_file() -> None:
    sheet, _ = parse("\n# A\n\n```yaml\n\nid: 6.1\n```\nmots\n\n## B\n\nsuite\n")
    (root,) = sheet.roots
    own, section = root.body
    assert isinstance(own, Section)
    assert isinstance(section, Section)
    assert (root.line, root.fields.line, root.fields.line_of("id")) == (2, 4, 6)
    assert (own.text_line, section.line, section.text_line) == (8, 10, 11)


def test_the_text_of_a_section_is_kept_line_by_line() -> None:
    sheet, _ = parse("# A\n```yaml\nid: 6.1\n```\n## B\n\n  un\n\n\ndeux  \n")
    assert sheet.roots[0].body == (Section("cae/6.1.md", "B", 2, 5, "\n  un\n\n\ndeux  \n", 6),)


def test_a_sheet_whose_heading_has_no_block_has_no_id() -> None:
    assert codes("# A\nmots\n") == [(1, "id-absent")]


def test_a_block_without_id_is_told_at_the_block() -> None:
    assert codes("# A\n```yaml\npoints: 3\n```\n") == [(2, "id-absent")]


@pytest.mark.parametrize("block", ["", "id:", "id: ''", "id: []", "id: {}"])
def test_an_empty_id_is_no_id(block: str) -> None:
    assert codes(f"# A\n```yaml\n{block}\n```\n") == [(2, "id-absent")]


def test_an_unreadable_block_is_not_also_without_id() -> None:
    assert codes("# A\n```yaml\nid: [\n```\n") == [(3, "yaml-illisible")]


def test_a_block_that_is_not_closed_is_told_and_the_next_node_stays() -> None:
    text = "# A\n```yaml\nid: 6.1\n## B\n```yaml\nid: 6.1.1\n```\n"
    sheet, _ = parse(text)
    assert codes(text) == [(2, "bloc-non-ferme")]
    assert [child.fields.text("id") for child in sheet.roots[0].children] == ["6.1.1"]


def test_a_block_that_nothing_closes_ends_with_the_file() -> None:
    assert codes("# A\n```yaml\nid: 6.1\n") == [(2, "bloc-non-ferme")]


def test_code_that_is_not_closed_hides_no_heading_after_it() -> None:
    text = "# A\n```yaml\nid: 6.1\n```\n```\ncode\n## B\n"
    sheet, _ = parse(text)
    assert codes(text) == [(5, "bloc-non-ferme")]
    assert [part.title for part in sheet.roots[0].body if isinstance(part, Section)] == ["", "B"]


def test_a_second_block_has_no_heading() -> None:
    block = "```yaml\nid: 6.1\n```\n"
    assert codes(f"# A\n{block}mots\n{block}") == [(6, "bloc-sans-titre")]


def test_a_block_that_opens_the_file_has_no_heading() -> None:
    assert "bloc-sans-titre" in [code for _, code in codes("```yaml\nid: 6.1\n```\n")]


def test_a_heading_glued_to_its_marks_is_guessed_from_its_block() -> None:
    text = "# A\n```yaml\nid: 6.1\n```\n##B\n```yaml\nid: 6.1.1\n```\n"
    sheet, _ = parse(text)
    assert codes(text) == [(5, "titre-espace")]
    assert [child.name for child in sheet.roots[0].children] == ["B"]


def test_text_before_the_first_heading_is_kept_and_told() -> None:
    text = "\nbrouillon\n# A\n```yaml\nid: 6.1\n```\n"
    sheet, _ = parse(text)
    assert codes(text) == [(1, "texte-avant-titre")]
    assert [part.text for part in sheet.roots[0].body if isinstance(part, Section)] == [
        "\nbrouillon"
    ]


def test_a_section_that_belongs_to_no_node_is_told() -> None:
    assert codes("# A\n```yaml\nid: 6.1\n```\n# Ressources\nmots\n") == [(5, "id-absent")]


@pytest.mark.parametrize("text", ["", "\n\n", "Du texte seul.\n"])
def test_a_sheet_without_heading_has_no_id(text: str) -> None:
    assert [code for _, code in codes(text)] == ["id-absent"]


def test_every_problem_of_a_sheet_is_told_at_once() -> None:
    text = "# A\n```yaml\nid: 6.1\n```\n## B\n```yaml\n```\n## C\n```yaml\nid: [\n```\n## D\n```yaml\nid: 6.1.2\n"
    assert codes(text) == [(6, "id-absent"), (10, "yaml-illisible"), (13, "bloc-non-ferme")]


def test_a_file_of_text_gives_its_sections() -> None:
    report = Report()
    sections = parse_text(Source("index.md", "# Bienvenue\nmots\n## Lire\nsuite"), report)
    assert report.problems == ()
    assert [(s.title, s.text.strip()) for s in sections] == [
        ("Bienvenue", "mots"),
        ("Lire", "suite"),
    ]


def test_a_block_has_no_place_in_a_file_of_text() -> None:
    report = Report()
    parse_text(Source("index.md", "# Bienvenue\n```yaml\nid: 6\n```\n"), report)
    assert [(p.line, p.code) for p in report.problems] == [(2, "bloc-sans-titre")]


@pytest.mark.parametrize(
    "text",
    [
        "# " * 50_000, "#\n" * 50_000, "```\n" * 50_001, "# A\n```yaml\n" * 20_000, "mots\n```yaml\nid: 6\n```\n" * 20_000,
        "##A\n" * 50_000, "# A\n" + "mots\n===\n```yaml\n" * 20_000, "---\n" * 50_000, "#\u00a0A\n" * 50_000,
        "```a\n" * 30_000,
        "```a\n~~~b\n````c\n" * 10_000,
        "".join("`" * marks + "\n" for marks in range(600, 2, -1)) + "x\n" * 100_000,
    ],
)  # fmt: skip
def test_a_hostile_sheet_ends(text: str) -> None:
    assert isinstance(parse(text)[0], Sheet)


@pytest.mark.parametrize("opening", ["```a", "~~~a", "````a", "```"])
def test_code_is_closed_by_as_many_of_its_own_marks_before_the_next_block(opening: str) -> None:
    marks = opening.rstrip("a")
    heads = "# A\n```yaml\nid: 6.1\n```\n"
    for end in (marks, marks + marks[0], f"   {marks} "):
        assert codes(f"{heads}{opening}\n# B\n{end}\n") == []
    for end in (marks[1:], marks + "x", "~~~" if marks[0] == "`" else "```", f"    {marks}"):
        found = codes(f"{heads}{opening}\ntexte\n{end}\n")
        assert (5, "bloc-non-ferme") in found, end


def texts_of(text: str) -> list[str]:
    """The texts of the only node of a sheet."""
    sheet, problems = parse(text)
    assert [p for p in problems if p.severity is Severity.ERREUR] == []
    (root,) = sheet.roots
    return [part.text.strip() for part in root.body if isinstance(part, Section)]


BLOCK = "```yaml\nid: 6.1.2\n```\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"---\n# Titre\n{BLOCK}## Description\nx\n---\ny", ["---", "x\n---\ny"]),
        (f"# Titre\n{BLOCK}## Description\nvoir #\u00a0mot\n#\u00a05 de la liste", ["voir #\u00a0mot\n#\u00a05 de la liste"]),
        (f"# Titre\n{BLOCK}voir\n##mot\n", ["voir\n##mot"]),
        (f"# Titre\n{BLOCK}un\ndeux\n---\ntrois\n", ["un\ndeux\n---\ntrois"]),
    ],
)  # fmt: skip
def test_what_only_looks_like_the_grammar_is_text(text: str, expected: list[str]) -> None:
    assert texts_of(text) == expected


def text_of(text: str) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """The titles and texts of a file of text, and its problems."""
    report = Report()
    sections = parse_text(Source("index.md", text), report)
    return [(s.title, s.text.strip()) for s in sections], [
        (p.line, p.code) for p in report.problems
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Bonjour", ["Accueil"]),
        ("\nBonjour\n## Lire\nsuite", ["Accueil", "Lire"]),
        ("## Lire\nsuite", ["Accueil", "Lire"]),
        ("", ["Accueil"]),
        ("# Accueil\nBonjour", ["Accueil"]),
    ],
)
def test_front_matter_gives_a_text_its_title(text: str, titles: list[str]) -> None:
    sections, problems = text_of(f"---\ntitle: Accueil\n---\n{text}")
    assert problems == []
    assert [title for title, _ in sections] == titles
    assert "".join(words for _, words in sections) in {"Bonjour", "Bonjoursuite", "suite", ""}


def test_a_key_that_a_text_does_not_publish_is_told() -> None:
    sections, problems = text_of("---\nhide: [toc]\ntitle: Accueil\n---\n# Bienvenue\nBonjour")
    assert sections == [("Bienvenue", "Bonjour")]
    assert problems == [(2, "cle-inconnue"), (3, "cle-inconnue")]


def test_front_matter_that_gives_an_id_has_no_place_in_a_text() -> None:
    assert text_of("---\ntitle: Accueil\nid: 6.1\n---\nBonjour") == (
        [("", "Bonjour")],
        [(1, "bloc-sans-titre")],
    )
    assert text_of("---\nid: [\n---\nBonjour") == ([("", "Bonjour")], [(2, "yaml-illisible")])


@pytest.mark.parametrize(
    "text", ["---\nBonjour\n---\nà tous", "---\nid: 6.1\n\nBonjour", "----\na: b\n----"]
)
def test_the_home_page_may_begin_with_lines_between_rules(text: str) -> None:
    assert text_of(text) == ([("", text)], [])


@pytest.mark.parametrize(
    ("path", "code"), [("cae/6.1.md", 1), ("cae/index.md", 1), ("cae/notes.md", 4)]
)
def test_front_matter_without_id_makes_a_sheet_only_of_a_file_that_is_called_like_one(
    path: str, code: int
) -> None:
    sheet, problems = parse("---\ntitle: A\n---\n# A\n", path)
    assert [(p.line, p.code) for p in problems] == [(code, "id-absent")]
    assert bool(sheet.roots) == (code == 1)
