"""Links and backlinks: the mentions of a text, on the tokens of its paragraphs."""

import pytest

from refsite.links.index import Index, Target
from refsite.links.linker import Citation, Linked, Linker, Unknown
from refsite.prose.draft import Place
from refsite.prose.render import Renderer
from tests.links.test_mentions import contents

RENDERER = Renderer()


@pytest.fixture(scope="module")
def index() -> Index:
    contenu = contents()
    return Index(
        contenu,
        {
            noeud.key: Target(noeud.key, address(noeud.referentiel, noeud.id), f"Nom & {noeud.id}")
            for referentiel in contenu.referentiels
            for noeud in referentiel.racine.walk()
        },
    )


def address(referentiel: str, id_: str) -> str:
    page = ".".join(id_.split(".")[:3])
    return f"{referentiel}/{page}/" if page == id_ else f"{referentiel}/{page}/#{id_}"


def link(id_: str, address_: str) -> str:
    return f'<a href="root:{address_}" title="{id_} Nom &amp; {id_}">{id_}</a>'


def linked_text(text: str, source: str, index: Index) -> Linked:
    return Linker(index, RENDERER).block(text, source, "")


def test_a_mention_becomes_a_link_with_the_name_as_title(index: Index) -> None:
    linked = linked_text("voir 3.2.1.", "cae/1.1.1", index)
    assert linked.prose.html == f"<p>voir {link('3.2.1', 'cae/3.2.1/')}.</p>"
    assert linked.citations == (Citation("cae/1.1.1", "cae/3.2.1", "voir 3.2.1."),)


def test_a_sous_action_is_linked_at_its_anchor(index: Index) -> None:
    linked = linked_text("voir 6.1.2.3", "cae/1.1.1", index)
    assert linked.prose.html == f"<p>voir {link('6.1.2.3', 'cae/6.1.2/#6.1.2.3')}</p>"


def test_an_id_followed_by_the_name_of_its_action_is_one_link(index: Index) -> None:
    linked = linked_text("3.2.1 Récupérer la chaleur", "cae/1.1.1", index)
    assert linked.prose.html == f"<p>{link('3.2.1', 'cae/3.2.1/')} Récupérer la chaleur</p>"


@pytest.mark.parametrize(
    "text",
    [
        "[la mesure 3.2.1](https://exemple.fr/)",
        '<a href="https://exemple.fr/">la mesure 3.2.1</a>',
        "`3.2.1`",
        "<https://exemple.fr/3.2.1>",
        "https://exemple.fr/3.2.1",
        "![la mesure 3.2.1](https://exemple.fr/salle.png)",
        "```\nvoir 3.2.1\n```",
        "sans numéro",
        "2.5&nbsp;% et < 3.3",
    ],
)
def test_links_code_and_quantities_stay_as_they_are(text: str, index: Index) -> None:
    linked = linked_text(text, "cae/1.1.1", index)
    assert linked.prose.html == RENDERER.block(text).html
    assert (linked.citations, linked.unknown) == ((), ())


def test_a_text_of_no_node_names_nothing(index: Index) -> None:
    assert linked_text("voir 3.2.1", "", index) == Linked(RENDERER.block("voir 3.2.1"))


@pytest.mark.parametrize("text", ["[la mesure 3.2.1](plan.html)", "![mesure 3.2.1](salle.png)"])
def test_the_words_of_a_refused_link_or_image_are_text(text: str, index: Index) -> None:
    linked = linked_text(text, "cae/1.1.1", index)
    assert link("3.2.1", "cae/3.2.1/") in linked.prose.html
    assert len(linked.prose.refused) == 1


def test_a_text_after_a_link_is_linked(index: Index) -> None:
    linked = linked_text("[ici](https://exemple.fr/) et 3.2.1", "cae/1.1.1", index)
    assert link("3.2.1", "cae/3.2.1/") in linked.prose.html


def test_entities_and_escapes_do_not_shift_the_links(index: Index) -> None:
    linked = linked_text("a &amp; b&nbsp;: 3\\.2.1, <x> puis 3.3&#46;1", "cae/1.1.1", index)
    expected = f"<p>a &amp; b&nbsp;: {link('3.2.1', 'cae/3.2.1/')}, &lt;x&gt; puis {link('3.3.1', 'cae/3.3.1/')}</p>"
    assert linked.prose.html == expected


def test_a_word_in_bold_announces_the_number_after_it(index: Index) -> None:
    linked = linked_text("**sous-domaine** 1.9 et *3.2.1*", "cae/1.1.1", index)
    assert linked.unknown == (Unknown("1.9", "cae", Place(0, 17)),)
    assert f"<em>{link('3.2.1', 'cae/3.2.1/')}</em>" in linked.prose.html


def test_a_number_cut_by_markup_is_no_link(index: Index) -> None:
    assert linked_text("mesure 3.**2**.1", "cae/1.1.1", index).citations == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("mesure 6.5.4\n\nmesure 6.5.4", [(0, 7), (2, 7)]),
        ("article 6.5.4 puis mesure 6.5.4", [(0, 26)]),
        ("un\nmesure 6.5.4  \nmesure 6.5.4", [(1, 7), (2, 7)]),
        ("- un\n- > mesure 6.5.4\n  > mesure 6.5.4", [(1, 11), (2, 11)]),
        ("| mesure 6.5.4 | mesure 6.5.4 |\n|-|-|\n| a | mesure 6.5.4 |", [(0, 9), (0, 24), (2, 13)]),
        ("[6.5.4](https://a.fr/6.5.4)\n`6.5.4` mesure 6.5.4", [(1, 15)]),
        ("[voir *la* mesure 6.5.4](/6.5.4) mesure 6.5.4", [(0, 18), (0, 40)]),
        ("un <!-- 6.5.4\n --> mesure 6.5.4", [(1, 12)]),
        ("<p>un</p><p>mesure 6.5.4</p>\nmesure 6.5.4", [(0, 19), (1, 7)]),
        ("• un\n•deux mesure 6.5.4", [(1, 13)]),
        ("Étapes :\n3. un\n4. mesure 6.5.4", [(2, 10)]),
        ("\\*\\* &amp; mesure 6.5.4", [(0, 18)]),
        ("\u00a0\nun\nmesure 6.5.4", [(2, 7)]),
        ("![a\nb](https://a.fr/6.5.4)\nmesure 6.5.4", [(2, 7)]),
        ("<a\nhref='https://a.fr'>a</a> mesure 6.5.4", [(1, 33)]),
    ],
)  # fmt: skip
def test_a_mention_that_leads_nowhere_has_its_place(
    text: str, places: list[tuple[int, int]], index: Index
) -> None:
    unknown = linked_text(text, "cae/1.1.1", index).unknown
    assert unknown == tuple(Unknown("6.5.4", "cae", Place(*place)) for place in places)
    lines = text.split("\n")
    assert all(lines[line][column:].startswith("6.5.4") for line, column in places)


def test_a_title_is_linked(index: Index) -> None:
    linked = Linker(index, RENDERER).inline(("Suite de 3.2.1 et mesure 6.5.4", "cae/1.1.1"))
    assert linked.prose.html.startswith(f"Suite de {link('3.2.1', 'cae/3.2.1/')} et")
    assert linked.unknown == (Unknown("6.5.4", "cae", Place(0, 25)),)


def test_a_page_does_not_cite_itself(index: Index) -> None:
    linked = linked_text("voir 6.1.2", "cae/6.1.2.3", index)
    assert linked.citations == ()
    assert link("6.1.2", "cae/6.1.2/") in linked.prose.html


def test_parts_of_one_action_may_cite_each_other(index: Index) -> None:
    (citation,) = linked_text("voir 5.2.1", "eci/5.2.2", index).citations
    assert (citation.source, citation.target) == ("eci/5.2.2", "eci/5.2.1")


@pytest.mark.parametrize("text", ["Le domaine\n6 suit", "Le domaine<br>6 suit", "l’<em>a</em>xe 6"])
def test_a_word_and_its_number_may_be_parted(text: str, index: Index) -> None:
    source = "eci/1.1" if "xe" in text else "cae/1.1.1"
    own = source.partition("/")[0]
    found = linked_text(text.replace("6", "3"), source, index).prose.html
    assert f'href="root:{own}/3/"' in found


def test_an_excerpt_has_the_words_of_the_sheet(index: Index) -> None:
    (citation,) = linked_text('R&D et Cep<RT &amp; "mot", voir 3.2.1', "cae/1.1.1", index).citations
    assert citation.sentence == 'R&D et Cep<RT & "mot", voir 3.2.1'


def test_a_citation_quotes_its_sentence_alone_and_its_line(index: Index) -> None:
    text = "- Avant. C’est vu en 3.2.1, ailleurs. Après.\n- Autre"
    (citation,) = linked_text(text, "cae/1.1.1", index).citations
    assert citation.sentence == "C’est vu en 3.2.1, ailleurs."
    (citation,) = linked_text("avant\nvu en 3.2.1,<br>après", "cae/1.1.1", index).citations
    assert citation.sentence == "vu en 3.2.1,"


def test_a_long_sentence_is_cut_at_words_around_the_mention(index: Index) -> None:
    text = f"{'mot ' * 100}voir 3.2.1 {'fin ' * 100}"
    (citation,) = linked_text(text, "cae/1.1.1", index).citations
    assert citation.sentence.startswith("… mot mot")
    assert citation.sentence.endswith("fin fin …")
    assert "voir 3.2.1" in citation.sentence
    assert len(citation.sentence) < 240
