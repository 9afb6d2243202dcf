"""The menu, with few référentiels and with many."""

from refsite.common.problems import Report
from refsite.links.lookup import Views
from refsite.links.texts import Workshop, render_texts
from refsite.model.values import Contenu, Niveau, Noeud, Referentiel
from refsite.pages.menu import MANY_REFERENTIELS, Entry, Menu, menu


def views(count: int) -> Views:
    """The views of as many référentiels, called r0, r1…"""
    listed = tuple(
        Referentiel(f"r{n}", Noeud(f"r{n}", "", Niveau.REFERENTIEL, f"Nom {n}", "", 1), {})
        for n in range(count)
    )
    contenu = Contenu(listed, ())
    return Views(contenu, render_texts(contenu, Workshop(), Report()))


def test_a_few_referentiels_are_all_named() -> None:
    entries = menu(views(2), "climat-pratic/")
    assert entries[:2] == (Entry("Nom 0", "r0/"), Entry("Nom 1", "r1/"))
    assert entries[2] == Entry("Thématiques", "climat-pratic/")


def test_of_many_only_the_current_one_is_named() -> None:
    many = views(MANY_REFERENTIELS + 1)
    assert menu(many, "r3/6.1/")[0] == Entry("Nom 3", "r3/")
    assert menu(many, "points/") == menu(views(0), "points/")


def test_the_entries_that_the_settings_ask_for_come_after_ours() -> None:
    asked = Menu((Entry("Guides", entries=(Entry("Débuter", "guides/debuter/"),)),))
    entries = menu(views(1), "", asked)
    assert (entries[0], entries[-1]) == (Entry("Nom 0", "r0/"), asked.entries[0])
    assert entries[-1].holds("guides/debuter/")


def test_a_whole_menu_takes_the_place_of_ours_and_our_pages_keep_their_names() -> None:
    asked = Menu((Entry("", "points/"), Entry("Tout", "r0/"), Entry("", "")), whole=True)
    named = (Entry("Points", "points/"), Entry("Tout", "r0/"), Entry("Accueil", ""))
    assert menu(views(1), "", asked) == named


def test_a_group_holds_the_pages_of_its_entries_and_those_below() -> None:
    group = Entry(
        "Agir", entries=(Entry("Plan", "cae/"), Entry("Lire", entries=(Entry("Ici", "a/"),)))
    )
    assert group.holds("cae/6.1.2/")
    assert group.holds("a/")
    assert not group.holds("eci/")
    assert not Entry("Vide", entries=(Entry("Accueil", ""),)).holds("a/")
