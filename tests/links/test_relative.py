"""Addresses of files, from the sheet that writes them to the site."""

from pathlib import Path

import pytest

from refsite.common.printed import show
from refsite.links.lookup import Views
from refsite.links.relative import Folder, Places, read_facts
from refsite.links.texts import Workshop
from refsite.model.values import Contenu
from refsite.prose.parse import Destination
from refsite.reading.nodes import Section
from refsite.site.build import Study, study
from tests import crawl
from tests.data.example import FILES
from tests.media import images

CODES = {"fichier-absent", "ancre-absente", "lien-refuse", "image", "image-sans-texte"}
PDF = b"%PDF-" + bytes(1_180_000)
FILLED = {
    **FILES, "index.md": "# Accueil\n\nVoir [le vert](vert/index.md#1.9.1).\n",
    "README.md": "x\n", "notes.txt": "x\n", "docs/modele.pdf": PDF, "vert/images/plan.png": images.PNG,
}  # fmt: skip


def studied(place: Path, text: str, workshop: Workshop | None = None, **more: bytes) -> Study:
    """The study of the example with a text in the section « Description » of 1.9, and files over its own."""
    sheet = FILES["vert/1.9.md"].replace('+ plus; "cité"', f"\n{text}")
    files = {**FILLED, "vert/1.9.md": sheet, **more}
    for path, content in files.items():
        file = place / "fiches" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return study(place / "fiches", workshop=workshop)


def section(found: Study) -> Section:
    return next(s for s in found.texts.sections if s.title == "Description")


def html(found: Study) -> str:
    return found.texts.sections[section(found)].partition("</ul>\n")[2]


def told(found: Study) -> list[tuple[int, str]]:
    """Line and code of what is said about the sheet."""
    here = [item for item in found.problems if item.path == "vert/1.9.md"]
    return [(item.line, item.code) for item in here if item.code in CODES]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("1.md", "vert/1/"),
        ("./1.md", "vert/1/"),
        ("../vert/1.md", "vert/1/"),
        ("index.md", "vert/"),
        ("1.md#1", "vert/1/"),
        ("1.md#1.10", "vert/1.10/"),
        ("1.9.md#1.9.1", "vert/1.9/#1.9.1"),
        ("1.9.md#1.9.1.1", "vert/1.9/#1.9.1.1"),
        ("#1.9.2", "vert/1.9/#1.9.2"),
        ("../index.md", ""),
        ("../climat-pratic.md", "climat-pratic/"),
        ("../climat-pratic.md#eau", "climat-pratic/eau/"),
        ("../docs/modele.pdf", "docs/modele.pdf"),
        ("../docs/modele.pdf#page=2", "docs/modele.pdf#page=2"),
        ("images/plan.png", "vert/images/plan.png"),
        ("/vert/images/plan.png", "vert/images/plan.png"),
        ("/vert/1.9/", "vert/1.9/"),
        ("/vert/1.9/#1.9.1", "vert/1.9/#1.9.1"),
        ("/vert/1.9.1/", "vert/1.9/#1.9.1"),
        ("/vert/", "vert/"),
        ("/vert/imprimer/", "vert/imprimer/"),
        ("/vert/1.md", "vert/1/"),
        ("/explorer/", "explorer/"),
        ("/climat-pratic/eau/", "climat-pratic/eau/"),
        ("/", ""),
    ],
)
def test_an_address_is_resolved_from_its_sheet(tmp_path: Path, written: str, address: str) -> None:
    found = studied(tmp_path, f"Voir [ici]({written}) et <a href='{written}'>là</a>.")
    assert told(found) == []
    assert html(found).count(f'href="root:{address}"') == 2


@pytest.mark.parametrize(
    ("written", "code", "kept"),
    [
        ("1.8.md", "fichier-absent", None),
        ("1.html", "fichier-absent", None),
        ("../vert/", "fichier-absent", None),
        ("/vert/9/", "fichier-absent", None),
        ("images/plan.jpg", "fichier-absent", None),
        ("../../secret.md", "fichier-absent", None),
        ("../README.md", "fichier-absent", None),
        ("../notes.txt", "fichier-absent", None),
        ("1.md#2", "ancre-absente", "vert/1/"),
        ("1.9.md#description", "ancre-absente", "vert/1.9/"),
        ("1.9.md#1.10", "ancre-absente", "vert/1.9/"),
        ("../climat-pratic.md#air", "ancre-absente", "climat-pratic/"),
        ("ademe.fr", "lien-refuse", None),
        ("ademe.fr/plan/", "lien-refuse", None),
        ("ademe.fr/guide.pdf", "lien-refuse", None),
        ("le plan de 2026", "lien-refuse", None),
        ("root:vert/1/", "lien-refuse", None),
        ("javascript:alert(1).md", "lien-refuse", None),
        ("file:///etc/passwd.md", "lien-refuse", None),
        ("//evil.test/a.md", "lien-refuse", None),
        ("texte https://a.fr/b.md", "lien-refuse", None),
    ],
)
def test_one_that_leads_nowhere_is_told_at_its_line(
    tmp_path: Path, written: str, code: str, kept: str | None
) -> None:
    found = studied(tmp_path, f"Un.\nVoir [ici](<{written}>).")
    assert told(found) == [(12, code)]
    assert ("href" in html(found)) is (kept is not None)
    assert kept is None or f'href="root:{kept}"' in html(found)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("1.90.md", "1.9.md"),
        ("1.9.html", "1.9.md"),
        ("1.9/", "1.9.md"),
        ("../vert/", "index.md"),
        ("plan.png", "images/plan.png"),
        ("images/Plan.PNG", "images/plan.png"),
        ("../doc/modele.pdf", "../docs/modele.pdf"),
        ("zzzzzzzzzzzz.pdf", None),
    ],
)
def test_the_nearest_file_is_named(tmp_path: Path, written: str, near: str | None) -> None:
    found = studied(tmp_path, f"Voir [ici]({written}).")
    hints = next(item.hints for item in found.problems if item.code == "fichier-absent")
    meant = [hint for hint in hints if hint.startswith("Vouliez-vous")]
    assert meant == ([f"Vouliez-vous écrire «\u00a0{near}\u00a0»\u202f?"] if near else [])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("le modèle", "le modèle (PDF, 1,2\u00a0Mo)"),
        ("le modèle (PDF)", "le modèle (PDF) (1,2\u00a0Mo)"),
        ("le modèle, 1,2 Mo", "le modèle, 1,2 Mo (PDF)"),
        ("le modèle (pdf, 1,2\u00a0Mo)", "le modèle (pdf, 1,2\u00a0Mo)"),
        ("**le** modèle", "<strong>le</strong> modèle (PDF, 1,2\u00a0Mo)"),
    ],
)
def test_a_link_to_a_document_says_its_format_and_size(
    tmp_path: Path, words: str, shown: str
) -> None:
    found = studied(tmp_path, f"[{words}](../docs/modele.pdf)")
    assert html(found).replace("&nbsp;", "\u00a0") == (
        f'<p><a href="root:docs/modele.pdf">{shown}</a></p>'
    )


def test_a_link_to_a_node_is_a_citation_and_has_its_name(tmp_path: Path) -> None:
    found = studied(tmp_path, "Avant. Voir [réparer](1.md#1.10) ensuite. Après.")
    views = Views(found.contenu, found.texts)
    cited = views.find("vert/1.10")
    assert cited is not None
    (source, sentences), *_ = views.cited_by(cited)
    assert (source.key, sentences[-1]) == ("vert/1.9", "Voir réparer ensuite.")
    assert 'title="1.10 Réparer"' in html(found)


def test_a_node_does_not_cite_its_own_parts_by_their_files(tmp_path: Path) -> None:
    found = studied(tmp_path, "Voir [plus bas](1.9.md#1.9.1).")
    assert not [c for c in found.texts.citations if c.target == "vert/1.9.1"]


def test_the_home_leads_to_sheets_too(tmp_path: Path) -> None:
    found = studied(tmp_path, "Un.")
    (home,) = found.contenu.accueil
    assert 'href="root:vert/1.9/#1.9.1"' in found.texts.sections[home]


@pytest.mark.parametrize("written", ["../vert/1.md", "../../a.md", "vert/../../vert/1.md"])
def test_the_home_does_not_lead_out_of_the_folder(tmp_path: Path, written: str) -> None:
    found = studied(tmp_path, "Un.", **{"index.md": f"# Accueil\n\n[ici]({written})\n".encode()})
    here = [item for item in found.problems if item.path == "index.md"]
    assert [item.message.partition("\u00a0")[0] for item in here] == [
        "ce fichier est hors du dossier"
    ]


def test_ordinary_pages_are_reached_by_their_files() -> None:
    facts = read_facts(
        Contenu((), ()), Folder(pages={"guides/e\u0301te\u0301.md": "guides/%C3%A9t%C3%A9/"})
    )
    places = Places(facts)
    found = places.lead("../guides/%C3%A9t%C3%A9.md#début", "vert/1.md")
    assert found == Destination("root:guides/%C3%A9t%C3%A9/#d%C3%A9but")
    assert places.lead("/guides/été/", "vert/1.md") == Destination("root:guides/%C3%A9t%C3%A9/")


def test_a_sheet_with_an_error_is_not_told_again_where_it_is_named(tmp_path: Path) -> None:
    more = {"vert/1.10.md": b"\xff", "vert/faux.png": b"x"}
    found = studied(tmp_path, "Voir [a](1.10.md), ![b](faux.png).", **more)
    assert told(found) == []
    assert {item.code for item in found.problems} >= {"encodage", "format-different"}


def test_a_file_that_changes_is_seen_by_the_next_build(tmp_path: Path) -> None:
    """The memos of a preview hold what they depend on: the size of an image, whether a file is there."""
    text, workshop = "![a](images/plan.png) [b](../docs/modele.pdf)", Workshop()
    first = studied(tmp_path, text, workshop)
    assert 'width="40" height="30"' in html(first)
    more = {"vert/images/plan.png": images.PNG.replace(b"\0\0\0\x28", b"\0\0\0\x14")}
    second = studied(tmp_path, text, workshop, **more, **{"docs/modele.pdf": PDF[:9000]})
    assert 'width="20" height="30"' in html(second)
    assert "9\u00a0ko" in html(second).replace("&nbsp;", "\u00a0")
    (tmp_path / "fiches/vert/images/plan.png").unlink()
    assert "fichier-absent" in {
        item.code for item in study(tmp_path / "fiches", workshop=workshop).problems
    }


def test_the_same_text_in_two_folders_leads_to_two_files(tmp_path: Path) -> None:
    text = "Voir [ici](1.md)."
    files = {**FILES, "vert/1.9.md": FILES["vert/1.9.md"].replace("Texte propre", text)}
    blue = {path.replace("vert/", "bleu/"): one for path, one in files.items() if "vert" in path}
    blue["bleu/index.md"] = blue["bleu/index.md"].replace("id: vert", "id: bleu")
    found = study(crawl.write(tmp_path / "fiches", {**files, **blue}))
    addresses = [
        found.texts.sections[s]
        for s in found.texts.sections
        if s.path.endswith("1.9.md") and text in s.text
    ]
    assert ["root:bleu/1/" in one for one in addresses] == [True, False]


def test_names_of_files_are_compared_composed(tmp_path: Path) -> None:
    found = studied(tmp_path, "![a](<été.png>)", **{"vert/e\u0301te\u0301.png": images.PNG})
    assert 'src="root:vert/e%CC%81te%CC%81.png"' in html(found)


def test_what_is_said_is_french(tmp_path: Path) -> None:
    found = studied(tmp_path, "[ici](../../secret.md)")
    (problem,) = [item for item in found.problems if item.code == "fichier-absent"]
    assert show(problem).startswith(
        "vert/1.9.md:11: erreur[fichier-absent] ce fichier est hors du dossier\u00a0: «\u00a0../../secret.md\u00a0»"
    )
