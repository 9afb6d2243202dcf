import html
import random
import re

import pytest

from refsite.common import bounds, messages
from refsite.common.safe_html import BLOCK_TAGS, INLINE_TAGS
from refsite.prose.draft import Draft
from refsite.prose.parse import Refused
from refsite.prose.raw_html import without_hidden
from refsite.prose.refusals import safe_address
from refsite.prose.render import Renderer, plain

RENDERER = Renderer()
WORDS = re.compile(r"[^\W_]+")


def block(text: str) -> str:
    return RENDERER.block(text).html


def words(fragment: str) -> list[str]:
    """The words of an HTML fragment, read as a visitor reads them."""
    return WORDS.findall(html.unescape(re.sub(r"<[^>]*>", " ", fragment)))


# Line breaks, lists, tables


def test_line_breaks_are_kept() -> None:
    assert block("1 action/ 1 piliers → 14%\n1 action/ 2 piliers → 28%\n…") == (
        "<p>1 action/ 1 piliers → 14%<br>\n1 action/ 2 piliers → 28%<br>\n…</p>"
    )


def test_a_blank_line_parts_paragraphs() -> None:
    assert block("un\n\n\ndeux") == "<p>un</p>\n<p>deux</p>"


@pytest.mark.parametrize("mark", ["-", "*", "+"])
def test_a_list_right_after_a_paragraph_is_a_list(mark: str) -> None:
    assert block(f"Public :\n{mark} élus\n{mark} agents") == (
        "<p>Public :</p>\n<ul>\n<li>élus</li>\n<li>agents</li>\n</ul>"
    )


def test_a_numbered_list_right_after_a_paragraph_is_a_list() -> None:
    assert (
        block("Étapes :\n1. lire\n2. agir")
        == "<p>Étapes :</p>\n<ol>\n<li>lire</li>\n<li>agir</li>\n</ol>"
    )


@pytest.mark.parametrize("mark", ["•", "−", "o"])
def test_pseudo_bullets_become_lists(mark: str) -> None:
    assert block(f"Public :\n{mark} élus\n{mark} agents") == (
        "<p>Public :</p>\n<ul>\n<li>élus</li>\n<li>agents</li>\n</ul>"
    )


def test_pseudo_bullets_parted_by_blank_lines_make_one_list() -> None:
    found = block("− élus\n\n− agents\n\n− voisins")
    assert (found.count("<ul>"), found.count("<li>")) == (1, 3)


def test_o_bullets_nest_in_those_above() -> None:
    assert block("• élus\no maires\n• agents") == (
        "<ul>\n<li>élus\n<ul>\n<li>maires</li>\n</ul>\n</li>\n<li>agents</li>\n</ul>"
    )


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert block("3. trois\n4. quatre") == '<ol start="3">\n<li>trois</li>\n<li>quatre</li>\n</ol>'


def test_a_table_is_a_table() -> None:
    found = block("| a | b |\n|---|---|\n| c | d |")
    assert words(found) == ["a", "b", "c", "d"]
    assert (found.count("<th>"), found.count("<td>")) == (2, 2)


def test_a_table_loses_no_cell_in_excess() -> None:
    assert words(block("| eau | air |\n|---|---|\n| un | deux | trois |")) == [
        "eau",
        "air",
        "un",
        "deux",
        "trois",
    ]


@pytest.mark.parametrize("line", ["-----", "---", "=====", "- -", "-"])
def test_a_line_of_signs_under_a_text_makes_no_heading(line: str) -> None:
    found = block(f"Texte\n{line}\nsuite")
    assert "<h" not in found.replace("<hr>", "")
    assert words(found) == ["Texte", "suite"]


@pytest.mark.parametrize("text", ["# un", "###### un", "Titre\n====="])
def test_a_text_has_no_heading_of_its_own(text: str) -> None:
    assert re.search(r"<h[1-6]", block(text)) is None


@pytest.mark.parametrize("indent", ["    ", "\t", "          "])
def test_an_indented_text_is_no_code(indent: str) -> None:
    assert block(f"un\n\n{indent}deux") == "<p>un</p>\n<p>deux</p>"


def test_emphasis_and_code_are_those_of_commonmark() -> None:
    assert block("*un* **deux** `trois` _quatre_") == (
        "<p><em>un</em> <strong>deux</strong> <code>trois</code> <em>quatre</em></p>"
    )


def test_entities_are_read() -> None:
    assert block("l&rsquo;eau &amp; l&eacute;t&#233;") == "<p>l’eau &amp; lété</p>"


def test_a_text_in_brackets_defines_no_link() -> None:
    assert words(block("[eau]: la rivière")) == ["eau", "la", "rivière"]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_text_is_empty(text: str) -> None:
    assert RENDERER.block(text).html == ""


# Links


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("https://a.fr/x_y_z", "https://a.fr/x_y_z", "https://a.fr/x_y_z"),
        ("http://a.fr/?b=1&c=2", "http://a.fr/?b=1&amp;c=2", "http://a.fr/?b=1&amp;c=2"),
        ("www.a.fr/x", "https://www.a.fr/x", "www.a.fr/x"),
        ("<https://a.fr>", "https://a.fr", "https://a.fr"),
        ("[a](https://a.fr)", "https://a.fr", "a"),
        ("[a](HTTPS://a.fr)", "HTTPS://a.fr", "a"),
        ("[a](www.a.fr)", "https://www.a.fr", "a"),
        ("[a](mailto:b@a.fr)", "mailto:b@a.fr", "a"),
        ('<a href="https://a.fr" target="_blank">a</a>', "https://a.fr", "a"),
        ("<a href=www.a.fr>a</a>", "https://www.a.fr", "a"),
    ],
)
def test_an_address_becomes_a_link(text: str, address: str, shown: str) -> None:
    prose = RENDERER.block(text)
    own = ' class="url"' if address.endswith(shown) else ""
    assert prose.html == f'<p><a href="{address}"{own}>{shown}</a></p>'
    assert prose.refused == ()


def test_a_sign_after_an_address_is_no_part_of_it() -> None:
    assert (
        block("(voir https://a.fr/b).")
        == '<p>(voir <a href="https://a.fr/b" class="url">https://a.fr/b</a>).</p>'
    )


@pytest.mark.parametrize(
    "text", ["a.fr", "6.1.2", "b@a.fr", "exemple.fr/page", "10.0.0.1", "etc.Le mot"]
)
def test_words_with_full_stops_are_no_address(text: str) -> None:
    assert block(text) == f"<p>{text}</p>"


REFUSED = [
    "a.fr/page",
    "plan.html",
    "/cae/",
    "//a.fr/x",
    "#ancre",
    "?q=1",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "DATA:image/svg+xml;base64,PHN2Zz4=",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://a.fr/",
    "blob:x",
    "http:a.fr",
    "https:///a.fr",
    "mailto:",
]


@pytest.mark.parametrize("address", REFUSED)
def test_any_other_address_is_refused_and_its_words_stay(address: str) -> None:
    for text in (f"[mots]({address})", f'<a href="{address}">mots</a>'):
        prose = RENDERER.block(text)
        assert prose.html == "<p>mots</p>"
        assert prose.refused == (Refused(messages.LINK_REFUSED, address),)


@pytest.mark.parametrize(
    "text",
    [
        "[mots](java&#115;cript:alert(1))",
        "[mots](javascript&colon;alert(1))",
        "[mots](<java\tscript:alert(1)>)",
        "[mots](\x01javascript:alert(1))",
        "[mots]( javascript:alert(1) )",
        '<a href="java&#x73;cript:alert(1)">mots</a>',
        '<a href="java&Tab;script:alert(1)">mots</a>',
        '<a href="java&NewLine;script:alert(1)">mots</a>',
        '<a href=" javascript:alert(1)">mots</a>',
        '<a href="&#1;javascript:alert(1)">mots</a>',
        "<A HREF=javascript:alert(1)>mots</A>",
        '<a title="x" href="javascript:alert(1)">mots</a>',
        '<a href="https://a.fr"href="javascript:alert(1)">mots</a>',
        '<a href="javascript:alert(1)" href="https://a.fr">mots</a>',
        "<a href='javascript:alert(1)'\n>mots</a>",
    ],
)
def test_no_trick_makes_a_link_that_acts(text: str) -> None:
    for address in re.findall(r'<a href="([^"]*)"', block(text)):
        assert html.unescape(address).startswith("https://a.fr")
    assert "mots" in words(block(text))


def test_an_image_leaves_its_words_and_is_told() -> None:
    prose = RENDERER.block("![La salle](salle.png)")
    assert (prose.html, prose.refused) == (
        "<p>La salle</p>",
        (Refused(messages.IMAGE, "salle.png"),),
    )


def test_an_image_on_the_web_is_linked_and_not_loaded() -> None:
    assert (
        block("![La salle](https://a.fr/s.png)")
        == '<p><a href="https://a.fr/s.png">La salle</a></p>'
    )


@pytest.mark.parametrize("source", ["javascript:alert(1)", "data:image/svg+xml,x"])
def test_an_image_never_acts(source: str) -> None:
    assert block(f"![mots]({source})") == "<p>mots</p>"


def test_an_image_in_html_leaves_its_words_and_is_told() -> None:
    prose = RENDERER.block('<img src="salle.png" alt="La salle">')
    assert (words(prose.html), prose.refused) == (
        ["La", "salle"],
        (Refused(messages.IMAGE, "salle.png"),),
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.fr", "https://a.fr"),
        (" https://a.fr ", "https://a.fr"),
        ("www.a.fr", "https://www.a.fr"),
        ("WWW.a.fr", "https://WWW.a.fr"),
        ("mailto:b@a.fr", "mailto:b@a.fr"),
        ("https://", None),
        ("a.fr", None),
        ("//a.fr", None),
        ("javascript:alert(1)", None),
        ("mailto:b", None),
        ("", None),
    ],
)
def test_a_link_goes_to_the_web_or_to_a_mailbox(address: str, expected: str | None) -> None:
    assert safe_address(address) == expected


# What is no markup


@pytest.mark.parametrize(
    "text",
    [
        "Collectivité < 100 000 hab.",
        "Collectivité > 100 000 hab.",
        "> 100 000 hab.",
        "Cep<RT2012-20%",
        "le <seuil du label> visé",
        "a<b et c>d",
        "<commune>",
        "{{ config.site_url }}",
        "{% include 'x' %}",
        "{# commentaire #}",
        "2 * 3 * 4",
        "a_b_c",
        "~~barré~~",
        "100 % & plus",
        "\u00a0: fin\u202f!",
    ],
)
def test_signs_that_are_text_stay_text(text: str) -> None:
    assert html.unescape(re.sub(r"</?p>", "", block(text))).strip() == text.strip()


# HTML


def test_the_short_list_of_tags_is_kept() -> None:
    text = "<b>a</b> <strong>b</strong> <i>c</i> <em>d</em> <u>e</u> <code>f</code> CO<sub>2</sub> m<sup>2</sup>"
    assert block(text) == f"<p>{text}</p>"


@pytest.mark.parametrize("text", ["un<br>deux", "un<br/>deux", "un<BR />deux"])
def test_a_line_break_in_html_is_one(text: str) -> None:
    assert block(text) == "<p>un<br>deux</p>"


@pytest.mark.parametrize(
    "text",
    [
        "<span style='color:red'>un</span> deux",
        "<font color=red>un</font> deux",
        "<div>un</div>deux",
        "<h1>un</h1>deux",
        "<svg onload=alert(1)><text>un</text></svg> deux",
        "<svg/onload=alert(1)>un</svg> deux",
        "<iframe src='https://a.fr'>un</iframe> deux",
        "<object data=x>un</object> deux",
        "<form action=x><button>un</button></form> deux",
        "<math><mi>un</mi></math> deux",
        "<details open ontoggle=alert(1)>un</details>deux",
        "<video autoplay onplay=alert(1)>un</video> deux",
        "<noscript>un</noscript> deux",
        "<textarea>un</textarea> deux",
        "<title>un</title> deux",
        "<xmp>un</xmp> deux",
        "<inconnu x=1>un</inconnu> deux",
        "<table><tr><td>un</td><td>deux</td></tr></table>",
        "<center>un</center>deux",
        "<!-- caché -->un deux",
        "<!-- <b> -->un deux",
        "un <!DOCTYPE html> deux",
        "un <o:p></o:p> deux",
        "un <![if !supportLists]>deux<![endif]>",
        "un<script>caché</script> deux",
        "un<script>caché\n\nencore</script> deux",
        "un<ScRiPt src=x>caché</sCrIpT > deux",
        "un<style>caché{}</style> deux",
        "un <base href=//a.fr> deux",
        "un <meta http-equiv=refresh content=0> deux",
        "un <link rel=stylesheet href=x> deux",
        "un <img src=x onerror=alert(1)> deux",
        "un <input autofocus onfocus=alert(1)> deux",
    ],
)
def test_other_tags_vanish_and_their_words_stay(text: str) -> None:
    found = block(text)
    assert words(found) == ["un", "deux"]
    assert "&lt;" not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>un</p><p>deux</p>", "<p>un</p>\n<p>deux</p>"),
        ("<ul><li>un</li><li>deux</li></ul>", ["un", "deux"]),
    ],
)
def test_blocks_of_html_part_their_words(text: str, expected: str | list[str]) -> None:
    found = block(text)
    assert (
        found if isinstance(expected, str) else re.findall(r"<li>\s*<p>(\w+)", found)
    ) == expected


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.fr">lien',
        "<b>gras",
        "</b>fin",
        "<b><i>croisé</b></i>",
        "<a>",
        "<p>ouvert",
        "<ul><li>un",
        "</p></div></li>",
        "`ouvert",
        "**ouvert",
        "[ouvert](https://a.fr",
        "<a href='x",
        "<script>",
        "<!--",
        "<textarea>",
        "<style>",
        "<plaintext>",
    ],
)
def test_what_is_not_closed_harms_nothing_after_it(text: str) -> None:
    found = block(f"{text}\n\naprès")
    assert found.endswith("<p>après</p>")
    for tag in ("a", "b", "i", "p", "ul", "li", "em", "strong", "code"):
        assert len(re.findall(rf"<{tag}\b", found)) == found.count(f"</{tag}>")


@pytest.mark.parametrize(
    "text",
    [
        "<b onclick=alert(1)>mot</b>",
        "<b style='x'>mot</b>",
        "<b class=x id=y>mot</b>",
        '<a href="https://a.fr" onclick="alert(1)">mot</a>',
        '<a href="https://a.fr" style="x" class="y" id="z" target="_top">mot</a>',
        "<p onmouseover=alert(1)>mot</p>",
        '[mot](https://a.fr "x\\" onclick=alert(1) y=\\"")',
        "`<b onclick=alert(1)>mot</b>`",
    ],
)
def test_no_tag_keeps_an_attribute_that_is_not_on_the_list(text: str) -> None:
    for tag in re.findall(r"<[a-z][^>]*>", block(text)):
        attributes = re.findall(r'\s([a-z-]+)="[^"]*"', tag)
        assert set(attributes) <= {"href", "title", "start"}
        assert "mot" in words(block(text))


@pytest.mark.parametrize(
    "text",
    [
        "<scr<script></script>ipt>alert(1)</script>",
        "<<script>script>alert(1)<</script>/script>",
        "<script\n>alert(1)</script>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<a href='x'><svg/onload=alert(1)></a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "```\n<script>alert(1)</script>\n```",
        "`<script>alert(1)</script>`",
        "<x onclick=alert(1)>y</x>",
        '"><img src=x onerror=alert(1)>',
        "<img src=x onerror=alert(1)",
        "<IMG SRC=javascript:alert(1)>",
        '<a href="javas\x00cript:alert(1)">mots</a>',
        "<b/onclick=alert(1)>mot</b>",
    ],
)
def test_no_hostile_text_makes_a_tag_that_is_not_on_the_list(text: str) -> None:
    for fragment in (block(text), RENDERER.inline(text).html):
        for name, rest in re.findall(r"<([a-zA-Z][\w-]*)([^>]*)>", fragment):
            assert name in INLINE_TAGS | BLOCK_TAGS
            assert "on" not in rest.lower()


def test_a_text_in_code_is_shown_as_it_is_written() -> None:
    assert block("`<b>mot</b>`") == "<p><code>&lt;b&gt;mot&lt;/b&gt;</code></p>"


def test_a_script_in_code_is_text() -> None:
    assert words(block("`<script>mot</script>`")) == ["script", "mot", "script"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Utiliser `<table>` et `</p>` ok.", ["<table>", "</p>"]),
        ("``<p> ` <b>``", ["<p> ` <b>"]),
        ("`<!-- a --> <!DOCTYPE html>`", ["<!-- a --> <!DOCTYPE html>"]),
        ("~~~html\n<p>Bonjour</p>\n<!-- commentaire -->\n~~~", ["<p>Bonjour</p>\n<!-- commentaire -->\n"]),
        ("- un\n  ````\n  <td>\n  ```\n  ````", ["<td>\n```\n"]),
        ("<p>```\n<li>\n```\n</p>", ["<li>\n"]),
        ("```\n<script>x</script>", ["<script>x</script>"]),
        ("```Remarque <p> importante\nmot\n```", ["Remarque <p> importante\nmot\n"]),
        ("> ```\n> <!-- y -->\n> ```", ["<!-- y -->\n"]),
        ("> ```\n> <!-- y -->\n\nfin", ["<!-- y -->\n"]),
        ("- ```\n  <!-- z -->\nfin", ["<!-- z -->\n"]),
        ("- un\n\n  ~~~ html\n  <!-- z -->\nfin", ["<!-- z -->\n"]),
        ("<ul><li>```\n  <!-- z -->\nfin", ["<!-- z -->\n"]),
        ("<!-- a -->```\n<!-- z -->\n```", ["<!-- z -->\n"]),
        ("<td>```\n<!-- z -->\n```", ["<!-- z -->\n"]),
    ],
)  # fmt: skip
def test_html_in_code_is_shown_as_it_is_written(text: str, code: list[str]) -> None:
    found = re.findall(r"<code>(.*?)</code>", block(text), re.DOTALL)
    assert [html.unescape(part) for part in found] == code


@pytest.mark.parametrize(
    "text",
    [
        "\\`<p>un</p>`<p>deux</p>",
        "`un\n<p>deux</p>`",
        "<!-- ` ```\n~~~ --><p>un</p><p>deux</p>",
        "- ```\n- <p>un</p>\n- <p>deux</p>",
        "<td>``` `<td>un<td>` ```<td>deux",
    ],
)
def test_html_beside_loose_backquotes_is_html(text: str) -> None:
    assert [word for word in words(block(text)) if word != "td"] == ["un", "deux"]


@pytest.mark.parametrize("part", ["- ```a\n", "`` ` ", "~~~~ a <p>\n", "<!-- `", "> ~~~\n<p>\n"])
def test_code_that_nothing_closes_is_looked_for_once(part: str) -> None:
    assert isinstance(without_hidden(Draft("<" + part * 10_000)).text, str)


# Headings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Réunir les voisins", "Réunir les voisins"),
        ("Eau & air", "Eau &amp; air"),
        ("**Eau** et CO<sub>2</sub>", "<strong>Eau</strong> et CO<sub>2</sub>"),
        ("[Eau](https://a.fr)", "Eau"),
        ("https://a.fr", "https://a.fr"),
        ("<h1>Eau</h1>", "Eau"),
        ("Eau <script>x</script>", "Eau"),
        ("- Eau", "- Eau"),
        ("Seuil < 20", "Seuil &lt; 20"),
        ("", ""),
    ],
)
def test_a_heading_has_no_paragraph_and_no_link(text: str, expected: str) -> None:
    assert RENDERER.inline(text).html == expected


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("[Eau](https://a.fr)", [Refused(messages.LINK_IN_TITLE, "https://a.fr")]),
        ('[Eau](https://a.fr?b&c "d") et <a href="www.a.fr">air</a>',
         [Refused(messages.LINK_IN_TITLE, "https://a.fr?b&c"), Refused(messages.LINK_IN_TITLE, "https://www.a.fr")]),
        ("https://a.fr et <https://b.fr>", []),
        ("[Eau](plan.html)", [Refused(messages.LINK_REFUSED, "plan.html")]),
        ("![Eau](https://a.fr/b.png)", [Refused(messages.IMAGE_IN_TITLE, "https://a.fr/b.png")]),
    ],
)  # fmt: skip
def test_a_link_that_a_heading_cannot_have_is_told(text: str, lost: list[Refused]) -> None:
    assert list(RENDERER.inline(text).refused) == lost


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [("Eau", "Eau"), ("<b>Eau</b> &amp; air", "Eau & air"), ("&lt;b&gt;", "<b>")],
)
def test_clean_html_reads_as_plain_words(fragment: str, expected: str) -> None:
    assert plain(fragment) == expected


# No word is lost

VOCABULARY = (
    "eau énergie l’air d’été Élus 100 000 hab. 20 % 14% → 2012 CO2 qualité-prix collectivité "
    "(voir) oui ; non : ceci, cela… « mot » œuvre n° 5,3 kWh/m² aujourd'hui"
).split(" ")
PUNCTUATION = [
    "*",
    "**",
    "_",
    "__",
    "`",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "!",
    "#",
    "##",
    "|",
    "\\",
]
PUNCTUATION += [
    '"',
    "'",
    "•",
    "−",
    "-",
    "+",
    "=",
    "…",
    "---",
    "<<",
    ">>",
    "![",
    "</",
    "/>",
    "^",
    "$",
    "{{",
    "}}",
]


def random_text(rng: random.Random) -> str:
    """French-like words and loose signs: no tag, no link address, no number that starts a list."""
    parts: list[str] = []
    for _ in range(rng.randint(1, 40)):
        pick = rng.random()
        if pick < 0.55:
            parts.append(rng.choice(VOCABULARY))
        elif pick < 0.85:
            parts.append(rng.choice(PUNCTUATION))
        else:
            parts.append(
                f"{rng.choice(PUNCTUATION)}{rng.choice(VOCABULARY)}{rng.choice(PUNCTUATION)}"
            )
        parts.append(
            rng.choice([" ", " ", " ", " ", "\n", "\n\n", "\n  ", "\n- ", "\n• ", "\n    "])
        )
    return "".join(parts)


@pytest.mark.parametrize("seed", range(20))
def test_no_word_is_lost_added_or_moved_in_a_text(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(50):
        text = random_text(rng)
        assert words(block(text)) == WORDS.findall(text), text


@pytest.mark.parametrize("seed", range(5))
def test_no_word_is_lost_added_or_moved_in_a_heading(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(50):
        text = random_text(rng).replace("\n", " ")
        assert words(RENDERER.inline(text).html) == WORDS.findall(text), text


def test_no_word_of_a_very_long_paragraph_is_lost() -> None:
    text = "eau *claire* & <vive> " * (bounds.PARAGRAPH // 10)
    assert words(block(text)) == WORDS.findall(text)


@pytest.mark.parametrize("depth", [5, 20, 150])
@pytest.mark.parametrize("mark", ["> ", ">", "- ", "• ", "+ ", "1. ", "2) ", "- > "])
def test_no_word_below_absurd_nesting_is_lost(mark: str, depth: int) -> None:
    assert "fond" in words(block(f"{mark * depth}fond"))


@pytest.mark.parametrize("depth", [5, 50, 300])
@pytest.mark.parametrize("mark", ["- ", "o ", "• "])
def test_no_word_below_absurd_indents_is_lost(mark: str, depth: int) -> None:
    text = "\n".join(f"{'  ' * n}{mark}mot{n}" for n in range(depth))
    assert words(block(text)) == [f"mot{n}" for n in range(depth)]


@pytest.mark.parametrize("depth", [5, 50, 300])
@pytest.mark.parametrize(
    ("opening", "closing"), [("<b>", "</b>"), ("<div>", "</div>"), ("[", "]"), ("*_", "_*")]
)
def test_no_word_within_absurd_markup_is_lost(opening: str, closing: str, depth: int) -> None:
    assert words(block(f"{opening * depth}fond{closing * depth} après")) == ["fond", "après"]


# Texts made to keep a parser busy

HOSTILE = [
    "[",
    "<",
    "*",
    "- ",
    "<a ",
    "`",
    "> ",
    "_",
    "![",
    "](",
    "&",
    "<!--",
    "<script>",
    "<b>",
    "\\",
    "|",
    "1. ",
]
HOSTILE += [
    "~",
    "<a href=",
    "https://",
    "www.",
    "[a](",
    "**a ",
    "\n- ",
    "\n>",
    "\n|-|",
    "\n```",
    "\t",
    "*a_ ",
    "``` ",
]
HOSTILE += ["`" + " " * 3, "<p>", "<a href='", "&#", "\u0301", "\no ", "\n• ", "<li>", "[[]", "a@"]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_text_at_the_bounds_ends(part: str) -> None:
    line = (part * bounds.LINE)[: bounds.LINE]
    prose = RENDERER.block("\n".join([line] * (bounds.FILE // bounds.LINE)) + "fin")
    assert "<script" not in prose.html


@pytest.mark.parametrize("part", HOSTILE)
def test_a_heading_at_the_bound_ends(part: str) -> None:
    text = (part.replace("\n", "") * bounds.TITLE)[: bounds.TITLE - 3]
    prose = RENDERER.inline(f"{text}fin")
    assert "<script" not in prose.html


def test_backquotes_of_growing_length_end() -> None:
    text = " ".join("`" * n for n in range(1, 400))
    assert words(block(f"{text} fin")) == ["fin"]


@pytest.mark.parametrize("part", ["[", "![", "[[]", "[a ", "[`]`", "[\\]", "[*a*", "www."])
def test_many_paragraphs_of_open_brackets_end(part: str) -> None:
    paragraph = (part * 15_000)[:15_000]
    found = words(block("\n\n".join([f"{paragraph} *mot* fin"] * 6)))
    assert (found.count("mot"), found.count("fin")) == (6, 6)


def test_brackets_that_stay_open_keep_no_link_from_being_one() -> None:
    assert block("de [0, 5[ à [5, 9[, [ voir [le plan](https://a.fr)").count("<a ") == 1
