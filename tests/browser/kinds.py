"""The kinds of pages, each by the address of one on the rich site."""

LONG = "cae/1.1.1/"
KINDS = (
    "", "cae/", "cae/6/", "cae/6.1.2/", LONG, "eci/5.2/", "cae/6.1.1/", "climat-pratic/",
    "climat-pratic/parten_coop/", "categories/", "categories/bases/", "points/", "explorer/", "etat/", "contribuer/",
    "recherche/", "accessibilite/", "mentions-legales/", "donnees-personnelles/", "plan-du-site/", "eci/imprimer/",
    "donnees/", "selection/", "nouveautes/", "404.html",
)  # fmt: skip
