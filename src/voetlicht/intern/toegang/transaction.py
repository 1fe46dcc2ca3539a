"""Tell the database who acts in this transaction; row-level security asks it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.toegang.policies import MOMENT, SETTING

TELL = "SELECT set_config(%s, %s, true), set_config(%s, %s, true)"


def settings_of(actor: Actor) -> Mapping[str, str]:
    """What holds for one transaction in which ``actor`` acts: her aanstelling, and the moment."""
    return {SETTING: str(actor.aanstelling or ""), MOMENT: clock.now().isoformat()}


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """A transaction in which ``actor`` acts; for commands, jobs and tests. Requests have theirs."""
    with transaction.atomic():
        told = settings_of(actor)
        with connection.cursor() as cursor:
            cursor.execute(TELL, [part for pair in told.items() for part in pair])
        yield
