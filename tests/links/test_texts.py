import pytest

from refsite.common.printed import show
from refsite.common.problems import Problem, Report
from refsite.links.texts import Name, Texts, Workshop, render_texts
from refsite.model.values import Contenu, Niveau, Noeud, Referentiel, Thematique
from refsite.reading.nodes import Section


def render(*sections: Section, nom: str = "Réunir") -> tuple[Texts, tuple[Problem, ...]]:
    action = Noeud("cae", "6.1", Niveau.ACTION, nom, "cae/6.1.md", 1, sections=sections)
    racine = Noeud("cae", "", Niveau.REFERENTIEL, "", "", 0, enfants=(action,))
    theme = Thematique("eau", "Eau *vive*", (), "climat-pratic.md", 5)
    report = Report()
    contenu = Contenu((Referentiel("cae", racine, {}),), (theme,))
    return render_texts(contenu, Workshop(), report), report.problems


def section(text: str, title: str = "") -> Section:
    return Section("cae/6.1.md", title, 2, 7, text, 8)


def test_each_section_has_its_title_and_text_as_html() -> None:
    part = section("Un *mot*.", "Le **titre**")
    texts, problems = render(part)
    assert problems == ()
    assert texts.sections[part] == "<p>Un <em>mot</em>.</p>"
    assert texts.titles[part] == "Le <strong>titre</strong>"


def test_a_name_is_html_for_its_heading_and_text_for_lists() -> None:
    texts, _ = render(nom="Eau & CO<sub>2</sub>")
    assert texts.names["cae/6.1"] == Name("Eau &amp; CO<sub>2</sub>", "Eau & CO2")


def test_themes_have_names_too() -> None:
    assert render()[0].names["theme/eau"] == Name("Eau <em>vive</em>", "Eau vive")


def test_a_refused_link_is_told_at_its_line() -> None:
    _, problems = render(section("un\n\ndeux [plan](ademe.fr)\n"))
    assert [show(p) for p in problems] == [
        (
            "cae/6.1.md:10: avertissement[lien-refuse] l’adresse du lien n’est pas acceptée\u00a0: "
            "«\u00a0ademe.fr\u00a0»\n"
            "    Écrivez une adresse complète (https://…), ou citez une action par son seul numéro."
        )
    ]


def test_an_image_is_told_at_its_line() -> None:
    _, problems = render(section("un\n![salle](https://ademe.fr/salle.png)\n"))
    assert [show(p) for p in problems] == [
        (
            "cae/6.1.md:9: avertissement[image] cette image n’est pas publiée\u00a0: "
            "«\u00a0https://ademe.fr/salle.png\u00a0»\n"
            "    Déposez le fichier à côté de la fiche et écrivez son nom\u00a0: rien n’est chargé depuis un autre site."
        )
    ]


def test_a_refused_link_in_a_name_is_told_at_the_heading() -> None:
    _, problems = render(nom="[Réunir](plan.html)")
    assert [(p.path, p.line, p.code) for p in problems] == [("cae/6.1.md", 1, "lien-refuse")]


def test_texts_of_the_home_page_and_of_the_catalogue_are_rendered() -> None:
    home, catalogue = section("Bienvenue."), section("Le catalogue.")
    texts = render_texts(Contenu((), (), (catalogue,), (home,)), Workshop(), Report())
    assert (texts.sections[home], texts.sections[catalogue]) == (
        "<p>Bienvenue.</p>",
        "<p>Le catalogue.</p>",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[a](#x)\n\n[b](#x)", [8, 10]),
        ("[p](/plan/x)\n\n[q](/plan)", [8, 10]),
        ("`[a](#x)`\n<!-- [a](#x) -->\n[b](#x)", [10]),
        ("![a](x.png)\n[b](x.png)\n![c](x.png)", [8, 9, 10]),
        ("[![a](x.png)](#x)\n\n[[a] b](#x)", [8, 8, 10]),
        ("- un\n\n  > [a\n  > b](#x)\n  > ![a](x.png)", [10, 12]),
        ("un <!--\n\n--> [a](#x)\n<p>deux</p><li>[b](#y)", [10, 11]),
        ("| [a](#x) |\n|-|\n| ![b](y.png) |", [8, 10]),
        ("<a href='#x'>a</a>\n[b]( <#x> )\n<a href=#x>c</a>", [8, 9, 10]),
        ("[a](plan été.html)\n[b](plan%20l&#x27;été)\n[c](<plan été>)", [9, 10]),
        ("mot\n<javascript:alert(1)>", [9]),
        ("#x\n\\[a](#x)\n[a]: (#x)\n[b](#x)", [11]),
    ],
)
def test_each_refused_address_is_told_where_it_stands(text: str, lines: list[int]) -> None:
    assert [p.line for p in render(section(text))[1]] == lines


def test_many_refused_addresses_are_looked_for_at_once() -> None:
    text = "\n\n".join(f"[a](#x) ![b](y{n}.png)" for n in range(2_000))
    lines = [p.line for p in render(section(text))[1]]
    assert lines == [8 + 2 * (n // 2) for n in range(4_000)]


@pytest.mark.parametrize("nom", ["<p>", "&ZeroWidthSpace;", "\u200b", "&shy;", "<b>&zwnj;</b>"])
def test_a_name_that_shows_nothing_is_an_error(nom: str) -> None:
    _, problems = render(nom=nom)
    assert [(p.path, p.line, p.code) for p in problems] == [("cae/6.1.md", 1, "nom-vide")]


def test_two_processes_make_the_texts_that_one_makes() -> None:
    parts = [section(f"Voir l’action 6.1.{n} et ![image](b{n}.png).") for n in range(40)]
    action = Noeud("cae", "6.1", Niveau.ACTION, "Réunir", "cae/6.1.md", 1, sections=tuple(parts))
    racine = Noeud("cae", "", Niveau.REFERENTIEL, "", "", 0, enfants=(action,))
    contenu = Contenu((Referentiel("cae", racine, {}),), ())
    one, two = Report(), Report()
    texts = render_texts(contenu, Workshop(), one)
    assert render_texts(contenu, Workshop(two_processes=True), two) == texts
    assert two.problems == one.problems != ()
