"""Run a command and write what it cost to a file, as JSON; `measure` starts this as a script.

A process of its own, and a small one: Linux counts the memory of whoever starts a command as
part of that command's peak.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(report: str, *command: str) -> int:
    """Run `command`; its cost goes to the file `report`, its exit code is ours."""
    started = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    cost = {
        "wall": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        # The largest among the command and all descendants that were waited for; Linux: in KiB.
        "peak": usage.ru_maxrss / 1024,
    }
    Path(report).write_text(json.dumps(cost), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
