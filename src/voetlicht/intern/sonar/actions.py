"""All writes of the room: dossiers, inschrijving, and who serves since when."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from voetlicht.basis.kern.actor import Actor
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.kern.two_times import Period
from voetlicht.basis.web.histories import Histories, period_of
from voetlicht.basis.web.two_times_model import TwoTimesModel
from voetlicht.intern.personen.actions import hold_personen
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.models import Dienstverlening, Inschrijving, Klant
from voetlicht.intern.sonar.rules import inschrijving, passing_on, serving
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.models import Organisatie, Organisatieopvolging

REGISTER = "sonar.registreren"

OPEN_DOSSIERS = """
INSERT INTO sonar_klant (uuid, persoon_id)
SELECT gen_random_uuid(), persoon_id FROM unnest(%s::bigint[]) AS persoon_id
ON CONFLICT (persoon_id) DO NOTHING
"""


@transaction.atomic
def open_dossier(*, by: Actor, persoon: Persoon) -> Klant:
    """The one dossier of a person; made when there is none yet."""
    by.demand(REGISTER)
    klant, is_new = Klant.objects.get_or_create(persoon=persoon)
    if is_new:
        record_event(by=by, what="sonar.dossier_geopend", about=str(klant.uuid))
    return klant


@transaction.atomic
def open_dossiers(*, by: Actor, persoon_ids: Collection[int]) -> None:
    """A dossier for each of these persons that has none; for deliveries."""
    by.demand(REGISTER)
    with connection.cursor() as cursor:
        cursor.execute(OPEN_DOSSIERS, [list(persoon_ids)])


@transaction.atomic
def record_inschrijving(
    *, by: Actor, klant: Klant, organisatie: Organisatie, period: Period
) -> bool:
    """Ingeschreven as werkzoekende over a period (Wet SUWI art. 30b); whether it was news."""
    by.demand(REGISTER)
    now = hold_personen([klant.persoon_id])
    histories = Histories.of(Inschrijving, [klant.persoon_id])
    key = (klant.persoon_id, organisatie.pk)
    if not histories.apply(inschrijving(histories.known(*key), period=period, now=now), *key):
        return False
    histories.write()
    record_event(
        by=by,
        what="sonar.inschrijving_vastgelegd",
        about=str(klant.uuid),
        details={"organisatie": organisatie.code},
    )
    return True


@transaction.atomic
def record_dienstverlening(
    *,
    by: Actor,
    klant: Klant,
    organisatie: Organisatie,
    period: Period,
    geopend_op: date | None = None,
) -> bool:
    """Served by an organisatie over a period; whether it was news.

    What is known of the same organisatie and overlaps it is thereby corrected. ``geopend_op`` is
    the begin unless the service was taken over from another.
    """
    by.demand(REGISTER)
    now = hold_personen([klant.persoon_id])
    histories = Histories.of(Dienstverlening, [klant.persoon_id])
    key = (klant.persoon_id, organisatie.pk)
    change = serving(
        histories.known(*key), period=period, geopend_op=geopend_op or period.start, now=now
    )
    if not histories.apply(change, *key):
        return False
    histories.write()
    record_event(
        by=by,
        what="sonar.dienstverlening_vastgelegd",
        about=str(klant.uuid),
        details={"organisatie": organisatie.code},
    )
    return True


@transaction.atomic
def open_dienstverlening(
    *, by: Actor, klant: Klant, organisatie: Organisatie, begin: date
) -> Dienstverlening:
    """Open a dienstverlening. Conflict when this organisatie serves then or later already."""
    by.demand(REGISTER)
    hold_personen([klant.persoon_id])
    present = Dienstverlening.objects.filter(
        persoon_id=klant.persoon_id, organisatie=organisatie, recorded__upper_inf=True
    )
    if any(period_of(row.valid).overlaps(Period(begin)) for row in present):
        raise Conflict(f"Er is al dienstverlening door {organisatie.code}; sluit die eerst.")
    record_dienstverlening(by=by, klant=klant, organisatie=organisatie, period=Period(begin))
    return present.get(valid__contains=begin)


def close_dienstverlening(*, by: Actor, dienstverlening: Dienstverlening, last_day: date) -> bool:
    """The dienstverlening holds through ``last_day``; whether it was news.

    InputError when that lies before its begin.
    """
    period = period_of(dienstverlening.valid)
    if last_day < period.start:
        raise InputError("Een dienstverlening eindigt niet voor haar begin; kijk de datum na.")
    return record_dienstverlening(
        by=by,
        klant=dienstverlening.persoon.klant,
        organisatie=dienstverlening.organisatie,
        period=Period.through(period.start, last_day),
        geopend_op=dienstverlening.geopend_op,
    )


@transaction.atomic
def transfer_dienstverlening(
    *, by: Actor, dienstverlening: Dienstverlening, naar: Organisatie, per: date
) -> bool:
    """From ``per`` on another organisatie serves; the day of opening stays. Whether it was news."""
    by.demand(REGISTER)
    now = hold_personen([dienstverlening.persoon_id])
    van = dienstverlening.organisatie
    ids = [dienstverlening.persoon_id]
    if not _pass_on(Dienstverlening, ids, van=van, naar=naar, per=per, now=now):
        return False
    record_event(
        by=by,
        what="sonar.dienstverlening_overgedragen",
        about=str(dienstverlening.persoon.klant.uuid),
        details={"van": van.code, "naar": naar.code, "per": str(per)},
    )
    return True


@transaction.atomic
def hand_over_klanten(*, by: Actor, opvolging: Organisatieopvolging) -> int:
    """The successor goes on with all klanten of an organisatie; how many persons that concerns.

    Inschrijving and dienstverlening both pass on, days of opening stay. Once more changes nothing.
    """
    by.demand(REGISTER)
    van, naar, per = opvolging.van, opvolging.naar, opvolging.per
    concerned: set[int] = set()
    for model in (Inschrijving, Dienstverlening):
        going_on = model.objects.filter(
            organisatie=van, recorded__upper_inf=True, valid__overlap=DateRange(per, None)
        )
        ids = sorted(set(going_on.values_list("persoon_id", flat=True)))
        now = hold_personen(ids)
        _pass_on(model, ids, van=van, naar=naar, per=per, now=now)
        concerned.update(ids)
    if concerned:
        record_event(
            by=by,
            what="sonar.klanten_overgedragen",
            about=van.code,
            details={"naar": naar.code, "per": str(per), "personen": len(concerned)},
        )
    return len(concerned)


def _pass_on(
    model: type[TwoTimesModel],
    persoon_ids: Sequence[int],
    *,
    van: Organisatie,
    naar: Organisatie,
    per: date,
    now: datetime,
) -> bool:
    histories = Histories.of(model, persoon_ids)
    changed = False
    for persoon_id in persoon_ids:
        for row in histories.known(persoon_id, van.pk):
            given, taken = passing_on(
                row,
                van=histories.known(persoon_id, van.pk),
                naar=histories.known(persoon_id, naar.pk),
                per=per,
                now=now,
            )
            changed |= histories.apply(given, persoon_id, van.pk)
            changed |= histories.apply(taken, persoon_id, naar.pk)
    histories.write()
    return changed
