"""From what was heard to rows in two times, by the same rules that the actions use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from voetlicht.basis.kern.two_times import Change, Columns, Known, Period
from voetlicht.intern.doelgroepregister.rules import registration
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.rules import status_from
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.rules import residence
from voetlicht.intern.sonar.rules import inschrijving, serving
from voetlicht.opdrachten.genereer.heard import Heard, Subject


@dataclass(slots=True)
class Row:
    """A row of one of the tables; ``until`` is the end of the recorded period, None when open."""

    subject: Subject
    key: str
    valid: Period
    value: Columns
    since: datetime
    until: datetime | None = None


def replay(heard: Iterable[Heard]) -> list[Row]:
    """The rows that result when the facts are recorded one after another."""
    histories: dict[tuple[Subject, str], list[Row]] = {}
    for one in heard:
        rows = histories.setdefault((one.subject, one.key), [])
        if rows:
            _record(rows, one)
        else:
            rows.append(Row(one.subject, one.key, one.fact.valid, one.fact.value, one.moment))
    return [row for rows in histories.values() for row in rows]


def _record(rows: list[Row], one: Heard) -> None:
    known: list[Known[Columns]] = [
        Known(row, row.valid, row.value, row.since) for row in rows if row.until is None
    ]
    change = _change(known, one)
    for closed in change.close:
        assert isinstance(closed.key, Row)
        closed.key.until = change.moment
    rows.extend(
        Row(one.subject, one.key, fact.valid, fact.value, change.moment) for fact in change.add
    )


def _change(known: Sequence[Known[Columns]], one: Heard) -> Change[Columns]:
    period, now = one.fact.valid, one.moment
    match one.subject, one.fact.value:
        case Subject.VERBLIJF, (str(code), Verblijfsbron() as bron):
            return residence(known, gemeente_code=code, bron=bron, vanaf=period.start, now=now)
        case Subject.REGISTRATIE, (str(reden),):
            return registration(known, period=period, code_reden_einde=reden, now=now)
        case Subject.INSCHRIJVING, ():
            return inschrijving(known, period=period, now=now)
        case Subject.DIENSTVERLENING, (date() as opened,):
            return serving(known, period=period, geopend_op=opened, now=now)
        case Subject.STATUS, (Profielstatus() as status,):
            return status_from(known, status=status, vanaf=period.start, now=now)
    raise ValueError(one)
