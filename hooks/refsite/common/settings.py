"""Settings of a site, from mkdocs.yml: its address, the repository, the publisher."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from refsite.common import messages
from refsite.common.appearance import Appearance
from refsite.common.french import long_date
from refsite.common.problems import Report, sentence

PLACEHOLDER_HOST = ".example"
"""Hosts in .example lead nowhere, by RFC 2606: an address there is a placeholder."""

FACTS = {
    "editeur": "qui publie le site",
    "editeur_adresse": "l’adresse postale de l’éditeur",
    "editeur_telephone": "le téléphone de l’éditeur",
    "directeur_publication": "le nom du directeur ou de la directrice de la publication",
    "contact": "l’adresse électronique où écrire",
    "hebergeur": "le nom de l’hébergeur du site",
    "hebergeur_adresse": "l’adresse postale de l’hébergeur",
    "hebergeur_telephone": "le téléphone de l’hébergeur",
    "journaux_duree": "combien de temps l’hébergeur garde ses journaux techniques",
    "delegue_donnees": "l’adresse électronique du délégué à la protection des données",
    "licence": "la licence des textes",
    "licence_url": "l’adresse de cette licence",
    "accessibilite_date": "la date de la déclaration d’accessibilité",
    "accessibilite_schema": "l’adresse du schéma pluriannuel de mise en accessibilité",
    "accessibilite_plan": "l’adresse du plan d’actions de l’année",
}
"""Facts that the law asks a site to publish: their meaning, by key of `extra` in mkdocs.yml."""

AUDIT = {
    "accessibilite_auditeur": "qui a mené l’audit",
    "accessibilite_taux": "la part des critères respectés, par exemple « 87 % »",
    "accessibilite_non_conformites": "ce que l’audit a trouvé",
    "accessibilite_pages": "les pages que l’audit a vérifiées",
}
"""Facts of an accessibility audit, asked for once the configuration claims that there was one."""
_ADDRESSES = frozenset({"licence_url", "accessibilite_schema", "accessibilite_plan"})
"""The facts that are links."""
NOT_CONFORMING = "non conforme"
"""Accessibility state of a site that nobody has audited (law 2005-102, article 47; decree 2019-768)."""
_AUDITED = ("partiellement conforme", "totalement conforme")


_PLAIN = "/%:@!$&'()*+,;=?-._~"
"""Characters of a path that need no percent-encoding."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, empty where they are not known. `site_url` ends with `/`.

    `edit_url` is where sheets are edited: an address that the path of a sheet ends, or MkDocs's `edit_uri_template`.
    `facts` holds the known ones of FACTS, and what an audit found.
    """

    site_name: str = "Référentiels de la transition écologique"
    site_url: str = ""
    edit_url: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    accessibilite: str = NOT_CONFORMING
    appearance: Appearance = field(default=Appearance(), repr=False)

    @property
    def editeur(self) -> str:
        return self.facts.get("editeur", "")

    @property
    def contact(self) -> str:
        return self.facts.get("contact", "")

    @property
    def licence(self) -> str:
        return self.facts.get("licence", "")

    @property
    def licence_url(self) -> str:
        return self.facts.get("licence_url", "")

    @property
    def shown_url(self) -> str:
        """The site's address where readers may see it: empty for a placeholder."""
        return "" if is_placeholder(self.site_url) else self.site_url

    def edit_link(self, path: str) -> str:
        """The address where the sheet at `path` is edited."""
        if "{path" not in self.edit_url:
            return f"{self.edit_url}{path}"
        parts = {"path": path, "path_noext": path.removesuffix(".md")}
        address = self.edit_url
        for name, part in parts.items():
            address = address.replace(f"{{{name}!q}}", quote(part, safe="")).replace(
                f"{{{name}}}", part
            )
        return address

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
    report: Report,
    edit_uri_template: str = "",
    appearance: Appearance | None = None,
) -> Settings:
    """Read the settings; a placeholder counts as empty, and one note lists all that only the client can fill in."""
    known = {
        key: text
        for key in (*FACTS, *AUDIT)
        if (text := _fact(key, _text(extra.get(key)))) and not is_placeholder(text)
    }
    claimed = extra.get("accessibilite", NOT_CONFORMING)
    wanted = FACTS if claimed == NOT_CONFORMING else {**FACTS, **AUDIT}
    missing = [
        sentence(messages.SETTINGS_FACT, key=key, meaning=meaning)
        for key, meaning in wanted.items()
        if key not in known
    ]
    audited = claimed in _AUDITED and all(key in known for key in AUDIT)
    states = (NOT_CONFORMING, *_AUDITED)
    if claimed not in states:
        first, second, third = states
        missing.append(sentence(messages.SETTINGS_STATE, first=first, second=second, third=third))
    state = str(claimed) if audited else NOT_CONFORMING
    site_url = web_address(site_url)
    if is_placeholder(site_url):
        missing.append(sentence(messages.SETTINGS_ADDRESS))
    repository = "" if is_placeholder(repo_url) else web_address(repo_url)
    if not repository:
        missing.append(sentence(messages.SETTINGS_REPOSITORY))
    edit_url = ""
    if repository and edit_uri_template:
        edit_url = _below(repository, edit_uri_template)
    elif repository and edit_uri:
        edit_url = edit_uri if "://" in edit_uri else f"{_below(repository, edit_uri.rstrip('/'))}/"
    url = f"{site_url.rstrip('/')}/" if site_url else ""
    if missing:
        report.add(messages.SETTINGS_MISSING, path, more=missing)
    return Settings(site_name, url, edit_url, known, state, appearance or Appearance())


def _below(repository: str, address: str) -> str:
    """An address that is whole, or continues that of the repository."""
    return address if "://" in address else f"{repository.rstrip('/')}/{address.lstrip('/')}"


def web_address(text: str) -> str:
    """Normalise a web address: IDNA host, percent-encoded path; empty for any other text."""
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host:
        return ""
    path, query, fragment = (quote(part, _PLAIN) for part in parts[2:])
    return parts._replace(
        netloc=f"{host}{port}", path=path, query=query, fragment=fragment
    ).geturl()


def _fact(key: str, text: str) -> str:
    return web_address(text) if key in _ADDRESSES else text


def is_placeholder(text: str) -> bool:
    """Whether a text is empty, « À compléter… », or an address in .example."""
    try:
        host = urlsplit(text).hostname or text.rpartition("@")[2]
    except ValueError:  # brackets where no address has them
        host = ""
    return not text or host.endswith(PLACEHOLDER_HOST) or text.startswith("À compléter")


def _text(value: object) -> str:
    """A value as text; a date that YAML has read is written in French."""
    if isinstance(value, dt.date):
        return long_date(value)
    return str(value).strip() if isinstance(value, str | int) else ""
