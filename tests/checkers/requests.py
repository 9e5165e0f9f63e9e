"""What a page asks for while it loads: its own host only, nothing fails, nothing complains."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response, Route

from tests.checkers.finding import Finding

WEB = frozenset({"http", "https", "ws", "wss"})
REPEATED_BY_CONSOLE = "Failed to load resource"


def check(page: Page, url: str) -> list[Finding]:
    """Load `url` until the network is quiet; return what should not have happened."""
    with recorded(page, url) as findings:
        page.goto(url, wait_until="networkidle")
    return sorted(set(findings))


@contextmanager
def recorded(page: Page, url: str) -> Iterator[list[Finding]]:
    """Record into the yielded list while the block runs; requests to other hosts are stopped."""
    record = Record(urlsplit(url).netloc, urlsplit(url).path)
    listeners = {
        "response": record.on_response,
        "requestfailed": record.on_failure,
        "console": record.on_console,
        "pageerror": record.on_error,
    }
    page.route(record.is_foreign, record.stop)
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]  # the stubs want literal names
    try:
        yield record.findings
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.unroute(record.is_foreign, record.stop)


class Record:
    """The findings of one page load."""

    def __init__(self, host: str, where: str) -> None:
        self.host = host
        self.where = where
        self.findings: list[Finding] = []
        self._refused: list[Request] = []

    def is_foreign(self, url: str) -> bool:
        """Tell whether `url` belongs to another host; data: and blob: addresses have none."""
        parts = urlsplit(url)
        return parts.scheme in WEB and parts.netloc != self.host

    def stop(self, route: Route) -> None:
        """Note a request to another host and do not let it out."""
        self._add(f"asks another host: {route.request.url}")
        route.abort()

    def on_response(self, response: Response) -> None:
        """Note an answer that is an error."""
        if response.status >= 400:
            self._refused.append(response.request)
            self._add(f"{response.status}: {urlsplit(response.url).path}")

    def on_failure(self, request: Request) -> None:
        """Note a request without an answer; what is noted already is not noted again."""
        if not self.is_foreign(request.url) and request not in self._refused:
            self._add(f"{request.failure}: {urlsplit(request.url).path}")

    def on_console(self, message: ConsoleMessage) -> None:
        """Note an error in the console, unless it only repeats a failed request."""
        if message.type == "error" and not message.text.startswith(REPEATED_BY_CONSOLE):
            self._add(f"console: {message.text}")

    def on_error(self, error: Error) -> None:
        """Note an exception that no script caught."""
        self._add(f"uncaught: {error.message}")

    def _add(self, what: str) -> None:
        self.findings.append(Finding(self.where, what))
