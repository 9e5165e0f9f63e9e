from datetime import UTC, datetime, timedelta, timezone
from datetime import date as Day
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.clock import Clock
from plugins.clock import clock as clock_of
from plugins.problems import BadSettings
from plugins.schema import festival, guide
from plugins.schema.base import Facts, Picture
from tests.specimens import PROPERTY, RIGHTS, ZONE, clock, facts

DAYS = st.dates(Day(1990, 1, 1), Day(2090, 1, 1))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1))
ZONES = st.sampled_from(["Asia/Ho_Chi_Minh", "UTC", "Europe/Berlin", "America/St_Johns"])


def seconds(text: str) -> int:
    """A moment in seconds since 1970."""
    return int(datetime.fromisoformat(text).timestamp())


def festival_on(*days: tuple[str, str]) -> festival.Facts:
    """A festival with known first and last days."""
    dates = [{"start": start, "end": end} for start, end in days]
    return cast("festival.Facts", facts("festival", dates=dates))


def coming(at: str, *days: tuple[str, str]) -> str | None:
    """The first of the next days of a festival."""
    found = clock(at).next_dates(festival_on(*days))
    return found.start.isoformat() if found else None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-03-09T23:59:59+07:00", False, id="the second before"),
        pytest.param("2026-03-10T00:00:00+07:00", True, id="its first second"),
        pytest.param("2026-03-09T18:00:00+00:00", True, id="yesterday elsewhere"),
        pytest.param("2030-01-01T00:00:00+07:00", True, id="years later"),
    ],
)
def test_a_thing_is_out_from_its_day_on(moment: str, expected: bool) -> None:
    """The day begins at midnight in the time zone of the site, wherever the machine stands."""
    assert expected == clock(moment).is_out(facts("story", date="2026-03-10"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-03-10T08:59:59+07:00", False, id="the second before"),
        pytest.param("2026-03-10T09:00:00+07:00", True, id="the very second"),
        pytest.param("2026-03-10T09:00:00+01:00", True, id="the same hour in another zone"),
        pytest.param("2026-03-10T01:59:59+00:00", False, id="another zone before it"),
    ],
)
def test_an_embargo_ends_at_its_moment(moment: str, expected: bool) -> None:
    """What was typed with a zone of its own is a moment, not an hour of the site's day."""
    known = facts("story", date="2026-03-10", embargo_until="2026-03-10 03:00:00+01:00")

    assert expected == clock(moment).is_out(known)


def test_the_later_of_day_and_embargo_counts() -> None:
    """Neither lets out what the other holds back."""
    early, late = "2026-03-01T00:00+07:00", "2026-03-20T00:00+07:00"
    published = clock().published

    assert seconds("2026-03-10T00:00+07:00") == published(
        facts("story", date="2026-03-10", embargo_until=early)
    )
    assert seconds(late) == published(facts("story", date="2026-03-10", embargo_until=late))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2025-01-01", "2026-02-01", id="long before"),
        pytest.param("2026-02-03T23:59:59", "2026-02-01", id="its last second"),
        pytest.param("2026-02-04T00:00:00", "2027-02-20", id="over"),
        pytest.param("2027-02-21T00:00:00", None, id="all are over"),
    ],
)
def test_the_next_days_of_a_festival_are_the_first_that_are_not_over(
    moment: str, expected: str | None
) -> None:
    """It is over at the midnight after its last day; the order of the lines does not count."""
    days = ("2027-02-20", "2027-02-20"), ("2026-02-01", "2026-02-03")

    assert expected == coming(moment, *days)


def test_a_festival_without_known_days_has_no_next() -> None:
    """There is nothing to announce."""
    assert coming("2026-01-01") is None


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2027-01-03T23:59:59", False), ("2027-01-04T00:00:00", True)],
)
def test_a_guide_is_due_when_its_time_for_review_is_over(moment: str, expected: bool) -> None:
    """A year of 365 days after the day on which it was checked."""
    known = cast("guide.Facts", facts("guide", verified="2026-01-04"))

    assert expected == clock(moment).is_due(known)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-03-31T23:59:59+07:00", False, id="its last second"),
        pytest.param("2026-04-01T00:00:00+07:00", True, id="the day after"),
        pytest.param("2026-03-31T17:00:00+00:00", True, id="the same day elsewhere"),
    ],
)
def test_a_picture_may_be_shown_to_the_end_of_its_last_day(moment: str, expected: bool) -> None:
    """In the time zone of the site."""
    at = clock(moment)
    expiry = at.expiry(Picture(**RIGHTS, expires=Day(2026, 3, 31)))

    assert expiry is not None
    assert expected == (expiry <= at.now)
    assert at.expiry(Picture(**RIGHTS)) is None


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        pytest.param("story", {}, ["2026-01-05"], id="its day"),
        pytest.param(
            "place",
            {"embargo_until": "2026-01-06T00:00+07:00"},
            ["2026-01-05", "2026-01-06"],
            id="and its embargo",
        ),
        pytest.param(
            "festival",
            {"dates": [{"start": "2026-02-01", "end": "2026-02-03"}]},
            ["2026-01-05", "2026-02-04"],
            id="the day after a festival",
        ),
        pytest.param(
            "topic",
            {"pictures": {"a.jpg": {**RIGHTS, "expires": "2026-03-31"}, "b.jpg": RIGHTS}},
            ["2026-01-05", "2026-04-01"],
            id="the day after the last one of a picture",
        ),
        pytest.param("guide", {}, ["2026-01-05", "2027-01-04"], id="the review of a guide"),
        pytest.param(
            "guide", {"verified": "2025-01-05"}, ["2026-01-05"], id="two at one moment are one"
        ),
    ],
)
def test_instants_are_the_moments_at_which_an_answer_changes(
    kind: str, changes: dict[str, object], expected: list[str]
) -> None:
    """All of them, in their order, those that have passed too."""
    found = clock("2100-01-01").instants(facts(kind, **changes))

    assert [seconds(f"{day}T00:00+07:00") for day in expected] == found


def answers(known: Facts, now: int, zone: ZoneInfo) -> tuple[object, ...]:
    """All that the clock decides of a thing at a moment."""
    at = Clock(now, zone, 90)
    return (
        at.is_out(known),
        at.next_dates(known) if isinstance(known, festival.Facts) else None,
        at.is_due(known) if isinstance(known, guide.Facts) else None,
        [expiry <= now for picture in known.pictures.values() if (expiry := at.expiry(picture))],
    )


@st.composite
def some_facts(draw: st.DrawFn) -> Facts:
    """Facts of which a clock decides something."""
    offset = timezone(timedelta(hours=draw(st.integers(-12, 14))))
    embargo = draw(st.none() | MOMENTS.map(lambda moment: moment.replace(tzinfo=offset)))
    common = {
        "date": draw(DAYS),
        "embargo_until": embargo and embargo.replace(microsecond=0),
        "pictures": {"a.jpg": {**RIGHTS, "expires": draw(st.none() | DAYS)}},
    }
    kind = draw(st.sampled_from(["story", "festival", "guide"]))
    if kind == "festival":
        starts = draw(st.lists(DAYS, max_size=4))
        lasting = timedelta(days=draw(st.integers(0, 40)))
        return facts(kind, **common, dates=[{"start": day, "end": day + lasting} for day in starts])
    return facts(kind, **common, **({"verified": draw(DAYS)} if kind == "guide" else {}))


@PROPERTY
@given(known=some_facts(), moment=MOMENTS, name=ZONES)
def test_between_two_instants_the_clock_has_no_influence(
    known: Facts, moment: datetime, name: str
) -> None:
    """Whatever the moment, the answers are those of the last instant before it."""
    zone, now = ZoneInfo(name), int(moment.replace(tzinfo=UTC).timestamp())
    instants = Clock(now, zone, 90).instants(known)
    last = max((at for at in instants if at <= now), default=instants[0] - 1)

    assert answers(known, last, zone) == answers(known, now, zone)


@PROPERTY
@given(known=some_facts(), name=ZONES)
def test_at_every_instant_an_answer_changes(known: Facts, name: str) -> None:
    """No page is looked at in vain where nothing holds a thing back or overlaps."""
    assume(known.embargo_until is None)
    assume(not isinstance(known, festival.Facts) or len(known.dates) < 2)
    zone = ZoneInfo(name)
    instants = Clock(0, zone, 90).instants(known)

    assert instants == [
        moment
        for moment in instants
        if answers(known, moment - 1, zone) != answers(known, moment, zone)
    ]


def test_a_moment_is_shown_with_the_offset_of_the_zone() -> None:
    """People and programs read it alike."""
    shown = Clock(seconds("2026-06-01T00:00+00:00"), ZONE, 365)

    assert "2026-06-01T07:00:00+07:00" == shown.text(shown.now)


def test_a_build_can_be_as_of_another_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable that reproducible builds share says which."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    assert Clock(1767225600, ZONE, 365) == clock_of(ZONE, 365)


@pytest.mark.parametrize("chosen", [None, ""])
def test_else_it_is_now(monkeypatch: pytest.MonkeyPatch, chosen: str | None) -> None:
    """An empty variable is none."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if chosen is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", chosen)

    assert abs(datetime.now(UTC).timestamp() - clock_of(ZONE, 365).now) < 60


@pytest.mark.parametrize("chosen", ["yesterday", "-1", "1.5", " 7"])
def test_a_moment_that_is_no_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    """The message quotes what was set."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", chosen)

    with pytest.raises(BadSettings, match="SOURCE_DATE_EPOCH") as caught:
        clock_of(ZONE, 365)
    assert repr(chosen) in str(caught.value)


def test_the_last_day_of_the_calendar_has_an_end() -> None:
    """A writer may type any day that the calendar has: for ever is the year 9999."""
    known = festival_on(("2026-02-01", "9999-12-31"))

    assert Day(9999, 12, 31) == getattr(clock().next_dates(known), "end", None)
    assert clock().instants(known)
