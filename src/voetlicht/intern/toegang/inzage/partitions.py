"""The months of the inzagelog: made ahead of time, and removed when their term is over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import connections, transaction

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.inzage.anchors import Anchors

AHEAD = timedelta(days=62)
SHORTEST = 12
"""Months; the UWV guideline for logs is a year, ten when used in an investigation."""

MAKE = "SELECT toegang_inzage_maanden(%s, %s)"
FORGET = "DELETE FROM toegang_inzageketen WHERE dag >= %s AND dag < %s"
MONTHS = """
SELECT relname, count_estimate FROM (
    SELECT child.relname, child.reltuples::bigint AS count_estimate
    FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'toegang_inzageregel'::regclass
) AS months WHERE relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY relname
"""


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the inzagelog; ``lines`` is the database's estimate."""

    table: str
    first: date
    lines: int

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"


def make_ahead() -> int:
    """Make the months up to two ahead; how many were made. Any role of the site may."""
    today = clock.today()
    with connections["default"].cursor() as cursor:
        cursor.execute(MAKE, [today, today + AHEAD])
        return int(cursor.fetchone()[0])


def expired(alias: str) -> tuple[Month, ...]:
    """The months whose term is over, without those that are held back for an investigation."""
    held = _held(settings.INZAGE_VASTGEHOUDEN)
    limit = _months_before(clock.today(), _term())
    return tuple(
        month for month in _months(alias) if _next(month.first) <= limit and month.first not in held
    )


def remove(months: Iterable[Month], *, alias: str, anchors: Anchors) -> None:
    """Drop these months, as owner of the tables, and say so in the anchors.

    The anchors are told first: killed in between, the removal is said and not done, and running it
    again does it.
    """
    tables = list(months)
    if not tables:
        return
    anchors.append_removed(month.first for month in tables)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for month in tables:
            cursor.execute(f'DROP TABLE "{month.table}"')
            cursor.execute(FORGET, [month.first, _next(month.first)])


def _term() -> int:
    months = int(settings.INZAGE_BEWAREN_MAANDEN)
    if months < SHORTEST:
        raise InputError(
            f"Het inzagelog wordt ten minste {SHORTEST} maanden bewaard; zet "
            "VOETLICHT_INZAGE_BEWAREN_MAANDEN op dat getal of hoger."
        )
    return months


def _held(names: Iterable[str]) -> set[date]:
    held = set()
    for name in names:
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", name):
            raise InputError(
                f"‘{name}’ in VOETLICHT_INZAGE_VASTGEHOUDEN is geen maand; schrijf 2026-03."
            )
        held.add(date.fromisoformat(f"{name}-01"))
    return held


def _months(alias: str) -> list[Month]:
    with connections[alias].cursor() as cursor:
        cursor.execute(MONTHS)
        return [
            Month(table, date(int(table[-7:-3]), int(table[-2:]), 1), max(lines, 0))
            for table, lines in cursor.fetchall()
        ]


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _months_before(day: date, count: int) -> date:
    """The first day of the month that is ``count`` months before that of ``day``."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)
