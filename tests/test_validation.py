import re
import textwrap
from pathlib import Path

import pytest

from plugins.schema import KINDS
from plugins.schema.base import SHAPES
from plugins.validation import validate
from plugins.yaml_text import read
from tests.specimens import FACTS

FILE = Path("content/place/cat-cat/facts.yaml")


def facts(kind: str, more: str) -> list[str]:
    """The problems of the least facts of a kind, four lines, with more lines at the top."""
    _, problems = validate(KINDS[kind].facts, read(textwrap.dedent(more) + FACTS[kind]), FILE)
    return [str(problem) for problem in problems]


def words(typed: str) -> list[str]:
    """The problems of the front matter of a place."""
    _, problems = validate(KINDS["place"].words, read(textwrap.dedent(typed)), FILE)
    return [str(problem) for problem in problems]


def test_what_fits_becomes_a_model() -> None:
    """Without a mistake there is a model, and no problem."""
    mapping = read("title: Cát Cát\nsummary: Một làng.\n")
    model, problems = validate(KINDS["place"].words, mapping, FILE)

    assert [] == problems
    assert model is not None
    assert "Cát Cát" == model.title


def test_what_does_not_fit_becomes_no_model() -> None:
    """With a mistake there is none."""
    model, problems = validate(KINDS["place"].words, read("title: Cát Cát\n"), FILE)

    assert model is None
    assert 1 == len(problems)


def test_a_missing_key_is_described() -> None:
    """The remedy says what the key is for, and gives the line to paste."""
    assert [
        f"{FILE}:1: summary is missing.\n"
        "  One or two sentences that can stand alone on a card.\n"
        "  summary: …"
    ] == words("title: Cát Cát")


def test_a_misspelt_key_is_recognised() -> None:
    """The key that was probably meant is named, in the class to which it belongs."""
    problems = facts("place", "pictures:\n  a.jpg:\n    licnce: x\ncoordinates:\n  latt: 1\n")

    assert [
        f"{FILE}:3: pictures.a.jpg.licnce is not a key that we know.\n  Did you mean licence?",
        f"{FILE}:5: coordinates.latt is not a key that we know.\n  Did you mean lat?",
    ] == [problem for problem in problems if "not a key" in problem]


def test_an_unknown_key_names_the_known_ones() -> None:
    """Where nothing is near, all keys are listed."""
    [problem] = words("title: a\nsummary: b\nzzz: c")

    assert problem.startswith(f"{FILE}:3: zzz is not a key that we know.\n  Take the line out.")
    assert problem.endswith("The keys are: title, summary, slug, cover_alt, cover_caption.")


@pytest.mark.parametrize(
    ("kind", "more", "line", "what", "reason"),
    [
        pytest.param(
            "place", "altitude: high\n", 1, "altitude: 'high'", "valid integer", id="a word"
        ),
        pytest.param(
            "place", "months: [1, 13]\n", 1, "months.1: 13", "less than or equal", id="an item"
        ),
        pytest.param(
            "place",
            "coordinates:\n  lat: 91\n  lon: 1\n  quality: exact\n",
            2,
            "coordinates.lat: 91",
            "less than or equal to 90",
            id="in an optional class",
        ),
        pytest.param(
            "place",
            "climate:\n  - {month: 1, mean: 2, rain: 3}\n  - {month: 1, mean: 2, rain: -3}\n",
            3,
            "climate.1.rain: -3",
            "greater than or equal to 0",
            id="in a list of classes",
        ),
        pytest.param(
            "place",
            "pictures:\n  a.jpg:\n    credit: A\n    licence: B\n    medium: film\n",
            5,
            "pictures.a.jpg.medium: 'film'",
            "'photograph' or 'illustration'",
            id="in a mapping of classes",
        ),
        pytest.param(
            "place",
            "pictures:\n  a.jpg:\n    credit: A\n    licence: B\n    medium: photograph\n"
            "    focus: [0, 2]\n",
            6,
            "pictures.a.jpg.focus.1: 2",
            "less than or equal to 1",
            id="in a pair",
        ),
        pytest.param(
            "topic", "cover: photo.gif\n", 1, "cover: 'photo.gif'", "photo.jpg", id="a shape"
        ),
        pytest.param(
            "topic", "topics: [a, a]\n", 1, "topics: ['a', 'a']", "twice", id="a thing twice"
        ),
        pytest.param(
            "topic", "topics:\n", 1, "topics: None", "nothing after the colon", id="nothing"
        ),
    ],
)
def test_a_value_that_does_not_fit_is_shown_with_its_reason(
    kind: str, more: str, line: int, what: str, reason: str
) -> None:
    """The message names the value and its line, what the key is for, and what it may be."""
    [problem] = facts(kind, more)
    first, *remedy = problem.splitlines()

    assert f"{FILE}:{line}: {what} does not fit." == first
    assert reason in remedy[-1]


def test_the_branches_of_a_union_are_one_problem() -> None:
    """A rank is a number or a word: the message is not one for each."""
    more = FACTS["award"].replace("rank: 7", "rank: first")
    _, problems = validate(KINDS["award"].facts, read(more), FILE)

    assert ["rank: 'first' does not fit."] == [problem.what for problem in problems]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("2026", '"2026"', id="number"),
        pytest.param("2026-01-05", '"2026-01-05"', id="day"),
    ],
)
def test_a_text_that_yaml_takes_for_something_else_wants_quotation_marks(
    typed: str, shown: str
) -> None:
    """The commonest slip has its own remedy."""
    [problem] = words(f"title: {typed}\nsummary: b")

    assert problem.endswith(f"  Write it in quotation marks: {shown}")


def test_an_empty_value_wants_no_quotation_marks() -> None:
    """Nothing after the colon is said to be nothing."""
    [problem] = words("title:\nsummary: b")

    assert problem.endswith("  There is nothing after the colon.")


def test_a_long_value_is_cut() -> None:
    """The message stays readable."""
    [problem] = words(f"title: a\nsummary: {'b' * 301}")
    first = problem.splitlines()[0]

    assert f"{FILE}:2: summary: '{'b' * 56}… does not fit." == first


def test_everything_wrong_is_told_at_once() -> None:
    """One run finds all mistakes of a file."""
    assert 3 == len(words("titel: a\nsummary: 5"))


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        pytest.param("slug: Cát Cát", "for example cat-cat.", id="slug"),
        pytest.param("slug: cat_cat", "for example cat-cat.", id="underscore"),
    ],
)
def test_a_shape_is_told_by_example(typed: str, remedy: str) -> None:
    """No writer meets a regular expression."""
    [problem] = words(f"title: a\nsummary: b\n{typed}\n")

    assert problem.endswith(remedy)
    assert "match pattern" not in problem


def test_every_shape_of_the_schema_has_an_example() -> None:
    """A pattern that a class uses is explained in SHAPES."""
    schemas = [model.model_json_schema() for k in KINDS.values() for model in (k.facts, k.words)]
    used = set(re.findall(r"'pattern': '([^']+)'", str(schemas).replace("\\\\", "\\")))
    assert used

    assert used <= set(SHAPES)


def test_a_day_is_told_by_example() -> None:
    """People write days in many ways; YAML knows one."""
    [problem] = facts("topic", "updated: 22/11/2026\n")

    assert problem.endswith("Write the day as 2026-11-22.")
