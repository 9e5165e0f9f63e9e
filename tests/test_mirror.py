"""Tests mirror the tree: whoever opens a module knows where its tests are."""

from tests.conftest import ROOT

# These need a whole build, a server or the packages of the fonts.
ELSEWHERE = {
    "build": "tests/build/test_strictness.py",
    "run": "tests/build/test_summary.py",
    "generator": "tests/build/test_subsites.py",
    "serve": "tests/build/test_serve.py",
    "survey": "tests/test_prose.py",
    "fonts": "tests/test_fonts.py",
    "schema": "tests/schema/test_schema.py",
    "images": "tests/images/test_plan.py",
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
