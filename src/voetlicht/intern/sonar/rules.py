"""Who leads when two organisaties serve one person, and what service does to what is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import (
    Change,
    Columns,
    Fact,
    Known,
    Period,
    cut_off,
    fill,
    supersede,
)
from voetlicht.intern.toegang.enums import Organisatiesoort

LATEST_OPENED_FIRST_SQL = "geopend_op DESC"
UWV_FIRST_SQL = "(soort = 'uwv') DESC"
LEADING_FIRST_SQL = f"{LATEST_OPENED_FIRST_SQL}, {UWV_FIRST_SQL}, organisatie_id"
"""The order of ``leading_first`` as an ORDER BY over columns of these names."""


@dataclass(frozen=True, slots=True)
class Bediening:
    """An open dienstverlening, as far as it matters to who leads."""

    organisatie_id: int
    soort: Organisatiesoort
    geopend_op: date


def leading_first(bediening: Bediening) -> tuple[int, bool, int]:
    """Sort key: the most recently opened first, on a tie UWV, then the lowest number.

    The last only makes the order total: it decides between two gemeenten that opened on one day,
    and the publication counts both alike.
    """
    return (
        -bediening.geopend_op.toordinal(),
        bediening.soort is not Organisatiesoort.UWV,
        bediening.organisatie_id,
    )


def leading_dienstverlening(open_now: Iterable[Bediening]) -> Bediening | None:
    """The one dienstverlening that a person counts under; None when nobody serves."""
    return min(open_now, key=leading_first, default=None)


def serving(
    known: Sequence[Known[Columns]], *, period: Period, geopend_op: date, now: datetime
) -> Change[Columns]:
    """Served over ``period`` since ``geopend_op``; replaces what it overlaps at that organisatie.

    ``known`` has (geopend_op,) as values. InputError when opened after the begin.
    """
    if geopend_op > period.start:
        raise InputError("Een dienstverlening is geopend op of voor haar begin; kijk de datum na.")
    fact: Fact[Columns] = Fact(period, (geopend_op,))
    return supersede(known, fact, now=now)


def inschrijving(
    known: Sequence[Known[Columns]], *, period: Period, now: datetime
) -> Change[Columns]:
    """Ingeschreven over ``period``; replaces what it overlaps at that organisatie."""
    return supersede(known, Fact(period, ()), now=now)


def passing_on(
    row: Known[Columns],
    *,
    van: Sequence[Known[Columns]],
    naar: Sequence[Known[Columns]],
    per: date,
    now: datetime,
) -> tuple[Change[Columns], Change[Columns]]:
    """From ``per`` on another organisatie goes on with ``row``: what changes at both.

    The value goes along, and with it the day on which the service was first opened. Where the
    other one serves this person already, that stays as it is.
    """
    if row.valid.end is not None and row.valid.end <= per:
        return Change(now), Change(now)
    rest = Period(max(row.valid.start, per), row.valid.end)
    given = cut_off(van, row, per=per, now=now)
    return given, fill(naar, Fact(rest, row.value), now=now)
