"""A festival: something on certain days."""

from datetime import date as Day
from typing import Annotated, Literal

from pydantic import Field

from plugins.schema.base import Sourced, Strict, Words


class Dates(Strict):
    """One year's days in the Gregorian calendar."""

    start: Day = Field(description="The first day.")
    end: Day = Field(description="The last day.")
    computed: bool = Field(
        default=False, description="true where the day was calculated, not announced."
    )


class Facts(Sourced):
    """What no language changes about a festival."""

    calendar: Literal["lunar", "solar"] = Field(description="The calendar of month and day.")
    month: Annotated[int, Field(ge=1, le=12)] = Field(description="The month, 1 to 12.")
    day: Annotated[int, Field(ge=1, le=31)] | None = Field(
        default=None, description="The first day, where it is fixed."
    )
    dates: list[Dates] = Field(default=[], description="Known days in the Gregorian calendar.")


class Festival(Words):
    """Something that happens on certain days."""
