"""Cost of hostile sheets at the bounds of `refsite.common.bounds`, beyond an ordinary build of the shipped ones.

    python benchmarks/bounds.py [--only PART]

Each shape is a file of just under the largest size, or a folder's worth of what else is bounded, laid over
referentiel/. Everything that a build makes of it is made in a process of its own. The promise: at most 3 s of CPU and
300 MB more than the shipped sheets alone. `tests/test_bounds.py` runs the same shapes under limits ten times as wide.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "hooks"))

from refsite.changes.compare import compare, side_of  # noqa: E402
from refsite.changes.sentences import Sides, as_text  # noqa: E402
from refsite.common import bounds  # noqa: E402
from refsite.common.printed import listed  # noqa: E402
from refsite.common.settings import Settings  # noqa: E402
from refsite.site.build import build, study  # noqa: E402

SECONDS, MEGABYTES = 3, 300
"""The budget of a shape, beyond an ordinary build."""

LIMIT = 10
"""A process is stopped at so many times the budget."""

ORDINARY = "nothing"
SHEET = "cae/9.9.9.md"
HEAD = "# Essai\n```yaml\nid: 9.9.9\n```\n\n## Description\n\n"
ROOM = bounds.FILE - len(HEAD) - 200
"""Characters of one byte that fit below the head."""

Files = dict[str, str | bytes]


def lines(unit: str, size: int = ROOM) -> str:
    """A unit repeated up to a size in bytes, on lines of the largest length, two of them a paragraph.

    A longer paragraph is not parsed.
    """
    line = unit * ((bounds.LINE - 10) // len(unit))
    paragraph = f"{line}\n{line}\n\n"
    whole = paragraph * (size // len(paragraph.encode()))
    return whole + unit * min(
        (size - len(whole.encode())) // len(unit.encode()), bounds.LINE // len(unit)
    )


def each(unit: str, size: int = ROOM) -> str:
    """A unit repeated up to a size in bytes; the unit ends its own lines."""
    return unit * (size // len(unit.encode()))


def numbered(unit: str, most: int | None = None, size: int = ROOM) -> str:
    """A unit with `{}` counted from 1, at most so many times and up to a size in bytes."""
    found: list[str] = []
    for number in count(1):
        text = unit.replace("{}", str(number))
        size -= len(text.encode())
        if size < 0 or number - 1 == most:
            return "".join(found)
        found.append(text)
    raise AssertionError


def prose(text: str) -> Files:
    """A sheet whose text this is."""
    return {SHEET: HEAD + text}


def block(text: str) -> Files:
    """A sheet whose yaml block holds these lines."""
    return {SHEET: HEAD.replace("id: 9.9.9\n", f"id: 9.9.9\n{text}\n")}


def nodes(fields: str, most: int = bounds.HEADINGS - 2) -> Files:
    """A sheet of as many sous-actions as it may hold, each with these lines of yaml."""
    unit = f"### Étape {{}}\n```yaml\nid: 9.9.9.{{}}\n{fields}```\n"
    return {SHEET: HEAD.replace("## Description", "## Actions") + numbered(unit, most)}


def backwards(text: str) -> str:
    """Lines in the opposite order."""
    return "\n".join(reversed(text.split("\n")))


def withdrawals(item: str) -> Files:
    """A référentiel's file that declares as many numbers withdrawn as it may."""
    text = (PROJECT / "referentiel/cae/index.md").read_text(encoding="utf-8")
    listed = numbered(item, bounds.WITHDRAWALS, ROOM - len(text.encode()))
    return {"cae/index.md": text.replace("id: cae\n", f"id: cae\nretires:\n{listed}", 1)}


def drawing(text: str) -> Files:
    """A drawing that holds this."""
    return {"cae/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>'.encode()}


def pictures(text: str) -> Files:
    """As many images as a folder may hold, and a sheet with this text."""
    image = (PROJECT / "templates/assets/images/icone-180.png").read_bytes()
    names = (f"cae/images/vue-du-plan-{number}.png" for number in range(bounds.MEDIA_FILES))
    return {**dict.fromkeys(names, image), **prose(text)}


def chained() -> Files:
    """Numbers that left, each replaced by the one that is declared before it."""
    files = withdrawals("  - {id: 8.{}, depuis: 2026.1, remplace_par: 8.{}-}\n")
    written = str(files["cae/index.md"])
    text = re.sub(r"8\.(\d+)-", lambda found: f"8.{int(found[1]) - 1}", written)
    return {"cae/index.md": text}


def themes(wrong: str) -> Files:
    """A full catalogue, and sous-actions that name a theme that is not in it."""
    unit = "## Thème {}\n```yaml\nid: theme-qui-porte-un-nom-assez-long-{}\n```\n"
    catalogue = "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n" + numbered(unit, bounds.THEMES)
    return {"climat-pratic.md": catalogue, **nodes(f"climat_pratic_id: {wrong}\n")}


def longer(mark: str, end: str) -> str:
    """Runs of a mark in paragraphs of their own, in each of which no run closes another."""
    runs = "\n".join(f"{mark * length}{end}" for length in range(3, 190))
    return each(f"{runs}\n\n")


def indented(mark: str) -> str:
    """A list whose every item lies in the one before."""
    rows = (f"{'  ' * depth}{mark} a" for depth in range(340))
    return "\n".join(rows)[:ROOM]


SHAPES: dict[str, Callable[[], Files]] = {
    ORDINARY: dict,
    "text: words of one letter": lambda: prose(lines("a ")),
    "text: one word in a line": lambda: prose(each("mot\n")),
    "text: one letter in a paragraph": lambda: prose(each("a\n\n")),
    "text: words all different": lambda: prose(numbered("mot{} \n")),
    "text: accents": lambda: prose(lines("é è ê ")),
    "text: stacked accents": lambda: prose(lines("q" + "\u0323\u0301" * (bounds.MARKS // 2))),
    "text: accents to compose": lambda: prose(lines("e\u0301")),
    "text: accents in disorder": lambda: prose(lines("a" + "\u0301\u0323" * (bounds.MARKS // 2))),
    "text: accents as entities": lambda: prose(lines("&#769;")),
    "text: ideograms": lambda: prose(lines("気候変動")),
    "text: from right to left": lambda: prose(lines("שלום ")),
    "text: emoji": lambda: prose(lines("👩‍👩‍👧 ")),
    "text: blanks of Unicode": lambda: prose(lines("\u2003\u00a0\u202f")),
    "text: no width": lambda: prose(lines("a\u200b\u00ad")),
    "text: separators": lambda: prose(lines("a\u2028")),
    "text: blanks": lambda: prose(lines(" ")),
    "text: tabulations": lambda: prose(lines("\t")),
    "text: empty lines": lambda: prose(each("\n")),
    "text: control characters": lambda: prose(lines("a\x07")),
    "text: quotes": lambda: prose(lines("\"'")),
    "text: long s": lambda: prose(lines("<ſcript>")),
    "marks: brackets": lambda: prose(lines("[")),
    "marks: closing brackets": lambda: prose(lines("]")),
    "marks: brackets, paired": lambda: prose(each("[" * 9000 + "]" * 9 + "\n")),
    "marks: images": lambda: prose(lines("![")),
    "marks: links to x": lambda: prose(lines("[](x)")),
    "marks: links that nothing closes": lambda: prose(lines("[a](")),
    "marks: links with titles": lambda: prose(lines('[a](b "c')),
    "marks: links to refuse": lambda: prose(lines("[a](javascript:b) ")),
    "marks: images to refuse": lambda: prose(lines("![a](b) ")),
    "marks: links in links": lambda: prose(lines("[a [b](c) ](d)")),
    "marks: references": lambda: prose(numbered("[a{}]: b\n")),
    "marks: uses of references": lambda: prose("[a]: b\n\n" + lines("[a][a]", size=ROOM - 10)),
    "marks: uses of no reference": lambda: prose(lines("[a][b]")),
    "marks: stars": lambda: prose(lines("*")),
    "marks: stars and letters": lambda: prose(lines("*a ")),
    "marks: stars and underscores": lambda: prose(lines("*_a_*_")),
    "marks: strong, opened": lambda: prose(lines("**a ")),
    "marks: strikes": lambda: prose(lines("~~a ")),
    "marks: backquotes": lambda: prose(lines("`")),
    "marks: backquotes, longer each": lambda: prose(longer("`", "a ")),
    "marks: backslashes": lambda: prose(lines("\\")),
    "marks: hard breaks": lambda: prose(each("a  \n")),
    "marks: entities": lambda: prose(lines("&amp;")),
    "marks: ampersands": lambda: prose(lines("&")),
    "marks: parentheses": lambda: prose(lines("(")),
    "blocks: quotes in quotes": lambda: prose(lines("> ")),
    "blocks: quotes in quotes, short": lambda: prose(each("> " * 100 + "a\n")),
    "blocks: lists in lists": lambda: prose(lines("- ")),
    "blocks: lists in lists, short": lambda: prose(each("- " * 50 + "a\n")),
    "blocks: lists in lists, indented": lambda: prose(indented("-")),
    "blocks: numbers in numbers": lambda: prose(lines("1. ")),
    "blocks: items": lambda: prose(each("- a\n")),
    "blocks: items apart": lambda: prose(each("- a\n\n")),
    "blocks: pasted bullets": lambda: prose(each("• a\n")),
    "blocks: tasks": lambda: prose(each("- [ ] a\n")),
    "blocks: tables": lambda: prose(each("a|b\n-|-\n")),
    "blocks: tables apart": lambda: prose(each("a|b\n-|-\n\n")),
    "blocks: a long table": lambda: prose("a|b\n-|-\n" + each("c|d\n", ROOM - 10)),
    "blocks: a wide table": lambda: prose(
        "|a" * 4990 + "|\n" + "|-" * 4990 + "|\n" + each("|\n", ROOM - 20_000)
    ),
    "blocks: rules": lambda: prose(each("---\n\n")),
    "blocks: underlined titles": lambda: prose(each("a\n=\n")),
    "blocks: near-fences": lambda: prose(each("``\n")),
    "blocks: fences": lambda: prose(each("```\n")),
    "blocks: fences of two kinds": lambda: prose(each("```a\n~~~\n")),
    "blocks: fences, longer each": lambda: prose(longer("`", "")),
    "blocks: fences, shorter each": lambda: prose(
        "\n".join("`" * length for length in range(400, 2, -1))
        + "\n"
        + each("```a\n", ROOM - 81_000)
    ),
    "blocks: fences that nothing closes": lambda: prose(each("```a\n")),
    "blocks: indented code": lambda: prose(each("    a\n\n")),
    "html: comments, opened": lambda: prose(lines("<!--")),
    "html: comments": lambda: prose(lines("<!-- a -->")),
    "html: comments, a line each": lambda: prose(each("<!--\n")),
    "html: instructions": lambda: prose(lines("<?")),
    "html: sections of data": lambda: prose(lines("<![CDATA[")),
    "html: declarations": lambda: prose(lines("<!A ")),
    "html: tags, opened": lambda: prose(lines("<b>")),
    "html: tags, closed": lambda: prose(lines("</b>")),
    "html: tags that cross": lambda: prose(lines("<b><i></b></i>")),
    "html: tags that end nowhere": lambda: prose(lines("<a ")),
    "html: attributes": lambda: prose(lines("<a b=c d='e' ")),
    "html: quotes of attributes": lambda: prose(lines('<a b="')),
    "html: blocks": lambda: prose(each("<div>\n")),
    "html: tables": lambda: prose(lines("<table><tr><td>")),
    "html: blocks on a line": lambda: prose(lines("<p>")),
    "html: blanks below a deep list": lambda: prose(
        "- " * 4990 + each("\n", ROOM - 10_000) + "<b>"
    ),
    "html: comments in code of lists": lambda: prose(each("- ```\n  <!-- a -->\n")),
    "html: less than": lambda: prose(lines("<")),
    "html: scripts": lambda: prose(lines("<script>")),
    "addresses: of mail": lambda: prose(lines("<a@b.c>")),
    "addresses: bare mail": lambda: prose(lines("a@b.cc ")),
    "addresses: of any scheme": lambda: prose(lines("<ab:b>")),
    "addresses: www": lambda: prose(lines("www.")),
    "addresses: www, apart": lambda: prose(lines("www.a.fr ")),
    "addresses: https": lambda: prose(lines("https://")),
    "addresses: https, apart": lambda: prose(lines("https://a.fr ")),
    "addresses: dots": lambda: prose(lines("a.")),
    "addresses: with parentheses": lambda: prose(lines("https://a.fr/((")),
    "numbers: long": lambda: prose(lines("1.2.3.4.5 ")),
    "numbers: without end": lambda: prose(lines("1.")),
    "numbers: of an action": lambda: prose(lines("6.1.2 ")),
    "numbers: of an action, a line each": lambda: prose(each("6.1.2\n\n")),
    "numbers: that are not there": lambda: prose(lines("action 7.7.7 ")),
    "numbers: in a chain": lambda: prose(lines("actions 6.1.2, 6.1.3 et ")),
    "numbers: of the other référentiel": lambda: prose(lines("eci 5.2, cae 6.1.2 ")),
    "numbers: in links": lambda: prose(lines("[6.1.2](6.1.2) ")),
    "numbers: of units": lambda: prose(lines("1,5 % ")),
    "numbers: digits": lambda: prose(lines("1")),
    "headings: sections": lambda: prose(numbered("### Partie {}\n\na\n", bounds.HEADINGS - 2)),
    "headings: of the largest length": lambda: prose(
        each(f"### {'a ' * (bounds.TITLE // 2 - 1)}\n")
    ),
    "headings: with numbers": lambda: prose(each(f"### {'6.1.2 ' * (bounds.TITLE // 6)}\n")),
    "headings: with brackets": lambda: prose(each(f"### {'[' * bounds.TITLE}\n")),
    "headings: with closing marks": lambda: prose(
        each(f"### a{' #' * (bounds.TITLE // 2 - 2)} b\n")
    ),
    "headings: glued": lambda: prose(numbered("###a{}\n", bounds.HEADINGS - 2)),
    "headings: nodes": lambda: nodes(""),
    "headings: nodes with weights": lambda: nodes("pourcentage: 3\npoints: 7\n"),
    "headings: nodes with wrong weights": lambda: nodes("pourcentage: beaucoup\n"),
    "headings: nodes with wrong keys": lambda: nodes("pointz: 3\ncategori: bases\n"),
    "headings: nodes with long names": lambda: {
        SHEET: HEAD + numbered(f"### {'a' * 4900} {{}}\n```yaml\nid: 9.9.9.{{}}\n```\n")
    },
    "headings: nodes of one id": lambda: {
        SHEET: HEAD + each("### a\n```yaml\nid: 9.9.9.1\n```\n")[: 498 * 30]
    },
    "headings: nodes with keys like ours": lambda: nodes(
        "".join(f"poinds{n}: 3\n" for n in range(10))
    ),
    "headings: nodes with names of their own": lambda: nodes(f"couleur: {'rouge ' * 30}\n"),
    "yaml: blocks below texts": lambda: prose(each("a\n```yaml\nid: 1\n```\n")),
    "yaml: blocks of ids that nothing closes": lambda: {
        SHEET: HEAD + "### a\n```x\nid: 1\n" * 490 + each("a\n", ROOM - 490 * 18)
    },
    "yaml: blocks above titles without any": lambda: {
        SHEET: each("```yaml\n```\n", ROOM - 4000) + "### a\n" * 490
    },
    "yaml: blocks that nothing closes": lambda: prose(each("```yaml\n")),
    "yaml: keys": lambda: block(numbered("k{}: a\n")),
    "yaml: one key, twice": lambda: block(each("a: b\n")),
    "yaml: lists": lambda: block("a: [\n" + lines("b, ") + "\nb]"),
    "yaml: lists in lists": lambda: block("a: " + lines("[")),
    "yaml: mappings in mappings": lambda: block("a: " + lines("{a: ")),
    "yaml: indented mappings": lambda: block("\n".join(f"{' ' * n}a:" for n in range(450))),
    "yaml: anchors": lambda: block(numbered("a{}: &a{} [b]\n")),
    "yaml: aliases": lambda: block(numbered("a{}: *a\n")),
    "yaml: tags": lambda: block(numbered("a{}: !!str b\n")),
    "yaml: a long text": lambda: block("a: |\n" + each("  b\n")),
    "yaml: a long quoted text": lambda: block('a: "' + each("\\u00e9\n  ") + '"'),
    "yaml: a quote that nothing closes": lambda: block("a: '" + each("b\n")),
    "yaml: colons": lambda: block("a: " + lines("b: ")),
    "yaml: question marks": lambda: block(each("? a\n")),
    "yaml: dashes": lambda: block("a: " + lines("- ")),
    "yaml: comments": lambda: block(each("# a\n", size=bounds.HEADINGS * 4 - 20)),
    "yaml: front matter": lambda: {SHEET: "---\nid: 9.9.9\n" + each("k: v\n") + "---\n# Essai\n"},
    "yaml: an id without end": lambda: {SHEET: HEAD.replace("9.9.9", "9" + ".9" * 4900)},
    "themes: 300, and sous-actions of wrong ones": lambda: themes(
        "theme-qui-porte-un-nom-assez-long-x"
    ),
    "themes: 300, and sous-actions far from all": lambda: themes("z" * 80),
    "themes: 300, and sous-actions of wrong ones, each its own": lambda: themes(
        "theme-qui-porte-un-nom-assez-long-x{}"
    ),
    "themes: 300 of the largest names": lambda: {
        "climat-pratic.md": "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n"
        + numbered(f"## Thème {{}}\n```yaml\nid: {'a' * 380}-{{}}\n```\n", bounds.THEMES),
        **nodes(f"climat_pratic_id: {'a' * 190}b{'a' * 189}-{{}}\n", 280),
    },
    "themes: with long texts": lambda: {
        "climat-pratic.md": "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n"
        + numbered(f"## Thème {{}}\n```yaml\nid: t{{}}\n```\n{'mot ' * 80}\n", bounds.THEMES)
    },
    "withdrawals: to nothing": lambda: withdrawals("  - {id: 8.{}, depuis: 2026.1}\n"),
    "withdrawals: to one that is there": lambda: withdrawals(
        "  - {id: 8.{}, depuis: 2026.1, remplace_par: 6.1.2}\n"
    ),
    "withdrawals: to one that is not": lambda: withdrawals(
        "  - {id: 8.{}, depuis: 2026.1, remplace_par: 7.7}\n"
    ),
    "withdrawals: to themselves": lambda: withdrawals(
        "  - {id: 8.{}, depuis: 2026.1, remplace_par: 8.{}}\n"
    ),
    "withdrawals: in a chain": chained,
    "withdrawals: that cannot be read": lambda: withdrawals("  - {id: x{}, depuis: 2026.1}\n"),
    "synonyms: pairs": lambda: {
        "synonymes.md": "# Synonymes\n\n" + numbered("- mot{} = autre{}\n")
    },
    "synonyms: of one word": lambda: {
        "synonymes.md": "# Synonymes\n\n" + numbered("- vélo = autre{}\n")
    },
    "synonyms: that cannot be read": lambda: {"synonymes.md": "# Synonymes\n\n" + each("- a\n")},
    "synonyms: blanks": lambda: {"synonymes.md": "# Synonymes\n\n" + each(f"- a{' ' * 9900}b\n")},
    "media: images shown": lambda: pictures(each("![a](images/vue-du-plan-1.png)\n\n")),
    "media: images that are not there": lambda: pictures(
        numbered("![a](images/vu-du-plan-{}.png)\n\n")
    ),
    "media: links to sheets": lambda: prose(each("[a](6.1.2.md#6.1.2.1)\n")),
    "media: links to sheets that are not there": lambda: pictures(numbered("[a](6.{}.md)\n")),
    "media: links to anchors that are not there": lambda: prose(numbered("[a](6.1.2.md#{})\n")),
    "media: links out of the folder": lambda: prose(each("[](../../a.md)\n\n")),
    "media: links through folders": lambda: prose(numbered("[](" + "a/../" * 900 + "{}.md)\n\n")),
    "media: an image of markers": lambda: {
        "cae/a.jpg": b"\xff\xd8\xff" + b"\xff\xe0\0\2" * (bounds.IMAGE // 4 - 1)
    },
    "media: a drawing of empty elements": lambda: drawing("<g/>" * (bounds.SVG // 4 - 20)),
    "media: a drawing of references": lambda: drawing(
        '<g fill="url(#a)"/>' * (bounds.SVG // 19 - 5)
    ),
    "media: a drawing of styles": lambda: drawing(
        "<style>" + "a{fill:url(#a)}" * (bounds.SVG // 15 - 10) + "</style>"
    ),
    "media: a drawing in depth": lambda: drawing("<g>" * (bounds.SVG // 3 - 40)),
    "media: a document": lambda: {
        "cae/a.docx": b"PK\3\4" + b"[Content_Types].xm" * (bounds.DOCUMENT // 18 - 1)
    },
    "home: words": lambda: {"index.md": "# Accueil\n\n" + lines("mot ")},
    "home: numbers": lambda: {"index.md": "# Accueil\n\n" + lines("6.1.2 ")},
}

ALIKE = "### Réduire les fuites du réseau {}\n```yaml\nid: 9.9.9.{}\n```\nLe réseau perd chaque année plus d’eau {}.\n"

FORMER: dict[str, Callable[[], Files]] = {
    "versions: a text by another": lambda: prose(numbered("avant{} ", size=9_900)),
    "versions: words moved": lambda: prose(lines("deux un trois ")),
    "versions: words in another order": lambda: prose(backwards(numbered("mot{} \n"))),
    "versions: words of one letter": lambda: prose(lines("b a a ")),
    "versions: links changed": lambda: prose(numbered("[a](https://a.fr/{}) \n")),
    "versions: sous-actions alike, moved": lambda: {
        SHEET: HEAD + numbered(ALIKE.replace("9.9.9.{}", "9.9.9.1{}"), 310)
    },
    "versions: sous-actions renumbered": lambda: nodes("points: 1\n", 310),
    "versions: synonyms changed": lambda: {
        "synonymes.md": "# Synonymes\n\n" + numbered("- mot{} = avant{}\n")
    },
    "versions: withdrawals forgotten": dict,
}
"""Shapes of `SHAPES` that are compared with another state of the same sheets, as a build in git does."""

SHAPES |= {
    "versions: a text by another": lambda: prose(numbered("après{} ", size=9_900)),
    "versions: words moved": lambda: prose(lines("un deux trois ")),
    "versions: words in another order": lambda: prose(numbered("mot{} \n")),
    "versions: words of one letter": lambda: prose(lines("a a b ")),
    "versions: links changed": lambda: prose(numbered("[a](https://b.fr/{}) \n")),
    "versions: sous-actions alike, moved": lambda: {SHEET: HEAD + numbered(ALIKE, 310)},
    "versions: sous-actions renumbered": lambda: {
        SHEET: str(nodes("points: 1\n", 310)[SHEET]).replace("id: 9.9.9.", "id: 9.9.9.1")
    },
    "versions: synonyms changed": SHAPES["synonyms: pairs"],
    "versions: withdrawals forgotten": chained,
}


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU and MB at the peak of a process, children included; how it ended."""

    seconds: float
    megabytes: float
    status: int


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure hostile sheets at the bounds.")
    parser.add_argument("--only", default="", help="shapes whose name holds this")
    parser.add_argument("--make", metavar="SHAPE", help="build one shape in this process")
    parser.add_argument("--limited", action="store_true", help="under ten times the budget")
    options = parser.parse_args()
    if options.make:
        if options.limited:
            limit()
        make(options.make)
        return 0
    ordinary = measure(ORDINARY)
    print(
        f"{ORDINARY:<48} {ordinary.seconds:6.2f} s {ordinary.megabytes:6.0f} MB in all; below, what is more"
    )
    over = 0
    for name in SHAPES:
        if name != ORDINARY and options.only in name:
            cost = measure(name)
            seconds = cost.seconds - ordinary.seconds
            megabytes = cost.megabytes - ordinary.megabytes
            wrong = (
                "FAILED"
                if cost.status
                else "over"
                if seconds > SECONDS or megabytes > MEGABYTES
                else ""
            )
            over += bool(wrong)
            print(f"{name:<48} {seconds:6.2f} s {megabytes:6.0f} MB {wrong}", flush=True)
    print(f"{over} beyond {SECONDS} s or {MEGABYTES} MB")
    return 1 if over else 0


def measure(name: str, *words: str) -> Cost:
    """Cost of a shape, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--make", name, *words], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    return Cost(seconds, usage.ru_maxrss / 1024, process.returncode)


def limit() -> None:
    """Let the system stop this process beyond ten times the budget, and what an ordinary build needs."""
    seconds = LIMIT * SECONDS + 10
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    bytes_ = (LIMIT * MEGABYTES + 1000) << 20
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))


def make(name: str) -> None:
    """Read, check and render a shape laid over the shipped sheets; make every page and file, and compare versions."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        found = study(lay(place / "referentiel", SHAPES[name]()))
        made = build(found, Settings(), PROJECT / "templates", folder="referentiel")
        print(sum(len(content) for _, content in made), *listed(found.problems), sep="\n")
        if name in FORMER:
            former = study(lay(place / "avant", FORMER[name]()))
            sides = (side_of(one.contenu, one.problems) for one in (former, found))
            print(as_text(compare(*sides), Sides("avant", "après")))


def lay(folder: Path, files: Files) -> Path:
    """The shipped sheets in a new folder, with files laid over them."""
    shutil.copytree(PROJECT / "referentiel", folder)
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


if __name__ == "__main__":
    sys.exit(main())
