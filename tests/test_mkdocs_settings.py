"""Every setting of MkDocs and of Material: it acts, or the build says why not, and docs/mkdocs.md says which."""

import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import crawl
from tests.crawl import Document
from tests.test_events import PATIENCE, Preview

SHEETS = {
    "climat-pratic.md": "# Climat Pratic\n```yaml\nid: climat-pratic\n```\n\n## Eau\n```yaml\nid: eau\n```\n",
    "vert/index.md": (
        "# Vert\n```yaml\nid: vert\nniveaux:\n  axe: [axe, axes]\n  action: [action, actions]\n```\n"
    ),
    "vert/1.md": "# Axe\n```yaml\nid: 1\n```\n",
    "vert/1.1.md": "# Composter\n```yaml\nid: 1.1\n```\nTexte.\n",
}
FILES: dict[str, str] = {
    **SHEETS,
    "assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"></svg>',
    "images/icone.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
    "notre.css": "p {}",
    "js/un.js": "1",
    "js/deux.mjs": "2",
    "essai.txt": "{{ config.site_name }}",
}
HEAD = f"""\
INHERIT: {json.dumps(str(crawl.PROJECT / "mkdocs.yml"))}
docs_dir: fiches
hooks: [{json.dumps(str(crawl.PROJECT / "hooks" / "mkdocs_events.py"))}]
"""
EVERYTHING = f"""{HEAD}\
site_dir: sortie
site_name: Essai
site_url: https://essai.test/sous/
site_description: Une description.
site_author: Commune d’Essai
repo_url: https://forge.test/nous/fiches
repo_name: nos fiches
edit_uri_template: 'edit/{{path}}'
copyright: '<a href="mentions-legales/">Tous droits</a>'
extra_css: [notre.css]
extra_javascript:
  - js/un.js
  - js/deux.mjs
  - {{path: js/un.js, defer: true, async: true}}
extra_templates: [essai.txt]
theme:
  name: material
  language: fr
  locale: fr
  custom_dir: modeles
  logo: assets/logo.svg
  icon: {{logo: material/leaf}}
  favicon: images/icone.svg
  font: false
  palette: {{scheme: slate, primary: teal}}
extra:
  notre: mot à nous
  homepage: /vert/
  social:
    - {{icon: fontawesome/brands/mastodon, link: 'https://reseau.test/@nous', name: Nous}}
"""
PAGE = "vert/1.1/"


@dataclass(frozen=True)
class Made:
    """What a build printed and wrote."""

    told: str
    site: dict[str, bytes]

    @property
    def page(self) -> Document:
        return crawl.page(self.site, PAGE)

    def element(self, tag: str, name: str, value: str) -> list[dict[str, str]]:
        """The attributes of the elements of the page's document whose attribute is that value."""
        found = (element.attributes for element in self.page.root.all(tag))
        return [attributes for attributes in found if attributes.get(name) == value]


def project(place: Path, configuration: str, files: dict[str, str] = FILES) -> Path:
    """The configuration file of a project whose folders are `fiches` and `modeles`."""
    crawl.write(place / "fiches", files)
    override = "{% include 'nos/mots.html.j2' %}"
    crawl.write(
        place / "modeles",
        {
            "layout/redirect.html.j2": override,
            "components/source.html.j2": "{% macro after(source, formats) %}<p>{{ extra.notre }}"
            '<a href="{{ settings.edit_link(source) }}">Modifier</a></p>{% endmacro %}',
            "nos/mots.html.j2": "{{ target }}",
        },
    )
    return crawl.write(place, {"autre.yml": configuration}) / "autre.yml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A site that uses every setting that acts."""
    file = project(tmp_path_factory.mktemp("reglages"), EVERYTHING)
    result = crawl.mkdocs("build", "-f", str(file))
    assert result.returncode == 0, result.stderr
    return Made(result.stderr + result.stdout, crawl.on_disk(file.parent / "sortie"))


def style(made: Made) -> str:
    (found,) = (
        content for path, content in made.site.items() if path.startswith("assets/reglages.")
    )
    return found.decode()


ACTS: dict[str, Callable[[Made], object]] = {
    "config_file_path": lambda m: "autre.yml: note[configuration]" in m.told,
    "site_name": lambda m: m.page.root.by_class("brand")[0].text == "Essai",
    "site_url": lambda m: b"<loc>https://essai.test/sous/vert/1.1/</loc>" in m.site["sitemap.xml"],
    "site_description": lambda m: (
        crawl.page(m.site, "").meta("description") == "Une description."
        and b"> Une description.\n" in m.site["llms.txt"]
        and b'"description":"Une description."' in m.site["index.html"]
        and m.page.meta("description") != "Une description."
    ),
    "site_author": lambda m: m.page.meta("author") == "Commune d’Essai",
    "repo_url": lambda m: m.element("a", "href", "https://forge.test/nous/fiches"),
    "repo_name": lambda m: "nos fiches" in m.page.root.one("footer").text,
    "edit_uri_template": lambda m: m.element(
        "a", "href", "https://forge.test/nous/fiches/edit/vert/1.1.md"
    ),
    "copyright": lambda m: m.element("a", "href", "../../mentions-legales/"),
    "docs_dir": lambda m: f"{PAGE}index.html" in m.site,
    "site_dir": lambda m: m.site,
    "extra_css": lambda m: (
        m.site["notre.css"] == b"p {}"
        and m.page.root.all("link")[-1].attributes["href"] == "../../notre.css"
    ),
    "extra_javascript": lambda m: [e.attributes for e in m.page.root.all("script")][-3:] == [
        {"src": "../../js/un.js"},
        {"src": "../../js/deux.mjs", "type": "module"},
        {"src": "../../js/un.js", "defer": "", "async": ""},
    ] and {"js/un.js", "js/deux.mjs"} <= m.site.keys(),
    "extra_templates": lambda m: m.site["essai.txt"] == b"Essai",
    "theme": style,
    "theme.name": lambda m: "theme.name" not in m.told,
    "theme.language": lambda m: m.page.root.one("html").attributes["lang"] == "fr",
    "theme.locale": lambda m: "theme.locale" not in m.told,
    "theme.custom_dir": lambda m: (
        m.element("a", "href", "https://forge.test/nous/fiches/edit/vert/1.1.md")
        and not [path for path in m.site if path.endswith(".j2")]
        and "modeles" not in m.told
    ),
    "theme.logo": lambda m: [
        e.attributes for e in m.page.root.by_class("brand")[0].all("img")
        if e.attributes["src"].startswith("../../assets/logo.svg?")
        and e.attributes["width"] == "90"
        and e.attributes["height"] == "30"
    ] and "assets/logo.svg" in m.site,
    "theme.favicon": lambda m: (
        m.element("link", "rel", "icon") == [{"rel": "icon", "href": "../../images/icone.svg"}]
        and "images/icone.svg" in m.site
    ),
    "theme.palette": lambda m: (
        "color-scheme: dark; --accent: light-dark(#0b5d4e, #00ccb8);" in style(m)
        and m.page.meta("color-scheme") == "dark"
        and "WARNING -  No translations" not in m.told
        and "theme.palette.primary\u00a0: teal n’a qu’un contraste de 3,33" in m.told
    ),
    "extra": lambda m: "mot à nous" in m.page.main.text and "extra.notre" not in m.told,
    "extra.homepage": lambda m: (
        m.page.root.by_class("brand")[0].attributes["href"] == "../../vert/"
    ),
    "extra.social": lambda m: (
        "Nous" in m.page.root.one("footer").text
        and m.element("a", "href", "https://reseau.test/@nous")
        and m.page.root.one("footer").all("svg")
    ),
    "hooks": lambda m: m.site,
}  # fmt: skip
"""For each setting that acts, whether it did on the site that uses them all."""

ELSEWHERE = {
    "edit_uri": "tests/common/test_settings.py",
    "theme.icon.logo": "test_an_icon_of_material_may_be_the_logo",
    "strict": "test_a_warning_forbids_to_publish_when_the_file_says_strict",
    "dev_addr": "test_a_preview_watches_what_settings_name",
    "watch": "test_a_preview_watches_what_settings_name",
    "remote_branch": "test_gh_deploy_pushes_where_settings_say",
    "remote_name": "test_gh_deploy_pushes_where_settings_say",
    **dict.fromkeys(
        "nav exclude_docs draft_docs not_in_nav validation markdown_extensions mdx_configs plugins".split(),
        "the tests of ordinary pages",
    ),
}
"""Where the other settings that act are tested."""


@pytest.mark.parametrize("name", ACTS)
def test_a_setting_that_acts_does(made: Made, name: str) -> None:
    assert ACTS[name](made), made.told


def test_a_site_that_uses_every_setting_is_whole(made: Made) -> None:
    assert crawl.dead_links(made.site, "/sous/") == []
    assert [path for path, page in crawl.pages(made.site).items() if page.faults] == []
    assert "erreur" not in made.told
    assert "fichier-ignore" not in made.told


# --- What is told or refused, by the reading of settings alone.

SCRIPT = """
import json, sys
sys.path.insert(0, "hooks")
from pathlib import Path
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs_settings import SETTINGS, read_config
found = {}
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        problems = read_config(load_config(file), Path("templates"))[1]
    found[Path(path).stem] = [[p.code, f"{p.path}:{p.line}", p.message, *p.hints] for p in problems]
settings = {name: one.fate for name, one in SETTINGS.items()}
print(json.dumps({"cases": found, "settings": settings, "schema": sorted(MkDocsConfig())}))
"""
CASES = {
    "use_directory_urls: false": ("reglage-sans-effet", "use_directory_urls n’agit pas ici"),
    "google_analytics: [UA-1, x]": ("reglage-refuse", "google_analytics fait charger"),
    "theme: {name: mkdocs}": ("reglage-sans-effet", "theme.name n’agit pas ici"),
    "theme: readthedocs": ("reglage-sans-effet", "theme.name n’agit pas ici"),
    "theme: {name: material, language: en}": ("reglage-sans-effet", "theme.language n’agit pas ici"),
    "theme: {name: material, locale: de}": ("reglage-sans-effet", "theme.locale n’agit pas ici"),
    "theme: {name: material, font: {text: Roboto}}": ("reglage-refuse", "theme.font fait charger"),
    "theme: {name: material, icon: {logo: material/absent}}": (
        "reglage-sans-effet", "theme.icon.logo n’agit pas ici",
    ),
    "theme: {name: material, icon: {logo: ../../../../etc/passwd}}": (
        "reglage-sans-effet", "theme.icon.logo n’agit pas ici",
    ),
    "theme: {name: material, features: [a], icon: {repo: b}, x: 1}\nextra: {version: {}, consent: 1, contact: a@b.fr}": (
        "reglage-sans-effet",
        "n’agissent pas ici\u00a0: theme.features, theme.icon.repo, theme.x, extra.version, extra.consent",
    ),
    "theme: {name: material, logo: https://x.test/a.svg}": ("reglage-refuse", "theme.logo nomme un autre hôte"),
    "theme: {name: material, favicon: absent.ico}": ("reglage-refuse", "theme.favicon nomme un fichier"),
    "extra: {analytics: {provider: google}}": ("reglage-refuse", "extra.analytics fait charger"),
    "extra: {homepage: 'javascript:x()'}": ("reglage-refuse", "extra.homepage n’est pas une adresse"),
    "extra: {social: x}": ("reglage-refuse", "extra.social ne se lit pas"),
    "theme: {name: material, custom_dir: fiches/modeles}": (
        "reglage-refuse", "theme.custom_dir est dans fiches/",
    ),
    "extra: {2: deux, notre: mot}": ("reglage-sans-effet", "n’agissent pas ici\u00a0: extra.2, extra.notre"),
    "extra_css: [{a: b}]": ("reglage-refuse", "extra_css[0] nomme un fichier"),
    "extra_css: [a.css, //x.test/a.css]": ("reglage-refuse", "extra_css[1] nomme un autre hôte"),
    "extra_javascript: [https://x.test/a.js]": ("reglage-refuse", "extra_javascript[0] nomme un autre hôte"),
    "extra_javascript: [{path: absent.js, async: true}]": ("reglage-refuse", "extra_javascript[0] nomme un fichier"),
    "extra_templates: [../autre.html]": ("reglage-refuse", "extra_templates[0] nomme un fichier"),
    "copyright: <img src=x>": ("reglage-sans-effet", "copyright n’est publié qu’en partie"),
    "theme: {name: material, palette: indigo}": ("reglage-refuse", "theme.palette ne se lit pas"),
}  # fmt: skip
SILENT = [
    "site_name: Essai", "use_directory_urls: true", "theme: material", "theme: {name: null, custom_dir: vide}",
    "theme: {name: material, language: fr, font: false, palette: {primary: black, scheme: default}}",
    "extra: {contact: a@b.fr, accessibilite: non conforme}", "strict: true\nwatch: [fiches]\ndev_addr: localhost:1",
    "remote_branch: a\nremote_name: b\nrepo_name: c\nnav: []\nexclude_docs: x\nvalidation: {links: {anchors: warn}}",
]  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[list[str]]]]:
    """What the reading of each configuration says, by the number of the configuration."""
    place = tmp_path_factory.mktemp("cas")
    crawl.write(place, {"fiches/a.css": "", "vide/.rien": "", "fiches/modeles/.rien": ""})
    files = []
    for number, text in enumerate([*CASES, *SILENT]):
        hidden = "" if "site_name" in text else "site_name: Essai\n"
        body = f"docs_dir: fiches\n{hidden}{text}\n"
        body += "" if "theme" in text else "theme: material\n"
        body += "" if "plugins" in text else "plugins: []\n"
        files.append(str(crawl.write(place, {f"{number}.yml": body}) / f"{number}.yml"))
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, *files], cwd=crawl.PROJECT, env=crawl.environment(crawl.CONTENT),
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


@pytest.mark.parametrize("text", CASES)
def test_what_does_not_act_is_told_or_refused(
    said: dict[str, dict[str, list[list[str]]]], text: str
) -> None:
    number = list(CASES).index(text)
    found = [one for one in said["cases"][str(number)] if one[0] != "configuration"]
    ((code, place, message, *_),) = found
    assert (code, message[: len(CASES[text][1])]) == CASES[text]
    assert place.startswith(f"{number}.yml:")
    assert place.rpartition(":")[2] != "0"


@pytest.mark.parametrize("text", SILENT)
def test_what_acts_or_is_the_default_is_not_told(
    said: dict[str, dict[str, list[list[str]]]], text: str
) -> None:
    found = said["cases"][str(len(CASES) + SILENT.index(text))]
    assert [one[2] for one in found if one[0] != "configuration"] == []


def documented() -> dict[str, str]:
    """The settings of the table in docs/mkdocs.md, with the first word of their row."""
    text = (crawl.PROJECT / "docs" / "mkdocs.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| (\w+)", text, re.MULTILINE)
    return {name: fate for names, fate in rows for name in re.findall(r"`(.*?)`", names)}


def test_the_table_is_that_of_the_code(said: dict[str, dict[str, str]]) -> None:
    assert documented() == said["settings"]


def test_every_setting_of_mkdocs_is_in_the_table(said: dict[str, list[str]]) -> None:
    assert [name for name in said["schema"] if name not in documented()] == []
    assert [n for n in documented() if "." not in n and n not in said["schema"]] == []


def test_every_setting_of_the_table_is_tested() -> None:
    acting = {name for name, fate in documented().items() if fate == "Acts"}
    assert acting == ACTS.keys() | ELSEWHERE.keys()
    cases = "".join(message for _, message in CASES.values())
    told = {name.replace("*", "") for name, fate in documented().items() if fate != "Acts"}
    assert [name for name in told - {"pages"} if name not in cases] == []


# --- Whole builds.


def test_a_refused_setting_leaves_the_old_site(tmp_path: Path) -> None:
    file = project(tmp_path, HEAD, SHEETS)
    assert crawl.mkdocs("build", "-f", str(file)).returncode == 0
    before = crawl.on_disk(tmp_path / "site")
    crawl.write(tmp_path, {"autre.yml": f"{HEAD}extra_css:\n  - https://x.test/a.css\n"})
    result = crawl.mkdocs("build", "-f", str(file))
    assert result.returncode == 1
    assert "autre.yml:5: erreur[reglage-refuse] extra_css[0] nomme un autre hôte" in result.stderr
    assert "1 erreur" in result.stderr
    assert "Traceback" not in result.stderr
    assert crawl.on_disk(tmp_path / "site") == before


def test_an_inherited_setting_is_told_at_its_own_file(tmp_path: Path) -> None:
    file = project(tmp_path, f"{HEAD}use_directory_urls: false\n", SHEETS)
    crawl.write(tmp_path, {"fille.yml": "INHERIT: autre.yml\nsite_name: Fille\n"})
    result = crawl.mkdocs("build", "-f", str(tmp_path / "fille.yml"))
    assert result.returncode == 0, result.stderr
    assert f"{file.name}:4: note[reglage-sans-effet] use_directory_urls" in result.stderr


def test_an_override_that_breaks_leaves_the_old_site(tmp_path: Path) -> None:
    theme = "theme: {name: material, custom_dir: modeles}\nextra: {notre: mot}\n"
    file = project(tmp_path, f"{HEAD}{theme}", SHEETS)
    assert crawl.mkdocs("build", "-f", str(file)).returncode == 0
    before = crawl.on_disk(tmp_path / "site")
    for harm in ("{{ absent }}", "{% if %}", "{{ 'mot'|absent }}"):
        crawl.write(tmp_path / "modeles", {"layout/footer.html.j2": f"\n{harm}"})
        result = crawl.mkdocs("build", "-f", str(file))
        assert result.returncode == 1
        assert re.search(r"modeles/layout/footer\.html\.j2:2\b", result.stderr)
        assert "gabarit" in result.stderr
        assert "Traceback" not in result.stderr
        assert crawl.on_disk(tmp_path / "site") == before


def test_a_script_that_a_plugin_adds_and_nobody_wrote_is_told(tmp_path: Path) -> None:
    theme = "theme: {name: null, custom_dir: modeles}\nextra: {notre: mot}\nplugins: [search]\n"
    result = crawl.mkdocs("build", "-f", str(project(tmp_path, f"{HEAD}{theme}", SHEETS)))
    assert result.returncode == 0, result.stderr
    assert "extra_javascript n’agit pas ici\u00a0: search/main.js" in result.stderr
    page = crawl.page(crawl.on_disk(tmp_path / "site"), PAGE)
    assert [e for e in page.root.all("script") if "main.js" in e.attributes.get("src", "")] == []


def test_an_icon_of_material_may_be_the_logo(tmp_path: Path) -> None:
    file = project(
        tmp_path, f"{HEAD}theme: {{name: material, icon: {{logo: material/leaf}}}}\n", SHEETS
    )
    assert crawl.mkdocs("build", "-f", str(file)).returncode == 0
    brand = crawl.page(crawl.on_disk(tmp_path / "site"), PAGE).root.by_class("brand")[0]
    assert [e.attributes["viewbox"] for e in brand.all("svg")] == ["0 0 24 24"]


def test_a_warning_forbids_to_publish_when_the_file_says_strict(tmp_path: Path) -> None:
    sheet = SHEETS["vert/1.1.md"].replace("id: 1.1", "id: 1.1\nponts: 3")
    file = project(tmp_path, f"{HEAD}strict: true\n", {**SHEETS, "vert/1.1.md": sheet})
    result = crawl.mkdocs("build", "-f", str(file))
    assert (result.returncode, (tmp_path / "site").exists()) == (1, False)
    crawl.write(tmp_path, {"autre.yml": f"{HEAD}strict: true\nuse_directory_urls: false\n"})
    crawl.write(tmp_path / "fiches", SHEETS)
    assert crawl.mkdocs("build", "-f", str(file)).returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git manque")
def test_gh_deploy_pushes_where_settings_say(tmp_path: Path) -> None:
    file = project(
        tmp_path / "projet", f"{HEAD}remote_branch: publie\nremote_name: amont\n", SHEETS
    )

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=file.parent, capture_output=True, text=True, check=True
        ).stdout

    git("init", "--quiet", "--bare", str(tmp_path / "amont.git"))
    git("init", "--quiet")
    git("remote", "add", "amont", str(tmp_path / "amont.git"))
    git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.fr",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "x",
    )
    who = {
        f"GIT_{who}_{what}": "a@b.fr"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    result = crawl.mkdocs(
        "gh-deploy",
        "-f",
        str(file),
        project=file.parent,
        PYTHONPATH=str(crawl.PROJECT / "hooks"),
        **who,
    )
    assert result.returncode == 0, result.stderr
    pushed = git("--git-dir", str(tmp_path / "amont.git"), "ls-tree", "-r", "--name-only", "publie")
    assert f"{PAGE}index.html" in pushed.splitlines()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview at the address that the configuration says, with an override and a watched file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = f"dev_addr: 127.0.0.1:{port}\nwatch: [a-cote.txt]\n"
    theme = "theme: {name: material, custom_dir: modeles}\nextra: {notre: mot}\n"
    place = tmp_path / "projet"
    crawl.write(place, {"a-cote.txt": "un"})
    file = project(place, f"{HEAD}{own}{theme}", SHEETS)
    with (tmp_path / "journal.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-f", str(file)], cwd=crawl.PROJECT,
            env=crawl.environment(crawl.CONTENT), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            preview = Preview(process, port, place)
            preview.wait(f"/{PAGE}", lambda page: "Composter" in page)
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def test_a_preview_watches_what_settings_name(preview: Preview) -> None:
    preview.write("modeles/nos/mots.html.j2", b"autre")
    preview.write("modeles/layout/footer.html.j2", "<footer>Pied à nous</footer>".encode())
    preview.wait(f"/{PAGE}", lambda page: "Pied à nous" in page)
    asked = "configuration"  # each build says what the configuration lacks
    before = preview.log.count(asked)
    preview.write("a-cote.txt", b"deux")
    end = time.monotonic() + PATIENCE
    while preview.log.count(asked) == before and time.monotonic() < end:
        time.sleep(0.1)
    assert preview.log.count(asked) > before
