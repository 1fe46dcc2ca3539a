"""Quarters: their days, their words, their order; and Dutch dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.kwartaal import Kwartaal, format_date, parse_date

DAYS = st.dates(date(1901, 1, 1), date(2998, 12, 31))
KWARTALEN = st.builds(Kwartaal, st.integers(1901, 2998), st.integers(1, 4))


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2023Q1", date(2023, 1, 1), date(2023, 3, 31), "eerste kwartaal 2023"),
        ("2023Q2", date(2023, 4, 1), date(2023, 6, 30), "tweede kwartaal 2023"),
        ("2022Q3", date(2022, 7, 1), date(2022, 9, 30), "derde kwartaal 2022"),
        ("2021Q4", date(2021, 10, 1), date(2021, 12, 31), "vierde kwartaal 2021"),
    ],
)
def test_a_kwartaal_knows_its_days_and_words(text, first, last, words):
    kwartaal = Kwartaal.parse(text)
    assert (kwartaal.first_day, kwartaal.peildatum, kwartaal.words) == (first, last, words)
    assert str(kwartaal) == text


def test_reading_a_kwartaal_forgives_case_and_blanks():
    assert Kwartaal.parse(" 2023q2 ") == Kwartaal(2023, 2)


@pytest.mark.parametrize("text", ["2023Q5", "2023Q0", "23Q2", "2023-2", "", "2023Q22", "0023Q2"])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(InputError, match="schrijf bijvoorbeeld 2023Q2"):
        Kwartaal.parse(text)


@pytest.mark.parametrize(("jaar", "nummer"), [(2023, 0), (2023, 5), (1899, 1), (3000, 1)])
def test_a_kwartaal_that_does_not_exist_cannot_be_made(jaar, nummer):
    with pytest.raises(InputError, match="geen kwartaal"):
        Kwartaal(jaar, nummer)


@given(DAYS)
def test_a_day_lies_in_its_kwartaal(day):
    kwartaal = Kwartaal.of(day)
    assert kwartaal.first_day <= day <= kwartaal.peildatum
    assert Kwartaal.of(kwartaal.peildatum) == kwartaal


@given(KWARTALEN)
def test_next_and_previous_undo_each_other_and_join(kwartaal):
    assert kwartaal.next().previous() == kwartaal == kwartaal.previous().next()
    assert kwartaal.next().first_day == kwartaal.peildatum + timedelta(days=1)


@given(KWARTALEN, KWARTALEN)
def test_kwartalen_are_ordered_as_their_days(one, other):
    assert (one < other) == (one.first_day < other.first_day)


@given(KWARTALEN)
def test_what_is_written_is_read_back(kwartaal):
    assert Kwartaal.parse(str(kwartaal)) == kwartaal


def test_dates_are_written_in_dutch():
    assert format_date(date(2023, 6, 30)) == "30 juni 2023"
    assert format_date(date(2015, 1, 1)) == "1 januari 2015"
    assert format_date(date(2024, 2, 29)) == "29 februari 2024"


@given(DAYS)
def test_a_date_is_read_as_iso_writes_it(day):
    assert parse_date(f" {day.isoformat()} ") == day


@pytest.mark.parametrize(
    "text", ["30-06-2023", "2023-02-29", "2023-06-31", "9999-12-31", "gisteren", ""]
)
def test_another_date_is_refused_with_an_example(text):
    with pytest.raises(InputError, match="bijvoorbeeld 2023-06-30"):
        parse_date(text)
