"""Loading histories with COPY gives the rows that the actions give, one fact after another."""

from collections.abc import Iterator
from itertools import islice

import pytest
from django.db import connections, transaction

from voetlicht.basis.kern import clock, omgeving
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.klantprofielen.actions import register_klantprofielen, set_profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel
from voetlicht.intern.personen.actions import (
    record_naam,
    record_overlijden,
    record_verblijf,
    register_persoon,
)
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.personen.rules import Naam
from voetlicht.intern.sonar.actions import (
    open_dossier,
    record_dienstverlening,
    record_inschrijving,
)
from voetlicht.intern.toegang.models import Organisatie
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.opdrachten.genereer.heard import Heard, Person, Subject
from voetlicht.opdrachten.genereer.histories import replay
from voetlicht.opdrachten.genereer.loading import Loadable, load
from voetlicht.opdrachten.genereer.moments import CONVERSION, recorded_on
from voetlicht.opdrachten.genereer.names import Called, names
from voetlicht.opdrachten.genereer.numbers import bsns
from voetlicht.opdrachten.genereer.organisaties import set_up_organisaties
from voetlicht.opdrachten.genereer.people import people_of
from voetlicht.opdrachten.genereer.plan import Scale, plan

HISTORIES = int(omgeving.text("VOETLICHT_TEST_HISTORIES", "60"))

# Per table: the columns that both ways must give alike, the organisatie or author by its id.
ROWS = {
    "personen_verblijf": "gemeente_code, bron, r.valid, r.recorded",
    "doelgroepregister_registratie": "code_grondslag, code_reden_einde, r.valid, r.recorded",
    "sonar_inschrijving": "organisatie_id, r.valid, r.recorded",
    "sonar_dienstverlening": "organisatie_id, geopend_op, r.valid, r.recorded",
    "sonar_klant": "1",
    "klantprofielen_klantprofiel": "organisatie_id",
    "klantprofielen_statusperiode": "k.organisatie_id, status, r.valid, r.recorded",
}

OWN_FIELDS = ("geboortedatum", "overlijdensdatum", *Called._fields)


@pytest.fixture
def as_lader(transactional_db) -> Iterator[None]:
    """The actions run as role lader: they are to record in the past."""
    usual = connections["default"]
    connections["default"] = connections["lader"]
    yield
    connections["default"] = usual


def some_people(count: int) -> list[Person]:
    """People of all parts of the country alternately, so that every kind of place is there."""
    streams = [people_of(part, 3) for part in plan(Scale.DEMO, 3)]
    people: list[Person] = []
    while len(people) < count:
        # Every seventh of each part: all cells of the table are passed by.
        people += [one for stream in streams for one in islice(stream, 0, 7, 7)]
    return people[:count]


@pytest.mark.django_db(transaction=True, databases=["default", "lader"])
def test_the_bulk_path_gives_the_same_rows_as_the_actions(as_lader):
    with transaction.atomic():
        organisaties = set_up_organisaties(by=GENERATOR)
    people, numbers, called = some_people(HISTORIES), bsns(3), list(islice(names(3), HISTORIES))
    by_action = [
        act_out(next(numbers), one, person).pk for one, person in zip(called, people, strict=True)
    ]
    loaded = [
        Loadable(next(numbers), one, person, replay(person.heard))
        for one, person in zip(called, people, strict=True)
    ]
    with transaction.atomic(), connections["default"].cursor() as cursor:
        load(cursor, loaded, organisaties)
    by_bulk = list(Persoon.objects.order_by("-pk").values_list("pk", flat=True)[:HISTORIES])[::-1]
    for table in ROWS:
        expected, found = rows_of(table, by_action), rows_of(table, by_bulk)
        assert any(expected), table
        assert found == expected, table
    found = Persoon.objects.order_by("pk").values_list(*OWN_FIELDS)
    assert list(found.filter(pk__in=by_bulk)) == list(found.filter(pk__in=by_action))


def act_out(bsn: str, called: Called, person: Person) -> Persoon:
    """Everything heard of the person, recorded by the actions at its moment."""
    with clock.frozen_at(recorded_on(CONVERSION)), transaction.atomic():
        persoon = register_persoon(by=GENERATOR, bsn=bsn, geboortedatum=person.geboortedatum)
        record_naam(
            by=GENERATOR,
            persoon=persoon,
            naam=Naam(called.voornaam, called.voorvoegsel, called.achternaam),
        )
    for one in person.heard:
        with clock.frozen_at(one.moment), transaction.atomic():
            record(persoon, one)
    if person.overlijdensdatum:
        with clock.frozen_at(person.heard[-1].moment.replace(year=2024)):
            record_overlijden(
                by=GENERATOR, persoon=persoon, overlijdensdatum=person.overlijdensdatum
            )
    return persoon


def record(persoon: Persoon, one: Heard) -> None:
    period, value = one.fact.valid, one.fact.value
    if one.subject is Subject.VERBLIJF:
        code, bron = value
        record_verblijf(
            by=GENERATOR, persoon=persoon, gemeente_code=code, vanaf=period.start, bron=bron
        )
    elif one.subject is Subject.REGISTRATIE:
        register_grondslag(
            by=GENERATOR,
            persoon=persoon,
            code_grondslag=one.key,
            period=period,
            code_reden_einde=value[0],
        )
    else:
        record_by_organisatie(persoon, Organisatie.objects.get(code=one.key), one)


def record_by_organisatie(persoon: Persoon, organisatie: Organisatie, one: Heard) -> None:
    period, value = one.fact.valid, one.fact.value
    if one.subject is Subject.STATUS:
        register_klantprofielen(by=GENERATOR, pairs=[(persoon.pk, organisatie.pk)])
        set_profielstatus(
            by=GENERATOR,
            klantprofiel=Klantprofiel.objects.get(persoon=persoon, organisatie=organisatie),
            status=value[0],
            vanaf=period.start,
        )
        return
    klant = open_dossier(by=GENERATOR, persoon=persoon)
    if one.subject is Subject.INSCHRIJVING:
        record_inschrijving(by=GENERATOR, klant=klant, organisatie=organisatie, period=period)
    else:
        record_dienstverlening(
            by=GENERATOR,
            klant=klant,
            organisatie=organisatie,
            period=period,
            geopend_op=value[0],
        )


def rows_of(table: str, persoon_ids: list[int]) -> list[list[tuple]]:
    """Per person, in the order given, the rows of the table without ids."""
    author = " JOIN klantprofielen_klantprofiel k ON k.id = r.klantprofiel_id"
    joined = author if table == "klantprofielen_statusperiode" else ""
    found: dict[int, list[tuple]] = {persoon_id: [] for persoon_id in persoon_ids}
    with connections["default"].cursor() as cursor:
        cursor.execute(
            f"SELECT r.persoon_id, {ROWS[table]} FROM {table} r{joined} "
            "WHERE r.persoon_id = ANY (%s)",
            [persoon_ids],
        )
        for persoon_id, *row in cursor.fetchall():
            found[persoon_id].append(tuple(row))
    return [sorted(rows, key=str) for rows in found.values()]
