"""All reads of the room; those on persons state who reads and what for."""

from datetime import date, datetime

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.models import Dienstverlening, Klant
from voetlicht.intern.sonar.rules import Bediening, leading_dienstverlening
from voetlicht.intern.toegang.enums import Organisatiesoort

READ = "sonar.inzien"


def leading_on(
    persoon: Persoon, *, on: date, known_at: datetime, actor: Actor, purpose: Purpose
) -> Bediening | None:
    """Who serves a person on a day, as known at a moment; of two, the one that leads."""
    actor.demand(READ)
    rows = Dienstverlening.objects.filter(
        persoon=persoon, valid__contains=on, recorded__contains=known_at
    ).values_list("organisatie_id", "organisatie__soort", "geopend_op")
    return leading_dienstverlening(
        Bediening(organisatie, Organisatiesoort(soort), geopend_op)
        for organisatie, soort, geopend_op in rows
    )


def klant_count() -> int:
    """How many dossiers there are."""
    return Klant.objects.count()


def served_count() -> int:
    """How many persons have a dienstverlening without end, as known now."""
    present = Dienstverlening.objects.filter(valid__upper_inf=True, recorded__upper_inf=True)
    return present.values("persoon").distinct().count()
