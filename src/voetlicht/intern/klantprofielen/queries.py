"""All reads of the room; those on persons state who reads and what for."""

from datetime import date, datetime

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode

READ = "klantprofielen.inzien"


def status_of(
    klantprofiel: Klantprofiel, *, on: date, known_at: datetime, actor: Actor, purpose: Purpose
) -> Profielstatus | None:
    """The status of a klantprofiel on a day, as known at a moment; None before it was drawn up."""
    actor.demand(READ)
    period = Statusperiode.objects.filter(
        klantprofiel=klantprofiel, valid__contains=on, recorded__contains=known_at
    ).first()
    return Profielstatus(period.status) if period else None


def vastgesteld_count() -> int:
    """How many klantprofielen are vastgesteld without a later status, as known now."""
    return Statusperiode.objects.filter(
        status=Profielstatus.VASTGESTELD, valid__upper_inf=True, recorded__upper_inf=True
    ).count()
