import sys

import pytest

from plugins import progress
from plugins.progress import steps


def test_items_pass_through_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    """A short step says nothing."""
    assert [1, 2, 3] == list(steps("Texts", iter([1, 2, 3]), 3))
    assert ("", "") == capsys.readouterr()


def test_a_long_step_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a terminal there are plain lines, on standard error."""
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
    list(steps("Texts", "ab", 2))

    assert ("", "Texts: 1 of 2\nTexts: 2 of 2\n") == capsys.readouterr()


def test_nothing_to_do_is_not_spoken_of(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step of no items shows neither bar nor line."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    assert [] == list(steps("Texts", [], 0))
    assert ("", "") == capsys.readouterr()


def test_a_terminal_shows_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bar stands on standard error, so that output can be piped."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    assert [1, 2] == list(steps("Pictures", [1, 2], 2))
    captured = capsys.readouterr()
    assert "" == captured.out
    assert "Pictures" in captured.err


def test_items_are_made_one_by_one() -> None:
    """A step is lazy: what is not asked for is not done."""
    done = []

    def work() -> "list[int]":
        done.append(1)
        return [1]

    first = steps("Texts", (item for _ in range(9) for item in work()), 9)
    next(first)

    assert [1] == done
