"""What only the client knows: the site's address, the repository, the publisher; from mkdocs.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from refsite.problems import Problem, problem

PLACEHOLDER_HOST = ".example"
"""Hosts in .example lead nowhere, by RFC 2606: an address there is a placeholder."""

_WANTED = {
    "editeur": "qui publie le site",
    "contact": "l’adresse électronique où écrire",
    "licence": "la licence des textes",
    "licence_url": "l’adresse de cette licence",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, empty where they are not known. `site_url` ends with `/`; `edit_url` is where sheets are edited."""

    site_name: str = "Référentiels de la transition écologique"
    site_url: str = ""
    edit_url: str = ""
    editeur: str = ""
    contact: str = ""
    licence: str = ""
    licence_url: str = ""

    @property
    def base_path(self) -> str:
        """The path of the site on its host: `/`, or `/sub/path/`."""
        return urlsplit(self.site_url).path or "/"


def read_settings(  # noqa: PLR0913  # the settings are that many, and named at the call
    *,
    site_name: str,
    site_url: str,
    repo_url: str,
    edit_uri: str,
    extra: Mapping[str, object],
    path: str,
) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and a note of what only the client can fill in; a placeholder counts as empty."""
    missing: list[str] = []
    values: dict[str, str] = {}
    for key, meaning in _WANTED.items():
        value = extra.get(key)
        text = value.strip() if isinstance(value, str) else ""
        values[key] = "" if _is_placeholder(text) else text
        if not values[key]:
            missing.append(f"extra.{key} : {meaning}")
    if _is_placeholder(site_url):
        missing.append("site_url : l’adresse publique du site")
    repository = "" if _is_placeholder(repo_url) else repo_url
    if not repository:
        missing.append("repo_url : le dépôt où les fiches se modifient")
    edit_url = ""
    if repository and edit_uri:
        edit_url = (
            edit_uri if "://" in edit_uri else f"{repository.rstrip('/')}/{edit_uri.strip('/')}/"
        )
    url = f"{site_url.rstrip('/')}/" if site_url else ""
    message = "des renseignements manquent ; en attendant, le site n’en dit rien"
    problems = (problem(path, 0, "configuration", message, *missing),) if missing else ()
    return Settings(site_name, url, edit_url, **values), problems


def _is_placeholder(text: str) -> bool:
    host = urlsplit(text).hostname or text.rpartition("@")[2]
    return not text or host.endswith(PLACEHOLDER_HOST) or text.startswith("À compléter")
