"""Advisory locks by name, held until the transaction ends.

Actions that record facts hold ``RECORDING`` shared; freezing a peilbestand takes it exclusively,
and so waits until no older writer is open.
"""

import hashlib

from django.db import DEFAULT_DB_ALIAS, connections

RECORDING = "vastleggen"


def _number(name: str) -> int:
    """The name as the signed 64-bit number that PostgreSQL locks by."""
    digest = hashlib.sha256(f"voetlicht:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def _lock(function: str, name: str, using: str) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("een advisory lock geldt binnen een transactie")
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + function + "(%s)", [_number(name)])


def lock_shared(name: str, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Hold the lock together with others until this transaction ends."""
    _lock("pg_advisory_xact_lock_shared", name, using)


def lock_exclusive(name: str, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait for all holders, then hold the lock alone until this transaction ends."""
    _lock("pg_advisory_xact_lock", name, using)
