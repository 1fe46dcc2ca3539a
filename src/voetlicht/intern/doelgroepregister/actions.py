"""All writes of the room: registrations on a grondslag, and their end."""

from datetime import date

from django.db import transaction

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.kern.two_times import Period
from voetlicht.basis.web.histories import Histories, period_of
from voetlicht.intern.doelgroepregister import queries
from voetlicht.intern.doelgroepregister.models import Registratie
from voetlicht.intern.doelgroepregister.rules import demand_reden, grondslag_exists, registration
from voetlicht.intern.personen.actions import hold_personen
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event

REGISTER = "doelgroepregister.registreren"


@transaction.atomic
def register_grondslag(
    *,
    by: Actor,
    persoon: Persoon,
    code_grondslag: str,
    period: Period,
    code_reden_einde: str = "",
) -> bool:
    """Registered on a grondslag over a period; whether it was news.

    A registration on the same code that overlaps it is thereby corrected. InputError for a code
    on which no registration may begin that day (Wfsv art. 38b), or a reason without an end.
    """
    by.demand(REGISTER)
    demand_reden(code_reden_einde, period)
    if not grondslag_exists(queries.grondslagen(), code_grondslag=code_grondslag, on=period.start):
        raise InputError(
            f"Op deze grondslag kan geen registratie beginnen op {period.start}; "
            "kijk de code en de begindatum na."
        )
    now = hold_personen([persoon.pk])
    histories = Histories.of(Registratie, [persoon.pk])
    known = histories.known(persoon.pk, code_grondslag)
    change = registration(known, period=period, code_reden_einde=code_reden_einde, now=now)
    if not histories.apply(change, persoon.pk, code_grondslag):
        return False
    histories.write()
    record_event(by=by, what="doelgroepregister.registratie_vastgelegd", about=str(persoon.uuid))
    return True


def end_registratie(
    *, by: Actor, registratie: Registratie, last_day: date, code_reden_einde: str
) -> bool:
    """The registration holds through ``last_day``; whether it was news.

    InputError when that lies before its begin.
    """
    period = period_of(registratie.valid)
    if last_day < period.start:
        raise InputError("Een registratie eindigt niet voor haar begin; kijk de datum na.")
    return register_grondslag(
        by=by,
        persoon=registratie.persoon,
        code_grondslag=registratie.code_grondslag,
        period=Period.through(period.start, last_day),
        code_reden_einde=code_reden_einde,
    )
