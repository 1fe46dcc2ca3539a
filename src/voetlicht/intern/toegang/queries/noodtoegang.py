"""Reads about noodtoegang: one's own, what runs for a klant, what waits for a review.

Row-level security shows the rows of who acts and those that she may review, no others.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.velden import Veldklasse
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Noodtoegang

REVIEW = "toegang.noodtoegang_beoordelen"
PAGE = 50
"""Rows on a page."""

# Whose noodtoegang may be reviewed is said by the view; of the persoon it gives initials, which a
# list leaves out.
TO_REVIEW = """
SELECT noodtoegang.uuid, noodtoegang.gevraagd_op, noodtoegang.tot, noodtoegang.reden,
    noodtoegang.persoon_id IS NOT NULL, {initialen},
    account.naam, aanstelling.rol, coalesce(team.naam, ''), organisatie.naam,
    noodtoegang.beoordeeld_op, noodtoegang.terecht, noodtoegang.toelichting
FROM toegang_beoordeelbaar AS beoordeelbaar
JOIN toegang_noodtoegang AS noodtoegang ON noodtoegang.id = beoordeelbaar.noodtoegang_id
JOIN toegang_aanstelling AS aanstelling ON aanstelling.id = noodtoegang.aanstelling_id
JOIN toegang_account AS account ON account.id = aanstelling.account_id
JOIN toegang_organisatie AS organisatie ON organisatie.id = aanstelling.organisatie_id
LEFT JOIN toegang_team AS team ON team.id = aanstelling.team_id
WHERE {which}
ORDER BY {order} LIMIT %s OFFSET %s
"""
COUNT = """
SELECT count(*) FROM toegang_beoordeelbaar AS beoordeelbaar
JOIN toegang_noodtoegang AS noodtoegang ON noodtoegang.id = beoordeelbaar.noodtoegang_id
WHERE {which}
"""
INITIALEN, NO_INITIALEN = "coalesce(beoordeelbaar.initialen, '')", "''"
WAITING = "noodtoegang.beoordeeld_op IS NULL"
REVIEWED = "noodtoegang.beoordeeld_op IS NOT NULL"


@dataclass(frozen=True, slots=True)
class OwnNoodtoegang:
    """A noodtoegang that somebody asked herself. ``persoon_id`` only while it is ``running``: in
    this aanstelling, before its end, and only if somebody was found."""

    uuid: UUID
    gevraagd_op: datetime
    tot: datetime
    reden: str
    running: bool
    gevonden: bool
    persoon_id: int | None
    terecht: bool | None
    toelichting: str


@dataclass(frozen=True, slots=True)
class Reviewable:
    """A noodtoegang of somebody else, to be reviewed or reviewed already.

    Of the persoon it holds initials alone; empty in a list, and when nobody was found.
    """

    uuid: UUID
    gevraagd_op: datetime
    tot: datetime
    reden: str
    gevonden: bool
    initialen: str
    medewerker: str
    rol: str
    team: str
    organisatie: str
    beoordeeld_op: datetime | None
    terecht: bool | None
    toelichting: str


@dataclass(frozen=True, slots=True)
class Reviewables:
    """A page of them, and how many there are."""

    lines: tuple[Reviewable, ...]
    total: int
    page: int


def own_noodtoegangen(
    *, actor: Actor, purpose: Purpose, page: int = 1
) -> tuple[OwnNoodtoegang, ...]:
    """A page of what who acts asked herself, in any aanstelling, the latest first."""
    actor.demand_purpose(purpose)
    rows = _own(actor).order_by("-gevraagd_op", "-id")[(page - 1) * PAGE : page * PAGE]
    return tuple(_own_line(row, actor) for row in rows)


def own_noodtoegang_count(*, actor: Actor, purpose: Purpose) -> int:
    """How often who acts asked, in any aanstelling."""
    actor.demand_purpose(purpose)
    return _own(actor).count()


def _own_line(row: Noodtoegang, actor: Actor) -> OwnNoodtoegang:
    found = row.persoon_id is not None
    lasts = row.gevraagd_op <= clock.now() < row.tot
    running = found and lasts and row.aanstelling_id == actor.aanstelling
    return OwnNoodtoegang(
        uuid=row.uuid,
        gevraagd_op=row.gevraagd_op,
        tot=row.tot,
        reden=row.reden,
        running=running,
        gevonden=found,
        persoon_id=row.persoon_id if running else None,
        terecht=row.terecht,
        toelichting=row.toelichting,
    )


def noodtoegangen_to_review(
    *, actor: Actor, purpose: Purpose, reviewed: bool = False, page: int = 1
) -> Reviewables:
    """What waits for a review by who acts, the oldest first; or what was ``reviewed``, the latest
    first. Pages count from 1."""
    which = REVIEWED if reviewed else WAITING
    order = "noodtoegang.beoordeeld_op DESC" if reviewed else "noodtoegang.gevraagd_op"
    lines = _to_review(actor, purpose, which, order, [PAGE, (page - 1) * PAGE])
    return Reviewables(lines, total=_count(which), page=page)


def noodtoegang_to_review(*, actor: Actor, purpose: Purpose, uuid: UUID) -> Reviewable:
    """One of those, with initials of whom it was about, which is noted; NotFound for any other,
    one's own among them."""
    found = _to_review(
        actor, purpose, "noodtoegang.uuid = %s", "noodtoegang.id", [uuid, 1, 0], INITIALEN
    )
    if not found:
        raise NotFound("Deze noodtoegang is er niet, of is niet aan u om te beoordelen.")
    about = Noodtoegang.objects.filter(uuid=uuid, persoon__isnull=False)
    note(
        about.values_list("persoon_id", flat=True),
        actor=actor,
        purpose=purpose,
        veldklasse=Veldklasse.PERSOONLIJK,
    )
    return found[0]


def unreviewed_count(*, actor: Actor, purpose: Purpose) -> int:
    """How many wait for a review by who acts."""
    actor.demand(REVIEW)
    actor.demand_purpose(purpose)
    return _count(WAITING)


def _own(actor: Actor) -> QuerySet[Noodtoegang]:
    return Noodtoegang.objects.filter(aanstelling__account__uuid=actor.id)


def _to_review(
    actor: Actor,
    purpose: Purpose,
    which: str,
    order: str,
    parameters: list[UUID | str | int],
    initialen: str = NO_INITIALEN,
) -> tuple[Reviewable, ...]:
    actor.demand(REVIEW)
    actor.demand_purpose(purpose)
    with connection.cursor() as cursor:
        cursor.execute(TO_REVIEW.format(which=which, order=order, initialen=initialen), parameters)
        return tuple(Reviewable(*row) for row in cursor)


def _count(which: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(which=which))
        return int(cursor.fetchone()[0])
