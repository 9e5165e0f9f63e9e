"""The fingerprint of what a page was given: equal fingerprints, equal pages."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

from plugins.documents import Document

# Values whose repr says all there is to know.
_SCALARS = frozenset({str, int, float, bool, type(None), Markup})


def fingerprint(*given: object) -> bytes:
    """The digest of everything that a page was given, by value."""
    return hashlib.blake2b(repr(plain(given)).encode(), digest_size=16).digest()


def plain(value: object) -> object:
    """A value as nested tuples of plain ones, for which `repr` says all there is to know."""
    if type(value) in _SCALARS:
        return value
    if isinstance(value, list | tuple):
        return tuple(map(plain, value))
    if isinstance(value, Mapping):
        return tuple((key, plain(each)) for key, each in sorted(value.items()))
    if isinstance(value, Document):
        return _document(value)
    kind = type(value)
    if is_dataclass(kind):
        return tuple(plain(getattr(value, name)) for name in _names(kind))
    return repr(value)


def _document(document: Document) -> object:
    """A document, whose mark stands for all that a card can show."""
    return (
        document.mark,
        document.foreign,
        plain(document.body),
        plain(document.topics),
        plain(document.places),
    )


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
