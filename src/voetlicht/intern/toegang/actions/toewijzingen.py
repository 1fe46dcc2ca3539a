"""Who serves whom: a teamleider divides the klanten of her own team, and may take it back.

What ends leaves its handover window of thirty days; what is taken back on the day it began held
on no day and leaves none. The database holds the same: only a teamleider writes, within reach and
at the own organisatie.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotFound
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import (
    Aanstelling,
    Account,
    Bereik,
    Gebeurtenis,
    Team,
    Toewijzing,
)
from voetlicht.intern.toegang.queries.toewijzingen import own_team
from voetlicht.intern.toegang.rollen import WITH_BEREIK
from voetlicht.intern.toegang.rules.noodtoegang import demand_no_bsn

ASSIGN = "toegang.toewijzen"
BEGUN, ENDED = "toegang.toegewezen", "toegang.toewijzing_beeindigd"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Division:
    """Klanten of the teamleider's team, held for this transaction, and what serves them now."""

    own: Team
    team_rows: dict[int, Toewijzing]
    caseload: list[Toewijzing]
    reden: str
    today: date = field(default_factory=clock.today)

    def caseload_of(self, persoon_id: int) -> list[Toewijzing]:
        return [row for row in self.caseload if row.persoon_id == persoon_id]


@transaction.atomic
def assign(
    *, by: Actor, persoon_ids: Collection[int], to: UUID | None, reden: str
) -> tuple[UUID, ...]:
    """Give klanten of the own team to the account ``to`` of that team, or to nobody (the team
    serves them together); what others of the organisatie had of them ends today.

    Gives back the toewijzingen to undo it with. NotFound for a persoon whom the team does not
    serve, InputError for somebody who does not work there. A klant who is hers already stays.
    """
    by.demand(ASSIGN)
    division = _divide(by, persoon_ids, reden)
    if to is None:
        ended = _end(by, division.caseload, division, opvolger=None)
        return tuple(row.uuid for row in ended)
    account = _member(by, division.own, to)
    made = []
    for persoon_id in division.team_rows:
        present = division.caseload_of(persoon_id)
        if any(row.account_id == account.pk for row in present):
            continue
        row = _begin(by, division, persoon_id, account=account)
        _end(by, present, division, opvolger=row)
        made.append(row.uuid)
    return tuple(made)


@transaction.atomic
def move_caseload(*, by: Actor, van: UUID, naar: UUID | None, reden: str) -> tuple[UUID, ...]:
    """Give all klanten whom account ``van`` serves for the own team to ``naar``, for one reason."""
    by.demand(ASSIGN)
    own = own_team(actor=by, purpose=Purpose.LEIDING)
    running = _running(Toewijzing.objects.filter(organisatie=own.organisatie_id))
    team = running.filter(team=own, valid__contains=clock.today())
    hers = running.filter(account__uuid=van, persoon__in=team.values("persoon"))
    persoon_ids = tuple(hers.order_by("persoon_id").values_list("persoon_id", flat=True))
    if not persoon_ids:
        raise InputError("Deze medewerker heeft geen klanten van uw team.")
    return assign(by=by, persoon_ids=persoon_ids, to=naar, reden=reden)


@transaction.atomic
def hand_over_to_team(
    *, by: Actor, persoon_ids: Collection[int], to: UUID, reden: str
) -> tuple[UUID, ...]:
    """Give klanten to another team of the same organisatie, which divides them further.

    What the own team and its medewerkers had of them ends today; see ``assign`` for the rest.
    """
    by.demand(ASSIGN)
    division = _divide(by, persoon_ids, reden)
    other = Team.objects.filter(uuid=to, organisatie=division.own.organisatie_id).first()
    if other is None or other == division.own:
        raise InputError("Kies een ander team van uw organisatie.")
    made = []
    for persoon_id, team_row in division.team_rows.items():
        row = _begin(by, division, persoon_id, team=other)
        _end(by, [team_row, *division.caseload_of(persoon_id)], division, opvolger=row)
        made.append(row.uuid)
    return tuple(made)


@transaction.atomic
def undo_assign(*, by: Actor, toewijzingen: Sequence[UUID], ended: bool) -> None:
    """Take back, on the same day, what the same teamleider did with one of the actions above.

    ``ended`` is whether that gave klanten to nobody: then what ended lasts again; else what began
    is taken back. Conflict when something changed since, by whomever: another change of her own
    is not undone in the place of this one.
    """
    by.demand(ASSIGN)
    rows = Toewijzing.objects.filter(
        uuid__in=toewijzingen, persoon__in=Bereik.objects.values("persoon")
    )
    held = {row.uuid: row for row in rows.select_for_update(of=("self",)).order_by("persoon_id")}
    mine, what = _done_today(by), ENDED if ended else BEGUN
    still = all(
        uuid in held and mine.get(str(uuid)) == what and _still(held[uuid], what)
        for uuid in toewijzingen
    )
    if not still or (ended and _served_since(held.values())):
        raise Conflict("Dit kan niet meer ongedaan worden gemaakt; wijs opnieuw toe.")
    for uuid in toewijzingen:
        if ended:
            _reopen([held[uuid]])
        else:
            _take_back(held[uuid])
        record_event(by=by, what="toegang.toewijzing_teruggedraaid", about=str(uuid))


def _divide(by: Actor, persoon_ids: Collection[int], reden: str) -> Division:
    """Hold the klanten of the own team, so that nobody else divides them at the same time."""
    own = own_team(actor=by, purpose=Purpose.LEIDING)
    today, reason = clock.today(), " ".join(reden.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise InputError(f"Reden: schrijf waarom, in hooguit {LONGEST_REASON} tekens.")
    demand_no_bsn(reason, field="Reden")
    here = Toewijzing.objects.filter(
        organisatie=own.organisatie_id, persoon__in=set(persoon_ids)
    ).filter(persoon__in=Bereik.objects.values("persoon"))
    team_rows = here.filter(team=own, valid__contains=today)
    served = {row.persoon_id: row for row in _held(team_rows)}
    if set(persoon_ids) - served.keys():
        raise NotFound("Deze klant is er niet, of is niet van uw team.")
    return Division(own, served, list(_held(_running(here.filter(account__isnull=False)))), reason)


def _member(by: Actor, own: Team, account: UUID) -> Account:
    """Somebody else of the same team who serves klanten there today.

    Not the teamleider: in another role she would reach, and see, more than this one shows her.
    """
    if str(account) == by.id:
        raise InputError("Aan uzelf wijst u geen klanten toe; kies een ander uit uw team.")
    works_here = Aanstelling.objects.filter(
        account__uuid=account,
        account__is_active=True,
        team=own,
        rol__in=WITH_BEREIK,
        valid__contains=clock.today(),
    )
    found = works_here.select_related("account").first()
    if found is None:
        raise InputError("Deze medewerker werkt niet in uw team; kies iemand uit het team.")
    return found.account


def _held(rows: QuerySet[Toewijzing]) -> QuerySet[Toewijzing]:
    return rows.select_for_update(of=("self",)).order_by("persoon_id", "id")


def _running(rows: QuerySet[Toewijzing]) -> QuerySet[Toewijzing]:
    """What lasts beyond today, or is still to begin."""
    return rows.filter(valid__overlap=DateRange(clock.today(), None))


def _begin(
    by: Actor,
    division: Division,
    persoon_id: int,
    *,
    account: Account | None = None,
    team: Team | None = None,
) -> Toewijzing:
    made = Toewijzing.objects.create(
        persoon_id=persoon_id,
        organisatie_id=division.own.organisatie_id,
        account=account,
        team=team,
        valid=DateRange(division.today, None),
        reden=division.reden,
    )
    record_event(by=by, what=BEGUN, about=str(made.uuid))
    return made


def _end(
    by: Actor, rows: Iterable[Toewijzing], division: Division, *, opvolger: Toewijzing | None
) -> list[Toewijzing]:
    """Let them last until today. One that began today, or was still to begin, never held."""
    ended = list(rows)
    for row in ended:
        begun = row.valid.lower < division.today
        row.voorheen_tot, row.opvolger = row.valid.upper, opvolger
        row.reden_einde = division.reden
        row.valid = DateRange(row.valid.lower, division.today) if begun else DateRange(empty=True)
        row.save(update_fields=["voorheen_tot", "opvolger", "reden_einde", "valid"])
        record_event(by=by, what=ENDED, about=str(row.uuid))
    return ended


def _done_today(by: Actor) -> dict[str, str]:
    """Toewijzing -> what the actor did to it last today."""
    events = Gebeurtenis.objects.filter(
        actor_id=by.id, what__in=(BEGUN, ENDED), moment__gte=clock.start_of_day(clock.today())
    )
    return dict(events.order_by("id").values_list("about", "what"))


def _still(row: Toewijzing, what: str) -> bool:
    """Whether the toewijzing is as that left it."""
    if what == BEGUN:
        return row.valid == DateRange(clock.today(), None)
    ended_today = row.valid.isempty or row.valid.upper == clock.today()  # empty: begun today too
    return row.opvolger_id is None and ended_today


def _served_since(ended: Collection[Toewijzing]) -> bool:
    """Whether somebody of the organisatie has one of these klanten in her caseload again."""
    here = Toewijzing.objects.filter(
        organisatie__in={row.organisatie_id for row in ended},
        persoon__in={row.persoon_id for row in ended},
    )
    return _running(here.filter(account__isnull=False)).exists()


def _take_back(row: Toewijzing) -> None:
    row.valid = DateRange(empty=True)
    row.save(update_fields=["valid"])
    _reopen(list(_held(row.voorgangers.all())))


def _reopen(rows: Iterable[Toewijzing]) -> None:
    for row in rows:
        if row.account_id is not None and not _serves_there(row):
            raise Conflict("Die medewerker werkt hier niet meer; wijs opnieuw toe.")
        begin = clock.today() if row.valid.isempty else row.valid.lower
        row.valid = DateRange(begin, row.voorheen_tot)
        row.opvolger, row.voorheen_tot, row.reden_einde = None, None, ""
        row.save(update_fields=["valid", "opvolger", "voorheen_tot", "reden_einde"])


def _serves_there(row: Toewijzing) -> bool:
    """Whether she whose toewijzing it is still serves klanten at that organisatie."""
    return Aanstelling.objects.filter(
        account=row.account_id,
        account__is_active=True,
        organisatie=row.organisatie_id,
        rol__in=WITH_BEREIK,
        valid__contains=clock.today(),
    ).exists()
