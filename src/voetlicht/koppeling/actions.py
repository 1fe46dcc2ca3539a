"""What goes through the door: offered in one transaction, delivered in another, arrived once."""

from concurrent.futures import Executor
from datetime import date, datetime
from hashlib import sha256

import structlog
from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.extern.publicaties.actions import archive_editie
from voetlicht.extern.publicaties.values import Editiezending
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.transparantie.actions import MadeEditie, make_editie
from voetlicht.koppeling import queries
from voetlicht.koppeling.enums import Zendingsoort
from voetlicht.koppeling.models import Uitgaand
from voetlicht.koppeling.rendering import render_files, render_pool

OFFER = "koppeling.aanbieden"
DELIVER = "koppeling.overdragen"
DELIVERY_TASK = "koppeling.deliver"

log = structlog.get_logger()


@transaction.atomic
def publish_editie(*, by: Actor, peildatum: date, bekend_op: datetime | None = None) -> MadeEditie:
    """Make the edition as ``make_editie`` does and offer it to the archive, both or neither."""
    made = make_editie(by=by, peildatum=peildatum, bekend_op=bekend_op)
    hand_over_editie(by=by, made=made)
    return made


def hand_over_editie(*, by: Actor, made: MadeEditie) -> Uitgaand:
    """Offer a computed edition to the archive; offering it again changes nothing."""
    editie = made.editie
    return _offer(by, Zendingsoort.EDITIE, str(editie.kwartaal), editie.versie, made.content)


def hand_over_gelezen(*, by: Actor, editie: Editie) -> Uitgaand:
    """Offer an edition that was read from a document; the caller has found it reliable.

    Conflict when another reading of the same regio and kwartaal was offered before.
    """
    (blad,) = editie.regios
    content = render(editie, regio=blad.code, formaat=Formaat.JSON)
    key = f"{editie.kwartaal}/{blad.code}"
    return _offer(by, Zendingsoort.GELEZEN, key, editie.versie, content)


@transaction.atomic
def _offer(by: Actor, kind: Zendingsoort, key: str, version: int, payload: bytes) -> Uitgaand:
    by.demand(OFFER)
    checksum = sha256(payload).hexdigest()
    before = queries.offered(kind, key, version)
    if before and before.checksum != checksum:
        raise Conflict(
            f"Van {kind} {key} is al een andere versie {version} aangeboden. Die blijft zoals zij "
            "is; zoek uit waar het verschil vandaan komt."
        )
    if before:
        return before
    row = Uitgaand.objects.create(
        kind=kind, key=key, version=version, checksum=checksum, payload=payload
    )
    app.configure_task(DELIVERY_TASK).defer(uitgaand_id=row.pk)
    record_event(by=by, what="koppeling.aangeboden", about=str(row), details={"checksum": checksum})
    return row


def deliver_waiting(*, by: Actor) -> int:
    """Deliver, now, all that has not arrived; how many things did arrive.

    What is refused stays in the outbox and stops nothing else; Conflict at the end names it.
    """
    waiting = queries.waiting()
    if not waiting:
        return 0
    arrived, refused = 0, []
    with render_pool() as pool:
        for uitgaand_id in waiting:
            try:
                arrived += deliver(by=by, uitgaand_id=uitgaand_id, pool=pool)
            except Conflict as conflict:
                refused.append(str(conflict))
    if refused:
        raise Conflict(" ".join(refused))
    return arrived


@transaction.atomic
def deliver(*, by: Actor, uitgaand_id: int, pool: Executor) -> bool:
    """Take one thing through the door; False when it had arrived before.

    The archive commits first. Killed in between, the thing is offered again, recognised and
    skipped: it arrives once. Conflict when the archive has another content under its number.
    """
    by.demand(DELIVER)
    row = queries.held_for_delivery(uitgaand_id)
    if row.delivered_at:
        return False
    payload = bytes(row.payload)
    if sha256(payload).hexdigest() != row.checksum:
        raise Conflict(f"De uitgaande zending {row} is beschadigd en is niet overgedragen.")
    try:
        archive_editie(
            by=by,
            editie=_editiezending(editie_from_json(payload), payload),
            bestanden=render_files(payload, pool),
            using=settings.EXTERN_WRITE,
        )
    except Conflict:
        log.error("koppeling_geweigerd", zending=str(row), checksum=row.checksum)
        raise
    row.delivered_at = clock.now()
    row.save(update_fields=["delivered_at"])
    record_event(by=by, what="koppeling.overgedragen", about=str(row))
    return True


def _editiezending(editie: Editie, content: bytes) -> Editiezending:
    regio_code = editie.regios[0].code if editie.herkomst is Herkomst.GELEZEN else None
    return Editiezending(
        herkomst=editie.herkomst,
        kwartaal=str(editie.kwartaal),
        regio_code=regio_code,
        versie=editie.versie,
        status=editie.status,
        peildatum=editie.peildatum,
        bekend_op=editie.bekend_op,
        content=content,
    )
