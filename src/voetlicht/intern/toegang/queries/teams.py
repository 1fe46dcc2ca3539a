"""Reads about organisaties and their teams, for who manages them."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.intern.toegang.models import Organisatie, Team
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.rules.accounts import HOLDER_OF_SONAR


def managed_organisaties(*, actor: Actor, purpose: Purpose) -> tuple[Organisatie, ...]:
    """The organisaties that this beheerder manages, each with ``medewerkers`` and ``groups``.

    ``medewerkers`` counts who holds a role there today, ``groups`` its teams that go on.
    """
    today = clock.today()
    working = Q(aanstellingen__valid__contains=today)
    found = _organisaties(actor, purpose).annotate(
        medewerkers=Count("aanstellingen__account", filter=working, distinct=True),
        groups=Count("teams", filter=Q(teams__opgeheven_per=None), distinct=True),
    )
    return tuple(found.order_by("naam", "code"))


def managed_organisatie(*, actor: Actor, purpose: Purpose, code: str) -> Organisatie:
    """One that she manages; else NotFound."""
    found = _organisaties(actor, purpose).filter(code=code).first()
    if found is None:
        raise NotFound("Deze organisatie bestaat niet.")
    return found


def teams_of(*, actor: Actor, purpose: Purpose, organisatie: Organisatie) -> tuple[Team, ...]:
    """All teams of an organisatie by name, each with ``medewerkers``: how many work in it today."""
    _demand(actor, purpose)
    working = Q(aanstellingen__valid__contains=clock.today())
    found = Team.objects.filter(organisatie=organisatie).annotate(
        medewerkers=Count("aanstellingen", filter=working)
    )
    return tuple(found.order_by("naam"))


def open_teams(*, actor: Actor, purpose: Purpose, organisatie: Organisatie) -> tuple[Team, ...]:
    """The teams of an organisatie that somebody can join."""
    _demand(actor, purpose)
    return tuple(Team.objects.filter(organisatie=organisatie, opgeheven_per=None).order_by("naam"))


def managed_team(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Team:
    """One team of an organisatie that she manages; else NotFound."""
    found = (
        Team.objects.filter(organisatie__in=_organisaties(actor, purpose), uuid=uuid)
        .select_related("organisatie")
        .first()
    )
    if found is None:
        raise NotFound("Dit team bestaat niet.")
    return found


def _demand(actor: Actor, purpose: Purpose) -> None:
    actor.demand_purpose(purpose)
    actor.demand(MANAGE)


def _organisaties(actor: Actor, purpose: Purpose) -> QuerySet[Organisatie]:
    _demand(actor, purpose)
    if actor.organisatie == HOLDER_OF_SONAR:
        return Organisatie.objects.all()
    return Organisatie.objects.filter(code=actor.organisatie or "")
