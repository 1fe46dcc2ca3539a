"""Filling an installation: all or nothing, only when it is empty, and the figures come out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connections

from roles import processing
from voetlicht.basis.edities.gepubliceerd import published
from voetlicht.basis.kern.errors import Conflict, NotAllowed
from voetlicht.intern.personen.bsn import decrypt
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.models import Account, Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, LEVERING, PUBLICATIE
from voetlicht.intern.transparantie.actions import make_editie
from voetlicht.opdrachten.genereer.filling import (
    OWNER,
    Filled,
    fill_installation,
    staff_installation,
)
from voetlicht.opdrachten.genereer.plan import Population, Scale, plan

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "lader", "statistiek"])

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
      FROM pg_constraint ORDER BY 1, 2
"""
# Everybody whose dienstverlening has no end, beside the teams that have them now.
UNSERVED = """
    SELECT count(*) FROM sonar_dienstverlening AS dienst
     WHERE upper_inf(dienst.valid) AND upper_inf(dienst.recorded) AND NOT EXISTS (
           SELECT FROM toegang_toewijzing AS toewijzing
            WHERE toewijzing.persoon_id = dienst.persoon_id AND team_id IS NOT NULL
              AND toewijzing.organisatie_id = dienst.organisatie_id AND upper_inf(toewijzing.valid)
    )
"""
# An example from before there were names and people at work.
FORGET = (
    "DELETE FROM toegang_toewijzing",
    "DELETE FROM toegang_aanstelling",
    "DELETE FROM toegang_team",
    "DELETE FROM toegang_account",
    "DELETE FROM personen_adres",
    "UPDATE personen_persoon SET voornaam = '', voorvoegsel = '', achternaam = '', zoeknaam = ''",
)
VOORNE, BORNE = "GM1992", "GM0147"


@pytest.fixture(autouse=True)
def owner(transactional_db, installation, own_databases) -> Iterator[None]:
    """The generator is a command: it works as ``verwerking`` and is given the owner's address."""
    usual = connections["lader"]
    own = {"USER": "eigenaar", "PASSWORD": installation.data.password("eigenaar")}
    connections[OWNER] = type(usual)({**usual.settings_dict, **own}, alias="lader")
    with processing():
        yield
    connections[OWNER].close()
    del connections[OWNER]


@pytest.fixture
def small() -> Population:
    """Two gemeenten, one that merged and one with a samenwerkingsverband, and some outsiders."""
    parts = [part for part in plan(Scale.DEMO, 1) if part.gemeente_code in (VOORNE, BORNE)]
    return Population("proef", 1, tuple(parts), klanten=1500)


def fill(population: Population, by=GENERATOR):
    told: list[str] = []
    return fill_installation(by=by, population=population, report=told.append)


def constraints() -> list[tuple]:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(CONSTRAINTS)
        return cursor.fetchall()


def test_it_is_filled_once_and_what_was_promised_is_in_it(small):
    """One filling serves all that only look at it."""
    before = constraints()
    filled = fill(small)
    assert constraints() == before
    assert Persoon.objects.count() == filled.personen
    assert Klant.objects.count() == filled.klanten == 1500
    the_rows_of_the_editions_come_out_of_the_measure()
    everybody_has_an_invented_number_and_a_name_and_who_is_served_a_team(filled)
    the_trail_tells_by_whom_and_with_what(filled)
    with pytest.raises(Conflict, match=r"heeft al .* personen.*--data"):
        fill(small)
    an_example_from_before_gets_names_and_people_at_work_once()


def the_rows_of_the_editions_come_out_of_the_measure() -> None:
    for edition, code in zip(published(), (VOORNE, BORNE), strict=True):
        made = make_editie(by=PUBLICATIE, peildatum=edition.kwartaal.peildatum).editie
        found = {row.gemeente_code: row.aantallen for row in made.regio(edition.blad.code).rijen}
        expected = {row.gemeente_code: row.aantallen for row in edition.blad.rijen}
        assert found[code] == expected[code]


def everybody_has_an_invented_number_and_a_name_and_who_is_served_a_team(filled: Filled) -> None:
    assert not Persoon.objects.filter(achternaam="").exists()
    for encrypted in Persoon.objects.values_list("bsn_encrypted", flat=True)[:500]:
        assert decrypt(bytes(encrypted)).startswith("9")
    assert ask(UNSERVED) == 0
    assert ask("SELECT count(*) FROM toegang_account") == filled.medewerkers > 1
    assert ask("SELECT count(*) FROM toegang_account WHERE email NOT LIKE '%.example'") == 0
    assert ask("SELECT count(*) FROM personen_adres") > 100
    assert not Account(password="!").has_usable_password()


def ask(statement: str) -> int:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def the_trail_tells_by_whom_and_with_what(filled: Filled) -> None:
    told = Gebeurtenis.objects.get(what="genereer.installatie_gevuld")
    assert (told.actor_id, told.about) == ("generator", "proef")
    assert told.details == {"zaad": 1, "personen": filled.personen}


def an_example_from_before_gets_names_and_people_at_work_once() -> None:
    before = list(Persoon.objects.order_by("pk").values_list("zoeknaam", flat=True))
    toewijzingen = ask("SELECT count(*) FROM toegang_toewijzing")
    with connections[OWNER].cursor() as cursor:
        for statement in FORGET:
            cursor.execute(statement)
    told: list[str] = []
    size = staff_installation(by=GENERATOR, zaad=1, size=0, report=told.append)
    assert size == ask("SELECT count(*) FROM toegang_account") > 1
    assert list(Persoon.objects.order_by("pk").values_list("zoeknaam", flat=True)) == before
    assert ask(UNSERVED) == 0
    assert ask("SELECT count(*) FROM toegang_toewijzing") == toewijzingen
    event = Gebeurtenis.objects.get(what="genereer.medewerkers_geladen")
    assert event.details == {"zaad": 1, "medewerkers": size, "namen": len(before)}
    assert staff_installation(by=GENERATOR, zaad=1, size=0, report=told.append) == 0
    with pytest.raises(NotAllowed):
        staff_installation(by=PUBLICATIE, zaad=1, size=0, report=told.append)


def test_an_installation_for_real_persons_is_refused(small, monkeypatch):
    monkeypatch.setattr(settings, "SOORT", "echt")
    with pytest.raises(Conflict, match="echte personen"):
        fill(small)
    assert not Persoon.objects.exists()


def test_the_rights_are_demanded(small):
    with pytest.raises(NotAllowed):
        fill(small, by=PUBLICATIE)
    with pytest.raises(NotAllowed):
        fill(small, by=replace(LEVERING, rights=LEVERING.rights - {"sonar.registreren"}))


def test_nothing_is_left_when_loading_fails_halfway(small):
    before = constraints()

    def stop(text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill_installation(by=GENERATOR, population=small, report=stop)
    assert constraints() == before
    assert not Persoon.objects.exists()
    assert not Gebeurtenis.objects.filter(what="genereer.installatie_gevuld").exists()


def test_without_the_owner_it_says_what_to_set(small):
    owner = connections[OWNER]
    del connections[OWNER]
    with pytest.raises(Conflict, match="VOETLICHT_EIGENAAR_URL"):
        fill(small)
    connections[OWNER] = owner
