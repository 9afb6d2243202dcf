"""The report at the end of a build."""

import errno
import io
import os
import tempfile
from pathlib import Path

import pytest

from refsite.site.publish import Written, write
from refsite.site.report import Difference, difference, from_here, inventory, print_to, report
from tests import crawl

REDIRECT = '<meta http-equiv="refresh" content="0; url=../">'
SITE = {
    "index.html": "accueil",
    "cae/index.html": "référentiel",
    "cae/6/index.html": "axe",
    "cae/6.1/index.html": REDIRECT,
    "404.html": "perdu",
    "assets/site.css": "p{}",
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return crawl.write(tmp_path / "ancien", SITE)


def new(tmp_path: Path, **changes: str | None) -> Path:
    files = SITE | {path.replace("__", "/"): text for path, text in changes.items()}
    return crawl.write(tmp_path / "neuf", {path: text for path, text in files.items() if text})


def since(old: Path, new: Path) -> Written:
    """The result of writing the files of `new` beside `old`."""
    with tempfile.TemporaryDirectory() as place:
        return write(crawl.on_disk(new).items(), Path(place), old)


def told(old: Path, new: Path) -> list[str]:
    pages = {
        path
        for path, content in crawl.on_disk(new).items()
        if path.endswith("index.html") and b"refresh" not in content
    }
    written = since(old, new)
    text = report(old, written, pages=pages, place="site", seconds=1.26, found="aucun problème")
    return text.replace("\xa0", " ").replace("\u202f", " ").splitlines()


class TestInventory:
    def test_it_lists_every_file(self, old: Path) -> None:
        assert inventory(old) == SITE.keys()

    def test_there_is_nothing_where_nothing_is(self, tmp_path: Path) -> None:
        assert inventory(tmp_path / "absent") == frozenset()


class TestDifference:
    def test_nothing_differs_from_itself(self, old: Path) -> None:
        assert difference(old, since(old, old)) == Difference()

    def test_what_is_new_changed_and_gone_is_told_apart(self, old: Path, tmp_path: Path) -> None:
        files = {"index.html": "ACCUEIL", "cae__6__index.html": None, "eci__index.html": "neuf"}
        assert difference(old, since(old, new(tmp_path, **files))) == Difference(
            ("eci/index.html",), ("index.html",), ("cae/6/index.html",)
        )


class TestReport:
    def test_a_first_site_has_nothing_before_it(self, old: Path, tmp_path: Path) -> None:
        assert told(tmp_path / "absent", old) == [
            "site : 3 pages, 3 autres fichiers, 0 Mo, en 1,3 s.",
            "Fiches : aucun problème.",
            "C’est la première construction à cet endroit.",
        ]

    def test_a_site_that_is_the_same_says_so(self, old: Path, tmp_path: Path) -> None:
        assert told(old, new(tmp_path))[2:] == [
            "Rien n’a changé depuis la construction précédente."
        ]

    def test_few_pages_are_named(self, old: Path, tmp_path: Path) -> None:
        files = {"index.html": "Accueil", "eci__index.html": "neuf", "cae__6__index.html": None}
        assert told(old, new(tmp_path, **files))[2:] == [
            "Depuis la construction précédente : 1 page changée, 1 page nouvelle, 1 page retirée.",
            "    changée /",
            "    nouvelle /eci/",
            "    retirée /cae/6/",
        ]

    def test_many_pages_are_counted(self, old: Path, tmp_path: Path) -> None:
        files = {f"eci__{place}__index.html": "neuf" for place in range(6)}
        assert told(old, new(tmp_path, **files))[2:] == [
            "Depuis la construction précédente : 6 pages nouvelles."
        ]

    def test_other_files_are_counted_apart(self, old: Path, tmp_path: Path) -> None:
        files = {"assets__site.css": None, "assets__neuf.css": "p{}", "cae__6.1__index.html": None}
        assert told(old, new(tmp_path, **files))[2:] == [
            "Depuis la construction précédente : 3 autres fichiers touchés."
        ]

    def test_an_old_site_that_cannot_be_read_again_forbids_nothing(
        self, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_folder: str) -> None:
            raise OSError(errno.EIO, "refusé")

        files = new(tmp_path)
        written = since(old, files)
        monkeypatch.setattr(os, "scandir", refuse)
        lines = report(old, written, pages=(), place="site", seconds=1, found="aucun problème")
        assert lines.replace("\xa0", " ").splitlines()[2:] == [
            "Le site précédent n’a pas pu être relu : ce qui a changé n’est pas connu."
        ]

    def test_a_redirect_that_is_gone_is_no_page(self, old: Path, tmp_path: Path) -> None:
        files = {"cae__6.1__index.html": None, "cae__6__index.html": None}
        assert told(old, new(tmp_path, **files))[2:] == [
            "Depuis la construction précédente : 1 page retirée ; 1 autre fichier touché.",
            "    retirée /cae/6/",
        ]


def test_a_real_build_says_what_it_did(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first, second = (crawl.mkdocs("build", "--site-dir", str(site)) for _ in range(2))
    pages = sum(not page.redirect for page in crawl.pages(crawl.on_disk(site)).values()) - 1
    lines = first.stdout.replace("\xa0", " ").splitlines()
    assert lines[0].startswith(f"{site} : {pages} pages, ")
    assert lines[1:] == [
        "Fiches : aucun problème.", "C’est la première construction à cet endroit.",
    ]  # fmt: skip
    assert second.stdout.splitlines()[2:] == ["Rien n’a changé depuis la construction précédente."]
    assert "INFO" not in first.stderr


def test_a_folder_is_named_as_one_types_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_here(tmp_path / "site") == "site"
    assert from_here(tmp_path.parent / "site") == str(tmp_path.parent / "site")


def test_a_terminal_that_lacks_a_sign_does_not_break_a_build() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    print_to(stream, "prêt\xa0!")
    stream.seek(0)
    assert stream.read() == "pr?t?!"


def test_a_control_character_is_shown_and_not_obeyed() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    print_to(stream, "un\ttitre\n\x1b[31m\x07\x9b2J\r\x7f\n")
    stream.seek(0)
    assert stream.read() == "un\ttitre\n\ufffd[31m\ufffd\ufffd2J\ufffd\ufffd\n"
