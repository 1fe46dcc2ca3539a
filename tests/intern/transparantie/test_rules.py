"""Status, version and moment of an edition: pure rules."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.edities.enums import Editiestatus
from voetlicht.basis.kern.clock import end_of_day
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.intern.transparantie.rules import (
    Uitgave,
    default_bekend_op,
    definitive_from,
    demand_knowable,
    known_at,
    kwartaal_of_peildatum,
    next_uitgave,
)

PEILDATUM = date(2023, 6, 30)
DEFINITIVE = datetime(2023, 7, 14, 22, tzinfo=UTC)
days = st.dates(date(1901, 1, 1), date(2998, 12, 31))
moments = st.integers(-13 * 24, 150 * 24).map(lambda hours: DEFINITIVE + timedelta(hours=hours))


def after(bekend_op, *earlier):
    return next_uitgave(bekend_op, earlier, peildatum=PEILDATUM, days=14)


def test_two_weeks_after_the_peildatum_figures_are_definitive():
    assert definitive_from(PEILDATUM, days=14) == DEFINITIVE
    assert after(DEFINITIVE).status is Editiestatus.DEFINITIEF
    assert after(DEFINITIVE - timedelta(microseconds=1)).status is Editiestatus.VOORLOPIG


def test_what_is_known_is_what_was_recorded_before_the_moment():
    assert known_at(DEFINITIVE) == datetime(2023, 7, 14, 21, 59, 59, 999999, UTC)


def test_provisional_then_definitive_then_corrected():
    first = after(DEFINITIVE - timedelta(days=5))
    second = after(DEFINITIVE, first)
    third = after(DEFINITIVE + timedelta(days=50), first, second)
    fourth = after(DEFINITIVE + timedelta(days=90), first, second, third)
    made = [first, second, third, fourth]
    assert [uitgave.versie for uitgave in made] == [1, 2, 3, 4]
    assert [uitgave.status.value for uitgave in made] == [
        "voorlopig", "definitief", "gecorrigeerd", "gecorrigeerd",
    ]  # fmt: skip


def test_provisional_again_before_two_weeks_are_over():
    first = after(DEFINITIVE - timedelta(days=5))
    assert after(DEFINITIVE - timedelta(days=4), first).status is Editiestatus.VOORLOPIG


@given(st.lists(moments, min_size=1, unique=True))
def test_versions_follow_knowledge(bekend):
    made: list[Uitgave] = []
    for moment in sorted(bekend):
        made.append(after(moment, *made))
    assert [uitgave.versie for uitgave in made] == list(range(1, len(bekend) + 1))
    assert sum(uitgave.status is Editiestatus.DEFINITIEF for uitgave in made) <= 1
    assert all(after(uitgave.bekend_op, *made) == uitgave for uitgave in made)


def test_a_moment_before_the_last_version_gets_no_number():
    first = after(DEFINITIVE)
    with pytest.raises(Conflict, match="versie 1"):
        after(DEFINITIVE - timedelta(days=1), first)


@given(days)
def test_an_edition_is_about_a_quarter(day):
    kwartaal = Kwartaal.of(day)
    if day == kwartaal.peildatum:
        assert kwartaal_of_peildatum(day) == kwartaal
    else:
        with pytest.raises(InputError, match=str(kwartaal.peildatum)) as refused:
            kwartaal_of_peildatum(day)
        assert str(kwartaal.previous().peildatum) in str(refused.value)


def test_the_usual_moment_is_that_of_the_first_peilbestand_that_is_not_provisional():
    early, late = DEFINITIVE - timedelta(days=9), DEFINITIVE + timedelta(days=9)
    assert default_bekend_op(PEILDATUM, [early, late, DEFINITIVE], days=14) == late


def test_a_provisional_peilbestand_gives_the_usual_moment_when_it_is_all_there_is():
    early = DEFINITIVE - timedelta(days=9)
    assert default_bekend_op(PEILDATUM, [early, early - timedelta(days=1)], days=14) == early


def test_without_a_peilbestand_the_usual_moment_is_two_weeks_on():
    assert default_bekend_op(PEILDATUM, [], days=14) == DEFINITIVE


def test_the_future_is_refused():
    with pytest.raises(InputError, match="uiterlijk gisteren"):
        demand_knowable(DEFINITIVE, peildatum=PEILDATUM, now=DEFINITIVE - timedelta(microseconds=1))
    demand_knowable(DEFINITIVE, peildatum=PEILDATUM, now=DEFINITIVE)


def test_a_moment_before_the_peildatum_is_over_is_refused():
    now = DEFINITIVE
    with pytest.raises(InputError, match="kies 2023-06-30 of later"):
        demand_knowable(end_of_day(date(2023, 6, 29)), peildatum=PEILDATUM, now=now)
    demand_knowable(end_of_day(PEILDATUM), peildatum=PEILDATUM, now=now)
