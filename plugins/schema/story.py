"""A story: something to read before, during or after the journey."""

from pydantic import Field

from plugins.schema.base import PicturePath, Sourced, Words


class Facts(Sourced):
    """What no language changes about a story."""

    cover: PicturePath = Field(description="A picture of this bundle, or kind/key/file of another.")


class Story(Words):
    """Something to read before, during or after the journey."""
