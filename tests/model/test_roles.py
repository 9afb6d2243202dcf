"""What each Markdown file of a folder is taken for."""

import pytest

from refsite.common.problems import Report
from refsite.model.roles import Roles, roles
from refsite.reading.folder import Source
from refsite.reading.sheets import Parser

INDEX = "# Essai\n```yaml\nid: {id}\n```\n"
SHEET = "# Titre\n```yaml\nid: {id}\n```\n"
PAGE = "# Une page\n\nDu texte.\n"
CAE = {"cae/index.md": INDEX.format(id="cae"), "cae/6.md": SHEET.format(id="6")}


def sort(files: dict[str, str]) -> tuple[Roles, list[tuple[str, str]]]:
    """Roles of the files, and (path, code) of the problems."""
    report = Report()
    sources = [Source(path, text) for path, text in files.items()]
    found = roles(sources, "referentiel", Parser(), report)
    return found, [(item.path, item.code) for item in report.problems]


def pages(files: dict[str, str]) -> list[str]:
    return [page.path for page in sort(files)[0].pages]


def test_what_belongs_to_no_referentiel_is_a_page() -> None:
    files = {**CAE, "methode.md": PAGE, "guides/debuter.md": PAGE, "guides/index.md": PAGE}
    found, problems = sort(files)
    assert [page.path for page in found.pages] == [
        "guides/debuter.md",
        "guides/index.md",
        "methode.md",
    ]
    assert (list(found.sheets), problems) == (["cae"], [])


@pytest.mark.parametrize("front", ["title: Guides", "title: Guides\nhide: [toc]"])
def test_front_matter_of_mkdocs_makes_no_referentiel(front: str) -> None:
    files = {**CAE, "guides/index.md": f"---\n{front}\n---\n{PAGE}"}
    assert pages(files) == ["guides/index.md"]


def test_an_index_that_describes_a_referentiel_makes_one_of_its_folder() -> None:
    files = {"eci/index.md": f"---\nid: eci\n---\n{PAGE}", "eci/a.md": PAGE, "eci/b.md": PAGE}
    assert list(sort({**CAE, **files})[0].sheets) == ["cae", "eci"]


def test_the_texts_of_the_site_and_of_its_keepers_are_no_pages() -> None:
    names = ("index.md", "climat-pratic.md", "synonymes.md", "README.md", "guides/VERSIONS.md")
    assert pages({**CAE, **dict.fromkeys(names, PAGE)}) == []


def test_all_files_of_a_referentiel_are_sheets() -> None:
    found, _ = sort({**CAE, "cae/notes.md": PAGE, "cae/plus/bas.md": PAGE})
    assert (len(found.sheets["cae"]), found.pages) == (4, ())


@pytest.mark.parametrize("text", [PAGE, "# Une page\n```yaml\nsite_name: essai\n```\n"])
def test_a_folder_without_an_index_of_its_own_is_what_most_of_its_files_are(text: str) -> None:
    sheets = {f"eci/{n}.md": SHEET.format(id=n) for n in (1, 2)}
    assert list(sort({**CAE, **sheets, "eci/plus.md": text})[0].sheets) == ["cae", "eci"]
    assert list(sort({**CAE, **sheets, "eci/plus.md": text, "eci/b.md": text})[0].sheets) == ["cae"]


@pytest.mark.parametrize("name", ["6.1.2", "brouillon"])
def test_a_sheet_among_pages_is_an_error(name: str) -> None:
    stray = {f"guides/{name}.md": SHEET.format(id="6.1.2")}
    found, problems = sort({**CAE, "guides/a.md": PAGE, "guides/b.md": PAGE, **stray})
    assert [page.path for page in found.pages] == ["guides/a.md", "guides/b.md"]
    assert problems == [(f"guides/{name}.md", "fiche-deplacee")]


@pytest.mark.parametrize("path", ["6.1.2 bis.md", "guides/6,1,2.md", "guides/6.1.x.md"])
def test_a_page_whose_name_begins_like_an_id_is_told(path: str) -> None:
    found, problems = sort({**CAE, path: PAGE})
    assert [page.path for page in found.pages] == [path]
    assert problems == [(path, "nom-proche")]


@pytest.mark.parametrize("path", ["2026-bilan.md", "guides/1-debuter.md"])
def test_a_page_may_begin_with_a_number(path: str) -> None:
    assert sort({**CAE, path: PAGE})[1] == []


def test_a_sheet_at_the_root_beside_a_referentiel_is_an_error() -> None:
    found, problems = sort({**CAE, "6.1.md": SHEET.format(id="6.1")})
    assert (list(found.sheets), problems) == (["cae"], [("6.1.md", "fiche-deplacee")])


def test_sheets_at_the_root_alone_are_a_referentiel_with_pages_beside_it() -> None:
    found, problems = sort({"6.md": SHEET.format(id="6"), "methode.md": PAGE, "guides/a.md": PAGE})
    assert list(found.sheets) == ["referentiel"]
    assert [page.path for page in found.pages] == ["guides/a.md", "methode.md"]
    assert problems == []


@pytest.mark.parametrize("text", [PAGE, SHEET.format(id="1")])
def test_a_folder_kept_for_later_holds_neither_pages_nor_sheets(text: str) -> None:
    found, problems = sort({**CAE, "preuves/1.md": text})
    assert (list(found.sheets), found.pages) == (["cae"], ())
    assert problems == [("preuves", "dossier-reserve")]


def test_a_page_with_nearly_the_name_of_a_text_of_the_site_is_told() -> None:
    assert sort({**CAE, "climat_pratic.md": PAGE})[1] == [("climat_pratic.md", "nom-proche")]
