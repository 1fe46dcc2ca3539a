"""All writes of the room: freezing a peilbestand, making a version of an edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType

from django.conf import settings
from django.db import connections, transaction

from voetlicht.basis.edities.editie import Editie
from voetlicht.basis.edities.enums import Formaat, Herkomst
from voetlicht.basis.edities.renderers import render
from voetlicht.basis.edities.renderers.json import editie_from_json
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.basis.web.locks import freeze_lock, one_at_a_time
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.transparantie import peilbestanden, queries
from voetlicht.intern.transparantie.measure import Meting, measure, peilbestand_sql
from voetlicht.intern.transparantie.models import Editieversie, Peilbestand
from voetlicht.intern.transparantie.rules import (
    Uitgave,
    demand_knowable,
    known_at,
    kwartaal_of_peildatum,
    next_uitgave,
)

FREEZE = "transparantie.bevriezen"
MAKE = "transparantie.publiceren"

# Reads the views of migration 0002 and nothing else.
STATISTIEK = "statistiek"
# One freezes, or makes a version, at a time; neither holds up those who record facts.
_FREEZING = "peilbestand bevriezen"
_MAKING = "editie maken"


@dataclass(frozen=True, slots=True)
class MadeEditie:
    """A version that was made, now or before.

    ``content`` is its canonical JSON and ``checksum`` the SHA-256 of that. ``unfollowed`` as in
    ``Meting``; it is empty for a version that was there already.
    """

    editie: Editie
    content: bytes
    checksum: str
    is_new: bool
    unfollowed: Mapping[str, int]


@transaction.atomic
def freeze_peilbestand(*, by: Actor, peildatum: date, bekend_op: datetime) -> Peilbestand:
    """The peilbestand of this peildatum and moment; frozen now if it was not yet.

    Waits until nobody who began earlier is still recording. InputError for a moment that has not
    come, or that lies before the end of the peildatum.
    """
    by.demand(FREEZE)
    demand_knowable(bekend_op, peildatum=peildatum, now=clock.now())
    one_at_a_time(_FREEZING)
    frozen = queries.peilbestand(peildatum, bekend_op)
    if frozen:
        return frozen
    name = peilbestanden.file_name(peildatum, bekend_op)
    _wait_for_writers()
    written = peilbestanden.write(queries.folder() / name, _rows_at(peildatum, bekend_op))
    frozen = Peilbestand.objects.create(
        peildatum=peildatum,
        bekend_op=bekend_op,
        file_name=name,
        checksum=written.checksum,
        rows=written.rows,
    )
    record_event(
        by=by,
        what="transparantie.peilbestand_bevroren",
        about=name,
        details={"checksum": written.checksum, "rows": written.rows},
    )
    return frozen


def _wait_for_writers() -> None:
    """Return once every transaction that was recording facts has ended.

    Holding the lock for a moment is enough. Whoever starts recording after it records at a later
    moment than ``bekend_op``, and closing a row leaves how it was known before as it is.
    """
    with transaction.atomic(using=STATISTIEK):
        freeze_lock(using=STATISTIEK)


def _rows_at(peildatum: date, bekend_op: datetime) -> Iterator[memoryview]:
    """The rows of a peilbestand as CSV, straight from one snapshot of the database."""
    parameters = {"peildatum": peildatum, "known_at": known_at(bekend_op)}
    statement = f"COPY ({peilbestand_sql()}) TO STDOUT (FORMAT csv)"
    with transaction.atomic(using=STATISTIEK), connections[STATISTIEK].cursor() as cursor:
        # Everybody is read: right after loading, the planner would not know that yet.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        with cursor.copy(statement, parameters) as copy:
            yield from copy


@transaction.atomic
def make_editie(*, by: Actor, peildatum: date, bekend_op: datetime | None = None) -> MadeEditie:
    """The edition of the quarter that ends on ``peildatum``, as known at ``bekend_op``.

    The same peildatum and moment give the same version, byte for byte. Without a moment the
    usual one (``queries.usual_bekend_op``). InputError for a day that ends no quarter, Conflict
    for a moment before that of the last version, or a peilbestand that is damaged.
    """
    by.demand(MAKE)
    kwartaal = kwartaal_of_peildatum(peildatum)
    moment = bekend_op or queries.usual_bekend_op(peildatum)
    one_at_a_time(_MAKING)
    uitgaven = queries.uitgaven(kwartaal)
    uitgave = next_uitgave(moment, uitgaven, peildatum=peildatum, days=settings.BEKEND_OP_DAYS)
    if uitgave in uitgaven:
        return _made_before(queries.editieversie(kwartaal, uitgave.versie))
    frozen = freeze_peilbestand(by=by, peildatum=peildatum, bekend_op=moment)
    return _make(by, kwartaal, frozen, uitgave)


def _made_before(version: Editieversie) -> MadeEditie:
    content = bytes(version.content)
    if sha256(content).hexdigest() != version.checksum:
        raise Conflict(
            f"De bewaarde editie {version} is beschadigd. Zet de database terug uit de "
            "reservekopie; de versie in het archief is nog goed."
        )
    return MadeEditie(
        editie_from_json(content), content, version.checksum, False, MappingProxyType({})
    )


def _make(by: Actor, kwartaal: Kwartaal, frozen: Peilbestand, uitgave: Uitgave) -> MadeEditie:
    path = queries.path_of(frozen)
    peilbestanden.demand_intact(path, frozen.checksum)
    meting = measure(path, on=kwartaal.peildatum)
    editie = _editie(kwartaal, uitgave, meting)
    content = render(editie, regio=None, formaat=Formaat.JSON)
    checksum = sha256(content).hexdigest()
    version = Editieversie.objects.create(
        kwartaal=str(kwartaal),
        versie=uitgave.versie,
        status=uitgave.status,
        peilbestand=frozen,
        checksum=checksum,
        content=content,
    )
    record_event(
        by=by,
        what="transparantie.editie_gemaakt",
        about=str(version),
        details={"checksum": checksum, "unfollowed": sum(meting.unfollowed.values())},
    )
    return MadeEditie(editie, content, checksum, True, meting.unfollowed)


def _editie(kwartaal: Kwartaal, uitgave: Uitgave, meting: Meting) -> Editie:
    return Editie(
        kwartaal=kwartaal,
        peildatum=kwartaal.peildatum,
        bekend_op=uitgave.bekend_op,
        versie=uitgave.versie,
        status=uitgave.status,
        herkomst=Herkomst.BEREKEND,
        voorbeeld=settings.SOORT == "voorbeeld",
        regios=meting.regios,
        rest=meting.rest,
    )
