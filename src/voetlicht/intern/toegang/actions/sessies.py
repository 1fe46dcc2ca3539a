"""Ending sessions: one's own on another device, or all of somebody who leaves."""

from axes.models import AccessAttempt
from django.conf import settings

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Account, Sessie
from voetlicht.intern.toegang.queries.aanmelden import apparaat_id

MANAGE = "toegang.accounts_beheren"
SIGN_IN = "toegang.aanmelden"


def end_sessions(*, by: Actor, account: Account, except_key: str = "", only: str = "") -> int:
    """End the sessions of an account, at once and whatever becomes of this transaction.

    All of them, or all but ``except_key``, or ``only`` the one of that ``Apparaat.id``. By the
    account itself, else with the right to manage accounts. How many have ended.
    """
    if by.id != str(account.uuid):
        by.demand(MANAGE)
    rows = Sessie.objects.filter(account=account.pk).exclude(session_key=except_key)
    if only:
        keys = rows.values_list("session_key", flat=True)
        rows = rows.filter(session_key__in=[key for key in keys if apparaat_id(key) == only])
    ended, _ = rows.delete()
    if ended:
        record_event(
            by=by,
            what="toegang.sessies_beeindigd",
            about=str(account.uuid),
            details={"aantal": ended},
        )
    return ended


def forget_ended(*, by: Actor) -> int:
    """Remove sessions that ended and attempts that no longer count; how many rows are gone."""
    by.demand(SIGN_IN)
    now = clock.now()
    sessions, _ = Sessie.objects.filter(expire_date__lte=now).delete()
    attempts, _ = AccessAttempt.objects.filter(
        attempt_time__lte=now - settings.AXES_COOLOFF_TIME
    ).delete()
    return sessions + attempts
