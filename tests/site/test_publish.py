"""The site's place on disk: all of the new one, or all of the old one."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from refsite.site import publish
from refsite.site.publish import Written
from tests import crawl


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of ours: one page and the mark."""
    return crawl.write(tmp_path / "site", {"index.html": "ancien", publish.MARK: ""})


OLD = {"index.html": b"ancien", publish.MARK: b""}


def no_exchange(_one: Path, _other: Path) -> bool:
    """A system that cannot swap two folders."""
    return False


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def staged(site: Path, files: dict[str, str]) -> publish.Staging:
    """A build of `site` that has written these files."""
    staging = publish.stage(site)
    crawl.write(staging.folder, files)
    return staging


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    files = [(f"{n}/index.html", f"page {n}".encode()) for n in range(50)]
    old = crawl.write(tmp_path / "old", {"7/index.html": "page 7", "8/index.html": "autre"})
    one = publish.write(files, tmp_path / "one", old)
    pieces = [partial(iter, files[n : n + 5]) for n in range(0, 50, 5)]
    two = publish.write_shared(pieces, tmp_path / "two", old)
    assert (two.sizes, two.same) == (one.sizes, one.same) == (one.sizes, {"7/index.html"})
    assert crawl.on_disk(tmp_path / "two") == crawl.on_disk(tmp_path / "one") == dict(files)


class TestStage:
    def test_it_is_a_new_empty_folder_beside_the_site(self, site: Path) -> None:
        staging = publish.stage(site)
        assert staging.folder == site.parent / ".site.nouveau"
        assert names(staging.folder) == []
        assert crawl.on_disk(site) == OLD

    def test_the_parents_of_a_first_site_are_made(self, tmp_path: Path) -> None:
        staging = publish.stage(tmp_path / "a/b/site")
        assert staging.folder.is_dir()
        assert not (tmp_path / "a/b/site").exists()

    def test_a_second_build_of_the_site_waits_for_the_first(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = publish.stage(site)
        monkeypatch.setattr(publish, "_PATIENCE", 0.1)
        with pytest.raises(publish.UnsafeTargetError, match="une autre commande construit"):
            publish.stage(site)
        publish.discard(first)
        assert publish.stage(site).folder.is_dir()

    def test_builds_of_two_sites_do_not_wait(self, site: Path) -> None:
        one, other = publish.stage(site), publish.stage(site.with_name("autre"))
        assert one.folder != other.folder

    def test_a_link_to_a_site_stays_a_link(self, site: Path, tmp_path: Path) -> None:
        link = tmp_path / "ailleurs" / "lien"
        link.parent.mkdir()
        link.symlink_to(site)
        staging = publish.stage(link)
        crawl.write(staging.folder, {"index.html": "neuf"})
        publish.put_in_place(staging)
        assert link.is_symlink()
        assert crawl.on_disk(site) == {"index.html": b"neuf"}
        assert names(site.parent) == ["ailleurs", "site"]

    @pytest.mark.parametrize(
        "mark", [publish.MARK, "donnees/schema/referentiel.schema.json"], ids=["mark", "before"]
    )
    def test_a_site_of_ours_may_be_replaced(self, tmp_path: Path, mark: str) -> None:
        crawl.write(tmp_path / "site", {"cae/index.html": "texte", mark: ""})
        assert publish.stage(tmp_path / "site").folder.is_dir()

    def test_an_empty_folder_may_be_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "site").mkdir()
        assert publish.stage(tmp_path / "site").folder.is_dir()

    @pytest.mark.parametrize(
        "files",
        [
            {"index.html": "à quelqu’un"},
            {"notes.txt": "texte"},
            {"index.html": "", "a/.refsite": ""},
        ],
    )
    def test_no_other_folder_is_ever_replaced(self, tmp_path: Path, files: dict[str, str]) -> None:
        crawl.write(tmp_path / "w", files)
        with pytest.raises(publish.UnsafeTargetError) as told:
            publish.stage(tmp_path / "w")
        assert str(told.value) == (
            f"{tmp_path / 'w'} n’est pas vide, et ce n’est pas un site construit par cette commande :"
            " rien n’y est touché. Choisissez un dossier nouveau ou vide."
        )
        assert crawl.on_disk(tmp_path / "w") == {name: t.encode() for name, t in files.items()}
        assert names(tmp_path) == ["w"]

    def test_a_site_is_never_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("texte", encoding="utf-8")
        with pytest.raises(publish.UnsafeTargetError, match="n’est pas vide"):
            publish.stage(tmp_path / "site")
        assert (tmp_path / "site").read_text(encoding="utf-8") == "texte"

    def test_a_site_is_never_a_repository(self, site: Path) -> None:
        (site / ".git").mkdir()
        with pytest.raises(publish.UnsafeTargetError, match="rien n’y est touché"):
            publish.stage(site)

    @pytest.mark.parametrize("kept", ["site", "site/referentiel", "site/a/b"])
    def test_a_site_never_holds_what_must_stay(self, tmp_path: Path, kept: str) -> None:
        crawl.write(tmp_path / kept, {"fiche.md": "texte"})
        with pytest.raises(publish.UnsafeTargetError, match="contient"):
            publish.stage(tmp_path / "site", (tmp_path / kept,))
        assert (tmp_path / kept / "fiche.md").exists()

    def test_a_link_hides_nothing(self, tmp_path: Path) -> None:
        crawl.write(tmp_path / "projet", {"fiche.md": "texte"})
        (tmp_path / "site").symlink_to(tmp_path / "projet")
        with pytest.raises(publish.UnsafeTargetError, match="contient"):
            publish.stage(tmp_path / "site", (tmp_path / "projet",))

    def test_a_neighbour_may_stay(self, tmp_path: Path) -> None:
        (tmp_path / "site-projet").mkdir()
        staging = publish.stage(tmp_path / "site", (tmp_path / "site-projet", tmp_path))
        assert staging.folder.is_dir()


class TestWrite:
    FILES: ClassVar = [("index.html", b"accueil"), ("cae/6/index.html", b"axe"), ("vide.txt", b"")]

    def test_files_stand_below_the_folder_and_are_weighed(self, tmp_path: Path) -> None:
        written = publish.write(self.FILES, tmp_path)
        assert crawl.on_disk(tmp_path) == dict(self.FILES)
        assert written == Written({"index.html": 7, "cae/6/index.html": 3, "vide.txt": 0})

    def test_everybody_may_read_them_whatever_the_umask(self, tmp_path: Path) -> None:
        umask = os.umask(0o077)
        try:
            publish.write(self.FILES, tmp_path)
        finally:
            assert os.umask(umask) == 0o077
        modes = {
            p.relative_to(tmp_path).as_posix(): p.stat().st_mode & 0o777
            for p in tmp_path.rglob("*")
        }
        assert modes == {
            "index.html": 0o644, "vide.txt": 0o644, "cae": 0o755, "cae/6": 0o755, "cae/6/index.html": 0o644,
        }  # fmt: skip

    def test_what_the_old_site_has_keeps_its_date(self, site: Path, tmp_path: Path) -> None:
        publish.write([("index.html", b"accueil"), ("cae/6/index.html", b"ancien axe")], site)
        for file in ("index.html", "cae/6/index.html"):
            os.utime(site / file, (1_000_000_000, 1_000_000_000))
        written = publish.write(self.FILES, tmp_path / "neuf", site)
        assert crawl.on_disk(tmp_path / "neuf") == dict(self.FILES)
        assert written.same == {"index.html"}
        assert (tmp_path / "neuf/index.html").stat().st_mtime == 1_000_000_000
        assert (tmp_path / "neuf/cae/6/index.html").stat().st_mtime > 1_000_000_000

    def test_the_old_site_is_left_alone(self, site: Path, tmp_path: Path) -> None:
        publish.write([("index.html", b"ancien")], tmp_path / "neuf", site)
        (tmp_path / "neuf/index.html").write_bytes(b"autre")
        assert crawl.on_disk(site) == OLD

    @pytest.mark.parametrize("odd", ["folder", "link", "pipe", "absent", "longer"])
    def test_what_is_no_such_file_of_the_old_site_is_not_the_same(
        self, site: Path, tmp_path: Path, odd: str
    ) -> None:
        place = site / "odd"
        (tmp_path / "ailleurs").write_bytes(b"neuf")
        {
            "folder": place.mkdir, "link": lambda: place.symlink_to(tmp_path / "ailleurs"),
            "pipe": lambda: os.mkfifo(place), "absent": lambda: None, "longer": lambda: place.write_bytes(b"neuf."),
        }[odd]()  # fmt: skip
        assert publish.write([("odd", b"neuf")], tmp_path / "neuf", site).same == frozenset()
        assert (tmp_path / "neuf/odd").read_bytes() == b"neuf"


class TestPutInPlace:
    @pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "rename"])
    def test_the_new_site_replaces_the_old_one(
        self, site: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
    ) -> None:
        if not exchange:
            monkeypatch.setattr(publish, "exchange", no_exchange)
        staging = staged(site, {"neuf.html": "neuf"})
        publish.put_in_place(staging)
        assert crawl.on_disk(site) == {"neuf.html": b"neuf"}
        assert names(site.parent) == ["site"]

    def test_everybody_may_enter_it(self, site: Path) -> None:
        publish.put_in_place(publish.stage(site))
        assert site.stat().st_mode & 0o777 == 0o755

    def test_a_first_site_is_put_where_none_stood(self, tmp_path: Path) -> None:
        staging = staged(tmp_path / "site", {"neuf.html": "neuf"})
        publish.put_in_place(staging)
        assert crawl.on_disk(tmp_path) == {"site/neuf.html": b"neuf"}

    def test_an_exchange_that_fails_leaves_the_old_site(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_one: Path, _other: Path) -> bool:
            raise OSError(errno.EACCES, "refusé")

        monkeypatch.setattr(publish, "exchange", fail)
        staging = staged(site, {"neuf.html": "neuf"})
        with pytest.raises(OSError, match="refusé"):
            publish.put_in_place(staging)
        assert crawl.on_disk(site) == OLD

    def test_a_rename_that_fails_puts_the_old_site_back(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(publish, "exchange", no_exchange)
        staging = staged(site, {"neuf.html": "neuf"})
        rename = Path.rename

        def refuse(path: Path, target: Path) -> Path:
            if path == staging.folder:
                raise OSError(errno.EACCES, "refusé")
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(OSError, match="refusé"):
            publish.put_in_place(staging)
        assert crawl.on_disk(site) == OLD
        publish.discard(staging)
        assert names(site.parent) == ["site"]

    def test_a_new_site_that_vanished_leaves_the_old_one(self, site: Path) -> None:
        staging = publish.stage(site)
        staging.folder.rmdir()
        with pytest.raises(FileNotFoundError):
            publish.put_in_place(staging)
        assert crawl.on_disk(site) == OLD
        publish.discard(staging)
        assert names(site.parent) == ["site"]

    def test_a_system_without_exchange_is_told_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        assert publish.exchange(tmp_path / "a", tmp_path / "b") is False

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps folders")
    def test_an_exchange_of_what_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            publish.exchange(tmp_path / "a", tmp_path / "b")


class TestSweep:
    def test_what_a_killed_build_left_is_deleted(self, site: Path) -> None:
        crawl.write(site.parent / ".site.nouveau", {"reste.html": "reste"})
        crawl.write(site.parent / ".site.ancien", {"reste.html": "reste"})
        publish.sweep(site)
        assert crawl.on_disk(site.parent) == {f"site/{name}": text for name, text in OLD.items()}
        assert names(site.parent) == ["site"]

    def test_an_old_site_without_successor_is_put_back(self, tmp_path: Path) -> None:
        crawl.write(tmp_path / ".site.ancien", {"index.html": "ancien"})
        crawl.write(tmp_path / ".site.nouveau", {"index.html": "neuf"})
        publish.sweep(tmp_path / "site")
        assert crawl.on_disk(tmp_path) == {"site/index.html": b"ancien"}
        assert names(tmp_path) == ["site"]

    def test_the_next_build_sweeps_too(self, tmp_path: Path) -> None:
        crawl.write(tmp_path / ".site.ancien", {publish.MARK: "ancien"})
        crawl.write(tmp_path / ".site.nouveau", {"index.html": "neuf"})
        staging = publish.stage(tmp_path / "site")
        assert crawl.on_disk(tmp_path / "site") == {publish.MARK: b"ancien"}
        assert names(staging.folder) == []

    def test_what_a_running_build_needs_stays(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        staging = publish.stage(site)
        monkeypatch.setattr(publish, "_PATIENCE", 0.1)
        with pytest.raises(publish.UnsafeTargetError):
            publish.sweep(site)
        assert staging.folder.is_dir()

    @pytest.mark.parametrize("name", [".site.autre", ".site", ".autre.nouveau", "site.nouveau"])
    def test_what_is_not_ours_stays(self, site: Path, name: str) -> None:
        (site.parent / name).mkdir()
        publish.discard(publish.stage(site))
        assert names(site.parent) == sorted([name, "site"])

    @pytest.mark.parametrize("name", [".site.nouveau", ".site.ancien"])
    def test_a_link_named_like_a_leftover_is_not_followed(self, tmp_path: Path, name: str) -> None:
        crawl.write(tmp_path / "precieux", {"texte": "précieux"})
        (tmp_path / name).symlink_to(tmp_path / "precieux")
        publish.sweep(tmp_path / "site")
        assert (tmp_path / "precieux/texte").exists()
        assert not (tmp_path / "site").exists()

    def test_nothing_is_made_where_nothing_was(self, tmp_path: Path) -> None:
        publish.sweep(tmp_path / "a/b/site")
        assert names(tmp_path) == []


SWAP = """
import os, signal, sys
from pathlib import Path
from refsite.site import publish
from refsite.site.publish import Written

site, wanted, exchange = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
if exchange == "rename":
    publish.exchange = lambda one, other: False
seen = 0

def watch(event, arguments):
    global seen
    if event in {"open", "ctypes.dlsym", "tempfile.mkdtemp"} or event.startswith(("os.", "shutil.")):
        seen += 1
        if seen == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
staging = publish.stage(site)
files = [(name, b"neuf") for name in ("index.html", "un.html", "deux.html")]
publish.write([*files, (".refsite", b""), ("pareil.html", b"pareil")], staging.folder, site)
publish.put_in_place(staging)
print(seen)
"""


class TestKilled:
    """A build that is killed before each thing that it does to the disk."""

    SAME: ClassVar = {"pareil.html": b"pareil", publish.MARK: b""}
    OLD: ClassVar = {"index.html": b"ancien", "un.html": b"ancien", "trois.html": b"ancien"} | SAME
    NEW: ClassVar = {"index.html": b"neuf", "un.html": b"neuf", "deux.html": b"neuf"} | SAME

    @staticmethod
    def run(site: Path, moment: int, way: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", SWAP, str(site), str(moment), way], capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": "hooks"}, cwd=crawl.PROJECT, check=False,
        )  # fmt: skip

    @pytest.mark.slow
    @pytest.mark.parametrize("way", ["exchange", "rename"])
    def test_the_site_is_always_whole(self, tmp_path: Path, way: str) -> None:
        site = tmp_path / "site"
        old = {name: text.decode() for name, text in self.OLD.items()}
        crawl.write(site, old)
        done = self.run(site, 0, way)
        assert done.returncode == 0, done.stderr
        moments = int(done.stdout)
        assert moments > 15
        found = set()
        for moment in range(1, moments + 1):
            shutil.rmtree(site)
            crawl.write(site, old)
            assert self.run(site, moment, way).returncode == -signal.SIGKILL
            if way == "exchange":  # there is a site at every moment, before anything is repaired
                assert crawl.on_disk(site) in (self.OLD, self.NEW), moment
            publish.sweep(site)
            assert crawl.on_disk(site) in (self.OLD, self.NEW), moment
            assert names(tmp_path) == ["site"], moment
            found.add(crawl.on_disk(site)["index.html"])
        assert found == {b"ancien", b"neuf"}


class TestDiscard:
    def test_a_site_that_will_not_be_published_is_deleted(self, site: Path) -> None:
        staging = staged(site, {"neuf.html": "neuf"})
        publish.discard(staging)
        assert names(site.parent) == ["site"]

    def test_it_may_be_gone_already(self, tmp_path: Path) -> None:
        staging = publish.stage(tmp_path / "site")
        staging.folder.rmdir()
        publish.discard(staging)
        assert names(tmp_path) == []
