"""The policy of the pages, and the files in which hosts find it."""

import re
from pathlib import Path

import pytest

from refsite.pages.headers import (
    CONTENT_POLICY,
    DRAWING_POLICY,
    HEADERS,
    apache_headers,
    netlify_headers,
)
from tests import crawl
from tests.pages.test_all_pages import FILES

DIRECTIVES = dict(part.split(" ", 1) for part in CONTENT_POLICY.split("; "))


def test_nothing_is_allowed_but_the_site_s_own_files() -> None:
    assert DIRECTIVES["default-src"] == "'none'"
    assert set(DIRECTIVES.values()) == {"'none'", "'self'"}
    assert "unsafe" not in CONTENT_POLICY


def test_every_page_states_the_policy_before_it_loads_anything(tmp_path: Path) -> None:
    site = crawl.in_memory(crawl.write(tmp_path / "fiches", FILES))
    for path, document in crawl.pages(site).items():
        head = [e for e in document.root.one("head").walk() if e.tag in {"meta", "link", "script"}]
        policy, place = next(
            (e.attributes["content"], place)
            for place, e in enumerate(head)
            if e.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        loads = [place for place, e in enumerate(head) if e.tag in {"link", "script"}]
        assert policy == CONTENT_POLICY, path
        assert all(place < load for load in loads), path


@pytest.mark.parametrize("text", [netlify_headers(), apache_headers("/")])
def test_each_host_s_file_has_every_header(text: str) -> None:
    for name, value in HEADERS.items():
        assert re.search(rf"{name}:? \"?{re.escape(value)}\"?", text), name


def test_assets_are_kept_for_ever_and_pages_asked_for_again() -> None:
    everywhere, assets = netlify_headers().split("/assets/*")
    assert "Cache-Control: no-cache" in everywhere
    assert "immutable" not in everywhere
    # These hosts send every value that applies: the first one has to go before the second comes.
    assert assets == ("\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n")


def test_apache_finds_the_page_for_lost_visitors_below_a_host() -> None:
    assert apache_headers("/un/plan/").startswith("ErrorDocument 404 /un/plan/404.html\n")


def test_a_drawing_keeps_its_own_styles_and_nothing_else() -> None:
    assert "script" not in DRAWING_POLICY
    files = {"plan.svg", "cae/images/a.svg", "cae/images/b.svg", "cae/guide.pdf"}
    folders = [line for line in netlify_headers(files).splitlines() if line.startswith("/")]
    assert folders == ["/*", "/assets/*", "/*.svg", "/cae/images/*.svg"]
    for text in (netlify_headers(files), apache_headers("/", files)):
        assert DRAWING_POLICY in text
    assert "AddType image/avif avif" in apache_headers("/", files)


def test_a_site_without_images_has_the_files_that_it_had() -> None:
    assert "svg" not in netlify_headers()
    assert "svg" not in apache_headers("/")
