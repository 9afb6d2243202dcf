"""Pages: what stands where, read off the documents."""

from pathlib import Path, PurePath

import pytest

from refsite.common.settings import AUDIT, FACTS, Settings
from refsite.links import addresses
from refsite.model.contents import RESERVED
from tests import crawl
from tests.repositories import ROOT as LEVELS

PLAN = """\
# Eau
```yaml
id: 1
points: 100
```
## Réseaux
```yaml
id: 1.1
points: 100
```
### Trouver les fuites
```yaml
id: 1.1.9
points: 60
climat_pratic_id: eau
climat_pratic_ligne: 2
```
### Réparer
```yaml
id: 1.1.10
points: 40
climat_pratic_id: eau
climat_pratic_ligne: 1
```
"""
SHEET = """\
# Trouver les fuites
```yaml
id: 1.1.9
```
## Actions
### Écouter
```yaml
id: 1.1.9.1
pourcentage: 33.3
categorie: bases
```
### Mesurer
```yaml
id: 1.1.9.2
pourcentage: 66.7
categorie: mise en oeuvre
```
"""
THEMES = "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n\n## Eau\n```yaml\nid: eau\n```\n"
FILES = {
    "climat-pratic.md": THEMES,
    "vert/index.md": LEVELS,
    "vert/1.md": PLAN,
    "vert/1.1.9.md": SHEET,
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return crawl.write(tmp_path / "fiches", FILES)


@pytest.fixture
def site(place: Path) -> crawl.Files:
    return crawl.in_memory(place)


def cells(row: crawl.Element) -> list[str]:
    return [child.text for child in row.children if isinstance(child, crawl.Element)]


class TestAction:
    def test_its_parts_are_rows_with_share_points_and_categorie(self, site: crawl.Files) -> None:
        rows = crawl.page(site, "vert/1.1.9/").main.labelled("coup-d-oeil")[0].all("tr")
        assert [cells(row) for row in rows] == [
            ["Étape", "Catégorie", "Part", "Points (max.)"],
            ["1.1.9.1 Écouter", "bases", "33,3 %", "19,98"],
            ["1.1.9.2 Mesurer", "mise en œuvre", "66,7 %", "40,02"],
        ]

    def test_its_bar_has_a_segment_for_each_share(self, site: crawl.Files) -> None:
        bar = crawl.page(site, "vert/1.1.9/").main.by_class("share")[0]
        assert [
            (g.attributes["class"], g.one("rect").attributes["width"]) for g in bar.all("g")
        ] == [
            ("bases", "33.3%"),
            ("mise-en-oeuvre", "66.7%"),
        ]

    def test_without_categorie_the_segments_are_neutral(self, place: Path) -> None:
        sheet = SHEET.replace("categorie: bases\n", "").replace("categorie: mise en oeuvre\n", "")
        site = crawl.in_memory(crawl.write(place, {"vert/1.1.9.md": sheet}))
        bar = crawl.page(site, "vert/1.1.9/").main.by_class("share")[0]
        assert [g.attributes.get("class") for g in bar.all("g")] == [None, "second"]

    def test_the_neighbours_follow_the_numbers(self, site: crawl.Files) -> None:
        links = {
            a.attributes.get("rel"): a.attributes["href"]
            for a in crawl.page(site, "vert/1.1.10/").root.all("a")
        }
        assert links["prev"] == "../../vert/1.1.9/"
        assert "next" not in links

    def test_one_without_a_sheet_has_what_the_plan_says_and_is_kept_from_engines(
        self, site: crawl.Files
    ) -> None:
        document = crawl.page(site, "vert/1.1.10/")
        assert document.meta("robots") == "noindex"
        assert [dd.text for dd in document.main.by_class("facts")[0].all("dd")] == [
            "40 points au maximum, sur 100",
            "Eau, ligne 1",
            "1 Eau",
        ]
        assert "fiches/vert/1.1.10.md" in document.main.text

    def test_a_share_without_points_is_shown_alone(self, place: Path) -> None:
        plan = (
            PLAN.replace("points: 60\n", "")
            .replace("points: 100\n", "")
            .replace("points: 40\n", "")
        )
        site = crawl.in_memory(crawl.write(place, {"vert/1.md": plan}))
        (weights,) = crawl.page(site, "vert/1.1.9/").main.by_id("1.1.9.1").by_class("weights")
        assert "33,3 %" in weights.text
        assert "point" not in weights.text

    def test_a_name_without_words_is_replaced_by_its_level_and_id(self, place: Path) -> None:
        site = crawl.in_memory(
            crawl.write(
                place, {"vert/1.1.9.md": SHEET.replace("# Trouver les fuites\n", "# \n", 1)}
            )
        )
        assert crawl.page(site, "vert/1.1.9/").headings[0] == (1, "1.1.9 Trouver les fuites")
        site = crawl.in_memory(
            crawl.write(place, {"vert/1.1.9.md": SHEET.replace("### Écouter", "###")})
        )
        assert "Étape 1.1.9.1" in crawl.page(site, "vert/1.1.9/").main.by_id("1.1.9.1").text


class TestLists:
    def test_a_theme_lists_by_line(self, site: crawl.Files) -> None:
        rows = crawl.page(site, "climat-pratic/eau/").main.all("table")[0].all("tr")[1:]
        assert [(row.all("td")[0].text, row.one("a").attributes["href"]) for row in rows] == [
            ("1", "../../vert/1.1.10/"),
            ("2", "../../vert/1.1.9/"),
        ]

    def test_lists_say_which_texts_are_to_come(self, site: crawl.Files) -> None:
        for address in ("vert/", "vert/1/", "climat-pratic/eau/"):
            rows = [e for e in crawl.page(site, address).main.walk() if e.tag in {"li", "tr"}]
            tagged = {row.all("a")[0].text for row in rows if row.by_class("tag")}
            assert tagged == {"1.1.10 Réparer"}, address

    def test_an_axe_shows_its_actions_share_of_it(self, site: crawl.Files) -> None:
        rows = crawl.page(site, "vert/1/").main.by_id("1.1").all("tr")
        assert [cells(row)[-2:] for row in rows[1:]] == [["60", "60 %"], ["40", "40 %"]]

    def test_a_categorie_without_sous_action_says_so(self, site: crawl.Files) -> None:
        assert "Aucune sous-action" in crawl.page(site, "categories/effets/").main.text
        assert [
            tr.one("a").text for tr in crawl.page(site, "categories/bases/").main.all("tr")[1:]
        ] == ["1.1.9.1 Écouter"]

    def test_the_state_page_lists_what_was_found(self, place: Path) -> None:
        bad = SHEET.replace("id: 1.1.9\n", "id: 1.1.9\nponts: 1\n", 1)
        main = crawl.page(crawl.in_memory(crawl.write(place, {"vert/1.1.9.md": bad})), "etat/").main
        assert "vert/1.1.9.md:4" in [code.text for code in main.all("code")]
        assert "../contribuer/#cle-inconnue" in [a.attributes["href"] for a in main.all("a")]

    def test_an_accepted_anomaly_is_shown_with_its_reason(self, place: Path) -> None:
        levels = LEVELS.replace(
            "points: 100\n",
            'points: 100\nanomalies_acceptees:\n  - {code: somme, id: 1.1.9, raison: "mesure en révision"}\n', 1,
        )  # fmt: skip
        files = {"vert/index.md": levels, "vert/1.1.9.md": SHEET.replace("66.7", "50")}
        main = crawl.page(crawl.in_memory(crawl.write(place, files)), "etat/").main
        assert "mesure en révision" in main.text
        assert "Les vérifications n’ont rien trouvé à corriger." in main.text


class TestNotFound:
    @pytest.mark.parametrize(
        ("url", "base"),
        [("", "/"), ("https://x.test/", "/"), ("https://x.test/un/plan/", "/un/plan/")],
    )
    def test_its_links_work_from_any_address(self, place: Path, url: str, base: str) -> None:
        document = crawl.read(crawl.in_memory(place, Settings(site_url=url))["404.html"])
        own = [link for link in document.links if not link.startswith("#")]
        assert own != []
        assert [link for link in own if not link.startswith(base)] == []
        assert document.meta("robots") == "noindex"

    def test_no_link_of_a_site_below_a_host_is_dead(self, place: Path) -> None:
        site = crawl.in_memory(place, Settings(site_url="https://x.test/un/plan/"))
        assert crawl.dead_links(site, "/un/plan/") == []


class TestPreview:
    def test_a_page_shows_the_problems_of_its_own_sheet(self, place: Path) -> None:
        crawl.write(place, {"vert/1.1.9.md": SHEET.replace("id: 1.1.9\n", "id: [1.1.9\n", 1)})
        site = crawl.in_memory(place, preview=True)
        (box,) = crawl.page(site, "vert/1.1.9/").main.by_class("problems")
        assert box.text.startswith("À corriger vert/1.1.9.md:3 erreur ce bloc yaml ne se lit pas")
        assert crawl.page(site, "vert/1.1.10/").main.by_class("problems") == []

    def test_the_public_never_sees_them(self, place: Path) -> None:
        site = crawl.in_memory(
            crawl.write(place, {"vert/1.1.9.md": SHEET.replace("bases", "base")})
        )
        assert [
            path
            for path, document in crawl.pages(site).items()
            if document.root.by_class("problems")
        ] == []

    def test_headings_nest_there_too(self, place: Path) -> None:
        crawl.write(place, {"vert/1.1.9.md": SHEET.replace("categorie: bases", "categorie: socle")})
        assert crawl.heading_faults(crawl.in_memory(place, preview=True)) == []


class TestSettings:
    def test_what_is_not_known_is_not_shown(self, site: crawl.Files) -> None:
        foot = crawl.page(site, "").root.one("footer").text
        assert "Site publié" not in foot
        assert "licence" not in foot
        assert "Écrire" not in foot

    def test_a_contact_alone_is_shown(self, place: Path) -> None:
        foot = crawl.page(
            crawl.in_memory(place, Settings(facts={"contact": "a@b.test"})), ""
        ).root.one("footer")
        assert "Écrire à a@b.test." in foot.text
        assert "mailto:a@b.test" in [a.attributes["href"] for a in foot.all("a")]

    def test_the_edit_link_leads_to_the_sheet(self, place: Path) -> None:
        site = crawl.in_memory(place, Settings(edit_url="https://f.test/edit/"))
        links = {
            a.text: a.attributes["href"] for a in crawl.page(site, "vert/1.1.9/").root.all("a")
        }
        assert links["Modifier cette fiche"] == "https://f.test/edit/vert/1.1.9.md"

    def test_signs_of_html_in_the_settings_are_text(self, place: Path) -> None:
        site = crawl.in_memory(
            place, Settings(site_name="<b>Nom</b> & co", facts={"editeur": "<script>x</script>"})
        )
        document = crawl.page(site, "vert/")
        assert document.root.one("title").text == "Vert – <b>Nom</b> & co"
        assert crawl.harm(document) == []


class TestObligatoryPages:
    ADDRESSES = ("accessibilite/", "mentions-legales/", "donnees-personnelles/", "plan-du-site/")

    def test_every_page_links_them(self, site: crawl.Files) -> None:
        for path, document in crawl.pages(site).items():
            if not document.redirect:
                foot = document.root.one("footer")
                links = [a.attributes["href"].lstrip("./") for a in foot.all("a")]
                assert set(self.ADDRESSES) <= set(links), path

    def test_the_home_page_says_how_accessible_the_site_is(self, site: crawl.Files) -> None:
        assert b"Accessibilit\xc3\xa9 : non conforme" in site["index.html"]

    def test_what_is_not_known_is_marked_to_fill_in(self, site: crawl.Files) -> None:
        marks = {
            mark.text
            for address in self.ADDRESSES[:3]
            for mark in crawl.page(site, address).main.all("mark")
        }
        assert len(marks) == len(FACTS) - 1  # the address of a licence without a name says nothing
        assert "[à compléter : le nom de l’hébergeur du site]" in marks

    def test_what_is_known_is_said(self, place: Path) -> None:
        facts = {key: f"une {key}" for key in {**FACTS, **AUDIT}}
        settings = Settings(facts=facts, accessibilite="partiellement conforme")
        site = crawl.in_memory(place, settings)
        pages = [crawl.page(site, address) for address in self.ADDRESSES[:3]]
        assert [page.main.all("mark") for page in pages] == [[], [], []]
        shown = " ".join(" ".join([page.main.text, *page.hrefs.values()]) for page in pages)
        assert [key for key, fact in facts.items() if fact not in shown] == []
        assert b"Accessibilit\xc3\xa9 : partiellement conforme" in site["index.html"]

    def test_the_declaration_has_the_imposed_parts(self, site: crawl.Files) -> None:
        headings = [name for _, name in crawl.page(site, "accessibilite/").headings]
        assert [name for name in headings if name in PARTS] == PARTS

    def test_the_plan_of_the_site_leads_to_every_page(self, site: crawl.Files) -> None:
        plan = crawl.page(site, "plan-du-site/").root
        listed = {a.attributes["href"].removeprefix("../").lstrip("./") for a in plan.all("a")}
        pages = {
            p.removesuffix("index.html") for p, d in crawl.pages(site).items() if not d.redirect
        }
        assert pages - listed - {"404.html"} == set()

    def test_a_lost_visitor_can_search(self, site: crawl.Files) -> None:
        (form,) = crawl.read(site["404.html"]).main.all("form")
        assert form.attributes["action"] == "/recherche/"
        assert form.one("input").attributes["name"] == "q"


PARTS = [
    "Déclaration d’accessibilité", "État de conformité", "Résultats des tests", "Contenus non accessibles",
    "Non-conformités", "Dérogations pour charge disproportionnée",
    "Contenus non soumis à l’obligation d’accessibilité", "Établissement de cette déclaration d’accessibilité",
    "Technologies utilisées pour la réalisation du site", "Environnement de test",
    "Outils pour évaluer l’accessibilité",
    "Pages du site ayant fait l’objet de la vérification de conformité", "Retour d’information et contact",
    "Voies de recours",
]  # fmt: skip


def test_each_name_that_addresses_use_is_reserved_and_no_other(site: crawl.Files) -> None:
    """A référentiel `x` has the folder `x/` and the files `donnees/x.*`; `404.html` may be served as `/404/`."""
    paths = [PurePath(path) for path in site]
    folders = {path.parts[0] for path in paths if len(path.parts) > 1}
    files = {path.stem for path in paths if path.parent.as_posix() + "/" == addresses.DATA}
    assert (folders | files | {"404"}) - {"vert", "index"} == RESERVED
