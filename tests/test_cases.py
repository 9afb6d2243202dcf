"""Folders of sheets, each with the exact lines that an editor reads about it."""

import re
import shutil
from pathlib import Path

import pytest

from refsite.common.codes import CODES
from refsite.common.printed import show
from refsite.history.diff import diff
from refsite.site.build import study
from tests.repositories import in_front_matter

CASES = Path(__file__).parent / "cases"
INVALID = sorted((CASES / "invalid").iterdir())
HEALED = [case for case in INVALID if (case / "corrige").is_dir()]
"""Cases that also hold the files as they are once each advice is followed to the letter."""
SHIPPED = Path(__file__).parents[1] / "referentiel"
VALID = sorted((CASES / "valid").iterdir())

NOT_IN_GIT = {
    "hors-dossier": "a link: test_folder",
    "fichier-illisible": "a file's rights: test_folder",
    "trop-gros": "128 KiB: test_oversize",
    "contenu-vide": "an empty folder: test_folder, test_contents",
    "id-disparu": "a repository: test_tombstones",
    "configuration": "not a sheet's: test_settings",
    "lien-mort": "an ordinary page's: test_ordinary_pages",
    "reglage-refuse": "not a sheet's: test_mkdocs_settings",
    "reglage-sans-effet": "not a sheet's: test_mkdocs_settings",
    "image-lourde": "300 kB: test_media",
    "fichier-lourd": "megabytes: test_media",
}
"""The codes that no folder of a case gives, and where they are tested."""


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case.name)
def test_each_fault_is_told_word_for_word(case: Path) -> None:
    printed = "".join(f"{show(item)}\n" for item in study(case / "contenu").problems)
    assert printed == (case / "attendu.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", HEALED, ids=lambda case: case.name)
def test_doing_what_the_advice_says_heals(case: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(case / "contenu", tmp_path / "contenu")
    for file in filter(Path.is_file, (case / "corrige").rglob("*")):
        place = folder / file.relative_to(case / "corrige")
        place.unlink(missing_ok=True)  # an empty file stands for one that is taken away
        if text := file.read_bytes():
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(text)
    assert [show(item) for item in study(folder).problems] == []


@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_a_sheet_in_order_has_no_problem(case: Path) -> None:
    assert [show(item) for item in study(case / "contenu").problems] == []


def test_every_code_has_a_case() -> None:
    told = (case.joinpath("attendu.txt").read_text(encoding="utf-8") for case in INVALID)
    found = {code for text in told for code in re.findall(r"\w+\[([a-z-]+)\]", text)}
    assert found == set(CODES) - set(NOT_IN_GIT)


def test_the_case_with_windows_line_ends_really_has_them() -> None:
    for file in (CASES / "valid" / "bom-crlf" / "contenu").rglob("*.md"):
        raw = file.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.count(b"\n") == raw.count(b"\r\n")


def test_bom_and_crlf_change_nothing_of_what_is_read() -> None:
    windows, plain = (study(CASES / "valid" / name / "contenu") for name in ("bom-crlf", "minimal"))
    assert windows.contenu == plain.contenu


def test_ids_sort_by_number_across_files() -> None:
    contenu = study(CASES / "valid" / "dix-apres-neuf" / "contenu").contenu
    eci = next(r for r in contenu.referentiels if r.id == "eci")
    assert [n.id for n in eci.actions()] == [f"5.{n}" for n in range(1, 11)]


def test_the_content_that_we_ship_passes_strict() -> None:
    assert [show(item) for item in study(SHIPPED).problems] == []


def test_the_content_that_we_ship_may_have_its_blocks_in_front_matter(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED, tmp_path / "contenu")
    sheets = [file for file in folder.rglob("*.md") if "\n```yaml\n" in file.read_text("utf-8")]
    for file in sheets:
        file.write_text(in_front_matter(file.read_text("utf-8")), encoding="utf-8")
    assert len(sheets) > 9
    assert [show(item) for item in study(folder).problems] == []
    assert diff(str(SHIPPED), str(folder), SHIPPED)[0] == ()
