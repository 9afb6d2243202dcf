"""Files of a folder to images and documents."""

import struct
import zlib

import pytest

from refsite.common import bounds
from refsite.common.printed import show
from refsite.common.problems import Report
from refsite.media.kinds import KINDS, kind_of, room
from refsite.media.media import Checker, Media, MediaFile, read_media, report_orphans
from tests.media import images

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
ODT = b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text"
DOCX = b"PK\3\4....[Content_Types].xml....word/document.xml"
GOOD = {
    "a.png": images.PNG, "a.jpg": images.JPEG, "b.JPEG": images.JPEG, "a.gif": images.GIF, "a.webp": images.WEBP,
    "a.avif": images.AVIF, "a.svg": SVG, "a.pdf": b"%PDF-1.7\n", "a.odt": ODT,
    "a.ods": ODT.replace(b"text", b"spreadsheet"), "a.docx": DOCX, "a.xlsx": DOCX.replace(b"word/", b"xl/"),
    "a.csv": "a;é\n".encode(), "a.zip": b"PK\5\6" + bytes(18),
}  # fmt: skip


def read(*files: tuple[str, bytes], aside: tuple[str, ...] = ()) -> tuple[Media, list[str]]:
    report = Report()
    media = read_media(dict(files), aside, report, Checker())
    return media, [show(item) for item in report.problems]


def test_every_format_of_the_table_is_tried_here() -> None:
    assert {name.rpartition(".")[2].lower() for name in GOOD} == KINDS.keys()


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_each_format_is_published(name: str) -> None:
    media, problems = read((name, GOOD[name]))
    assert problems == []
    file = media.files[name]
    assert file.raw == GOOD[name]
    assert (file.width, file.height) == ((40, 30) if file.kind.image else (0, 0))


@pytest.mark.parametrize("name", [name for name in GOOD if name != "a.csv"])
def test_a_file_that_is_not_what_its_name_says_is_an_error(name: str) -> None:
    raw = images.GIF if name != "a.gif" else images.PNG
    media, problems = read((name, raw))
    assert (dict(media.files), media.refused) == ({}, {name})
    assert [line.split(" ")[1] for line in problems] == ["erreur[format-different]"]


def test_a_table_of_bytes_is_no_csv() -> None:
    assert "format-different" in read(("a.csv", b"a\0b"))[1][0]


def test_an_image_that_was_turned_has_the_size_that_one_sees() -> None:
    file = read(("a.jpg", images.TURNED))[0].files["a.jpg"]
    assert (file.width, file.height) == (30, 40)


@pytest.mark.parametrize("raw", [images.PNG[:20], images.JPEG[:30], images.AVIF[:60], b""])
def test_a_cut_image_is_an_error(raw: bytes) -> None:
    name = {images.PNG[:3]: "a.png", images.JPEG[:3]: "a.jpg"}.get(raw[:3], "a.avif")
    assert "format-different" in read((name, raw))[1][0]


def test_an_image_of_too_many_pixels_is_an_error() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(header))
    media, problems = read(("a.png", images.PNG[:8] + chunk))
    assert media.refused == {"a.png"}
    assert problems[0].startswith(
        "a.png: erreur[fichier-lourd] cette image a 30\u202f000 × 30\u202f000 pixels"
    )


@pytest.mark.parametrize(
    ("name", "most"),
    [("a.png", "5\u00a0Mo"), ("a.svg", "500\u00a0ko"), ("a.pdf", "20\u00a0Mo")],
)
def test_a_file_beyond_its_bound_is_an_error_with_its_number(name: str, most: str) -> None:
    raw = GOOD[name] + bytes(room(name))
    assert most in read((name, raw))[1][0]


def test_a_heavy_image_is_a_warning() -> None:
    media, problems = read(("a.png", images.PNG + bytes(bounds.HEAVY)))
    assert "a.png" in media.files
    assert problems[0].splitlines()[0] == (
        "a.png: avertissement[image-lourde] cette image pèse 300\u00a0ko\u202f; il en faut 300\u00a0ko au plus pour"
        " un téléphone"
    )


def test_a_heavy_document_is_what_documents_are() -> None:
    assert read(("a.pdf", b"%PDF-" + bytes(bounds.HEAVY)))[1] == []


@pytest.mark.parametrize("name", ["Plan.PNG", "cae/images/plan_2-b.png"])
def test_capitals_and_dashes_are_fine(name: str) -> None:
    assert read((name, images.PNG))[1] == []


@pytest.mark.parametrize(
    "name", ["le plan.png", "été.png", "a#b.png", "50%.png", "a?b.png", "(a).png"]
)
def test_a_name_that_is_served_badly_is_a_warning(name: str) -> None:
    media, problems = read((name, images.PNG))
    assert "nom-fragile" in problems[0]
    assert set("?#%() ").isdisjoint(media.files[name].address.replace("%", "", 9))


def test_too_many_files_or_bytes_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MEDIA_FILES", 1)
    media, problems = read(("a.png", images.PNG), ("b.png", images.PNG))
    assert (len(problems), media.refused) == (1, {"a.png", "b.png"})
    monkeypatch.setattr(bounds, "MEDIA_FILES", 2)
    monkeypatch.setattr(bounds, "MEDIA", 100)
    assert "dépassent ensemble" in read(("a.png", images.PNG), ("b.png", images.PNG))[1][0]


def test_what_is_left_aside_is_said_once() -> None:
    _, problems = read(aside=tuple(f"{n}.txt" for n in range(8)))
    assert [line.splitlines()[0] for line in problems] == [
        ": note[fichiers-ecartes] ces fichiers ne sont pas publiés\u00a0: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt et 3 de plus"
    ]


def test_orphans_are_one_note() -> None:
    media, _ = read(("a.png", images.PNG), ("b.pdf", b"%PDF-"), ("c.pdf", b"%PDF-"))
    report = Report()
    report_orphans(media, {"b.pdf"}, report)
    assert [item.message.rpartition(": ")[2] for item in report.problems] == ["a.png, c.pdf"]
    report = Report()
    report_orphans(media, media.files, report)
    assert report.problems == ()


def test_a_label_is_french() -> None:
    kind = kind_of("a.pdf")
    assert kind is not None
    assert MediaFile("a.pdf", kind, 1_180_000).label == ("PDF", "1,2\u00a0Mo")
    assert MediaFile("a.pdf", kind, 12).label == ("PDF", "1\u00a0ko")


def test_an_unknown_kind_has_no_room() -> None:
    assert [room(name) for name in ("a.txt", "a", "a.png.exe", ".png", "a.html")] == [0] * 5
