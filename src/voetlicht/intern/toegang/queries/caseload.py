"""Reads about whom who acts serves: how many, and by which relation. Counts name nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.velden import Getoond, strictest
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Bereik, Noodtoegang, Toewijzing
from voetlicht.intern.toegang.rules.bereik import HANDOVER
from voetlicht.intern.toegang.velden import VELDEN

TOEWIJZINGEN: Getoond = {"toegang.Toewijzing": ("organisatie", "account", "team", "valid", "reden")}
"""What a query below shows; the field register says of which class that is."""

# Each person once, however many relations there are; the view begins at who acts.
COUNT = """
WITH persoon AS (
    SELECT bool_or(eigen AND valid @> vandaag) AS eigen,
        bool_or(NOT eigen AND valid @> vandaag) AS team,
        bool_or(eigen AND valid @> vandaag AND upper(valid) <= vandaag + %(days)s) AS eindigt,
        bool_or(upper(valid) <= vandaag AND vandaag < upper(valid) + %(days)s) AS overdracht
    FROM toegang_relatie GROUP BY persoon_id
)
SELECT count(*) FILTER (WHERE eigen), count(*) FILTER (WHERE team),
    count(*) FILTER (WHERE eindigt),
    count(*) FILTER (WHERE overdracht AND NOT eigen AND NOT team)
FROM persoon
"""
UNASSIGNED = """
SELECT count(DISTINCT persoon_id) FROM toegang_relatie
WHERE NOT eigen AND valid @> vandaag AND NOT bediend
"""


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many klanten are one's own and one's team's, how many of one's own end within thirty
    days, and how many are within reach only because they were handed over."""

    eigen: int
    team: int
    eindigt: int
    overdracht: int


def caseload(*, actor: Actor, purpose: Purpose) -> Caseload:
    """The counts for who acts in this transaction."""
    actor.demand_purpose(purpose)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"days": HANDOVER.days})
        return Caseload(*cursor.fetchone())


@dataclass(frozen=True, slots=True)
class Toewijzingsregel:
    """Who served a klant: a medewerker or a team, where, from when until when, and why."""

    organisatie: str
    medewerker: str
    team: str
    vanaf: date
    tot: date | None
    reden: str


def toewijzingen_of(
    persoon_id: int, *, actor: Actor, purpose: Purpose
) -> tuple[Toewijzingsregel, ...]:
    """Who serves and served a persoon within reach, the latest first. Shown, so noted.

    One that was taken back on the day it began is not among them.
    """
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, TOEWIJZINGEN))
    return tuple(
        Toewijzingsregel(organisatie, medewerker or "", team or "", valid.lower, valid.upper, reden)
        for organisatie, medewerker, team, valid, reden in _TOEWIJZINGEN.rows(persoon_id)
    )


def unassigned_count(*, actor: Actor, purpose: Purpose) -> int:
    """How many klanten of one's own team nobody has in a caseload; for who divides them."""
    actor.demand("toegang.toewijzen")
    actor.demand_purpose(purpose)
    with connection.cursor() as cursor:
        cursor.execute(UNASSIGNED)
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class LopendeNoodtoegang:
    """A noodtoegang that opens a dossier now."""

    uuid: UUID
    persoon_id: int
    tot: datetime


def running_noodtoegang(*, actor: Actor, purpose: Purpose) -> tuple[LopendeNoodtoegang, ...]:
    """The noodtoegangen of who acts that run now and opened a dossier, the first to end first."""
    actor.demand_purpose(purpose)
    now = clock.now()
    rows = _RUNNING.rows(actor.aanstelling, now)
    return tuple(LopendeNoodtoegang(*row) for row in rows)


_TOEWIJZINGEN = FixedQuery(
    lambda persoon: (
        Toewijzing.objects.filter(
            persoon=persoon, persoon__in=Bereik.objects.values("persoon"), valid__isempty=False
        )
        .order_by("-valid", "id")
        .values_list("organisatie__naam", "account__naam", "team__naam", "valid", "reden")
    ),
    NOBODY,
)
_RUNNING = FixedQuery(
    lambda aanstelling, now: (
        Noodtoegang.objects.filter(
            aanstelling=aanstelling, persoon__isnull=False, gevraagd_op__lte=now, tot__gt=now
        )
        .order_by("tot", "id")
        .values_list("uuid", "persoon_id", "tot")
    ),
    NOBODY,
    datetime.max.replace(tzinfo=UTC),
)
