"""Dutch numbers, read and written, and the rounding of percentages."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.numbers import (
    format_count,
    format_percentage,
    parse_count,
    percentage,
)

COUNTS = st.integers(0, 10**12)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (999, "999"), (1097, "1.097"), (19222, "19.222"), (4100000, "4.100.000")],
)
def test_counts_are_written_with_a_full_stop_between_thousands(count, text):
    assert format_count(count) == text


@given(COUNTS)
def test_what_is_written_is_read_back(count):
    assert parse_count(format_count(count)) == count
    assert parse_count(str(count)) == count


@given(COUNTS, st.sampled_from(". \u00a0\u2009\u202f"), st.sampled_from(["", " ", "\u00a0"]))
def test_any_blank_may_stand_between_thousands_and_around(count, blank, around):
    text = around + format_count(count).replace(".", blank) + around
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    ["", " ", "1.09", "1.0970", "12.34", "1,097", "-5", "3a", ".097", "1..097", "1234.567", "7,5"],
)
def test_a_damaged_number_is_refused(text):
    with pytest.raises(ValueError, match="geen aantal"):
        parse_count(text)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(14247, 19222, 74), (8613, 11649, 74), (1, 200, 1), (1, 201, 0), (5, 1000, 1), (0, 7, 0),
     (7, 7, 100), (745, 1000, 75), (3, 2, 150)],
)  # fmt: skip
def test_percentages_are_rounded_half_up(part, whole, share):
    assert percentage(part, whole) == share


def test_there_is_no_percentage_of_nothing():
    assert percentage(0, 0) is None


@given(COUNTS, st.integers(1, 10**12))
def test_percentages_equal_decimal_arithmetic(part, whole):
    exact = (Decimal(100 * part) / whole).quantize(Decimal(1), ROUND_HALF_UP)
    assert percentage(part, whole) == exact


def test_a_percentage_is_written_with_its_sign_and_its_absence_with_a_dash():
    assert format_percentage(74) == "74%"
    assert format_percentage(0) == "0%"
    assert format_percentage(None) == "–"
