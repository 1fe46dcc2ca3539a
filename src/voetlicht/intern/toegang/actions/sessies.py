"""Ending sessions: one's own on another device, or all of somebody who leaves."""

from voetlicht.basis.kern.actor import Actor
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Account, Sessie
from voetlicht.intern.toegang.queries.aanmelden import apparaat_id

MANAGE = "toegang.accounts_beheren"


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
