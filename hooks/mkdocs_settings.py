"""Settings of MkDocs and of Material: what each becomes here, and the reading of those that act.

`SETTINGS` is the table of docs/mkdocs.md as data; its values are read by `refsite.common.read_appearance`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from refsite.common import messages, safe_html
from refsite.common.appearance import Appearance, Link
from refsite.common.problems import Problem, Report
from refsite.common.read_appearance import (
    Key,
    Shelf,
    Where,
    image_size,
    read_copyright,
    read_homepage,
    read_links,
    read_palette,
    read_scripts,
)
from refsite.common.settings import (
    AUDIT,
    FACTS,
    Settings,
    is_placeholder,
    read_settings,
    web_address,
)
from refsite.pages.overrides import read_overrides


class Fate(StrEnum):
    """What becomes of a setting; the values are the first words of its row in docs/mkdocs.md."""

    ACTS = "Acts"
    TOLD = "Told"
    REFUSED = "Refused"


@dataclass(frozen=True, slots=True)
class Setting:
    """The fate of a setting and, in French, why it does not act or what to write instead."""

    fate: Fate
    why: str = ""


_ACTS = Setting(Fate.ACTS)
_TOLD = Setting(Fate.TOLD)
_FOLLOWS = Setting(
    Fate.REFUSED,
    "Retirez-le : rien n’est chargé d’un autre hôte, et aucun visiteur n’est suivi.",
)

SETTINGS = {
    **dict.fromkeys((
        "config_file_path", "site_name", "site_url", "site_description", "site_author", "repo_url", "repo_name",
        "edit_uri", "edit_uri_template", "copyright", "docs_dir", "site_dir", "dev_addr", "strict", "watch", "hooks",
        "remote_branch", "remote_name", "extra_css", "extra_javascript", "extra_templates", "theme", "extra",
        "nav", "exclude_docs", "draft_docs", "not_in_nav", "validation", "markdown_extensions", "mdx_configs",
        "plugins",
    ), _ACTS),
    "use_directory_urls": Setting(
        Fate.TOLD, "les pages gardent leur adresse, que d’autres citent : /cae/6.1.2/, et non /cae/6.1.2.html"
    ),
    "pages": Setting(Fate.REFUSED),
    "google_analytics": _FOLLOWS,
    **dict.fromkeys((
        "theme.name", "theme.language", "theme.locale", "theme.custom_dir", "theme.logo", "theme.icon.logo",
        "theme.favicon", "theme.palette", "extra.social", "extra.homepage",
    ), _ACTS),
    "theme.font": Setting(
        Fate.REFUSED, "Écrivez font: false : les pages emploient les polices du visiteur, et n’en chargent aucune."
    ),
    "extra.analytics": _FOLLOWS,
    "theme.*": _TOLD,
    "extra.*": _TOLD,
}  # fmt: skip
"""Every setting of MkDocs's schema, and those of `theme` and `extra` that are not like all the others there."""

_FRENCH = "les pages sont en français"
_OTHER_THEME = (
    "les pages ont leurs propres gabarits, ceux de templates/ ; theme.custom_dir en remplace"
)
_UNKNOWN = "il est plus récent que ce site"
_BY_PLUGIN = "ce fichier, ajouté par une extension, n’est pas dans le dossier des fiches"


class Places:
    """The lines of settings in a configuration file and in those that it inherits from."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self, *keys: Key) -> tuple[str, int]:
        """File name and line of a setting, or the line of its parent; 0 when unknown."""
        for name, node in self._documents:
            line = _line(node, keys)
            if line:
                return name, line
        return self._file.name, 0

    @cached_property
    def _documents(self) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        file: Path | None = self._file
        while file and file.is_file():
            root = yaml.compose(file.read_bytes(), Loader=yaml.SafeLoader)
            found.append((file.name, root))
            parent = next(_values(root, "INHERIT"), None)
            file = file.parent / parent.value if parent and len(found) < len(SETTINGS) else None
        return found


def _line(node: Any, keys: tuple[Key, ...]) -> int:  # noqa: ANN401  # PyYAML's nodes
    """The line of a setting below a node, or that of the deepest one above it that is there."""
    line = 0
    for key in keys:
        node = next(_values(node, key), None)
        if node is None:
            break
        line = node.start_mark.line + 1
    return line


def _values(node: Any, key: Key) -> Iterator[Any]:  # noqa: ANN401
    """The nodes of a key of a mapping, or of a place in a list."""
    if isinstance(node, yaml.MappingNode):
        yield from (value for name, value in node.value if name.value == key)
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        yield from node.value[key : key + 1]


@dataclass(frozen=True, slots=True)
class _Config:
    """MkDocs's configuration, its file's own text, and the report of its problems."""

    values: MkDocsConfig
    given: Mapping[str, Any]
    theme: Mapping[str, Any]
    where: Where

    def tell(self, *keys: Key, why: str) -> None:
        """Note that a setting does not act."""
        name = ".".join(map(str, keys))
        self.where.report.add(messages.SETTING_IGNORED, *self.where.place(*keys), key=name, why=why)

    def refuse(self, *keys: str) -> None:
        """Report a setting by which pages would load something from another host."""
        name = ".".join(keys)
        advice = SETTINGS[name].why
        self.where.report.add(
            messages.SETTING_LOADS, *self.where.place(*keys), key=name, advice=advice
        )


def read_config(config: MkDocsConfig, templates: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings of the site whose templates are in a folder, and the problems of the configuration."""
    report = Report()
    file = Path(config.config_file_path or "")
    given: dict[str, Any] = {}
    for one in config.user_configs:
        given |= one
    theme = given.get("theme")
    own = _Config(
        config, given, theme if isinstance(theme, Mapping) else {},
        Where(report, Places(file), Path(config.docs_dir).name),
    )  # fmt: skip
    settings = read_settings(
        site_name=config.site_name, site_url=config.site_url or "", repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "", edit_uri_template=str(config.edit_uri_template or ""),
        extra=config.extra, path=file.name, report=report,
    )  # fmt: skip
    folder, asked = _overrides(own, templates)
    appearance = replace(_appearance(own), overrides=folder, **_colours(own, templates))
    _tell_others(own, asked)
    return replace(settings, appearance=appearance), report.problems


def _appearance(own: _Config) -> Appearance:
    """The settings whose values need nothing but themselves and files of the content."""
    config, where = own.values, own.where
    shelf = Shelf(Path(config.docs_dir), where)
    styles = tuple(filter(None, (
        shelf.address(path, "extra_css", place) for place, path in _files(own, "extra_css")
    )))  # fmt: skip
    scripts = read_scripts([_script(value) for _, value in _files(own, "extra_javascript")], shelf)
    for place, path in enumerate(config.extra_templates):
        shelf.path(path, "extra_templates", place)
    theme = own.theme
    logo, favicon = (
        shelf.address(theme[key], "theme", key) if theme.get(key) else ""
        for key in ("logo", "favicon")
    )
    social = config.extra.get("social")
    return Appearance(
        description=" ".join((config.site_description or "").split()),
        author=config.site_author or "",
        copyright=read_copyright(config.copyright, where) if config.copyright else Markup(),
        homepage=read_homepage(config.extra.get("homepage"), where),
        logo=logo,
        logo_size=image_size(shelf.files[unquote(logo.partition("?")[0])]) if logo else None,
        icon=_logo_icon(own),
        favicon=favicon,
        styles=styles,
        scripts=scripts,
        links=(
            *_repository(own),
            *(read_links(social, lambda name: _icon(own, name), where) if social else ()),
        ),
        files=shelf.files,
        extra=dict(config.extra),
    )


def _files(own: _Config, key: str) -> Iterator[tuple[int, Any]]:
    """The files that a setting lists; one that a plugin added must be in the content, or is told."""
    listed = [_path(value) for value in own.given.get(key) or ()]
    for place, value in enumerate(own.values[key]):
        path = _path(value)
        if path in listed or (Path(own.values.docs_dir) / path).is_file():
            yield place, value
        else:
            own.tell(key, why=f"{path} : {_BY_PLUGIN}")


def _path(value: Any) -> str:  # noqa: ANN401
    return str(_script(value)["path"])


def _script(value: Any) -> Mapping[str, Any]:  # noqa: ANN401  # a text, MkDocs's object, or what a file says
    """The fields of a script, from any of the forms that MkDocs takes."""
    if not isinstance(value, Mapping) or "path" not in value:
        return {"path": str(value)}
    fields = dict(value)
    return {**fields, "async": fields.get("async_", fields.get("async"))}


def _icon(own: _Config, name: str) -> Markup:
    """An icon of the theme as inline SVG, for example `material/leaf`; empty when there is none."""
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*", name):
        return Markup()
    files = (Path(folder) / ".icons" / f"{name}.svg" for folder in own.values.theme.dirs)
    found = next((file for file in files if file.is_file()), None)
    return safe_html.icon(found.read_text(encoding="utf-8")) if found else Markup()


def _logo_icon(own: _Config) -> Markup:
    icons = own.theme.get("icon")
    name = str(icons.get("logo") or "") if isinstance(icons, Mapping) else ""
    drawn = _icon(own, name)
    if name and not drawn:
        own.tell("theme", "icon", "logo", why=f"{name} n’est pas une icône du thème")
    return drawn


def _repository(own: _Config) -> tuple[Link, ...]:
    """The link to the repository, which has the name that the maintainer gives it."""
    address = own.values.repo_url or ""
    if not own.given.get("repo_name") or is_placeholder(address) or not web_address(address):
        return ()
    return (Link(web_address(address), str(own.values.repo_name)),)


def _colours(own: _Config, templates: Path) -> Mapping[str, Any]:
    """The colours and the scheme of `theme.palette`."""
    palette = own.theme.get("palette")
    if not palette:
        return {}
    tokens = (templates / "assets" / "styles" / "tokens.css").read_text(encoding="utf-8")
    colours, scheme = read_palette(palette, tokens, own.where)
    return {"colours": colours, "scheme": scheme}


def _overrides(own: _Config, templates: Path) -> tuple[Path | None, frozenset[str]]:
    """The folder of templates that replace ours, and the keys of `extra` that they ask for."""
    folder = own.values.theme.custom_dir
    if not folder or Path(folder).resolve() == templates.resolve():
        return None, frozenset()
    if Path(folder).resolve().is_relative_to(Path(own.values.docs_dir).resolve()):
        where = own.where
        where.report.add(
            messages.SETTING_INSIDE, *where.place("theme", "custom_dir"), key="theme.custom_dir",
            folder=where.folder,
        )  # fmt: skip
        return None, frozenset()
    place, base = Path(folder), Path(own.values.config_file_path or "").parent
    name = (place.relative_to(base) if place.is_relative_to(base) else place).as_posix()
    return place, read_overrides(place, name, templates, own.where.report).extra_keys


def _tell_others(own: _Config, read_by_overrides: frozenset[str]) -> None:
    """Say what does not act: a line for each setting of MkDocs, one for all the others of the theme and of `extra`."""
    defaults = MkDocsConfig()
    for name in (name for name in own.given if name in defaults):
        setting = SETTINGS.get(name, Setting(Fate.TOLD, _UNKNOWN))
        if setting.fate is Fate.TOLD and own.values[name] != defaults[name]:
            own.tell(name, why=setting.why)
        elif setting.fate is Fate.REFUSED and own.given[name]:
            own.refuse(name)
    if own.values.theme.name not in {None, "material"}:
        own.tell("theme", "name", why=_OTHER_THEME)
    for key in ("language", "locale"):
        if str(own.theme.get(key) or "fr").lower() not in {"fr", "fr-fr", "fr_fr"}:
            own.tell("theme", key, why=_FRENCH)
    for group, given in (("theme", own.theme), ("extra", own.values.extra)):
        for key in (key for key in given if given[key] and _fate(group, key) is Fate.REFUSED):
            own.refuse(group, key)
    others = [*_other_theme(own.theme), *_other_extra(own.values.extra, read_by_overrides)]
    if others:
        names = ", ".join(".".join(map(str, keys)) for keys in others)
        own.where.report.add(messages.SETTINGS_IGNORED, *own.where.place(*others[0]), names=names)


def _fate(group: str, key: str) -> Fate:
    """What becomes of a setting of the theme or of `extra`."""
    return SETTINGS.get(f"{group}.{key}", SETTINGS[f"{group}.*"]).fate


def _other_theme(theme: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The settings of the theme that do not act, as keys."""
    for key in theme:
        if key == "icon" and isinstance(theme[key], Mapping):
            yield from (("theme", key, icon) for icon in theme[key] if icon != "logo")
        elif _fate("theme", key) is Fate.TOLD:
            yield "theme", key


def _other_extra(extra: Mapping[str, Any], read: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """The keys of `extra` that neither we nor the maintainer's templates read."""
    ours = {*FACTS, *AUDIT, "accessibilite", *read}
    for key in extra:
        if key not in ours and _fate("extra", key) is Fate.TOLD:
            yield "extra", key


def named_files(settings: Settings, config: MkDocsConfig) -> frozenset[str]:
    """The paths of the files of the content that settings name."""
    return frozenset(settings.appearance.files) | set(map(str, config.extra_templates))


def extra_templates(files: Files, config: MkDocsConfig) -> list[File]:
    """The files of the content that MkDocs is to render as templates."""
    return [file for file in files if file.src_uri in config.extra_templates]
