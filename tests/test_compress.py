"""Compressed copies beside the files of a site."""

import gzip
from pathlib import Path

import pytest

from refsite.__main__ import main
from refsite.compress import compress
from tests import crawl

LONG = "Réduire les émissions de gaz à effet de serre. " * 50


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {"index.html": LONG, "assets/site.css": "p{color:red}" * 100, "court.txt": "court"}
    return crawl.write(tmp_path / "site", files)


def test_each_long_text_has_its_copy(site: Path) -> None:
    done, before, after = compress(site)
    copies = {path for path in crawl.on_disk(site) if path.endswith(".gz")}
    assert copies == {"index.html.gz", "assets/site.css.gz"}
    assert gzip.decompress((site / "index.html.gz").read_bytes()).decode() == LONG
    assert (done, before) == (2, len(LONG.encode()) + 1200)
    assert after == sum((site / path).stat().st_size for path in copies)


def test_it_leaves_the_files_as_they_are_and_nothing_else(site: Path) -> None:
    before = crawl.on_disk(site)
    compress(site)
    after = crawl.on_disk(site)
    assert {path: text for path, text in after.items() if not path.endswith(".gz")} == before


def test_a_second_time_gives_the_same_bytes(site: Path) -> None:
    compress(site)
    before = crawl.on_disk(site)
    compress(site)
    assert crawl.on_disk(site) == before


def test_a_copy_names_neither_file_nor_moment(site: Path) -> None:
    compress(site)
    head = (site / "index.html.gz").read_bytes()[:10]
    assert head[3] == 0  # no name
    assert head[4:8] == bytes(4)  # no moment


def test_a_copy_that_is_no_longer_worth_it_goes(site: Path) -> None:
    compress(site)
    (site / "index.html").write_text("court", encoding="utf-8")
    compress(site)
    assert not (site / "index.html.gz").exists()


def test_pictures_and_archives_are_left_alone(site: Path) -> None:
    (site / "partage.png").write_bytes(bytes(5000))
    compress(site)
    assert not (site / "partage.png.gz").exists()


def test_the_command_says_what_it_did(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compress", str(site)]) == 0
    assert capsys.readouterr().out.replace("\xa0", " ") == (
        f"{site} : 2 fichiers compressés, {(len(LONG.encode()) + 1200) // 1000} ko en 0 ko.\n"
    )


def test_what_is_no_site_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crawl.write(tmp_path, {"texte.html": LONG})
    assert main(["compress", str(tmp_path)]) == 2
    assert "n’est pas le dossier d’un site" in capsys.readouterr().err
    assert list(crawl.on_disk(tmp_path)) == ["texte.html"]
