"""Ordinary pages as somebody who means harm writes them: nothing runs, nothing leaves, the layout stays whole."""

import json
import subprocess
from pathlib import Path

import pytest

from tests import crawl, trial
from tests.trial import Built

HARMLESS = "inoffensive/"
TAGS = """\
# <b onclick=x>Titre</b> <script>alert(1)</script>

<script>alert(1)</script>
<style>body{display:none}</style>
<img src="https://exemple.test/x" onerror="alert(1)"><svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a><script>alert(1)</script></svg>
<a href="javascript:alert(1)" onclick="alert(1)">un</a> <a href=" java&#10;script:alert(1)">deux</a>
[trois](javascript:alert(1)) [quatre](data:text/html;base64,AAAA) [cinq](vbscript:x) [six](http://[) ![sept](http://[) <http://[>
<iframe src="https://exemple.test"></iframe><form action="https://exemple.test"><input name=q><button>x</button></form>
<base href="https://exemple.test/"><meta http-equiv=refresh content="0;url=https://exemple.test">
<math><mtext><mglyph><style><img src="https://exemple.test/x" onerror=alert(1)></style></mglyph></mtext></math>
<svg><style><img src="https://exemple.test/x" onerror=alert(1)></style></svg> <svg><use href="https://exemple.test/x.svg#a"></use></svg>
<scr<script>ipt>alert(1)</scr</script>ipt>
![pixel](https://exemple.test/pixel.png) ![data](data:image/png;base64,AAAA)
{: style="position:fixed" onclick="x" }
<details ontoggle=alert(1) open><summary>s</summary></details>
<a href="//exemple.test/x">protocole</a> <a href="\\\\exemple.test">antislash</a>
<template><img src="https://exemple.test/x" onerror=alert(1)></template><noscript><p title="</noscript><img src="https://exemple.test/x" onerror=alert(1)>"></noscript>
<textarea></main></textarea><title></main></title><xmp></main></xmp><plaintext>
"""
CLOSING = """\
# Fermer

</div></main></div></body></html><main id="contenu"><p>après

<div id="menu"><p id="recherche"><section>

<table><tr><td>x

<!-- </main> --><!--> <![CDATA[ </main> ]]> <?php </main> ?>

<select><option>x
"""
IDS = """\
# Contenu {: #contenu }

## Menu {: #menu }

[m](#menu) [c](#contenu) <label for="recherche">l</label>

## Menu {: #menu }

<p id='historique'>h</p><p id='a b'>i</p><p id=''>j</p><p id='x'>1</p><p id='x'>2</p>
"""
PAGES = {
    "inoffensive.md": "# Inoffensive\n\nUn texte.\n",
    "balises.md": TAGS,
    "fermer.md": CLOSING,
    "ancres.md": IDS,
    "titre-liste.md": "---\ntitle: [un, deux]\ndescription: {a: b}\nhide: 3\nsearch: 4\n---\nTexte\n",
    "titre-balise.md": "---\ntitle: <script>alert(1)</script></title><b>\ndescription: '\"><script>alert(1)</script>'\n---\nTexte\n",
    "titre-vide.md": "---\ntitle: ''\ndescription:\nhide:\nsearch:\n---\nTexte\n",
    "titre-nombre.md": "---\ntitle: 2024\ndescription: 3.5\nhide: toc\nsearch: {exclude: oui}\n---\n## A\n\nTexte\n",
    "titre-date.md": "---\ntitle: 2024-01-02\nhide: [toc, 3]\n---\n## A\n\nTexte\n",
    "titre-long.md": f"---\ntitle: {'x' * 4000}\ndescription: {'y ' * 2000}\n---\nTexte\n",
    "liste.md": "---\n- a\n- b\n---\nTexte\n",
    "sans-fin.md": "---\ntitle: x\n\nTexte\n",
    "gabarit.md": "---\ntemplate: ../../../../etc/passwd\n---\nTexte {{ 7*7 }} {% include 'x' %}\n",
    "gabarit-liste.md": "---\ntemplate: [1]\n---\nTexte\n",
    "vieux.md": "title: Ancien\ntemplate: x.html\n\nTexte\n",
    "h1-vide.md": "# \n\nTexte\n",
    "h1-blanc.md": "# &nbsp;\n\nTexte\n",
    "vide.md": "",
    "blanc.md": "\n\n \n",
    "signes.md": "# N\x00ul\n\nTexte\x00 \x1b[31m \u2028 x\n",
    "extraits.md": '# Extraits\n\n--8<-- "/etc/hostname"\n\n:material-leaf: :../../etc: <abbr title=\'x\'>y</abbr>\n',
    "imbrique.md": "# Imbriqué\n\n" + "<b>x" * 200 + "\n\n" + "> " * 90 + "x\n\n" + "".join(f"{'    ' * n}- a\n" for n in range(60)),
    "etoiles.md": "# Étoiles\n\n" + "\n".join(["*" * 9_990] * 12),
    "sitemap.md": "# Plan\n",
    "dossier.md/dedans.md": "# Dedans\n",
    ".md": "# Caché\n",
    "a b.md": "# Blanc\n",
    "été/né.md": "# Été\n",
    "q'uo\"te.md": "# Guillemets\n",
    "%2e%2e.md": "# Pour cent\n",
    "%2e%2e/x.md": "# Pour cent\n",
    "a#b.md": "# Dièse\n",
    "a?b.md": "# Question\n",
    "<b>.md": "# Balise\n",
    "&amp;.md": "# Entité\n",
    "b\\c.md": "# Antislash\n",
    "-x.md": "# Tiret\n",
    "javascript:alert(1).md": "# Script\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return trial.make(tmp_path_factory.mktemp("hostile"), PAGES).build()


def at(built: Built, name: str) -> crawl.Document:
    return built.page(f"{name}/")


def frame(document: crawl.Document) -> list[str]:
    """What stands around the content of a page: tags, attributes and words, but for its own address."""
    own = {"alternate", "canonical"}
    found = []
    for tag in ("header", "footer"):
        for element in document.root.one(tag).walk():
            attributes = {k: v for k, v in element.attributes.items() if k not in {"aria-current", "open"}}  # fmt: skip
            found.append(f"{element.tag} {attributes}")
    body = document.root.one("body")
    found += [e.tag for e in body.children if isinstance(e, crawl.Element)]
    found += [e.attributes["rel"] for e in document.root.one("head").all("link") if e.attributes.get("rel") not in own]  # fmt: skip
    return found


def test_nothing_runs(built: Built) -> None:
    found = {path: crawl.harm(document) for path, document in crawl.pages(built.site).items()}
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_nothing_leaves(built: Built) -> None:
    assert crawl.loads_from_elsewhere(built.site) == []
    own = "https://forge.test/essai/"
    for name in PAGES.keys() - {".md"}:
        links = at(built, name.removesuffix(".md")).links
        away = [one for one in links if ":" in one.partition("/")[0] and not one.startswith(own)]
        assert away == []


def test_every_page_is_made_and_reached(built: Built) -> None:
    hidden = {".md"}
    for name in PAGES.keys() - hidden:
        assert f"{name.removesuffix('.md')}/index.html" in built.site
        assert f"{name.removesuffix('.md')}/index.md" in built.site
    assert crawl.dead_links(built.site, "/ref/") == []
    unreached = crawl.unreached(built.site, "/ref/")
    assert unreached == []


def test_a_hidden_file_is_not_published(built: Built) -> None:
    found = [path for path, content in built.site.items() if "Caché".encode() in content]
    assert found == []


@pytest.mark.parametrize("draft", [True, False])
def test_a_link_to_what_lies_outside_is_an_error(tmp_path: Path, *, draft: bool) -> None:
    project = trial.make(tmp_path, {}, {"draft_docs": "lien*\n"} if draft else {})
    crawl.write(tmp_path, {"secret.md": "# Secret\n", "dehors/x.md": "# Secret\n"})
    (project.folder / "lien.md").symlink_to(tmp_path / "secret.md")
    (project.folder / "liens").symlink_to(tmp_path / "dehors")
    told = project.build(fails=True).told
    assert "fiches/lien.md: erreur[hors-dossier]" in told
    assert "fiches/liens: erreur[hors-dossier]" in told


@pytest.mark.parametrize("name", [name for name in PAGES if "/" not in name and name != ".md"])
def test_the_layout_stays_whole(built: Built, name: str) -> None:
    document = built.page(f"{name.removesuffix('.md')}/")
    assert document.faults == []
    assert frame(document) == frame(built.page(HARMLESS))
    assert document.ids["contenu"] == 1
    assert document.main.by_class("prose") != []


def test_ids_are_written_once_and_headings_have_words(built: Built) -> None:
    assert crawl.double_ids(built.site) == []
    assert crawl.heading_faults(built.site) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("titre-liste", "Titre liste"),
        ("titre-balise", "<script>alert(1)</script></title><b>"),
        ("titre-vide", "Titre vide"),
        ("titre-nombre", "2024"),
        ("titre-date", "2024-01-02"),
        ("h1-vide", "H1 vide"),
        ("vide", "Vide"),
    ],
)
def test_a_title_of_another_shape_is_words_or_the_name_of_the_file(
    built: Built, name: str, title: str
) -> None:
    document = at(built, name)
    assert document.headings[0] == (1, title)
    assert document.root.one("title").text.startswith(title)


def test_templates_snippets_and_control_characters_do_nothing(built: Built) -> None:
    assert "{{ 7*7 }} {% include 'x' %}" in at(built, "gabarit").main.text
    assert "--8<--" in at(built, "extraits").main.text
    assert {c for c in at(built, "signes").main.raw if not c.isprintable()} <= set("\n\t\xa0\u202f")


@pytest.mark.slow
def test_every_page_is_valid_html(built: Built, tmp_path: Path) -> None:
    for number, (path, content) in enumerate(built.site.items()):
        if path.endswith(".html"):
            (tmp_path / f"{number}.html").write_bytes(content)
    tool = crawl.PROJECT / "node_modules" / ".bin" / "html-validate"
    result = subprocess.run(
        [tool, "--config", crawl.PROJECT / "tests" / "htmlvalidate.json", "--formatter=json", str(tmp_path / "*.html")],
        capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    found = [(one["ruleId"], one["message"]) for page in json.loads(result.stdout) for one in page["messages"]]  # fmt: skip
    assert found == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("casse.md", "---\ntitle: [\n---\nTexte\n", "casse.md:3: erreur[yaml-illisible]"),
        ("objet.md", "---\ntitle: !!python/object/apply:os.system ['touch mal']\n---\n", "objet.md:2: erreur[yaml-alias]"),
        ("bombe.md", "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\n", "bombe.md:2: erreur[yaml-alias]"),
        ("long.md", "*" * 131_000, "long.md:1: erreur[ligne-longue]"),
        ("gros.md", "*\n" * 70_000, "gros.md: erreur[trop-gros]"),
        ("crochets.md", "\n".join(["[" * 9_000] * 14), "crochets.md:1: erreur[crochets-en-trop]"),
        ("liens.md", "\n".join(["[a](" * 2_000] * 14), "liens.md:1: erreur[crochets-en-trop]"),
        ("images.md", "\n".join(["![a](" * 1_900] * 13), "images.md:1: erreur[crochets-en-trop]"),
        ("index.html.md", "# Un fichier du site\n", "index.html.md: erreur[adresse-prise]"),
        ("assets/x.md", "# Un dossier du site\n", "assets/x.md: erreur[adresse-prise]"),
        ("guides/index.md.md", "# Le texte d’une page\n", "guides/index.md.md: erreur[adresse-prise]"),
        ("404.md", "# Perdu\n", "404.md: erreur[fiche-deplacee]"),
        ("saut\nde ligne.md", "# Saut\n", "erreur[hors-dossier] ce nom de fichier est illisible"),
    ],
    ids=lambda value: value if str(value).endswith(".md") else "",
)  # fmt: skip
def test_what_cannot_be_published_is_told_with_its_line(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    project = trial.make(tmp_path, {name: text})
    result = project.build(fails=True)
    assert told in result.told
    assert result.site == {}
    assert not (tmp_path / "mal").exists()


BREAKS = """\
def on_page_content(html, page, config, files):
    if page.file.src_uri == "fragile.md":
        raise ValueError("non")
"""
LATE = BREAKS.replace("on_page_content(html, page, config, files)", "on_page_context(context, page, config, nav)")  # fmt: skip


@pytest.mark.parametrize("hook", [BREAKS, LATE], ids=["reading", "making"])
def test_a_page_that_cannot_be_rendered_is_named(tmp_path: Path, hook: str) -> None:
    project = trial.make(tmp_path, {"autre.md": "# Autre\n", "fragile.md": "# Fragile\n", "zoe.md": "# Z\n"})  # fmt: skip
    (tmp_path / "casse.py").write_text(hook, encoding="utf-8")
    project.configure({"hooks": [*trial.SETTINGS["hooks"], "casse.py"]})
    told = project.build(fails=True).told
    assert "la page fragile.md n’a pas pu être rendue : ValueError non" in told
