"""`mkdocs serve`, end to end: a preview that follows the editor and never dies."""

import http.client
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import crawl

PATIENCE = 60
"""Seconds that we wait for a page at most; a slow machine may need a few."""

SHEET = "cae/6.1.2.md"
ADDRESS = "/cae/6.1.2/"


@dataclass
class Preview:
    """A running preview of a project, and its log."""

    process: subprocess.Popen[bytes]
    port: int
    project: Path

    def get(self, address: str) -> tuple[int, str]:
        """The status and the page at an address; (0, "") while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def wait(self, address: str, wanted: Callable[[str], bool]) -> str:
        """The page, once it is as wanted."""
        end = time.monotonic() + PATIENCE
        status, page = 0, ""
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            status, page = self.get(address)
            if status == 200 and wanted(page):
                return page
            time.sleep(0.1)
        pytest.fail(
            f"{address} n’est jamais devenue ce qu’elle devait (état {status}) :\n{page[:500]}\n{self.log}"
        )

    @property
    def log(self) -> str:
        return (self.project.parent / "journal.txt").read_text(encoding="utf-8", errors="replace")

    def write(self, path: str, content: bytes) -> None:
        (self.project / path).write_bytes(content)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a copy of the project, which tests may change and must put right again."""
    place = tmp_path_factory.mktemp("apercu")
    project = place / "projet"
    for name in ("hooks", "templates", "referentiel"):
        shutil.copytree(crawl.PROJECT / name, project / name, copy_function=shutil.copyfile)
    (project / "node_modules").symlink_to(crawl.PROJECT / "node_modules")
    shutil.copyfile(crawl.PROJECT / "mkdocs.yml", project / "mkdocs.yml")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (place / "journal.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"], cwd=project,
            env=crawl.environment(project / "referentiel"), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            preview = Preview(process, port, project)
            preview.wait("/", lambda page: "</html>" in page)
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def test_many_asking_at_once_get_whole_files(preview: Preview) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(preview.get, ["/cae/"] * 60))
    assert {status for status, _ in answers} == {200}
    assert {page.rstrip().endswith("</html>") for _, page in answers} == {True}
    assert len({len(page) for _, page in answers}) == 1


@pytest.mark.parametrize("option", ["--clean", "--no-livereload"])
def test_every_way_to_serve_answers(option: str, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "journal.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", option, "--dev-addr", f"127.0.0.1:{port}"],
            cwd=crawl.PROJECT, env=crawl.environment(crawl.CONTENT), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            preview = Preview(process, port, tmp_path / "projet")
            preview.wait("/cae/6.1.2/", lambda page: "</html>" in page)
            preview.wait("/donnees/cae.json", lambda page: '"6.1.2"' in page)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (b"# Nom\n```yaml\nid: [6.1.2\n```\nTexte.\n", "ce bloc yaml ne se lit pas"),
        (b"# Nom\n```yaml\nid: ../x\n```\nTexte.\n", "id invalide"),
        (b"# Nom\n```yaml\nid: 6.1.2\n", "ce bloc yaml n’est pas fermé"),
        (b"# Nom\xff\n```yaml\nid: 6.1.2\n```\n", "ce fichier n’est pas en UTF-8"),
    ],
    ids=["yaml", "id", "fence", "utf-8"],
)  # fmt: skip
def test_a_broken_sheet_shows_its_problem_on_its_page_until_it_is_mended(
    preview: Preview, harm: bytes, message: str
) -> None:
    right = (crawl.CONTENT / SHEET).read_bytes()
    preview.wait(
        ADDRESS, lambda page: "À corriger" not in page and "Partager une stratégie" in page
    )
    preview.write(f"referentiel/{SHEET}", harm)
    page = preview.wait(ADDRESS, lambda page: "À corriger" in page)
    problems = crawl.read(page.encode()).main.by_class("problems")[0]
    assert message in problems.text
    assert SHEET in problems.text
    preview.write(f"referentiel/{SHEET}", right)
    preview.wait(
        ADDRESS, lambda page: "À corriger" not in page and "Partager une stratégie" in page
    )


def test_a_sheet_that_is_edited_is_shown_as_edited(preview: Preview) -> None:
    right = (crawl.CONTENT / SHEET).read_bytes()
    preview.write(f"referentiel/{SHEET}", right + "\n\nUne phrase ajoutée.\n".encode())
    preview.wait(ADDRESS, lambda page: "Une phrase ajoutée." in page)
    preview.write(f"referentiel/{SHEET}", right)
    preview.wait(ADDRESS, lambda page: "Une phrase ajoutée." not in page)


def test_a_warning_is_shown_on_the_page(preview: Preview) -> None:
    right = (crawl.CONTENT / SHEET).read_text(encoding="utf-8")
    preview.write(
        f"referentiel/{SHEET}", right.replace("id: 6.1.2\n", "id: 6.1.2\nponts: 3\n", 1).encode()
    )
    page = preview.wait(ADDRESS, lambda page: "À corriger" in page)
    assert "clé inconnue" in crawl.read(page.encode()).main.by_class("problems")[0].text
    preview.write(f"referentiel/{SHEET}", right.encode())
    preview.wait(ADDRESS, lambda page: "À corriger" not in page)


def test_a_template_that_is_edited_rebuilds_the_preview(preview: Preview) -> None:
    template = "templates/pages/tools/etat.html.j2"
    right = (preview.project / template).read_bytes()
    preview.write(
        template,
        right.replace('"Textes publiés") %}'.encode(), '"Textes déjà publiés") %}'.encode()),
    )
    preview.wait("/etat/", lambda page: "Textes déjà publiés</h2>" in page)
    preview.write(template, right)
    preview.wait("/etat/", lambda page: "Textes publiés</h2>" in page)


def test_a_template_that_breaks_does_not_end_the_preview(preview: Preview) -> None:
    template = "templates/pages/tools/etat.html.j2"
    right = (preview.project / template).read_bytes()
    preview.write(template, b"{% if %}")
    page = preview.wait("/etat/", lambda page: "TemplateSyntaxError" in page)
    assert "etat.html.j2:1" in page
    assert preview.process.poll() is None
    preview.write(template, right)
    preview.wait("/etat/", lambda page: "Textes publiés</h2>" in page)


def test_a_script_that_is_edited_rebuilds_the_preview(preview: Preview) -> None:
    def loaded() -> str:
        """The address of the script that every page loads."""
        page = preview.wait(ADDRESS, lambda page: "page." in page)
        (found,) = re.findall(r"assets/page\.[0-9a-f]+\.js", page)
        return str(found)

    script = "templates/assets/scripts/page/page.js"
    right = (preview.project / script).read_bytes()
    before = loaded()
    preview.write(script, right + b"\nself.neuf = 'tout neuf';\n")
    preview.wait(ADDRESS, lambda page: before not in page)
    assert "tout neuf" in preview.wait(f"/{loaded()}", bool)
    preview.write(script, b"const = 1;\n")
    end = time.monotonic() + PATIENCE
    while "page/page.js:1:" not in preview.log and time.monotonic() < end:
        time.sleep(0.1)
    assert "les scripts et les styles n’ont pas pu être assemblés" in preview.log
    assert "Traceback" not in preview.log
    assert preview.process.poll() is None
    preview.write(script, right)
    preview.wait(ADDRESS, lambda page: before in page)


def test_sheets_that_all_vanish_do_not_end_the_preview(preview: Preview) -> None:
    aside = preview.project.parent / "ailleurs"
    for name in ("cae", "eci"):
        (preview.project / "referentiel" / name).rename(aside.with_name(f"ailleurs-{name}"))
    preview.wait("/etat/", lambda page: "contenu-vide" in page)
    aside.with_name("ailleurs-cae").rename(preview.project / "referentiel" / "cae")
    preview.wait(ADDRESS, lambda page: "Partager une stratégie" in page)
    aside.with_name("ailleurs-eci").rename(preview.project / "referentiel" / "eci")
    preview.wait("/eci/5.2/", lambda page: "5.2.1" in page)


def test_a_preview_writes_nothing_into_the_project(preview: Preview) -> None:
    assert sorted(p.name for p in preview.project.iterdir() if p.name != ".cache") == [
        "hooks", "mkdocs.yml", "node_modules", "referentiel", "templates",
    ]  # fmt: skip


METHOD = "# Méthode\n\nUn texte ordinaire.\n"


def test_a_page_that_is_saved_is_shown_with_its_problems(preview: Preview) -> None:
    preview.write("referentiel/methode.md", METHOD.encode())
    page = preview.wait("/methode/", lambda page: "Un texte ordinaire." in page)
    assert "À corriger" not in page
    assert "methode/" in preview.wait("/", lambda page: "Méthode</a>" in page)
    preview.write("referentiel/methode.md", f"{METHOD}\n[rien](absent.md)\n".encode())
    page = preview.wait("/methode/", lambda page: "À corriger" in page)
    problems = crawl.read(page.encode()).main.by_class("problems")[0]
    assert "absent.md" in problems.text
    assert "methode.md" in problems.text
    (preview.project / "referentiel" / "methode.md").unlink()
    preview.wait("/", lambda page: "Méthode</a>" not in page)
    assert preview.get("/methode/")[0] == 404


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("---\ntitle: [\n---\nTexte.\n", "ce bloc yaml ne se lit pas"),
        ("---\na: &a [x, x]\ntitle: [*a, *a]\n---\nTexte.\n", "alias, ancre ou étiquette"),
        ("# Crochets\n\n" + "[" * 9_000, "crochets ou parenthèses"),
    ],
    ids=["yaml", "alias", "brackets"],
)
def test_an_error_in_a_page_stands_on_it_and_does_not_end_the_preview(
    preview: Preview, harm: str, told: str
) -> None:
    preview.write("referentiel/methode.md", harm.encode())
    page = preview.wait("/methode/", lambda page: "À corriger" in page)
    assert told in crawl.read(page.encode()).main.by_class("problems")[0].text
    preview.write("referentiel/methode.md", METHOD.encode())
    preview.wait("/methode/", lambda page: "Un texte ordinaire." in page)
    (preview.project / "referentiel" / "methode.md").unlink()
    preview.wait("/", lambda page: "Méthode</a>" not in page)
    assert "Traceback" not in preview.log


def test_a_draft_is_shown_with_the_mark_of_mkdocs(preview: Preview) -> None:
    settings = (preview.project / "mkdocs.yml").read_text(encoding="utf-8")
    preview.write("mkdocs.yml", f"{settings}\ndraft_docs: brouillon.md\n".encode())
    preview.write("referentiel/brouillon.md", METHOD.encode())
    page = preview.wait("/brouillon/", lambda page: "Un texte ordinaire." in page)
    assert crawl.read(page.encode()).main.by_class("mkdocs-draft-marker")[0].text == "DRAFT"
    (preview.project / "referentiel" / "brouillon.md").unlink()
    preview.write("mkdocs.yml", settings.encode())
    preview.wait("/", lambda page: "Méthode</a>" not in page)
