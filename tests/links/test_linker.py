"""Links and backlinks, from HTML that is already clean."""

import pytest

from refsite.links.index import Index, Target
from refsite.links.linker import Citation, Unknown, link_mentions, numbers_in
from tests.links.test_mentions import contents


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


def test_a_mention_becomes_a_link_with_the_name_as_title(index: Index) -> None:
    linked = link_mentions("<p>voir 3.2.1.</p>", "cae/1.1.1", index)
    assert linked.html == f"<p>voir {link('3.2.1', 'cae/3.2.1/')}.</p>"
    assert linked.citations == (Citation("cae/1.1.1", "cae/3.2.1", "voir 3.2.1."),)


def test_a_sous_action_is_linked_at_its_anchor(index: Index) -> None:
    linked = link_mentions("<p>voir 6.1.2.3</p>", "cae/1.1.1", index)
    assert linked.html == f"<p>voir {link('6.1.2.3', 'cae/6.1.2/#6.1.2.3')}</p>"


def test_an_id_followed_by_the_name_of_its_action_is_one_link(index: Index) -> None:
    linked = link_mentions("<p>3.2.1 Nom &amp; 3.2.1</p>", "cae/1.1.1", index)
    assert linked.html.count("<a ") == 2  # the name of this test's node holds its id again
    linked = link_mentions("<p>3.2.1 Récupérer la chaleur</p>", "cae/1.1.1", index)
    assert linked.html == f"<p>{link('3.2.1', 'cae/3.2.1/')} Récupérer la chaleur</p>"


@pytest.mark.parametrize(
    "fragment",
    [
        '<p><a href="https://exemple.fr/">la mesure 3.2.1</a></p>',
        "<p><code>3.2.1</code></p>",
        "<pre><code>voir 3.2.1</code></pre>",
        "<p>sans numéro</p>",
        "<p>2.5&nbsp;% et &lt; 3.3</p>",
    ],
)
def test_links_code_and_quantities_stay_as_they_are(fragment: str, index: Index) -> None:
    assert link_mentions(fragment, "cae/1.1.1", index).html == fragment


def test_a_text_after_a_link_is_linked(index: Index) -> None:
    fragment = '<p><a href="https://exemple.fr/">ici</a> et 3.2.1</p>'
    assert link("3.2.1", "cae/3.2.1/") in link_mentions(fragment, "cae/1.1.1", index).html


def test_entities_do_not_shift_the_links(index: Index) -> None:
    linked = link_mentions(
        "<p>a &amp; b&nbsp;: 3.2.1, &lt;x&gt; puis 3.3.1</p>", "cae/1.1.1", index
    )
    expected = f"<p>a &amp; b&nbsp;: {link('3.2.1', 'cae/3.2.1/')}, &lt;x&gt; puis {link('3.3.1', 'cae/3.3.1/')}</p>"
    assert linked.html == expected


def test_a_word_in_bold_announces_the_number_after_it(index: Index) -> None:
    linked = link_mentions("<p><b>sous-domaine</b> 1.9 et <em>3.2.1</em></p>", "cae/1.1.1", index)
    assert linked.unknown == (Unknown("1.9", "cae", 0),)
    assert f"<em>{link('3.2.1', 'cae/3.2.1/')}</em>" in linked.html


def test_mentions_that_lead_nowhere_are_counted_by_number(index: Index) -> None:
    linked = link_mentions("<p>mesure 6.5.4</p><p>mesure 6.5.4</p>", "cae/1.1.1", index)
    assert linked.unknown == (Unknown("6.5.4", "cae", 0), Unknown("6.5.4", "cae", 1))
    assert linked.html == "<p>mesure 6.5.4</p><p>mesure 6.5.4</p>"


def test_a_page_does_not_cite_itself(index: Index) -> None:
    linked = link_mentions("<p>voir 6.1.2</p>", "cae/6.1.2.3", index)
    assert linked.citations == ()
    assert link("6.1.2", "cae/6.1.2/") in linked.html


@pytest.mark.parametrize(
    "fragment",
    [
        '<p><a href="https://x.fr/">mesure 9.9.7 et 3.2.1</a></p>',
        "<p><code>mesure 9.9.6 et 3.2.1</code></p>",
    ],
)
def test_what_stands_in_a_link_or_in_code_is_neither_told_nor_cited(
    fragment: str, index: Index
) -> None:
    linked = link_mentions(fragment, "cae/1.1.1", index)
    assert (linked.citations, linked.unknown) == ((), ())


def test_the_rank_of_an_unknown_mention_counts_what_is_no_mention_too(index: Index) -> None:
    linked = link_mentions("<p>article 6.5.4 puis mesure 6.5.4</p>", "cae/1.1.1", index)
    assert linked.unknown == (Unknown("6.5.4", "cae", 1),)


def test_parts_of_one_action_may_cite_each_other(index: Index) -> None:
    (citation,) = link_mentions("<p>voir 5.2.1</p>", "eci/5.2.2", index).citations
    assert (citation.source, citation.target) == ("eci/5.2.2", "eci/5.2.1")


def test_a_line_break_does_not_part_a_number_from_its_word(index: Index) -> None:
    linked = link_mentions("<p>Le domaine<br>\n6 suit</p>", "cae/1.1.1", index)
    assert "root:cae/6/" in linked.html


def test_an_excerpt_has_the_words_of_the_sheet(index: Index) -> None:
    fragment = '<p>R&amp;D et Cep&lt;RT &amp; "mot", voir 3.2.1</p>'
    (citation,) = link_mentions(fragment, "cae/1.1.1", index).citations
    assert citation.sentence == 'R&D et Cep<RT & "mot", voir 3.2.1'


def test_a_citation_quotes_its_sentence_alone(index: Index) -> None:
    fragment = "<ul><li>Avant. C’est vu en 3.2.1, ailleurs. Après.</li><li>Autre</li></ul>"
    (citation,) = link_mentions(fragment, "cae/1.1.1", index).citations
    assert citation.sentence == "C’est vu en 3.2.1, ailleurs."


def test_a_long_sentence_is_cut_at_words_around_the_mention(index: Index) -> None:
    fragment = f"<p>{'mot ' * 100}voir 3.2.1 {'fin ' * 100}</p>"
    (citation,) = link_mentions(fragment, "cae/1.1.1", index).citations
    assert citation.sentence.startswith("… mot mot")
    assert citation.sentence.endswith("fin fin …")
    assert "voir 3.2.1" in citation.sentence
    assert len(citation.sentence) < 240


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>l’<em>a</em>xe 6</p>",
        "<p><strong>a</strong><em>x</em>e 6</p>",
        "<p>a<br>xe 6</p>",
        "<p>L’AXE 6</p>",
        "<p>voir 3.2.1</p>",
        "<p>3 200 habitants, 20 %</p>",
        "<p>axe</p>",
    ],
)
def test_looking_before_reading_changes_nothing(
    fragment: str, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = link_mentions(fragment, "cae/1.1.1", index)
    monkeypatch.setattr(Index, "may_name", lambda *_: True)
    assert quick == link_mentions(fragment, "cae/1.1.1", index)


def test_links_are_written_into_a_text_at_once(index: Index) -> None:
    linked = link_mentions(f"<p>{'<b>voir</b> 3.2.1, ' * 10_000}</p>", "cae/1.1.1", index)
    assert linked.html.count(link("3.2.1", address("cae", "3.2.1"))) == 10_000


def test_numbers_that_lead_nowhere_are_counted_at_once(index: Index) -> None:
    linked = link_mentions(f"<p>{'mesure 6.5.4, ' * 10_000}</p>", "cae/1.1.1", index)
    assert [found.rank for found in linked.unknown] == list(range(10_000))


@pytest.mark.parametrize(
    ("text", "places"),
    [("1.2.3 et 1.2.3", [0, 9]), ("1.2.3.4 1.2.30 v1.2.3 0.1.2.3", []), ("1.2.3. fin", [0])],
)
def test_a_number_stands_where_no_longer_one_does(text: str, places: list[int]) -> None:
    assert numbers_in(text).get("1.2.3", []) == places
