"""When the half-yearly question is put, and when it lapses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.intern.toegang.rules.hercertificering import (
    NOTICE,
    answer_before,
    ask_from,
    has_lapsed,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 1, 1))


def test_a_role_of_1_january_is_asked_about_on_4_june_and_answered_by_2_july():
    assert ask_from(date(2026, 1, 1)) == date(2026, 6, 4)
    assert answer_before(date(2026, 1, 1), today=date(2026, 6, 4)) == date(2026, 7, 2)


@given(since=DAYS, today=DAYS)
def test_whoever_is_asked_has_four_weeks(since, today):
    assert answer_before(since, today=today) - today >= NOTICE


@pytest.mark.parametrize(("days", "lapsed"), [(0, False), (14, False), (15, True)])
def test_a_role_ends_two_weeks_after_the_last_day_to_answer(days, lapsed):
    last = date(2026, 7, 2)
    assert has_lapsed(last, today=last + timedelta(days=days)) is lapsed
