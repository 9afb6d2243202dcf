"""Plugins that people use do on ordinary pages what their documentation says, and see no sheet: `make plugins`."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import crawl, trial
from tests.repositories import Repo
from tests.trial import Built, Trial

PLACE = os.environ.get("REFSITE_PLUGINS", "")
PYTHON = crawl.PROJECT / PLACE / "bin" / "python"
WITNESS = '''
"""Writes down what a plugin of the usual priority is given."""

from pathlib import Path

from mkdocs.plugins import event_priority

LOG = Path(__file__).with_name("vu.txt")


def note(event, *paths):
    with LOG.open("a", encoding="utf-8") as log:
        log.writelines(f"{event} {path}\\n" for path in paths)


@event_priority(50)
def on_files(files, config):
    note("files", *(file.src_uri for file in files))
    return files


@event_priority(50)
def on_page_markdown(markdown, page, config, files):
    note("markdown", page.file.src_uri)
    return markdown


@event_priority(50)
def on_page_content(html, page, config, files):
    note("content", page.file.src_uri)
    return html


@event_priority(50)
def on_post_page(output, page, config):
    note("post_page", page.file.src_uri)
    return output
'''
PAGES = {
    "methode.md": "# Méthode\n\nSelon la 1.1.1.1.\n",
    "guides/index.md": "# Guides\n\nAccueil des guides.\n",
    "guides/debuter.md": "# Débuter\n\nUn début.\n",
}
SHEETS = ("vert/", "climat-pratic.md")

pytestmark = pytest.mark.skipif(not PLACE, reason="make plugins prépare leur environnement")


def build(
    top: Path, plugins: list[object], pages: Mapping[str, str], *words: str, **settings: object
) -> tuple[Trial, Built]:
    """The site of the pages with plugins, once it is known that these saw pages alone."""
    project = trial.make(top, {**PAGES, **pages})
    (top / "temoin.py").write_text(WITNESS, encoding="utf-8")
    hooks = [*trial.SETTINGS["hooks"], "temoin.py"]
    project.configure({**settings, "plugins": plugins, "hooks": hooks})
    repo = Repo(top)
    repo.git("init", "-q", "-b", "main")
    repo.commit({}, "2026-03-04")
    built = project.build(*words, python=str(PYTHON))
    seen = (top / "vu.txt").read_text(encoding="utf-8").splitlines()
    assert {line.split()[0] for line in seen} == {"files", "markdown", "content", "post_page"}
    assert [line for line in seen if line.split()[1].startswith(SHEETS)] == []
    clean(built)
    return project, built


def clean(built: Built) -> None:
    """Nothing of a page runs, leads nowhere, or comes from another host."""
    for check in (crawl.dead_links, crawl.unreached):
        assert check(built.site, "/ref/") == []
    assert crawl.loads_from_elsewhere(built.site) == []
    assert crawl.double_ids(built.site) == []
    assert [path for path, d in crawl.pages(built.site).items() if crawl.harm(d) or d.faults] == []


def menu(built: Built) -> list[tuple[str, str]]:
    """The entries of the menu on the home page: words and address."""
    (nav,) = [e for e in built.page("").root.all("nav") if e.attributes.get("aria-label") == "Principal"]  # fmt: skip
    return [(e.text, e.attributes.get("href", "")) for e in nav.walk() if e.tag == "a"]


def test_literate_nav_reads_the_nav_from_summary_md(tmp_path: Path) -> None:
    summary = "* [Commencer](guides/debuter.md)\n* [La méthode](methode.md)\n* Encore\n    * [Tous](guides/index.md)\n"
    _, built = build(tmp_path, ["literate-nav"], {"SUMMARY.md": summary}, "--strict", exclude_docs="SUMMARY.md\n")  # fmt: skip
    assert menu(built)[-3:] == [
        ("Commencer", "guides/debuter/"), ("La méthode", "methode/"), ("Tous", "guides/"),
    ]  # fmt: skip
    assert "SUMMARY/index.html" not in built.site


def test_literate_nav_takes_all_pages_of_a_folder_and_no_sheet(tmp_path: Path) -> None:
    summary = "* [La méthode](methode.md)\n* [Guides](guides/)\n* *.md\n* */\n"
    _, built = build(tmp_path, ["literate-nav"], {"SUMMARY.md": summary}, exclude_docs="SUMMARY.md\n")  # fmt: skip
    named = [address for _, address in menu(built) if address]
    assert named.count("guides/debuter/") == 1
    assert [one for one in named if one.startswith("vert/1")] == []


def test_section_index_gives_a_section_its_page(tmp_path: Path) -> None:
    nav = [{"Guides": ["guides/index.md", {"Pour débuter": "guides/debuter.md"}]}, "methode.md"]
    _, built = build(tmp_path, ["section-index"], {}, "--strict", nav=nav)
    assert menu(built)[-3:] == [
        ("Guides", "guides/"), ("Pour débuter", "guides/debuter/"), ("Méthode", "methode/"),
    ]  # fmt: skip
    crumbs = built.page("guides/debuter/").root.by_class("crumbs")[0]
    assert [e.text for e in crumbs.all("li")] == ["Accueil", "Guides", "Pour débuter"]


def test_include_markdown_includes_files_of_the_folder(tmp_path: Path) -> None:
    pages = {
        "tout.md": '# Tout\n\n{%\n  include-markdown "guides/debuter.md"\n  heading-offset=1\n%}\n\n{% include "../extrait.txt" %}\n',
        "../extrait.txt": "<script>alert(1)</script><b onclick='x'>Un extrait</b> de la 1.1.1.2.\n",
    }
    _, built = build(tmp_path, ["include-markdown"], pages, "--strict")
    document = built.page("tout/")
    assert document.headings == [(1, "Tout"), (2, "Débuter")]
    assert document.hrefs["1.1.1.2"] == "../vert/1.1.1/#1.1.1.2"
    assert "Un extrait" in document.main.text
    assert "alert" not in built.site["tout/index.html"].decode()


def test_macros_render_variables_in_pages_and_leave_sheets_as_they_are(tmp_path: Path) -> None:
    text = "---\nauteur: Anne\n---\n# Macros\n\n{{ 6 * 7 }} pour {{ page.meta.auteur }}, {{ ville }}.\n\n{{ '<script>alert(1)</script>' }}\n"
    sheet = "\n{{ 6 * 7 }} reste du texte.\n"
    project = trial.make(tmp_path, {})
    before = (project.folder / "vert/1.1.2.md").read_text(encoding="utf-8")
    pages = {"macros.md": text, "vert/1.1.2.md": before + sheet}
    _, built = build(tmp_path, ["macros"], pages, "--strict", extra={"ville": "Nantes"})
    assert "42 pour Anne, Nantes." in built.page("macros/").main.text
    assert "{{ 6 * 7 }} reste du texte." in built.page("vert/1.1.2/").main.text


def test_git_revision_date_writes_the_day_of_a_page(tmp_path: Path) -> None:
    pages = {"dates.md": "# Dates\n\nRevu le {{ git_revision_date_localized }}.\n"}
    plugin = {"git-revision-date-localized": {"locale": "fr", "type": "date"}}
    _, built = build(tmp_path, [plugin], pages, "--strict")
    text = built.page("dates/").main.text.replace("\xa0", " ").replace("\u202f", " ")
    assert "Revu le 4 mars 2026." in text


def test_gen_files_makes_pages_that_are_framed_and_searched(tmp_path: Path) -> None:
    (tmp_path / "generer.py").write_text(
        'import mkdocs_gen_files\nwith mkdocs_gen_files.open("guides/engendre.md", "w") as page:\n'
        '    print("# Engendré\\n\\nSelon la 1.1.1.1.\\n\\n[rien](ftp://hote/x) <b onclick=x>!</b>", file=page)\n',
        encoding="utf-8",
    )
    _, built = build(tmp_path, [{"gen-files": {"scripts": ["generer.py"]}}], {})
    document = built.page("guides/engendre/")
    assert document.hrefs["1.1.1.1"] == "../../vert/1.1.1/#1.1.1.1"
    assert "guides/engendre/index.md" in built.site
    assert "lien-mort" in built.told
    assert ("Engendré", "guides/engendre/") in menu(built)


def test_redirects_lead_from_old_addresses_to_pages(tmp_path: Path) -> None:
    plugin = {"redirects": {"redirect_maps": {"ancienne.md": "methode.md"}}}
    project = trial.make(tmp_path, PAGES)
    project.configure({"plugins": [plugin]})
    built = project.build("--strict", python=str(PYTHON))
    assert built.page("ancienne/").redirect == "../methode/"
    assert built.page("methode/").headings[0] == (1, "Méthode")


def test_all_of_them_together(tmp_path: Path) -> None:
    plugins: list[object] = [
        "section-index", "include-markdown", "macros",
        {"git-revision-date-localized": {"locale": "fr", "type": "date"}}, "literate-nav",
    ]  # fmt: skip
    summary = "* [Guides](guides/)\n* [La méthode](methode.md)\n"
    _, built = build(tmp_path, plugins, {"SUMMARY.md": summary}, "--strict", exclude_docs="SUMMARY.md\n")  # fmt: skip
    assert menu(built)[-1] == ("La méthode", "methode/")
