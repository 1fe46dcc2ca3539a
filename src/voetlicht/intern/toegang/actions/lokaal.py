"""Help for local accounts: a link to set a password, a new second step, an end to lock-out.

The link is mailed to whom it is for, and shown to nobody: with it a beheerder could become that
medewerker. It works once and not for long (``PASSWORD_RESET_TIMEOUT``), and a second step that is
there stays asked for.
"""

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.db import transaction

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, NotFound
from voetlicht.intern.toegang.aanmelden.lockout import forget_failures, name_of
from voetlicht.intern.toegang.aanmelden.tokens import TOKENS
from voetlicht.intern.toegang.actions.aanmelden import SIGN_IN
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.models import Account
from voetlicht.intern.toegang.queries.aanmelden import signs_in_locally
from voetlicht.intern.toegang.queries.accounts import account_to_help


@transaction.atomic
def password_token(*, by: Actor, account: Account) -> str:
    """A token with which the account may set a password, once, within a day.

    Conflict when the account is closed, or signs in with the provider of its organisatie.
    """
    account_to_help(actor=by, purpose=Purpose.BEHEER, uuid=account.uuid)
    if not account.is_active:
        raise Conflict("Dit account is gesloten.")
    if not signs_in_locally(account):
        raise Conflict(
            "Dit account meldt zich aan via de eigen organisatie; daar is geen "
            "wachtwoord van Voetlicht voor nodig."
        )
    record_event(by=by, what="toegang.wachtwoordlink_gemaakt", about=str(account.uuid))
    return TOKENS.make_token(account)


@transaction.atomic
def set_password(*, by: Actor, account: Account, token: str, password: str) -> None:
    """Set the password with a token; its other sessions end by that. NotFound: not, or used."""
    by.demand(SIGN_IN)
    locked = Account.objects.select_for_update().get(pk=account.pk)
    if not locked.is_active or not TOKENS.check_token(locked, token):
        raise NotFound("Deze link werkt niet meer. Vraag uw functioneel beheerder een nieuwe.")
    locked.set_password(password)
    locked.save(update_fields=["password"])
    record_event(by=by, what="toegang.wachtwoord_ingesteld", about=str(locked.uuid))


@transaction.atomic
def reset_second_factor(*, by: Actor, account: Account) -> None:
    """Forget the second step and end all sessions; the next sign-in sets up a new one."""
    account_to_help(actor=by, purpose=Purpose.BEHEER, uuid=account.uuid)
    Authenticator.objects.filter(user=account).delete()
    end_sessions(by=by, account=account)
    record_event(by=by, what="toegang.tweede_stap_gewist", about=str(account.uuid))


@transaction.atomic
def unlock(*, by: Actor, account: Account) -> None:
    """Let the account try again at once, from whatever address."""
    account_to_help(actor=by, purpose=Purpose.BEHEER, uuid=account.uuid)
    AccessAttempt.objects.filter(username=name_of(account.email)).delete()
    forget_failures(account)
    record_event(by=by, what="toegang.account_gedeblokkeerd", about=str(account.uuid))


@transaction.atomic
def second_factor_changed(*, by: Actor, account: Account, session_key: str) -> None:
    """Note that the account changed its second step; all its sessions but this one end."""
    record_event(by=by, what="toegang.tweede_stap_gewijzigd", about=str(account.uuid))
    end_sessions(by=by, account=account, except_key=session_key)
