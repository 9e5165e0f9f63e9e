"""A process that has everything imported, and forks for every build that it is asked for.

Asked on standard input, a line of JSON a build; answers on standard output: what the build says,
and after it a line that begins with a NUL and holds the exit code. Since every build is a fork of
its own, none can leave anything behind for the next.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from plugins import build, catalogues, dress, engine, environment, rendering, sorting
from plugins.config import Options

# What a build imports only when it needs it, a waiting process imports beforehand.
LOADED = (build, catalogues, dress, engine, environment, rendering, sorting)
END = "\0"


def run(only: Sequence[str] | None) -> int:
    """Build in a fork; its exit code."""
    if not hasattr(os, "fork"):
        command = [sys.executable, "-m", "plugins.build"]
        return subprocess.run(command, stderr=subprocess.STDOUT, check=False).returncode
    child = os.fork()
    if not child:
        os.dup2(sys.stdout.fileno(), sys.stderr.fileno())
        chosen = None if only is None else frozenset(only)
        code = build.build("pelicanconf.py", Options(only=chosen))
        sys.stdout.flush()
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    """Build whenever a line asks for it, until there are no more."""
    for line in sys.stdin:
        code = run(json.loads(line))
        print(f"{END}{code}", flush=True)


if __name__ == "__main__":
    main()
