"""Writes about accounts: ending a role at once, closing an account, opening it again."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, NotAllowed, NotFound
from voetlicht.intern.toegang.actions.aanmelden import forget_identities
from voetlicht.intern.toegang.actions.aanstellingen import end_at, hold_account, let_go
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.actions.sessies import end_sessions
from voetlicht.intern.toegang.models import Aanstelling, Account, Organisatie
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.rules.accounts import HOLDER_OF_SONAR, demand_not_own, manages


@transaction.atomic
def end_aanstelling(*, by: Actor, uuid: UUID) -> Aanstelling:
    """End one role today, as when something is wrong; her klanten go back to the team.

    Conflict when it has ended already; NotAllowed about oneself.
    """
    by.demand(MANAGE)
    held = Aanstelling.objects.select_related("account", "organisatie").filter(uuid=uuid).first()
    if held is None or not manages(by.organisatie, held.organisatie.code):
        raise NotFound("Deze rol bestaat niet.")
    demand_not_own(by=by.id, about=str(held.account.uuid))
    hold_account(account=held.account)
    held.refresh_from_db(fields=["valid"])
    if not _goes_on(held):
        raise Conflict("Deze rol is al beëindigd.")
    today = clock.today()
    end_at(by=by, aanstelling=held, day=today)
    let_go(by=by, account=held.account, organisaties=(held.organisatie,), day=today)
    return held


@transaction.atomic
def deactivate_account(*, by: Actor, uuid: UUID) -> Account:
    """Close the account of a leaver: no sign-in, no role, no klanten, no session from now on.

    Password, second step and identities are forgotten: who opens it again gives new ones.
    Conflict when it is closed already; NotAllowed about oneself, and where she also works for an
    organisatie that this beheerder does not manage.
    """
    account = _account(by, uuid)
    if not account.is_active:
        raise Conflict("Dit account is al gesloten.")
    today = clock.today()
    rows = account.aanstellingen.select_for_update(of=("self",)).select_related("organisatie")
    held = [each for each in rows if _goes_on(each)]
    elsewhere = [each for each in held if not manages(by.organisatie, each.organisatie.code)]
    if elsewhere:
        raise NotAllowed(
            "Deze medewerker werkt ook bij een andere organisatie. Beëindig alleen de rollen bij "
            "uw eigen organisatie."
        )
    account.is_active = False
    _forget_ways_in(account)
    account.save(update_fields=["is_active", "password"])
    record_event(by=by, what="toegang.account_gesloten", about=str(account.uuid))
    for each in held:
        end_at(by=by, aanstelling=each, day=today)
    everywhere = Organisatie.objects.filter(aanstellingen__account=account).distinct()
    let_go(by=by, account=account, organisaties=everywhere, day=today)
    end_sessions(by=by, account=account)
    return account


@transaction.atomic
def reactivate_account(*, by: Actor, uuid: UUID) -> Account:
    """Open a closed account again. Roles do not come back by this: they come from a form.

    Conflict when it is open already; NotAllowed about oneself.
    """
    account = _account(by, uuid)
    if account.is_active:
        raise Conflict("Dit account is al open.")
    account.is_active = True
    account.save(update_fields=["is_active"])
    record_event(by=by, what="toegang.account_heropend", about=str(account.uuid))
    return account


def _forget_ways_in(account: Account) -> None:
    account.set_unusable_password()
    Authenticator.objects.filter(user=account).delete()
    forget_identities(rows=SocialAccount.objects.filter(user=account))


def _account(by: Actor, uuid: UUID) -> Account:
    """The account, held until this transaction ends."""
    by.demand(MANAGE)
    account = Account.objects.select_for_update().filter(uuid=uuid).first()
    if account is None or not _worked_where_managed(by, account):
        raise NotFound("Dit account bestaat niet.")
    demand_not_own(by=by.id, about=str(account.uuid))
    return account


def _worked_where_managed(by: Actor, account: Account) -> bool:
    codes = account.aanstellingen.values_list("organisatie__code", flat=True)
    return by.organisatie == HOLDER_OF_SONAR or by.organisatie in codes


def _goes_on(held: Aanstelling) -> bool:
    return not held.valid.isempty and (held.valid.upper is None or held.valid.upper > clock.today())
