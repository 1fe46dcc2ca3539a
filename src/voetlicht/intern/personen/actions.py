"""All writes of the room: who exists, how they are called, where they live, that they died."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError
from voetlicht.basis.web.histories import Histories
from voetlicht.basis.web.locks import writer_lock
from voetlicht.intern.personen import bsn as numbers
from voetlicht.intern.personen.adressen import adres_index
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.models import Adres, Persoon, Verblijf
from voetlicht.intern.personen.queries import REGISTER, personen_by_bsn
from voetlicht.intern.personen.rules import (
    Naam,
    Postadres,
    demand_gemeente_code,
    demand_naam,
    demand_postadres,
    residence,
    zoeknaam,
)
from voetlicht.intern.toegang.actions.gebeurtenissen import record_event
from voetlicht.intern.toegang.actions.noodtoegang import ask_by_index

MANAGE_KEYS = "personen.sleutels_beheren"
PURPOSE = Purpose.REGISTRATIE

# An array instead of a list of parameters: deliveries hold thousands of persons at once.
HOLD = "SELECT FROM personen_persoon WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
MAKE = """
INSERT INTO personen_persoon (uuid, bsn_encrypted, bsn_index, peilsleutel)
SELECT gen_random_uuid(), * FROM unnest(%s::bytea[], %s::bytea[], %s::bigint[])
ON CONFLICT (bsn_index) DO NOTHING
"""
OLD = """
SELECT id, bsn_encrypted FROM personen_persoon
WHERE substring(bsn_encrypted FOR %s) <> %s ORDER BY id LIMIT %s FOR NO KEY UPDATE
"""
RENEW = """
UPDATE personen_persoon SET bsn_encrypted = renewed.bsn_encrypted
FROM unnest(%s::bigint[], %s::bytea[]) AS renewed (id, bsn_encrypted)
WHERE personen_persoon.id = renewed.id
"""


def hold_personen(persoon_ids: Collection[int]) -> datetime:
    """Wait for freezing and for others who write about these persons; then the moment to record.

    Every action on what is known of people begins here, so that the clock is read after the locks
    and no peilbestand misses a row that was recorded before it.
    """
    writer_lock()
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [list(persoon_ids)])
    return clock.now()


@transaction.atomic
def register_persoon(*, by: Actor, bsn: str, geboortedatum: date | None = None) -> Persoon:
    """The Persoon with this BSN; made when nobody has it yet.

    ``geboortedatum`` is filled in where it was empty; Conflict when another one is known.
    """
    by.demand(REGISTER)
    number = numbers.normalise(bsn)
    is_new = not personen_by_bsn([number], actor=by, purpose=PURPOSE)
    (persoon_id,) = register_personen(by=by, bsns=[number]).values()
    hold_personen([persoon_id])
    persoon = Persoon.objects.get(pk=persoon_id)
    if is_new:
        record_event(by=by, what="personen.persoon_geregistreerd", about=str(persoon.uuid))
    if geboortedatum is not None:
        _record_geboortedatum(by, persoon, geboortedatum)
    return persoon


def _record_geboortedatum(by: Actor, persoon: Persoon, geboortedatum: date) -> None:
    if persoon.geboortedatum == geboortedatum:
        return
    if persoon.geboortedatum is not None:
        raise Conflict(
            "Van deze persoon is een andere geboortedatum bekend; controleer bij de bron of het "
            "om dezelfde persoon gaat."
        )
    persoon.geboortedatum = geboortedatum
    persoon.save(update_fields=["geboortedatum"])
    record_event(by=by, what="personen.geboortedatum_vastgelegd", about=str(persoon.uuid))


@transaction.atomic
def register_personen(*, by: Actor, bsns: Sequence[str]) -> dict[str, int]:
    """Normalised BSN -> id of its Persoon, for many at once; those that are new are made.

    For deliveries, whose own audit event tells of the new ones.
    """
    by.demand(REGISTER)
    unique = list(dict.fromkeys(bsns))
    found = personen_by_bsn(unique, actor=by, purpose=PURPOSE)
    missing = [bsn for bsn in unique if bsn not in found]
    if missing:
        writer_lock()
        guarded = [(g.encrypted, g.index, g.peilsleutel) for g in numbers.guard(missing)]
        with connection.cursor() as cursor:  # somebody else may just have made one of them
            cursor.execute(MAKE, [*map(list, zip(*guarded, strict=True))])
        found |= personen_by_bsn(missing, actor=by, purpose=PURPOSE)
    return {bsn: found[bsn] for bsn in unique}


@transaction.atomic
def record_naam(*, by: Actor, persoon: Persoon, naam: Naam) -> bool:
    """How somebody is called now; whether it was news. InputError for what cannot be a name."""
    by.demand(REGISTER)
    clean = demand_naam(naam)
    hold_personen([persoon.pk])
    parts = {
        "voornaam": clean.voornaam,
        "voorvoegsel": clean.voorvoegsel,
        "achternaam": clean.achternaam,
        "zoeknaam": zoeknaam(clean),
    }
    if not Persoon.objects.filter(pk=persoon.pk).exclude(**parts).update(**parts):
        return False
    persoon.refresh_from_db(fields=parts)
    record_event(by=by, what="personen.naam_vastgelegd", about=str(persoon.uuid))
    return True


@transaction.atomic
def record_adres(*, by: Actor, persoon: Persoon, adres: Postadres) -> bool:
    """Where somebody gets mail now; whether it was news. InputError for what is no address."""
    by.demand(REGISTER)
    clean = demand_postadres(adres)
    hold_personen([persoon.pk])
    parts = {
        "straatnaam": clean.straatnaam,
        "huisnummer": clean.huisnummer,
        "toevoeging": clean.toevoeging,
        "postcode": clean.postcode,
        "woonplaats": clean.woonplaats,
    }
    if Adres.objects.filter(persoon=persoon, **parts).exists():
        return False
    index = adres_index(
        postcode=clean.postcode, huisnummer=clean.huisnummer, toevoeging=clean.toevoeging
    )
    Adres.objects.update_or_create(persoon=persoon, defaults={**parts, "adres_index": index})
    record_event(by=by, what="personen.adres_vastgelegd", about=str(persoon.uuid))
    return True


@transaction.atomic
def record_verblijf(
    *, by: Actor, persoon: Persoon, gemeente_code: str, vanaf: date, bron: Verblijfsbron
) -> bool:
    """Where somebody lives from ``vanaf`` on, as a source tells; whether it was news.

    InputError for a gemeente that did not exist then.
    """
    by.demand(REGISTER)
    demand_gemeente_code(gemeente_code, vanaf=vanaf)
    now = hold_personen([persoon.pk])
    histories = Histories.of(Verblijf, [persoon.pk])
    known = histories.known(persoon.pk)
    change = residence(known, gemeente_code=gemeente_code, bron=bron, vanaf=vanaf, now=now)
    if not histories.apply(change, persoon.pk):
        return False
    histories.write()
    record_event(
        by=by,
        what="personen.verblijf_vastgelegd",
        about=str(persoon.uuid),
        details={"bron": bron.value},
    )
    return True


@transaction.atomic
def record_overlijden(*, by: Actor, persoon: Persoon, overlijdensdatum: date) -> Persoon:
    """That somebody died. InputError before the birth date or in the future; a correction is good.

    Registrations and services are ended by who keeps them, not by this.
    """
    by.demand(REGISTER)
    hold_personen([persoon.pk])
    persoon.refresh_from_db()
    if overlijdensdatum > clock.today():
        raise InputError("Een overlijdensdatum ligt niet in de toekomst; kijk de datum na.")
    if persoon.geboortedatum is not None and overlijdensdatum < persoon.geboortedatum:
        raise InputError("Een overlijdensdatum ligt niet voor de geboorte; kijk de datum na.")
    if persoon.overlijdensdatum != overlijdensdatum:
        persoon.overlijdensdatum = overlijdensdatum
        persoon.save(update_fields=["overlijdensdatum"])
        record_event(by=by, what="personen.overlijden_vastgelegd", about=str(persoon.uuid))
    return persoon


@transaction.atomic
def renew_encryption(*, by: Actor, at_most: int) -> int:
    """Encrypt BSNs anew that an earlier key encrypted; how many, 0 when all have the present key.

    Called again and again, so that no one waits long (``docs/privacy/sleutels.md``).
    """
    by.demand(MANAGE_KEYS)
    with connection.cursor() as cursor:
        key_id = numbers.key_id_of(settings.BSN_KEY)
        cursor.execute(OLD, [len(key_id), key_id, at_most])
        old = {pk: numbers.decrypt(bytes(encrypted)) for pk, encrypted in cursor}
        renewed = [guarded.encrypted for guarded in numbers.guard(old.values())]
        cursor.execute(RENEW, [list(old), renewed])
    if old:
        record_event(by=by, what="personen.sleutel_vervangen", details={"aantal": len(old)})
    return len(old)


def ask_noodtoegang(*, by: Actor, bsn: str, geboortedatum: date, reden: str) -> UUID:
    """Ask to reach somebody who is not one's own, knowing the whole BSN and the birth date.

    What comes of it is read afterwards (``toegang.queries.noodtoegang``); the number returned is
    that of the line, which is there whether or not somebody was found.
    """
    index = numbers.index_of(numbers.normalise(bsn))
    return ask_by_index(by=by, bsn_index=index, geboortedatum=geboortedatum, reden=reden)
