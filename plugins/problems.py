"""What is wrong in the content, where, and how to mend it; all of it in one run."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """One thing that a writer has to mend.

    `path` is shown as given, so make it relative to the project; `line` counts from 1, and 0
    means the whole file. `remedy` is what to do or to paste.
    """

    path: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path.as_posix()}:{self.line}" if self.line else self.path.as_posix()
        remedy = "\n".join(f"  {line}" for line in self.remedy.splitlines())
        return f"{place}: {self.what}\n{remedy}"


class BuildStopped(Exception):
    """The build ends before it writes a byte, and says everything that is wrong."""

    exitcode = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda found: (found.path, found.line, found.what))
        super().__init__(self.text())

    def text(self) -> str:
        """Every problem, a blank line between two, and their number at the end."""
        count = len(self.problems)
        closing = f"{count} problem{'s' if count > 1 else ''}. Nothing was written."
        return "\n\n".join([*map(str, self.problems), closing])


class BadSettings(ValueError):
    """A setting cannot be used; the message says which, and what to write."""


def stop_if_any(problems: Iterable[Problem]) -> None:
    """Raise `BuildStopped` when there is at least one problem."""
    found = list(problems)
    if found:
        raise BuildStopped(found)
