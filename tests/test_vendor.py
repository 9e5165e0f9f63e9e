"""The scripts of others: exactly what their packages hold, with their licences."""

import json
from pathlib import Path

import pytest

from plugins import vendor
from tests.conftest import ROOT

STATIC = ROOT / "theme" / "static" / "vendor"


@pytest.fixture(scope="module")
def packages() -> Path:
    """The folder of the pinned packages; npm checks each against the digest of the lock file."""
    return vendor.install()


def committed() -> dict[str, bytes]:
    """Every file of others that the theme publishes."""
    return {
        path.relative_to(STATIC).as_posix(): path.read_bytes()
        for path in STATIC.rglob("*")
        if path.is_file()
    }


def test_the_committed_files_are_those_of_the_packages(packages: Path) -> None:
    """Byte for byte, and there is no other file."""
    sources = vendor.sources(packages)

    assert sources
    assert {name: path.read_bytes() for name, path in sources.items()} == committed()


def test_the_task_puts_the_files_in_place(packages: Path, tmp_path: Path) -> None:
    """What was there before is gone."""
    old = tmp_path / "vendor" / "photoswipe-4.0.0" / "old.js"
    old.parent.mkdir(parents=True)
    old.touch()
    vendor.take(packages, tmp_path / "vendor")

    assert not old.exists()
    assert committed().keys() == {
        path.relative_to(tmp_path / "vendor").as_posix()
        for path in (tmp_path / "vendor").rglob("*")
        if path.is_file()
    }


def test_every_package_brings_its_licence() -> None:
    """The MIT licence is published beside what it covers."""
    for package, version in vendor.pinned().items():
        text = committed()[f"{package}-{version}/LICENSE"].decode()
        assert "Permission is hereby granted, free of charge" in text


def test_versions_are_exact_and_locked() -> None:
    """The lock file names the same version, with a digest."""
    lock = json.loads((vendor.FOLDER / "package-lock.json").read_text(encoding="utf-8"))

    for package, version in vendor.pinned().items():
        entry = lock["packages"][f"node_modules/{package}"]
        assert version == entry["version"]
        assert entry["integrity"].startswith("sha512-")


def test_the_zoom_asks_for_the_version_that_is_there() -> None:
    """The script names the folder of the pinned version."""
    script = (ROOT / "theme" / "static" / "scripts" / "zoom.js").read_text(encoding="utf-8")

    assert f'"../vendor/photoswipe-{vendor.pinned()["photoswipe"]}/"' in script
