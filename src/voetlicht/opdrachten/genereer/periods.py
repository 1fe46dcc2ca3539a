"""Things that begin and end, as they are heard: the beginning first, the end later."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from voetlicht.opdrachten.genereer.draw import Draw
from voetlicht.opdrachten.genereer.heard import Heard, Subject, heard
from voetlicht.opdrachten.genereer.moments import CONVERSION, LONGEST_LAG, recorded_on
from voetlicht.opdrachten.genereer.places import Spell


def begun_and_ended(
    draw: Draw,
    subject: Subject,
    key: str,
    *,
    start: date,
    end: date | None,
    value: tuple[object, ...] = (),
    end_value: tuple[object, ...] | None = None,
    start_heard: datetime | None = None,
    end_heard: datetime | None = None,
) -> list[Heard]:
    """A period of which first the beginning is heard and, in its time, the end.

    What lies before the conversion is heard at once. ``start_heard`` and ``end_heard`` replace the
    ordinary moments: for what is heard late.
    """
    last_value = value if end_value is None else end_value
    began = start_heard or recorded_on(draw.soon(start))
    if end is None:
        return [heard(began, subject, key, start, None, *value)]
    ended = end_heard or recorded_on(draw.soon(end))
    if ended <= began:
        return [heard(began, subject, key, start, end, *last_value)]
    return [
        heard(began, subject, key, start, None, *value),
        heard(ended, subject, key, start, end, *last_value),
    ]


def served(
    draw: Draw,
    subject: Subject,
    organisaties: Iterable[Spell],
    *,
    start: date,
    end: date | None,
    start_heard: datetime | None = None,
    end_heard: datetime | None = None,
) -> list[Heard]:
    """An inschrijving or dienstverlening that goes on when one organisatie succeeds another.

    A successor begins a row of its own but keeps the day on which the dienstverlening was opened.
    """
    value = (start,) if subject is Subject.DIENSTVERLENING else ()
    told: list[Heard] = []
    for spell in organisaties:
        first = max(start, spell.start) if spell.start else start
        last = min((day for day in (spell.end, end) if day), default=None)
        if last is not None and last <= first:
            continue
        told += begun_and_ended(
            draw,
            subject,
            spell.code,
            start=first,
            end=last,
            value=value,
            start_heard=start_heard if first == start else _succession_heard(first),
            end_heard=end_heard if last == end else _succession_heard(last),
        )
    return told


def _succession_heard(day: date | None) -> datetime | None:
    """A succession is recorded for all klanten at once, after all that was opened before it."""
    if day is None or day <= CONVERSION:
        return None
    return recorded_on(day + timedelta(days=LONGEST_LAG + 1))
