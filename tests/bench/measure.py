"""What a command costs: wall and CPU seconds, and the memory of its largest process."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = Path(__file__).with_name("launch.py")


class Failed(Exception):
    """A command failed; the message is the end of what it said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and MiB of the largest process; None where nobody has measured it."""

    wall: float
    cpu: float
    peak: float | None


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a folder. Raises `Failed`."""
    with tempfile.TemporaryDirectory() as temporary:
        report = Path(temporary, "cost.json")
        finished = subprocess.run(
            [sys.executable, "-I", "-S", str(_LAUNCH), str(report), *command],
            cwd=folder,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if finished.returncode:
            raise Failed(f"{' '.join(command)}\n{finished.stdout[-4000:]}")
        return Cost(**json.loads(report.read_text(encoding="utf-8")))


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    peaks = [cost.peak for cost in costs if cost.peak is not None]
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(peaks) if peaks else None,
    )
