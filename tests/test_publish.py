"""The site's place on disk: all of the new one, or all of the old one."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from refsite import publish
from tests import crawl


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that stands: one page."""
    return crawl.write(tmp_path / "site", {"index.html": "ancien"})


@pytest.fixture
def dead() -> int:
    """The number of a process that runs no more."""
    process = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    return int(process.stdout)


def no_exchange(_one: Path, _other: Path) -> bool:
    """A system that cannot swap two folders."""
    return False


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestStaging:
    def test_it_is_a_new_empty_folder_beside_the_site(self, site: Path) -> None:
        staging = publish.staging_for(site)
        assert staging == site.parent / f".site.{os.getpid()}.nouveau"
        assert names(staging) == []
        assert crawl.on_disk(site) == {"index.html": b"ancien"}

    def test_the_parents_of_a_first_site_are_made(self, tmp_path: Path) -> None:
        staging = publish.staging_for(tmp_path / "a/b/site")
        assert staging.is_dir()
        assert not (tmp_path / "a/b/site").exists()

    def test_what_an_earlier_try_of_this_process_left_is_emptied(self, site: Path) -> None:
        crawl.write(publish.staging_for(site), {"reste.html": "reste"})
        assert names(publish.staging_for(site)) == []

    def test_a_site_is_never_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("texte", encoding="utf-8")
        with pytest.raises(publish.UnsafeTargetError, match="n’est pas le dossier d’un site"):
            publish.staging_for(tmp_path / "site")
        assert (tmp_path / "site").read_text(encoding="utf-8") == "texte"

    def test_a_site_is_never_a_repository(self, site: Path) -> None:
        (site / ".git").mkdir()
        with pytest.raises(publish.UnsafeTargetError, match="n’est pas le dossier d’un site"):
            publish.staging_for(site)

    @pytest.mark.parametrize("kept", ["site", "site/referentiel", "site/a/b"])
    def test_a_site_never_holds_what_must_stay(self, tmp_path: Path, kept: str) -> None:
        crawl.write(tmp_path / kept, {"fiche.md": "texte"})
        with pytest.raises(publish.UnsafeTargetError, match="contient"):
            publish.staging_for(tmp_path / "site", (tmp_path / kept,))
        assert (tmp_path / kept / "fiche.md").exists()

    def test_a_link_hides_nothing(self, tmp_path: Path) -> None:
        crawl.write(tmp_path / "projet", {"fiche.md": "texte"})
        (tmp_path / "site").symlink_to(tmp_path / "projet")
        with pytest.raises(publish.UnsafeTargetError, match="contient"):
            publish.staging_for(tmp_path / "site", (tmp_path / "projet",))

    def test_a_neighbour_may_stay(self, tmp_path: Path) -> None:
        (tmp_path / "site-projet").mkdir()
        assert publish.staging_for(tmp_path / "site", (tmp_path / "site-projet", tmp_path)).is_dir()


class TestPutInPlace:
    @pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "rename"])
    def test_the_new_site_replaces_the_old_one(
        self, site: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
    ) -> None:
        if not exchange:
            monkeypatch.setattr(publish, "_exchange", no_exchange)
        staging = crawl.write(publish.staging_for(site), {"neuf.html": "neuf"})
        publish.put_in_place(staging, site)
        assert crawl.on_disk(site) == {"neuf.html": b"neuf"}
        assert names(site.parent) == ["site"]

    def test_a_first_site_is_put_where_none_stood(self, tmp_path: Path) -> None:
        staging = crawl.write(publish.staging_for(tmp_path / "site"), {"neuf.html": "neuf"})
        publish.put_in_place(staging, tmp_path / "site")
        assert crawl.on_disk(tmp_path) == {"site/neuf.html": b"neuf"}

    def test_an_exchange_that_fails_leaves_the_old_site(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_one: Path, _other: Path) -> bool:
            raise OSError(errno.EACCES, "refusé")

        monkeypatch.setattr(publish, "_exchange", fail)
        staging = crawl.write(publish.staging_for(site), {"neuf.html": "neuf"})
        with pytest.raises(OSError, match="refusé"):
            publish.put_in_place(staging, site)
        assert crawl.on_disk(site) == {"index.html": b"ancien"}

    def test_a_rename_that_fails_puts_the_old_site_back(
        self, site: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(publish, "_exchange", no_exchange)
        staging = publish.staging_for(site)
        staging.rmdir()
        with pytest.raises(FileNotFoundError):
            publish.put_in_place(staging, site)
        assert crawl.on_disk(site) == {"index.html": b"ancien"}
        assert names(site.parent) == ["site"]

    def test_a_system_without_exchange_is_told_so(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        assert publish._exchange(tmp_path / "a", tmp_path / "b") is False  # noqa: SLF001  # what the two ways rest on

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux swaps folders")
    def test_an_exchange_of_what_is_not_there_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            publish._exchange(tmp_path / "a", tmp_path / "b")  # noqa: SLF001  # what the two ways rest on


class TestSweep:
    def test_what_a_killed_build_left_is_deleted(self, site: Path, dead: int) -> None:
        crawl.write(site.parent / f".site.{dead}.nouveau", {"reste.html": "reste"})
        crawl.write(site.parent / f".site.{dead}.ancien", {"reste.html": "reste"})
        publish.sweep(site)
        assert crawl.on_disk(site.parent) == {"site/index.html": b"ancien"}
        assert names(site.parent) == ["site"]

    def test_an_old_site_without_successor_is_put_back(self, tmp_path: Path, dead: int) -> None:
        crawl.write(tmp_path / f".site.{dead}.ancien", {"index.html": "ancien"})
        crawl.write(tmp_path / f".site.{dead}.nouveau", {"index.html": "neuf"})
        publish.sweep(tmp_path / "site")
        assert crawl.on_disk(tmp_path) == {"site/index.html": b"ancien"}
        assert names(tmp_path) == ["site"]

    def test_what_a_running_build_needs_stays(self, site: Path) -> None:
        name = f".site.{os.getpid()}.nouveau"
        crawl.write(site.parent / name, {"neuf.html": "neuf"})
        publish.sweep(site)
        assert names(site.parent) == [name, "site"]

    @pytest.mark.parametrize(
        "name", [".site.moi.nouveau", ".site.99999999.autre", ".site.12", ".autre.1.nouveau"]
    )
    def test_what_is_not_ours_stays(self, site: Path, name: str) -> None:
        (site.parent / name).mkdir()
        publish.sweep(site)
        assert names(site.parent) == [name, "site"]


class TestDiscard:
    def test_a_site_that_will_not_be_published_is_deleted(self, site: Path) -> None:
        staging = crawl.write(publish.staging_for(site), {"neuf.html": "neuf"})
        publish.discard(staging)
        assert names(site.parent) == ["site"]

    def test_it_may_be_gone_already(self, tmp_path: Path) -> None:
        publish.discard(tmp_path / "absent")
        assert names(tmp_path) == []
