from datetime import date as Day

import pytest

from plugins.yaml_text import Mapping, YamlMistake, read

NESTED = """\
date: 2026-01-05
topics:
  - walks
  - markets
pictures:
  photo.jpg:
    credit: A photographer
"""


def test_values_keep_their_types() -> None:
    """A day is a day, a number a number, a list a list."""
    mapping = read("date: 2026-01-05\nmonths: [1, 2]\nname: Sa Pa\n")

    assert {"date": Day(2026, 1, 5), "months": [1, 2], "name": "Sa Pa"} == mapping.values


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param((), 1, id="the whole"),
        pytest.param(("date",), 1, id="a key"),
        pytest.param(("topics", 1), 4, id="an item"),
        pytest.param(("pictures", "photo.jpg", "credit"), 7, id="a key inside"),
        pytest.param(("pictures", "photo.jpg", "licence"), 6, id="a missing key inside"),
        pytest.param(("cover",), 1, id="a missing key"),
    ],
)
def test_every_value_knows_its_line(path: tuple[str | int, ...], line: int) -> None:
    """A path has the line of its key, or of the nearest thing around it."""
    assert line == read(NESTED).line(path)


def test_lines_count_from_where_the_text_begins() -> None:
    """Front matter begins on the second line of its file."""
    assert 3 == read("title: a\nsummary: b\n", first_line=2).line(("summary",))


def test_no_text_is_an_empty_mapping() -> None:
    """An empty file has no keys, which is for the kind's class to judge."""
    assert Mapping({}, {(): 2}) == read("", first_line=2)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        pytest.param("a: 1\nb: 2\na: 3", 3, "the key 'a' stands twice", id="key twice"),
        pytest.param("a:\n  b: 1\n  b: 2", 3, "the key 'b' stands twice", id="key twice inside"),
        pytest.param("a: &x 1\nb: *x\nc: 3", 2, "alias (*name) is not allowed", id="alias"),
        pytest.param("a: 1\nb: [1,\nc: 2", 3, "expected ',' or ']'", id="open bracket"),
        pytest.param("a: 1\nb: c: d", 2, "mapping values are not allowed", id="colon in a value"),
        pytest.param("a: 1\n\tb: 2", 2, "cannot start any token", id="tab"),
        pytest.param("- a\n- b", 1, "lines of the form `key: value`", id="a list"),
        pytest.param("just words", 1, "lines of the form `key: value`", id="no keys"),
        pytest.param("a: 1\n---\nb: 2", 2, "another document", id="two documents"),
        pytest.param("a: 1\nb: !!python/name:os.system x", 2, "tag", id="a Python object"),
        pytest.param("a: 1\n? [x]\n: 2", 2, "unhashable", id="a list as a key"),
        pytest.param("a: 1\nb: \x07", 2, "U+0007 is not allowed", id="control character"),
        pytest.param("a: 1\nb: 2026-02-30", 2, "2026-02-30 is no day", id="30 February"),
    ],
)
def test_a_mistake_says_its_line(text: str, line: int, what: str) -> None:
    """Whatever is wrong, the message has the line and a reason."""
    with pytest.raises(YamlMistake) as caught:
        read(text)

    assert line == caught.value.line
    assert what in caught.value.what


def test_the_line_of_a_mistake_counts_from_where_the_text_begins() -> None:
    """Mistakes in front matter have lines of the file, whoever found them."""
    found = []
    for text in ("a: 1\na: 2", "a: 1\nb: c: d", "a: 1\nb: \x07", "a: 1\nb: 2026-02-30"):
        with pytest.raises(YamlMistake) as caught:
            read(text, first_line=5)
        found.append(caught.value.line)

    assert [6, 6, 6, 6] == found


def test_endless_nesting_is_a_mistake_and_no_crash() -> None:
    """A file that is nested thousands deep is refused like any other mistake."""
    with pytest.raises(YamlMistake, match="nested too deep"):
        read("a: " + "[" * 20_000)
