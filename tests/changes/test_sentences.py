"""Changes as text, Markdown and JSON."""

import json
import re

from markdown_it import MarkdownIt

from refsite.changes.changes import Change, Kind
from refsite.changes.sentences import LONG_RUN, Sides, as_json, as_markdown, as_text, cut, overview

SIDES = Sides("la version 2026.1", "la version 2026.2")
POINTS = Change(Kind.POINTS, "vert/1.1", "vert/1.1", "1.1 Eau", "mesure", "Eau", "10", "8")
TEXT = Change(
    Kind.TEXTE, "vert/1.1.1", "vert/1.1", "1.1 Eau", "étape", "Voir",
    passages=((("=", "… tous les"), ("-", "mois"), ("+", "jours"), ("=", "ouvrés")),),
)  # fmt: skip


def test_text_for_a_terminal() -> None:
    told = as_text([POINTS, TEXT], SIDES).replace("\u00a0", " ")
    assert told == (
        "De la version 2026.1 à la version 2026.2 : 1 texte modifié, 1 valeur modifiée\n"
        "\n"
        "vert 1.1 Eau\n"
        "  Points : 10 → 8\n"
        "  Étape 1.1.1 (Voir) : texte modifié\n"
        "      … tous les [-mois-] {+jours+} ouvrés\n"
    )


def test_markdown_for_a_pull_request() -> None:
    told = as_markdown([POINTS, TEXT], SIDES).replace("\u00a0", " ")
    assert told.splitlines() == [
        "## De la version 2026.1 à la version 2026.2 : 1 texte modifié, 1 valeur modifiée",
        "",
        "### vert 1.1 Eau",
        "",
        "- Points : 10 → 8",
        "- Étape 1.1.1 \\(Voir\\) : texte modifié",
        "  - … tous les ~~mois~~ **jours** ouvrés",
    ]


def test_json_for_a_program() -> None:
    told = json.loads(as_json([TEXT], SIDES))
    (change,) = told["changements"]
    assert (told["avant"], change["nature"], change["id"]) == (
        "la version 2026.1",
        "texte",
        "1.1.1",
    )
    assert change["passages"][0][1] == {"nature": "retire", "texte": "mois"}


def test_nothing_changed_is_said() -> None:
    assert as_text([], SIDES).replace("\u00a0", " ") == (
        "De la version 2026.1 à la version 2026.2 : aucun changement\n"
    )


def test_a_sheet_cannot_write_markup_links_or_call_people_in_markdown() -> None:
    evil = "<img src=x> [a](https://x.test) @personne # titre\n- liste `x` http://y.test www.z.test"
    told = as_markdown(
        [Change(Kind.NOM, "vert/1.1", "vert/1.1", evil, "", evil, evil, evil)], SIDES
    )
    shown = MarkdownIt("gfm-like").render(told)
    assert set(re.findall(r"<(\w+)", shown)) == {"h2", "h3", "ul", "li"}
    assert "@personne" not in shown


def test_a_sheet_cannot_command_a_terminal() -> None:
    told = as_text(
        [Change(Kind.NOM, "vert/1.1", "vert/1.1", "a\x1b[2Jb", "", "", "\x07", "b")], SIDES
    )
    assert "\x1b" not in told
    assert "\x07" not in told


def test_long_texts_are_cut_and_say_by_how_much() -> None:
    text = " ".join(["mot"] * (LONG_RUN * 2))
    assert cut(text).replace("\u00a0", " ").endswith(f"mot [… {LONG_RUN} mots]")
    assert cut("mot " * LONG_RUN) == "mot " * LONG_RUN


def test_what_could_not_be_read_is_no_change_and_is_told() -> None:
    unread = Change(
        Kind.ILLISIBLE, "vert/1", "vert/1", "vert/1.md", "", "vert/1.md", "vert/1.md", ""
    )
    assert overview([unread]).replace("\u00a0", " ") == "1 fiche illisible"
