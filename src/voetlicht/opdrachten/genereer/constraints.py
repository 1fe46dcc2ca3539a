"""Constraints that are checked once, after everything is in, instead of at every row."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.backends.utils import CursorWrapper
from psycopg import sql

from voetlicht.opdrachten.installatie.prepare import Report

# Overlap in two times, and references to other tables.
_KINDS = ("x", "f")
_FOUND = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint
     WHERE conrelid = ANY (%s::regclass[]) AND contype = ANY (%s)
     ORDER BY contype DESC, conname
"""


@contextmanager
def constraints_aside(
    cursor: CursorWrapper, tables: Iterable[str], report: Report
) -> Iterator[None]:
    """Inside the block the tables go unchecked and the role is ``lader``; then all is checked.

    The cursor is the owner's. Everything happens in the caller's transaction: when it fails,
    nothing has changed.
    """
    cursor.execute(_FOUND, [list(tables), list(_KINDS)])
    found = cursor.fetchall()
    for table, name, _ in found:
        _alter(cursor, table, "DROP CONSTRAINT {}", name)
    cursor.execute("SET LOCAL ROLE lader")
    yield
    cursor.execute("RESET ROLE")
    started = time.monotonic()
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for table, name, definition in found:
        _alter(cursor, table, "ADD CONSTRAINT {} " + definition, name)
    report(f"Voorwaarden nagegaan in {time.monotonic() - started:.0f} s")


def _alter(cursor: CursorWrapper, table: str, change: str, name: str) -> None:
    # Definitions come from the catalogue of the database itself.
    statement = sql.SQL("ALTER TABLE {} " + change)
    cursor.execute(statement.format(sql.Identifier(table), sql.Identifier(name)))
