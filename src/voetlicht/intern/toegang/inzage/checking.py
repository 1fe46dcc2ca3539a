"""Check the inzagelog in the database against its key and its anchors, day by day.

Of each day the chains are read first, then the anchors, then the lines: a writer anchors a chain
before its first line, and lines before their anchor, so that a log that grows meanwhile still
holds. Memory is that of one day's anchors, whatever the number of lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from voetlicht.basis.kern import clock
from voetlicht.intern.toegang.inzage.anchors import Anchors
from voetlicht.intern.toegang.rules.inzage import (
    Finding,
    FindingKind,
    Keten,
    Line,
    Stand,
    check_chain,
)

ALIAS = "toezicht"
CHAINS = "SELECT id, dag, begonnen_op, sleutel FROM toegang_inzageketen WHERE dag = %s ORDER BY id"
LINES = """
SELECT keten_id, volgnummer, (extract(epoch FROM moment) * 1000000)::bigint, actor_kind, actor_id,
    rol, organisatie, aanstelling, persoon_id, doel, veldklasse, kanaal, trace_id, mac
FROM toegang_inzageregel
WHERE moment >= %s AND moment < %s AND keten_id = ANY(%s)
ORDER BY keten_id, volgnummer, moment
"""
WITHOUT_CHAIN = """
SELECT keten_id, min(volgnummer), max(volgnummer), min(moment) FROM toegang_inzageregel AS regel
WHERE moment >= %s AND moment < %s AND NOT EXISTS (
    SELECT FROM toegang_inzageketen AS keten WHERE keten.id = regel.keten_id AND keten.dag = %s
)
GROUP BY keten_id ORDER BY keten_id
"""
KNOWN = "SELECT id FROM toegang_inzageketen WHERE id = ANY(%s)"
DAYS = "SELECT min(dag), max(dag) FROM toegang_inzageketen"
OUTSIDE = "SELECT count(*) FROM toegang_inzageregel WHERE moment < %s OR moment >= %s"
REST = "SELECT count(*) FROM toezicht_inzagerest"


@dataclass(slots=True)
class Checked:
    """What was checked, and what was found."""

    chains: int = 0
    lines: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_all(anchors: Anchors) -> Checked:
    """Everything that is kept: the anchors themselves, every day, and what is on no day."""
    checked = Checked(findings=list(anchors.findings()))
    days, removed = _days(anchors), anchors.removed()
    for day in days:
        _check_day(day, anchors, checked, removed)
    if days:
        checked.findings += _outside(days)
    return checked


def check_day(day: date, anchors: Anchors) -> Checked:
    """One day, and the anchors themselves."""
    checked = Checked(findings=list(anchors.findings()))
    _check_day(day, anchors, checked, anchors.removed())
    return checked


def _days(anchors: Anchors) -> list[date]:
    """From the first to the last day that anything is known of, and at least until today."""
    [[first, last]] = _rows(DAYS)
    known = [day for day in (first, last, *anchors.days()) if day is not None]
    if not known:
        return []
    first, last = min(known), max(*known, clock.today())
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _check_day(day: date, anchors: Anchors, checked: Checked, removed: frozenset[date]) -> None:
    chains = {row[0]: Keten(row[0], row[1], row[2], bytes(row[3])) for row in _rows(CHAINS, day)}
    stands = anchors.stands_of(day)
    begin, end = clock.start_of_day(day), clock.end_of_day(day)
    seen = set()
    for keten, lines in _by_chain(begin, end, list(chains), checked):
        seen.add(keten)
        checked.findings += check_chain(
            chains[keten], lines, stands=stands.get(keten, ()), keys=anchors.keys
        )
    for keten in chains.keys() - seen:
        checked.findings += check_chain(
            chains[keten], (), stands=stands.get(keten, ()), keys=anchors.keys
        )
    checked.chains += len(chains)
    if day.replace(day=1) not in removed:
        checked.findings += _dropped(stands, chains)
    checked.findings += [
        Finding(FindingKind.WITHOUT_CHAIN, *row) for row in _rows(WITHOUT_CHAIN, begin, end, day)
    ]


def _by_chain(
    begin: datetime, end: datetime, chains: list[UUID], checked: Checked
) -> Iterator[tuple[UUID, Iterator[tuple[Line, bytes]]]]:
    """The lines of a day per chain, read as they are asked for."""
    with transaction.atomic(using=ALIAS), connections[ALIAS].chunked_cursor() as cursor:
        cursor.execute(LINES, [begin, end, chains])
        for keten, rows in groupby(cursor, key=lambda row: row[0]):
            yield keten, _counted(rows, checked)


def _counted(rows: Iterable[tuple], checked: Checked) -> Iterator[tuple[Line, bytes]]:
    for row in rows:
        checked.lines += 1
        yield Line(*row[1:-1]), bytes(row[-1])


def _dropped(stands: dict[UUID, list[Stand]], chains: dict[UUID, Keten]) -> Iterator[Finding]:
    """Chains of which lines were anchored and that the database knows no more."""
    gone = [keten for keten in stands if keten not in chains]
    known = {row[0] for row in _rows(KNOWN, gone)} if gone else set()
    for keten in gone:
        last = max(stands[keten], key=lambda stand: stand.aantal)
        if keten not in known and last.aantal:
            yield Finding(FindingKind.DROPPED, keten, 1, last.aantal, last.moment)


def _outside(days: list[date]) -> Iterator[Finding]:
    outside = [clock.start_of_day(days[0]), clock.end_of_day(days[-1])]
    [[elsewhere]] = _rows(OUTSIDE, *outside)
    if elsewhere:
        yield Finding(
            FindingKind.ELSEWHERE,
            place=f"{elsewhere} regels staan op een dag waarvan geen keten of anker bekend is.",
        )
    [[rest]] = _rows(REST)
    if rest:
        yield Finding(
            FindingKind.ELSEWHERE,
            place=f"{rest} regels staan in geen maand; de taak van vannacht maakt die.",
        )


def _rows(sql: str, *values: Any) -> list[tuple]:
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
