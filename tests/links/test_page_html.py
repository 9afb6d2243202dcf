"""What the HTML of an ordinary page becomes before it is cleaned, and what is left of it after."""

import pytest

from refsite.common.safe_html import clean_page
from refsite.links.index import Index, Target
from refsite.links.linker import Citation
from refsite.links.page_html import Attributes, Kept, PageHtml, own_anchor
from tests.links.test_mentions import contents

LINK = '<a href="root:cae/3.2.1/" title="3.2.1 Nom">3.2.1</a>'
TABS = (
    '<div class="tabbed-set tabbed-alternate" data-tabs="1:2">'
    '<input checked="checked" id="t_1" name="t" type="radio" /><input id="t_2" name="t" type="radio" />'
    '<div class="tabbed-labels"><label for="t_1">Un <em>mot</em></label><label for="t_2">3.2.1</label></div>'
    '<div class="tabbed-content">'
    '<div class="tabbed-block"><p>Premier, 3.2.1.</p></div><div class="tabbed-block"><p>Second</p></div>'
    "</div></div><p>Après</p>"
)


@pytest.fixture(scope="module")
def index() -> Index:
    contenu = contents()
    nodes = (noeud for one in contenu.referentiels for noeud in one.racine.walk())
    return Index(contenu, {n.key: Target(n.key, f"{n.referentiel}/{n.id}/", "Nom") for n in nodes})


def read(text: str, index: Index) -> PageHtml:
    """A page that is read, its links as they are, an image of which `alt` is « perdue » apart."""

    def resolve(_tag: str, attributes: Attributes) -> Kept | None:
        return None if attributes.get("alt") == "perdue" else Kept(attributes)

    reader = PageHtml("methode/", index, resolve)
    reader.feed(text)
    reader.close()
    return reader


def page(text: str, index: Index) -> str:
    return str(clean_page(read(text, index).html))


class TestIds:
    def test_an_id_in_a_sentence_is_a_link_and_a_citation(self, index: Index) -> None:
        found = read("<p>Voir la 3.2.1.</p>", index)
        assert found.html == f"<p>Voir la {LINK}.</p>"
        assert found.citations == [Citation("methode/", "cae/3.2.1", "Voir la 3.2.1.")]

    @pytest.mark.parametrize("tag", ["code", "pre", "kbd", "summary", "samp"])
    def test_none_where_a_link_would_be_out_of_place(self, index: Index, tag: str) -> None:
        assert "href" not in page(f"<{tag}>3.2.1</{tag}>", index)


class TestTabs:
    def test_each_holds_its_button_its_label_and_its_panel(self, index: Index) -> None:
        assert page(TABS, index) == (
            '<div class="tabbed-set tabbed-alternate" role="group" aria-label="Onglets"><div class="tabbed-content">'
            '<div class="tabbed-block"><label class="tabbed-title">'
            '<input checked="checked" id="t_1" name="t" type="radio"> Un <em>mot</em></label>'
            f'<div class="tabbed-panel"><p>Premier, {LINK}.</p></div></div>'
            '<div class="tabbed-block"><label class="tabbed-title">'
            '<input id="t_2" name="t" type="radio"> 3.2.1</label>'
            '<div class="tabbed-panel"><p>Second</p></div></div>'
            "</div></div><p>Après</p>"
        )

    def test_those_in_a_tab_have_their_own(self, index: Index) -> None:
        inner = TABS.replace("t_", "u_").replace('"t"', '"u"').removesuffix("<p>Après</p>")
        found = page(TABS.replace("<p>Second</p>", inner), index)
        assert found.count("tabbed-panel") == found.count("<input") == 4
        assert found.count('name="u"') == 2
        assert found.endswith("</div></div></div></div></div></div><p>Après</p>")

    def test_their_words_are_said_once(self, index: Index) -> None:
        assert read(TABS, index).words == "Un mot Premier, 3.2.1. 3.2.1 Second Après"

    def test_a_block_without_button_is_a_block(self, index: Index) -> None:
        assert page('<div class="tabbed-block">Seul</div>', index) == (
            '<div class="tabbed-block">Seul</div>'
        )

    def test_no_other_field_is_left(self, index: Index) -> None:
        fields = (
            '<input type="radio" name="q"><input type="text"><label for="q">Un</label><input>'
            '<div class="tabbed-set"><input type="text" name="a"><div class="tabbed-block">B</div></div>'
        )
        found = page(fields, index)
        assert "text" not in found
        assert 'name="q"' not in found
        assert "for=" not in found


class TestBoxes:
    def test_a_task_is_a_sign_with_a_name(self, index: Index) -> None:
        task = '<ul><li><input type="checkbox" disabled checked> Faite</li><li><input type="checkbox"> Autre</li></ul>'
        found = page(task, index)
        assert '<span class="box" role="img" aria-label="fait">☑</span>' in found
        assert '<span class="box" role="img" aria-label="à faire">☐</span>' in found
        assert "<input" not in found


class TestAdmonitions:
    @pytest.mark.parametrize(("kind", "title"), [("note", "À noter"), ("tip", "Conseil")])
    def test_a_kind_that_is_its_own_title_is_said_in_french(
        self, index: Index, kind: str, title: str
    ) -> None:
        written = kind.capitalize()
        box = f'<div class="admonition {kind}"><p class="admonition-title">{written}</p></div>'
        assert f">{title}<" in page(box, index)
        assert f"<summary>{title}<" in page(
            f'<details class="{kind}"><summary>{written}</summary></details>', index
        )

    def test_a_title_of_its_author_stays(self, index: Index) -> None:
        box = '<div class="admonition note"><p class="admonition-title">Notez bien</p></div>'
        assert "Notez bien" in page(box, index)


class TestTablesAndCode:
    def test_a_table_scrolls_by_keyboard_its_figures_at_the_right(self, index: Index) -> None:
        table = '<table><tbody><tr><td style="text-align: right;">1</td></tr></tbody></table>'
        assert page(table, index) == (
            '<div class="scroll" role="group" aria-label="Tableau" tabindex="0">'
            '<table><tbody><tr><td class="align-right">1</td></tr></tbody></table></div>'
        )

    def test_code_scrolls_by_keyboard_and_keeps_its_numbers(self, index: Index) -> None:
        code = '<pre><code><span class="linenos" data-linenos="1 "></span>x</code></pre>'
        assert page(code, index) == code.replace("<pre>", '<pre tabindex="0">')
        assert read(code, index).words == "x"

    def test_a_line_of_code_is_an_anchor_no_link(self, index: Index) -> None:
        line = '<pre><a id="__codelineno-0-1" name="x" href="#__codelineno-0-1"></a>x</pre>'
        assert page(line, index) == '<pre tabindex="0"><a id="__codelineno-0-1"></a>x</pre>'


class TestSigns:
    def test_an_icon_is_beside_the_words(self, index: Index) -> None:
        icon = '<span class="twemoji"><svg viewBox="0 0 9 9"><path d="M1 1"/></svg></span>'
        found = page(icon, index)
        assert 'aria-hidden="true" width="18" height="18"' in found
        assert '<path d="M1 1">' in found

    def test_an_emoji_is_its_sign_not_an_image_from_elsewhere(self, index: Index) -> None:
        emoji = '<p><img alt="😄" class="twemoji" src="https://cdn.test/1.svg"> Bien</p>'
        assert page(emoji, index) == "<p>😄 Bien</p>"

    def test_an_image_that_is_lost_leaves_its_words(self, index: Index) -> None:
        assert page('<p><img alt="perdue" src="x.png"></p>', index) == "<p>perdue</p>"


class TestLinks:
    def test_one_whose_words_are_its_address_is_not_printed_twice(self, index: Index) -> None:
        bare = '<a href="https://ailleurs.test/?a=1&amp;b=2">https://ailleurs.test/?a=1&amp;b=2</a>'
        assert 'class="url"' in page(f"<p>{bare}</p>", index)
        assert "class" not in page('<p><a href="https://ailleurs.test/">là</a></p>', index)

    def test_no_anchor_is_one_of_the_layout(self, index: Index) -> None:
        assert own_anchor("menu") == "page-menu"
        assert page('<h2 id="menu">M</h2><a href="#menu">m</a>', index) == (
            '<h2 id="page-menu">M</h2><a href="#page-menu">m</a>'
        )


@pytest.mark.parametrize(
    ("hostile", "left"),
    [
        ('<div role="alert" tabindex="5" onclick="x()">a</div>', "<div>a</div>"),
        ('<div style="position:fixed">a</div>', "<div>a</div>"),
        ("<style>body{display:none}</style>", ""),
        ("<script>x()</script>", ""),
        ('<svg><script>x()</script><path d="M1" style="x" onload="x()"/></svg>', '<path d="M1">'),
    ],
)
def test_nothing_that_runs_is_left(index: Index, hostile: str, left: str) -> None:
    found = page(hostile, index)
    assert left in found
    assert not any(word in found for word in ("x()", "onclick", "style", "alert", "tabindex"))


@pytest.mark.parametrize(
    "broken",
    [
        '<a href="x">perdu</a>',
        '<br class="tabbed-set"><p>a</p>',
        '<div class="tabbed-set"><label>a<label>b</div>',
        '<label>a<div class="tabbed-set"><input type="radio"></label><div class="tabbed-block">b',
        '</label></div><div class="tabbed-labels">a</p>',
    ],
)
def test_a_broken_text_keeps_its_words(index: Index, broken: str) -> None:
    reader = PageHtml("methode/", index, lambda _tag, _attributes: None)
    reader.feed(broken)
    reader.close()
    assert clean_page(reader.html).striptags() == reader.words.replace(" ", "")
