"""Tests mirror the tree: whoever opens a module knows where its tests are."""

import subprocess
import sys

from tests.conftest import ROOT

# These need a whole build, a server or the packages of the fonts.
ELSEWHERE = {
    "build": "tests/builds/test_strictness.py",
    "engine": "tests/builds/test_engine.py",
    "generator": "tests/builds/test_subsites.py",
    "host": "tests/builds/test_subsites.py",
    "serve": "tests/builds/test_serve.py",
    "survey": "tests/test_prose.py",
    "fonts": "tests/test_fonts.py",
    "schema": "tests/schema/test_schema.py",
    "images": "tests/images/test_plan.py",
    "videos": "tests/videos/test_films.py",
}


def test_every_module_has_its_tests() -> None:
    """A module of plugins/ has the test module of its name, or stands in the table above."""
    modules = {path.stem for path in (ROOT / "plugins").iterdir() if path.stem[0] not in "_."}
    missing = [
        name
        for name in sorted(modules)
        if not (ROOT / ELSEWHERE.get(name, f"tests/test_{name}.py")).exists()
    ]

    assert missing == []


def test_pytest_finds_every_test_file() -> None:
    """A folder that pytest skips by its name (such as build) would hide its tests in silence."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "--quiet",
        "-p",
        "no:cacheprovider",
    ]
    listed = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout
    found = {line.split("::", maxsplit=1)[0] for line in listed.splitlines() if "::" in line}
    written = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("test_*.py")
        if "node_modules" not in path.parts
    }
    assert written

    assert written - found == set()
