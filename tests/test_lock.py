import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from plugins.lock import exclusive
from tests.conftest import ROOT

HOLD = """
import sys
from pathlib import Path
from plugins.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
_PATIENCE_SECONDS = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a lock, in a folder that does not exist yet."""
    return tmp_path / "cache" / "lock.sqlite"


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that wants the lock, and holds it until it is told a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=_PATIENCE_SECONDS)


def line(process: subprocess.Popen[str], stream: str) -> str:
    """The next line of a process."""
    return str(getattr(process, stream).readline()).strip()


def test_a_free_lock_is_taken_without_a_word(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And can be taken again when it was let go, also after a failure."""
    with pytest.raises(RuntimeError), exclusive(path):
        raise RuntimeError
    with exclusive(path):
        pass

    assert ("", "") == capsys.readouterr()


def test_a_second_build_waits_for_the_first(path: Path) -> None:
    """It says so, and goes on as soon as the first has ended."""
    with ExitStack() as stack:
        with exclusive(path):
            second = stack.enter_context(holder(path))

            assert "Another build is under way; waiting for it." == line(second, "stderr")
            assert second.stdout
            assert ([], [], []) == select.select([second.stdout], [], [], 0.5)
        assert "held" == line(second, "stdout")


def test_a_lock_ends_with_its_process(path: Path) -> None:
    """Nobody has to remove anything after a build that was killed."""
    with holder(path) as first:
        assert "held" == line(first, "stdout")
        first.kill()
        first.wait(_PATIENCE_SECONDS)

        with exclusive(path):
            pass
    assert path.exists()
