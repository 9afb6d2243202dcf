"""Scripts in one piece, named after what they hold."""

from pathlib import Path

import pytest

from refsite.pages.assets import ON_DEMAND, SCRIPTS, bundle, make_assets
from tests import crawl

ASSETS = crawl.TEMPLATES / "assets"
PACKAGES = crawl.PROJECT / "node_modules"


def test_a_script_holds_what_it_imports_once_and_first(tmp_path: Path) -> None:
    crawl.write(
        tmp_path,
        {
            "entry.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
            "b.js": 'import { c } from "./c.js";\nexport function b(x) { return x + c; }\n',
            "c.js": "// une remarque\nexport const c = 1;\n",
        },
    )
    made = bundle("entry.js", tmp_path, tmp_path)
    places = [made.index(part) for part in ("const c=1", "function b(x)", "b(c)")]
    assert places == sorted(places)
    assert made.count("const c=1") == 1
    assert "remarque" not in made


def test_nothing_is_imported_in_the_browser() -> None:
    made = make_assets(ASSETS, PACKAGES, {"recherche.json": "{}"})
    scripts = {path: text.decode() for path, text in made.files.items() if path.endswith(".js")}
    assert len(scripts) == len(SCRIPTS)
    importing = [p for p, text in scripts.items() if "import{" in text or "import {" in text]
    exporting = [p for p, text in scripts.items() if "export " in text]
    assert importing == []
    assert exporting == [made.path(name) for name in sorted(ON_DEMAND)]


def test_templates_find_an_asset_by_its_name() -> None:
    made = make_assets(ASSETS, PACKAGES, {"recherche.json": "{}"})
    assert made.path("recherche.json") in made.files
    with pytest.raises(KeyError):
        made.path("absent.css")


def test_a_package_that_is_not_installed_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_assets(ASSETS, tmp_path, {})
