"""The first beheerders: how an installation in which nobody can give a role comes to have two."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.kern.two_times import Period
from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.actions.aanstellingen import begin_aanstelling
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.actions.organisaties import register_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort, Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Organisatie
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.rules.accounts import Wanted, demand_fitting
from voetlicht.intern.toegang.rules.organisaties import soort_of

HOW_MANY = 2
"""One enters a form, the other carries it out (four eyes)."""


@dataclass(frozen=True, slots=True)
class Beheerder:
    """Who is to be beheerder, and at which address the invitation arrives."""

    naam: str
    email: str


@transaction.atomic
def begin_beheer(
    *, by: Actor, organisatie: str, naam: str, beheerders: Sequence[Beheerder]
) -> tuple[Account, ...]:
    """Two accounts, functioneel beheerder at the organisatie with this code from today on.

    ``naam`` names an organisatie that is new. Conflict as soon as somebody is beheerder, or an
    account with one of the addresses exists; InputError when it is not two persons, or the
    organisatie knows no beheerder.
    """
    by.demand(MANAGE)
    one_at_a_time("eerste beheerders")
    _demand_nobody()
    _demand_two(beheerders)
    wanted = Wanted(Rol.FUNCTIONEEL_BEHEERDER, None, Period(clock.today(), None))
    demand_fitting([wanted], soort_of(organisatie))
    where = _organisatie(by, organisatie, naam)
    accounts = tuple(_account(by, each) for each in beheerders)
    for account in accounts:
        begin_aanstelling(by=by, account=account, organisatie=where, wanted=wanted)
    record_event(by=by, what="toegang.beheer_begonnen", about=where.code)
    return accounts


def _demand_nobody() -> None:
    lasts = Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.today())
    beheerders = Aanstelling.objects.filter(
        lasts, rol=Rol.FUNCTIONEEL_BEHEERDER, account__is_active=True, valid__isempty=False
    )
    if beheerders.exists():
        raise Conflict(
            "Deze installatie heeft al een functioneel beheerder. Vraag een collega een nieuwe "
            "aan te maken op de site, onder Beheer, Voer een aanvraag in."
        )


def _demand_two(beheerders: Sequence[Beheerder]) -> None:
    if len({each.email.casefold() for each in beheerders}) != HOW_MANY:
        raise InputError(
            "Noem precies twee beheerders, elk met een eigen e-mailadres: de een voert een "
            "aanvraag in, de ander voert haar uit."
        )
    for each in beheerders:
        try:
            validate_email(each.email)
        except ValidationError:
            raise InputError(
                f"‘{each.email}’ is geen e-mailadres; schrijf ‘Eva de Wit <eva@uwv.example>’."
            ) from None
        if not each.naam.strip():
            raise InputError(f"Noem ook de naam van wie bij {each.email} hoort.")


def _organisatie(by: Actor, code: str, naam: str) -> Organisatie:
    known = Organisatie.objects.filter(code=code).first()
    if known is not None:
        return known
    if not naam.strip():
        raise InputError(f"Organisatie {code} is nieuw; noem ook haar naam.")
    soort: Organisatiesoort = soort_of(code)
    return register_organisatie(by=by, code=code, naam=naam.strip(), soort=soort)


def _account(by: Actor, beheerder: Beheerder) -> Account:
    email = beheerder.email.lower()
    if Account.objects.filter(email=email).exists():
        raise Conflict(f"Er is al een account met {email}. Kies een ander e-mailadres.")
    account = Account(email=email, naam=beheerder.naam.strip())
    account.set_unusable_password()
    account.save()
    record_event(by=by, what="toegang.account_gemaakt", about=str(account.uuid))
    return account
