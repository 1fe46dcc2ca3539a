"""Reads about request forms, and what carrying one out would change."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Aanvraagstatus, Rol
from voetlicht.intern.toegang.models import Aanstelling, Aanvraagregel, Accountaanvraag
from voetlicht.intern.toegang.rules.accounts import (
    HOLDER_OF_SONAR,
    Change,
    Held,
    Wanted,
    rebuild,
)

MANAGE = "toegang.accounts_beheren"
PAGE_SIZE = 50


def managed_by(actor: Actor, *, path: str = "organisatie") -> Q:
    """A filter: records of organisaties whose accounts this beheerder manages."""
    if actor.organisatie == HOLDER_OF_SONAR:
        return Q()
    return Q(**{f"{path}__code": actor.organisatie or ""})


def aanvragen(
    *, actor: Actor, purpose: Purpose, status: Aanvraagstatus, number: int = 1
) -> Page[Accountaanvraag]:
    """A page of forms with this status: waiting ones from the oldest, others from the newest."""
    waiting = status is Aanvraagstatus.NIEUW
    order = ("ingevoerd_op", "id") if waiting else ("-afgehandeld_op", "-id")
    found = _forms(actor, purpose).filter(status=status).order_by(*order)
    return Paginator(found, PAGE_SIZE).get_page(number)


def waiting_count(*, actor: Actor, purpose: Purpose) -> int:
    """How many forms wait for this beheerder, or for a colleague of hers."""
    return _forms(actor, purpose).filter(status=Aanvraagstatus.NIEUW).count()


def aanvraag(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Accountaanvraag:
    """One form with its regels; NotFound where there is none, or not one she manages."""
    found = _forms(actor, purpose).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("Deze aanvraag bestaat niet.")
    return found


def aanvragen_of(*, actor: Actor, purpose: Purpose, email: str) -> tuple[Accountaanvraag, ...]:
    """The forms about the account with this e-mail address, newest first."""
    return tuple(_forms(actor, purpose).filter(email=email.lower()).order_by("-ingevoerd_op"))


def _forms(actor: Actor, purpose: Purpose) -> QuerySet[Accountaanvraag]:
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)
    regels = Aanvraagregel.objects.select_related("team").order_by("id")
    return (
        Accountaanvraag.objects.filter(managed_by(actor))
        .select_related("organisatie", "ingevoerd_door", "afgehandeld_door")
        .prefetch_related(Prefetch("regels", queryset=regels))
    )


def change_by(form: Accountaanvraag, *, actor: Actor, purpose: Purpose) -> Change:
    """What carrying out this form today would change."""
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)
    wanted = [
        Wanted(Rol(each.rol), each.team_id, Period(each.valid.lower, each.valid.upper))
        for each in form.regels.all()
    ]
    held = [
        Held(each.pk, Rol(each.rol), each.team_id, Period(each.valid.lower, each.valid.upper))
        for each in Aanstelling.objects.filter(
            account__email=form.email, organisatie=form.organisatie, valid__isempty=False
        ).order_by("id")
    ]
    return rebuild(held, wanted, today=clock.today())
