"""Reads about accounts: who holds which role where, and what happened to an account."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Accountaanvraag,
    Gebeurtenis,
    Organisatie,
)
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE, PAGE_SIZE, managed_by
from voetlicht.intern.toegang.queries.medewerkers import aanstellingen_of
from voetlicht.intern.toegang.rules.accounts import HOLDER_OF_SONAR, Wanted

SHOWN_EVENTS = 100
ROLE_CHOSEN = "toegang.aanstelling_gekozen"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a beheerder looks for; ``text`` is part of a name or of an e-mail address."""

    text: str = ""
    organisatie: str = ""
    rol: Rol | None = None
    closed: bool = False


def accounts(
    *, actor: Actor, purpose: Purpose, wish: Wish | None = None, number: int = 1
) -> Page[Account]:
    """A page of accounts by name, each with ``current``: its aanstellingen that hold today.

    ``wish.closed`` asks those that can no longer sign in, instead of those that can.
    """
    wish = wish or Wish()
    found = _visible(actor, purpose).filter(is_active=not wish.closed)
    if wish.text:
        found = found.filter(Q(naam__icontains=wish.text) | Q(email__icontains=wish.text))
    if wish.organisatie or wish.rol:
        found = found.filter(Exists(_wished(wish).filter(account=OuterRef("pk"))))
    current = Prefetch("aanstellingen", queryset=_current(), to_attr="current")
    ordered: QuerySet[Account] = found.order_by("naam", "email").prefetch_related(current)
    return Paginator(ordered, PAGE_SIZE).get_page(number)


def account(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Account:
    """One account; NotFound where there is none, or none that worked where she manages."""
    found = _visible(actor, purpose).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("Dit account bestaat niet.")
    return found


def account_to_help(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Account:
    """An account that this beheerder may help to sign in; NotFound for any other.

    A beheerder of one organisatie may not open the way into another: all that the account does
    today must be there. A part of the system is of no organisatie, and makes the first of all.
    """
    _demand(actor, purpose)
    found = Account.objects.filter(uuid=uuid).first()
    if found is not None:
        places = {each.organisatie.code for each in aanstellingen_of(found, on=clock.today())}
        everywhere = actor.kind is ActorKind.SYSTEEM or actor.organisatie == HOLDER_OF_SONAR
        if everywhere or places == {actor.organisatie}:
            return found
    raise NotFound("Dit account bestaat niet, of hoort niet bij uw organisatie.")


def aanstellingen(*, actor: Actor, purpose: Purpose, of: Account) -> tuple[Aanstelling, ...]:
    """All aanstellingen of an account, at every organisatie: those that last come first."""
    _demand(actor, purpose)
    found = of.aanstellingen.select_related("organisatie", "team").filter(valid__isempty=False)
    return tuple(found.order_by("-valid__upper_inf", "organisatie__naam", "rol", "-valid"))


def aanstelling(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Aanstelling:
    """One aanstelling at an organisatie that she manages; else NotFound."""
    _demand(actor, purpose)
    found = (
        Aanstelling.objects.filter(managed_by(actor), uuid=uuid)
        .select_related("account", "organisatie", "team")
        .first()
    )
    if found is None:
        raise NotFound("Deze rol bestaat niet.")
    return found


def history_of(*, actor: Actor, purpose: Purpose, of: Account) -> tuple[Gebeurtenis, ...]:
    """What happened to an account, its aanstellingen and its forms: the latest first.

    Without the choice of a role at every sign-in, under which all else would be lost; the audit
    trail keeps it.
    """
    _demand(actor, purpose)
    roles = of.aanstellingen.values_list("uuid", flat=True)
    forms = Accountaanvraag.objects.filter(email=of.email).values_list("uuid", flat=True)
    about = [str(each) for each in (of.uuid, *roles, *forms)]
    events = Gebeurtenis.objects.filter(about__in=about).exclude(what=ROLE_CHOSEN)
    return tuple(events.order_by("-id")[:SHOWN_EVENTS])


def posts_of(
    *, actor: Actor, purpose: Purpose, of: Account, organisatie: Organisatie
) -> tuple[Wanted, ...]:
    """What an account holds at one organisatie today or later, as a form would ask it."""
    _demand(actor, purpose)
    lasts = Q(valid__upper_inf=True) | Q(valid__endswith__gt=clock.today())
    held = of.aanstellingen.filter(lasts, organisatie=organisatie, valid__isempty=False)
    return tuple(
        Wanted(Rol(each.rol), each.team_id, Period(each.valid.lower, each.valid.upper))
        for each in held.order_by("valid", "id")
    )


def _demand(actor: Actor, purpose: Purpose) -> None:
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)


def _visible(actor: Actor, purpose: Purpose) -> QuerySet[Account]:
    """Accounts with a role, now or before, at an organisatie that this beheerder manages."""
    _demand(actor, purpose)
    scope = managed_by(actor)
    if not scope:
        return Account.objects.all()
    worked = Aanstelling.objects.filter(scope, account=OuterRef("pk"))
    return Account.objects.filter(Exists(worked))


def _current() -> QuerySet[Aanstelling]:
    today = clock.today()
    found = Aanstelling.objects.filter(valid__contains=today)
    return found.select_related("organisatie", "team").order_by("organisatie__naam", "rol", "id")


def _wished(wish: Wish) -> QuerySet[Aanstelling]:
    found = _current()
    if wish.organisatie:
        found = found.filter(organisatie__code=wish.organisatie)
    return found.filter(rol=wish.rol) if wish.rol else found
