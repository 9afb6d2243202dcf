"""Files of data made at their first use, or taken from the cache."""

from dataclasses import replace
from pathlib import Path

import pytest

from refsite.common.disk_cache import NO_CACHE, DiskCache
from refsite.data import lazy_files
from refsite.data.exports import Files, Inputs
from refsite.data.lazy_files import LazyFiles, cache_key, cached_export
from refsite.links.lookup import Views
from refsite.site.site_files import Site
from tests.data import example


def lazy(inputs: Inputs, cache: DiskCache = NO_CACHE) -> LazyFiles:
    return LazyFiles(inputs, Views(inputs.contenu, inputs.texts), cache)


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return example.inputs(example.read(tmp_path))


def test_nothing_is_made_before_it_is_asked_for(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def make(*_: object) -> Files:
        made.append("x")
        return {"donnees/x.json": b"{}"}

    monkeypatch.setattr(lazy_files, "export", make)
    files = lazy(inputs)
    site = Site((), {"robots.txt": "a"}, files)
    assert site.content("robots.txt") == b"a"
    assert made == []
    assert site.content("donnees/x.json") == b"{}"
    assert site.content("absent") is None
    assert (len(files), list(files), made) == (1, ["donnees/x.json"], ["x"])


def test_the_files_of_the_cache_are_those_that_were_made(
    tmp_path: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    views, cache = Views(inputs.contenu, inputs.texts), DiskCache(tmp_path / "cache")
    made = cached_export(inputs, views, NO_CACHE)
    assert cached_export(inputs, views, cache) == made
    monkeypatch.setattr(lazy_files, "export", lambda *_: pytest.fail("made again"))
    kept = cached_export(inputs, views, cache)
    assert list(kept.items()) == list(made.items())


@pytest.mark.parametrize("harm", ["damaged", "unwritable"])
def test_what_the_cache_lacks_is_made(tmp_path: Path, inputs: Inputs, harm: str) -> None:
    views, cache = Views(inputs.contenu, inputs.texts), DiskCache(tmp_path / "cache")
    made = cached_export(inputs, views, NO_CACHE)
    if harm == "unwritable":
        (tmp_path / "cache").touch()
    else:
        cached_export(inputs, views, cache)
        (file,) = (tmp_path / "cache").iterdir()
        file.write_bytes(file.read_bytes()[:-9] + b"autre mot")
    assert cached_export(inputs, views, cache) == made


@pytest.mark.parametrize("room", [0, 1])
def test_too_much_for_the_memory_is_not_kept(
    tmp_path: Path, inputs: Inputs, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    monkeypatch.setattr(lazy_files, "export", lambda *_: {"a": b"1234", "b": b"5"})
    monkeypatch.setattr(lazy_files, "_MOST", 4 + room)
    views, cache = Views(inputs.contenu, inputs.texts), DiskCache(tmp_path / "cache")
    assert len(cached_export(inputs, views, cache)) == 2
    assert len(list(tmp_path.glob("cache/*"))) == room


def test_all_that_a_file_comes_from_is_in_the_key(tmp_path: Path, inputs: Inputs) -> None:
    found = example.read(tmp_path)
    renamed = replace(inputs.contenu.referentiels[0], id="autre")
    changed = [
        inputs,
        replace(inputs, schema="{}"),
        replace(inputs, contenu=replace(inputs.contenu, referentiels=(renamed,))),
        replace(inputs, sources=inputs.sources[1:]),
        example.inputs(found, example.Settings()),
        example.inputs(found, edition=example.KNOWN),
        example.inputs(
            example.read(tmp_path, {"vert/1.10.md": "# Réparer\n```yaml\nid: 1.10\n```\n"})
        ),
    ]
    assert cache_key(example.inputs(found)) == cache_key(inputs)
    assert len({cache_key(one) for one in changed}) == len(changed)
