"""All reads of the room; those on persons state who reads and what for."""

from dataclasses import dataclass

from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.two_times import Told
from voetlicht.basis.kern.velden import Getoond, strictest
from voetlicht.basis.web.fixed_query import NOBODY, FixedQuery
from voetlicht.basis.web.histories import told_row
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Statusperiode
from voetlicht.intern.klantprofielen.velden import VELDEN
from voetlicht.intern.toegang.inzage.noting import note
from voetlicht.intern.toegang.models import Bereik

READ = "klantprofielen.inzien"
PROFIELEN: Getoond = {
    "klantprofielen.Klantprofiel": ("organisatie",),
    "klantprofielen.Statusperiode": ("status", "valid", "recorded"),
}
"""What a query below shows; the field register says of which class that is."""


@dataclass(frozen=True, slots=True)
class Profielregel:
    """The status of the klantprofiel that one organisatie drew up."""

    organisatie: str
    status: Profielstatus


def profielen_of(
    persoon_id: int, *, actor: Actor, purpose: Purpose
) -> tuple[Told[Profielregel], ...]:
    """Every status ever told of the klantprofielen of a persoon within reach, in both times.

    Shown, so noted.
    """
    actor.demand(READ)
    note([persoon_id], actor=actor, purpose=purpose, veldklasse=strictest(VELDEN, PROFIELEN))
    return tuple(
        told_row(Profielregel(organisatie, Profielstatus(status)), valid, recorded)
        for organisatie, status, valid, recorded in _PROFIELEN.rows(persoon_id)
    )


_PROFIELEN = FixedQuery(
    lambda persoon: (
        Statusperiode.objects.filter(persoon=persoon, persoon__in=Bereik.objects.values("persoon"))
        .order_by("id")
        .values_list("klantprofiel__organisatie__naam", "status", "valid", "recorded")
    ),
    NOBODY,
)
