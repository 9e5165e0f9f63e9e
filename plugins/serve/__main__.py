"""`invoke serve`: build, serve, and build again on every change."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from plugins.serve.server import make_server
from plugins.serve.status import Status

WATCHED = ("content", "theme", "plugins", "pelicanconf.py")
_DEBOUNCE_MS = 200


def build(site_url: str) -> str:
    """Build in a process of its own, so that changed code counts; what is wrong, "" for nothing."""
    environment = {**os.environ, "SITE_URL": site_url}
    command = [sys.executable, "-m", "plugins.build"]
    result = subprocess.run(
        command, env=environment, stderr=subprocess.PIPE, encoding="utf-8", check=False
    )
    sys.stderr.write(result.stderr)
    return result.stderr if result.returncode else ""


def changes(stop: threading.Event) -> Iterator[object]:
    """One item for each burst of changes to a watched file."""
    paths = [path for path in map(Path, WATCHED) if path.exists()]
    return watch(*paths, stop_event=stop, debounce=_DEBOUNCE_MS, raise_interrupt=False)


def serve(port: int, stop: threading.Event) -> None:
    """Serve until `stop` is set or the terminal interrupts."""
    status = Status()
    server = make_server(Path("output"), status, port)
    address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving at {address} – press Ctrl-C to stop.", flush=True)
    try:
        status.report(build(address))
        for _ in changes(stop):
            print("Something changed: building …", flush=True)
            status.report(build(address))
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8000, threading.Event())
