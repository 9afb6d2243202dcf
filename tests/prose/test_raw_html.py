import pytest

from refsite.common import bounds
from refsite.prose import raw_html
from refsite.prose.draft import Draft
from refsite.prose.raw_html import attribute, closing_names, find_tag, open_comment


def mend_html(text: str) -> str:
    return raw_html.mend_html(Draft(text)).text


def without_hidden(text: str) -> str:
    return raw_html.without_hidden(Draft(text)).text


def tag_at_first_sign(text: str) -> str | None:
    found = find_tag(text, text.index("<"), closing_names(text))
    return found[0] if found else None


@pytest.mark.parametrize(
    "tag",
    [
        "<b>",
        "</b>",
        "<B>",
        "<br/>",
        "<br />",
        "<a href='x'>",
        '<a href="x" title="y">',
        "<a href=x>",
        "<a>",
        "<input disabled>",
        "<svg onload=alert(1)>",
        "<svg\nonload=alert(1)>",
        "<inconnu x='y'>",
        "<script>",
        "<x-y z=1>",
    ],
)
def test_a_tag_is_a_tag(tag: str) -> None:
    assert tag_at_first_sign(f"avant {tag} après") == tag


@pytest.mark.parametrize(
    "text",
    [
        "le <seuil du label>",
        "< 100 000 hab.",
        "Cep<RT2012-20%",
        "Cep <RT2012-20%> visé",
        "<b et c>",
        "<commune>",
        "a <b",
        "<3",
        "<>",
        "<!>",
        "<éco>",
    ],
)
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert tag_at_first_sign(text) is None


def test_an_unknown_name_that_something_closes_is_a_tag() -> None:
    assert tag_at_first_sign("<commune>Essai</commune>") == "<commune>"


@pytest.mark.parametrize(
    "tag",
    [
        "<svg/onload=alert(1)>",
        '<a/href="x">',
        "<img/src=x/onerror=alert(1)>",
        "<a href='x'title='y'>",
    ],
)
def test_a_tag_that_browsers_forgive_is_a_tag(tag: str) -> None:
    assert tag_at_first_sign(f"avant {tag} après") == tag


def test_the_names_that_are_closed_are_listed_in_small_letters() -> None:
    assert closing_names("<A>x</A> </seuil > </") == {"a", "seuil"}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<a href="https://a.fr">', "https://a.fr"),
        ("<a href='https://a.fr'>", "https://a.fr"),
        ("<a href=https://a.fr>", "https://a.fr"),
        ('<A class="x" HREF = "https://a.fr">', "https://a.fr"),
        ('<a href="java&#115;cript:x">', "javascript:x"),
        ('<a href="">', ""),
        ('<a data-href="x">', None),
        ("<a>", None),
    ],
)
def test_the_address_of_a_link_is_read(tag: str, expected: str | None) -> None:
    assert attribute(tag, "href") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>un</p><p>deux</p>", "\n\nun\n\n\n\ndeux\n\n"),
        ("<ul><li>un</li><li>deux</li></ul>", "\n\n\n- un\n\n- deux\n\n\n"),
        ("<tr><td>un</td><td>deux</td></tr>", "\n un  deux \n"),
        ("un<hr>deux", "un\n\ndeux"),
    ],
)
def test_block_tags_become_what_parts_words(text: str, expected: str) -> None:
    assert mend_html(text) == expected


@pytest.mark.parametrize(
    "text", ["un <b>mot</b>", "le <seuil du label>", "<pourcentage>", "a <p et q>"]
)
def test_other_signs_are_let_be(text: str) -> None:
    assert mend_html(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un<script>x</script>deux", "undeux"),
        ("un<SCRIPT src=y>x</Script >deux", "undeux"),
        ("un<style>\np{}\n\n</style>deux", "undeux"),
        ("un<!-- x -->deux", "undeux"),
        ("un<!-- <script> -->deux<script>x</script>", "undeux"),
        ("un<script><!-- </script>deux --> trois", "undeux --> trois"),
    ],
)
def test_scripts_styles_and_comments_go_with_what_they_hold(text: str, expected: str) -> None:
    assert without_hidden(text) == expected


@pytest.mark.parametrize(
    "text", ["un <!-- deux", "un <style> deux", "un <scripts>x</scripts>", "sans signe"]
)
def test_what_nothing_closes_hides_nothing(text: str) -> None:
    assert without_hidden(text) == text


def test_the_comment_that_nothing_closes_is_told() -> None:
    text = "un <!-- a -->`<!-- b`\n<!-- brouillon, à finir\ndeux <!-- c"
    assert open_comment(Draft(text)) == (text.index("<!-- brou"), "<!-- brouillon, à finir")
    assert open_comment(Draft("un <style> deux")) is None


@pytest.mark.parametrize(
    "part", ["<", "<!--", "<script>", "<a ", "</", "<p ", "<a href=", "<style ", "<p x='"]
)
def test_a_hostile_text_ends(part: str) -> None:
    line = (part * bounds.LINE)[: bounds.LINE]
    text = "\n".join([line] * (bounds.FILE // bounds.LINE))
    assert isinstance(mend_html(text), str)
    assert isinstance(closing_names(text), frozenset)


@pytest.mark.parametrize(
    "text", ["<\u017fcript>a</\u017fcript>", "<\u017ftyle>", "<\u212abd>", "</\u017fcript >"]
)
def test_letters_that_only_look_like_those_of_a_tag_are_text(text: str) -> None:
    assert without_hidden(text) == text
    assert mend_html(text) == text
