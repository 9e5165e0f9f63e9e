"""The server for writers: it serves, builds again on every change, and tells the open pages."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.project import NAME, Project, clean_environment

FONT = "sans-400.woff2"
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    """A running server."""

    project: Project
    port: int
    process: subprocess.Popen[str]

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send one request, with the path as it is given."""
        connection = HTTPConnection("localhost", self.port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    @contextmanager
    def listening(self) -> Iterator["Events"]:
        """The stream of events, as an open page follows it."""
        connection = HTTPConnection("localhost", self.port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request("GET", "/-/events")
            yield Events(connection.getresponse())
        finally:
            connection.close()


@dataclass(frozen=True)
class Events:
    """The events of the server, one after the other."""

    response: HTTPResponse

    def next(self) -> tuple[str, str]:
        """Wait for an event: its name, and what it says."""
        lines = iter(self.response.readline, b"")
        name = next(line for line in lines if line.startswith(b"event: "))
        data = next(line for line in lines if line.startswith(b"data: "))
        return name.decode()[7:].strip(), json.loads(data[6:])


@contextmanager
def serving(project: Project) -> Iterator[Served]:
    """Run the real command on a free port, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.serve", "0"],
        cwd=project.root,
        env=clean_environment(None),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        said = process.stdout.readline()
        port = int(said.split("localhost:")[1].split()[0])
        yield Served(project, port, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=_PATIENCE_SECONDS)


@pytest.fixture(scope="module")
def served(sample: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample, served and built for its address."""
    project = sample.copied_to(tmp_path_factory.mktemp("served") / NAME)
    with serving(project) as running, running.listening() as events:
        assert ("built", "") == events.next()
        yield running


def font(served: Served) -> tuple[str, bytes]:
    """The address and the bytes of a file that is not text."""
    [path] = served.project.output.glob(f"theme/*/fonts/{FONT}")
    return f"/{path.relative_to(served.project.output).as_posix()}", path.read_bytes()


def test_a_page_is_served_with_a_script_that_the_published_page_has_not(served: Served) -> None:
    """Only what is served reloads itself; the output stays as it will be published."""
    answer = served.ask("/en/places/")
    written = (served.project.output / "en/places/index.html").read_text("utf-8")

    assert (200, "text/html; charset=utf-8") == (answer.code, answer.headers["Content-Type"])
    assert 'src="/-/reload.js"' in answer.text
    assert "reload.js" not in written
    assert served.ask("/-/reload.js").headers["Content-Type"].startswith("text/javascript")


def test_the_site_is_built_for_the_address_at_which_it_is_served(served: Served) -> None:
    """Canonical addresses name this server."""
    assert f"<loc>http://localhost:{served.port}/en/</loc>" in served.ask("/sitemap.xml").text


@pytest.mark.parametrize(
    ("path", "lang"),
    [("/nothing", "vi"), ("/en/nothing/", "en"), ("/zh/a/b", "zh-Hans"), ("/images/", "vi")],
)
def test_a_dead_address_gets_the_page_of_its_language(served: Served, path: str, lang: str) -> None:
    """Nothing there: code 404 and the page for it; folders are not listed."""
    answer = served.ask(path)

    assert 404 == answer.code
    assert f'<html lang="{lang}">' in answer.text


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("bytes=0-3", slice(0, 4)),
        ("bytes=10-10", slice(10, 11)),
        ("bytes=5-", slice(5, None)),
        ("bytes=-7", slice(-7, None)),
        ("bytes=0-999999999", slice(0, None)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(served: Served, asked: str, expected: slice) -> None:
    """A range, an open range and a suffix give code 206 and those very bytes."""
    path, whole = font(served)
    answer = served.ask(path, Range=asked)

    start, stop, _ = expected.indices(len(whole))
    assert (206, whole[expected]) == (answer.code, answer.body)
    assert f"bytes {start}-{stop - 1}/{len(whole)}" == answer.headers["Content-Range"]
    assert str(len(answer.body)) == answer.headers["Content-Length"]


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=-0"])
def test_a_part_that_does_not_exist_is_refused(served: Served, asked: str) -> None:
    """A range behind the end gives code 416 and the true length."""
    path, whole = font(served)
    answer = served.ask(path, Range=asked)

    assert (416, b"") == (answer.code, answer.body)
    assert f"bytes */{len(whole)}" == answer.headers["Content-Range"]


@pytest.mark.parametrize("asked", ["", "bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_without_one_range_the_whole_file_is_sent(served: Served, asked: str) -> None:
    """No range, or one that we do not serve, gives code 200 and everything."""
    path, whole = font(served)
    answer = served.ask(path, Range=asked)

    assert (200, whole) == (answer.code, answer.body)
    assert "bytes" == answer.headers["Accept-Ranges"]


@pytest.mark.parametrize("path", ["/", "/en/places/", "/sitemap.xml", "/nothing"])
def test_head_gives_the_headers_of_get_and_no_body(served: Served, path: str) -> None:
    """HEAD differs from GET in the body alone."""
    got, head = served.ask(path), served.ask(path, "HEAD")
    changing = {"Date"}

    assert got.body
    assert b"" == head.body
    assert got.code == head.code
    assert {name: got.headers[name] for name in got.headers.keys() - changing} == {
        name: head.headers[name] for name in head.headers.keys() - changing
    }


def test_a_page_without_its_slash_redirects_to_it(served: Served) -> None:
    """As a host of static files does."""
    answer = served.ask("/en/places/sa-pa")

    assert (301, "/en/places/sa-pa/") == (answer.code, answer.headers["Location"])


@pytest.mark.parametrize(
    "path",
    [
        "/../pelicanconf.py",
        "/%2e%2e/pelicanconf.py",
        "/..%2fpelicanconf.py",
        "/en/../../pelicanconf.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/out/pelicanconf.py",
    ],
)
def test_nothing_outside_the_output_is_served(served: Served, path: str) -> None:
    """Neither dots, encoded or not, nor a symbolic link lead out."""
    link = served.project.output / "out"
    if not link.is_symlink():
        link.symlink_to(served.project.root)
    answer = served.ask(path)

    assert 404 == answer.code
    assert "SITENAME" not in answer.text
    assert "root:" not in answer.text


def test_several_pages_may_listen_at_once(served: Served) -> None:
    """Open event streams do not keep the server from answering."""
    with served.listening(), served.listening(), served.listening():
        assert 200 == served.ask("/").code


CHANGES = {
    "content": ("content/page/about/en.md", "This is sample content", "/en/about/"),
    "theme": ("theme/templates/base.html", "</body>", "/en/about/"),
    "plugins": ("plugins/sitemap.py", "</urlset>", "/sitemap.xml"),
    "settings": ("pelicanconf.py", 'SITENAME = "', "/en/about/"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_builds_again_and_open_pages_are_told(served: Served, what: str) -> None:
    """After the event "built" the server has the new state."""
    name, old, path = CHANGES[what]
    new = {"theme": f"<p>canary {what}</p>{old}", "plugins": f"<!-- canary {what} -->{old}"}
    assert f"canary {what}" not in served.ask(path).text

    with served.listening() as events:
        served.project.replace(name, old, new.get(what, f"{old}canary {what}"))
        assert ("built", "") == events.next()

    assert f"canary {what}" in served.ask(path).text


def test_a_mistake_is_told_to_open_pages_and_mending_it_reloads_them(served: Served) -> None:
    """The last good page stays; who comes later is told as well; once mended, all is well."""
    text = "content/page/contact/en.md"
    good = served.project.root.joinpath(text).read_bytes()
    before = served.ask("/en/contact/").text

    with served.listening() as events:
        served.project.append(text, "\n[x](nowhere)\n")
        name, said = events.next()
        assert "problem" == name
        assert f"{text}:8: the link 'nowhere' leads nowhere." in said
        assert before == served.ask("/en/contact/").text
        with served.listening() as later:
            assert ("problem", said) == later.next()

        served.project.write(text, good)
        assert ("built", "") == events.next()
    assert before == served.ask("/en/contact/").text


def test_where_nothing_was_ever_built_the_page_says_why(sample: Project, tmp_path: Path) -> None:
    """With a mistake in the first build, every address shows it, with the script that reloads.

    Ctrl-C ends the server quietly, also while pages listen and after a mistake.
    """
    project = sample.copied_to(tmp_path / NAME)
    project.remove("output")
    project.append("content/page/about/en.md", "\n<b>bold</b> <iframe></iframe>\n")
    with serving(project) as running, running.listening() as events:
        events.next()
        answer = running.ask("/en/")

    assert 503 == answer.code
    assert "content/page/about/en.md:8: &lt;iframe&gt; is not allowed." in answer.text
    assert 'src="/-/reload.js"' in answer.text
    assert 0 == running.process.returncode


def test_it_listens_on_this_machine_only(served: Served) -> None:
    """Another machine in the network cannot reach a draft."""
    inodes = {
        os.readlink(link)[8:-1]
        for link in Path(f"/proc/{served.process.pid}/fd").iterdir()
        if os.readlink(link).startswith("socket:[")
    }
    tables = [Path(f"/proc/{served.process.pid}/net/tcp{six}") for six in ("", "6")]
    rows = [
        row.split() for path in tables if path.exists() for row in path.read_text().splitlines()
    ]
    listening = {row[1] for row in rows if row[3] == "0A" and row[9] in inodes}

    assert {f"0100007F:{served.port:04X}"} == listening
