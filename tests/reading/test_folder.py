import os
from pathlib import Path

import pytest

from refsite.common import bounds
from refsite.common.printed import show
from refsite.common.problems import Report
from refsite.reading import folder as folders
from refsite.reading.folder import Source
from tests.conftest import MakeFolder
from tests.reading.reads import decode, read_folder


def test_sheets_are_read_sorted_by_path(make_folder: MakeFolder) -> None:
    folder = make_folder({"eci/5.2.md": "b", "cae/6.md": "a", "index.md": "c"})
    assert read_folder(folder) == (
        (Source("cae/6.md", "a"), Source("eci/5.2.md", "b"), Source("index.md", "c")),
        (),
    )


def test_hidden_files_are_no_content(make_folder: MakeFolder) -> None:
    folder = make_folder({".git/config.md": "x", "cae/.6.md.swp": "x"})
    assert read_folder(folder) == ((), ())


def test_a_file_that_is_no_markdown_is_read_where_there_is_room(make_folder: MakeFolder) -> None:
    folder = make_folder({"cae/plan.pdf": b"%PDF", "cae/notes.txt": "x", "cae/6.md": "a"})
    report = Report()
    found = folders.read_folder(folder, report, room=lambda name: 3 if name == "plan.pdf" else 0)
    assert (found.sources, report.problems) == ((Source("cae/6.md", "a"),), ())
    assert found.others == {"cae/plan.pdf": b"%PDF"}  # one byte more than the bound, which shows
    assert found.aside == ("cae/notes.txt",)


def test_sheets_are_read_however_much_else_there_is(
    make_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MEDIA", 3)
    folder = make_folder({"a.png": b"1234", "b.png": b"5", "c/6.md": "a"})
    found = folders.read_folder(folder, Report(), room=lambda _: 9)
    assert found.sources == (Source("c/6.md", "a"),)
    assert found.others == {"a.png": b"1234", "b.png": b""}


def test_what_is_hidden_or_linked_is_left_aside_but_for_git_s_own(
    make_folder: MakeFolder, tmp_path: Path
) -> None:
    folder = make_folder({".cache/a.png": "x", ".notes.png": "x", ".git/a": "", "cae/.gitkeep": ""})
    (tmp_path / "secret.png").write_text("secret")
    (folder / "cae" / "secret.png").symlink_to(tmp_path / "secret.png")
    report = Report()
    found = folders.read_folder(folder, report, room=lambda _: 100)
    assert (found.others, report.problems) == ({}, ())
    assert found.aside == (".cache/", ".notes.png", "cae/secret.png")


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    sources, problems = read_folder(tmp_path / "absent")
    assert sources == ()
    assert [show(p, "absent") for p in problems] == [
        "absent: erreur[contenu-vide] ce dossier n’existe pas ou ne peut pas être lu"
    ]


def test_a_link_to_a_file_is_not_followed(make_folder: MakeFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    folder = make_folder({"cae/6.md": "a"})
    (folder / "cae" / "7.md").symlink_to(secret)
    sources, problems = read_folder(folder)
    assert sources == (Source("cae/6.md", "a"),)
    assert [show(p) for p in problems] == [
        (
            "cae/7.md: erreur[hors-dossier] ce n’est pas un fichier ordinaire\n"
            "    Remplacez le lien par le fichier lui-même\u00a0: rien n’est lu hors du dossier."
        )
    ]


def test_a_link_to_a_folder_is_not_followed(make_folder: MakeFolder, tmp_path: Path) -> None:
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "1.md").write_text("secret")
    folder = make_folder({})
    (folder / "eci").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
    sources, problems = read_folder(folder)
    assert sources == ()
    assert [(p.path, p.code) for p in problems] == [("eci", "hors-dossier")]


def test_a_link_to_its_own_folder_ends(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.md": "a"})
    (folder / "boucle").symlink_to(folder, target_is_directory=True)
    assert read_folder(folder)[0] == (Source("a.md", "a"),)


def test_a_pipe_is_not_opened(make_folder: MakeFolder) -> None:
    folder = make_folder({})
    os.mkfifo(folder / "tuyau.md")
    assert [(p.path, p.code) for p in read_folder(folder)[1]] == [("tuyau.md", "hors-dossier")]


def test_a_file_name_with_a_control_character_is_shown_harmless(make_folder: MakeFolder) -> None:
    folder = make_folder({"cae/6\x1b[31m.md": "x"})
    assert [show(p) for p in read_folder(folder)[1]] == [
        (
            "cae/6\ufffd[31m.md: erreur[hors-dossier] ce nom de fichier est illisible\n"
            "    Renommez-le avec des lettres, des chiffres, des tirets."
        )
    ]


def test_a_file_name_that_is_not_utf_8_is_an_error(make_folder: MakeFolder) -> None:
    folder = make_folder({})
    try:
        (folder / os.fsdecode(b"\xe9t\xe9.md")).write_text("x")
    except OSError:
        pytest.skip("ce système de fichiers refuse ces noms")
    assert [p.code for p in read_folder(folder)[1]] == ["hors-dossier"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_an_error(make_folder: MakeFolder) -> None:
    folder = make_folder({"cae/6.md": "x"})
    (folder / "cae" / "6.md").chmod(0)
    assert [show(p) for p in read_folder(folder)[1]] == [
        "cae/6.md: erreur[fichier-illisible] ce fichier ne peut pas être lu"
    ]


def test_bom_and_crlf_change_nothing() -> None:
    text = "# Été\nligne\n"
    assert decode("a.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()) == (text, ())


def test_a_lone_carriage_return_ends_a_line() -> None:
    assert decode("a.md", b"un\rdeux\r\ntrois")[0] == "un\ndeux\ntrois"


@pytest.mark.parametrize(
    "raw", ["é\n".encode("latin-1"), "é".encode("utf-16"), b"\xed\xa0\x80", b"\xc0\xaf"]
)
def test_what_is_not_utf_8_is_refused(raw: bytes) -> None:
    text, problems = decode("a.md", raw)
    assert text is None
    assert [(p.line, p.code) for p in problems] == [(1, "encodage")]


def test_the_line_of_the_first_wrong_byte_is_told() -> None:
    assert [p.line for p in decode("a.md", b"un\r\ndeux\r\n\xe9\r\n")[1]] == [3]


def test_decomposed_accents_are_composed_and_told_once() -> None:
    text, problems = decode("a.md", "un\ne\u0301te\u0301\ne\u0301\n".encode())
    assert text == "un\nété\né\n"
    assert [(p.line, p.code) for p in problems] == [(2, "texte-nfc")]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x0c"])
def test_control_characters_are_shown_and_told(character: str) -> None:
    text, problems = decode("a.md", f"un\nde{character}ux\n".encode())
    assert text == "un\nde\ufffdux\n"
    assert [(p.line, p.code) for p in problems] == [(2, "texte-controle")]


def test_tabs_and_no_break_spaces_are_text() -> None:
    assert decode("a.md", "\tun\u00a0: deux\u202f!".encode()) == ("\tun\u00a0: deux\u202f!", ())


@pytest.mark.parametrize(
    ("path", "folder", "stem"),
    [("cae/6.1.2.md", "cae", "6.1.2"), ("index.md", "", "index"), ("a/b/c.md", "a/b", "c")],
)
def test_a_path_has_a_folder_and_a_stem(path: str, folder: str, stem: str) -> None:
    source = Source(path, "")
    assert (source.folder, source.stem) == (folder, stem)


@pytest.mark.parametrize(
    "character",
    ["\u202a", "\u202e", "\u2066", "\u2069", "&#x202e;", "&#X0202A;", "&#8238;", "&#08297;"],
)
def test_what_turns_a_text_around_is_told_and_stays(character: str) -> None:
    text, problems = decode("a.md", f"un\nde{character}ux\n".encode())
    assert text == f"un\nde{character}ux\n"
    assert [show(p) for p in problems] == [
        (
            "a.md:2: avertissement[texte-controle] caractère invisible qui change le sens de lecture\n"
            "    Effacez-le\u00a0: ce qui le suit peut s’afficher dans un autre ordre qu’il n’est écrit."
        )
    ]


@pytest.mark.parametrize("written", ["&#x202f;", "&#8239;", "&amp;#x202e;", "&#x202e", "U+202E"])
def test_what_turns_nothing_around_is_not_told(written: str) -> None:
    assert decode("a.md", written.encode()) == (written, ())


def test_folders_in_one_another_without_end_are_told(make_folder: MakeFolder) -> None:
    folder = make_folder({"cae/6.md": "a"})
    deep = os.open(folder, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d", dir_fd=deep)
        below = os.open("d", os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = below
    os.close(deep)
    sources, problems = read_folder(folder)
    assert sources == (Source("cae/6.md", "a"),)
    assert [show(p) for p in problems] == [
        (
            f"{'d/' * bounds.FOLDERS}d: erreur[trop-profond] ce dossier est dans 10 autres, rien n’y est lu\n"
            "    Rangez les fiches dans le dossier de leur référentiel."
        )
    ]


@pytest.mark.parametrize("character", ["\u2028", "\u2029"])
def test_separators_of_lines_are_blanks_and_told(character: str) -> None:
    text, problems = decode("a.md", f"un\nde{character}ux\n".encode())
    assert text == "un\nde ux\n"
    assert [show(p) for p in problems] == [
        (
            "a.md:2: avertissement[texte-controle] séparateur de lignes invisible\n"
            "    Effacez-le, ou passez vraiment à la ligne\u00a0: il est lu comme une espace."
        )
    ]
