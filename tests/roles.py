"""Be another role of the database for a while, on the same connection and in its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

PROCESSING = "SET ROLE verwerking"


def _step_over(sender: object, connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.alias == "default":
        with connection.cursor() as cursor:
            cursor.execute(PROCESSING)


@contextmanager
def processing() -> Iterator[None]:
    """Role ``verwerking``, with which commands process deliveries; also on new connections."""
    with connection.cursor() as cursor:
        cursor.execute(PROCESSING)
    connection_created.connect(_step_over)
    try:
        yield
    finally:
        connection_created.disconnect(_step_over)
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
