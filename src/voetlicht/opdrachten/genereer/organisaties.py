"""The organisaties of the example: UWV, all gemeenten, samenwerkingsverbanden, their successors."""

from datetime import date
from itertools import pairwise

from voetlicht.basis.gebieden.queries import gemeenten
from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.organisaties import (
    assign_gemeente,
    register_organisatie,
    succeed_organisatie,
)
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Organisatie
from voetlicht.opdrachten.genereer.moments import FIRST_DAY, LAST_DAY
from voetlicht.opdrachten.genereer.places import (
    UWV,
    Spell,
    places,
    samenwerkingsverbanden,
)

# Organisaties are known to serve their gemeenten since the Participatiewet began.
_SINCE = date(2015, 1, 1)


def set_up_organisaties(*, by: Actor) -> dict[str, int]:
    """Make them all, with whom they serve and who succeeds them; code -> id. Repeatable."""
    made = {UWV: register_organisatie(by=by, code=UWV, naam="UWV", soort=Organisatiesoort.UWV)}
    for code, naam in _gemeente_names().items():
        made[code] = register_organisatie(
            by=by, code=code, naam=f"Gemeente {naam}", soort=Organisatiesoort.GEMEENTE
        )
    for joint in samenwerkingsverbanden():
        made[joint.code] = register_organisatie(
            by=by,
            code=joint.code,
            naam=joint.naam,
            soort=Organisatiesoort.SAMENWERKINGSVERBAND,
        )
    for (code, gemeente_code), period in _service_areas().items():
        assign_gemeente(by=by, organisatie=made[code], gemeente_code=gemeente_code, period=period)
    for place in places():
        _succeed(by, made, place.organisaties)
    return {code: organisatie.pk for code, organisatie in made.items()}


def _gemeente_names() -> dict[str, str]:
    """Every gemeente of the years of the example, by code, with its oldest name in them."""
    both = (*gemeenten(on=LAST_DAY), *gemeenten(on=FIRST_DAY))
    return {one.code: one.naam for one in sorted(both, key=lambda one: one.code)}


def _service_areas() -> dict[tuple[str, str], Period]:
    """(organisatie, gemeente) -> the period in which both exist and the one serves the other."""
    areas: dict[tuple[str, str], Period] = {}
    for place in places():
        for gemeente in place.gemeenten:
            for organisatie in place.organisaties:
                start = max(gemeente.start or _SINCE, organisatie.start or _SINCE)
                end = min((day for day in (gemeente.end, organisatie.end) if day), default=None)
                if end is not None and end <= start:
                    continue
                pair = (organisatie.code, gemeente.code)
                # What others merge into was there before them.
                if pair not in areas or start < areas[pair].start:
                    areas[pair] = Period(start, end)
    return areas


def _succeed(by: Actor, made: dict[str, Organisatie], spells: tuple[Spell, ...]) -> None:
    for old, new in pairwise(spells):
        assert new.start is not None
        succeed_organisatie(by=by, van=made[old.code], naar=made[new.code], per=new.start)
