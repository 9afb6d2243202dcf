"""Material's named colours as our tokens, where their contrast is enough."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

PRIMARY = {
    "red": ("#ef5552", "#ef5552"),
    "pink": ("#e92063", "#ed5487"),
    "purple": ("#ab47bd", "#c46fd3"),
    "deep-purple": ("#7e56c2", "#a47bea"),
    "indigo": ("#4051b5", "#5488e8"),
    "blue": ("#2094f3", "#2094f3"),
    "light-blue": ("#02a6f2", "#02a6f2"),
    "cyan": ("#00bdd6", "#00bdd6"),
    "teal": ("#009485", "#00ccb8"),
    "green": ("#4cae4f", "#71c174"),
    "light-green": ("#72ad2e", "#8bc34b"),
    "lime": ("#8b990a", "#cbdc38"),
    "yellow": ("#b8a500", "#ffec3d"),
    "amber": ("#d19d00", "#ffc105"),
    "orange": ("#e68a00", "#ffa724"),
    "deep-orange": ("#ff6e42", "#ff764d"),
    "brown": ("#795649", "#c1775c"),
    "grey": ("#4051b5", "#5e8bde"),
    "blue-grey": ("#4051b5", "#5e8bde"),
    "black": ("#4051b5", "#5e8bde"),
    "white": ("#4051b5", "#5e8bde"),
}
"""The colour of links that Material 9 gives to each primary colour, in its schemes `default` and `slate`."""

_ACCENT = {
    "red": "#ff1a47", "pink": "#f50056", "purple": "#df41fb", "deep-purple": "#7c4dff", "indigo": "#526cfe",
    "blue": "#4287ff", "light-blue": "#0091eb", "cyan": "#00bad6", "teal": "#00bda4", "green": "#00c753",
    "light-green": "#63de17", "lime": "#b0eb00", "yellow": "#ffd500", "amber": "#ffaa00", "orange": "#ff9100",
    "deep-orange": "#ff6e42",
}  # fmt: skip
ACCENT = {name: (colour, colour) for name, colour in _ACCENT.items()}
"""Hover colour of each accent colour in Material 9, the same in both schemes."""

TOKENS = {"primary": ("accent", PRIMARY), "accent": ("focus", ACCENT)}
"""The token of ours that each key of a palette sets, and the colours that it may name."""

SCHEMES = {"default": "light", "slate": "dark"}
"""Material's schemes, and the value of `color-scheme` that each means."""

BACKGROUNDS = ("paper", "sheet", "tint")
"""The tokens on which the colours of links and of the focus are seen."""

ENOUGH = Decimal("4.5")
"""Least contrast of text with its background (WCAG 2, 1.4.3)."""

_TOKEN = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)")

Pair = tuple[str, str]
Entry = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Weak:
    """A colour that is not taken: the entry that names it, its key and name, the scheme, its least contrast."""

    entry: int
    key: str
    name: str
    scheme: str
    ratio: Decimal


def read_tokens(css: str) -> dict[str, Pair]:
    """The tokens of a stylesheet that have a colour in light and one in dark, by name."""
    return {name: (light, dark) for name, light, dark in _TOKEN.findall(css)}


def contrast(one: str, other: str) -> Decimal:
    """Contrast ratio of two colours, `#rgb` or `#rrggbb`, from 1 to 21, rounded down to hundredths."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return Decimal(int((high + 0.05) / (low + 0.05) * 100)) / 100


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)  # noqa: PLR2004  # #rgb
    channels = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = map(_linear, channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """The light of a channel of sRGB, from 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004  # sRGB's


def colour_name(value: object) -> str:
    """A colour's name as Material knows it: « Deep Purple » is `deep-purple`."""
    return "-".join(str(value).lower().split())


def default_scheme(entries: Sequence[Entry]) -> str:
    """`light` or `dark` where the first palette holds until the visitor chooses; empty where the system decides."""
    follows = any("media" in entry or entry.get("scheme") == "preference" for entry in entries)
    return "" if follows else SCHEMES.get(str(entries[0].get("scheme", "")), "")


def colours(entries: Sequence[Entry], tokens: Mapping[str, Pair]) -> tuple[str, tuple[Weak, ...]]:
    """The CSS of our tokens for the palettes' colours, and the colours that are not taken.

    Each scheme takes the colours of its own palette or, without one, of the first that names some.
    """
    weak: list[Weak] = []
    rules = []
    for key, (token, known) in TOKENS.items():
        chosen = list(tokens[token])
        for side, scheme in enumerate(SCHEMES):
            for place, name in _named(entries, key, scheme):
                if name in known:
                    colour = known[name][side]
                    ratio = min(contrast(colour, tokens[on][side]) for on in BACKGROUNDS)
                    if ratio >= ENOUGH:
                        chosen[side] = colour
                    else:
                        weak.append(Weak(place, key, name, scheme, ratio))
        if tuple(chosen) != tokens[token]:
            rules.append(f"--{token}: light-dark({', '.join(chosen)});")
    if scheme := default_scheme(entries):
        rules.insert(0, f"color-scheme: {scheme};")
    return f"@layer tokens {{ :root {{ {' '.join(rules)} }} }}\n" if rules else "", tuple(weak)


def _named(entries: Sequence[Entry], key: str, scheme: str) -> Iterator[tuple[int, str]]:
    """The place and name of the colour that a scheme takes, once or never."""
    named = [(place, entry) for place, entry in enumerate(entries) if entry.get(key)]
    own = [one for one in named if one[1].get("scheme", "default") == scheme]
    for place, entry in (own or named)[:1]:
        yield place, colour_name(entry[key])


def unknown(entries: Iterable[Entry]) -> Iterator[tuple[int, str, str]]:
    """The values that are none of Material's: the place of the entry, the key, the value."""
    for place, entry in enumerate(entries):
        for key, (_, known) in TOKENS.items():
            if entry.get(key) and colour_name(entry[key]) not in known:
                yield place, key, str(entry[key])
        scheme = str(entry.get("scheme", "default"))
        if scheme not in {*SCHEMES, "preference"}:
            yield place, "scheme", scheme
