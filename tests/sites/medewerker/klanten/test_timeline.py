"""The timeline: every begin and end once, with since when it is known and whether it still is."""

from datetime import UTC, date, datetime

from voetlicht.basis.kern.two_times import Period, Told
from voetlicht.sites.medewerker.klanten.timeline import Happening, happenings, latest_first

MARCH, MAY = date(2024, 3, 1), date(2024, 5, 1)


def at(month: int) -> datetime:
    return datetime(2025, month, 1, 12, tzinfo=UTC)


def told(*rows: Told[str]) -> tuple[Happening, ...]:
    return happenings(rows, begin=lambda who: f"{who} begint", end=lambda who: f"{who} eindigt")


def test_an_end_that_is_told_later_leaves_the_begin_known_since_it_was_told() -> None:
    assert told(
        Told(Period(MARCH), "UWV", at(1), at(2)),
        Told(Period(MARCH, MAY), "UWV", at(2)),
    ) == (
        Happening(MARCH, "UWV begint", known=date(2025, 1, 1)),
        Happening(MAY, "UWV eindigt", known=date(2025, 2, 1)),
    )


def test_what_proved_wrong_is_withdrawn_on_the_day_of_its_correction() -> None:
    wrong, right = told(Told(Period(MARCH), "UWV", at(1), at(3)), Told(Period(MAY), "UWV", at(3)))
    assert wrong == Happening(MARCH, "UWV begint", date(2025, 1, 1), withdrawn=date(2025, 3, 1))
    assert right == Happening(MAY, "UWV begint", date(2025, 3, 1))


def test_what_has_no_words_is_no_event_and_the_latest_comes_first() -> None:
    rows = (Told(Period(MARCH, MAY), "GM0599", at(1)),)
    assert len(happenings(rows, begin=str, end=lambda code: "")) == 1
    first, second = latest_first(told(*rows))
    assert first.day > second.day
