from datetime import date as Day
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins import yaml_text
from plugins.yaml_text import Mapping, YamlMistake, read, read_thoroughly
from tests.conftest import ROOT

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


# Put together at random, these make YAML that is right, wrong, and read differently by libyaml.
FRAGMENTS = [
    *(
        "a",
        "b c",
        "沙坝",
        "đ",
        "1",
        "0x1F",
        "0o7",
        "017",
        "1_000",
        "1:30",
        "1.5",
        "1e3",
        ".inf",
        "é",
    ),
    *("2026-01-05", "2026-02-30", "2026-1-5 1:02:03", "yes", "No", "null", "~", "<<", "=", "true"),
    *("b: ", "key: ", "c: [1, 2]\n", "d: {x: 1, y: 2}\n", "x:\n- y\n", "k: 1\n", "k: [", "k: {"),
    *(
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        " ",
        "  ",
        "\t",
        "\r\n",
        "\x85",
        "\u2028",
        "\ufeff",
    ),
    *("- ", "-", "? ", "?", ": ", ":", "[", "]", "{", "}", ", ", ",", "/?", "https://x.y/a?b=1#c"),
    *("'", '"', "'it''s'", '"q\\""', "\\n", "\\x41", "\\u4e00", "\\", "#", " #", "|\n", "|-\n  "),
    *(
        ">\n  ",
        ">+\n",
        "|2\n",
        "|#",
        "! ",
        "!!str ",
        "!!int ",
        "!!set ",
        "!!seq ",
        "&x ",
        "*x",
        "*",
    ),
    *(
        "\n---\n",
        "...\n",
        "%YAML 1.1\n---\n",
        "%",
        "@",
        "`",
        "\x07",
        "\x7f",
        "\ud800",
        "\U0001f600",
    ),
]


def outcome(reading: Any, text: str) -> tuple[Any, ...]:
    """The values with their types and order, and the lines; or the mistake."""
    try:
        mapping = reading(text, 2)
    except YamlMistake as mistake:
        return mistake.line, mistake.what
    return repr(mapping.values), mapping.lines


@settings(max_examples=2000, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
@example("k: [a?b]")
@example("k: [? ]]")
@example("k: ! ")
@example("k: |#\n")
@example("k: a\tb")
def test_both_parsers_read_the_same(text: str) -> None:
    """Which of the two has read a text, nobody can tell."""
    assert outcome(read_thoroughly, text) == outcome(read, text)


@pytest.mark.parametrize("depth", [30, 60, 350, 900])
def test_both_parsers_go_equally_deep(depth: int) -> None:
    """Where PyYAML's own parser gives up, a text is a mistake, although libyaml would read on."""
    text = "k: " + "[" * depth + "]" * depth

    assert outcome(read_thoroughly, text) == outcome(read, text)


def facts_of_ours() -> list[str]:
    """The YAML of the site."""
    paths = sorted((ROOT / "content").rglob("facts.yaml"))
    assert paths
    return [path.read_text(encoding="utf-8") for path in paths]


def test_both_parsers_read_our_facts_the_same() -> None:
    """The facts of the site."""
    for text in facts_of_ours():
        assert outcome(read_thoroughly, text) == outcome(read, text)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is no libyaml here")
def test_our_facts_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What writers usually type needs libyaml alone."""
    texts = facts_of_ours()
    monkeypatch.delattr(yaml_text, "read_thoroughly")

    assert all(read(text).values for text in texts)


def test_libyaml_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML comes without it, its own parser serves."""
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)

    assert {"a": 1} == read("a: 1").values
