"""Ordinary pages: through MkDocs's own pipeline, as its documentation says, into our frame."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from refsite.__main__ import main
from tests import crawl, repositories, trial
from tests.repositories import Repo
from tests.trial import Built, Trial

BLUE = """\
# Bleu
```yaml
id: bleu
points: 100
niveaux:
  axe: [domaine, domaines]
  sous-axe: [sous-domaine, sous-domaines]
  action: [mesure, mesures]
  sous-action: [étape, étapes]
  tâche: [tâche, tâches]
```
"""
RIVER = """\
# Rivière
```yaml
id: 1
```
## Berges
```yaml
id: 1.1
```
### Planter les berges
```yaml
id: 1.1.2
points: 100
climat_pratic_id: eau
```
"""
METHOD = """\
# Notre méthode

On part de la 1.1.1.2, puis de la 1.1.2, comme le dit [le guide](guides/debuter.md#compter).
Voir aussi [l’étape](vert/1.1.1.md#1.1.1.1) et `1.1.1.1`.

## Contenu {: #contenu }

Retour au [contenu](#contenu).

### Détail

## Suite
"""
START = """\
---
title: Débuter vite
description: Les premiers pas, en une page.
---
# Un tout autre titre

Voir [la méthode](../methode.md) et [tous les guides](index.md).

## Compter

- [x] fait
- [ ] à faire
"""
PAGES = {
    "bleu/index.md": BLUE,
    "bleu/1.md": RIVER,
    "methode.md": METHOD,
    "sans-titre.md": "Un texte qui n’a pas de titre.\n",
    "guides/index.md": "# Les guides\n\nTrois pages.\n",
    "guides/debuter.md": START,
    "guides/cache.md": "---\nhide: [toc]\nsearch: {exclude: true}\n---\n# Page discrète\n\n## Rubrique\n",
    "guides/vieux.md": "# Vieille page\n",
    "guides/brouillon.md": "# Brouillon secret\n",
    "guides/a-part.md": "---\ntemplate: ailleurs.html\n---\n# À part\n",
}
SETTINGS = {
    "exclude_docs": "vieux.md\n",
    "draft_docs": "brouillon.md\n",
    "not_in_nav": "a-part.md\ncache.md\n",
}
NAV = [
    {"La méthode": "methode.md"},
    {"Pour commencer": ["guides/index.md", "guides/debuter.md", {"Annexes": ["sans-titre.md"]}]},
    {"Tous les points": "points/"},
    "vert/index.md",
    "vert/1.1.1.md",
    {"Ailleurs": "https://ailleurs.test/"},
]


def made(top: Path, settings: Mapping[str, object]) -> tuple[Trial, Built]:
    project = trial.make(top, PAGES, {**SETTINGS, **settings})
    repo = Repo(top)
    repo.git("init", "-q", "-b", "main")
    repo.commit({}, "2026-01-01", "v2026.1")
    repo.commit(
        {
            "guides/index.md": "# Les guides\n\nQuatre pages.\n",
            "guides/brouillon.md": "# Brouillon secret\n\nPlus long.\n",
        },
        "2026-03-04",
        "v2026.2",
    )
    return project, project.build("--strict")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trial, Built]:
    """The project without `nav`, and its site."""
    return made(tmp_path_factory.mktemp("sans-nav"), {})


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with `nav`."""
    return made(tmp_path_factory.mktemp("avec-nav"), {"nav": NAV})[1]


@pytest.fixture
def project(tmp_path: Path) -> Trial:
    """A project with a page."""
    return trial.make(tmp_path, {"methode.md": "# Méthode\n\nUn texte.\n"})


def menu(built: Built, address: str = "") -> list[tuple[str, str]]:
    """The links of the menu: their words and address."""
    return [(e.text, e.attributes["href"]) for e in principal(built, address).all("a")]


def principal(built: Built, address: str = "") -> crawl.Element:
    navs = built.page(address).root.all("nav")
    return next(e for e in navs if e.attributes.get("aria-label") == "Principal")


def ways(document: crawl.Document) -> dict[str, tuple[str, str]]:
    """Previous and next page: words and address."""
    links = document.root.all("a")
    return {a.attributes["rel"]: (a.text, a.attributes["href"]) for a in links if a.attributes.get("rel") in {"prev", "next"}}  # fmt: skip


class TestAddressesAndTitles:
    def test_pages_are_where_mkdocs_has_them(self, plain: tuple[Trial, Built]) -> None:
        built = plain[1]
        for file in ("methode", "sans-titre", "guides", "guides/debuter", "guides/cache", "guides/a-part"):  # fmt: skip
            assert f"{file}/index.html" in built.site
            assert f"{file}/index.md" in built.site

    def test_what_the_settings_keep_out_is_nowhere(self, plain: tuple[Trial, Built]) -> None:
        site = plain[1].site
        for words in (b"Vieille page", b"Brouillon secret", b"brouillon.md", b"vieux.md"):
            assert [path for path, content in site.items() if words in content] == []

    @pytest.mark.parametrize(
        ("address", "title"),
        [
            ("methode/", "La méthode"),
            ("guides/debuter/", "Débuter vite"),
            ("guides/", "Les guides"),
            ("sans-titre/", "Sans titre"),
        ],
        ids=["nav", "front matter", "h1", "file"],
    )
    def test_the_title_is_that_of_nav_then_front_matter_then_h1_then_the_file(
        self, ordered: Built, address: str, title: str
    ) -> None:
        document = ordered.page(address)
        assert document.root.one("title").text.startswith(title)
        assert document.root.by_class("crumbs")[0].text.endswith(title)

    def test_a_page_without_h1_has_its_title(self, ordered: Built) -> None:
        assert ordered.page("sans-titre/").headings == [(1, "Sans titre")]
        assert ordered.page("guides/debuter/").headings[0] == (1, "Un tout autre titre")

    def test_the_description_is_that_of_front_matter(self, ordered: Built) -> None:
        assert ordered.page("guides/debuter/").meta("description") == "Les premiers pas, en une page."  # fmt: skip

    def test_the_template_that_a_page_asks_for_is_ignored(self, plain: tuple[Trial, Built]) -> None:
        assert plain[1].page("guides/a-part/").headings == [(1, "À part")]


class TestFrame:
    def test_the_breadcrumb_names_the_sections(self, ordered: Built) -> None:
        crumbs = ordered.page("sans-titre/").root.by_class("crumbs")[0].all("li")
        assert [e.text for e in crumbs] == ["Accueil", "Pour commencer", "Annexes", "Sans titre"]

    def test_the_summary_lists_its_headings_and_anchors_that_exist(self, ordered: Built) -> None:
        document = ordered.page("methode/")
        (side,) = document.root.by_class("here")
        links = [(a.text, a.attributes["href"]) for a in side.all("a")]
        assert links == [("Contenu", "#page-contenu"), ("Détail", "#detail"), ("Suite", "#suite")]
        assert {href[1:] for _, href in links} <= document.ids.keys()

    def test_an_anchor_that_is_one_of_the_layout_gets_another(self, ordered: Built) -> None:
        document = ordered.page("methode/")
        assert document.ids["contenu"] == 1
        assert document.root.by_id("contenu").tag == "main"
        assert document.hrefs["contenu"] == "#page-contenu"

    def test_a_page_may_hide_its_summary(self, plain: tuple[Trial, Built]) -> None:
        assert plain[1].page("guides/cache/").root.by_class("here") == []

    def test_previous_and_next_follow_nav(self, ordered: Built) -> None:
        assert ways(ordered.page("guides/")) == {
            "prev": ("Précédent La méthode", "../methode/"),
            "next": ("Suivant Débuter vite", "../guides/debuter/"),
        }
        assert list(ways(ordered.page("methode/"))) == ["next"]
        assert ways(ordered.page("guides/a-part/")) == {}

    def test_the_day_of_the_last_change_comes_from_git(self, ordered: Built) -> None:
        assert "4 mars 2026" in ordered.page("guides/").main.text
        assert "1er janvier 2026" in ordered.page("methode/").main.text.replace("\xa0", " ")

    def test_a_page_is_edited_where_edit_uri_says(self, ordered: Built) -> None:
        expected = "https://forge.test/essai/edit/main/fiches/guides/debuter.md"
        assert expected in ordered.page("guides/debuter/").links

    def test_a_page_is_edited_where_the_template_says(self, project: Trial) -> None:
        project.configure({"edit_uri": "", "edit_uri_template": "https://forge.test/{path_noext}?de={path}"})  # fmt: skip
        page = project.build().page("methode/")
        assert "https://forge.test/methode?de=methode.md" in page.links


@pytest.mark.slow
class TestMenu:
    def test_without_nav_pages_are_one_group(self, plain: tuple[Trial, Built]) -> None:
        entries = menu(plain[1])
        group = principal(plain[1]).all("details")[-1]
        assert group.one("summary").text == "Guides"
        assert entries[-4:] == [
            ("Notre méthode", "methode/"), ("Sans titre", "sans-titre/"),
            ("Les guides", "guides/"), ("Débuter vite", "guides/debuter/"),
        ]  # fmt: skip
        assert len(group.all("a")) == 4
        assert ("Points", "points/") in entries[:-4]

    def test_a_nav_that_names_pages_of_ours_is_the_whole_menu(self, ordered: Built) -> None:
        assert menu(ordered) == [
            ("La méthode", "methode/"), ("Les guides", "guides/"),
            ("Débuter vite", "guides/debuter/"), ("Sans titre", "sans-titre/"),
            ("Tous les points", "points/"), ("Vert", "vert/"),
            ("1.1.1 Trouver les fuites du réseau", "vert/1.1.1/"), ("Ailleurs", "https://ailleurs.test/"),
        ]  # fmt: skip
        assert "Pour commencer" in principal(ordered).text
        assert "Annexes" in principal(ordered).text

    def test_a_nav_of_pages_alone_comes_after_our_entries(self, project: Trial) -> None:
        project.configure({"nav": [{"Comment": "methode.md"}]})
        entries = menu(project.build())
        assert entries[-1] == ("Comment", "methode/")
        assert ("Points", "points/") in entries

    def test_a_file_that_nav_names_and_that_is_not_there_is_told_as_mkdocs_does(
        self, project: Trial
    ) -> None:
        project.configure({"nav": ["methode.md", "absente.md"]})
        told = "A reference to 'absente.md' is included in the 'nav' configuration"
        assert told in project.build().told
        assert told in project.build("--strict", fails=True).told


class TestLinks:
    def test_relative_links_lead_to_pages_and_sheets_with_their_anchors(
        self, ordered: Built
    ) -> None:
        hrefs = ordered.page("methode/").hrefs
        assert hrefs["le guide"] == "../guides/debuter/#compter"
        assert hrefs["l’étape"] == "../vert/1.1.1/#1.1.1.1"
        assert ordered.page("guides/debuter/").hrefs["la méthode"] == "../../methode/"
        assert ordered.page("guides/debuter/").hrefs["tous les guides"] == "../../guides/"

    def test_ids_in_sentences_are_linked_but_in_code_and_where_two_have_them(
        self, ordered: Built
    ) -> None:
        document = ordered.page("methode/")
        assert document.hrefs["1.1.1.2"] == "../vert/1.1.1/#1.1.1.2"
        assert "1.1.2" not in document.hrefs
        assert document.main.one("code").text == "1.1.1.1"

    def test_an_action_names_the_pages_that_cite_it(self, ordered: Built) -> None:
        assert ordered.page("vert/1.1.1/").hrefs["La méthode"] == "../../methode/"
        assert "Cité par" in ordered.page("vert/1.1.1/").main.text

    def test_a_dead_link_is_told_at_its_line(self, project: Trial) -> None:
        text = "---\ntitle: Lien\n---\n\n# Lien\n\nabsent.md n’est pas [un lien](absent.md).\n\n[x](ftp://hote/x)\n"
        project.write({"lien.md": text})
        told = project.build(fails=True).told
        assert "fiches/lien.md:7: erreur[fichier-absent]" in told
        assert "«\u00a0absent.md\u00a0»" in told
        assert "fiches/lien.md:9: avertissement[lien-mort]" in told

    def test_a_dead_anchor_of_a_sheet_is_told_at_its_line(self, project: Trial) -> None:
        text = '# Lien\n\n[x](vert/1.1.1.md#9.9)\n\n<a href="vert/1.1.1.md#8.8">y</a>\n'
        project.write({"lien.md": text})
        told = project.build().told
        assert "fiches/lien.md:3: avertissement[ancre-absente]" in told
        assert "fiches/lien.md:5: avertissement[ancre-absente]" in told

    def test_a_file_of_another_folder_is_not_taken_for_one_that_is_absent(
        self, project: Trial
    ) -> None:
        project.write({"guides/lien.md": "# Lien\n\n[x](methode.md)\n"})
        told = project.build(fails=True).told
        assert "fiches/guides/lien.md:3: erreur[fichier-absent]" in told
        assert "«\u00a0../methode.md\u00a0»" in told


class TestElsewhere:
    def test_pages_are_in_the_sitemap_llms_and_the_map(self, ordered: Built) -> None:
        sitemap = ordered.site["sitemap.xml"].decode()
        assert "<loc>https://essai.test/ref/guides/</loc><lastmod>2026-03-04</lastmod>" in sitemap
        assert "https://essai.test/ref/guides/cache/" not in sitemap
        assert "methode/index.md" in ordered.site["llms.txt"].decode()
        assert "../guides/debuter/" in ordered.page("plan-du-site/").links

    def test_the_text_lies_beside_its_page(self, ordered: Built) -> None:
        text = ordered.site["guides/debuter/index.md"].decode()
        assert text.startswith("# Débuter vite\n")
        assert "- [x] fait" in text
        assert "description:" not in text

    def test_a_page_out_of_the_search_is_out_of_engines_too(self, ordered: Built) -> None:
        assert ordered.page("guides/cache/").meta("robots") == "noindex"
        (index,) = [c for path, c in ordered.site.items() if re.search(r"recherche\.\w+\.json", path)]  # fmt: skip
        assert "Débuter vite" in index.decode()
        assert "discrète" not in index.decode()

    def test_a_page_that_changed_is_news(self, ordered: Built) -> None:
        news = ordered.page("nouveautes/").main
        assert "guides/" in " ".join(a.attributes["href"] for a in news.all("a"))
        assert [e.text for e in news.all("ins")] == ["ajouté : Quatre fin de l’ajout"]

    def test_diff_tells_pages_that_changed_came_and_went(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        repo = repositories.make(tmp_path, {**repositories.FILES, **PAGES})
        gone = {"methode.md": "", "sans-titre.md": "Un texte sans titre.\n"}
        repo.commit({**gone, "guides/neuf.md": "# Page neuve\n"}, tag="v2026.2")
        assert main(["diff", "--content", str(repo.folder), "v2026.1", "v2026.2"]) == 0
        told = capsys.readouterr().out
        assert "sans-titre.md" in told
        assert "{+sans+}" in told
        assert "Page neuve\n  Ajout\n" in told
        assert "Notre méthode\n  Retrait\n" in told

    def test_the_site_holds_together(self, ordered: Built) -> None:
        for check in (crawl.dead_links, crawl.unreached):
            assert check(ordered.site, "/ref/") == []
        for other in (crawl.double_ids, crawl.heading_faults, crawl.loads_from_elsewhere):
            assert other(ordered.site) == []
        assert [path for path, d in crawl.pages(ordered.site).items() if d.faults] == []


@pytest.mark.slow
class TestSettings:
    def test_extensions_of_the_settings_are_added_and_replace_the_options_of_ours(
        self, project: Trial
    ) -> None:
        project.write({"note.md": "Une note[^1]\nsur deux lignes.\n\n[^1]: Voilà.\n"})
        project.configure({"markdown_extensions": ["nl2br", {"footnotes": {"BACKLINK_TITLE": "Remonter {}"}}]})  # fmt: skip
        main_ = project.build().page("note/").main
        assert main_.all("br") != []
        assert "Remonter 1" in {a.attributes.get("title") for a in main_.all("a")}

    @pytest.mark.parametrize(
        ("settings", "page", "told"),
        [
            ({"validation": {"links": {"anchors": "warn"}}}, "[x](methode.md#absente)", "does not contain an anchor '#absente'"),
            ({"validation": {"nav": {"omitted_files": "warn"}}, "nav": ["methode.md"]}, "x", 'not included in the "nav" configuration:\n  - lien.md'),
            ({"validation": {"absolute_links": "warn"}}, "[x](/methode.md)", "absolute link '/methode.md'"),
        ],
        ids=["anchors", "omitted_files", "absolute_links"],
    )  # fmt: skip
    def test_levels_of_validation_count(
        self, project: Trial, settings: Mapping[str, object], page: str, told: str
    ) -> None:
        project.write({"lien.md": f"# Lien\n\n{page}\n"})
        project.configure(settings)
        assert told in project.build("--strict", fails=True).told
        project.configure({name: value for name, value in settings.items() if name == "nav"})
        assert told not in project.build().told

    def test_links_from_the_root_of_the_folder_work_where_the_settings_say_so(
        self, project: Trial
    ) -> None:
        project.write({"guides/lien.md": "# Lien\n\n[x](/methode.md) [y](/vert/1.1.1.md)\n"})
        project.configure({"validation": {"absolute_links": "relative_to_docs"}})
        hrefs = project.build("--strict").page("guides/lien/").hrefs
        assert (hrefs["x"], hrefs["y"]) == ("../../methode/", "../../vert/1.1.1/")

    def test_strict_leaves_the_old_site_whole(self, project: Trial) -> None:
        old = project.build("--strict").site
        project.write({"lien.md": "[x](ftp://hote/x)\n"})
        assert project.build("--strict", fails=True).site == old
        project.write({"lien.md": "Texte.\n"})
        project.configure({"nav": ["absente.md"]})
        assert project.build("--strict", fails=True).site == old
        assert [p.name for p in project.top.iterdir() if p.name.startswith(".")] == []

    def test_addresses_stay_without_use_directory_urls(self, project: Trial) -> None:
        project.configure({"use_directory_urls": False})
        built = project.build()
        assert "use_directory_urls n’agit pas" in built.told.replace("\xa0", " ")
        assert "methode/index.html" in built.site
        assert not [name for name in built.site if ".htmlindex" in name]

    def test_a_readme_beside_an_index_does_not_stop_a_strict_build(self, project: Trial) -> None:
        project.write({"index.md": "Bienvenue.\n"})
        before = project.build().told
        project.write({"README.md": "# Pour qui tient ce dossier\n", "VERSIONS.md": "# Versions\n"})
        told = project.build().told
        assert "Excluding" not in told
        assert ("WARNING" in told) is ("WARNING" in before)

    def test_another_file_of_settings_is_read(self, project: Trial) -> None:
        project.configure({"site_name": "Un autre nom", "nav": [{"Comment": "methode.md"}]}, "autre.yml")  # fmt: skip
        built = project.build("-f", "autre.yml")
        assert "Un autre nom" in built.page("methode/").root.one("title").text
        assert menu(built)[-1] == ("Comment", "methode/")

    def test_gh_deploy_pushes_the_pages(self, project: Trial) -> None:
        repo = Repo(project.top)
        repo.git("init", "-q", "-b", "main")
        repo.git("config", "user.name", "Anne")
        repo.git("config", "user.email", "anne@agence.test")
        repo.commit({})
        far = project.top.parent / f"{project.top.name}-distant.git"
        repo.git("init", "-q", "--bare", str(far))
        repo.git("remote", "add", "origin", str(far))
        ran = project.run("gh-deploy", "--no-history")
        assert ran.returncode == 0, ran.stderr
        pushed = repo.git("--git-dir", str(far), "ls-tree", "-r", "--name-only", "gh-pages")
        assert {"methode/index.html", "vert/1.1.1/index.html", ".nojekyll"} <= set(pushed.split())
