"""What several tests share: the browser, and the real site, built once by the real command."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

pytest_plugins = ["tests.toolchain.fixtures"]

# A shell that starts this in the background has Ctrl-C ignored, also by all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parent.parent
SITE_URL = "http://localhost:8000"


@dataclass(frozen=True)
class RealSite:
    """The site that this repository publishes, as it was just built."""

    output: Path
    summary: str

    def page(self, url: str) -> html.HtmlElement:
        """The parsed page of an address such as "/en/places/cat-cat/"."""
        file = self.output / url.lstrip("/") / ("index.html" if url.endswith("/") else "")
        return html.fromstring(file.read_text(encoding="utf-8"))

    def urls(self) -> list[str]:
        """The address of every page, 404 pages included."""
        names = (path.relative_to(self.output).as_posix() for path in self.output.rglob("*.html"))
        return sorted(f"/{name.removesuffix('index.html')}" for name in names)


@pytest.fixture(scope="session")
def site() -> RealSite:
    """The real site, built by the command that `tasks.py build` runs."""
    command = [sys.executable, "-m", "plugins.build"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if result.returncode:
        pytest.fail(result.stderr, pytrace=False)
    return RealSite(ROOT / "output", result.stdout)
