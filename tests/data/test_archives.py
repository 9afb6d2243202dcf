"""Zip archives: the bytes of the sheets that were read, and nothing else."""

import io
import json
import zipfile
from pathlib import Path

from refsite.data.archives import sheets_of, to_zip
from refsite.reading.folder import Source
from tests import crawl
from tests.data import example


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_the_files_byte_for_byte(tmp_path: Path) -> None:
    folder = crawl.write(tmp_path / "fiches", example.FILES)
    (folder / "vert/1.10.md").write_bytes(
        b"\xef\xbb\xbf# R\xc3\xa9parer\r\n```yaml\r\nid: 1.10\r\n```\r\n"
    )
    (folder / "note.txt").write_text("non publié", encoding="utf-8")
    found = members(example.exported(example.read(tmp_path))["donnees/referentiels.zip"])
    assert found == {p: b for p, b in crawl.on_disk(folder).items() if p.endswith(".md")}


def test_a_referentiel_s_own_has_its_folder_alone(tmp_path: Path) -> None:
    files = example.exported(
        example.read(tmp_path, {"bleu/1.1.md": "# Nom\n```yaml\nid: 1.1\n```\n"})
    )
    assert sorted(members(files["donnees/vert.zip"])) == [
        "vert/1.9.md",
        "vert/1.md",
        "vert/index.md",
    ]
    assert sorted(members(files["donnees/bleu.zip"])) == ["bleu/1.1.md"]


def test_sheets_at_the_root_are_those_of_the_referentiel_that_they_form(tmp_path: Path) -> None:
    found = example.study(
        crawl.write(
            tmp_path / "cae",
            {"1.1.md": "# Nom\n```yaml\nid: 1.1\n```\n", "climat-pratic.md": example.THEMES},
        )
    )
    (referentiel,) = found.contenu.referentiels
    assert [source.path for source in sheets_of(referentiel, found.sources)] == ["1.1.md"]


def test_its_bytes_depend_on_the_sheets_alone() -> None:
    one, other = Source("a.md", "a", b"a"), Source("b.md", "b", b"b")
    assert to_zip([one, other], "x") == to_zip([other, one], "x")


def test_its_members_are_compressed() -> None:
    content = to_zip([Source("a.md", "", b"Une fiche, et encore une fiche. " * 40)], "")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (member,) = archive.infolist()
    assert member.compress_size < member.file_size / 4


def test_its_members_say_the_same_system_and_rights_on_every_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(to_zip([Source("a.md", "", b"x")], ""))) as archive:
        (member,) = archive.infolist()
    assert (member.create_system, member.external_attr >> 16) == (3, 0o644)
    assert member.date_time == (1980, 1, 1, 0, 0, 0)


def test_no_name_leads_out_of_the_folder_on_any_machine() -> None:
    hostile = Source("..\\..\\C:x.md", "", b"x")
    assert list(members(to_zip([hostile], ""))) == [".._.._C_x.md"]


def test_its_comment_says_edition_and_licence(tmp_path: Path) -> None:
    content = example.exported(example.read(tmp_path))["donnees/vert.zip"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        comment = json.loads(archive.comment)
    assert comment["version"] == "2026.1"
    assert comment["licence"] == {"nom": "Licence ouverte", "adresse": None}
