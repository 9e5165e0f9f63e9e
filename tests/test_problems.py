from pathlib import Path

import pytest

from plugins.problems import BuildStopped, Problem, stop_if_any

MISSING = Problem(Path("content/place/cat-cat/en.md"), 4, "cover_alt is missing.", "Add it:\nx: …")
WHOLE = Problem(Path("content/place/cat-cat/vi.md"), 0, "the text is missing.", "Write it.")


def test_a_problem_names_file_line_what_and_remedy() -> None:
    """The first line says where and what, the indented ones what to do."""
    expected = "content/place/cat-cat/en.md:4: cover_alt is missing.\n  Add it:\n  x: …"

    assert expected == str(MISSING)


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    """Line 0 is not shown."""
    assert "content/place/cat-cat/vi.md: the text is missing.\n  Write it." == str(WHOLE)


def test_a_stopped_build_says_everything_in_the_order_of_files_and_lines() -> None:
    """All problems are told, sorted, with their number."""
    later = Problem(MISSING.path, 10, "b.", "Mend it.")
    text = str(BuildStopped([WHOLE, later, MISSING]))

    assert f"{MISSING}\n\n{later}\n\n{WHOLE}\n\n3 problems. Nothing was written." == text


def test_one_problem_is_counted_in_the_singular() -> None:
    """One problem is not "1 problems"."""
    assert BuildStopped([WHOLE]).text().endswith("\n\n1 problem. Nothing was written.")


def test_a_stopped_build_fails() -> None:
    """The exit code of a build that stopped is 1."""
    assert 1 == BuildStopped([WHOLE]).exitcode


def test_only_a_problem_stops() -> None:
    """Without problems nothing happens; with one the build stops."""
    stop_if_any(iter(()))

    with pytest.raises(BuildStopped) as caught:
        stop_if_any(iter([WHOLE]))
    assert [WHOLE] == caught.value.problems
