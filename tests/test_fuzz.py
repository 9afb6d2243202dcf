"""Random harm to the sheets: whatever they hold, nothing breaks and nothing dangerous comes out.

A seed is a test: `pytest tests/test_fuzz.py -k "core and [17]"` replays it. REFSITE_FUZZ and REFSITE_FUZZ_BUILDS
say how many, REFSITE_FUZZ_SHEETS names another folder of sheets to harm.
"""

import functools
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import refsite.pages.assets
from refsite.common.settings import Settings
from refsite.site.build import build, study
from tests import crawl

QUICK = 6
"""The seeds that quick runs try."""
CORE = int(os.environ.get("REFSITE_FUZZ", "150"))
BUILDS = int(os.environ.get("REFSITE_FUZZ_BUILDS", "3"))
SHEETS = Path(os.environ.get("REFSITE_FUZZ_SHEETS", crawl.CONTENT))

IDS = (
    "../x", "..", "/etc/passwd", "6.1.2/../../x", "a", "6 1 2", "6..1", ".6", "6.", "06.1", "-1", "6.1.2.1.1.1.1",
    "9" * 5000, "1" + ".1" * 3000, "٦.١.٢", "６.１", "6․1․2", "6.1.2\\u0000", '"', "'\"><script>alert(1)</script>",
    "javascript:alert(1)", "%2e%2e%2fx", "5.10", "5.2", "0x10", "1e3", "6.1.2 ", "null", "~", "true", "", "[6, 1]",
    "{a: b}", "&a 6.1.2", "*a", "!!python/object:os.system 6", "|\n  6.1.2", "..\\..\\x", "CON", "6.1.2.md",
)  # fmt: skip
WEIGHTS = (
    "nan", "inf", "-5", "1e999999", "9" * 400, "0.33333333333333333333333333333333333", "1,5", "１２", "100% ?", "[1]",
    "{a: 1}", "-0", "0", "100", "101", "1e3", "0x1F", "1_000", "½", "²", '"<b>5</b>"', "true", "999999", "0.0000001",
)  # fmt: skip
HTML = (
    "<script>alert(1)</script>", "<SCRIPT SRC=//x.test></SCRIPT>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<a href=javascript:alert(1)>x</a>", "<a href=' java&#x0A;script:x'>x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>x</script>'>", "<base href=//x.test/>", "<form><button formaction=javascript:x>x", "<!--",
    "-->", "<![CDATA[", "<?php x ?>", "</main></body></html>", "<style>@import url(//x.test)</style>", "<b", "<a", "</a>",
    "<p id=contenu>", "<div id='6.1.2.1'>x</div>", "<noscript><p title='</noscript><img src=x onerror=x>'>", "<title>",
    "<textarea>", "<plaintext>", "<template>", "<object data=x>", "<embed src=x>", "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//x.test>", "<p style='background:url(x)'>", "&lt;script&gt;", "&#60;script&#62;", "<br/" * 50,
    "{{ 7*7 }}{% for x in y %}", "{% raw %}", "{#", "{{ settings.__init__.__globals__ }}", "\x1b[31m", "${x}", "<% x %>",
)  # fmt: skip
LINKS = (
    "[x](javascript:alert(1))", "[x](JaVaScRiPt&colon;alert(1))", "[x](data:text/html,x)", "[x](vbscript:x)",
    "<javascript:alert(1)>", "![x](javascript:x)", '![x](x" onerror="alert(1))', '[x](https://x.test "onclick=alert(1)")',
    "[x](<javascript:alert(1)>)", "[x]: javascript:alert(1)\n[x]", 'https://x.test/"onmouseover="alert(1)', "www.x.test/<b>",
    "[x](\x01javascript:alert(1))", "[x](../../../etc/passwd)", "[x](#absent)", "[x](/x/)", "mailto:a@b.c?cc=<script>",
    "[x](https://[::1)", "http://[", "https://x.test:99999999/", "//x.test", "[x](https://x.test/%zz)", "[x](file:///etc)",
)  # fmt: skip
YAML = (
    "a: " + "[" * 20000, "a: " + "{a: " * 3000, "a: &a [*a]", "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "? [a]\n: b", "- a",
    "id: 6.1.2\nid: 6.1.3", "!!python/object/apply:os.system [x]", "a: !x y", "%YAML 9.9", "--- a\n--- b", "a: \t b", "a: 'x",
    'a: "\\ud800"', "<<: {id: 1}", "a: " + "x" * 200000, "\n".join(f"k{n}: {n}" for n in range(2000)), "a: |\n  x\n y", ":",
    "a: >-\n\n\n", "niveaux: [x]", "niveaux: {axe: x, action: [a]}", "anomalies_acceptees: {a: b}", "anomalies_acceptees: [x]",
    "climat_pratic_ligne: 99999999999", "climat_pratic_id: ../x", "climat_pratic_id: '<script>'", "categorie: [bases]", "\ufeff",
    "'<script>alert(1)</script>': x", "a: 2021-02-30", "a: 1:60:60", "categorie: mise  en oeuvre", "on: off",
)  # fmt: skip
_OURS = re.compile(
    rb'<script(?: type="module")? src="[^"<>]*assets/[a-z]+\.[0-9a-f]{10}\.js"></script>'
    rb'|<script type="application/ld\+json">[^<]*</script>'
)

RAW = (
    b"\x00",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\r",
    b"\x0b",
    b"\xe2\x80\xae",
    b"\xe2\x80\xa8",
    b"\x1b[2J",
)
LONG = (
    "a",
    "[",
    "*",
    "_",
    "<",
    "> ",
    "- ",
    "#",
    "`",
    "|",
    "![",
    "](",
    "&",
    "~",
    "+ ",
    "o ",
    "• ",
    "(",
    "<b>",
    "</",
    "1. ",
    "\\",
    "é",
)

Mutation = Callable[[random.Random, list[str]], None]


def _place(rng: random.Random, lines: list[str]) -> int:
    return rng.randrange(len(lines) + 1)


def cut_lines(rng: random.Random, lines: list[str]) -> None:
    start = _place(rng, lines)
    del lines[start : start + rng.randint(1, 8)]


def repeat_lines(rng: random.Random, lines: list[str]) -> None:
    start = _place(rng, lines)
    lines[start:start] = lines[start : start + rng.randint(1, 30)] * rng.randint(1, 3)


def swap_lines(rng: random.Random, lines: list[str]) -> None:
    if len(lines) > 1:
        one, other = rng.sample(range(len(lines)), 2)
        lines[one], lines[other] = lines[other], lines[one]


def break_fence(rng: random.Random, lines: list[str]) -> None:
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    if fences:
        marks = (
            "",
            "``",
            "````yaml",
            "~~~",
            "```",
            "   ```",
            "    ```yaml",
            "```yaml x",
            "``` ```",
            "```YML",
            "\t```",
        )
        lines[rng.choice(fences)] = rng.choice(marks)


def add_fence(rng: random.Random, lines: list[str]) -> None:
    lines.insert(_place(rng, lines), rng.choice(("```", "```yaml", "~~~", "```python", "``````")))


def change_heading(rng: random.Random, lines: list[str]) -> None:
    headings = [number for number, line in enumerate(lines) if line.startswith("#")]
    if headings:
        number = rng.choice(headings)
        title = rng.choice(
            (lines[number].lstrip("# "), "", rng.choice(HTML), "Actions", "x" * 3000)
        )
        lines[number] = "#" * rng.randint(0, 8) + rng.choice((" ", "", "  ", "\t")) + title


def change_id(rng: random.Random, lines: list[str]) -> None:
    _change_value(rng, lines, "id:", IDS)


def change_weight(rng: random.Random, lines: list[str]) -> None:
    _change_value(rng, lines, rng.choice(("points:", "ponderation:", "pourcentage:")), WEIGHTS)


def _change_value(rng: random.Random, lines: list[str], key: str, values: tuple[str, ...]) -> None:
    found = [number for number, line in enumerate(lines) if line.startswith(key)]
    if found:
        lines[rng.choice(found)] = f"{key} {rng.choice(values)}"


def add_yaml(rng: random.Random, lines: list[str]) -> None:
    fences = [number for number, line in enumerate(lines) if line.startswith("```y")]
    if fences:
        lines.insert(rng.choice(fences) + rng.randint(1, 2), rng.choice(YAML))


def add_html(rng: random.Random, lines: list[str]) -> None:
    _add_words(rng, lines, "".join(rng.choices(HTML, k=rng.randint(1, 3))))


def add_link(rng: random.Random, lines: list[str]) -> None:
    _add_words(rng, lines, rng.choice(LINKS))


def _add_words(rng: random.Random, lines: list[str], payload: str) -> None:
    if lines and rng.random() < 0.5:
        number = rng.randrange(len(lines))
        column = rng.randrange(len(lines[number]) + 1)
        lines[number] = lines[number][:column] + payload + lines[number][column:]
    else:
        lines.insert(_place(rng, lines), payload)


def add_long_line(rng: random.Random, lines: list[str]) -> None:
    unit = rng.choice(LONG)
    length = rng.choice((200, 5_000, 60_000))
    lines.insert(_place(rng, lines), unit * (length // len(unit)))


def add_list(rng: random.Random, lines: list[str]) -> None:
    mark = rng.choice(("- ", "• ", "− ", "o ", "+ ", "1. ", "> ", "| a | b |"))
    deep = rng.randint(1, 200)
    place = _place(rng, lines)
    lines[place:place] = [f"{'  ' * n}{mark}x" for n in range(deep)]


MUTATIONS: tuple[Mutation, ...] = (
    cut_lines, repeat_lines, swap_lines, break_fence, add_fence, change_heading, change_id, change_weight, add_yaml,
    add_html, add_html, add_link, add_long_line, add_list,
)  # fmt: skip


def mutate(rng: random.Random, raw: bytes) -> bytes:
    """A sheet's bytes after one to four harmful changes."""
    for _ in range(rng.randint(1, 4)):
        if rng.random() < 0.25:
            raw = _mutate_bytes(rng, raw)
        else:
            lines = raw.decode("utf-8", "surrogateescape").split("\n")
            rng.choice(MUTATIONS)(rng, lines)
            raw = "\n".join(lines).encode("utf-8", "surrogateescape")
    return raw


def flip_bytes(rng: random.Random, data: bytearray) -> None:
    for place in rng.choices(range(len(data)), k=rng.randint(1, 20)):
        data[place] = rng.randrange(256)


def change_letters(rng: random.Random, data: bytearray) -> None:
    """Swap letters and signs within ASCII: the file stays UTF-8, so that its text is looked at."""
    for place in rng.choices(range(len(data)), k=rng.randint(1, 20)):
        if data[place] < 128:
            data[place] = rng.randrange(32, 127)


def insert_bytes(rng: random.Random, data: bytearray) -> None:
    place = rng.randrange(len(data) + 1)
    data[place:place] = rng.choice(RAW)


def cut_end(rng: random.Random, data: bytearray) -> None:
    del data[rng.randrange(len(data)) :]


def grow(rng: random.Random, data: bytearray) -> None:
    data += b"x" * rng.choice((10, 10, 10, 1 << 20))


def _mutate_bytes(rng: random.Random, raw: bytes) -> bytes:
    data = bytearray(raw or b"#")
    rng.choice((flip_bytes, change_letters, insert_bytes, cut_end, grow))(rng, data)
    return bytes(data)


def trap(rng: random.Random, folder: Path) -> str:
    """Put into a folder what is no sheet, and say what."""
    name = rng.choice(
        (
            "6.9.9.md",
            "index.md",
            "x.md",
            "<img src=x onerror=alert(1)>.md",
            "a\nb.md",
            "é.md",
            ".md",
            "9" * 200 + ".md",
        )
    )
    path = folder / rng.choice(("", "cae", "eci", "neuf", "<b>", "..x")) / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    kind = rng.choice(
        ("fichier", "lien", "lien vers un dossier", "boucle", "tube", "dossier", "binaire")
    )
    if kind == "fichier":
        path.write_text("# x\n```yaml\nid: 6.9.9\n```\n", encoding="utf-8")
    elif kind == "tube":
        os.mkfifo(path)
    elif kind == "dossier":
        path.mkdir()
    elif kind == "binaire":
        path.with_suffix(".png").write_bytes(rng.randbytes(100))
    else:
        targets = {
            "lien": Path("/etc/passwd"),
            "lien vers un dossier": Path("/etc"),
            "boucle": path,
        }
        path.symlink_to(targets[kind])
    return f"{kind} {path.name!r}"


def sheets() -> tuple[dict[str, bytes], ...]:
    """The sheets to harm by axe: `cae/6` with its plan, its référentiel's file and the themes."""
    found = {path: raw for path, raw in crawl.on_disk(SHEETS).items() if path.endswith(".md")}
    if SHEETS == crawl.CONTENT:
        found["cae/3.3.6.md"] = (crawl.TEMPLATES / "content/exemple.md").read_bytes()
    axes: dict[tuple[str, str], dict[str, bytes]] = {}
    for path in found:
        folder, _, name = path.rpartition("/")
        if folder and name != "index.md":
            axe = axes.setdefault((folder, name.removesuffix(".md").split(".")[0]), {})
            shared = ("index.md", "climat-pratic.md", f"{folder}/index.md")
            axe.update({other: found[other] for other in (*shared, path) if other in found})
    return tuple(axes[key] for key in sorted(axes))


AXES = sheets()


@pytest.fixture(scope="module", autouse=True)
def bundled_once() -> Iterator[None]:
    """Bundle the scripts once for all seeds, not twice for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(refsite.pages.assets, "bundle", functools.cache(refsite.pages.assets.bundle))
        yield


@functools.lru_cache(maxsize=4096)
def flaws(page: bytes) -> tuple[str, ...]:
    """Faults of a page: anything that runs, and tags that do not nest."""
    document = crawl.read(page)
    script = ("<script",) if b"<script" in _OURS.sub(b"", page).lower() else ()
    return (*script, *crawl.harm(document), *document.faults)


def found_wrong(site: crawl.Files) -> list[str]:
    """Everything wrong with a site that came out of harmed sheets."""
    wrong = [
        f"{path} : {flaw}"
        for path, page in site.items()
        if path.endswith(".html")
        for flaw in flaws(page)
    ]
    wrong += [
        f"{path} sort du site"
        for path in site
        if path.startswith("/") or ".." in path.split("/") or "\\" in path
    ]
    return wrong + crawl.dead_links(site) + crawl.double_ids(site) + crawl.heading_faults(site)


@pytest.mark.parametrize(
    "seed",
    [seed if seed < QUICK else pytest.param(seed, marks=pytest.mark.slow) for seed in range(CORE)],
)
def test_the_core_withstands_a_harmed_sheet(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    axe = dict(rng.choice(AXES))
    names = sorted(axe)
    own = [name for name in names if name.count(".") > 1] or names
    harmed = rng.choice(own if rng.random() < 0.7 else names)
    axe[harmed] = mutate(rng, axe[harmed])
    folder = tmp_path / "fiches"
    for path, raw in axe.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    trapped = trap(rng, folder) if rng.random() < 0.1 else ""
    where = f"graine {seed} : {harmed} {trapped}"
    found = study(folder)
    made = functools.partial(build, found, Settings(), crawl.TEMPLATES, folder="fiches")
    preview = crawl.as_files(made(preview=True))
    public = crawl.as_files(made())
    assert [
        flaw for path, page in preview.items() if path.endswith(".html") for flaw in flaws(page)
    ] == [], where
    assert found_wrong(public) == [], where
    assert b"root:x:0:0" not in b"".join(public.values()), where


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that stands before the harm."""
    site = tmp_path_factory.mktemp("avant") / "site"
    assert crawl.mkdocs("build", "--site-dir", str(site)).returncode == 0
    return site


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(BUILDS))
def test_a_build_of_harmed_sheets_gives_a_whole_site_or_leaves_the_old_one(
    seed: int, good: Path, tmp_path: Path
) -> None:
    rng = random.Random(f"builds {seed}")
    folder = tmp_path / "fiches"
    harmed = {path: raw for axe in AXES for path, raw in axe.items()}
    # Every third build has text harmed only, so that builds which succeed are tried, too.
    mild = seed % 3 == 0
    for name in rng.sample(sorted(harmed), min(len(harmed), 3)):
        if mild:
            lines = harmed[name].decode().split("\n")
            rng.choice((add_html, add_link, add_list))(rng, lines)
            harmed[name] = "\n".join(lines).encode()
        else:
            harmed[name] = mutate(rng, harmed[name])
    for path, raw in harmed.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    trapped = "" if mild else trap(rng, folder)
    site = shutil.copytree(good, tmp_path / "site")
    before = crawl.on_disk(site)
    result = crawl.mkdocs("build", "--site-dir", str(site), content=folder)
    where = f"graine {seed} {trapped}\n{result.stderr[-3000:]}"
    assert "Traceback" not in result.stderr + result.stdout, where
    assert result.returncode in {0, 1}, where
    after = crawl.on_disk(site)
    if result.returncode:
        assert after == before, where
    else:
        assert {"index.html", "404.html", "robots.txt", "etat/index.html"} <= after.keys(), where
        assert found_wrong(after) == [], where
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fiches", "site"], where
