"""Locks by name that all processes share, each held until the transaction ends.

Everybody who records facts holds the lock of recording together with other recorders; who freezes
a peilbestand holds it alone, and so waits until no older writer is open. Read the clock after
taking ``writer_lock``.
"""

from typing import LiteralString

from django.db import DEFAULT_DB_ALIAS, connections

RECORDING = "vastleggen"


def writer_lock(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Hold the lock together with other recorders until this transaction ends."""
    _take("pg_advisory_xact_lock_shared", RECORDING, using)


def freeze_lock(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait for all recorders, then hold the lock alone until this transaction ends."""
    _take("pg_advisory_xact_lock", RECORDING, using)


def one_at_a_time(what: str, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait until no other transaction does ``what``; the next one waits until this one ends."""
    _take("pg_advisory_xact_lock", f"een tegelijk: {what}", using)


def _take(function: LiteralString, name: str, using: str) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("deze lock geldt binnen een transactie")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
