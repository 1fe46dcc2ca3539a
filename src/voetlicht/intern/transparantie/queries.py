"""Reads of the room: which peilbestanden and versions there are. None of it is about a person.

Commands and actions ask them; what a page shows states who reads and what for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from voetlicht.basis.edities.enums import Editiestatus
from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import NotFound
from voetlicht.basis.kern.kwartaal import Kwartaal
from voetlicht.intern.transparantie.models import Editieversie, Peilbestand
from voetlicht.intern.transparantie.rules import Uitgave, default_bekend_op


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the room has come, in counts."""

    peilbestanden: int
    editieversies: int


def stand() -> Stand:
    """Number of frozen peilbestanden and of versions made."""
    return Stand(Peilbestand.objects.count(), Editieversie.objects.count())


@dataclass(frozen=True, slots=True)
class KetenStand:
    """How many of everything in the chain there are, and when that was counted."""

    geteld_op: datetime
    personen: int
    geregistreerd: int
    dossiers: int
    bediend: int
    profielen: int
    peilbestanden: int
    edities: int


SEE = "keten.stand_inzien"
COUNTED_FOR = 300
"""Seconds for which counts are kept: millions of dossiers are not counted for every reader."""


def keten_stand(*, actor: Actor, purpose: Purpose) -> KetenStand:
    """The state of the whole chain, counted at most ``COUNTED_FOR`` seconds ago."""
    actor.demand(SEE)
    actor.demand_purpose(purpose)
    return _counted_in(int(clock.now().timestamp()) // COUNTED_FOR)


@lru_cache(maxsize=1)
def _counted_in(_: int) -> KetenStand:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT personen, geregistreerd, dossiers, bediend, profielen, peilbestanden, edities "
            "FROM transparantie_ketenstand"
        )
        counts = cursor.fetchone()
    return KetenStand(clock.now(), *counts)


def peilbestand(peildatum: date, bekend_op: datetime) -> Peilbestand | None:
    """The peilbestand of this peildatum and moment, if it is frozen."""
    return Peilbestand.objects.filter(peildatum=peildatum, bekend_op=bekend_op).first()


def path_of(peilbestand: Peilbestand) -> Path:
    """Where the rows of a peilbestand are."""
    return folder() / peilbestand.file_name


def folder() -> Path:
    """The folder in which peilbestanden are kept."""
    return Path(str(settings.PEILBESTANDEN))


def usual_bekend_op(peildatum: date) -> datetime:
    """The moment up to which recorded facts count when nobody names one (see ``rules.py``)."""
    frozen = Peilbestand.objects.filter(peildatum=peildatum).order_by("frozen_at", "id")
    return default_bekend_op(
        peildatum, frozen.values_list("bekend_op", flat=True), days=settings.BEKEND_OP_DAYS
    )


def uitgaven(kwartaal: Kwartaal) -> tuple[Uitgave, ...]:
    """The versions of an edition that were made, oldest first."""
    rows = _versions(kwartaal).values_list("versie", "status", "peilbestand__bekend_op")
    return tuple(
        Uitgave(versie, Editiestatus(status), bekend_op) for versie, status, bekend_op in rows
    )


def editieversie(kwartaal: Kwartaal, versie: int) -> Editieversie:
    """One version that was made; NotFound when it was not."""
    found = _versions(kwartaal).filter(versie=versie).first()
    if found is None:
        raise NotFound(f"Van de editie {kwartaal} is versie {versie} niet gemaakt.")
    return found


def _versions(kwartaal: Kwartaal) -> QuerySet[Editieversie]:
    return Editieversie.objects.filter(kwartaal=str(kwartaal)).order_by("versie")
