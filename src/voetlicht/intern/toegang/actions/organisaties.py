"""Writes about organisaties: whom they serve and who follows them."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import (
    Organisatie,
    OrganisatieGemeente,
    Organisatieopvolging,
)
from voetlicht.intern.toegang.rules.accounts import manages
from voetlicht.intern.toegang.rules.organisaties import demand_code

MANAGE = "toegang.organisaties_beheren"


@transaction.atomic
def register_organisatie(
    *, by: Actor, code: str, naam: str, soort: Organisatiesoort
) -> Organisatie:
    """The organisatie with this code; made when it is new, and the same again is no change.

    Conflict when the code is of an organisatie with another soort or naam. NotAllowed for a
    beheerder who does not manage that organisatie.
    """
    _demand_managed(by, code)
    demand_code(code, soort)
    known = Organisatie.objects.select_for_update().filter(code=code).first()
    if known is None:
        known = Organisatie.objects.create(code=code, naam=naam, soort=soort)
        record_event(by=by, what="toegang.organisatie_geregistreerd", about=code)
        return known
    if (known.soort, known.naam) != (soort, naam):
        raise Conflict(
            f"De code {code} is al van {known.naam} ({known.soort}). Kies een andere code, of geef "
            "die organisatie op haar eigen pagina een andere naam."
        )
    return known


@transaction.atomic
def rename_organisatie(*, by: Actor, code: str, naam: str) -> Organisatie:
    """Give an organisatie another name; NotFound when there is none with this code."""
    _demand_managed(by, code)
    known = Organisatie.objects.select_for_update().filter(code=code).first()
    if known is None:
        raise NotFound(f"Er is geen organisatie met code ‘{code}’.")
    if known.naam != naam:
        known.naam = naam
        known.save(update_fields=["naam"])
        record_event(by=by, what="toegang.organisatie_hernoemd", about=code)
    return known


def _demand_managed(by: Actor, code: str) -> None:
    by.demand(MANAGE)
    if by.kind is ActorKind.MEDEWERKER and not manages(by.organisatie, code):
        raise NotAllowed("U legt alleen uw eigen organisatie vast. Vraag het de beheerder bij UWV.")


@transaction.atomic
def assign_gemeente(
    *, by: Actor, organisatie: Organisatie, gemeente_code: str, period: Period
) -> OrganisatieGemeente:
    """Let the organisatie serve a gemeente during the period.

    Conflict when it serves it in part of that period already; the same period again is no change.
    """
    by.demand(MANAGE)
    valid = DateRange(period.start, period.end)
    present = OrganisatieGemeente.objects.filter(
        organisatie=organisatie, gemeente_code=gemeente_code, valid__overlap=valid
    ).first()
    if present is not None and present.valid == valid:
        return present
    if present is not None:
        raise Conflict(
            f"Organisatie {organisatie.code} bedient {gemeente_code} al in een deel van die "
            "periode; kies een periode die daarop aansluit."
        )
    assigned = OrganisatieGemeente.objects.create(
        organisatie=organisatie, gemeente_code=gemeente_code, valid=valid
    )
    record_event(
        by=by,
        what="toegang.gemeente_toegewezen",
        about=organisatie.code,
        details={"gemeente_code": gemeente_code, "vanaf": str(period.start)},
    )
    return assigned


@transaction.atomic
def succeed_organisatie(
    *, by: Actor, van: Organisatie, naar: Organisatie, per: date
) -> Organisatieopvolging:
    """From ``per`` on ``naar`` goes on with the work of ``van``; repeating it is no change.

    Its klanten pass on with ``sonar.actions.hand_over_klanten``, which takes what this returns.
    InputError when an organisatie would follow itself, also by way of others; Conflict when
    ``van`` has another successor already.
    """
    by.demand(MANAGE)
    known = Organisatieopvolging.objects.filter(van=van).first()
    if known is not None and (known.naar_id, known.per) == (naar.pk, per):
        return known
    if known is not None:
        raise Conflict(f"Organisatie {van.code} is al opgevolgd per {known.per}.")
    _demand_no_circle(van, naar)
    made = Organisatieopvolging.objects.create(van=van, naar=naar, per=per)
    record_event(
        by=by,
        what="toegang.organisatie_opgevolgd",
        about=van.code,
        details={"naar": naar.code, "per": str(per)},
    )
    return made


def _demand_no_circle(van: Organisatie, naar: Organisatie) -> None:
    """Follow the successors of ``naar``; ``van`` may not be among them."""
    next_id: int | None = naar.pk
    while next_id is not None:
        if next_id == van.pk:
            raise InputError(
                f"Organisatie {van.code} kan niet worden opgevolgd door {naar.code}: dan volgt "
                "zij zichzelf op."
            )
        next_id = (
            Organisatieopvolging.objects.filter(van_id=next_id)
            .values_list("naar_id", flat=True)
            .first()
        )
