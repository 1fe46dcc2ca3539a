"""Freezing waits for whoever records; recorders do not wait for each other."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import OperationalError, connections, transaction

from voetlicht.basis.web.locks import freeze_lock, one_at_a_time, writer_lock

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "lader"])


one, other = partial(one_at_a_time, "een"), partial(one_at_a_time, "ander")


def is_free(lock: Callable[..., None]) -> bool:
    """Whether another process gets this lock at once."""
    try:
        with transaction.atomic(using="lader"), connections["lader"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            lock(using="lader")
    except OperationalError:
        return False
    return True


@pytest.mark.parametrize(
    ("held", "wanted", "free"),
    [
        (writer_lock, writer_lock, True),
        (writer_lock, freeze_lock, False),
        (freeze_lock, writer_lock, False),
        (one, one, False),
        (one, other, True),
        (one, freeze_lock, True),
    ],
)
def test_who_waits_for_whom(held: Callable[..., None], wanted: Callable[..., None], free: bool):
    with transaction.atomic():
        held()
        assert is_free(wanted) == free
    assert is_free(wanted)


@pytest.mark.parametrize("lock", [writer_lock, freeze_lock, one])
def test_a_lock_needs_a_transaction_to_hold_it(lock: Callable[..., None]):
    with pytest.raises(RuntimeError, match="binnen een transactie"):
        lock()
