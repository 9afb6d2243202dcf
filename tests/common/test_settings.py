from datetime import date

import pytest

from refsite.common.codes import Severity
from refsite.common.printed import show
from refsite.common.problems import Problem, Report
from refsite.common.settings import AUDIT, FACTS, Settings, read_settings, web_address

EXTRA: dict[str, object] = {key: f"une {key}" for key in FACTS} | {
    "editeur": "Commune d’Essai",
    "contact": "bonjour@essai.fr",
    "licence": "Licence ouverte",
    "licence_url": "https://essai.fr/licence",
    "accessibilite_schema": "https://essai.fr/schema",
    "accessibilite_plan": "https://essai.fr/plan",
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
    report = Report()
    settings = read_settings(**values, report=report)  # type: ignore[arg-type]
    return settings, report.problems


def test_a_whole_configuration_is_read_without_a_word() -> None:
    settings, problems = read()
    assert problems == ()
    assert (settings.site_name, settings.site_url) == ("Essai", "https://essai.fr/")
    assert settings.edit_url == "https://forge.fr/essai/fiches/edit/main/referentiel/"
    assert (settings.editeur, settings.contact) == ("Commune d’Essai", "bonjour@essai.fr")
    assert (settings.licence, settings.licence_url) == (
        "Licence ouverte",
        "https://essai.fr/licence",
    )
    assert settings.facts == EXTRA


def test_what_is_missing_is_told_in_one_note() -> None:
    settings, problems = read(
        site_url="", repo_url="", extra={k: v for k, v in EXTRA.items() if k != "licence"}
    )
    assert settings.licence == ""
    assert [show(p) for p in problems] == [
        (
            "mkdocs.yml: note[configuration] des renseignements manquent\u202f; en attendant, le site n’en dit rien\n"
            "    extra.licence\u00a0: la licence des textes\n"
            "    site_url\u00a0: l’adresse publique du site\n"
            "    repo_url\u00a0: le dépôt où les fiches se modifient"
        )
    ]
    assert problems[0].severity is Severity.NOTE


def test_a_number_or_a_date_is_a_text_too() -> None:
    facts = read(
        extra={**EXTRA, "accessibilite_date": date(2026, 11, 23), "editeur_telephone": 3949}
    )[0].facts
    assert facts["accessibilite_date"] == "23\u00a0novembre\u00a02026"
    assert facts["editeur_telephone"] == "3949"


AUDITED: dict[str, object] = {key: f"une {key}" for key in AUDIT}


def test_without_an_audit_a_site_says_that_it_does_not_conform() -> None:
    assert read()[0].accessibilite == "non conforme"
    assert read(extra={**EXTRA, "accessibilite": "non conforme"})[1] == ()


@pytest.mark.parametrize(
    "claimed",
    [
        {"accessibilite": "totalement conforme"},
        {"accessibilite": "partiellement conforme", **AUDITED, "accessibilite_taux": "À compléter"},
        {"accessibilite": "conforme", **AUDITED},
        {"accessibilite": ["totalement conforme"], **AUDITED},
    ],
)
def test_a_claim_that_no_audit_bears_out_is_not_made(claimed: dict[str, object]) -> None:
    settings, (note,) = read(extra={**EXTRA, **claimed})
    assert settings.accessibilite == "non conforme"
    assert "extra.accessibilite" in "".join(note.hints)


def test_an_audit_bears_out_a_claim() -> None:
    settings, problems = read(extra={**EXTRA, **AUDITED, "accessibilite": "partiellement conforme"})
    assert (settings.accessibilite, problems) == ("partiellement conforme", ())
    assert settings.facts["accessibilite_taux"] == "une accessibilite_taux"


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


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("https://essai.fr/a?b=c#d", "https://essai.fr/a?b=c#d"),
        ("https://référentiels.fr:8080/", "https://xn--rfrentiels-b7ab.fr:8080/"),
        ("https://essai.fr/mes fiches/été/", "https://essai.fr/mes%20fiches/%C3%A9t%C3%A9/"),
        ("https://essai.fr/d%C3%A9j%C3%A0/", "https://essai.fr/d%C3%A9j%C3%A0/"),
        ("javascript:alert(1)", ""),
        ("//essai.fr", ""),
        ("https://", ""),
        ("http://[Mairie]", ""),
        ("https://essai.fr:port/", ""),
        (f"https://{'x' * 70}.fr/", ""),
    ],
)
def test_an_address_is_one_or_nothing(written: str, read_as: str) -> None:
    assert web_address(written) == read_as


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://[Mairie]", "bientôt"])
def test_what_is_no_address_is_missing(address: str) -> None:
    extra = {**EXTRA, "licence_url": address, "editeur": "http://[Mairie]"}
    settings, (told,) = read(extra=extra, site_url=address, repo_url="//[")
    assert (settings.licence_url, settings.site_url, settings.edit_url) == ("", "", "")
    assert settings.editeur == "http://[Mairie]"
    assert [hint.split()[0] for hint in told.hints] == ["extra.licence_url", "site_url", "repo_url"]
