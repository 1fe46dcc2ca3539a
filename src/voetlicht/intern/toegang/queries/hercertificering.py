"""Reads about the half-yearly question who still needs which role."""

from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling, Hercertificering
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE, PAGE_SIZE, managed_by

RECERTIFY = "toegang.hercertificeren"


def open_questions(
    *, actor: Actor, purpose: Purpose, overdue: bool = False, number: int = 1
) -> Page[Hercertificering]:
    """A page of questions that wait for this medewerker, the first to lapse first.

    A beheerder is asked about everybody she manages, a teamleider about her own team; nobody
    about herself. ``overdue`` asks only those whose last day has passed.
    """
    found = _open(actor, purpose)
    if overdue:
        found = found.filter(uiterlijk__lt=clock.today())
    return Paginator(found.order_by("uiterlijk", "id"), PAGE_SIZE).get_page(number)


def open_count(*, actor: Actor, purpose: Purpose, overdue: bool = False) -> int:
    """How many questions wait for this medewerker."""
    found = _open(actor, purpose)
    return found.filter(uiterlijk__lt=clock.today()).count() if overdue else found.count()


def question(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Hercertificering:
    """One question, open or answered, that this medewerker may see; else NotFound."""
    found = _asked_of(actor, purpose).filter(uuid=uuid).first()
    if found is None:
        raise NotFound("Deze vraag bestaat niet.")
    return found


def _open(actor: Actor, purpose: Purpose) -> QuerySet[Hercertificering]:
    """Without the questions about a role that has ended in the meantime."""
    return _asked_of(actor, purpose).filter(antwoord="", aanstelling__valid__contains=clock.today())


def _asked_of(actor: Actor, purpose: Purpose) -> QuerySet[Hercertificering]:
    actor.demand_purpose(purpose)
    actor.demand(RECERTIFY)
    about = managed_by(actor, path="aanstelling__organisatie")
    if not actor.may(MANAGE):
        about = _of_own_team(actor)
    return (
        Hercertificering.objects.filter(about)
        .exclude(aanstelling__account__uuid=actor.id)
        .select_related(
            "aanstelling__account",
            "aanstelling__organisatie",
            "aanstelling__team",
            "beantwoord_door",
        )
    )


def _of_own_team(actor: Actor) -> Q:
    """Members of the team that she leads; other teamleiders are asked about by a beheerder."""
    own = Aanstelling.objects.filter(
        pk=actor.aanstelling or 0, valid__contains=clock.today(), team=OuterRef("aanstelling__team")
    )
    return Q(Exists(own)) & ~Q(aanstelling__rol=Rol.TEAMLEIDER)
