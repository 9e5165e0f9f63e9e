"""Has the site built by a waiting process, which is replaced when our code changes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.serve.warm import END

CODE = ("plugins", "pelicanconf.py")


@dataclass(slots=True)
class Builder:
    """Builds for an address."""

    site_url: str
    _process: subprocess.Popen[str] | None = field(default=None)

    def build(self, changed: Iterable[Path] | None) -> str:
        """Build after changes, None for anything; what is wrong, "" for nothing."""
        paths = None if changed is None else list(changed)
        if self._process and (paths is None or any(path.parts[0] in CODE for path in paths)):
            self.close()
        only = bundles(paths)
        process = self._waiting()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{json.dumps(only)}\n")
        process.stdin.flush()
        said: list[str] = []
        for line in process.stdout:  # progress is shown as it comes
            if line.startswith(END):
                return "" if line == f"{END}0\n" else "".join(said)
            sys.stderr.write(line)
            said.append(line)
        self.close()
        return "".join(said) or "The build ended without a word."

    def close(self) -> None:
        """End the waiting process."""
        if self._process:
            assert self._process.stdin is not None
            assert self._process.stdout is not None
            self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
            self._process = None

    def _waiting(self) -> subprocess.Popen[str]:
        """The process that waits, started where there is none."""
        if self._process is None:
            more = {"SITE_URL": self.site_url, "SITE_STABLE_THEME": "1", "PYTHONUTF8": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "plugins.serve.warm"],
                env={**os.environ, **more},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
            )
        return self._process


def bundles(paths: Iterable[Path] | None) -> list[str] | None:
    """The bundles to which changed files belong; None where it may be any of them."""
    if paths is None:
        return None
    found = set()
    for path in paths:
        first, *rest = path.parts
        if first == "content" and len(rest) < 2:
            return None
        if first == "content":
            found.add("/".join(rest[:2]))
    return sorted(found)
