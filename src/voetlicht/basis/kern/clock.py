"""The one clock. Nothing else in the project asks the machine what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)  # noqa: TID251 - the only place that may


def today() -> date:
    """The present calendar day in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


def end_of_day(day: date) -> datetime:
    """The first moment after ``day`` in Europe/Amsterdam, as UTC; an exclusive bound.

    "Known on 14 July" includes everything recorded on 14 July, so the bound is midnight after it.
    Days on which the clock is changed last 23 or 25 hours; the time zone database decides.
    """
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The first moment of ``day`` in Europe/Amsterdam, as UTC."""
    return datetime.combine(day, time.min, AMSTERDAM).astimezone(UTC)


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Let ``now()`` answer ``moment`` inside the block; for tests and for replaying history."""
    if moment.tzinfo is None:
        raise ValueError("een bevroren klok heeft een tijdzone nodig")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
