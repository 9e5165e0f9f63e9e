"""A place: somewhere to go."""

from typing import Annotated, Literal

from pydantic import Field

from plugins.schema.base import Sourced, Strict, Words

Month = Annotated[int, Field(ge=1, le=12)]
Metres = Annotated[int, Field(ge=0, le=9000)]


class Coordinates(Strict):
    """A point on the earth, WGS 84, in degrees."""

    lat: float = Field(ge=-90, le=90, description="Degrees north.")
    lon: float = Field(ge=-180, le=180, description="Degrees east.")
    quality: Literal["exact", "rough"] = Field(
        description="exact, or rough: good enough for a sketch map only."
    )


class Climate(Strict):
    """The long-term mean of one month at the nearest station."""

    month: Month = Field(description="The month, 1 to 12.")
    mean: float = Field(description="Mean temperature in degrees Celsius.")
    rain: float = Field(ge=0, description="Rainfall in millimetres.")


class Facts(Sourced):
    """What no language changes about a place."""

    category: Literal[
        "town",
        "village",
        "valley",
        "peak",
        "pass",
        "waterfall",
        "church",
        "market",
        "park",
    ] = Field(description="What it is.")
    coordinates: Coordinates | None = Field(default=None, description="Where it is.")
    altitude: Metres | None = Field(default=None, description="Metres above sea level.")
    altitude_to: Metres | None = Field(
        default=None, description="The upper end, where altitude is the lower end of a range."
    )
    climate: list[Climate] = Field(default=[], description="The climate, month by month.")
    months: list[Month] = Field(default=[], description="The best months, 1 to 12.")


class Place(Words):
    """A village, valley, pass or peak worth a visit."""
