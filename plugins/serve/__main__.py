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
_TICK_MS = 500


def build(site_url: str) -> str:
    """Build in a process of its own, so that changed code counts; what is wrong, "" for nothing."""
    environment = {**os.environ, "SITE_URL": site_url, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "plugins.build"]
    said = []
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:  # progress is shown as it comes
            sys.stderr.write(line)
            said.append(line)
    return "".join(said) if process.returncode else ""


def changes(stop: threading.Event) -> Iterator[object]:
    """One item at the start, then one for each burst of changes to a watched file.

    The watch begins before the first item, so that nothing saved during a build is lost.
    """
    paths = [path for path in map(Path, WATCHED) if path.exists()]
    ticks = watch(
        *paths,
        stop_event=stop,
        debounce=_DEBOUNCE_MS,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for count, changed in enumerate(ticks):
        if changed or count == 0:
            yield changed


def serve(port: int, stop: threading.Event) -> None:
    """Serve until `stop` is set or the terminal interrupts."""
    status = Status()
    try:
        server = make_server(Path("output"), status, port)
    except OSError:
        raise SystemExit(f"Port {port} is taken: invoke serve --port {port + 1}") from None
    address = f"http://localhost:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving at {address} – press Ctrl-C to stop.", flush=True)
    try:
        for _ in changes(stop):
            print("Building …", flush=True)
            status.report(build(address))
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8000, threading.Event())
