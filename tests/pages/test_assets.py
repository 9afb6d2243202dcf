"""Scripts and stylesheets in one piece, named after what they hold."""

import re
from pathlib import Path

import pytest

from refsite.pages.assets import SCRIPTS, STYLES, BundleError, bundle, make_assets
from tests import crawl

ASSETS = crawl.TEMPLATES / "assets"
PACKAGES = crawl.PROJECT / "node_modules"
ENTRY = ("page/entry.js",)


def scripts(folder: Path, files: dict[str, str]) -> str:
    """The script that `page/entry.js` gives."""
    crawl.write(folder, files)
    return bundle(folder, PACKAGES, ENTRY)["entry.js"].decode()


def test_a_script_holds_what_it_imports_once_and_small(tmp_path: Path) -> None:
    files = {
        "page/entry.js": 'import { b as c } from "../lib/b.js";\nimport { texte } from "./c.js";\nself.un = [c(), texte];\n',
        "lib/b.js": 'import { texte } from "../page/c.js";\nexport const b = () => texte;\nexport const perdu = 1;\n',
        "page/c.js": "// une remarque\nexport const texte = self.name + `déjà\u00a0vu`;\n",
    }
    made = scripts(tmp_path, files)
    assert made.count("déjà\u00a0vu") == 1
    for gone in ("remarque", "perdu", "import", "export"):
        assert gone not in made


def test_the_same_sources_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    files = {"page/entry.js": "class Un { deux = 1; }\nself.un = new Un();\n"}
    first = scripts(tmp_path / "un", files)
    crawl.write(
        tmp_path, {"tsconfig.json": '{"compilerOptions": {"useDefineForClassFields": false}}'}
    )
    assert scripts(tmp_path / "autre" / "dossier", files) == first


def test_packages_are_found_wherever_the_scripts_are(tmp_path: Path) -> None:
    made = scripts(tmp_path, {"page/entry.js": 'import M from "minisearch";\nself.m = M;\n'})
    assert "addAll" in made


def test_nothing_is_imported_in_the_browser() -> None:
    made = make_assets(ASSETS, PACKAGES, {"recherche.json": "{}"})
    names = {Path(entry).name for entry in SCRIPTS}
    texts = {name: made.files[made.path(name)].decode() for name in names}
    assert {path for path in made.files if path.endswith(".js")} == {made.path(n) for n in names}
    assert [name for name, text in texts.items() if "import{" in text or "import {" in text] == []
    # Two are imported by a script, when it needs them; a classic script could not export.
    assert {name for name, text in texts.items() if "export{" in text} == {"search.js", "grid.js"}


def test_templates_find_an_asset_by_its_name() -> None:
    made = make_assets(ASSETS, PACKAGES, {"recherche.json": "{}"})
    assert made.path("recherche.json") in made.files
    with pytest.raises(KeyError):
        made.path("absent.css")


def test_without_esbuild_the_path_that_lacks_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        make_assets(ASSETS, tmp_path, {})
    assert told.value.filename == str(tmp_path / "esbuild")


def test_a_script_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        BundleError, match=r"(?s)les scripts et les styles n’ont pas pu.*page/entry\.js:2:"
    ):
        scripts(tmp_path, {"page/entry.js": "const un = 1;\nconst = 2;\n"})


def test_an_esbuild_of_another_machine_is_told(tmp_path: Path) -> None:
    crawl.write(tmp_path, {"@esbuild/autre/bin/esbuild": "pas un programme"})
    with pytest.raises(BundleError, match="supprimez le dossier node_modules"):
        make_assets(ASSETS, tmp_path, {})


def test_every_rule_is_in_a_layer_and_every_layer_has_its_place() -> None:
    """Layers of the stylesheet: rules that a client adds are in none, so they win with any selector."""
    made = make_assets(ASSETS, PACKAGES, {"recherche.json": "{}"})
    for entry in STYLES:
        text = made.files[made.path(Path(entry).name)].decode()
        order = "@layer tokens,base,components,pages,print;"
        assert text.startswith(order) == (entry == "styles/site.css")
        rest = text.removeprefix(order).strip()
        names = set()
        while rest:
            found = re.match(r"@layer (\w+)\{", rest)
            assert found, f"{entry} : {rest[:60]}"
            names.add(found[1])
            rest = rest[_end(rest) :].strip()
        assert names <= {"tokens", "base", "components", "pages", "print"}


def _end(text: str) -> int:
    """The place after the brace that closes the first one of a text."""
    open_ = 0
    for place, sign in enumerate(text):
        open_ += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "}" and not open_:
            return place + 1
    return len(text)


def test_every_stylesheet_is_part_of_an_entry() -> None:
    folder = ASSETS / "styles"
    entries = {ASSETS / entry for entry in STYLES}
    imported = {
        folder / name
        for entry in entries
        for name in re.findall(r'@import "([^"]+)"', entry.read_text(encoding="utf-8"))
    }
    assert set(folder.rglob("*.css")) == entries | imported
