"""Serve a built site on this machine, as a static host would."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

NOT_FOUND = "404.html"
TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port while the block runs; yield its address without a slash."""
    with QuietServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class QuietServer(ThreadingHTTPServer):
    """A server that does not complain when a browser hangs up early."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report anything but a broken connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Folders answer with index.html, unknown addresses with 404.html; nothing is logged."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the nearest 404.html when a file is missing."""
        page = self._nearest_not_found()
        if code != HTTPStatus.NOT_FOUND or page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path: Any) -> None:
        """Treat a folder without index.html as missing."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _nearest_not_found(self) -> Path | None:
        root = Path(self.directory)
        asked = Path(self.translate_path(self.path))
        folders = [asked, *asked.parents]
        within = [folder for folder in folders if folder.is_relative_to(root)]
        return next((f / NOT_FOUND for f in within if (f / NOT_FOUND).is_file()), None)
