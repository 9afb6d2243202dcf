"""Every sentence about a problem, in French, as templates: one constant each, in the order of `CODES`.

`problems.sentence` says which fields templates have. No-break spaces are added when a sentence is made: here they
are ordinary ones.
"""

from decimal import Decimal

from refsite.common import bounds
from refsite.common.french import number
from refsite.common.problems import Message


def _message(code: str, text: str, *hints: str) -> Message:
    return Message(code, text, hints)


# fmt: off
# of any code
ACCEPTED = "anomalie acceptée : {reason}"
"""Last line of a problem that editors accept."""
OTHER = "et 1\u00a0autre du même genre dans ce fichier"
OTHERS = "et {total:n}\u00a0autres du même genre dans ce fichier"
NO_PROBLEM = "aucun problème"
"""In the place of the number of errors, warnings and notes."""

# contenu-vide
FOLDER_ABSENT = _message("contenu-vide", "ce dossier n’existe pas ou ne peut pas être lu")
FOLDER_EMPTY = _message(
    "contenu-vide", "ce dossier ne contient aucune fiche",
    "Un référentiel est un dossier, par exemple cae/, qui contient des fiches comme 6.1.2.md.",
)

# hors-dossier
FILE_NAME = _message(
    "hors-dossier", "ce nom de fichier est illisible",
    "Renommez-le avec des lettres, des chiffres, des tirets.",
)
FILE_SPECIAL = _message(
    "hors-dossier", "ce n’est pas un fichier ordinaire",
    "Remplacez le lien par le fichier lui-même : rien n’est lu hors du dossier.",
)

# fichier-illisible
FOLDER_UNREADABLE = _message("fichier-illisible", "ce dossier ne peut pas être lu")
FILE_UNREADABLE = _message("fichier-illisible", "ce fichier ne peut pas être lu")

# trop-profond, trop-gros, ligne-longue, titre-long, titres-en-trop, themes-en-trop, retraits-en-trop, accents-empiles
FOLDER_DEEP = _message(
    "trop-profond", "ce dossier est dans {most} autres, rien n’y est lu",
    "Rangez les fiches dans le dossier de leur référentiel.",
)
FILE_BIG = _message(
    "trop-gros", "ce fichier dépasse {most} Kio",
    "Une fiche tient en quelques pages ; découpez-la ou retirez ce qui n’est pas du texte.",
)
LINE_LONG = _message(
    "ligne-longue", "cette ligne a {total:n}\u00a0caractères ; il en faut {most:n} au plus",
    "Découpez-la en plusieurs paragraphes, séparés par une ligne vide.",
)
TITLE_LONG = _message(
    "titre-long", "ce titre a {total:n}\u00a0caractères ; il en faut {most:n} au plus",
    "Gardez quelques mots, et écrivez le reste sous le titre, comme du texte.",
)
TITLES_MANY = _message(
    "titres-en-trop", "ce fichier a {total:n}\u00a0titres ; il en faut {most:n} au plus",
    "Répartissez-le en plusieurs fiches, ou retirez des titres.",
)
THEMES_MANY = _message(
    "themes-en-trop", "ce catalogue a {total:n}\u00a0thématiques ; il en faut {most:n} au plus",
    "Regroupez des thématiques, ou retirez celles qui ne servent plus.",
)
WITHDRAWALS_MANY = _message(
    "retraits-en-trop", "ce fichier a {total:n}\u00a0retraits ; il en faut {most:n} au plus",
    "Retirez de retires les plus anciens : leurs adresses ne mèneront plus à rien.",
)
MARKS_STACKED = _message(
    "accents-empiles", "plus de {most} accents à la suite sur une lettre",
    "Effacez les accents en trop de cette ligne : une lettre n’en a qu’un ou deux.",
)

# encodage
FILE_ENCODING = _message(
    "encodage", "ce fichier n’est pas en UTF-8",
    "Enregistrez le fichier en UTF-8 (dans l’éditeur : Enregistrer sous, encodage UTF-8).",
)

# texte-nfc, texte-controle
TEXT_NFC = _message(
    "texte-nfc", "accents décomposés (le texte n’est pas en NFC)",
    "Retapez les lettres accentuées de cette ligne ; la page les montre déjà composées.",
)
TEXT_CONTROL = _message(
    "texte-controle", "caractère de commande invisible",
    "Effacez le caractère invisible de cette ligne ; il est montré par « \ufffd ».",
)
TEXT_SEPARATOR = _message(
    "texte-controle", "séparateur de lignes invisible",
    "Effacez-le, ou passez vraiment à la ligne : il est lu comme une espace.",
)
TEXT_DIRECTION = _message(
    "texte-controle", "caractère invisible qui change le sens de lecture",
    "Effacez-le : ce qui le suit peut s’afficher dans un autre ordre qu’il n’est écrit.",
)

# fichier-ignore
_IGNORED = "ce fichier n’est pas publié"
FILE_IGNORED_CAPITALS = _message(
    "fichier-ignore", _IGNORED, "Renommez-le en {name:q}, en minuscules.",
)

# fiche-deplacee, dossier-reserve, adresse-prise, nom-proche
SHEET_MISPLACED = _message(
    "fiche-deplacee", "cette fiche n’est dans le dossier d’aucun référentiel",
    "Déplacez-la dans {folders} ; pour en faire une page, retirez son bloc yaml et donnez-lui un autre nom qu’un numéro.",
)
PAGE_KEY = _message(
    "page-entete", "« {key} », en tête de cette page, n’est pas un texte : il est ignoré",
    "Écrivez {key}: suivi de quelques mots, ou retirez la ligne.",
)
BRACKETS_MANY = _message(
    "crochets-en-trop", "ce paragraphe ouvre plus de {most} crochets ou parenthèses sans les fermer",
    "Fermez-les, ou coupez-le par des lignes vides.",
)
FOLDER_KEPT = _message(
    "dossier-reserve", "le dossier {folder:q} est réservé à une prochaine version du site",
    "Rangez ces pages dans un dossier d’un autre nom.",
)
PAGE_TAKEN = _message(
    "adresse-prise", "l’adresse de cette page, /{address}, est déjà celle {other}",
    "Renommez le fichier.",
)
FILE_NEARLY = _message(
    "nom-proche", "ce fichier est publié comme une page ordinaire, mais son nom ressemble à {name}",
    "Renommez-le en {name} si c’est ce fichier que vous vouliez écrire, ou donnez à la page un autre nom.",
)
FILE_LIKE_SHEET = _message(
    "nom-proche", "ce fichier est publié comme une page ordinaire, mais son nom commence par un numéro",
    "Si c’est une fiche, déplacez-la dans {folders} et nommez-la de son seul numéro, par exemple 6.1.2.md.",
)

# yaml-illisible
YAML_SYNTAX = _message("yaml-illisible", "ce bloc yaml ne se lit pas")
YAML_CHARACTER = YAML_SYNTAX.advising(
    "Retapez ce bloc : il contient un caractère que YAML n’accepte pas.",
)
YAML_INVISIBLE = _message(
    "yaml-illisible", "ce bloc yaml contient un caractère invisible",
    "Retapez ce bloc.",
)
YAML_NO_KEY = _message("yaml-illisible", "ce bloc yaml n’a pas de clé")
YAML_KEY = _message(
    "yaml-illisible", "une clé du bloc yaml n’est pas un mot",
    "Chaque ligne s’écrit cle: valeur, avec une espace après les deux-points.",
)
YAML_KEY_TWICE = _message(
    "yaml-illisible", "la clé {key:q} est écrite deux fois",
    "Gardez une seule des deux lignes (l’autre est ligne {other}).",
)
YAML_DEEP = _message(
    "yaml-illisible", "trop de crochets ou d’accolades emboîtés",
    "Une fiche n’a besoin que de lignes cle: valeur.",
)
YAML_TABS = "Remplacez les tabulations par des espaces."
YAML_NO_BLANK = "Mettez une espace ordinaire après les deux-points : {written:q}."
YAML_DASHES = "Retirez cette ligne {written}."
YAML_INDENTED = "Retirez les espaces au début de cette ligne."
YAML_DEFAULT = "Chaque ligne s’écrit cle: valeur, avec une espace après les deux-points."
YAML_HINTS = {
    "mapping values are not allowed": (
        'Une valeur qui contient « : » s’écrit entre guillemets : cle: "valeur : suite".'
    ),
    "found character '\\t'": YAML_TABS,
    "cannot start any token": 'Mettez la valeur entre guillemets : cle: "valeur".',
    "could not find expected ':'": YAML_DEFAULT,
    "found unexpected end of stream": "Un guillemet ouvert n’est pas fermé.",
    "did not find expected": (
        "Vérifiez les retraits, les guillemets et les crochets de cette ligne."
    ),
}
"""Hints by a part of the message that libyaml gives in English."""

# yaml-alias
YAML_TRICK = _message(
    "yaml-alias", "alias, ancre ou étiquette dans le bloc yaml",
    "Écrivez la valeur en toutes lettres, entre guillemets si elle commence par & * ou !.",
)

# bloc-non-ferme
BLOCK_UNCLOSED = _message(
    "bloc-non-ferme", "ce bloc ``` n’est pas fermé",
    "Fermez-le par une ligne ```, ou retirez cette ligne.",
)
BLOCK_UNOPENED = BLOCK_UNCLOSED.advising("Il manque une ligne ```yaml au-dessus de la ligne {id}.")
BLOCK_YAML_UNCLOSED = _message(
    "bloc-non-ferme", "ce bloc yaml n’est pas fermé",
    "Ajoutez une ligne ``` après la dernière ligne cle: valeur.",
)

FRONT_MATTER_UNCLOSED = _message(
    "bloc-non-ferme", "ce bloc ouvert par --- n’est pas fermé",
    "Ajoutez une ligne --- après la ligne {last}.",
)
FRONT_MATTER_FENCED = FRONT_MATTER_UNCLOSED.advising(
    "Écrivez --- à la place des ``` de la ligne {fence}.",
)

# bloc-sans-yaml
BLOCK_WITHOUT_YAML = _message(
    "bloc-sans-yaml", "ce bloc donne un id, mais ne commence pas par ```yaml",
    "Écrivez ```yaml, et rien d’autre sur cette ligne.",
)

# bloc-sans-titre
BLOCK_APART = _message("bloc-sans-titre", "ce bloc yaml ne suit aucun titre")
BLOCK_ALONE = BLOCK_APART.advising(
    "Un bloc yaml suit immédiatement son titre ; ajoutez le titre, ou retirez le bloc.",
)
BLOCK_ABOVE = BLOCK_APART.advising("Déplacez ce bloc juste sous le titre, ligne {title}.")
BLOCK_BELOW = _message(
    "bloc-sans-titre", "ce bloc yaml ne suit pas immédiatement son titre",
    "Déplacez ce bloc juste sous le titre, ligne {title}.",
)
BLOCK_BELOW_PART = BLOCK_BELOW.advising(
    (
        "Déplacez ce bloc juste sous le titre, ligne {title} ; s’il n’est pas le sien, ajoutez au-dessus du bloc le "
        "titre qui manque."
    ),
)
BLOCK_IN_TEXT = _message(
    "bloc-sans-titre", "un bloc yaml n’a pas de sens ici",
    "Ce fichier n’est que du texte : retirez le bloc, ou placez la fiche dans le dossier de son référentiel.",
)
FRONT_MATTER_BELOW = _message(
    "bloc-sans-titre", "ces lignes entre --- ne sont pas lues",
    (
        "Écrivez ```yaml à la place du --- de la ligne {first}, et ``` à la place de celui de la ligne {last} : seul le "
        "bloc du premier titre peut s’écrire entre ---, tout en haut du fichier."
    ),
)
FRONT_MATTER_LOW = FRONT_MATTER_BELOW.advising(
    (
        "Déplacez les lignes {first} à {last} tout en haut du fichier, et le texte qui les précède sous le titre de la "
        "fiche."
    ),
)
FRONT_MATTER_TWICE = _message(
    "bloc-sans-titre",
    "le premier titre a deux blocs yaml : lignes {first} à {last}, entre ---, et ligne {block}, sous le titre",
    "Gardez-en un seul, avec toutes les clés, et retirez l’autre.",
)
FRONT_MATTER_IN_TEXT = _message(
    "bloc-sans-titre", "un bloc entre --- qui donne un id n’a pas de sens ici",
    "Ce fichier n’est que du texte : retirez le bloc, ou placez la fiche dans le dossier de son référentiel.",
)
TITLE_UNMARKED = _message("bloc-sans-titre", "ce titre n’a pas de # devant", "Écrivez {title:q}.")
TITLE_UNDERLINED = TITLE_UNMARKED.advising(
    "Écrivez {title:q} à la place des lignes {first} et {last}.",
)

# titre-espace
TITLE_NO_BREAK = _message(
    "titre-espace", "une espace insécable suit les # de ce titre",
    "Remplacez l’espace insécable qui suit les # par une espace ordinaire.",
)
TITLE_GLUED = _message(
    "titre-espace", "ce titre touche ses #",
    "Mettez une espace entre les # et le titre : {title:q}.",
)
TITLE_GLUED_TEXT = _message(
    "titre-espace", "ce titre touche ses # : il est lu comme du texte",
    "Mettez une espace entre les # et le titre : {title:q}.",
)

# texte-avant-titre
TEXT_BEFORE_TITLE = _message(
    "texte-avant-titre", "texte avant le premier titre",
    "Placez ce texte sous le titre de la fiche, après le bloc yaml.",
)
TEXT_ABOVE_TITLE = TEXT_BEFORE_TITLE.advising("Placez ce texte sous le titre, ligne {title}.")

# id-absent
_SHEETS_ALONE = (
    "Ce dossier ne contient que des fiches, qui portent le nom de leur id, par exemple 6.1.2.md : "
    "renommez ce fichier si c’en est une, ou rangez-le hors du dossier."
)
ID_NO_BLOCK = _message(
    "id-absent", "ce titre n’a pas de bloc yaml",
    "Sous le titre de la fiche, ajoutez un bloc ```yaml avec la ligne id: {id}.",
)
ID_NO_BLOCK_NO_SHEET = ID_NO_BLOCK.advising(_SHEETS_ALONE)
ID_NO_TITLE = _message(
    "id-absent", "cette fiche n’a pas de titre",
    "Commencez la fiche par un titre #, suivi d’un bloc ```yaml avec la ligne id: {id}.",
)
ID_NO_TITLE_NO_SHEET = ID_NO_TITLE.advising(_SHEETS_ALONE)
FRONT_MATTER_ALONE = ID_NO_TITLE.advising(
    "Sous ce bloc entre ---, écrivez son titre, avec un seul # : {title:q}.",
)
ID_ABSENT = _message(
    "id-absent", "ce bloc yaml n’a pas d’id",
    "Ajoutez une ligne id: au bloc, par exemple id: 6.1.2.",
)
ID_CAPITALS = ID_ABSENT.advising(
    "Écrivez la clé en minuscules, les deux-points juste après : id: 6.1.2.",
)
TITLE_OF_NO_NODE = _message(
    "id-absent", "ce titre n’appartient à aucune action",
    "Ajoutez des # à ce titre : il doit en avoir plus que celui de la fiche.",
)

# id-invalide
ID_INVALID = _message("id-invalide", "id invalide : {id:q}")
ID_INVALID_MENDED = ID_INVALID.advising("Écrivez id: {mended}{how}.")
ID_INVALID_OF_FILE = ID_INVALID.advising("Écrivez id: {own}, comme le nom du fichier.")
ID_INVALID_OF_INDEX = ID_INVALID.advising("Écrivez id: {own}.")
ID_INVALID_RENAMED = ID_INVALID.advising(
    "Écrivez id: {mended}{how}, et renommez le fichier en {file:q}.",
)
ID_INVALID_OF_SHEET = ID_INVALID.advising(
    (
        "Un id est fait de nombres séparés par des points, par exemple 6.1.2 ; donnez-en un à cette fiche, et le "
        "même nom à son fichier : 6.1.2.md."
    ),
)
ID_INVALID_HERE = ID_INVALID.advising(
    "Un id est fait de nombres séparés par des points, ici par exemple {example}.",
)
ID_INVALID_THEME = ID_INVALID.advising(
    "L’id d’une thématique s’écrit en minuscules, sans accent ni espace, par exemple parten_coop.",
)
ID_BLANKS = "sans espace"
ID_COMMAS = "avec des points"
ID_POINTS = "avec un seul point entre deux nombres"
ID_PREFIX = "sans rien devant le premier nombre"
ID_LAST_POINT = "sans point à la fin"
ID_ZEROS = "sans zéro devant un nombre"
"""Faults of an id, as the value `how` of the hints."""
FOLDER_NAME = _message(
    "id-invalide", "le dossier {folder:q} ne peut pas être celui d’un référentiel",
    "Donnez-lui un nom court en minuscules, sans accent ni espace, par exemple cae.",
)
FOLDER_RESERVED = FOLDER_NAME.advising(
    (
        "Ce nom est pris par une adresse du site : donnez-en un autre au dossier d’un référentiel ; rangez ailleurs "
        "ce qui n’en est pas un."
    ),
)

# id-double
ID_TWICE = _message(
    "id-double", "l’id {id:q} est employé deux fois",
    "Il est déjà à la ligne {line} de {path} ; donnez un autre numéro à l’un des deux.",
)
THEME_TWICE = ID_TWICE.advising("La thématique est déjà à la ligne {line}.")

# id-parent
ID_PARENT = _message(
    "id-parent", "l’id {id:q} n’est pas un enfant direct de {parent:q}",
    "Écrivez {parent}. suivi d’un seul nombre, ou changez le nombre de # du titre.",
)
ID_OF_NO_AXE = _message(
    "id-parent", "l’id {id:q} n’est pas celui d’un axe",
    "Déplacez ce titre et ce qu’il contient dans le plan de son axe, {file:q}.",
)

# id-fichier
FILE_NAMED = _message("id-fichier", "ce fichier s’appelle {name}.md", "Renommez-le en {name}.md.")
FILE_OF_REFERENTIEL = _message(
    "id-fichier", "le fichier d’un référentiel s’appelle {name}.md",
    "Renommez-le en {name}.md.",
)
ID_NOT_FILE = _message(
    "id-fichier", "l’id {id:q} n’est pas le nom du fichier",
    "Écrivez id: {own}, ou renommez le fichier en {file:q}.",
)
ID_NOT_FILE_RENAMED = ID_NOT_FILE.advising(
    "Renommez le fichier en {file:q} ; s’il existe déjà, donnez un autre id à cette fiche et à son fichier.",
)
ID_SECOND_TITLE = ID_NOT_FILE.advising(
    "Une fiche ne contient qu’un titre principal ; déplacez celui-ci dans {file:q}.",
)

# niveau, niveaux-invalides, referentiel-absent
LEVEL_DEEP = _message(
    "niveau", "{id:q} est plus profond que les {deepest} niveaux du référentiel",
    "Le niveau le plus profond est : {level} (par exemple {example}).",
)
_LEVELS_HINTS = (
    "Écrivez niveaux: puis une ligne par niveau, par exemple action: [mesure, mesures].",
    "Les niveaux sont : {levels}.",
)
LEVELS_SHAPE = _message(
    "niveaux-invalides", "niveaux n’est pas une liste de niveaux",
    *_LEVELS_HINTS,
)
LEVELS_UNKNOWN = _message("niveaux-invalides", "niveau inconnu : {level:q}", *_LEVELS_HINTS)
LEVELS_NEAR = LEVELS_UNKNOWN.advising("Vouliez-vous écrire {near:q} ?")
LEVELS_WORDS = _message(
    "niveaux-invalides", "il faut deux mots pour {level:q} : singulier, pluriel",
    *_LEVELS_HINTS,
)
LEVELS_NEEDED = _message(
    "niveaux-invalides", "les niveaux axe et action sont nécessaires",
    *_LEVELS_HINTS,
)
LEVELS_GUESSED = _message(
    "referentiel-absent", "ce référentiel ne dit pas ses niveaux ; ils sont devinés d’après les id",
    "Ajoutez au bloc yaml, avec les mots du référentiel : niveaux: {{{levels}}}.",
)
LEVELS_NO_FILE = LEVELS_GUESSED.advising(
    (
        "Créez {file} : un titre, puis un bloc yaml avec id: {folder} et, avec les mots du référentiel, niveaux: "
        "{{{levels}}}."
    ),
)

# catalogue-invalide, themes-absents, theme-inconnu, ligne-illisible
CATALOGUE_NO_TITLE = _message(
    "catalogue-invalide", "ce fichier n’a pas de titre",
    "Écrivez # Climat Pratic à la première ligne, au-dessus des thématiques.",
)
CATALOGUE_DEPTH = _message(
    "catalogue-invalide", "{name:q} n’est pas au niveau d’une thématique",
    "Mettez deux # devant le titre d’une thématique ; un seul titre, celui du fichier, en a un.",
)
CATALOGUE_KEY = _message(
    "catalogue-invalide", "clé sans emploi ici : {key:q}",
    "Écrivez ce texte sous le titre, après le bloc : un bloc de ce fichier ne donne qu’un id.",
)
THEMES_NO_FILE = _message(
    "themes-absents", "ce fichier manque",
    "Créez climat-pratic.md : un titre, puis pour chaque thématique un titre ## et un bloc yaml avec son id.",
)
THEMES_NONE = _message(
    "themes-absents", "ce fichier ne contient aucune thématique",
    "Pour chaque thématique, écrivez un titre ## suivi d’un bloc yaml avec son id.",
)
THEME_UNKNOWN = _message(
    "theme-inconnu", "thématique inconnue : {theme:q}",
    "Vouliez-vous écrire {near:q} ?",
    "Les thématiques sont : {known}.",
)
LIGNE_UNREADABLE = _message(
    "ligne-illisible", "la ligne Climat Pratic n’est pas un nombre entier : {ligne:q}",
    "Écrivez le numéro seul, par exemple climat_pratic_ligne: 2.",
)

# plan-absent, plan-different
PLAN_ABSENT = _message(
    "plan-absent", "aucun fichier ne décrit l’élément {id:q} ({level})",
    "Décrivez-le dans {file} : un titre {marks} sous celui de l’élément {above}, puis un bloc yaml avec id: {id}.",
)
PLAN_ABSENT_AXE = PLAN_ABSENT.advising(
    "Décrivez-le dans {file} : un titre #, puis un bloc yaml avec id: {id}.",
)
PLAN_OTHER_TITLE = _message(
    "plan-different", "le titre est {here:q} ici et {there:q} dans le plan ; la fiche l’emporte",
    "Écrivez la même valeur ici et dans {file}, ligne {line}.",
)
PLAN_OTHER_VALUE = _message(
    "plan-different", "{key} vaut {here:q} ici et {there:q} dans le plan ; la fiche l’emporte",
    "Écrivez la même valeur ici et dans {file}, ligne {line}.",
)

# cle-inconnue, categorie-inconnue
KEY_UNKNOWN = _message("cle-inconnue", "clé inconnue : {key:q}", "Vouliez-vous écrire {near:q} ?")
KEY_IN_TEXT = _message(
    "cle-inconnue", "clé sans emploi ici, qui n’est pas publiée : {written:q}",
    "Retirez-la, ou écrivez ses mots sous le titre : ce fichier n’est que du texte.",
)
CATEGORIE_UNKNOWN = _message(
    "categorie-inconnue", "catégorie inconnue : {categorie:q}",
    "Vouliez-vous écrire {near:q} ?",
    "Les catégories sont : {known}.",
)

# poids-illisible, poids-hors-bornes, poids-contradictoire, poids-absent
WEIGHT_UNREADABLE = _message(
    "poids-illisible", "{key} n’est pas un nombre : {text:q}",
    "Écrivez un nombre seul, par exemple {key}: {example}.",
)
WEIGHT_NUMBER = WEIGHT_UNREADABLE.advising("Écrivez le nombre seul : {key}: {meant}.")
WEIGHT_PERCENT = WEIGHT_UNREADABLE.advising(
    "Écrivez pourcentage: {meant} si c’est une part, {key}: {meant} si ce sont des points.",
)
WEIGHT_TOO_MUCH = WEIGHT_UNREADABLE.advising("Écrivez un nombre seul, de 0 à {most}.")
WEIGHT_RANGE = _message("poids-hors-bornes", "{key} vaut {value:n3}", "Le nombre va de 0 à {most}.")
WEIGHT_NEGATIVE = WEIGHT_RANGE.advising("Le nombre ne peut pas être négatif.")
WEIGHT_OTHER = _message(
    "poids-contradictoire", "{key} ne dit pas la même part que {first}",
    "Gardez une seule de ces deux clés.",
)
WEIGHT_ABSENT = _message(
    "poids-absent", "des éléments de {id:q} n’ont pas de poids",
    "Donnez un poids à {missing}.",
)
POINTS_ABSENT = _message(
    "poids-absent", "des éléments de {id:q} ont des points, d’autres non",
    "Donnez des points à {missing}.",
)

# somme, potentiel
SUM = _message(
    "somme", "les poids sous {id:q} font {total:n3} au lieu de {scale}",
    "{listed} = {total:n3}",
)
SUM_PART = "{id} : {weight:n3} ({file}, ligne {line})"
"""Hint of `SUM`, once for each sibling."""
POINTS_OTHER = _message(
    "potentiel", "{id:q} vaut {points} ; sa part de {parent:q} en donne {expected:n}",
    "Corrigez la part ou les points.",
)
POINTS_SUM = _message(
    "potentiel", "les éléments de {id:q} font {total} au lieu de {points:n}",
    "{listed}",
)
POINTS_SUM_ALL = _message(
    "potentiel", "les éléments du référentiel font {total} au lieu de {points:n}",
    "{listed}",
)
POINTS_PART = "{id} : {points:n}"
"""Part of the list in the hints of `POINTS_SUM`."""

# titre-vide, nom-vide, nom-espaces, nom-ponctuation
_NAME_HINT = "Ce titre se lit dans les listes et dans la recherche : corrigez la ligne."
NAME_EMPTY = _message("titre-vide", "ce titre est vide", _NAME_HINT)
NAME_BLANKS = _message(
    "nom-espaces", "blanc en trop au début, à la fin ou dans le titre : {name:q}",
    _NAME_HINT,
)
NAME_SIGNS = _message(
    "nom-ponctuation", "signe de ponctuation en trop au début ou à la fin du titre : {name:q200}",
    _NAME_HINT,
)

NAME_NOTHING = _message(
    "nom-vide", "il ne reste rien de ce titre une fois lu",
    "Écrivez un titre en mots, sans balise.",
)

# lien-refuse, paragraphe-dense, commentaire-ouvert, image
LINK_REFUSED = _message(
    "lien-refuse", "l’adresse du lien n’est pas acceptée : {value:q}",
    "Écrivez une adresse complète (https://…), ou citez une action par son seul numéro.",
)
LINK_IN_TITLE = _message(
    "lien-refuse", "un titre ne porte pas de lien : {value:q}",
    "Placez ce lien dans le texte, sous le titre.",
)
PARAGRAPH_DENSE = _message(
    "paragraphe-dense", "ce paragraphe est trop long ou trop chargé pour être mis en forme : {value:q}",
    f"Coupez-le par des lignes vides : au plus {number(Decimal(bounds.PARAGRAPH))} caractères, {bounds.ADDRESSES} adresses et "
    f"{bounds.BRACKETS} crochets imbriqués ou non fermés par paragraphe.",
)
COMMENT_OPEN = _message(
    "commentaire-ouvert", "ce commentaire n’est pas fermé dans son texte, et ne cache rien : {value:q}",
    "Fermez-le par --> avant le titre suivant : un commentaire ne peut contenir aucun titre.",
)
LINK_NOWHERE = _message(
    "lien-mort", "ce lien ne mène à rien : {value:q}",
    "Écrivez le chemin du fichier depuis celui-ci, par exemple ../cae/6.1.2.md, ou une adresse en https://.",
)
IMAGE = _message(
    "image", "cette image n’est pas publiée : {value:q}",
    "Déposez le fichier à côté de la fiche et écrivez son nom : rien n’est chargé depuis un autre site.",
)
IMAGE_IN_TITLE = _message(
    "image", "un titre ne porte pas d’image : {value:q}",
    "Placez l’image dans le texte, sous le titre.",
)
IMAGE_OTHER = _message(
    "image", "ce n’est pas une image : {value:q}",
    "Écrivez un lien, sans point d’exclamation : [les mots du lien](le fichier).",
)

# image-sans-texte, image-lourde, nom-fragile
IMAGE_NO_TEXT = _message(
    "image-sans-texte", "cette image n’a pas de texte de remplacement : {value:q}",
    "Dites entre les crochets ce qu’elle montre : ![ce qu’elle montre](le fichier).",
)
IMAGE_HEAVY = _message(
    "image-lourde", "cette image pèse {size} ; il en faut {most} au plus pour un téléphone",
    "Réduisez-la à la largeur de la page (1 200 pixels suffisent), ou enregistrez-la en WebP.",
)
FILE_NAME_FRAGILE = _message(
    "nom-fragile", "le nom de ce fichier a des espaces, des accents ou des signes",
    "Renommez-le avec des lettres sans accent, des chiffres, des points et des tirets.",
)

# fichier-absent, ancre-absente
_NEAR = "Vouliez-vous écrire {near:q} ?"
FILE_MISSING = _message(
    "fichier-absent", "ce fichier n’existe pas : {value:q}",
    _NEAR, "Un fichier se désigne depuis la fiche qui le cite : 6.1.2.md, images/plan.png, ../eci/5.2.md.",
)
FILE_OUTSIDE = _message(
    "fichier-absent", "ce fichier est hors du dossier : {value:q}",
    "Déposez-le dans le dossier : rien n’est lu ni publié d’ailleurs.",
)
FILE_UNPUBLISHED = _message(
    "fichier-absent", "ce fichier n’est pas publié : {value:q}",
    "Le site publie les pages, les images (PNG, JPEG, WebP, AVIF, GIF, SVG) et les documents (PDF, ODT, ODS, DOCX, XLSX, CSV, ZIP), sauf README.md, VERSIONS.md et ce que mkdocs.yml écarte (exclude_docs, draft_docs).",
)
ANCHOR_MISSING = _message(
    "ancre-absente", "cette page n’a pas d’endroit de ce nom : {value:q}",
    "Après le # s’écrit le numéro d’un élément de la fiche, par exemple 6.1.2.md#6.1.2.3.",
)

# adresse-prise
ADDRESS_TAKEN = _message(
    "adresse-prise", "ce fichier serait publié à une adresse du site : {address:q}",
    "Rangez-le dans un autre dossier, par exemple images/ ou documents/.",
)

# format-different
FILE_OTHER_FORMAT = _message(
    "format-different", "ce fichier n’est pas du format {format}",
    "Enregistrez-le de nouveau dans ce format, ou donnez-lui l’extension qui est la sienne.",
)
SVG_UNREADABLE = _message(
    "format-different", "ce dessin SVG ne se lit pas",
    "Enregistrez-le de nouveau avec le programme qui l’a fait.",
)

# svg-refuse
_SVG = "Exportez-le en « SVG simple » ou « optimisé », ou publiez-le en PNG."
SVG_ELEMENT = _message(
    "svg-refuse", "ce dessin contient un élément qui n’est pas publié : {value:q}", _SVG,
)
SVG_ATTRIBUTE = _message("svg-refuse", "ce dessin contient une commande : {value:q}", _SVG)
SVG_OUTSIDE = _message(
    "svg-refuse", "ce dessin appelle ce qui n’est pas dans son fichier : {value:q}", _SVG,
)
SVG_HEAD = _message(
    "svg-refuse", "ce dessin contient une déclaration qui n’est pas publiée : {value:q}", _SVG,
)
SVG_DEEP = _message(
    "svg-refuse", "ce dessin a plus de {most} éléments emboîtés : {value:q}", _SVG,
)

# fichier-lourd
FILE_HEAVY = _message(
    "fichier-lourd", "ce fichier {format} dépasse {most}",
    "Réduisez-le, ou publiez-le ailleurs et donnez un lien vers lui.",
)
IMAGE_PIXELS = _message(
    "fichier-lourd", "cette image a {width:n} × {height:n} pixels ; il en faut {most:n} au plus",
    "Réduisez-la : 1 200 pixels de large suffisent à une page.",
)
MEDIA_MANY = _message(
    "fichier-lourd", "ce dossier a {total:n} images et documents ; il en faut {most:n} au plus",
    "Publiez-en une partie ailleurs, et donnez des liens vers elle.",
)
MEDIA_BIG = _message(
    "fichier-lourd", "les images et les documents de ce dossier dépassent ensemble {most}",
    "Réduisez les plus lourds, ou publiez-les ailleurs et donnez des liens vers eux.",
)

# fichiers-ecartes, fichiers-orphelins
FILES_ASIDE = _message(
    "fichiers-ecartes", "ces fichiers ne sont pas publiés : {names}",
    "Le site publie les fiches, les images et les documents ; rien de caché, aucun lien vers un autre fichier.",
)
FILES_ORPHAN = _message(
    "fichiers-orphelins", "ces fichiers sont publiés, et aucun texte ne les montre ni n’y mène : {names}",
    "Montrez-les ou citez-les dans une fiche, ou retirez-les du dossier.",
)

# mention-inconnue
_MENTION = "aucun élément du référentiel {referentiel} n’a le numéro {id:q}"
_MENTION_OF_OTHERS = "S’il cite un autre document, écrivez-le entre accents graves : `{id}`."
MENTION_NEAR = _message(
    "mention-inconnue", _MENTION,
    "Les numéros les plus proches sont : {near}.", _MENTION_OF_OTHERS,
)
MENTION_FAR = _message(
    "mention-inconnue", _MENTION,
    "Aucun numéro n’en est proche.", _MENTION_OF_OTHERS,
)

# synonyme-illisible
SYNONYM_UNREADABLE = _message(
    "synonyme-illisible", "ce synonyme ne se lit pas : {line:q}",
    "Écrivez deux expressions séparées par = : - pesticides = phytosanitaires.",
)

# anomalie-inconnue
ANOMALY_UNREADABLE = _message(
    "anomalie-inconnue", "cette anomalie acceptée ne se lit pas",
    'Écrivez pour chacune : - {{code: somme, id: 2.2.2, raison: "pourquoi elle est acceptée"}}.',
)
ANOMALY_UNUSED = _message(
    "anomalie-inconnue", "aucun avertissement {code} pour {id:q}",
    "L’anomalie est corrigée : retirez-la de anomalies_acceptees.",
)

# retrait-illisible
_WITHDRAWAL = (
    "Écrivez par exemple - {{id: 6.1.9, depuis: 2026.1, remplace_par: [6.1.2], raison: regroupée avec 6.1.2}}."
)
WITHDRAWAL_SHAPE = _message(
    "retrait-illisible", "ce retrait ne se lit pas : il s’écrit entre accolades, avec son id",
    _WITHDRAWAL,
)
WITHDRAWAL_TWICE = _message(
    "retrait-illisible", "ce retrait ne se lit pas : {id:q} y est déjà, ligne {line}",
    _WITHDRAWAL,
)
WITHDRAWAL_KEY = _message(
    "retrait-illisible", "ce retrait ne se lit pas : clé inconnue : {key:q}",
    _WITHDRAWAL,
)
WITHDRAWAL_NO_ID = _message(
    "retrait-illisible", "ce retrait ne se lit pas : il n’a pas d’id",
    _WITHDRAWAL,
)
WITHDRAWAL_ID = _message(
    "retrait-illisible", "ce retrait ne se lit pas : id invalide : {id:q}",
    _WITHDRAWAL,
)
WITHDRAWAL_SINCE = _message(
    "retrait-illisible", "ce retrait ne se lit pas : depuis n’est pas une version, par exemple 2026.1",
    _WITHDRAWAL,
)
WITHDRAWAL_BY = _message(
    "retrait-illisible", "ce retrait ne se lit pas : remplace_par n’est pas un numéro : {id:q}",
    _WITHDRAWAL,
)

# retrait-vivant, retrait-sans-suite
WITHDRAWAL_USED = _message(
    "retrait-vivant", "{id:q} est déclaré retiré, et {file}, ligne {line}, l’emploie",
    "Retirez-le de retires, ou donnez un autre numéro à l’élément : un numéro ne sert qu’une fois.",
)
_REPLACEMENT = (
    "Écrivez dans remplace_par des numéros qui existent ; eci/5.2 pour l’autre référentiel."
)
WITHDRAWAL_UNKNOWN = _message(
    "retrait-sans-suite", "{id:q} est remplacé par {other:q}, qui n’existe pas",
    _REPLACEMENT,
)
WITHDRAWAL_CIRCLE = _message(
    "retrait-sans-suite", "{id:q} est remplacé par {other:q}, qui a été retiré et mène en rond",
    _REPLACEMENT,
)

# id-disparu
VANISHED = _message(
    "id-disparu", "{id:q} existait dans la version {version} et n’existe plus",
    (
        "Déclarez-le dans retires : - {{id: {id}, depuis: {next}, remplace_par: […]}} ; son adresse dira ce qu’il "
        "est devenu."
    ),
)
VANISHED_MOVED = _message(
    "id-disparu", "{id:q} existait dans la version {version} et n’existe plus (il est devenu {moved})",
    (
        "Déclarez-le dans retires : - {{id: {id}, depuis: {next}, remplace_par: [{moved}]}} ; son adresse dira ce "
        "qu’il est devenu."
    ),
)
VANISHED_REFERENTIEL = _message(
    "id-disparu", "le référentiel {referentiel:q} existait dans la version {version} et n’existe plus",
    (
        "Gardez {referentiel}/index.md : un titre, un bloc yaml avec id: {referentiel}, et dans retires les numéros "
        "qui s’y trouvaient ; leurs adresses diront ce qu’ils sont devenus."
    ),
)

# configuration
SETTINGS_MISSING = _message(
    "configuration", "des renseignements manquent ; en attendant, le site n’en dit rien",
)
SETTINGS_FACT = "extra.{key} : {meaning}"
SETTINGS_STATE = "extra.accessibilite : {first:q} ou {second:q} ou {third:q}"
SETTINGS_ADDRESS = "site_url : l’adresse publique du site"
SETTINGS_REPOSITORY = "repo_url : le dépôt où les fiches se modifient"
"""Hints of `SETTINGS_MISSING`, once for each setting."""

# reglage-refuse
SETTING_HOST = _message(
    "reglage-refuse", "{key} nomme un autre hôte : {value:q}",
    "Rien n’est chargé d’un autre hôte : rangez le fichier dans {folder}/ et donnez son chemin.",
)
SETTING_LOADS = _message("reglage-refuse", "{key} fait charger ce qui vient d’un autre hôte", "{advice}")
SETTING_FILE = _message(
    "reglage-refuse", "{key} nomme un fichier qui n’est pas dans {folder}/ : {value:q}",
    "Donnez son chemin à partir de {folder}/ ; un lien ou un fichier caché n’est pas publié.",
)
SETTING_LINK = _message(
    "reglage-refuse", "{key} n’est pas une adresse acceptée : {value:q}",
    "Écrivez une adresse complète : https://…, ou pour extra.social mailto:… ou tel:….",
)
SETTING_SHAPE = _message("reglage-refuse", "{key} ne se lit pas", "Écrivez {example}.")
SETTING_INSIDE = _message(
    "reglage-refuse", "{key} est dans {folder}/, dont tout est lu comme des fiches",
    "Rangez ce dossier ailleurs, par exemple dans overrides/, à côté de {folder}/.",
)
OVERRIDE_UNREADABLE = _message(
    "reglage-refuse", "ce gabarit ne se lit pas : {reason:q}",
    "Corrigez-le, ou retirez-le de theme.custom_dir : le gabarit du site servira.",
)

# reglage-sans-effet
SETTING_IGNORED = _message("reglage-sans-effet", "{key} n’agit pas ici : {why}")
SETTINGS_IGNORED = _message(
    "reglage-sans-effet", "n’agissent pas ici : {names}",
    "Les pages ne sont pas celles de Material ; docs/mkdocs.md dit ce que devient chaque réglage.",
)
SETTING_PART = _message("reglage-sans-effet", "{key} n’est publié qu’en partie, sans {left}")
SETTING_COLOUR = _message(
    "reglage-sans-effet",
    "{key} : {name} n’a qu’un contraste de {ratio:n} sur fond {ground}, il faut {least:n} ; la couleur du site y reste",
)
OVERRIDES_UNUSED = _message(
    "reglage-sans-effet", "ne remplacent aucun gabarit du site : {names}",
    "Un fichier remplace celui de templates/ qui a le même chemin, par exemple layout/footer.html.j2.",
)
