"""Who somebody is: told to who may know, within reach, and noted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed, NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.personen.actions import record_adres, record_naam, record_verblijf
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.queries import (
    bsn_within_reach,
    gegevens_of,
    namen_of,
    verblijven_of,
)
from voetlicht.intern.personen.rules import Naam, Postadres, search_words
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting

pytestmark = pytest.mark.usefixtures("noted")
FOR = Purpose.DIENSTVERLENING
NAAM = Naam("Fatima", "el", "Amrani")
ADRES = Postadres("Kade", 12, "B", "3011AB", "Rotterdam")


@contextmanager
def at_work(aanstelling: Aanstelling) -> Iterator[dict[str, object]]:
    """As the site reads for this medewerker; the keywords of a query."""
    actor = made.actor(aanstelling)
    with made.in_role("intern"), acting(actor):
        yield {"actor": actor, "purpose": FOR}


@pytest.fixture
def adviseur(db) -> Aanstelling:
    return made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv"))


@pytest.fixture
def klant(adviseur: Aanstelling) -> Klant:
    klant = made.klant()
    made.toewijzing(klant, adviseur)
    return klant


def test_a_name_is_written_in_full_for_a_list_and_in_initials() -> None:
    assert (NAAM.full, NAAM.listed, NAAM.initialen) == (
        "Fatima el Amrani",
        "Amrani, Fatima el",
        "F.A.",
    )
    nobody = Naam("", "", "")
    assert (nobody.full, nobody.listed, nobody.initialen) == ("Naam onbekend",) * 2 + ("",)


def test_what_is_typed_falls_apart_into_folded_words() -> None:
    assert search_words(" El Amrâni,F el ") == ("el", "amrani", "f")
    assert search_words(" , ") == ()


def test_who_somebody_is_is_told_within_reach_only(adviseur: Aanstelling, klant: Klant) -> None:
    elsewhere = made.klant()
    record_naam(by=GENERATOR, persoon=klant.persoon, naam=NAAM)
    with at_work(adviseur) as reading:
        bare = gegevens_of(klant.persoon_id, **reading)
        with pytest.raises(NotFound):
            gegevens_of(elsewhere.persoon_id, **reading)
        names = namen_of([klant.persoon_id, elsewhere.persoon_id], **reading)
    record_adres(by=GENERATOR, persoon=klant.persoon, adres=ADRES)
    with at_work(adviseur) as reading:
        told = gegevens_of(klant.persoon_id, **reading)
    assert (bare.naam, bare.geboortedatum, bare.adres) == (NAAM, date(1990, 5, 17), None)
    assert told.adres == ADRES
    assert names == {klant.persoon_id: NAAM}


def test_where_somebody_lived_is_told_in_both_times(adviseur: Aanstelling, klant: Klant) -> None:
    for gemeente_code in ("GM0599", "GM0606"):
        record_verblijf(
            by=GENERATOR,
            persoon=klant.persoon,
            gemeente_code=gemeente_code,
            vanaf=date(2022, 1, 1),
            bron=Verblijfsbron.BRP,
        )
    with at_work(adviseur) as reading:
        wrong, right = verblijven_of(klant.persoon_id, **reading)
    assert (wrong.value, wrong.until) == ("GM0599", right.since)
    assert (right.value, right.valid, right.until) == ("GM0606", Period(date(2022, 1, 1)), None)


def test_a_bsn_is_for_who_may_see_it_within_reach(adviseur: Aanstelling) -> None:
    bsn = "999000032"
    klant, elsewhere = made.klant(bsn=bsn), made.klant()
    leider = made.medewerker(Rol.TEAMLEIDER, adviseur.organisatie)
    for each in (adviseur, leider):
        made.toewijzing(klant, each)
    with at_work(adviseur) as reading:
        assert bsn_within_reach(klant.persoon_id, **reading) == bsn
        with pytest.raises(NotFound):
            bsn_within_reach(elsewhere.persoon_id, **reading)
    with at_work(leider) as reading, pytest.raises(NotAllowed):
        bsn_within_reach(klant.persoon_id, **reading)
