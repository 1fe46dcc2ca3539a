"""Which delivery is next, and what a row must look like."""

from datetime import UTC, date, datetime

import pytest

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Change, Fact, Known, Period
from voetlicht.intern.leveringen.enums import Leveringssoort, Oordeel, Weigering, Wijze
from voetlicht.intern.leveringen.rules import (
    REMEDIES,
    Aanbieding,
    RowRefused,
    Said,
    Vorige,
    demand_day,
    demand_next,
    missing_numbers,
    parse_day,
    parse_period,
    verdict_of,
)

TODAY = date(2023, 7, 14)
LAST = Vorige(5, date(2023, 6, 30))
NOW = datetime(2023, 7, 14, tzinfo=UTC)
JUNE = Period(date(2023, 6, 1), date(2023, 7, 1))


def offer(
    volgnummer: int = 6, stand: date = date(2023, 7, 1), leverancier: str = "UWV"
) -> Aanbieding:
    return Aanbieding(leverancier, Leveringssoort.REGISTER, volgnummer, stand, Wijze.MUTATIES)


@pytest.mark.parametrize("last", [None, LAST])
def test_the_next_delivery_is_taken(last: Vorige | None):
    demand_next(offer(), last=last, today=TODAY)
    demand_next(offer(stand=TODAY), last=last, today=TODAY)


@pytest.mark.parametrize(
    ("aanbieding", "says"),
    [
        (offer(volgnummer=0), "1 of hoger"),
        (offer(volgnummer=10**9), "hoogstens negen cijfers"),
        (offer(volgnummer=4), "ouder dan levering 5"),
        (offer(stand=date(2023, 6, 29)), "ouder dan die van levering 5"),
        (offer(stand=date(2023, 7, 15)), "toekomst"),
        (offer(leverancier=""), "leverancier"),
        (offer(leverancier="U" * 61), "leverancier"),
    ],
)
def test_what_is_older_or_impossible_is_refused(aanbieding: Aanbieding, says: str):
    with pytest.raises(InputError, match=says):
        demand_next(aanbieding, last=LAST, today=TODAY)


@pytest.mark.parametrize(
    ("volgnummer", "last", "says"),
    [
        (9, None, ""),
        (6, LAST, ""),
        (7, LAST, "Levering 6 is niet ontvangen"),
        (9, LAST, "Leveringen 6 t/m 8 zijn niet ontvangen"),
    ],
)
def test_skipped_numbers_are_told(volgnummer: int, last: Vorige | None, says: str):
    told = missing_numbers(offer(volgnummer), last=last)
    assert told.startswith(says)
    assert bool(told) == bool(says)


def test_a_verdict_follows_from_the_change():
    row = Known(1, JUNE, ("x",), NOW)
    assert verdict_of(Change(NOW)) is Oordeel.GELIJK
    assert verdict_of(Change(NOW, (), (Fact(JUNE, ("x",)),))) is Oordeel.NIEUW
    assert verdict_of(Change(NOW, (row,), ())) is Oordeel.GEWIJZIGD


@pytest.mark.parametrize(
    "text", ["2023-6-30", "20230630", "30-06-2023", "2023-02-30", "²023-06-30", "9999-12-31"]
)
def test_a_date_is_written_one_way(text: str):
    with pytest.raises(RowRefused) as refused:
        parse_day({"vanaf": text}, "vanaf")
    assert (refused.value.kolom, refused.value.weigering) == ("vanaf", Weigering.DATUM)
    assert text not in str(refused.value)


def test_an_empty_date_is_none_unless_it_is_needed():
    assert parse_day({"vanaf": ""}, "vanaf") is None
    with pytest.raises(RowRefused):
        demand_day({"vanaf": ""}, "vanaf")


@pytest.mark.parametrize(
    ("begin", "end", "weigering"),
    [
        ("2023-06-02", "2023-06-01", Weigering.VOLGORDE),
        ("2023-06-02", "9999-12-31", Weigering.DATUM),
        ("", "2023-06-01", Weigering.DATUM),
    ],
)
def test_a_period_that_cannot_be_is_refused(begin: str, end: str, weigering: Weigering):
    with pytest.raises(RowRefused) as refused:
        parse_period({"begindatum": begin, "einddatum": end})
    assert refused.value.weigering is weigering


def test_the_last_day_of_a_period_counts():
    assert parse_period({"begindatum": "2023-06-01", "einddatum": "2023-06-30"}) == JUNE
    assert parse_period({"begindatum": "2023-06-01", "einddatum": ""}).end is None


def test_a_file_may_repeat_itself_but_not_contradict_itself():
    said = Said()
    for _ in range(2):
        said.agree((1,), JUNE, ("a",), kolom="vanaf")
    said.agree((2,), JUNE, ("b",), kolom="vanaf")
    said.agree((1,), Period(date(2023, 7, 1)), ("b",), kolom="vanaf")
    with pytest.raises(RowRefused) as refused:
        said.agree((1,), JUNE, ("b",), kolom="vanaf")
    assert (refused.value.kolom, refused.value.weigering) == ("vanaf", Weigering.TEGENSTRIJDIG)


def test_every_refusal_says_what_to_do():
    assert set(REMEDIES) == set(Weigering)
