"""The state of the last build, which waiting browsers are told of."""

import threading
from dataclasses import dataclass, field


@dataclass(slots=True)
class Status:
    """A number that grows with every build, and what was wrong with the last ("" for nothing)."""

    build: int = 0
    problem: str = ""
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def report(self, problem: str) -> None:
        """A build has ended."""
        with self._changed:
            self.build += 1
            self.problem = problem
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> bool:
        """Wait until there is a build after the one that was seen; False after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: self.build != seen, seconds)
