"""The server answers as a static host does."""

from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPResponse
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


def ask(address: str, path: str, method: str = "GET") -> tuple[HTTPResponse, str]:
    """Ask for a path without following redirects; return the answer and its text."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=5)
    try:
        connection.request(method, quote(path))
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


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
    [("/main.css", "text/css; charset=utf-8"), ("/empty/a.webp", "image/webp")],
)
def test_a_file_has_its_type(served: Served, path: str, content_type: str) -> None:
    """Types do not depend on what the machine knows of file names."""
    answer, _ = ask(served(FILES), path)

    assert answer.getheader("Content-Type") == content_type


def test_a_missing_file_has_no_body_for_head(served: Served) -> None:
    """HEAD tells the length only."""
    answer, body = ask(served(FILES), "/none", "HEAD")

    assert (answer.status, answer.getheader("Content-Length"), body) == (404, "13", "")
