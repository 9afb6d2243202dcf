"""A site with images and documents, from its folder to its files: pages, print, transcripts, data, search."""

import json
import re
from pathlib import Path

import pytest

from refsite.common.settings import Settings
from refsite.links.texts import Workshop
from refsite.site.build import build, study
from tests import crawl
from tests.data.example import FILES, PUBLIC
from tests.media import images

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 24"/>'
PDF = b"%PDF-" + bytes(1_180_000)
TEXT = """\
![Le plan du réservoir](images/plan.png "Le réservoir, en 2026.")

Un schéma : <img src="images/schema.svg" alt="De la source au robinet" title="Schéma">, et [le guide](../docs/guide.pdf).

Du code : `![a](images/plan.png)`
```
[b](1.md)
```
"""
IMG = '<img src="{}vert/images/plan.png" alt="Le plan du réservoir" width="40" height="30" loading="lazy" decoding="async">'


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("essai") / "fiches"
    sheet = FILES["vert/1.9.md"].replace("- premier point & second", TEXT)
    crawl.write(
        folder,
        {
            **FILES,
            "vert/1.9.md": sheet,
            "index.md": "# Bienvenue\n\n![La source](vert/images/plan.png)\n",
        },
    )
    for path, raw in {
        "vert/images/plan.png": images.PNG,
        "vert/images/schema.svg": SVG,
        "docs/guide.pdf": PDF,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return folder


@pytest.fixture(scope="module")
def site(content: Path) -> dict[str, bytes]:
    return crawl.in_memory(content, PUBLIC)


def test_files_are_published_where_they_lie(site: dict[str, bytes]) -> None:
    assert site["vert/images/plan.png"] == images.PNG
    assert site["vert/images/schema.svg"] == SVG
    assert site["docs/guide.pdf"] == PDF


def test_a_page_shows_an_image_with_its_size_and_its_caption(site: dict[str, bytes]) -> None:
    page = site["vert/1.9/index.html"].decode()
    assert f"<p>{IMG.format('../../')}<br>\n<em>Le réservoir, en 2026.</em></p>" in page
    assert (
        '<img src="../../vert/images/schema.svg" alt="De la source au robinet" width="64" height="24" loading="lazy" decoding="async" title="Schéma">'
        in page
    )
    assert '<a href="../../docs/guide.pdf">le guide (PDF, 1,2&nbsp;Mo)</a>' in page


def test_the_page_to_print_and_the_home_show_them_too(site: dict[str, bytes]) -> None:
    assert IMG.format("../../") in site["vert/imprimer/index.html"].decode()
    assert (
        '<img src="vert/images/plan.png" alt="La source" width="40"' in site["index.html"].decode()
    )


def test_no_link_is_dead_and_nothing_is_loaded_from_elsewhere(site: dict[str, bytes]) -> None:
    assert crawl.dead_links(site, "/sous/") == []
    for document in crawl.pages(site).values():
        for image in document.root.all("img"):
            assert not image.attributes["src"].startswith(("http", "//"))


def test_a_transcript_leads_to_them_from_where_it_lies(site: dict[str, bytes]) -> None:
    text = site["vert/1.9/index.md"].decode()
    base = "https://x.test/sous/"
    assert f'![Le plan du réservoir]({base}vert/images/plan.png "Le réservoir, en 2026.")' in text
    assert f'<img src="{base}vert/images/schema.svg" alt=' in text
    assert f"[le guide]({base}docs/guide.pdf)" in text
    assert "`![a](images/plan.png)`" in text
    assert "```\n[b](1.md)\n```" in text
    found = re.findall(rf"{re.escape(base)}([\w/.-]+\.(?:png|svg|pdf))", text)
    assert len(found) == 3
    assert set(found) <= site.keys()


def test_data_keep_the_text_as_written_and_show_the_image_in_html(site: dict[str, bytes]) -> None:
    (text,) = [
        t
        for t in json.loads(site["vert/1.9/index.json"])["noeud"]["textes"]
        if t["titre"] == "Description"
    ]
    assert text["markdown"].startswith(TEXT.strip())
    assert IMG.format("https://x.test/sous/") in text["html"]


def test_the_words_of_an_image_are_found(site: dict[str, bytes]) -> None:
    (index,) = [
        raw for path, raw in site.items() if re.fullmatch(r"assets/recherche\.\w+\.json", path)
    ]
    assert "Le plan du réservoir Le réservoir, en 2026." in index.decode()


def test_hosts_are_told_of_drawings(site: dict[str, bytes]) -> None:
    assert "\n/vert/images/*.svg\n" in site["_headers"].decode()
    assert "AddType image/avif" in site[".htaccess"].decode()


def test_no_published_page_names_a_file_that_is_not_published(tmp_path: Path) -> None:
    files = {**FILES, ".secret.pdf": "%PDF-", "vert/interne.txt": "x", "docs/seul.pdf": "%PDF-"}
    folder = crawl.write(tmp_path / "fiches", files)
    site, preview = crawl.in_memory(folder), crawl.in_memory(folder, preview=True)
    assert site.keys().isdisjoint({".secret.pdf", "vert/interne.txt"})
    assert not [
        path for path, raw in site.items() if b".secret.pdf" in raw or b"interne.txt" in raw
    ]
    assert b"interne.txt" in preview["etat/index.html"]
    assert b"docs/seul.pdf" in site["etat/index.html"]


def test_a_preview_publishes_what_the_folder_holds_now(content: Path, tmp_path: Path) -> None:
    folder, workshop = tmp_path / "fiches", Workshop()
    for path, raw in crawl.on_disk(content).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)

    def shown(path: str) -> bytes | None:
        made = build(
            study(folder, workshop=workshop),
            Settings(),
            crawl.TEMPLATES,
            folder="fiches",
            preview=True,
        )
        return made.shown(path)

    assert shown("docs/guide.pdf") == PDF
    (folder / "docs/guide.pdf").write_bytes(PDF[:-1])
    assert shown("docs/guide.pdf") == PDF[:-1]
    (folder / "docs/guide.pdf").write_bytes(b"MZ")
    assert shown("docs/guide.pdf") is None
    (folder / "vert/images/schema.svg").write_bytes(SVG.replace(b"/>", b"><script/></svg>"))
    assert shown("vert/images/schema.svg") is None
    assert "De la source au robinet" in (shown("vert/1.9/index.html") or b"").decode()


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("assets/a.pdf", "/assets/"),
        ("donnees/a.csv", "/donnees/"),
        ("vert/1.9/index.html/a.pdf", "/vert/1.9/index.html"),
        ("robots.txt/a.pdf", "/robots.txt"),
    ],
)
def test_a_file_may_not_take_an_address_of_the_site(
    tmp_path: Path, path: str, address: str
) -> None:
    folder = crawl.write(
        tmp_path / "fiches",
        {**FILES, path: "%PDF-"} if path.endswith("pdf") else {**FILES, path: "a;b"},
    )
    found = study(folder)
    assert [
        (p.path, p.message.split("\u00a0")[-2]) for p in found.problems if p.code == "adresse-prise"
    ] == [(path, address)]
    assert path not in found.media.files


def test_a_file_beside_a_page_is_fine(tmp_path: Path) -> None:
    folder = crawl.write(tmp_path / "fiches", {**FILES, "vert/1.9/plan.pdf": "%PDF-"})
    site = crawl.in_memory(folder)
    assert {"vert/1.9/plan.pdf", "vert/1.9/index.html"} <= site.keys()


def test_a_changed_image_text_is_a_changed_text_in_the_history(content: Path) -> None:
    """Comparing looks at texts as they are written: an address or a description that changes is a change."""
    from refsite.changes.compare import compare, side_of  # noqa: PLC0415

    before = study(content)
    sheet = content / "vert/1.9.md"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(
        text.replace("Le plan du réservoir", "La coupe du réservoir"), encoding="utf-8"
    )
    after = study(content)
    sheet.write_text(text, encoding="utf-8")
    changes = compare(*(side_of(one.contenu, one.problems) for one in (before, after)))
    assert [change.key for change in changes] == ["vert/1.9"]
