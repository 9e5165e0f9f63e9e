"""The one clock of a build: what it decides, and when it would decide otherwise.

A bundle's instants are the moments at which something that a page shows changes by itself: the day
of publication, the end of an embargo, the day after a festival, the day on which a guide is due for
review, the day after the last one of a picture. Between two of them the clock has no influence; so
a page depends on what it decided alone.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Day
from zoneinfo import ZoneInfo

from plugins.problems import BadSettings
from plugins.schema.base import Facts, Picture
from plugins.schema.festival import Dates
from plugins.schema.festival import Facts as Festival
from plugins.schema.guide import Facts as Guide

# The field's name for "build as if it were then": reproducible-builds.org/specs/source-date-epoch
_VARIABLE = "SOURCE_DATE_EPOCH"
_TOO_LONG = 12
_FIRST, _LAST = Day(1900, 1, 1).toordinal(), Day(9999, 12, 30).toordinal()


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, in seconds since 1970 (UTC), and the time zone in which days begin."""

    now: int
    zone: ZoneInfo
    review_days: int

    def is_out(self, facts: Facts) -> bool:
        """Whether a thing may be shown: its day has come and its embargo is over."""
        return self.published(facts) <= self.now

    def published(self, facts: Facts) -> int:
        """The moment from which a thing may be shown: its day, or the end of its embargo."""
        return max(self._publication(facts))

    def next_dates(self, facts: Festival) -> Dates | None:
        """The first of a festival's known days that are not over; None where all are."""
        coming = (dates for dates in facts.dates if self._after(dates.end) > self.now)
        return min(coming, key=lambda dates: dates.start, default=None)

    def is_due(self, facts: Guide) -> bool:
        """Whether a guide was last checked so long ago that it must be checked again."""
        return self._due(facts) <= self.now

    def expiry(self, picture: Picture) -> int | None:
        """The moment from which a picture may no longer be shown; None where it always may."""
        return self._after(picture.expires) if picture.expires else None

    def instants(self, facts: Facts) -> list[int]:
        """Every moment, past ones too, at which one of the answers above changes."""
        found = {*self._publication(facts), *self._later(facts), *self._expiries(facts)}
        return sorted(found)

    def _publication(self, facts: Facts) -> Iterator[int]:
        yield self._midnight(facts.date)
        if facts.embargo_until:
            yield int(facts.embargo_until.timestamp())

    def _later(self, facts: Facts) -> Iterable[int]:
        if isinstance(facts, Festival):
            return [self._after(dates.end) for dates in facts.dates]
        return [self._due(facts)] if isinstance(facts, Guide) else []

    def _expiries(self, facts: Facts) -> Iterator[int]:
        for picture in facts.pictures.values():
            at = self.expiry(picture)
            if at is not None:
                yield at

    def _due(self, facts: Guide) -> int:
        return self._midnight(facts.verified, self.review_days)

    def _after(self, day: Day) -> int:
        return self._midnight(day, 1)

    def _midnight(self, start: Day, days: int = 0) -> int:
        """When a day begins, so many days after `start`, within the years that clocks can tell."""
        day = Day.fromordinal(max(_FIRST, min(start.toordinal() + days, _LAST)))
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def text(self, moment: int) -> str:
        """A moment for people and programs: ISO 8601 with the offset of the zone."""
        return datetime.fromtimestamp(moment, self.zone).isoformat()


def clock(zone: ZoneInfo, review_days: int) -> Clock:
    """The clock of this build: SOURCE_DATE_EPOCH where it is set, else the machine's.

    Raises `BadSettings` where the variable is no number of seconds.
    """
    chosen = os.environ.get(_VARIABLE, "")
    if chosen and not (chosen.isdecimal() and len(chosen) < _TOO_LONG):
        raise BadSettings(f"{_VARIABLE} {chosen!r} is not a number of seconds since 1970")
    now = int(chosen) if chosen else int(datetime.now(UTC).timestamp())
    return Clock(now, zone, review_days)
