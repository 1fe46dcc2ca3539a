"""All reads of the room; those on persons state who reads and what for."""

from datetime import date, datetime

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.intern.doelgroepregister.models import Grondslag, Registratie
from voetlicht.intern.doelgroepregister.rules import Grondslaggeldigheid
from voetlicht.intern.personen.models import Persoon

READ = "doelgroepregister.inzien"


def grondslagen() -> tuple[Grondslaggeldigheid, ...]:
    """Every grondslag with the days on which a registration on it may begin, by code."""
    return tuple(
        Grondslaggeldigheid(each.code, each.valid.lower, each.valid.upper)
        for each in Grondslag.objects.order_by("code", "valid")
    )


def counting_codes(*, on: date) -> frozenset[str]:
    """The codes that count for the banenafspraak on a day."""
    counting = Grondslag.objects.filter(telt_mee=True, valid__contains=on)
    return frozenset(counting.values_list("code", flat=True))


def registraties_on(
    persoon: Persoon, *, on: date, known_at: datetime, actor: Actor, purpose: Purpose
) -> tuple[Registratie, ...]:
    """The registrations of a person on a day, as known at a moment, by code."""
    actor.demand(READ)
    return tuple(
        Registratie.objects.filter(
            persoon=persoon, valid__contains=on, recorded__contains=known_at
        ).order_by("code_grondslag")
    )


def registered_count() -> int:
    """How many persons have a registration without end, on whichever code, as known now."""
    present = Registratie.objects.filter(valid__upper_inf=True, recorded__upper_inf=True)
    return present.values("persoon").distinct().count()
