"""Writes about teams: forming one, naming it, ending it."""

from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Organisatie, Team
from voetlicht.intern.toegang.queries.accountaanvragen import MANAGE
from voetlicht.intern.toegang.rules.accounts import manages


@transaction.atomic
def register_team(*, by: Actor, organisatie: Organisatie, naam: str) -> Team:
    """A new team. Conflict when the organisatie has one of that name, also a dissolved one."""
    by.demand(MANAGE)
    if not manages(by.organisatie, organisatie.code):
        raise NotAllowed(f"U beheert {organisatie.naam} niet. Vraag het haar beheerder.")
    naam = _free_name(organisatie, naam)
    made = Team.objects.create(organisatie=organisatie, naam=naam)
    record_event(
        by=by,
        what="toegang.team_gevormd",
        about=str(made.uuid),
        details={"organisatie": organisatie.code},
    )
    return made


@transaction.atomic
def rename_team(*, by: Actor, uuid: UUID, naam: str) -> Team:
    """Give a team another name. The same name again is no change."""
    team = _team(by, uuid)
    if team.naam == naam.strip():
        return team
    team.naam = _free_name(team.organisatie, naam)
    team.save(update_fields=["naam"])
    record_event(by=by, what="toegang.team_hernoemd", about=str(team.uuid))
    return team


@transaction.atomic
def dissolve_team(*, by: Actor, uuid: UUID) -> Team:
    """Let a team cease to be, from today. Conflict while it has medewerkers or klanten."""
    team = _team(by, uuid)
    today = clock.today()
    if _serves(team):  # first: while the team has a teamleider, somebody can hand them over
        raise Conflict(
            "Dit team heeft nog klanten. Laat de teamleider hen overdragen aan een ander team, "
            "onder ‘Mijn team’. Is er geen teamleider, geef het team er dan een met een aanvraag."
        )
    lasts = Q(valid__upper_inf=True) | Q(valid__endswith__gt=today)
    members = team.aanstellingen.filter(lasts, valid__isempty=False).count()
    if members:
        raise Conflict(
            f"Dit team heeft nog {members} medewerkers. Verplaats hen eerst met een aanvraag."
        )
    team.opgeheven_per = today
    team.save(update_fields=["opgeheven_per"])
    record_event(by=by, what="toegang.team_opgeheven", about=str(team.uuid))
    return team


def _team(by: Actor, uuid: UUID) -> Team:
    """The team, held until this transaction ends; only one that goes on can change."""
    by.demand(MANAGE)
    team = (
        Team.objects.select_for_update(of=("self",))
        .select_related("organisatie")
        .filter(uuid=uuid)
        .first()
    )
    if team is None or not manages(by.organisatie, team.organisatie.code):
        raise NotFound("Dit team bestaat niet.")
    if team.opgeheven_per:
        raise Conflict(f"Dit team is opgeheven per {team.opgeheven_per:%d-%m-%Y}.")
    return team


def _free_name(organisatie: Organisatie, naam: str) -> str:
    naam = naam.strip()
    if not naam:
        raise InputError("Vul de naam van het team in.")
    if Team.objects.filter(organisatie=organisatie, naam=naam).exists():
        raise Conflict(f"{organisatie.naam} heeft al een team ‘{naam}’. Kies een andere naam.")
    return naam


def _serves(team: Team) -> bool:
    """Whether klanten are assigned to the team; the database says it, but not who."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT toegang_team_bedient(%s, %s)", [team.pk, clock.today()])
        return bool(cursor.fetchone()[0])
