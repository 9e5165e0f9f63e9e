"""A page: a standing page such as "About"."""

from plugins.schema.base import Facts, Words

__all__ = ["Facts", "Page"]


class Page(Words):
    """A standing page such as "About"."""
