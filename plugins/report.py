"""What a build did: a few lines for people, and the lists for programs in last-build.json."""

import json
import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.clock import Clock
from plugins.config import Config
from plugins.content import Content
from plugins.ledger import Ledger
from plugins.rendering import Made
from plugins.store import Store

FILE = "last-build.json"


@dataclass(slots=True)
class Report:
    """What a build did. `why_full` is "" where it looked at what had changed alone.

    `pictures` are renditions made and reused, `files` those of the output and those written.
    """

    config: Config
    now: Clock
    started: float
    why_full: str
    rendered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    looked_at: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    pictures: tuple[int, int] = (0, 0)
    files: tuple[int, int] = (0, 0)
    missing: int = 0
    next_change: str | None = None
    next_reason: str = "the site changes by itself"
    seconds: float = 0.0

    def take(self, ledger: Ledger, made: Made, reasons: tuple[str, ...]) -> None:
        """A page was looked at, for these reasons."""
        self.looked_at += 1
        if made.rendered:
            self.rendered[made.name] = reasons
        before = None if ledger.fresh else ledger.page(made.name)
        line = {"url": made.url, "file": made.file, "reasons": list(reasons)}
        if before and before.file != made.file:
            self.removed.append({"url": before.url, "file": before.file, "reasons": list(reasons)})
        if made.slot:
            self.written.append(made.name)
            is_there = (self.config.output / made.file).exists()
            moved = before is not None and before.file != made.file
            (self.changed if is_there and not moved else self.added).append(line)

    def lose(self, ledger: Ledger, name: str) -> None:
        """A page is gone."""
        page = ledger.page(name)
        if page:
            line = {"url": page.url, "file": page.file, "reasons": ["its subject is gone"]}
            self.removed.append(line)

    def lose_files(self, files: Iterable[str]) -> None:
        """Pages are gone that another store knew."""
        for file in files:
            url = f"{self.config.root}/{file.removesuffix('index.html')}"
            reasons = ["it was not made again"]
            self.removed.append({"url": url, "file": file, "reasons": reasons})

    def finish(self, store: Store) -> None:
        """The build is done: count what there is, and write the lists."""
        counts = dict(store.all("SELECT lang, count(*) FROM pages GROUP BY lang"))
        self.pages = {lang: counts.get(lang, 0) for lang in self.config.languages}
        languages = len(self.config.languages)
        [(missing,)] = store.all(
            "SELECT (SELECT count(*) FROM things) * ? - (SELECT count(*) FROM proses)", languages
        )
        self.missing = missing
        moment = Content(store, self.config, self.now, fresh=False).next_change()
        self.next_change = None if moment is None else self.now.text(moment)
        if store.one("SELECT 1 FROM expiries WHERE at = ?", moment):
            self.next_reason = "a picture may no longer be shown"
        self.seconds = time.monotonic() - self.started
        self._write_lists()

    def _write_lists(self) -> None:
        """Leave the lists for deploy, purge and search engines; in one step."""
        lists = {
            "full": self.why_full or None,
            "built_for": self.now.text(self.now.now),
            "next_change": self.next_change,
            "seconds": round(self.seconds, 3),
            "rendered": len(self.rendered),
            "files": {"total": self.files[0], "written": self.files[1]},
            "pages": {
                "added": sorted(self.added, key=_file),
                "changed": sorted(self.changed, key=_file),
                "removed": sorted(self.removed, key=_file),
            },
        }
        path = self.config.cache / FILE
        temporary = path.with_name(f"{FILE}.{os.getpid()}")
        temporary.write_text(json.dumps(lists, ensure_ascii=False, indent=1) + "\n", "utf-8")
        temporary.replace(path)

    def lines(self, warnings: int) -> list[str]:
        """The summary."""
        made, reused = self.pictures
        total, written = self.files
        found = [
            f"Pages:    {', '.join(f'{lang} {count}' for lang, count in self.pages.items())}",
            f"Rendered: {len(self.rendered)}{f' ({self.why_full})' if self.why_full else ''}",
            f"Pictures: {made} renditions made, {reused} reused",
        ]
        if self.missing:
            found.append(f"Missing:  {self.missing} translations")
        found.append(f"Files:    {total}, of which {written} changed")
        if self.next_change:
            found.append(f"Next:     {self.next_change} ({self.next_reason})")
        return [*found, f"Warnings: {warnings}", f"Done in {self.seconds:.1f} s."]

    def explanation(self) -> list[str]:
        """Why pages were rendered, by count, the commonest reason first."""
        counts = Counter(reason for reasons in self.rendered.values() for reason in reasons)
        return [f"{count:6} {reason}" for reason, count in counts.most_common()]


def read_last(cache: Path) -> dict[str, Any]:
    """The lists of the last build. Raises `FileNotFoundError` before the first."""
    found: dict[str, Any] = json.loads((cache / FILE).read_text("utf-8"))
    return found


def _file(line: dict[str, Any]) -> str:
    return str(line["file"])
