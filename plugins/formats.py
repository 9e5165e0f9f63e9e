"""Dates, numbers and lists as each language writes them; never through the machine's locale."""

from collections.abc import Callable, Sequence
from datetime import date as Day
from functools import partial

from babel import Locale
from babel.dates import format_date, format_skeleton, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

_SKELETONS = {"month": "yMMMM", "day": "MMMMd", "short": "yMd"}
_KILOMETRES = {"vi": "km", "en": "km", "zh": "公里"}
_METRES = {"vi": "m", "en": "m", "zh": "米"}
_NO_BREAK_SPACE = "\u00a0"


def date(locale: Locale, value: Day, form: str = "long") -> str:
    """A day: `long` (5 March 2026), `month` (March 2026), `day` (5 March) or `short`."""
    if form == "long":
        return format_date(value, "long", locale)
    return format_skeleton(_SKELETONS[form], value, locale=locale)


def number(locale: Locale, value: float) -> str:
    """A number with the separators of the language."""
    return format_decimal(value, locale=locale)


def conjunction(locale: Locale, items: Sequence[str]) -> str:
    """A list with the language's "and"."""
    return format_list(list(items), "standard", locale)


def month_name(locale: Locale, month: int, width: str = "wide") -> str:
    """The name of a month, 1 to 12: "wide" as it stands in a sentence, "short" as a label."""
    if width == "short":
        return str(get_month_names("abbreviated", "stand-alone", locale)[month])
    return str(get_month_names("wide", "format", locale)[month])


def metres(locale: Locale, value: float) -> str:
    """A height in metres."""
    return _with_unit(locale, round(value), _METRES)


def kilometres(locale: Locale, value: float) -> str:
    """A distance in kilometres: one decimal below ten, none above."""
    return _with_unit(locale, round(value, 1) if value < 10 else round(value), _KILOMETRES)


def filters(babel_locale: str) -> dict[str, Callable[..., str]]:
    """The Jinja filters of one language; `babel_locale` is Babel's name for it."""
    locale = Locale.parse(babel_locale)
    functions: dict[str, Callable[..., str]] = {
        "date": date,
        "number": number,
        "conjunction": conjunction,
        "month_name": month_name,
        "metres": metres,
        "km": kilometres,
    }
    return {name: partial(function, locale) for name, function in functions.items()}


def _with_unit(locale: Locale, value: float, units: dict[str, str]) -> str:
    """A number and its unit; Chinese sets no space between them."""
    space = "" if locale.language == "zh" else _NO_BREAK_SPACE
    return f"{number(locale, value)}{space}{units[locale.language]}"
