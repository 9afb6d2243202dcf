"""Trust in a build: the same bytes everywhere, and the whole site or the old one, whatever happens."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests import crawl

NOBODY = 65534
FAKETIME = shutil.which("faketime")
STEPS = 10
"""So many moments of a build are tried, from its first file to its last."""

CLI = "from mkdocs.__main__ import cli; cli(['build', '--site-dir', sys.argv[1]])"
COUNTED = f"""
import atexit, os, signal, sys
os.sched_setaffinity(0, {{min(os.sched_getaffinity(0))}})  # one process: the same events at each run
site, wanted, log = sys.argv[1], int(sys.argv[2]), sys.argv[3]
beside, seen = os.path.dirname(site), 0

def watch(event, arguments):
    global seen
    ours = arguments and isinstance(arguments[0], str) and arguments[0].startswith(beside)
    if ours and arguments[0] != log or event == "ctypes.dlsym" and arguments[1] == "renameat2":
        seen += 1
        if seen == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
atexit.register(lambda: open(log, "w").write(str(seen)))
{CLI}
"""


def start(
    site: Path,
    content: Path,
    *words: str,
    project: Path = crawl.PROJECT,
    **more: Any,  # noqa: ANN401  # what Popen takes
) -> subprocess.Popen[str]:
    """A build that runs; `words` replace the command."""
    command = words or (sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site))
    environment = crawl.environment(content, **more.pop("environ", {}))
    return subprocess.Popen(
        command, cwd=project, env=environment, text=True, encoding="utf-8", **more,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def someone_else() -> tuple[str, ...]:
    """Prefix of a command to run it as a user who may read all files of ours, and write none."""
    if os.geteuid() != 0:
        return ()
    right = "+dac_read_search"  # the interpreter may stand in our home
    user = (
        "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
        f"--inh-caps={right}", f"--ambient-caps={right}",
    )  # fmt: skip
    tried = subprocess.run([*user, sys.executable, "-V"], check=False, capture_output=True)
    return () if tried.returncode else user


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders of sheets: the shipped one, and the same with an action more."""
    other = tmp_path_factory.mktemp("fiches") / "referentiel"
    shutil.copytree(crawl.CONTENT, other)
    crawl.write(other, {"cae/6.5.5.md": "# Nouvelle\n```yaml\nid: 6.5.5\n```\nTexte.\n"})
    return crawl.CONTENT, other


@pytest.fixture(scope="module")
def sites(contents: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The site of each."""
    built = []
    for content in contents:
        built.append(tmp_path_factory.mktemp("sites") / "site")
        result = crawl.mkdocs("build", "--site-dir", str(built[-1]), content=content)
        assert result.returncode == 0, result.stderr
    return built


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def whole(site: Path, sites: list[Path]) -> bool:
    """Whether a site is one of the two, to the last byte."""
    found = crawl.on_disk(site)
    return any(found == crawl.on_disk(other) for other in sites)


class TestWholeOrNotAtAll:
    @pytest.mark.slow
    def test_a_build_killed_at_any_moment_leaves_a_whole_site(
        self, contents: tuple[Path, Path], sites: list[Path], tmp_path: Path
    ) -> None:
        site, log = tmp_path / "site", tmp_path / "vu"

        def build(moment: int) -> int:
            shutil.rmtree(site, ignore_errors=True)
            shutil.copytree(sites[0], site)
            words = (sys.executable, "-c", COUNTED, str(site), str(moment), str(log))
            running = start(site, contents[1], *words)
            running.communicate(timeout=120)
            return running.returncode

        assert build(0) == 0
        events = int(log.read_text())
        assert events > len(crawl.on_disk(sites[1]))
        early = {1 + step * events // STEPS for step in range(STEPS)}
        for moment in sorted(early | set(range(events - 5, events + 1))):
            assert build(moment) == -signal.SIGKILL, moment
            assert whole(site, sites), moment
        assert crawl.mkdocs("build", "--site-dir", str(site)).returncode == 0
        assert sorted(p.name for p in tmp_path.iterdir()) == ["site", "vu"]

    @pytest.mark.slow
    def test_builds_at_once_leave_the_site_of_one_of_them(
        self, contents: tuple[Path, Path], sites: list[Path], tmp_path: Path
    ) -> None:
        for _ in range(2):  # where there is no site yet, then where there is one
            running = [start(tmp_path / "site", content) for content in (*contents, contents[0])]
            told = [build.communicate(timeout=120) for build in running]
            assert [build.returncode for build in running] == [0, 0, 0], told
            assert whole(tmp_path / "site", sites)
            assert [p.name for p in tmp_path.iterdir()] == ["site"]

    @pytest.mark.slow
    def test_files_that_may_not_grow_leave_the_old_site(
        self, contents: tuple[Path, Path], sites: list[Path], tmp_path: Path
    ) -> None:
        site = shutil.copytree(sites[0], tmp_path / "site")

        def limit() -> None:
            # More than any script, which esbuild writes first, and less than the largest page.
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

        self.refused(start(site, contents[1], preexec_fn=limit), site, sites[0])

    @pytest.mark.slow
    def test_a_full_disk_leaves_the_old_site(
        self, contents: tuple[Path, Path], sites: list[Path], tmp_path: Path
    ) -> None:
        disk = tmp_path / "disque"
        disk.mkdir()
        used = sum(-(-len(content) // 4096) * 4 for content in crawl.on_disk(sites[0]).values())
        mounted = ["mount", "-t", "tmpfs", "-o", f"size={used * 3 // 2}k", "tmpfs", str(disk)]
        if os.geteuid() != 0 or subprocess.run(mounted, check=False).returncode:
            pytest.skip("seul root peut monter un petit disque")
        try:
            site = shutil.copytree(sites[0], disk / "site")
            self.refused(start(site, contents[1]), site, sites[0])
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def test_a_folder_that_cannot_be_written_leaves_the_old_site(
        self, contents: tuple[Path, Path], sites: list[Path], place: Path
    ) -> None:
        site = shutil.copytree(sites[0], place / "site")
        user = someone_else()
        if os.geteuid() == 0 and not user:
            pytest.skip("root écrit partout")
        place.chmod(0o555)
        command = (sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site))
        try:
            self.refused(start(site, contents[1], *user, *command), site, sites[0])
        finally:
            place.chmod(0o755)

    def test_a_folder_that_is_no_site_is_left_alone(self, tmp_path: Path) -> None:
        crawl.write(tmp_path / "w", {"index.html": "à quelqu’un", "notes.txt": "texte"})
        result = crawl.mkdocs("build", "--site-dir", str(tmp_path / "w"))
        assert result.returncode == 1
        assert f"{tmp_path / 'w'} n’est pas vide, et ce n’est pas un site" in result.stderr
        assert "Traceback" not in result.stderr
        assert crawl.on_disk(tmp_path) == {
            "w/index.html": "à quelqu’un".encode(),
            "w/notes.txt": b"texte",
        }

    @staticmethod
    def refused(running: subprocess.Popen[str], site: Path, old: Path) -> None:
        """The build fails, says so in French, and neither touches the old site nor leaves anything."""
        _, told = running.communicate(timeout=120)
        assert running.returncode == 1, told
        assert "n’a pas pu être écrit" in told
        assert "Traceback" not in told
        assert crawl.on_disk(site) == crawl.on_disk(old)
        assert [p.name for p in site.parent.iterdir()] == ["site"]

    def test_an_old_site_left_aside_is_put_back_even_when_nothing_can_be_published(
        self, sites: list[Path], tmp_path: Path
    ) -> None:
        shutil.copytree(sites[0], tmp_path / ".site.ancien")
        (tmp_path / "fiches").mkdir()
        result = crawl.mkdocs(
            "build", "--site-dir", str(tmp_path / "site"), content=tmp_path / "fiches"
        )
        assert result.returncode == 1
        assert crawl.on_disk(tmp_path / "site") == crawl.on_disk(sites[0])


Project = Callable[..., Path]


@pytest.fixture
def project(place: Path) -> Project:
    """A copy of the project at a place below a folder that all may read, as a commit or without git."""

    def make(name: str, *, commit: bool) -> Path:
        top = place / name
        for part in ("hooks", "templates", "referentiel"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(crawl.PROJECT / part, top / part, ignore=ignored)
        shutil.copyfile(crawl.PROJECT / "mkdocs.yml", top / "mkdocs.yml")
        (top / "node_modules").symlink_to(crawl.PROJECT / "node_modules")
        if commit:
            who = {"NAME": "Anne", "EMAIL": "anne@agence.test", "DATE": "2026-03-01T12:00:00+0100"}
            parts = ("AUTHOR", "COMMITTER")
            names = {f"GIT_{part}_{key}": value for part in parts for key, value in who.items()}
            for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Fiches"]):
                subprocess.run(["git", *words], cwd=top, env={**os.environ, **names}, check=True)
        return top

    return make


def build(project: Path, site: Path, *before: str, **more: Any) -> tuple[crawl.Files, set[int]]:  # noqa: ANN401
    """The site of a project, and the modes of all that it holds."""
    words = (*before, sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site))
    running = start(site, project / "referentiel", *words, project=project, **more)
    told = running.communicate(timeout=120)
    assert running.returncode == 0, told
    modes = {path.stat().st_mode for path in (site, *site.rglob("*"))}
    return crawl.on_disk(site), modes


class TestRepeatable:
    """Builds of the same commit under other conditions; a failure lists the files that differ."""

    HERE: ClassVar = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}
    ELSEWHERE: ClassVar = {
        "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4242", "HOME": "/nonexistent", "USER": "nobody", "COLUMNS": "40",
    }  # fmt: skip

    @pytest.mark.slow
    @pytest.mark.parametrize("commit", [True, False], ids=["commit", "SOURCE_DATE_EPOCH"])
    def test_another_folder_day_locale_user_and_hash_seed_give_the_same_bytes(
        self, project: Project, place: Path, *, commit: bool
    ) -> None:
        dated = {} if commit else {"SOURCE_DATE_EPOCH": "1772362800"}
        one = project("un", commit=commit)
        first = build(one, place / "site", environ=self.HERE | dated, umask=0o022)
        other = shutil.copytree(one, place / "deux été/projet [copie]", symlinks=True)
        for path in (other, *other.rglob("*")):
            os.utime(path, (2_200_000_000, 2_200_000_000), follow_symlinks=False)
        (place / "sortie").mkdir()
        (place / "sortie").chmod(0o777)
        later = (FAKETIME, "-f", "+400d") if FAKETIME else ()
        second = build(
            other, place / "sortie/autre", *someone_else(), *later, environ=self.ELSEWHERE | dated, umask=0o077,
        )  # fmt: skip
        assert self.differing(first[0], second[0]) == []
        assert first[1] == second[1]
        assert "1er mars 2026" in crawl.page(first[0], "").root.text

    @pytest.mark.slow
    def test_what_was_kept_from_an_earlier_build_changes_no_byte(
        self, project: Project, place: Path
    ) -> None:
        top = project("cache", commit=True)
        alone, kept = (build(top, place / name, environ=self.HERE)[0] for name in ("neuf", "garde"))
        assert self.differing(alone, kept) == []
        for harm in ("altered", "cut"):
            files = [path for path in (top / ".cache").rglob("*") if path.is_file()]
            assert {path.name for path in files} >= {"exports", "history-present"}
            for path in files:
                content = path.read_bytes()
                path.write_bytes(content[:60] if harm == "cut" else content[:-9] + b"autre mot")
            harmed, _ = build(top, place / harm, environ=self.HERE)
            assert self.differing(alone, harmed) == [], harm

    @staticmethod
    def differing(one: crawl.Files, other: crawl.Files) -> list[str]:
        return sorted(
            path for path in one.keys() | other.keys() if one.get(path) != other.get(path)
        )

    def test_the_other_day_and_user_are_really_tried(self) -> None:
        if FAKETIME is None and os.environ.get("CI"):
            pytest.fail("faketime manque : apt-get install faketime")
        if FAKETIME is None:
            pytest.skip("faketime manque : apt-get install faketime")
        tell = [sys.executable, "-c", "import os, time; print(time.time() // 86400, os.getuid())"]
        there = [*someone_else(), FAKETIME, "-f", "+400d", *tell]
        (today, we), (day, who) = (
            subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
            for words in (tell, there)
        )
        assert float(day) - float(today) in {400.0, 401.0}
        assert who != we or we != "0"
