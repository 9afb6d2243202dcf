"""The site as nginx serves it: the real one, with the configuration of the container."""

import gzip
import http.client
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from refsite.pages.headers import DRAWING_POLICY, FOREVER, HEADERS, REVALIDATED
from tests import crawl

DEPLOY = crawl.PROJECT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
PATIENCE = 20
NOBODY = 65534


@dataclass(frozen=True)
class Served:
    """A running nginx, and the site behind it."""

    port: int
    site: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """The answer, whose body is read: `answer.body`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


def nginx() -> str:
    """The server's path; skips without one, but on CI, where its absence is a failure."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and os.environ.get("CI"):
        pytest.fail("nginx manque : apt-get install nginx-light")
    if found is None:
        pytest.skip("nginx manque : apt-get install nginx-light")
    return found


def once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def compress(site: Path) -> None:
    """Compress a site as the container does."""
    steps = re.findall(r"^RUN (find .*(?:\n  .*)*)$", CONTAINER, re.MULTILINE)
    (step,) = steps
    command = once(step, " /srv/site ", f" {shlex.quote(str(site))} ")
    subprocess.run(["sh", "-c", command], check=True, timeout=PATIENCE)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """The container's configuration, but for its port and folder, run by a user without rights."""
    command = nginx()
    with tempfile.TemporaryDirectory() as name, socket.socket() as probe:
        place = Path(name)
        place.chmod(0o755)
        result = crawl.mkdocs("build", "--site-dir", str(place / "site"))
        assert result.returncode == 0, result.stderr
        compress(place / "site")
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        text = once(text, "listen 8080;", f"listen 127.0.0.1:{port};")
        text = once(text, "root /srv/site;", f"root {place}/site;")
        text = once(text, "access_log /dev/stdout;", "access_log journal;")
        crawl.write(place, {"nginx.conf": text})
        shutil.copyfile(DEPLOY / "headers.nginx.conf", place / "headers.nginx.conf")
        (place / "tmp").mkdir()
        (place / "tmp").chmod(0o777)
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        words = [command, "-p", f"{place}/tmp", "-c", f"{place}/nginx.conf", "-g", "daemon off;"]
        with (place / "erreurs").open("wb") as errors:
            running = subprocess.Popen(words, stderr=errors, **user)  # type: ignore[call-overload]
            try:
                wait(port, running, place / "erreurs")
                yield Served(port, place / "site")
            finally:
                running.terminate()
                running.wait(timeout=PATIENCE)
        told = (place / "erreurs").read_text(encoding="utf-8")
        assert "[emerg]" not in told
        assert "[warn]" not in told


def wait(port: int, running: "subprocess.Popen[bytes]", errors: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert running.poll() is None, errors.read_text(encoding="utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx ne répond pas")


def asset(served: Served, suffix: str) -> str:
    """The address of an asset whose name ends so."""
    found = sorted(served.site.glob(f"assets/*{suffix}"))
    return f"/assets/{found[0].name}"


def everything(served: Served) -> list[str]:
    """An address of each kind: page, redirect, asset, data, moved, missing, hidden, health."""
    return [
        "/", "/cae/6.1.2/", "/cae/6.1.2.1/", asset(served, ".css"), asset(served, ".js"), asset(served, ".json"),
        "/robots.txt", "/favicon.ico", "/cae", "/absent/", "/assets/absent.css", "/.htaccess", "/_headers", "/_sante",
    ]  # fmt: skip


def test_every_answer_has_every_header_of_the_project(served: Served) -> None:
    for path in everything(served):
        answer = served.ask(path)
        for name, value in HEADERS.items():
            assert answer.headers.get_all(name) == [value], (path, name)
        assert len(answer.headers.get_all("Cache-Control")) == 1, path


def test_a_drawing_keeps_its_styles_and_may_do_nothing(served: Served) -> None:
    answer = served.ask(asset(served, ".svg"))
    assert answer.headers.get_all("Content-Security-Policy") == [DRAWING_POLICY]
    lost = served.ask("/absent.svg")
    assert lost.headers.get_all("Content-Security-Policy") == [HEADERS["Content-Security-Policy"]]


def test_a_part_that_no_file_has_and_a_condition_that_fails_get_each_header_once(
    served: Served,
) -> None:
    for asked in ({"Range": "bytes=99999999-"}, {"Range": "bytes=0-3"}, {"If-Match": '"autre"'}):
        for path in ("/", asset(served, ".css"), "/robots.txt"):
            answer = served.ask(path, **asked)
            names = [name.lower() for name in answer.headers]
            assert len(names) == len(set(names)), (path, asked, names)
            assert {name.lower() for name in (*HEADERS, "Cache-Control")} <= set(names)


@pytest.mark.parametrize("path", ["/assets/", "/donnees/absent/", "/cae/6.1.2/absent/"])
def test_a_folder_without_a_page_is_a_page_that_is_not_there(served: Served, path: str) -> None:
    answer = served.ask(path)
    assert answer.status == 404
    assert answer.body == (served.site / "404.html").read_bytes()


def test_only_assets_are_kept_for_ever(served: Served) -> None:
    for path in everything(served):
        answer = served.ask(path)
        lasting = path.startswith("/assets/") and answer.status == 200
        assert answer.headers["Cache-Control"] == (FOREVER if lasting else REVALIDATED), path


def test_a_page_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    for encoding in ("gzip", "identity"):
        first = served.ask("/cae/6.1.2/", Accept_Encoding=encoding)
        again = served.ask(
            "/cae/6.1.2/", Accept_Encoding=encoding, If_None_Match=first.headers["ETag"]
        )
        assert (again.status, again.body) == (304, b"")
        assert again.headers["Cache-Control"] == REVALIDATED
        assert again.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_the_compressed_copies_of_the_build_are_sent(served: Served) -> None:
    for path, file in (
        ("/cae/6.1.2/", "cae/6.1.2/index.html"),
        *((a, a[1:]) for a in (asset(served, ".css"), asset(served, ".json"))),
    ):
        small = served.ask(path, Accept_Encoding="gzip, br")
        assert small.headers["Content-Encoding"] == "gzip", path
        assert small.headers["Vary"] == "Accept-Encoding"
        assert small.body == (served.site / f"{file}.gz").read_bytes()
        assert (
            gzip.decompress(small.body)
            == served.ask(path).body
            == (served.site / file).read_bytes()
        )


def test_what_is_worth_compressing_has_a_copy_and_nothing_else(served: Served) -> None:
    """Files that are text and not short; no picture, no archive."""
    texts = tuple(".html .css .js .json .xml .csv .txt .md .svg .ico .webmanifest".split())
    files = {path for path in served.site.rglob("*") if path.is_file() and path.suffix != ".gz"}
    worth = {path for path in files if path.suffix in texts and path.stat().st_size >= 512}
    copies = {path.with_suffix("") for path in served.site.rglob("*.gz")}
    assert copies == worth
    assert {path.suffix for path in files - worth} >= {".png", ".xlsx", ".zip"}


def test_copies_are_the_same_each_time_and_say_neither_a_name_nor_a_moment(
    tmp_path: Path,
) -> None:
    crawl.write(tmp_path / "site", {"index.html": "Réduire les émissions. " * 50})
    compress(tmp_path / "site")
    first = (tmp_path / "site/index.html.gz").read_bytes()
    compress(tmp_path / "site")
    assert (tmp_path / "site/index.html.gz").read_bytes() == first
    assert first[3] == 0
    assert first[4:8] == bytes(4)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/favicon.ico", "image/x-icon"),
        (".css", "text/css; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
        (".json", "application/json; charset=utf-8"),
        (".svg", "image/svg+xml; charset=utf-8"),
        (".png", "image/png"),
    ],
)
def test_types_are_right(served: Served, path: str, kind: str) -> None:
    address = asset(served, path) if path.startswith(".") else path
    assert served.ask(address).headers["Content-Type"] == kind


def test_every_file_of_the_site_has_a_known_type() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    types = re.search(r"types \{(.*?)\}", text, re.DOTALL)
    assert types
    known = {word for line in types[1].split(";") for word in line.split()[1:]}
    suffixes = {Path(path).suffix.removeprefix(".") for path in crawl.in_memory(crawl.CONTENT)}
    assert suffixes - {""} <= known


def test_a_lost_visitor_finds_the_page_for_that(served: Served) -> None:
    answer = served.ask("/absent/")
    assert answer.status == 404
    assert answer.body == (served.site / "404.html").read_bytes()
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_files_for_other_hosts_are_hidden(served: Served) -> None:
    assert (served.site / ".htaccess").exists()
    assert [served.ask(path).status for path in ("/.htaccess", "/_headers")] == [404, 404]


def test_a_folder_without_its_slash_leads_to_it_on_the_same_host(served: Served) -> None:
    answer = served.ask("/cae/6.1.2")
    assert (answer.status, answer.headers["Location"]) == (301, "/cae/6.1.2/")


def test_nothing_leaves_the_folder_and_nothing_is_written(served: Served) -> None:
    assert served.ask("/../nginx.conf").status == 400
    assert served.ask("/%2e%2e/nginx.conf").status == 400
    assert served.ask("/", "POST").status == 405
    assert served.ask("/", "PUT").status == 405


def test_it_does_not_say_which_version_it_is(served: Served) -> None:
    assert served.ask("/").headers["Server"] == "nginx"
    assert b"nginx/" not in served.ask("/", "POST").body


def test_the_container_s_health_check_tells_a_server_that_answers(served: Served) -> None:
    check = re.search(r"HEALTHCHECK .*?CMD (\[.*?\])$", CONTAINER, re.DOTALL | re.MULTILINE)
    assert check
    words = json.loads(check[1])

    def healthy(port: int) -> bool:
        command = [word.replace("/8080", f"/{port}") for word in words]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    assert healthy(served.port)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        assert not healthy(nobody.getsockname()[1])


def test_the_container_runs_what_is_tested_here_without_rights() -> None:
    user = re.search(r"^USER (\d+):(\d+)$", CONTAINER, re.MULTILINE)
    assert user
    assert "0" not in user.groups()
    assert json.loads(CONTAINER.rsplit("\nCMD ", 1)[1]) == [
        "nginx", "-p", "/tmp", "-c", "/srv/nginx.conf", "-g", "daemon off;",
    ]  # fmt: skip
    copied = re.findall(r"^COPY (.+) (\S+)$", CONTAINER, re.MULTILINE)
    assert copied == [
        ("deploy/nginx.conf deploy/headers.nginx.conf", "/srv/"),
        ("site", "/srv/site"),
    ]
