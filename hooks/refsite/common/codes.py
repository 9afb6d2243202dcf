"""The kinds of problems: a promise to editors, documented on /contribuer/ from this table."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from refsite.common import bounds
from refsite.common.french import number, size


class Severity(StrEnum):
    """Severity of a problem; the values are the words that editors read."""

    ERREUR = "erreur"
    AVERTISSEMENT = "avertissement"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its severity, and what it means, in French."""

    severity: Severity
    meaning: str


_E, _A, _N = Severity.ERREUR, Severity.AVERTISSEMENT, Severity.NOTE


def _number(value: int) -> str:
    return number(Decimal(value))


CODES: dict[str, Code] = {
    "contenu-vide": Code(_E, "Le dossier n’existe pas ou ne contient aucune fiche."),
    "hors-dossier": Code(_E, "Le fichier est un lien, ou n’est pas un fichier ordinaire."),
    "fichier-illisible": Code(_E, "Le fichier ne peut pas être lu."),
    "trop-profond": Code(_E, f"Le dossier est dans plus de {bounds.FOLDERS} autres."),
    "trop-gros": Code(_E, f"Le fichier dépasse {bounds.FILE >> 10} Kio."),
    "ligne-longue": Code(_E, f"Une ligne a plus de {_number(bounds.LINE)} caractères."),
    "titre-long": Code(_E, f"Un titre a plus de {_number(bounds.TITLE)} caractères."),
    "titres-en-trop": Code(_E, f"Le fichier a plus de {bounds.HEADINGS} titres."),
    "themes-en-trop": Code(
        _E, f"Le fichier climat-pratic.md a plus de {bounds.THEMES} thématiques."
    ),
    "retraits-en-trop": Code(
        _E, f"Le fichier déclare plus de {_number(bounds.WITHDRAWALS)} numéros retirés."
    ),
    "crochets-en-trop": Code(
        _E,
        f"Un paragraphe d’une page ordinaire ouvre plus de {bounds.BRACKETS} crochets ou parenthèses sans les fermer.",
    ),
    "page-entete": Code(
        _A, "Le titre ou la description en tête d’une page ordinaire n’est pas un texte."
    ),
    "accents-empiles": Code(_E, f"Une lettre porte plus de {bounds.MARKS} accents."),
    "encodage": Code(_E, "Le fichier n’est pas enregistré en UTF-8."),
    "yaml-illisible": Code(
        _E,
        "Le bloc yaml ne se lit pas : faute de syntaxe, clé écrite deux fois, structure inattendue.",
    ),
    "yaml-alias": Code(_E, "Le bloc yaml emploie un alias, une ancre ou une étiquette (&, *, !)."),
    "bloc-non-ferme": Code(_E, "Un bloc ouvert par ``` ou par --- n’est pas fermé."),
    "bloc-sans-titre": Code(_E, "Un bloc yaml ne suit aucun titre, ou un titre en a deux."),
    "bloc-sans-yaml": Code(
        _E, "Un bloc qui donne un id suit un titre, mais le mot yaml manque après ses ```."
    ),
    "id-absent": Code(_E, "La fiche, ou un bloc yaml, n’a pas d’id."),
    "id-invalide": Code(_E, "L’id n’est pas une suite de nombres séparés par des points."),
    "id-double": Code(_E, "Le même id est employé deux fois dans le référentiel."),
    "id-parent": Code(_E, "L’id ne prolonge pas celui de l’élément qui le contient."),
    "id-fichier": Code(_E, "L’id de la fiche n’est pas le nom du fichier."),
    "niveau": Code(_E, "L’élément est plus profond que les niveaux du référentiel."),
    "niveaux-invalides": Code(_E, "La liste des niveaux du référentiel ne se lit pas."),
    "referentiel-absent": Code(
        _A, "Le fichier index.md du référentiel manque : ses niveaux sont devinés."
    ),
    "catalogue-invalide": Code(
        _E,
        "Le fichier climat-pratic.md contient ce que le catalogue ne montre pas : une thématique dont le titre n’a pas deux #, une clé autre que id.",
    ),
    "themes-absents": Code(
        _A,
        "Le fichier climat-pratic.md manque, ou ne contient aucune thématique : elles ne peuvent pas être vérifiées.",
    ),
    "plan-absent": Code(_A, "Aucun fichier ne décrit cet axe ou ce sous-axe."),
    "cle-inconnue": Code(
        _A,
        "La clé n’est pas connue ; elle est conservée sous « Autres données ». Un fichier qui n’est que du texte ne publie pas les siennes.",
    ),
    "categorie-inconnue": Code(_A, "La catégorie n’est pas bases, mise en œuvre ou effets."),
    "theme-inconnu": Code(_A, "La thématique n’est pas dans le catalogue climat-pratic.md."),
    "ligne-illisible": Code(_A, "La ligne Climat Pratic n’est pas un nombre entier."),
    "poids-illisible": Code(
        _A, "La valeur de points, pourcentage ou ponderation n’est pas un nombre."
    ),
    "poids-hors-bornes": Code(_A, "Le poids est négatif ou dépasse le tout."),
    "poids-absent": Code(_A, "Des éléments de même niveau ont un poids, d’autres non."),
    "poids-contradictoire": Code(_A, "Deux poids du même élément se contredisent."),
    "somme": Code(_A, "Les poids des éléments de même niveau ne font pas le tout."),
    "potentiel": Code(_A, "Les points ne s’accordent pas avec ceux de l’élément qui les contient."),
    "plan-different": Code(
        _A,
        "La fiche et le plan de l’axe se contredisent, par le titre, la catégorie, les points ou la thématique ; la fiche l’emporte.",
    ),
    "nom-vide": Code(_E, "Il ne reste rien du titre une fois lu : une balise seule, par exemple."),
    "titre-vide": Code(_A, "Rien n’est écrit après les # d’un titre."),
    "nom-espaces": Code(
        _A, "Le titre commence ou finit par un blanc, ou en contient deux de suite."
    ),
    "titre-espace": Code(_A, "Les # d’un titre ne sont pas suivis d’une espace ordinaire."),
    "nom-ponctuation": Code(_A, "Le titre commence par : ; , . ou finit par : ; ,"),
    "texte-nfc": Code(_A, "Le texte n’est pas en forme Unicode NFC (accents décomposés)."),
    "texte-controle": Code(_A, "Le texte contient des caractères de commande invisibles."),
    "texte-avant-titre": Code(_A, "Du texte précède le premier titre de la fiche."),
    "lien-refuse": Code(_A, "L’adresse du lien n’est pas acceptée ; ses mots restent, sans lien."),
    "paragraphe-dense": Code(
        _A,
        f"Un paragraphe dépasse {_number(bounds.PARAGRAPH)} caractères, {bounds.ADDRESSES} adresses ou "
        f"{bounds.BRACKETS} crochets imbriqués ou non fermés : il est publié sans mise en forme.",
    ),
    "commentaire-ouvert": Code(
        _A,
        "Un commentaire <!-- n’est pas fermé avant le titre suivant : ce qu’il devait cacher est publié.",
    ),
    "image": Code(
        _A,
        "L’image est sur un autre site, dans un titre, ou n’en est pas une : son texte de remplacement reste seul.",
    ),
    "image-sans-texte": Code(
        _A, "L’image n’a pas de texte de remplacement pour qui ne la voit pas."
    ),
    "image-lourde": Code(_A, f"L’image dépasse {size(bounds.HEAVY)}."),
    "nom-fragile": Code(
        _A, "Le nom d’une image ou d’un document a des espaces, des accents ou des signes."
    ),
    "fichier-absent": Code(_E, "Un lien ou une image désigne un fichier qui n’est pas publié."),
    "ancre-absente": Code(
        _A, "Un lien mène à une page, mais pas à l’endroit de la page qu’il désigne."
    ),
    "adresse-prise": Code(_E, "Un fichier serait publié à une adresse du site."),
    "format-different": Code(_E, "Le contenu d’un fichier n’est pas du format que dit son nom."),
    "svg-refuse": Code(
        _E,
        "Un dessin SVG contient une commande, un élément inconnu ou un appel à un autre fichier.",
    ),
    "fichier-lourd": Code(
        _E,
        f"Une image dépasse {size(bounds.IMAGE)} ({size(bounds.SVG)} en SVG) ou {_number(bounds.PIXELS)} pixels, un "
        f"document {size(bounds.DOCUMENT)}, ou le dossier a plus de {_number(bounds.MEDIA_FILES)} images et documents "
        f"ou {size(bounds.MEDIA)}.",
    ),
    "fichiers-ecartes": Code(
        _N,
        "Des fichiers ne sont pas publiés : cachés, liens, ou ni fiche, ni image, ni document connu.",
    ),
    "fichiers-orphelins": Code(
        _N, "Des images ou des documents sont publiés sans qu’aucun texte n’y mène."
    ),
    "mention-inconnue": Code(_A, "Le texte cite un numéro qui n’existe pas ; il reste sans lien."),
    "synonyme-illisible": Code(
        _A, "Une ligne de synonymes.md n’est pas de la forme « mot = autre mot »."
    ),
    "fiche-deplacee": Code(_E, "Une fiche n’est pas dans le dossier d’un référentiel."),
    "dossier-reserve": Code(_E, "Le nom du dossier est réservé à une prochaine version du site."),
    "lien-mort": Code(_A, "Un lien ne mène à aucun fichier ni à aucune page du site."),
    "nom-proche": Code(
        _A,
        "Le nom d’une page ressemble à celui d’une fiche, ou d’un fichier que le site lit : climat-pratic.md, synonymes.md.",
    ),
    "fichier-ignore": Code(_A, "Le fichier n’est pas publié : il n’est ni une fiche, ni un plan."),
    "anomalie-inconnue": Code(
        _A, "Une anomalie acceptée ne correspond plus à aucun avertissement."
    ),
    "retrait-illisible": Code(
        _A, "Un numéro retiré est mal déclaré : sa page ne peut pas être faite."
    ),
    "retrait-vivant": Code(_A, "Un numéro est déclaré retiré et pourtant employé."),
    "retrait-sans-suite": Code(
        _A, "Ce qui remplace un numéro retiré n’existe pas, ou mène en rond."
    ),
    "id-disparu": Code(
        _A,
        "Un numéro de la dernière version n’existe plus et n’est pas déclaré retiré : son adresse ne mène à rien.",
    ),
    "configuration": Code(_N, "Un renseignement manque dans mkdocs.yml."),
    "reglage-refuse": Code(
        _E,
        "Un réglage de mkdocs.yml ne peut pas être suivi : il nomme un autre hôte ou un fichier absent, ou ne se lit pas.",
    ),
    "reglage-sans-effet": Code(_N, "Un réglage de mkdocs.yml n’agit pas ici, ou qu’en partie."),
}
