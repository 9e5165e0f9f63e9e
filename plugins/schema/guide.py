"""A guide: practical information, with the date on which it was last verified."""

from datetime import date as Day

from pydantic import Field

from plugins.schema.base import Sourced, Words


class Facts(Sourced):
    """What no language changes about a guide."""

    verified: Day = Field(description="The day on which its facts were last checked.")


class Guide(Words):
    """Practical information, with the date on which it was last verified."""
