"""The tasks: what they say of themselves, and that only locked packages are ever installed."""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import tasks
from tests.project import ROOT, clean_environment

REQUIREMENTS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
LOCKS = [
    path.relative_to(ROOT).as_posix()
    for folder in (ROOT / "tests", ROOT / "theme" / "fonts", ROOT / "theme" / "vendor")
    for path in sorted(folder.glob("package-lock.json"))
]
_ADDRESS = re.compile(r"\b(?:https?|git|file)[:+]|(?:^|\s)-i\b|--[a-z-]*(?:index|links|host)")
_INDENTED = re.compile(r"\\\n\s*")


def test_the_list_of_tasks_shows_what_each_is_for() -> None:
    """`invoke --list` says the first line of each task's docstring, and every task has one."""
    listed = subprocess.run(
        [sys.executable, "-m", "invoke", "--list"],
        cwd=ROOT,
        env=clean_environment(None),
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    unfolded = re.sub(r"\n {3,}", " ", listed)
    expected = {
        name: (task.__doc__ or "").strip().splitlines()[0]
        for name, task in tasks.namespace.tasks.items()
    }

    assert expected == dict(re.findall(r"^  (\S+) +(\S.*?) *$", unfolded, re.MULTILINE))
    assert {"build", "serve", "test", "lint"} <= expected.keys()


def wheel(folder: Path) -> Path:
    """A package with nothing in it."""
    path = folder / "nothing-1.0-py3-none-any.whl"
    files = {
        "nothing.py": "",
        "nothing-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: nothing\nVersion: 1.0\n",
        "nothing-1.0.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    names = [*files, "nothing-1.0.dist-info/RECORD"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(names[-1], "".join(f"{name},,\n" for name in names))
    return path


@dataclass(frozen=True)
class Machine:
    """A folder with tasks.py, and requirements of one package that needs no network."""

    folder: Path
    package: Path

    def require(self, hash_of_package: str) -> None:
        """Write requirements.txt."""
        line = f"nothing @ {self.package.as_uri()}"
        hashed = f"{line} --hash=sha256:{hash_of_package}\n" if hash_of_package else f"{line}\n"
        (self.folder / "requirements.txt").write_text(hashed, encoding="utf-8")

    @property
    def digest(self) -> str:
        """The true hash of the package."""
        return hashlib.sha256(self.package.read_bytes()).hexdigest()

    def prepare(self) -> subprocess.CompletedProcess[str]:
        """Do what every task does first."""
        return subprocess.run(
            [sys.executable, "-c", "import tasks; tasks.prepare(['requirements.txt'])"],
            cwd=self.folder,
            env=clean_environment({"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": "/dev/null"}),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def has_package(self) -> bool:
        """Whether the package can be imported there."""
        command = [str(self.folder / ".venv/bin/python"), "-c", "import nothing"]
        return 0 == subprocess.run(command, capture_output=True, check=False).returncode


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A bare machine."""
    (tmp_path / "tasks.py").write_bytes((ROOT / "tasks.py").read_bytes())
    return Machine(tmp_path, wheel(tmp_path))


def test_packages_are_installed_once(machine: Machine) -> None:
    """The first run installs; the second finds all as it should be, and says nothing."""
    machine.require(machine.digest)
    first, second = machine.prepare(), machine.prepare()

    assert (0, True) == (first.returncode, machine.has_package()), first.stderr
    assert ["Making .venv …", "Installing requirements.txt …"] == first.stdout.splitlines()
    assert (0, "", "") == (second.returncode, second.stdout, second.stderr)


def test_changed_requirements_are_installed_again(machine: Machine) -> None:
    """After a change of the file the next run installs, and only that."""
    machine.require(machine.digest)
    machine.prepare()
    with (machine.folder / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# a comment\n")

    assert ["Installing requirements.txt …"] == machine.prepare().stdout.splitlines()


@pytest.mark.parametrize("wrong", ["0" * 64, ""], ids=["another hash", "no hash"])
def test_a_package_that_is_not_the_locked_one_is_refused(machine: Machine, wrong: str) -> None:
    """Nothing is installed whose hash differs or is missing, nor the next time."""
    machine.require(wrong)
    first, second = machine.prepare(), machine.prepare()

    assert 0 != first.returncode
    assert "hash" in first.stderr.lower()
    assert 0 != second.returncode
    assert not machine.has_package()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SITE_PICTURE_CACHE", "s3://bucket", ["requirements.txt", "requirements-remote.txt"]),
        ("SITE_PICTURE_EXECUTOR", "dask://a:1", ["requirements.txt", "requirements-remote.txt"]),
        ("SITE_PICTURE_CACHE", "", ["requirements.txt"]),
    ],
)
def test_who_shares_pictures_gets_the_packages_for_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: list[str]
) -> None:
    """And nobody else."""
    prepared: list[str] = []
    done: subprocess.CompletedProcess[str] = subprocess.CompletedProcess([], 0)
    monkeypatch.setattr(tasks, "prepare", prepared.extend)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    for variable in (*tasks.SHARED, "PYTHONUTF8"):
        monkeypatch.setenv(variable, "")
    monkeypatch.setenv(name, value)

    assert 0 == tasks.main(["build"])
    assert expected == prepared


def requirements(text: str) -> Iterator[str]:
    """Each requirement of a file on one line, without comments."""
    for line in _INDENTED.sub(" ", text).splitlines():
        kept = line.split(" #")[0].strip()
        if kept and not kept.startswith("#"):
            yield kept


def unlocked(text: str) -> list[str]:
    """The requirements that are not pinned to one version with a hash, or say where to look."""
    locked = re.compile(
        r"[\w.\[\]-]+==\S+(?: ;[^-]*(?:-[^-]+)*?)?(?: +--hash=sha256:[0-9a-f]{64})+"
    )
    return [
        line for line in requirements(text) if not locked.fullmatch(line) or _ADDRESS.search(line)
    ]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_locked(name: str) -> None:
    """One version, with hashes, and no address: any mirror serves the same bytes."""
    text = (ROOT / name).read_text("utf-8")

    assert 10 < len(list(requirements(text)))
    assert [] == unlocked(text)


@pytest.mark.parametrize(
    "line",
    [
        "pillow==13.0.0",
        f"pillow>=13 --hash=sha256:{'0' * 64}",
        f"pillow==13.0.0 --hash=md5:{'0' * 32}",
        f"pillow @ https://mirror.example/pillow.whl --hash=sha256:{'0' * 64}",
        "--index-url https://mirror.example/simple",
        "--extra-index-url=https://mirror.example/simple",
        "-i https://mirror.example/simple",
        "--find-links wheels",
        "--trusted-host mirror.example",
    ],
)
def test_a_requirement_that_is_not_locked_would_be_found(line: str) -> None:
    """The control of the test above."""
    assert [line] == unlocked(f"{line}\n")


def test_what_the_project_needs_is_locked() -> None:
    """Every package that pyproject.toml names is in the file of its group."""
    for name in REQUIREMENTS:
        text = (ROOT / name).read_text("utf-8")
        pinned = {line.split("==")[0].split("[")[0].lower() for line in requirements(text)}

        assert wanted(GROUPS[name]) <= pinned


GROUPS = {
    "requirements.txt": [],
    "requirements-bench.txt": ["bench"],
    "requirements-remote.txt": ["remote"],
    "requirements-test.txt": ["remote", "test"],
}


def wanted(groups: list[str]) -> set[str]:
    """The names of the packages in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    more = [each for group in groups for each in project["optional-dependencies"][group]]
    return {re.split(r"[<>=~! \[]", each)[0].lower() for each in project["dependencies"] + more}


def loose(lock: dict[str, Any]) -> list[str]:
    """The packages of a package-lock that have no integrity, or name an address."""
    return [
        name
        for name, package in lock["packages"].items()
        if name and ("integrity" not in package or "resolved" in package)
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_npm_is_locked(name: str) -> None:
    """Each has an integrity hash, and none names a registry."""
    text = (ROOT / name).read_text("utf-8")

    assert [] == loose(json.loads(text))
    assert "://" not in re.sub(r'"(?:url|funding|license)": ".*?"', "", text)


def test_a_package_of_npm_that_is_not_locked_would_be_found() -> None:
    """The control of the test above."""
    packages = {
        "": {},
        "node_modules/good": {"integrity": "sha512-x"},
        "node_modules/bare": {},
        "node_modules/far": {"integrity": "sha512-x", "resolved": "https://mirror.example/"},
    }

    assert ["node_modules/bare", "node_modules/far"] == loose({"packages": packages})
    assert LOCKS
