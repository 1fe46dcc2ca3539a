"""What happened to somebody, in order: every begin and end that was ever told, and since when.

A row in two times says a begin and, when it is closed, an end. Correcting it closes the row and
adds another that mostly says the same, so the same word from several rows is one event: known
since it was first told, and withdrawn only when no present row says it any more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from voetlicht.basis.kern.clock import AMSTERDAM
from voetlicht.basis.kern.two_times import Told

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Happening:
    """Something began or ended on ``day``, as is known since a day; ``withdrawn`` when not so."""

    day: date
    text: str
    known: date
    withdrawn: date | None = None


def happenings(
    rows: Iterable[Told[V]], *, begin: Callable[[V], str], end: Callable[[V], str]
) -> tuple[Happening, ...]:
    """The events that rows tell of; an empty text is no event."""
    told: defaultdict[tuple[date, str], list[Told[V]]] = defaultdict(list)
    for row in rows:
        told[row.valid.start, begin(row.value)].append(row)
        if row.valid.end is not None:
            told[row.valid.end, end(row.value)].append(row)
    return tuple(
        Happening(day, text, known=_day(min(row.since for row in said)), withdrawn=_withdrawn(said))
        for (day, text), said in told.items()
        if text
    )


def latest_first(events: Iterable[Happening]) -> tuple[Happening, ...]:
    """As people read back; on one day in the order of the words."""
    return tuple(sorted(events, key=lambda each: (-each.day.toordinal(), each.text, each.known)))


def _withdrawn(said: Iterable[Told[V]]) -> date | None:
    ends = [row.until for row in said]
    until = [end for end in ends if end is not None]
    return _day(max(until)) if len(until) == len(ends) else None


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
