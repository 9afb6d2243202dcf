import pytest

from refsite.problems import Problem, Severity, show
from refsite.settings import Settings, read_settings

EXTRA = {
    "editeur": "Commune d’Essai",
    "contact": "bonjour@essai.fr",
    "licence": "Licence ouverte",
    "licence_url": "https://essai.fr/licence",
}


def read(**changed: object) -> tuple[Settings, tuple[Problem, ...]]:
    values = {
        "site_name": "Essai",
        "site_url": "https://essai.fr",
        "repo_url": "https://forge.fr/essai/fiches",
        "edit_uri": "edit/main/referentiel/",
        "extra": EXTRA,
        "path": "mkdocs.yml",
        **changed,
    }
    return read_settings(**values)  # type: ignore[arg-type]


def test_a_whole_configuration_is_read_without_a_word() -> None:
    assert read() == (
        Settings(
            "Essai",
            "https://essai.fr/",
            "https://forge.fr/essai/fiches/edit/main/referentiel/",
            "Commune d’Essai",
            "bonjour@essai.fr",
            "Licence ouverte",
            "https://essai.fr/licence",
        ),
        (),
    )


def test_what_is_missing_is_told_in_one_note() -> None:
    settings, problems = read(site_url="", repo_url="", extra={})
    assert settings == Settings("Essai")
    assert [show(p) for p in problems] == [
        (
            "mkdocs.yml: note[configuration] des renseignements manquent\u202f; en attendant, le site n’en dit rien\n"
            "    extra.editeur\u00a0: qui publie le site\n"
            "    extra.contact\u00a0: l’adresse électronique où écrire\n"
            "    extra.licence\u00a0: la licence des textes\n"
            "    extra.licence_url\u00a0: l’adresse de cette licence\n"
            "    site_url\u00a0: l’adresse publique du site\n"
            "    repo_url\u00a0: le dépôt où les fiches se modifient"
        )
    ]
    assert problems[0].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("editeur", "À compléter"),
        ("contact", "contact@collectivite.example"),
        ("licence_url", "https://licence.example/texte"),
        ("licence", "   "),
        ("licence", None),
        ("editeur", ["Commune"]),
    ],
)
def test_a_placeholder_is_never_shown(key: str, value: object) -> None:
    settings, problems = read(extra={**EXTRA, key: value})
    assert getattr(settings, key) == ""
    assert [hint.split("\u00a0")[0] for hint in problems[0].hints] == [f"extra.{key}"]


def test_a_placeholder_repository_gives_no_edit_link() -> None:
    settings, problems = read(repo_url="https://forge.example/essai")
    assert settings.edit_url == ""
    assert problems[0].hints == ("repo_url\u00a0: le dépôt où les fiches se modifient",)


def test_a_placeholder_site_address_is_told() -> None:
    assert read(site_url="https://referentiels.example/")[1][0].hints == (
        "site_url\u00a0: l’adresse publique du site",
    )


def test_the_edit_address_may_stand_by_itself() -> None:
    assert read(edit_uri="https://forge.fr/editer/")[0].edit_url == "https://forge.fr/editer/"


def test_without_edit_uri_there_is_no_edit_link() -> None:
    assert read(edit_uri="")[0].edit_url == ""


@pytest.mark.parametrize(
    ("site_url", "path"),
    [
        ("", "/"),
        ("https://essai.fr", "/"),
        ("https://essai.fr/a/b", "/a/b/"),
        ("https://essai.fr/a/", "/a/"),
    ],
)
def test_the_site_knows_its_path_on_the_host(site_url: str, path: str) -> None:
    assert read(site_url=site_url)[0].base_path == path
