"""Histories in two times, read and written for many persons at once.

Actions (one person) and deliveries (thousands) both go through here: read what is known, let the
pure algebra of ``basis.kern.two_times`` say what changes, write all of it in two statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import LiteralString, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from psycopg import sql

from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.two_times import Change, Columns, Known, Period, Told
from voetlicht.basis.web.two_times_model import TwoTimesModel

V = TypeVar("V")

# A row that is not written yet has no moment of its own to come after.
UNWRITTEN = datetime.min.replace(tzinfo=UTC)


def period_of(valid: DateRange) -> Period:
    """The database's range as a period; every row has a begin."""
    return Period(valid.lower, valid.upper)


def told_row(value: V, valid: DateRange, recorded: DateTimeTZRange) -> Told[V]:
    """A row in two times, as the database has it, with the value that its columns make."""
    return Told(period_of(valid), value, recorded.lower, recorded.upper)


class Histories:
    """What is known at present about some persons in one table, and what will change in it.

    A change is seen at once by later reads of ``known``; nothing is written before ``write``. A
    row that is added and closed again before writing was never known, and is not written.
    """

    def __init__(self, model: type[TwoTimesModel], *, using: str = DEFAULT_DB_ALIAS) -> None:
        self._model = model
        self._using = using
        self._known: defaultdict[Columns, list[Known[Columns]]] = defaultdict(list)
        self._close: list[tuple[object, datetime]] = []
        self._moments: dict[Columns, datetime] = {}

    @classmethod
    def of(
        cls,
        model: type[TwoTimesModel],
        persoon_ids: Sequence[int],
        *,
        using: str = DEFAULT_DB_ALIAS,
    ) -> "Histories":
        """All that is known at present about these persons, in one query.

        No right is asked here: the caller, an action or a delivery, has demanded its own.
        """
        histories = cls(model, using=using)
        width = len(model.history_key)
        with connections[using].cursor() as cursor:
            cursor.execute(histories._read_statement(), [list(persoon_ids)])
            for pk, valid, since, *columns in cursor:
                histories._known[tuple(columns[:width])].append(
                    Known(pk, period_of(valid), tuple(columns[width:]), since)
                )
        return histories

    def known(self, *key: object) -> Sequence[Known[Columns]]:
        """The rows of one history as they will be known; those not written yet have no key."""
        return tuple(self._known[key])

    def apply(self, change: Change[Columns], *key: object) -> bool:
        """Take the change into the history; whether there was anything to change."""
        if change.is_empty:
            return False
        rows = self._known[key]
        for row in change.close:
            rows.remove(row)
            if row.key is not None:
                self._close.append((row.key, change.moment))
        rows.extend(Known(None, fact.valid, fact.value, UNWRITTEN) for fact in change.add)
        self._moments[key] = max(change.moment, self._moments.get(key, change.moment))
        return True

    def write(self) -> None:
        """Close and add in two statements. Conflict when somebody else closed a row meanwhile."""
        with connections[self._using].cursor() as cursor:
            if self._close:
                cursor.execute(
                    self._close_statement(), [*map(list, zip(*self._close, strict=True))]
                )
                if cursor.rowcount != len(self._close):
                    raise Conflict("De gegevens zijn intussen gewijzigd; begin opnieuw.")
            with cursor.copy(self._add_statement()) as copy:
                for row in self._new_rows():
                    copy.write_row(row)
        self._close.clear()
        self._known.clear()
        self._moments.clear()

    def _new_rows(self) -> Iterable[tuple[object, ...]]:
        for key, moment in self._moments.items():
            for row in self._known[key]:
                if row.key is None:
                    yield (*key, *row.value, _days(row.valid), f"[{moment.isoformat()},)")

    def _read_statement(self) -> sql.Composed:
        return self._statement(
            "SELECT id, valid, lower(recorded), {columns} FROM {table} "
            "WHERE persoon_id = ANY(%s) AND upper_inf(recorded) ORDER BY valid"
        )

    def _add_statement(self) -> sql.Composed:
        return self._statement("COPY {table} ({columns}, valid, recorded) FROM STDIN")

    def _close_statement(self) -> sql.Composed:
        return self._statement(
            "UPDATE {table} SET recorded = tstzrange(lower(recorded), closed.moment) "
            "FROM unnest(%s::bigint[], %s::timestamptz[]) AS closed (id, moment) "
            "WHERE {table}.id = closed.id AND upper_inf({table}.recorded)"
        )

    def _statement(self, template: LiteralString) -> sql.Composed:
        columns = (*self._model.history_key, *self._model.history_value)
        return sql.SQL(template).format(
            table=sql.Identifier(self._model._meta.db_table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        )


def _days(period: Period) -> str:
    end: date | str = period.end or ""
    return f"[{period.start},{end})"
