"""What in the output is not as the last build left it, found out beside other work."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from plugins import output, pool
from plugins.config import Config, Options
from plugins.drift import begin_drift, no_drift
from plugins.output import stamps
from plugins.store import StoreBroken, new_store
from tests.specimens import config


@pytest.fixture
def site(tmp_path: Path) -> Config:
    """An output of two files and its folder, as its store says."""
    made = replace(config(tmp_path), output=tmp_path / "output", cache=tmp_path / "cache")
    (made.output / "en").mkdir(parents=True)
    for name in ("index.html", "en/index.html"):
        (made.output / name).write_text(name, encoding="utf-8")
    store = new_store(made.store_file, "1")
    rows = [*stamps(made.output, ["index.html", "en/index.html"])]
    folders = [(name, os.stat(made.output / name).st_mtime_ns, -1) for name in ("", "en")]
    store.many("INSERT INTO outputs VALUES (?, ?, ?)", [*rows, *folders])
    store.close()
    return made


def test_an_output_as_it_was_left_has_none(site: Config) -> None:
    """The usual case."""
    assert ([], []) == begin_drift(site, Options())()


def test_what_differs_and_what_is_foreign_is_found(site: Config) -> None:
    """Names of files that were changed, and of those that no build made."""
    (site.output / "index.html").write_text("something longer", encoding="utf-8")
    (site.output / "en" / "stray.html").write_text("", encoding="utf-8")

    assert (["index.html"], ["en/stray.html"]) == begin_drift(site, Options())()


def test_another_process_looks(site: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meanwhile the build loads its libraries."""
    monkeypatch.setattr(output, "differing", lambda *_: ([str(os.getpid())], []))
    [process], _ = begin_drift(site, Options())()

    assert process != str(os.getpid())


def test_where_the_content_is_watched_the_output_is_not_looked_at(site: Config) -> None:
    """A writer's save must not wait for the stamps of a whole site."""
    (site.output / "index.html").unlink()

    assert begin_drift(site, Options(only=frozenset())) is no_drift
    assert ([], []) == no_drift()


def test_after_a_build_that_was_killed_all_of_it_is_looked_at(site: Config) -> None:
    """Also where the folder's time does not tell, and where the content is watched."""
    before = os.stat(site.output / "en")
    (site.output / "en" / "stray.html").write_text("", encoding="utf-8")
    os.utime(site.output / "en", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ([], []) == begin_drift(site, Options())()

    site.unfinished_file.touch()

    assert ([], ["en/stray.html"]) == begin_drift(site, Options())()
    assert ([], ["en/stray.html"]) == begin_drift(site, Options(only=frozenset()))()


def test_a_broken_store_is_said_where_the_result_is_asked_for(site: Config) -> None:
    """The engine then builds anew."""
    site.store_file.write_bytes(b"rubbish" * 1000)
    drift = begin_drift(site, Options())

    with pytest.raises(StoreBroken):
        drift()


def test_without_forks_it_is_done_when_it_is_asked_for(
    site: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems that cannot fork, the answer is the same."""
    monkeypatch.setattr(pool, "_FORK", False)
    drift = begin_drift(site, Options())
    (site.output / "index.html").unlink()

    assert (["index.html"], []) == drift()
