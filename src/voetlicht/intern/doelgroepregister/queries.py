"""All reads of the room; those on persons state who reads and what for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.two_times import Told
from voetlicht.basis.kern.velden import Getoond, strictest
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.basis.web.histories import told_row
from voetlicht.intern.doelgroepregister.models import Grondslag, Registratie
from voetlicht.intern.doelgroepregister.rules import Grondslaggeldigheid
from voetlicht.intern.doelgroepregister.velden import VELDEN
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Bereik

READ = "doelgroepregister.inzien"
REGISTRATIES: Getoond = {
    "doelgroepregister.Registratie": ("code_grondslag", "code_reden_einde", "valid", "recorded")
}
"""What a query below shows; the field register says of which class that is."""


@dataclass(frozen=True, slots=True, repr=False)
class Registratieregel:
    """What a registration says: on which grondslag, and why it ended, when it did."""

    code_grondslag: str
    code_reden_einde: str


def grondslagen() -> tuple[Grondslaggeldigheid, ...]:
    """Every grondslag with the days on which a registration on it may begin, by code."""
    return tuple(
        Grondslaggeldigheid(each.code, each.valid.lower, each.valid.upper)
        for each in Grondslag.objects.order_by("code", "valid")
    )


def sees_registraties(actor: Actor) -> bool:
    """Whether a role sees registrations at all: why somebody has a grondslag is about health."""
    return actor.may(READ) and actor.sees(strictest(VELDEN, REGISTRATIES))


def registraties_of(
    persoon_id: int, *, actor: Actor, purpose: Purpose
) -> tuple[Told[Registratieregel], ...]:
    """Every registration ever told of a persoon within reach, in both times. Shown, so noted."""
    actor.demand(READ)
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, REGISTRATIES))
    return tuple(
        told_row(Registratieregel(code, reden), valid, recorded)
        for code, reden, valid, recorded in _REGISTRATIES.rows(persoon_id)
    )


def omschrijvingen(*, on: date) -> dict[str, str]:
    """What each code of a grondslag means on a day; where it holds no more, what it last meant."""
    return dict(_OMSCHRIJVINGEN.rows(on))


_REGISTRATIES = FixedQuery(
    lambda persoon: (
        Registratie.objects.filter(persoon=persoon, persoon__in=Bereik.objects.values("persoon"))
        .order_by("id")
        .values_list("code_grondslag", "code_reden_einde", "valid", "recorded")
    ),
    NOBODY,
)
_OMSCHRIJVINGEN = FixedQuery(
    lambda on: (
        Grondslag.objects.filter(Q(valid__startswith__lte=on) | Q(valid__startswith=None))
        .order_by("code", "valid")
        .values_list("code", "omschrijving")
    ),
    date.max,
)
