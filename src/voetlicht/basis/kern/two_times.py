"""Histories in two times: when something was so (valid) and when we knew it (recorded).

A history is a set of rows; each says one value over one valid period, known over one recorded
period. Rows are never changed: a new fact closes the rows it contradicts and adds new ones. The
functions here are pure; they say which rows to close and which to add. Actions write that to the
database one person at a time, deliveries and the generator for many at once, so that all three
keep the same rules (Snodgrass, *Developing Time-Oriented Database Applications in SQL*, ch. 10).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

V = TypeVar("V")
Columns = tuple[object, ...]
"""A value as the columns of a row, in the order of the table's ``history_value``."""

# PostgreSQL keeps microseconds; two facts about one history are never recorded at one instant.
SMALLEST_STEP = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` up to but not including ``end``; ``end`` None means without end."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"een periode eindigt na haar begin: {self.start} tot {self.end}")

    @classmethod
    def through(cls, first: date, last: date | None) -> "Period":
        """From files and screens, where ``last`` is the last day that counts (t/m)."""
        return cls(first, last + timedelta(days=1) if last else None)

    @property
    def last(self) -> date | None:
        """The last day (t/m), the inverse of ``through``."""
        return self.end - timedelta(days=1) if self.end else None

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        return (self.end is None or other.start < self.end) and (
            other.end is None or self.start < other.end
        )

    def minus(self, other: "Period") -> tuple["Period", ...]:
        """What remains of this period without ``other``: none, one or two periods."""
        if not self.overlaps(other):
            return (self,)
        rest = []
        if self.start < other.start:
            rest.append(Period(self.start, other.start))
        if other.end is not None and (self.end is None or other.end < self.end):
            rest.append(Period(other.end, self.end))
        return tuple(rest)


@dataclass(frozen=True, slots=True)
class Known(Generic[V]):
    """A row that holds at present: ``value`` over ``valid``, known since ``since``.

    ``key`` is whatever the caller finds the row by (its primary key, or its place in a list).
    """

    key: object
    valid: Period
    value: V
    since: datetime


@dataclass(frozen=True, slots=True)
class Told(Generic[V]):
    """A row as somebody told it: known from ``since`` up to ``until``, None while it still is."""

    valid: Period
    value: V
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact(Generic[V]):
    """Something to be known from now on: ``value`` over ``valid``."""

    valid: Period
    value: V


@dataclass(frozen=True, slots=True)
class Change(Generic[V]):
    """What a new fact does: rows to close and facts to add, both at ``moment``."""

    moment: datetime
    close: tuple[Known[V], ...] = ()
    add: tuple[Fact[V], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.close and not self.add


def outside(period: Period, taken: Iterable[Period]) -> tuple[Period, ...]:
    """What remains of ``period`` without all of ``taken``, in order of time."""
    parts: tuple[Period, ...] = (period,)
    for other in taken:
        parts = tuple(rest for part in parts for rest in part.minus(other))
    return parts


def until_next(known: Iterable[Known[V]], start: date) -> Period:
    """From ``start`` until the next row that begins later, or without end."""
    return Period(start, min((r.valid.start for r in known if r.valid.start > start), default=None))


def moment_after(known: Iterable[Known[V]], now: datetime) -> datetime:
    """``now``, or just after the last recorded row when the clock has not moved past it."""
    latest = max((row.since for row in known), default=None)
    return now if latest is None or latest < now else latest + SMALLEST_STEP


def overwrite(
    known: Sequence[Known[V]], fact: Fact[V], *, now: datetime, firm: Sequence[Known[V]] = ()
) -> Change[V]:
    """A state that holds over a period (a residence): cut what it overlaps, keep the rest.

    Rows in ``firm`` go before the fact: it is said only where they leave room. The same period
    with the same value changes nothing; the same value from a later day on does, because what is
    told later about the time between may not run past that day.
    """
    present = {(row.valid, row.value) for row in known}
    parts = [
        part
        for part in outside(fact.valid, (row.valid for row in firm))
        if (part, fact.value) not in present
    ]
    if not parts:
        return Change(now)
    cut = tuple(row for row in known if any(row.valid.overlaps(part) for part in parts))
    rest = (Fact(left, row.value) for row in cut for left in outside(row.valid, parts))
    said = (Fact(part, fact.value) for part in parts)
    add = tuple(sorted((*said, *rest), key=lambda added: added.valid.start))
    return Change(moment_after(known, now), cut, add)


def fill(known: Sequence[Known[V]], fact: Fact[V], *, now: datetime) -> Change[V]:
    """Say ``fact`` only where nothing is known yet; what is known goes before it."""
    return overwrite(known, fact, now=now, firm=known)


def supersede(known: Sequence[Known[V]], fact: Fact[V], *, now: datetime) -> Change[V]:
    """A period that is one thing (a registration): it replaces every row it overlaps, whole.

    The same period with the same value changes nothing.
    """
    if any(row.value == fact.value and row.valid == fact.valid for row in known):
        return Change(now)
    overlapping = tuple(row for row in known if row.valid.overlaps(fact.valid))
    return Change(moment_after(known, now), overlapping, (fact,))


def cut_off(known: Sequence[Known[V]], row: Known[V], *, per: date, now: datetime) -> Change[V]:
    """End ``row`` at ``per`` (no longer valid that day); gone when it had not begun by then."""
    if row.valid.end is not None and row.valid.end <= per:
        return Change(now)
    rest = (Fact(Period(row.valid.start, per), row.value),) if row.valid.start < per else ()
    return Change(moment_after(known, now), (row,), rest)
