"""The clock: one source of time, Dutch days, and freezing for tests."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern import clock

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == timedelta(0)


def test_now_moves_on():
    assert clock.now() <= clock.now()


def test_a_frozen_clock_answers_the_same_moment_and_thaws():
    moment = datetime(2023, 6, 30, 12, tzinfo=UTC)
    with clock.frozen_at(moment):
        assert clock.now() == moment
        with clock.frozen_at(moment + timedelta(days=1)):
            assert clock.now() == moment + timedelta(days=1)
        assert clock.now() == moment
    assert clock.now() > moment


def test_a_clock_thaws_after_an_error():
    moment = datetime(2023, 6, 30, 12, tzinfo=UTC)
    with pytest.raises(ZeroDivisionError), clock.frozen_at(moment):
        1 / 0  # noqa: B018 - the error is the point
    assert clock.now() != moment


def test_a_frozen_moment_is_given_back_in_utc():
    with clock.frozen_at(datetime(2023, 6, 30, 1, tzinfo=clock.AMSTERDAM)):
        assert clock.now().isoformat() == "2023-06-29T23:00:00+00:00"


def test_a_frozen_clock_needs_a_time_zone():
    naive = datetime(2023, 6, 30)  # noqa: DTZ001 - this is what is refused
    with pytest.raises(ValueError, match="tijdzone"), clock.frozen_at(naive):
        pass


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2023, 6, 30, 21, 59, tzinfo=UTC), date(2023, 6, 30)),
        (datetime(2023, 6, 30, 22, 0, tzinfo=UTC), date(2023, 7, 1)),
        (datetime(2023, 12, 31, 22, 59, tzinfo=UTC), date(2023, 12, 31)),
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), date(2024, 1, 1)),
    ],
)
def test_today_is_the_day_in_the_netherlands(utc, day):
    with clock.frozen_at(utc):
        assert clock.today() == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2023, 3, 26), 23), (date(2023, 10, 29), 25), (date(2023, 6, 30), 24)],
)
def test_a_day_lasts_as_long_as_the_time_zone_says(day, hours):
    assert clock.end_of_day(day) - clock.start_of_day(day) == timedelta(hours=hours)


@given(DAYS)
def test_days_join_without_gap_or_overlap(day):
    assert clock.end_of_day(day) == clock.start_of_day(day + timedelta(days=1))


@given(DAYS)
def test_the_last_moment_of_a_day_is_before_its_end(day):
    with clock.frozen_at(clock.end_of_day(day) - timedelta(microseconds=1)):
        assert clock.today() == day
    with clock.frozen_at(clock.end_of_day(day)):
        assert clock.today() == day + timedelta(days=1)
