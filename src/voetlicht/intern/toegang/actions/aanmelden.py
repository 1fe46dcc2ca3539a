"""Writes of signing in: who an identity is, in which aanstelling somebody acts."""

from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import QuerySet

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Aanmeldvoorziening, Aanstelling, Account
from voetlicht.intern.toegang.queries.aanmelden import choosable
from voetlicht.intern.toegang.queries.accounts import ROLE_CHOSEN
from voetlicht.intern.toegang.queries.medewerkers import actor_in
from voetlicht.intern.toegang.rules.aanmelden import vouches_for

SIGN_IN = "toegang.aanmelden"
UNKNOWN = "Deze aanmelding hoort bij geen medewerker. Vraag het uw functioneel beheerder."


@transaction.atomic
def identified_account(
    *, by: Actor, organisatie: str, uid: str, email: str, verified: bool
) -> Account:
    """The active account that an identity of the organisatie's provider is.

    The first time it is found by its verified e-mail address, in a domain of that provider, among
    those whom a beheerder gave an aanstelling there; from then on by the identity alone. NotFound,
    always the same, for everybody else.
    """
    by.demand(SIGN_IN)
    linked = (
        SocialAccount.objects.filter(provider=organisatie, uid=uid).select_related("user").first()
    )
    if linked is not None:
        account: Account = linked.user
        if account.is_active:
            return account
        raise NotFound(UNKNOWN)
    voorziening = Aanmeldvoorziening.objects.filter(
        organisatie__code=organisatie, actief=True
    ).first()
    if voorziening is None or not vouches_for(
        email, verified=verified, domeinen=voorziening.domeinen
    ):
        raise NotFound(UNKNOWN)
    return _link(by, organisatie, uid, email)


def _link(by: Actor, organisatie: str, uid: str, email: str) -> Account:
    account = (
        Account.objects.select_for_update(of=("self",))
        .filter(email__iexact=email, is_active=True, aanstellingen__organisatie__code=organisatie)
        .exclude(pk__in=SocialAccount.objects.filter(provider=organisatie).values("user"))
        .order_by("pk")
        .first()
    )
    if account is None:
        raise NotFound(UNKNOWN)
    SocialAccount.objects.create(user=account, provider=organisatie, uid=uid)
    record_event(
        by=by,
        what="toegang.identiteit_gekoppeld",
        about=str(account.uuid),
        details={"organisatie": organisatie},
    )
    return account


def forget_identities(*, rows: QuerySet[SocialAccount]) -> None:
    """Forget who was whom at a provider. Without what Django would delete along: tokens of a
    provider are not kept, and that table is open to nobody.
    """
    rows._raw_delete(rows.db)


@transaction.atomic
def choose_aanstelling(
    *, by: Actor, account: Account, aanstelling: UUID, signed_in_by: str
) -> Aanstelling:
    """The aanstelling in which the account acts from now on; NotFound when it may not choose it."""
    by.demand(SIGN_IN)
    choices = choosable(account, signed_in_by=signed_in_by)
    chosen = next((each for each in choices if each.uuid == aanstelling), None)
    if chosen is None:
        raise NotFound("Deze rol hebt u niet, of niet meer. Kies een andere.")
    record_event(
        by=actor_in(chosen),
        what=ROLE_CHOSEN,
        about=str(chosen.uuid),
        details={"rol": chosen.rol, "aangemeld_via": signed_in_by},
    )
    return chosen
