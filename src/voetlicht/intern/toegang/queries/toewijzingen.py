"""Reads for who divides klanten: who is in the team, whom it serves, and who serves whom.

Klanten are given as numbers in the order of their names; names are read, and noted, by the room
that has them (``personen.queries``).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.toegang.models import Aanstelling, Account, Bereik, Team, Toewijzing
from voetlicht.intern.toegang.rollen import WITH_BEREIK

ASSIGN = "toegang.toewijzen"
PAGE = 50
"""Rows on a page."""


@dataclass(frozen=True, slots=True)
class Teamlid:
    """Somebody in the team who serves klanten, and how many of the team's she has."""

    account: UUID
    naam: str
    klanten: int


@dataclass(frozen=True, slots=True)
class Teamklant:
    """A klant of the team; ``medewerker`` is who has the klant in her caseload, empty for nobody,
    and ``since`` from when."""

    persoon_id: int
    medewerker: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Teamklanten:
    """A page of klanten of the team; ``total`` of this choice, and ``without`` a medewerker."""

    lines: tuple[Teamklant, ...]
    total: int
    page: int
    without: int


def own_team(*, actor: Actor, purpose: Purpose) -> Team:
    """The team in which who acts divides klanten; InputError for who is in none."""
    actor.demand_purpose(purpose)
    actor.demand(ASSIGN)
    found = Team.objects.filter(aanstellingen=actor.aanstelling or 0).first()
    if found is None:
        raise InputError("U hoort in deze rol bij geen team; kies een andere rol.")
    return found


def medewerkers_of_team(*, actor: Actor, purpose: Purpose) -> tuple[Teamlid, ...]:
    """Who serves klanten in the team of who acts, by name."""
    own = own_team(actor=actor, purpose=purpose)
    works_here = Aanstelling.objects.filter(
        team=own, rol__in=WITH_BEREIK, valid__contains=clock.today()
    )
    serves = Q(
        toewijzingen__organisatie=own.organisatie_id,
        toewijzingen__valid__contains=clock.today(),
        toewijzingen__persoon__in=_team_rows(own).values("persoon"),
    )
    people = Account.objects.filter(is_active=True, pk__in=works_here.values("account"))
    counted = people.annotate(klanten=Count("toewijzingen__persoon", filter=serves, distinct=True))
    rows = counted.order_by("naam", "id").values_list("uuid", "naam", "klanten")
    return tuple(Teamlid(*row) for row in rows)


def other_teams(*, actor: Actor, purpose: Purpose) -> tuple[Team, ...]:
    """The other teams of the organisatie that go on, by name: klanten can be handed over there."""
    own = own_team(actor=actor, purpose=purpose)
    open_teams = Team.objects.filter(organisatie=own.organisatie_id, opgeheven_per=None)
    return tuple(open_teams.exclude(pk=own.pk).order_by("naam"))


def klanten_of_team(
    *,
    actor: Actor,
    purpose: Purpose,
    medewerker: UUID | None = None,
    zonder: bool = False,
    page: int = 1,
) -> Teamklanten:
    """Whom the team of who acts serves today, by name; only those of one ``medewerker``, or those
    ``zonder`` any. Pages count from 1; the last one instead of one past the end."""
    own = own_team(actor=actor, purpose=purpose)
    team, caseload = _team_rows(own), _caseload(own)
    without = team.exclude(persoon__in=caseload.values("persoon"))
    chosen = without if zonder else team
    if medewerker is not None:
        hers = caseload.filter(account__uuid=medewerker)
        chosen = chosen.filter(persoon__in=hers.values("persoon"))
    total = _people(chosen).count()
    page = min(page, max(1, -(-total // PAGE)))
    ordered = _people(chosen).order_by("persoon__zoeknaam", "persoon_id")
    ids = tuple(ordered[(page - 1) * PAGE : page * PAGE])
    nobody = _people(without).count()
    return Teamklanten(lines=_lines(ids, caseload), total=total, page=page, without=nobody)


def _people(rows: QuerySet[Toewijzing]) -> QuerySet[Toewijzing, int]:
    """Each persoon once: one that ends and one that goes on may hold on the same day."""
    return rows.values_list("persoon_id", flat=True).distinct()


def _lines(persoon_ids: tuple[int, ...], caseload: QuerySet[Toewijzing]) -> tuple[Teamklant, ...]:
    """Of several who serve one klant, who does so longest."""
    rows = caseload.filter(persoon__in=persoon_ids).order_by("-valid", "-id")
    serving = {
        persoon: (naam, valid.lower)
        for persoon, naam, valid in rows.values_list("persoon_id", "account__naam", "valid")
    }
    return tuple(Teamklant(each, *serving.get(each, ("", None))) for each in persoon_ids)


def _team_rows(own: Team) -> QuerySet[Toewijzing]:
    """By which the team serves its klanten today."""
    return Toewijzing.objects.filter(
        team=own,
        organisatie=own.organisatie_id,
        valid__contains=clock.today(),
        persoon__in=Bereik.objects.values("persoon"),
    )


def _caseload(own: Team) -> QuerySet[Toewijzing]:
    return Toewijzing.objects.filter(
        account__isnull=False, organisatie=own.organisatie_id, valid__contains=clock.today()
    )
