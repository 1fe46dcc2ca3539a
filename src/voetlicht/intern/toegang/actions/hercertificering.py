"""Writes about the half-yearly question who still needs which role."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import TruncDate

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.web.locks import one_at_a_time
from voetlicht.intern.toegang.actions.aanstellingen import end_at, hold_account, let_go
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Hercertificeringsantwoord, Rol
from voetlicht.intern.toegang.models import Aanstelling, Account, Hercertificering
from voetlicht.intern.toegang.queries.hercertificering import RECERTIFY, question
from voetlicht.intern.toegang.rules.accounts import HOLDER_OF_SONAR
from voetlicht.intern.toegang.rules.hercertificering import (
    answer_before,
    ask_from,
    has_lapsed,
)

ASKING = "hercertificering"


@transaction.atomic
def ask_hercertificering(*, by: Actor) -> int:
    """Put the question about every role whose half year is nearly over; how many were put."""
    by.demand(RECERTIFY)
    one_at_a_time(ASKING)
    today = clock.today()
    still_open = Hercertificering.objects.filter(aanstelling=OuterRef("pk"), antwoord="")
    held = (
        Aanstelling.objects.filter(~Exists(still_open), valid__contains=today)
        .annotate(answered=Max(TruncDate("hercertificeringen__beantwoord_op")))
        .order_by("pk")  # questions are listed as they were put
        .values_list("pk", "valid__startswith", "answered")
    )
    asked = Hercertificering.objects.bulk_create(
        Hercertificering(aanstelling_id=key, uiterlijk=answer_before(since, today=today))
        for key, begun, answered in held
        if ask_from(since := answered or begun) <= today
    )
    if asked:
        details = {"aantal": len(asked)}
        record_event(by=by, what="toegang.hercertificering_gevraagd", details=details)
    return len(asked)


@transaction.atomic
def answer_hercertificering(
    *,
    by: Actor,
    purpose: Purpose,
    uuid: UUID,
    antwoord: Hercertificeringsantwoord,
    toelichting: str = "",
) -> Hercertificering:
    """Say whether a role is still needed; ``beeindigen`` ends it today.

    NotFound for a question that is not put to this medewerker, one about herself among them;
    Conflict when somebody answered it in the meantime.
    """
    asked = question(actor=by, purpose=purpose, uuid=uuid)
    hold_account(account=asked.aanstelling.account)
    asked.refresh_from_db(fields=["antwoord"])
    if asked.antwoord:
        raise Conflict("Een collega heeft deze vraag al beantwoord.")
    asked.beantwoord_door = Account.objects.get(uuid=by.id)
    asked.toelichting = toelichting.strip()
    _answer(by, asked, antwoord)
    return asked


@transaction.atomic
def end_unanswered(*, by: Actor) -> int:
    """End the roles that nobody spoke for in time; how many ended.

    The last beheerder of the organisatie that manages all accounts keeps hers: without her
    nobody could give a role again.
    """
    by.demand(RECERTIFY)
    one_at_a_time(ASKING)
    today = clock.today()
    lapsed = (
        Hercertificering.objects.filter(
            antwoord="",
            uiterlijk__lt=today,
            aanstelling__valid__contains=today,
        )
        .select_related("aanstelling__account", "aanstelling__organisatie")
        .order_by("id")
    )
    ended = 0
    for asked in lapsed:
        if has_lapsed(asked.uiterlijk, today=today) and not _is_last_beheerder(asked.aanstelling):
            hold_account(account=asked.aanstelling.account)
            _answer(by, asked, Hercertificeringsantwoord.UITGEBLEVEN)
            ended += 1
    return ended


def _answer(by: Actor, asked: Hercertificering, antwoord: Hercertificeringsantwoord) -> None:
    asked.antwoord = antwoord
    asked.beantwoord_op = clock.now()
    asked.save(update_fields=["antwoord", "beantwoord_op", "beantwoord_door", "toelichting"])
    held = asked.aanstelling
    record_event(
        by=by,
        what="toegang.hercertificering_beantwoord",
        about=str(held.uuid),
        details={"antwoord": str(antwoord), "rol": held.rol},
    )
    held.refresh_from_db(fields=["valid"])
    today = clock.today()
    if antwoord is not Hercertificeringsantwoord.BEHOUDEN and _holds(held, today):
        end_at(by=by, aanstelling=held, day=today)
        let_go(by=by, account=held.account, organisaties=(held.organisatie,), day=today)


def _holds(held: Aanstelling, day: date) -> bool:
    return not held.valid.isempty and (held.valid.upper is None or held.valid.upper > day)


def _is_last_beheerder(held: Aanstelling) -> bool:
    if held.rol != Rol.FUNCTIONEEL_BEHEERDER or held.organisatie.code != HOLDER_OF_SONAR:
        return False
    others = Aanstelling.objects.filter(
        organisatie=held.organisatie,
        rol=held.rol,
        valid__contains=clock.today(),
        account__is_active=True,
    )
    return not others.exclude(account=held.account).exists()
