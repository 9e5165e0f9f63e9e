"""`invoke serve`: build, serve, and build again on every change."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from plugins.serve.builder import Builder
from plugins.serve.server import make_server
from plugins.serve.status import Status

WATCHED = ("content", "theme", "plugins", "pelicanconf.py")
# An editor that writes in several steps is done when it has been quiet for so long.
_QUIET_MS = 20
_DEBOUNCE_MS = 400
_TICK_MS = 500


def changes(stop: threading.Event) -> Iterator[set[Path] | None]:
    """None at the start, then the changed files of each burst of changes.

    The watch begins before the first item, so that nothing saved during a build is lost.
    """
    here = Path.cwd()
    paths = [here / name for name in WATCHED if (here / name).exists()]
    ticks = watch(
        *paths,
        stop_event=stop,
        step=_QUIET_MS,
        debounce=_DEBOUNCE_MS,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for count, changed in enumerate(ticks):
        if count == 0:
            yield None
        if changed:
            yield {Path(path).relative_to(here) for _, path in changed}


def serve(port: int, stop: threading.Event) -> None:
    """Serve until `stop` is set or the terminal interrupts."""
    status = Status()
    try:
        server = make_server(Path("output"), status, port)
    except OSError:
        raise SystemExit(f"Port {port} is taken: invoke serve --port {port + 1}") from None
    address = f"http://localhost:{server.server_port}"
    builder = Builder(address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Serving at {address} – press Ctrl-C to stop.", flush=True)
    try:
        for changed in changes(stop):
            print("Building …", flush=True)
            status.report(builder.build(changed))
    except KeyboardInterrupt:
        pass
    finally:
        builder.close()
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8000, threading.Event())
