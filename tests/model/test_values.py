"""The model of a référentiel: its nodes in order, its actions, the numbers that left."""

from refsite.model.values import Contenu, Niveau, Noeud, Referentiel, Retire


def node(id_: str, niveau: Niveau, *enfants: Noeud, referentiel: str = "vert") -> Noeud:
    return Noeud(referentiel, id_, niveau, f"Nom {id_}", "", 0, enfants=enfants)


TASK = node("1.10.1.1", Niveau.TACHE)
PART = node("1.10.1", Niveau.SOUS_ACTION, TASK)
LATE = node("1.10", Niveau.ACTION, PART, node("1.10.2", Niveau.SOUS_ACTION))
AXES = (
    node("1", Niveau.AXE, node("1.9", Niveau.ACTION), LATE),
    node("2", Niveau.AXE, node("2.1", Niveau.SOUS_AXE, node("2.1.1", Niveau.ACTION))),
)
VERT = Referentiel("vert", node("", Niveau.REFERENTIEL, *AXES), {})
BLEU = Referentiel(
    "bleu",
    node("", Niveau.REFERENTIEL, node("1", Niveau.ACTION, referentiel="bleu"), referentiel="bleu"),
    {},
)


def retire(id_: str, referentiel: str = "vert") -> Retire:
    return Retire(referentiel, id_, "2026.1", (), "", f"{referentiel}/index.md", 5)


def with_retires(referentiel: Referentiel, *retires: Retire) -> Referentiel:
    return Referentiel(referentiel.id, referentiel.racine, {}, retires=retires)


def test_the_key_of_a_node_is_its_referentiel_and_its_id() -> None:
    assert (TASK.key, VERT.racine.key, retire("1.9").key) == ("vert/1.10.1.1", "vert/", "vert/1.9")


def test_a_node_is_walked_before_what_is_below_it_and_that_in_order() -> None:
    ids = ["1", "1.9", "1.10", "1.10.1", "1.10.1.1", "1.10.2", "2", "2.1", "2.1.1"]
    assert [noeud.id for noeud in VERT.racine.walk()] == ["", *ids]
    assert [noeud.id for noeud in VERT.walk()] == ids
    assert [noeud.id for noeud in TASK.walk()] == ["1.10.1.1"]


def test_actions_are_found_whatever_stands_above_them() -> None:
    assert [action.id for action in VERT.actions()] == ["1.9", "1.10", "2.1.1"]
    contenu = Contenu((VERT, BLEU), ())
    assert [a.key for a in contenu.actions()] == ["vert/1.9", "vert/1.10", "vert/2.1.1", "bleu/1"]


def test_a_referentiel_without_a_name_is_called_by_its_id() -> None:
    racine = Noeud("vert", "", Niveau.REFERENTIEL, "", "", 0)
    assert Referentiel("vert", racine, {}).nom == "vert"
    assert VERT.nom == "Nom "


def test_numbers_that_left_are_those_that_nobody_uses() -> None:
    gone, elsewhere = retire("1.8"), retire("1.9", "bleu")
    vert = with_retires(VERT, retire("1.9"), gone, retire("1.10.1.1"))
    contenu = Contenu((vert, with_retires(BLEU, elsewhere, retire("1", "bleu"))), ())
    assert contenu.retires() == {"vert/1.8": gone, "bleu/1.9": elsewhere}
    assert contenu.retires() is contenu.retires()  # each page of a withdrawn number asks for them
