"""Who leads when two organisaties serve one person, in Python and in SQL."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voetlicht.intern.sonar.rules import (
    LEADING_FIRST_SQL,
    Bediening,
    leading_dienstverlening,
    leading_first,
)
from voetlicht.intern.toegang.enums import Organisatiesoort

EARLY, LATE = date(2020, 1, 1), date(2021, 1, 1)
UWV, GEMEENTE = Organisatiesoort.UWV, Organisatiesoort.GEMEENTE

bedieningen = st.lists(
    st.builds(
        Bediening,
        st.integers(1, 4),
        st.sampled_from(Organisatiesoort),
        st.dates(date(2020, 1, 1), date(2020, 1, 3)),
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Bediening(9, GEMEENTE, LATE), Bediening(1, UWV, EARLY)),
        (Bediening(9, UWV, EARLY), Bediening(1, GEMEENTE, EARLY)),
        (Bediening(1, GEMEENTE, EARLY), Bediening(2, GEMEENTE, EARLY)),
    ],
)
def test_the_last_opened_leads_then_uwv_then_the_lowest_number(first: Bediening, second: Bediening):
    assert leading_dienstverlening([first, second]) == first
    assert leading_dienstverlening([second, first]) == first


def test_who_is_served_by_nobody_has_no_leader():
    assert leading_dienstverlening([]) is None


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(bedieningen)
def test_sql_puts_them_in_the_same_order(found: list[Bediening]):
    rows = [(b.organisatie_id, b.soort.value, b.geopend_op) for b in found]
    ids, soorten, dates = ([row[place] for row in rows] for place in range(3))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT organisatie_id, soort, geopend_op FROM "
            "unnest(%s::bigint[], %s::text[], %s::date[]) AS b (organisatie_id, soort, geopend_op) "
            f"ORDER BY {LEADING_FIRST_SQL}",
            [ids, soorten, dates],
        )
        in_sql = cursor.fetchall()
    in_python = [
        (b.organisatie_id, b.soort, b.geopend_op) for b in sorted(found, key=leading_first)
    ]
    assert [(i, d) for i, _, d in in_sql] == [(i, d) for i, _, d in in_python]
    assert [s == "uwv" for _, s, _ in in_sql] == [s is UWV for _, s, _ in in_python]
