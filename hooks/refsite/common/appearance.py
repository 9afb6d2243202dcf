"""Appearance of a site, as its maintainer sets it: description, logo, colours, styles, scripts, links of the footer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the maintainer: its address from the site's root, and the attributes of its element."""

    address: str
    type: str = ""
    defer: bool = False
    is_async: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the footer: its address, its words, and an icon as inline SVG or nothing."""

    address: str
    name: str
    icon: Markup = field(default_factory=Markup)


@dataclass(frozen=True, slots=True)
class Appearance:
    """The maintainer's choices, empty where there are none; addresses are relative to the site's root.

    `homepage` may be on another host. `scheme` is `light` or `dark` where the site has only one by default, and
    `colours` the CSS of its tokens. `files` are published as they are, by path. `overrides` is a folder of templates
    that replace ours, and `extra` is for those templates. `logo_size` is in pixels.
    """

    description: str = ""
    author: str = ""
    copyright: Markup = field(default_factory=Markup)
    homepage: str = ""
    logo: str = ""
    logo_size: tuple[int, int] | None = None
    icon: Markup = field(default_factory=Markup)
    favicon: str = ""
    scheme: str = ""
    colours: str = ""
    styles: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    links: tuple[Link, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    overrides: Path | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def styled(self) -> bool:
        """Whether pages need the stylesheet of the settings."""
        return bool(self.logo or self.icon or self.colours or self.links)
