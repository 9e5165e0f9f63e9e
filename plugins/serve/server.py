"""Serve the output folder over HTTP, with byte ranges, and with a script that reloads the page."""

import functools
import json
import re
from email.utils import formatdate
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.serve.status import Status

_SCRIPT = b'<script src="/-/reload.js" defer></script></body>'
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_HEARTBEAT_SECONDS = 15.0


def make_server(folder: Path, status: Status, port: int) -> ThreadingHTTPServer:
    """A server on this machine only; `port` 0 takes any that is free."""
    handler = functools.partial(Handler, folder=folder, status=status)
    return Server(("localhost", port), handler)


class Server(ThreadingHTTPServer):
    """Open event streams do not keep it from stopping."""

    daemon_threads = True


class Handler(SimpleHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, folder: Path, status: Status) -> None:
        self.folder = folder
        self.status = status
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, a part of it, or what the reloading script asks for."""
        path = unquote(urlsplit(self.path).path)
        if path == "/-/events":
            self._events()
        elif path == "/-/reload.js":
            script = Path(__file__).with_name("reload.js").read_bytes()
            self._send(HTTPStatus.OK, "text/javascript", script)
        else:
            self._page_or_file(path)

    def do_HEAD(self) -> None:
        """The same headers as GET; `_send` leaves the body out."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of requests: a writer's terminal shows builds and mistakes."""

    def _page_or_file(self, path: str) -> None:
        file = self._file(path)
        if file is None and not (self.folder / "index.html").exists():
            text = f"<body><pre>{escape(self.status.problem or 'Building …')}</pre></body>"
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", self._live(text.encode()))
        elif file is None:
            self._not_found(path)
        elif file.suffix == ".html":
            if not path.endswith(("/", ".html")):
                self._redirect(f"{urlsplit(self.path).path}/")
            else:
                self._send(HTTPStatus.OK, "text/html", self._live(file.read_bytes()))
        else:
            self._send_range(file)

    def _file(self, path: str) -> Path | None:
        """The file of a path, or the index of its folder; nothing outside the output."""
        root = self.folder.resolve()
        found = (root / path.lstrip("/")).resolve()
        if found.is_dir():
            found = found / "index.html"
        return found if found.is_relative_to(root) and found.is_file() else None

    def _not_found(self, path: str) -> None:
        """The 404 page of the language of the path."""
        first = path.lstrip("/").split("/")[0]
        candidates = (self.folder / first / "404.html", self.folder / "404.html")
        page = next((file for file in candidates if file.is_file()), None)
        body = self._live(page.read_bytes()) if page else b"Not found"
        self._send(HTTPStatus.NOT_FOUND, "text/html", body)

    def _live(self, html: bytes) -> bytes:
        """The page with the reloading script, which the published page has not."""
        return html.replace(b"</body>", _SCRIPT)

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send_range(self, file: Path) -> None:
        """A whole file, or the one range of bytes that was asked for (RFC 9110, section 14)."""
        data = file.read_bytes()
        kind = self.guess_type(str(file))
        asked = _RANGE.match(self.headers.get("Range", ""))
        if not asked or not any(asked.groups()):
            self._send(HTTPStatus.OK, kind, data)
            return
        first, last = asked.groups()
        start = int(first) if first else max(0, len(data) - int(last))
        end = min(int(last), len(data) - 1) if first and last else len(data) - 1
        if start > end:
            extra = {"Content-Range": f"bytes */{len(data)}"}
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, kind, b"", extra)
            return
        extra = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
        self._send(HTTPStatus.PARTIAL_CONTENT, kind, data[start : end + 1], extra)

    def _send(
        self, code: HTTPStatus, kind: str, body: bytes, extra: dict[str, str] | None = None
    ) -> None:
        text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-store")
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        """Tell a browser of every build, until it goes away."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = self.status.build
        try:
            if self.status.problem:
                self._tell("problem", self.status.problem)
            while True:
                if self.status.wait(seen, _HEARTBEAT_SECONDS):
                    seen = self.status.build
                    problem = self.status.problem
                    self._tell("problem" if problem else "built", problem)
                else:
                    self.wfile.write(f": {formatdate(usegmt=True)}\n\n".encode())
                    self.wfile.flush()
        except OSError:
            return

    def _tell(self, event: str, data: str) -> None:
        self.wfile.write(f"event: {event}\ndata: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()
