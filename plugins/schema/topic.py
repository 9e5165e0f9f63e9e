"""A topic: what stories, places and festivals have in common."""

from plugins.schema.base import Facts, Words

__all__ = ["Facts", "Topic"]


class Topic(Words):
    """What stories, places and festivals have in common."""
