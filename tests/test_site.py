"""The whole site, built as an editor builds it, and read as a visitor reads it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from refsite.common.problems import Report
from refsite.common.settings import Settings
from refsite.reading.folder import Source
from refsite.reading.sheets import parse_sheet
from refsite.site.build import study
from tests import crawl

Built = dict[str, bytes]

ADDRESS = "https://plan.test/referentiels/"
CONFIGURATION = {
    "https://referentiels.example/": ADDRESS,
    "https://forge.example/organisation/referentiels": "https://forge.test/climat/referentiels",
    "À compléter (qui publie le site)": "Agence du climat",
    "contact@referentiels.example": "contact@agence.test",
    "À compléter (licence des textes)": "Licence ouverte",
    "https://licence.example/": "https://licence.test/",
}

EVERYTHING = """\
# Rénover <b>les écoles</b> & les gymnases
```yaml
id: 1.1.1
points: 12
```
Texte propre de l’action, avant toute rubrique.

## Contexte local
Rubrique au nom inconnu, avec une ligne
puis une autre, et un seuil < 100 000 hab.
Consommation visée : Cep<RT2012-20% pour le neuf.

## Description
Une phrase qui précède sa liste :
- premier point
- second point, plus [un lien](https://exemple.test/page)
• puce ronde
− puce en tiret
o puce creuse

Un soulignement
-----
n’est pas un titre. Adresse nue : https://exemple.test/nue et www.exemple.test.

| colonne | autre |
|---|---|
| case une | case deux |

1. étape une
2. étape deux

<div>un bloc <font color="red">rouge</font></div>
<p>paragraphe <a>sans fermeture
suite après la balise, puis <sup>2</sup> et <u>souligné</u>

~~~
# pas un titre
~~~

{{ 7 * 7 }} et {% raw %} restent du texte.

## Actions
Ce texte précède les enfants de la fiche.

### Connaître le patrimoine
```yaml
id: 1.1.1.1
points: 60
categorie: bases
```
Texte de la première partie.

#### Description
Sa description.

#### Principe
1 action/ 1 pilier → 14%
2 actions/ 2 piliers → 28%
…

#### Actions
##### LONG
```yaml
id: 1.1.1.1.1
```
Texte de la tâche.

##### Une tâche sans texte
```yaml
id: 1.1.1.1.2
```

### Agir
```yaml
id: 1.1.1.2
points: 40
categorie: effets
```
&Eacute;crit avec une entité.

## Ressources
Rubrique après les enfants, avec <https://exemple.test/ressource>.
""".replace("LONG", "Une tâche dont le nom est une longue phrase " * 20 + "enfin finie")

HOSTILE = """\
# Nom <script>alert(1)</script> piégé <img src=https://x.test/x onerror=alert(1)>
```yaml
id: 1.1.1
points: 5
'"><script>alert(1)</script>': "<img src=https://x.test/x onerror=alert(1)>"
```
<script>alert(1)</script><style>body{display:none}</style>
<img src=https://x.test/x onerror="alert(1)"> <svg onload=alert(1)><script>alert(1)</script></svg>
<a href="javascript:alert(1)" onclick="alert(1)">lien un</a> <a href=" java&#10;script:alert(1)">lien deux</a>
[lien trois](javascript:alert(1)) [lien quatre](data:text/html;base64,AAAA) [lien cinq](vbscript:x)
<iframe src="https://exemple.test"></iframe><form action="https://exemple.test"><input></form>
<b onmouseover="alert(1)">gras</b> <p style="background:url(https://exemple.test/)">stylé</p>
![image](https://exemple.test/pixel.png) <base href="https://exemple.test/"><meta http-equiv=refresh content=0>
<scr<script>ipt>alert(1)</scr</script>ipt> <math><mtext><mglyph><style><img src=https://x.test/x onerror=alert(1)>
{{ settings.site_url }} {% include "base.html.j2" %}

## Rubrique <iframe src=javascript:alert(1)> [titre](javascript:alert(1))
Fin.
"""


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of referentiel/ as it is shipped."""
    site = tmp_path_factory.mktemp("graines") / "site"
    result = crawl.mkdocs("build", "--strict", "--site-dir", str(site))
    assert result.returncode == 0, result.stderr
    return crawl.on_disk(site)


@pytest.fixture(scope="session")
def configured(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same site once the client has filled in mkdocs.yml, with an address below a host."""
    project = tmp_path_factory.mktemp("projet")
    for name in ("hooks", "templates", "referentiel"):
        shutil.copytree(crawl.PROJECT / name, project / name)
    sheets_alone(project / "referentiel")
    (project / "node_modules").symlink_to(crawl.PROJECT / "node_modules")
    configuration = (crawl.PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    for placeholder, value in CONFIGURATION.items():
        assert placeholder in configuration
        configuration = configuration.replace(placeholder, value)
    (project / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    result = crawl.mkdocs("build", "--strict", content=project / "referentiel", project=project)
    assert result.returncode == 0, result.stderr
    return crawl.on_disk(project / "site")


def sheets_alone(folder: Path) -> None:
    """Take away from a copy of referentiel/ the ordinary pages, which MkDocs renders, and the way to them."""
    for name in (
        "chercher-et-citer.md",
        "comprendre.md",
        "sigles.md",
        "images/partage-des-points.svg",
    ):
        (folder / name).unlink()
    index = folder / "index.md"
    first, _, _ = index.read_text(encoding="utf-8").partition("\n\n")
    index.write_text(f"{first}\n", encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of referentiel/ that a test may change."""
    return shutil.copytree(crawl.CONTENT, tmp_path / "referentiel", copy_function=shutil.copyfile)


@pytest.fixture
def built(content: Path, tmp_path: Path) -> Callable[..., Built]:
    """Write sheets over referentiel/, build the whole, and give the site."""

    def build(sheets: Mapping[str, str]) -> Built:
        crawl.write(content, sheets)
        result = crawl.mkdocs("build", "--site-dir", str(tmp_path / "site"), content=content)
        assert result.returncode == 0, result.stderr
        return crawl.on_disk(tmp_path / "site")

    return build


def part(site: Built, address: str, id_: str) -> crawl.Element:
    """The part of a page that an id names."""
    return crawl.page(site, address).main.by_id(id_)


class TestSeeds:
    """Facts that are to be read on the pages of the two real sheets."""

    def test_a_sous_action_shows_its_share_its_points_and_its_categorie(self, seeds: Built) -> None:
        (weights,) = part(seeds, "cae/6.1.2/", "6.1.2.1").by_class("weights")
        text = weights.text
        assert "20\xa0%" in weights.raw.replace("\u202f", "\xa0")
        assert "0,8\xa0point" in weights.raw.replace("\u202f", "\xa0")
        assert "maximum" in text
        assert text.endswith("bases")

    def test_its_row_in_the_table_says_the_same(self, seeds: Built) -> None:
        table = crawl.page(seeds, "cae/6.1.2/").main.labelled("coup-d-oeil")[0].one("table")
        rows = [
            [cell.text for cell in row.children if isinstance(cell, crawl.Element)]
            for row in table.all("tr")
        ]
        assert rows[1:] == [
            ["6.1.2.1 Partager une stratégie climat-air-énergie commune", "bases", "20 %", "0,8"],
            ["6.1.2.2 Connaître les rôles de chacun en matière de climat, d’air et d’énergie", "bases", "20 %", "0,8"],
            [
                "6.1.2.3 Initier et/ou participer à des actions mutualisées sur le territoire",
                "mise en œuvre", "40 %", "1,6",
            ],
            [
                "6.1.2.4 Systématiser la coopération intercommunale et donner l’exemple sur le territoire",
                "mise en œuvre", "20 %", "0,8",
            ],
        ]  # fmt: skip

    def test_an_action_opens_with_its_points_its_theme_and_its_axe(self, seeds: Built) -> None:
        document = crawl.page(seeds, "cae/6.1.2/")
        facts = document.main.by_class("facts")[0]
        assert [term.text for term in facts.all("dt")] == [
            "Potentiel",
            "Thématique Climat Pratic",
            "Domaine",
            "Cité par",
        ]
        assert [fact.text for fact in facts.all("dd")] == [
            "4 points au maximum, sur 500",
            "Partenariat et coopération, ligne 2",
            "6 Coopération, communication",
            "2 pages",
        ]

    def test_an_action_links_its_theme_and_its_axe(self, seeds: Built) -> None:
        hrefs = crawl.page(seeds, "cae/6.1.2/").hrefs
        assert hrefs["Partenariat et coopération"] == "../../climat-pratic/parten_coop/"
        assert hrefs["6 Coopération, communication"] == "../../cae/6/"

    def test_previous_and_next_are_the_neighbours(self, seeds: Built) -> None:
        links = crawl.page(seeds, "cae/6.1.2/").root.all("a")
        around = {a.attributes["rel"]: a.attributes["href"] for a in links if "rel" in a.attributes}
        assert around == {"prev": "../../cae/6.1.1/", "next": "../../cae/6.1.3/"}

    def test_the_breadcrumb_leads_up_to_the_home_page(self, seeds: Built) -> None:
        crumbs = crawl.page(seeds, "cae/6.1.2/").root.by_class("crumbs")[0]
        assert [(a.text, a.attributes["href"]) for a in crumbs.all("a")] == [
            ("Accueil", "../../"),
            ("Climat-Air-Énergie", "../../cae/"),
            ("6 Coopération, communication", "../../cae/6/"),
            ("6.1 Stratégie de coopération et de communication", "../../cae/6/#6.1"),
        ]

    def test_the_eight_minus_lines_are_eight_items_of_one_list(self, seeds: Built) -> None:
        lists = [
            [li.text for li in ul.all("li")]
            for ul in part(seeds, "cae/6.1.2/", "6.1.2.3").all("ul")
        ]
        (own,) = (listed for listed in lists if listed[0] == "Conseil en énergie partagé")
        assert own == [
            "Conseil en énergie partagé",
            "Opération collective d'élaboration de stratégie immobilière (sdi)",
            "Achat groupé d'énergie renouvelable",
            "Opération collective d'élaboration de plan de déplacement administration,",
            "Valorisation centralisée de CEE",
            "Accompagnement des communes au renforcement de l'achat durable (outils, grilles de critères communs)",
            "Formation collective des agents communaux sur des thématiques techniques en lien avec le climat l’air et l’énergie (ex : formation des secrétaires de mairie)",
            "Etc.",
        ]
        assert "−" not in part(seeds, "cae/6.1.2/", "6.1.2.3").text

    def test_a_ponderation_shows_its_share_and_points(self, seeds: Built) -> None:
        (weights,) = part(seeds, "eci/5.2/", "5.2.1").by_class("weights")
        assert "20\xa0%" in weights.raw.replace("\u202f", "\xa0")
        assert "6\xa0points" in weights.raw.replace("\u202f", "\xa0")

    def test_each_line_of_a_principe_stands_on_its_own(self, seeds: Built) -> None:
        lines = part(seeds, "eci/5.2/", "5.2.1").lines
        assert lines[lines.index("Principe") + 1 :] == [
            "Collectivité < 100 000 hab.",
            "1 action/ 1 piliers → 14%",
            "1 action/ 2 piliers → 28%",
            "1 action / 3 piliers → 42%",
            "…",
            "Collectivité > 100 000 hab.",
            "2 actions/ 1 piliers → 14%",
            "2 actions/ 2 piliers → 28%",
            "2 actions / 3 piliers → 42%",
            "…",
        ]

    def test_a_list_glued_to_its_paragraph_is_a_list(self, seeds: Built) -> None:
        lists = [
            [li.text for li in ul.all("li")] for ul in part(seeds, "eci/5.2/", "5.2.1").all("ul")
        ]
        assert lists == [
            [
                "Conseil municipaux,",
                "Services techniques,",
                "Gestionnaires d'établissements publics du territoire (restauration collective, établissements scolaires, établissements culturelles, bailleurs sociaux, etc.)",
                "etc.",
            ]
        ]

    @pytest.mark.parametrize("address", ["cae/6.1.2/", "eci/5.2/"])
    def test_no_text_of_a_sheet_is_shown_as_code(self, seeds: Built, address: str) -> None:
        main = crawl.page(seeds, address).main
        assert main.all("pre") == []
        assert main.all("code") == [] or [c.text for c in main.all("code")] == [
            f"referentiel/{address[:-1]}.md"
        ]

    @pytest.mark.parametrize("sheet", ["cae/6.1.2", "eci/5.2"])
    def test_every_line_of_a_seed_is_on_its_page(self, seeds: Built, sheet: str) -> None:
        text = (crawl.CONTENT / f"{sheet}.md").read_text(encoding="utf-8")
        assert crawl.lost_lines(text, crawl.page(seeds, f"{sheet}/")) == []

    def test_each_referentiel_uses_its_own_words(self, seeds: Built) -> None:
        assert (
            crawl.page(seeds, "cae/6.1.2/").root.by_class("crumbs")[0].text.endswith("Mesure 6.1.2")
        )
        assert (
            crawl.page(seeds, "eci/5.2/")
            .root.by_class("crumbs")[0]
            .text.endswith("Orientation 5.2")
        )

    def test_a_sous_action_is_no_part_of_the_description(self, seeds: Built) -> None:
        assert crawl.page(seeds, "eci/5.2/").headings[2:8] == [
            (2, "Description"),
            (2, "5.2.1 Informer"),
            (3, "Description"),
            (3, "Exemples"),
            (3, "Critère"),
            (3, "Principe"),
        ]

    def test_an_axe_page_lists_its_sous_axes_and_actions(self, seeds: Built) -> None:
        document = crawl.page(seeds, "cae/6/")
        assert [text for level, text in document.headings if level == 2][1:6] == [
            "6.1 Stratégie de coopération et de communication",
            "6.2 Bâtiments résidentiels et tertiaires",
            "6.3 Activités économiques",
            "6.4 Agriculture, forêt",
            "6.5 Société civile",
        ]
        cells = [
            [c.text for c in row.children if isinstance(c, crawl.Element)]
            for row in document.main.by_id("6.1").all("tr")
        ]
        assert cells[2][1:] == ["Partenariat et coopération", "4", "4 %"]
        assert cells[1][0].endswith("texte à venir")
        assert cells[2][0] == "6.1.2 Renforcer la coopération au sein de l'intercommunalité"

    def test_a_theme_page_lists_by_line_then_referentiel_then_id(self, seeds: Built) -> None:
        rows = crawl.page(seeds, "climat-pratic/parten_coop/").main.all("table")[0].all("tr")[1:]
        assert [(row.all("td")[0].text, row.all("a")[0].attributes["href"][6:-1]) for row in rows] == [
            ("1", "cae/6.1.1"), ("2", "cae/6.1.2"), ("2", "cae/6.3.3"), ("4", "cae/6.5.1"),
            ("–", "eci/3.7"), ("–", "eci/4.3"), ("–", "eci/5.1"), ("–", "eci/5.2"), ("–", "eci/5.3"),
        ]  # fmt: skip

    def test_a_categorie_page_lists_its_sous_actions(self, seeds: Built) -> None:
        rows = crawl.page(seeds, "categories/mise-en-oeuvre/").main.all("tr")[1:]
        assert [row.all("a")[0].attributes["href"] for row in rows] == [
            "../../cae/6.1.2/#6.1.2.3",
            "../../cae/6.1.2/#6.1.2.4",
        ]


class TestWholeSite:
    """Properties of every page and file."""

    def test_no_link_is_dead_and_no_anchor_is_missing(self, seeds: Built) -> None:
        assert crawl.dead_links(seeds) == []

    def test_no_link_is_dead_below_a_host(self, configured: Built) -> None:
        assert crawl.dead_links(configured, "/referentiels/") == []

    def test_no_id_stands_twice_on_a_page(self, seeds: Built) -> None:
        assert crawl.double_ids(seeds) == []

    def test_headings_nest_from_a_single_h1(self, seeds: Built) -> None:
        assert crawl.heading_faults(seeds) == []

    def test_every_page_can_be_reached_from_home(self, seeds: Built) -> None:
        assert crawl.unreached(seeds) == []

    def test_tags_nest(self, seeds: Built) -> None:
        assert {path: d.faults for path, d in crawl.pages(seeds).items() if d.faults} == {}

    def test_nothing_is_fetched_from_another_host(self, configured: Built) -> None:
        assert crawl.loads_from_elsewhere(configured) == []

    def test_nothing_runs_in_a_browser(self, seeds: Built) -> None:
        assert {
            path: crawl.harm(d) for path, d in crawl.pages(seeds).items() if crawl.harm(d)
        } == {}

    def test_every_id_is_an_address_that_leads_to_its_place(self, seeds: Built) -> None:
        contenu = study(crawl.CONTENT).contenu
        ids = [noeud.key for referentiel in contenu.referentiels for noeud in referentiel.walk()]
        assert len(ids) == 119
        wrong = []
        for key in ids:
            document = crawl.page(seeds, f"{key}/")
            own = document.headings[0][1].split()[0] if not document.redirect else ""
            led = document.redirect.partition("#")[2] if document.redirect else own
            if led != key.partition("/")[2]:
                wrong.append(key)
        assert wrong == []

    @pytest.mark.parametrize(
        ("permalink", "target"),
        [("cae/6.1.2.3/", "../../cae/6.1.2/#6.1.2.3"), ("cae/6.1/", "../../cae/6/#6.1")],
    )
    def test_an_anchor_s_own_address_leads_to_it(
        self, seeds: Built, permalink: str, target: str
    ) -> None:
        document = crawl.page(seeds, permalink)
        assert document.redirect == target
        assert [a.attributes["href"] for a in document.root.all("a")] == [target]
        assert document.meta("robots") == "noindex"

    @pytest.mark.parametrize(
        "address",
        ["", "cae/", "eci/", "cae/6/", "cae/6.1.2/", "climat-pratic/", "climat-pratic/parten_coop/",
         "categories/", "categories/mise-en-oeuvre/", "contribuer/", "etat/"],
    )  # fmt: skip
    def test_the_promised_addresses_are_there(self, seeds: Built, address: str) -> None:
        assert crawl.page(seeds, address).meta("robots") is None

    def test_every_page_is_in_french_with_title_and_description(self, seeds: Built) -> None:
        stay = {path: d for path, d in crawl.pages(seeds).items() if not d.redirect}
        titles = [d.root.one("head").one("title").text for d in stay.values()]
        assert {d.root.one("html").attributes["lang"] for d in crawl.pages(seeds).values()} == {
            "fr"
        }
        assert all(titles)
        assert [title for title in titles if titles.count(title) > 1] == []
        assert [path for path, d in stay.items() if not d.meta("description")] == []

    def test_only_the_pages_without_text_are_kept_from_engines(self, seeds: Built) -> None:
        stay = {path: d for path, d in crawl.pages(seeds).items() if not d.redirect}
        noindex = {
            path.removesuffix("/index.html")
            for path, d in stay.items()
            if d.meta("robots") == "noindex"
        }
        contenu = study(crawl.CONTENT).contenu
        pending = {noeud.key for noeud in contenu.actions()} - {"cae/6.1.2", "eci/5.2"}
        assert noindex == pending | {
            "404.html",
            "recherche",
            "selection",
            "cae/imprimer",
            "eci/imprimer",
        }

    def test_indexed_pages_say_their_own_address(self, configured: Built) -> None:
        wrong = []
        for path, document in crawl.pages(configured).items():
            canonical = [
                e.attributes["href"]
                for e in document.root.all("link")
                if e.attributes["rel"] == "canonical"
            ]
            indexed = not document.redirect and document.meta("robots") is None
            if canonical != ([f"{ADDRESS}{path.removesuffix('index.html')}"] if indexed else []):
                wrong.append((path, canonical))
        assert wrong == []

    def test_a_page_links_the_file_that_it_comes_from(self, configured: Built) -> None:
        base = "https://forge.test/climat/referentiels/edit/main/referentiel/"
        wanted = {"cae/6.1.2/": "cae/6.1.2.md", "cae/6/": "cae/6.md", "eci/": "eci/index.md"}
        for address, file in wanted.items():
            links = [a.attributes["href"] for a in crawl.page(configured, address).root.all("a")]
            assert [link for link in links if link.startswith(base)] == [f"{base}{file}"]

    def test_edit_links_lead_to_real_files(self, configured: Built) -> None:
        base = "https://forge.test/climat/referentiels/edit/main/referentiel/"
        links = {
            link
            for d in crawl.pages(configured).values()
            for link in d.links
            if link.startswith(base)
        }
        assert [
            link
            for link in sorted(links)
            if not (crawl.CONTENT / link.removeprefix(base)).is_file()
        ] == []

    def test_no_placeholder_is_shown_to_the_public(self, seeds: Built) -> None:
        shown = {
            p: [n for n in ("À compléter", ".example") if n in d.root.one("body").text]
            for p, d in crawl.pages(seeds).items()
        }
        links = {p: [a for a in d.links if ".example" in a] for p, d in crawl.pages(seeds).items()}
        assert {p: found for p, found in shown.items() if found} == {}
        assert {p: found for p, found in links.items() if found} == {}

    def test_what_the_client_filled_in_is_shown(self, configured: Built) -> None:
        foot = crawl.page(configured, "").root.one("footer")
        assert "Site publié par Agence du climat. Écrire à contact@agence.test." in foot.text
        assert "Textes sous licence Licence ouverte." in foot.text

    def test_the_sitemap_lists_the_indexed_pages_alone(self, configured: Built) -> None:
        listed = re.findall(r"<loc>(.*?)</loc>", configured["sitemap.xml"].decode())
        indexed = {
            f"{ADDRESS}{path.removesuffix('index.html')}"
            for path, d in crawl.pages(configured).items()
            if not d.redirect and d.meta("robots") is None
        }
        assert set(listed) == indexed
        assert len(listed) == len(indexed)
        assert f"{ADDRESS}cae/6.1.2/" in listed

    def test_mkdocs_publishes_what_the_pure_core_builds(
        self, configured: Built, content: Path
    ) -> None:
        settings = Settings(
            "Référentiels de la transition écologique", ADDRESS,
            "https://forge.test/climat/referentiels/edit/main/referentiel/",
            {
                "editeur": "Agence du climat", "contact": "contact@agence.test",
                "licence": "Licence ouverte", "licence_url": "https://licence.test/",
            },
        )  # fmt: skip
        sheets_alone(content)
        pure = crawl.in_memory(content, settings, past=True)
        assert sorted(configured) == sorted(pure)
        assert [path for path in pure if configured[path].strip() != pure[path].strip()] == []

    def test_an_action_without_a_sheet_says_where_it_stands(self, seeds: Built) -> None:
        main = crawl.page(seeds, "cae/6.1.1/").main
        assert "Texte à venir" in [
            heading for _, heading in crawl.page(seeds, "cae/6.1.1/").headings
        ]
        assert "6 points au maximum" in main.text
        assert "referentiel/cae/6.1.1.md" in main.text
        assert (
            crawl.page(seeds, "cae/6.1.1/").hrefs["le guide de contribution"] == "../../contribuer/"
        )


@pytest.mark.slow
class TestSheets:
    """Sheets of our own, built over the real plan."""

    def test_no_line_is_lost_whatever_a_sheet_holds(self, built: Callable[..., Built]) -> None:
        sheet = EVERYTHING
        site = built({"cae/1.1.1.md": sheet})
        assert crawl.lost_lines(sheet, crawl.page(site, "cae/1.1.1/")) == []
        assert crawl.dead_links(site) == []
        assert crawl.double_ids(site) == []
        assert crawl.heading_faults(site) == []
        assert {path: d.faults for path, d in crawl.pages(site).items() if d.faults} == {}

    def test_the_measure_of_lost_lines_sees_a_lost_line(self, seeds: Built) -> None:
        sheet = "# Titre\n```yaml\nid: 6.1.2\n```\nCette phrase n’est sur aucune page.\n"
        document = crawl.page(seeds, "cae/6.1.2/")
        assert crawl.lost_lines(sheet, document) == [
            "# Titre",
            "Cette phrase n’est sur aucune page.",
        ]

    def test_a_tache_has_its_anchor_and_its_address(self, built: Callable[..., Built]) -> None:
        site = built({"cae/1.1.1.md": EVERYTHING})
        assert crawl.page(site, "cae/1.1.1.1.2/").redirect == "../../cae/1.1.1/#1.1.1.1.2"
        assert "Une tâche sans texte" in part(site, "cae/1.1.1/", "1.1.1.1.2").text

    def test_a_very_long_name_is_no_heading(self, built: Callable[..., Built]) -> None:
        site = built({"cae/1.1.1.md": EVERYTHING})
        tache = part(site, "cae/1.1.1/", "1.1.1.1.1")
        assert (4, "1.1.1.1.1") not in crawl.page(site, "cae/6/").headings
        assert max(len(text) for _, text in crawl.page(site, "cae/1.1.1/").headings) < 200
        assert "enfin finie" in tache.text

    def test_signs_that_look_like_html_stay_text(self, built: Callable[..., Built]) -> None:
        document = crawl.page(built({"cae/1.1.1.md": EVERYTHING}), "cae/1.1.1/")
        text = document.main.text
        assert "un seuil < 100 000 hab." in text
        assert "Cep<RT2012-20% pour le neuf." in text
        assert "{{ 7 * 7 }} et {% raw %} restent du texte." in text
        assert "Un soulignement" in [paragraph.text for paragraph in document.main.all("p")]
        assert "Un soulignement" not in [heading for _, heading in document.headings]

    def test_the_example_of_the_guide_builds(self, content: Path, tmp_path: Path) -> None:
        example = (crawl.TEMPLATES / "content/exemple.md").read_text(encoding="utf-8")
        crawl.write(content, {"cae/3.3.5.md": example})
        assert study(content).problems == ()
        result = crawl.mkdocs("build", "--site-dir", str(tmp_path / "site"), content=content)
        assert result.returncode == 0
        site = crawl.on_disk(tmp_path / "site")
        assert crawl.lost_lines(example, crawl.page(site, "cae/3.3.5/")) == []
        assert crawl.dead_links(site) == []

    def test_the_example_on_the_guide_is_the_one_that_the_tests_build(self, seeds: Built) -> None:
        example = (crawl.TEMPLATES / "content/exemple.md").read_text(encoding="utf-8")
        blocks = [pre.raw for pre in crawl.page(seeds, "contribuer/").main.all("pre")]
        assert example.strip() in [block.strip() for block in blocks]

    def test_both_forms_of_a_block_on_the_guide_say_the_same(self, seeds: Built) -> None:
        below, above = (
            next(
                pre.raw
                for pre in crawl.page(seeds, "contribuer/").main.all("pre")
                if pre.raw.startswith(head)
            )
            for head in ("# Valoriser les biodéchets\n```yaml", "---\n")
        )
        read = [
            parse_sheet(Source("cae/3.3.5.md", text), report := Report()) for text in (below, above)
        ]
        assert report.problems == ()
        (one,), (other,) = (sheet.roots for sheet in read)
        texts = [
            (node.name, {key: field.text for key, field in node.fields.entries.items()})
            for node in (one, other)
        ]
        assert texts[0] == texts[1]
        assert len(texts[0][1]) == 2

    def test_the_example_of_a_referentiel_s_file_is_right(self, content: Path) -> None:
        example = (crawl.TEMPLATES / "content/exemple-referentiel.md").read_text(encoding="utf-8")
        crawl.write(content, {"cae/index.md": example})
        # It accepts an anomaly that these sheets do not have: nothing else may be wrong with it.
        assert [(p.path, p.code) for p in study(content).problems] == [
            ("cae/index.md", "anomalie-inconnue")
        ]

    def test_nothing_hostile_in_a_sheet_reaches_a_page(self, built: Callable[..., Built]) -> None:
        site = built({"cae/1.1.1.md": HOSTILE})
        assert {path: crawl.harm(d) for path, d in crawl.pages(site).items() if crawl.harm(d)} == {}
        assert {path: d.faults for path, d in crawl.pages(site).items() if d.faults} == {}
        main = crawl.page(site, "cae/1.1.1/").main
        assert [
            word
            for word in ("alert(1)", "display:none", "onmouseover", "<img")
            if word in _prose(main)
        ] == []
        assert "{{ settings.site_url }} {% include" in main.text
        for words in (
            "lien un",
            "lien deux",
            "lien trois",
            "lien quatre",
            "lien cinq",
            "gras",
            "stylé",
            "Fin.",
        ):
            assert words in main.text

    def test_unknown_keys_are_shown_as_other_data(self, built: Callable[..., Built]) -> None:
        sheet = "# Nom\n```yaml\nidentifiant: '1.1.1' # cité\npointsDOM: 3\nnote: [un, deux]\n```\nTexte.\n"
        others = crawl.page(built({"cae/1.1.1.md": sheet}), "cae/1.1.1/").main.by_class("others")[0]
        assert others.all("dt")[0].text == "Autres données"
        assert [dd.text for dd in others.all("dd")] == ["pointsDOM : 3", "note : un, deux"]

    def test_a_theme_without_action_says_so(
        self, content: Path, built: Callable[..., Built]
    ) -> None:
        catalogue = (content / "climat-pratic.md").read_text(encoding="utf-8")
        site = built(
            {"climat-pratic.md": f"{catalogue}\n## Thème neuf\n```yaml\nid: theme_neuf\n```\n"}
        )
        main = crawl.page(site, "climat-pratic/theme_neuf/").main
        assert "Aucune action des référentiels ne correspond à cette thématique." in main.text
        assert main.all("table") == []

    def test_a_bom_and_crlf_change_nothing(
        self, content: Path, built: Callable[..., Built]
    ) -> None:
        before = built({})
        for path in content.rglob("*.md"):
            raw = path.read_bytes()
            path.write_bytes(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))
        site = built({})
        assert sorted(site) == sorted(before)
        changed = {path for path in before if site[path] != before[path]}
        zips = {"donnees/cae.zip", "donnees/eci.zip", "donnees/referentiels.zip"}
        assert changed - {"donnees/index.html"} == zips  # which says how big they are

    def test_an_action_that_the_plan_does_not_know_gets_its_place(
        self, built: Callable[..., Built]
    ) -> None:
        site = built(
            {"cae/6.5.5.md": "# Action nouvelle\n```yaml\nid: 6.5.5\n```\nTexte nouveau.\n"}
        )
        document = crawl.page(site, "cae/6.5.5/")
        around = {
            a.attributes["rel"]: a.attributes["href"]
            for a in document.root.all("a")
            if "rel" in a.attributes
        }
        assert around == {"prev": "../../cae/6.5.3/"}
        assert "6.5.5 Action nouvelle" in [a.text for a in part(site, "cae/6/", "6.5").all("a")]
        assert document.meta("robots") is None
        assert crawl.dead_links(site) == []

    def test_ids_sort_by_number(self, built: Callable[..., Built]) -> None:
        sheets = {
            f"eci/5.{n}.md": f"# Action {n}\n```yaml\nid: 5.{n}\n```\nTexte.\n" for n in (9, 10)
        }
        site = built(sheets)
        listed = [
            a.text for a in crawl.page(site, "eci/").main.all("a") if re.match(r"5\.\d+ ", a.text)
        ]
        assert [text.split()[0] for text in listed] == ["5.1", "5.2", "5.3", "5.9", "5.10"]

    @pytest.mark.parametrize("name", ["contenu", "themes"])
    def test_a_referentiel_is_refused_or_its_name_is_no_other_id_of_a_page(
        self, content: Path, name: str
    ) -> None:
        crawl.write(content, {f"{name}/1.1.md": "# Nom\n```yaml\nid: 1.1\n```\nTexte.\n"})
        refused = "id-invalide" in [item.code for item in study(content).problems]
        assert refused or crawl.double_ids(crawl.in_memory(content)) == []

    def test_a_home_text_with_two_titles_keeps_one_h1(self, built: Callable[..., Built]) -> None:
        assert crawl.heading_faults(built({"index.md": "# Un\nTexte.\n\n# Deux\nTexte.\n"})) == []


def _prose(main: crawl.Element) -> str:
    """A page's text without the data that it quotes as such."""
    quoted = {id(element) for block in main.by_class("others") for element in block.walk()}
    return " ".join(
        child
        for element in main.walk()
        if id(element) not in quoted
        for child in element.children
        if isinstance(child, str)
    )


@pytest.mark.slow
class TestFolders:
    """Folders other than the one we ship, and builds that must fail."""

    def test_a_folder_with_only_sheets_builds_with_warnings(self, tmp_path: Path) -> None:
        folder = tmp_path / "fiches"
        for name in ("cae/6.1.2.md", "eci/5.2.md"):
            (folder / name).parent.mkdir(parents=True)
            shutil.copyfile(crawl.CONTENT / name, folder / name)
        result = crawl.mkdocs("build", "--site-dir", str(tmp_path / "site"), content=folder)
        assert result.returncode == 0
        codes = [item.code for item in study(folder).problems]
        assert sorted(set(codes)) == ["plan-absent", "referentiel-absent", "themes-absents"]
        site = crawl.on_disk(tmp_path / "site")
        assert crawl.dead_links(site) == []
        assert crawl.heading_faults(site) == []
        assert crawl.double_ids(site) == []
        assert "20 % de l’action" in part(site, "cae/6.1.2/", "6.1.2.1").text

    def test_a_folder_that_does_not_exist_is_refused_in_french(self, tmp_path: Path) -> None:
        command = ["make", "-s", "content", f"CONTENT={tmp_path / 'absent'}"]
        result = subprocess.run(
            command, cwd=crawl.PROJECT, capture_output=True, text=True, check=False
        )
        assert result.returncode != 0
        assert result.stdout.endswith("absent : ce dossier n’existe pas ; rien n’est publié.\n")

    def test_a_folder_without_sheets_is_refused_in_french(self, tmp_path: Path) -> None:
        folder = tmp_path / "fiches"
        folder.mkdir()
        result = crawl.mkdocs("build", "--site-dir", str(tmp_path / "site"), content=folder)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert "erreur[contenu-vide] ce dossier " in result.stderr
        assert not (tmp_path / "site").exists()

    def test_a_strict_build_with_a_warning_leaves_the_old_site(
        self, content: Path, tmp_path: Path
    ) -> None:
        site = tmp_path / "site"
        assert crawl.mkdocs("build", "--site-dir", str(site), content=content).returncode == 0
        before = crawl.on_disk(site)
        crawl.write(
            content, {"cae/1.1.1.md": "# Nom \n```yaml\nid: 1.1.1\nponts: 3\n```\nTexte.\n"}
        )
        result = crawl.mkdocs("build", "--strict", "--site-dir", str(site), content=content)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert "avertissement[cle-inconnue]" in result.stderr
        assert crawl.on_disk(site) == before
        assert sorted(p.name for p in tmp_path.iterdir()) == ["referentiel", "site"]

    def test_an_error_leaves_the_old_site(self, content: Path, tmp_path: Path) -> None:
        site = tmp_path / "site"
        assert crawl.mkdocs("build", "--site-dir", str(site), content=content).returncode == 0
        before = crawl.on_disk(site)
        crawl.write(content, {"cae/1.1.1.md": "# Nom\n```yaml\nid: ../x\n```\nTexte.\n"})
        result = crawl.mkdocs("build", "--site-dir", str(site), content=content)
        assert result.returncode == 1
        assert "Traceback" not in result.stderr
        assert "cae/1.1.1.md:3: erreur[id-invalide] " in result.stderr
        assert crawl.on_disk(site) == before
        assert sorted(p.name for p in tmp_path.iterdir()) == ["referentiel", "site"]

    def test_a_build_that_breaks_in_the_middle_leaves_the_old_site(self, tmp_path: Path) -> None:
        project = tmp_path / "projet"
        for name in ("hooks", "templates", "referentiel"):
            shutil.copytree(crawl.PROJECT / name, project / name)
        (project / "node_modules").symlink_to(crawl.PROJECT / "node_modules")
        shutil.copyfile(crawl.PROJECT / "mkdocs.yml", project / "mkdocs.yml")
        assert (
            crawl.mkdocs("build", content=project / "referentiel", project=project).returncode == 0
        )
        before = crawl.on_disk(project / "site")
        (project / "templates/pages/tools/etat.html.j2").write_text("{% if %}", encoding="utf-8")
        result = crawl.mkdocs("build", content=project / "referentiel", project=project)
        assert result.returncode == 1
        assert crawl.on_disk(project / "site") == before
        assert [p.name for p in project.iterdir() if p.name.startswith(".site")] == []

    def test_a_second_build_gives_the_same_bytes(self, tmp_path: Path) -> None:
        sites = []
        for _ in range(2):
            assert crawl.mkdocs("build", "--site-dir", str(tmp_path / "site")).returncode == 0
            sites.append(crawl.on_disk(tmp_path / "site"))
        assert sites[0] == sites[1]
        assert [p.name for p in tmp_path.iterdir()] == ["site"]

    def test_a_page_that_is_no_more_leaves_the_site(self, content: Path, tmp_path: Path) -> None:
        site = tmp_path / "site"
        crawl.write(content, {"cae/6.5.5.md": "# Nouvelle\n```yaml\nid: 6.5.5\n```\nTexte.\n"})
        assert crawl.mkdocs("build", "--site-dir", str(site), content=content).returncode == 0
        assert (site / "cae/6.5.5/index.html").exists()
        (content / "cae/6.5.5.md").unlink()
        assert crawl.mkdocs("build", "--site-dir", str(site), content=content).returncode == 0
        assert not (site / "cae/6.5.5").exists()

    def test_a_site_in_place_of_the_project_is_refused(self, tmp_path: Path) -> None:
        project = tmp_path / "projet"
        for name in ("hooks", "templates", "referentiel"):
            shutil.copytree(crawl.PROJECT / name, project / name)
        (project / "node_modules").symlink_to(crawl.PROJECT / "node_modules")
        shutil.copyfile(crawl.PROJECT / "mkdocs.yml", project / "mkdocs.yml")
        (tmp_path / "ailleurs").mkdir()
        elsewhere = shutil.copytree(project / "referentiel", tmp_path / "ailleurs/referentiel")
        before = crawl.on_disk(project)
        for target in (project, project.parent, project / "templates", project / "hooks"):
            result = crawl.mkdocs(
                "build", "--site-dir", str(target), content=elsewhere, project=project
            )
            assert result.returncode == 1, target
            assert "Traceback" not in result.stderr
        after = {
            path: content
            for path, content in crawl.on_disk(project).items()
            if "__pycache__" not in path
        }
        assert after == {
            path: content for path, content in before.items() if "__pycache__" not in path
        }


class TestCheck:
    """`python -m refsite check`, which `make check` calls."""

    @staticmethod
    def check(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "refsite", "check", *arguments], cwd=crawl.PROJECT,
            env=crawl.environment(crawl.CONTENT), capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def test_the_shipped_contents_pass_strictly(self) -> None:
        result = self.check("referentiel", "--strict")
        assert (result.returncode, result.stdout, result.stderr) == (
            0,
            "referentiel : aucun problème\n".replace(" :", "\xa0:"),
            "",
        )

    def test_a_warning_passes_unless_strict(self, content: Path) -> None:
        crawl.write(
            content,
            {
                "cae/1.1.1.md": "# Définir la vision, les objectifs et la stratégie Climat-Air-Energie\n```yaml\nid: 1.1.1\nponts: 3\n```\nTexte.\n"
            },
        )
        assert self.check(str(content)).returncode == 0
        assert self.check(str(content), "--strict").returncode == 1

    def test_all_problems_are_told_at_once_one_clickable_line_each(self, content: Path) -> None:
        crawl.write(
            content,
            {
                "cae/1.1.1.md": "# Définir la vision, les objectifs et la stratégie Climat-Air-Energie\n```yaml\nid: 1.1.1\nponts: 3\n```\nTexte.\n",
                "eci/5.1.md": "# Nom\n```yaml\nid: [5\n```\nTexte.\n",
                "eci/5.3.md": "# Nom\n\n```yaml\npoints: 3\n```\nTexte.\n",
            },
        )
        result = self.check(str(content))
        assert result.returncode == 1
        assert result.stderr == ""
        heads = [line for line in result.stdout.splitlines() if not line.startswith("    ")]
        pattern = re.compile(
            rf"{re.escape(str(content))}/(\S+): (erreur|avertissement)\[([a-z-]+)\] \S.*"
        )
        assert [pattern.fullmatch(head).groups() for head in heads[:-1]] == [
            ("eci/5.1.md:3", "erreur", "yaml-illisible"),
            ("eci/5.3.md:3", "erreur", "id-absent"),
            ("cae/1.1.1.md:4", "avertissement", "cle-inconnue"),
        ]
        assert heads[-1] == f"{content}\xa0: 2 erreurs, 1 avertissement"

    @pytest.mark.parametrize("name", ["vide", "absent"])
    def test_a_folder_without_sheets_is_an_error(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "vide").mkdir()
        result = self.check(str(tmp_path / name))
        assert result.returncode == 1
        assert f"{tmp_path / name}: erreur[contenu-vide] ce dossier " in result.stdout
        assert result.stderr == ""
