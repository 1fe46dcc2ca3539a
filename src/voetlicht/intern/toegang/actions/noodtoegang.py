"""Noodtoegang: asked with a reason, ended early, reviewed by somebody else.

The database does the writing, for the aanstelling of this transaction and no other (migrations
``0009`` and on): these actions run within ``acting`` or a request.
"""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Q

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Noodtoegang
from voetlicht.intern.toegang.rules.noodtoegang import Asked, demand_reason, demand_tries_left

ASK = "toegang.noodtoegang_vragen"
REVIEW = "toegang.noodtoegang_beoordelen"

# Looks up and writes down at once; no row for a role that may not ask.
ASKED = "SELECT kenmerk, gevonden FROM toegang_vraag_noodtoegang(%s, %s, %s)"
ENDED = "SELECT toegang_beeindig_noodtoegang(%s)"
# Whether one that who acts may review was reviewed already.
KNOWN = """
SELECT EXISTS (
    SELECT FROM toegang_beoordeelbaar AS beoordeelbaar
    JOIN toegang_noodtoegang AS noodtoegang ON noodtoegang.id = beoordeelbaar.noodtoegang_id
    WHERE noodtoegang.uuid = %s AND noodtoegang.beoordeeld_op IS NOT NULL
)
"""
REVIEWED = "SELECT toegang_beoordeel_noodtoegang(%s, %s, %s)"


def ask_by_index(*, by: Actor, bsn_index: bytes, geboortedatum: date, reden: str) -> UUID:
    """Three hours of access to the persoon with this BSN and birth date, to be reviewed.

    Called as ``personen.actions.ask_noodtoegang``, which makes the index of the whole number.
    The answer is the number of the line, the same for found and not found. InputError for a
    reason that says nothing or a birth date to come; Conflict, which itself leaves a line, after
    too many misses or questions today. Questions of one account wait for each other, so that none
    passes uncounted.
    """
    by.demand(ASK)
    reason = demand_reason(reden, field="Reden")
    if geboortedatum > clock.today():
        raise InputError("Geboortedatum: deze datum ligt in de toekomst; kijk haar na.")
    with transaction.atomic():
        one_at_a_time(f"noodtoegang vragen door {by.id}")
        try:
            demand_tries_left(
                _asked_today(by),
                misses=settings.NOODTOEGANG_MISSES_PER_DAY,
                questions=settings.NOODTOEGANG_PER_DAY,
            )
        except Conflict as refusal:
            record_event(by=by, what="toegang.noodtoegang_geweigerd")
            refused = refusal
        else:
            return _ask(by, bsn_index, geboortedatum, reason)
    raise refused


def _asked_today(by: Actor) -> Asked:
    """How often who acts asked today, in any aanstelling, and how often nobody was found."""
    today = Noodtoegang.objects.filter(
        aanstelling__account__uuid=by.id, gevraagd_op__gte=clock.start_of_day(clock.today())
    )
    return Asked(
        **today.aggregate(questions=Count("id"), misses=Count("id", filter=Q(persoon=None)))
    )


def _ask(by: Actor, bsn_index: bytes, geboortedatum: date, reason: str) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [bsn_index, geboortedatum, reason])
        row = cursor.fetchone()
    if row is None:
        raise NotAllowed("In deze rol kunt u geen noodtoegang vragen; kies een andere rol.")
    record_event(
        by=by,
        what="toegang.noodtoegang_gevraagd",
        about=str(row[0]),
        details={"gevonden": row[1] is not None},
    )
    return UUID(str(row[0]))


@transaction.atomic
def end_noodtoegang(*, by: Actor, uuid: UUID) -> None:
    """End one's own noodtoegang before its time; NotFound when it does not run, or is not own."""
    by.demand(ASK)
    if not _yes(ENDED, [uuid]):
        raise NotFound("Deze noodtoegang loopt niet meer.")
    record_event(by=by, what="toegang.noodtoegang_beeindigd", about=str(uuid))


@transaction.atomic
def review_noodtoegang(*, by: Actor, uuid: UUID, terecht: bool, toelichting: str) -> None:
    """Say whether somebody else's noodtoegang was right, and why; onterecht ends it now.

    NotFound for one's own, under whichever aanstelling, and for one of elsewhere; Conflict when
    it was reviewed already.
    """
    by.demand(REVIEW)
    explanation = demand_reason(toelichting, field="Toelichting")
    if _yes(KNOWN, [uuid]):
        raise Conflict("Deze noodtoegang is al beoordeeld.")
    if not _yes(REVIEWED, [uuid, terecht, explanation]):
        raise NotFound("Deze noodtoegang is er niet, of is niet aan u om te beoordelen.")
    record_event(
        by=by,
        what="toegang.noodtoegang_beoordeeld",
        about=str(uuid),
        details={"terecht": terecht},
    )


def _yes(statement: str, parameters: list[UUID | str | int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return bool(cursor.fetchone()[0])
