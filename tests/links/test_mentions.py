"""Which numbers of a sentence name a node, and which only look like it."""

import pytest

from refsite.common.problems import Report
from refsite.links.index import Index, Target
from refsite.links.mentions import find_mentions
from refsite.model.contents import read_contents
from refsite.model.values import Contenu
from refsite.reading.folder import Source
from refsite.reading.yaml_blocks import KEYS

LEVELS = {
    "cae": (
        "axe: [domaine, domaines]",
        "sous-axe: [sous-domaine, sous-domaines]",
        "action: [mesure, mesures]",
    ),
    "eci": ("axe: [axe, axes]", "action: [orientation, orientations]"),
}
NAMES = {"cae": "Climat-Air-Énergie", "eci": "Économie circulaire"}
IDS = {
    "cae": "1 1.1 1.1.1 1.1.2 1.1.3 2 2.2 2.2.1 2.2.2 2.2.2.1 3 3.2 3.2.1 3.3 3.3.1 3.3.4 5 5.2 6 6.1 6.1.2 6.1.2.3",
    "eci": "1 1.1 1.1.1 2 2.1 2.5 3 3.1 3.3 3.3.4 3.4 3.5 3.6 3.7 4 4.2 5 5.2 5.2.1",
}


def contents() -> Contenu:
    """Two small référentiels, all of whose nodes are plan lines."""
    sources = []
    for ref, levels in LEVELS.items():
        niveaux = "".join(
            f"  {line}\n" for line in (*levels, "sous-action: [a, a]", "tâche: [t, t]")
        )
        text = f"# {NAMES[ref]}\n```yaml\nid: {ref}\nniveaux:\n{niveaux}```\n"
        sources.append(Source(f"{ref}/index.md", text))
        axes: dict[str, list[str]] = {}
        for id_ in IDS[ref].split():
            axes.setdefault(id_.split(".")[0], []).append(id_)
        for axe, ids in axes.items():
            nodes = [
                f"{'#' * (1 + i.count('.'))} Nom {i}\n```yaml\n{KEYS[0]}: {i}\n```\n" for i in ids
            ]
            sources.append(Source(f"{ref}/{axe}.md", "".join(nodes)))
    return read_contents(sources, Report())


@pytest.fixture(scope="module")
def index() -> Index:
    contenu = contents()
    targets = {
        noeud.key: Target(noeud.key, f"{noeud.key}/", noeud.nom)
        for referentiel in contenu.referentiels
        for noeud in referentiel.racine.walk()
    }
    return Index(contenu, targets)


def mentions(text: str, index: Index, own: str = "cae") -> list[str]:
    """The keys that the mentions of a text lead to, `?id` for those that lead nowhere."""
    return [
        found.target.key if found.target else f"?{found.id}"
        for found in find_mentions(text, own, index)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C’est évalué dans la mesure 3.2.1.", ["cae/3.2.1"]),
        ("(cf. mesure 3.2.1)", ["cae/3.2.1"]),
        ("cf.3.2.1 et la suite", ["cae/3.2.1"]),
        ("voir 3.3 et particulièrement 3.3.4", ["cae/3.3", "cae/3.3.4"]),
        ("les actions 2.2.1 et 2.2.2 (bâtiments)", ["cae/2.2.1", "cae/2.2.2"]),
        ("1.1.1, 1.1.2 et 1.1.3", ["cae/1.1.1", "cae/1.1.2", "cae/1.1.3"]),
        ("1.1.1,1.1.2", ["cae/1.1.1", "cae/1.1.2"]),
        ("mesures 2.2.1/2.2.2", ["cae/2.2.1", "cae/2.2.2"]),
        ("mesures 2.2.1-2.2.2", ["cae/2.2.1", "cae/2.2.2"]),
        ("2.2.1–2.2.2", ["cae/2.2.1", "cae/2.2.2"]),
        ("dans la mesure 3.2.1. Récupérer la chaleur", ["cae/3.2.1"]),
        ("–cf. mesure 3.2.1-, parking", ["cae/3.2.1"]),
        ("la sous-action 6.1.2.3", ["cae/6.1.2.3"]),
        ("sous-domaine 6.1 « Stratégie »", ["cae/6.1"]),
        ("mesure n°3.2.1", ["cae/3.2.1"]),
        ("(3.2.1)", ["cae/3.2.1"]),
        ("« 3.2.1 »", ["cae/3.2.1"]),
        ("   3.3 Diagnostic de filière", ["cae/3.3"]),
        ("le domaine 6", ["cae/6"]),
        ("DOMAINE 2 : PATRIMOINE", ["cae/2"]),
        ("les mesures du domaine 5 et 6 (5.2 pour les agents)", ["cae/5", "cae/6", "cae/5.2"]),
        ("les domaines 2, 3 et 5.", ["cae/2", "cae/3", "cae/5"]),
        ("le domaine 6 du référentiel", ["cae/6"]),
        ("article 4 : voir la mesure 3.2.1", ["cae/3.2.1"]),
        ("au moins 2.5 % des crédits de la mesure 3.2.1", ["cae/3.2.1"]),
    ],
)
def test_a_number_that_names_a_node_is_found(text: str, expected: list[str], index: Index) -> None:
    assert mentions(text, index) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2.5 % des logements", "2.5% des logements", "de 1.1 à 2.2 %", "hausse de 1.1 °C", "1.1\u00a0°C", "1.1 kW",
        "1.1kW installés", "2.1 M€", "2.1M€", "2.2 €", "3.2 km", "1.1 million d’euros", "3.3 points", "2.2 fois plus",
        "1.1 tonne", "2.2 kWh/m².an", "3.2 m²", "5.2 ha", "1.1 teqCO2", "6.1 habitants",
        "le 12.05.2021", "le 2.1.2021", "depuis le 2.1.21", "v2.1", "version 2.1", "RE 2020", "RT 2012", "ISO 5.2",
        "article L. 229-26", "article 3.2", "art. 3.2.1", "annexe 1.1", "chapitre 3.2.1", "§ 3.3",
        "01.23.45.67.89", "+33 1.23.45.67.89", "www.exemple.fr/3.2.1", "exemple.fr/3.3", "a-2.1", "x@2.1",
        "un facteur de 1.1", "environ 2.2", "> 3.3", "< 3.2", "plus de 3.3", "2,5 et 3,2", "3.2,5", "1.1.1bis",
        "en 2021", "6 actions",
        "soit 2.1 ETP", "2.1 tCO2", "2.1 tCO2e/hab", "2.1 MtCO2 par an", "2.1 kgCO2/m²", "3.1 kWhep/m²", "2.1 kVA",
        "2.1 mm", "2.1 minutes", "2.1 semaines", "2.1 watts", "2.1 bars", "2.1 Hz", "2.1 lux", "2.1 Go", "2.1 Mds €",
        "2.1 milliers d’euros", "2.1 pour cent", "2.1 pour mille", "2.1 logements par hectare", "2.1 emplois",
        "de 2.1 à 3 %", "de 2.1 à 3 M€", "entre 1.1 et 2.1", "une note de 3.2 sur 5", "3.2/5", "le COP de 3.1",
        "population x 1.1", "tél. +33.1.23.45.67.89", "Tél : 1.23.45.67.89", "(2.1.21)", "réunion (12.5.21)",
        "10.0.0.1.2.3", "QGIS 3.28.1", "V 2.1", "Python 3.2.1", "exemple.fr?id=3.2.1", "le volet 6", "l’axe 6", "le domaine 6 du plan régional", "192.168.1.1", "3.2.1.2021",
    ],
)  # fmt: skip
def test_a_number_that_only_looks_like_an_id_is_left_alone(text: str, index: Index) -> None:
    assert mentions(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "La disposition 1.1.2 du SDAGE", "La rubrique 2.1.5.0 de la nomenclature", "Lot n°1.1.2 du marché",
        "La cible 11.6.2 des ODD", "La fiche 1.1.2 du PCAET", "l’orientation 2.3.4 du SDAGE", "un ratio 1.2.3 à 4",
        "les fiches 1.1.2 et 2.2.2 du futur PCAET", "l’action 3.2.1 de notre PLUi", "l’action 3.2 du SCoT",
        "le compte 2.2.1", "l’indicateur 1.1.2", "les dispositions 1.1.2 et 2.2.2", "la mesure 3.2.1 de l’Agenda 21",
        "la mesure 6.5.4 du PRPGD",
    ],
)  # fmt: skip
def test_a_number_of_another_document_is_left_alone(text: str, index: Index) -> None:
    assert mentions(text, index) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la mesure 3.2.1 de la nomenclature CAE", ["cae/3.2.1"]),
        ("CAE 3.2.1 du PCAET", ["cae/3.2.1"]),
        ("à prendre en compte 3.2.1", ["cae/3.2.1"]),
        ("voir les indicateurs (3.2.1)", ["cae/3.2.1"]),
        ("la mesure 3.2.1 du domaine 3", ["cae/3.2.1", "cae/3"]),
        ("la mesure 3.2.1 du sage président", ["cae/3.2.1"]),
        ("la mesure 3.2.1 sur le PCAET", ["cae/3.2.1"]),
    ],
)
def test_what_only_looks_like_another_document_is_found(
    text: str, expected: list[str], index: Index
) -> None:
    assert mentions(text, index) == expected


def test_an_id_that_does_not_exist_is_told(index: Index) -> None:
    assert mentions("dans la mesure 6.5.4.", index) == ["?6.5.4"]


def test_a_decimal_that_names_nothing_is_told_only_after_a_word_that_announces_an_id(
    index: Index,
) -> None:
    assert mentions("le sous-domaine 1.9", index) == ["?1.9"]
    assert mentions("soit 1.9 au total", index) == []


def test_the_second_number_of_a_list_followed_by_a_noun_is_a_quantity(index: Index) -> None:
    assert mentions("le domaine 5 et 3 actions", index) == ["cae/5"]


def test_each_referentiel_has_its_own_word_for_an_axe(index: Index) -> None:
    assert mentions("l'Axe 2, 3 et 4.", index, "eci") == ["eci/2", "eci/3", "eci/4"]
    assert mentions("le domaine 2", index, "eci") == []


def test_an_id_means_the_referentiel_of_its_sheet(index: Index) -> None:
    assert mentions("voir 5.2", index, "eci") == ["eci/5.2"]
    assert mentions("voir 5.2", index, "cae") == ["cae/5.2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir l’orientation 5.2 du référentiel Économie circulaire", ["eci/5.2"]),
        ("voir l’orientation 5.2 du référentiel économie-circulaire", ["eci/5.2"]),
        ("voir eci 5.2", ["eci/5.2"]),
        ("voir CAE 5.2 et ECI 5.2", ["cae/5.2", "eci/5.2"]),
        ("La politique économie circulaire est suivie (voir 5.2).", ["cae/5.2"]),
        ("L’ECI est ailleurs. Voir la mesure 5.2.", ["cae/5.2"]),
        ("la mesure 6.1.2 prolonge l’ECI", ["cae/6.1.2"]),
        (
            "l’orientation 5.2 (référentiel économie circulaire) et la mesure 1.1.1 du référentiel climat-air-énergie",
            ["eci/5.2", "cae/1.1.1"],
        ),
        ("orientation 5.2 (Économie circulaire)", ["eci/5.2"]),
        ("Économie circulaire : orientation 3.1", ["eci/3.1"]),
        ("5.2 d’économie circulaire", ["eci/5.2"]),
        ("voir l’orientation 3.6", ["eci/3.6"]),
        ("voir l’orientation 5.2 du référentiel\nÉconomie circulaire", ["eci/5.2"]),
    ],
)
def test_a_sentence_that_names_the_other_referentiel_means_it(
    text: str, expected: list[str], index: Index
) -> None:
    assert mentions(text, index) == expected


def test_the_nearest_ids_are_those_beside_it(index: Index) -> None:
    assert index.nearest("cae", "1.1.9") == ("1.1.1", "1.1.2", "1.1.3")
    assert index.nearest("cae", "6.1.2.3.9") == ("6.1.2.3",)
    assert index.nearest("cae", "9.9.9") == ()


def test_a_sentence_ends_at_a_full_stop_but_not_after_cf(index: Index) -> None:
    text = "Un début. Voir cf. Mesure 3.2.1 ici. La suite."
    (found,) = find_mentions(text, "cae", index)
    assert text[slice(*found.sentence)] == "Voir cf. Mesure 3.2.1 ici."


def test_what_a_named_referentiel_lacks_is_told_of_it(index: Index) -> None:
    (found,) = find_mentions("la mesure 6.9.9 du référentiel CAE", "eci", index)
    assert (found.id, found.referentiel, found.target) == ("6.9.9", "cae", None)
    (found,) = find_mentions("voir eci 9.9", "cae", index)
    assert (found.id, found.referentiel, found.target) == ("9.9", "eci", None)


def test_what_was_read_changes_nothing_of_an_index() -> None:
    other = Index(contents(), {})
    mentions("Voir 1.1.1 de l’ECI.", other)
    assert other == Index(contents(), {})
    assert other != Index(contents(), {"cae/1": Target("cae/1", "cae/1/", "Un")})


@pytest.mark.parametrize(
    "text",
    [
        "L’indicateur 6.1.2 du référentiel CAE.", "Voir l’indicateur 6.1.2 du cae.", "cf. cible 6.1.2", "voir indicateurs 6.1.2",
        "La mesure 6.1.2 dans le contrat de performance", "La mesure 6.1.2 au PCAET", "Mesure 6.1.2 d’un contrat",
        "L’action 6.1.2 du PCAET évaluée dans cae.",
    ],
)  # fmt: skip
def test_a_number_of_ours_is_one_whatever_is_named_beside_it(text: str, index: Index) -> None:
    assert mentions(text, index) == ["cae/6.1.2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voir 1.1 m" + "3" * 5_000 + "'", ["cae/1.1"]),
        ("1." * 5_000 + "1x", []),
        ("v2.2.2, 3.2.1", []),
        ("voir 1.1.1" + " " * 9_000 + "zzz cae", ["cae/1.1.1"]),
        ("cae" + " " * 9_000 + "zzz 1.1.1", ["cae/1.1.1"]),
        ("voir 1.1.1, " * 800 + "de l’ECI", ["eci/1.1.1"] * 800),
        ("Voir 1.1.1 ici. " * 600, ["cae/1.1.1"] * 600),
    ],
)
def test_a_line_made_to_keep_the_search_busy_ends(
    text: str, expected: list[str], index: Index
) -> None:
    assert mentions(text, index) == expected
