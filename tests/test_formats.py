from datetime import date as Day
from typing import Any

import pytest
from babel import Locale

from plugins import formats
from tests.specimens import LANGUAGES

DAY = Day(2026, 3, 5)
FILTERS = {code: formats.filters(language.babel) for code, language in LANGUAGES.items()}


@pytest.mark.parametrize(
    ("form", "vi", "en", "zh"),
    [
        pytest.param("long", "5 tháng 3, 2026", "5 March 2026", "2026年3月5日", id="long"),
        pytest.param("month", "tháng 3 năm 2026", "March 2026", "2026年3月", id="month"),
        pytest.param("day", "5 tháng 3", "5 March", "3月5日", id="day"),
        pytest.param("short", "5/3/2026", "05/03/2026", "2026/3/5", id="short"),
    ],
)
def test_dates_follow_the_language(form: str, vi: str, en: str, zh: str) -> None:
    """A day is written as each language writes it, in four forms."""
    written = {code: filters["date"](DAY, form) for code, filters in FILTERS.items()}

    assert {"vi": vi, "en": en, "zh": zh} == written


def test_a_date_is_long_unless_said_otherwise() -> None:
    """The plain filter gives the long form."""
    assert "5 March 2026" == FILTERS["en"]["date"](DAY)


@pytest.mark.parametrize(
    ("name", "argument", "vi", "en", "zh"),
    [
        pytest.param("number", 3147.5, "3.147,5", "3,147.5", "3,147.5", id="number"),
        pytest.param("conjunction", ["A"], "A", "A", "A", id="one"),
        pytest.param("conjunction", ["A", "B"], "A và B", "A and B", "A和B", id="two"),
        pytest.param(
            "conjunction", ["A", "B", "C"], "A, B và C", "A, B and C", "A、B和C", id="three"
        ),
        pytest.param("month_name", 9, "tháng 9", "September", "九月", id="month"),
        pytest.param("metres", 3147.3, "3.147\u00a0m", "3,147\u00a0m", "3,147米", id="metres"),
        pytest.param("km", 2.55, "2,5\u00a0km", "2.5\u00a0km", "2.5公里", id="near"),
        pytest.param("km", 9.97, "10\u00a0km", "10\u00a0km", "10公里", id="almost ten"),
        pytest.param("km", 12.6, "13\u00a0km", "13\u00a0km", "13公里", id="far"),
    ],
)
def test_numbers_and_lists_follow_the_language(
    name: str, argument: Any, vi: str, en: str, zh: str
) -> None:
    """Separators, conjunctions, units and the space before them are the language's."""
    written = {code: filters[name](argument) for code, filters in FILTERS.items()}

    assert {"vi": vi, "en": en, "zh": zh} == written


def test_a_month_has_a_short_name() -> None:
    """The short width is for narrow tables."""
    assert "Jan" == formats.month_name(Locale.parse("en_GB"), 1, "short")


def test_templates_are_given_every_format() -> None:
    """The names of the filters are what templates rely on."""
    assert {"date", "number", "conjunction", "month_name", "metres", "km"} == set(FILTERS["vi"])
