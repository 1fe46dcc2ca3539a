"""Be another role of the database for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from voetlicht.opdrachten.installatie.datadir import SUPERUSER
from voetlicht.opdrachten.installatie.prepare import Installation

PROCESSING = "SET ROLE verwerking"


def _step_over(sender: object, connection: BaseDatabaseWrapper, **_: object) -> None:
    if connection.alias == "default":
        with connection.cursor() as cursor:
            cursor.execute(PROCESSING)


def _aborted() -> bool:
    """Whether nothing can be said any more in this transaction; rolling back takes the role too."""
    status = connection.connection.info.transaction_status
    return connection.needs_rollback or status == TransactionStatus.INERROR


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
        if connection.connection is not None and not _aborted():
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@contextmanager
def stepping_down(installation: Installation) -> Iterator[None]:
    """``default`` as a superuser who steps down to ``intern``; what is done leaves nothing.

    So a test can become the owner halfway (``SET ROLE eigenaar``), to make what no role of the
    application may make or to take away what guards, and step down again to see what that does.
    """
    own = connections["default"]
    password = installation.data.password(SUPERUSER)
    superuser = DatabaseWrapper(
        {**own.settings_dict, "USER": SUPERUSER, "PASSWORD": password}, alias="default"
    )
    connections["default"] = superuser
    try:
        with transaction.atomic():
            with superuser.cursor() as cursor:
                cursor.execute("SET ROLE intern")
            yield
            transaction.set_rollback(True)
    finally:
        connections["default"] = own
        superuser.close()
