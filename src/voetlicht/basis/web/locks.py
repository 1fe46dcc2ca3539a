"""The lock between recording facts and freezing them, held until the transaction ends.

Everybody who records holds it together with other recorders; who freezes a peilbestand holds it
alone, and so waits until no older writer is open. Read the clock after taking ``writer_lock``.
"""

import hashlib

from django.db import DEFAULT_DB_ALIAS, connections

RECORDING = int.from_bytes(hashlib.sha256(b"voetlicht: vastleggen").digest()[:8], signed=True)

DELIVERY = int.from_bytes(hashlib.sha256(b"voetlicht: levering").digest()[:8], signed=True)


def writer_lock(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Hold the lock together with other recorders until this transaction ends."""
    _take("SELECT pg_advisory_xact_lock_shared(%s)", using)


def freeze_lock(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait for all recorders, then hold the lock alone until this transaction ends."""
    _take("SELECT pg_advisory_xact_lock(%s)", using)


def delivery_lock(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Take in one delivery at a time; others wait until this transaction ends."""
    _take("SELECT pg_advisory_xact_lock(%s)", using, DELIVERY)


def _take(statement: str, using: str, number: int = RECORDING) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("deze lock geldt binnen een transactie")
    with connection.cursor() as cursor:
        cursor.execute(statement, [number])
