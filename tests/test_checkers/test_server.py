"""The server answers as a static host does."""

from collections.abc import Callable, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from socket import create_connection
from urllib.parse import quote, urlsplit

import pytest

FILES = {
    "index.html": "home",
    "en/index.html": "english",
    "en/chợ.html": "market",
    "404.html": "không thấy",
    "en/404.html": "not found",
    "empty/a.webp": "",
    "main.css": "a {}",
}

Served = Callable[[Mapping[str, str]], str]


def ask(address: str, path: str) -> tuple[HTTPResponse, str]:
    """Ask for a path without following redirects; return the answer and its text."""
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=5)) as connection:
        connection.request("GET", quote(path))
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "home"),
        ("/en/", 200, "english"),
        ("/en/chợ.html", 200, "market"),
        ("/en", 301, ""),
        ("/none", 404, "không thấy"),
        ("/en/none/deep/", 404, "not found"),
        ("/empty/", 404, "không thấy"),
        ("/../../etc/passwd", 404, "không thấy"),
    ],
)
def test_an_address_is_answered(served: Served, path: str, status: int, text: str) -> None:
    """Folders by index.html, the unknown by the nearest 404.html with status 404."""
    answer, body = ask(served(FILES), path)

    assert (answer.status, body) == (status, text)


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/main.css", "text/css; charset=utf-8"),
        ("/empty/a.webp", "image/webp"),
        ("/none", "text/html; charset=utf-8"),
    ],
)
def test_a_file_has_its_type(served: Served, path: str, content_type: str) -> None:
    """Types do not depend on what the machine knows of file names."""
    answer, _ = ask(served(FILES), path)

    assert answer.getheader("Content-Type") == content_type


def test_a_missing_file_has_no_body_for_head(served: Served) -> None:
    """HEAD tells the length only: a body would be taken for the start of the next answer."""
    parts = urlsplit(served(FILES))
    with create_connection((parts.hostname, parts.port), timeout=5) as connection:
        connection.sendall(b"HEAD /none HTTP/1.1\r\nConnection: close\r\n\r\n")
        with connection.makefile("rb") as stream:
            head, _, body = stream.read().partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 404 ")
    assert b"Content-Length: 13" in head
    assert body == b""
