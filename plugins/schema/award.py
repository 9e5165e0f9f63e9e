"""An award: one ranking, prize, record or recognition, with its source."""

from datetime import date as Day
from typing import Annotated, Literal

from pydantic import Field

from plugins.schema.base import Sourced, Text, Words

Year = Annotated[int, Field(ge=1900, le=2100)]


class Facts(Sourced):
    """What no language changes about an award."""

    list_title: Text = Field(description="The list's own title, in its own language.")
    body: Text = Field(description="Who made the list, by its own name.")
    year: Year = Field(description="The year in which it was published.")
    edition: Year | None = Field(default=None, description="The year in the list's title.")
    rank: Annotated[int, Field(ge=1)] | Literal["unranked", "winner"] = Field(
        description="The position; unranked where the list has no order; winner for a prize."
    )
    entries: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="How many entries the list has, where that is known."
    )
    scope: Literal["world", "asia", "southeast-asia", "vietnam"] = Field(
        description="What it was compared with."
    )
    status: Literal["verified", "reported", "disputed", "superseded"] = Field(
        description=(
            "verified: the original, an official page, or two agreeing reports; "
            "reported: one report; disputed; superseded: a later holder is known."
        )
    )
    checked: Day = Field(description="The day on which its sources were last read.")


class Award(Words):
    """One ranking, prize, record or recognition, with its source."""

    subject: Text = Field(description="Who or what was named, in this language.")
    body: Text | None = Field(
        default=None, description="How this language writes the awarding body."
    )
