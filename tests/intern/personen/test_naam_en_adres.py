"""How somebody is called and where mail goes: recorded, refused, compared."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.basis.kern.sorting import fold
from voetlicht.intern.personen import actions
from voetlicht.intern.personen.adressen import adres_index
from voetlicht.intern.personen.bsn import index_of
from voetlicht.intern.personen.models import Adres, Persoon
from voetlicht.intern.personen.rules import (
    LONGEST_ZOEKNAAM,
    Naam,
    Postadres,
    demand_naam,
    demand_postadres,
    demand_postcode,
    zoeknaam,
)
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

NAAM = Naam("Zoë", "van den", "Dÿkhof")
ADRES = Postadres("Kleine Bakkerssteeg", 12, "B", "3011AB", "Rotterdam")


@pytest.mark.parametrize(
    ("naam", "found"),
    [
        (NAAM, "dykhof, zoe van den"),
        (Naam("Çağla", "", "Öz-Wĳnveld"), "oz-wijnveld, cagla"),
        (Naam("", "", "Zand"), "zand"),
        (Naam("", "de", "Zand"), "zand, de"),
    ],
)
def test_the_zoeknaam_has_the_surname_first_without_accents_or_capitals(naam, found):
    assert zoeknaam(naam) == found


@given(st.builds(Naam, *[st.text(max_size=150)] * 3))
def test_a_zoeknaam_is_folded_and_fits_however_long_the_name(naam):
    found = zoeknaam(naam)
    assert len(found) <= LONGEST_ZOEKNAAM
    assert found == fold(found)[:LONGEST_ZOEKNAAM]


def test_spaces_too_many_go_and_the_rest_stays():
    assert demand_naam(Naam(" Zoë  Anna ", "", " Zand ")) == Naam("Zoë Anna", "", "Zand")
    messy = replace(ADRES, straatnaam=" Kleine  Bakkerssteeg", postcode="3011 ab", toevoeging="b ")
    assert demand_postadres(messy) == ADRES


@pytest.mark.parametrize(
    ("naam", "sentence"),
    [
        (Naam("Zoë", "", "  "), "geen achternaam ingevuld"),
        (Naam("Zoë", "", "Zand 900000012"), "cijfer of vreemd teken in achternaam"),
        (Naam("Zo\të", "", "Zand"), "cijfer of vreemd teken in voornaam"),
        (Naam("Zoë", "v" * 21, "Zand"), "Bij voorvoegsel passen 20 tekens"),
    ],
)
def test_what_is_no_name_is_refused_with_the_remedy(naam, sentence):
    with pytest.raises(InputError, match=sentence):
        demand_naam(naam)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"huisnummer": 0}, "getal van 1 tot en met 99999"),
        ({"huisnummer": 100_000}, "getal van 1 tot en met 99999"),
        ({"toevoeging": "tweede verdieping"}, "hoogstens tien letters"),
        ({"toevoeging": "é"}, "hoogstens tien letters"),
        ({"straatnaam": " "}, "geen straatnaam ingevuld"),
        ({"woonplaats": "R" * 101}, "Bij woonplaats passen 100 tekens"),
        ({"postcode": "0123AB"}, "zoals 3011 AB"),
    ],
)
def test_what_is_no_address_is_refused_with_the_remedy(change, sentence):
    with pytest.raises(InputError, match=sentence):
        demand_postadres(replace(ADRES, **change))


@pytest.mark.parametrize("text", ["", "3011", "3011A", "AB3011", "3011SS", "3011SA", "3011ÄB"])
def test_what_is_no_postcode_is_refused(text):
    with pytest.raises(InputError, match="vier cijfers en twee letters"):
        demand_postcode(text)


def test_equal_addresses_compare_and_others_do_not():
    index = adres_index(postcode="3011AB", huisnummer=12, toevoeging="B")
    assert index == adres_index(postcode="3011AB", huisnummer=12, toevoeging="B")
    others = {
        adres_index(postcode="3011AB", huisnummer=12),
        adres_index(postcode="3011AB", huisnummer=1, toevoeging="2B"),
        adres_index(postcode="3011AC", huisnummer=12, toevoeging="B"),
        index_of("3011AB 12 B"),
    }
    assert len({index} | others) == 5


@pytest.mark.django_db
def test_a_name_is_recorded_once_and_can_change(persoon):
    assert actions.record_naam(by=GENERATOR, persoon=persoon, naam=NAAM)
    assert not actions.record_naam(by=GENERATOR, persoon=persoon, naam=NAAM)
    assert actions.record_naam(by=GENERATOR, persoon=persoon, naam=replace(NAAM, voorvoegsel=""))
    found = Persoon.objects.get(pk=persoon.pk)
    assert (found.voornaam, found.voorvoegsel, found.achternaam) == ("Zoë", "", "Dÿkhof")
    assert found.zoeknaam == persoon.zoeknaam == "dykhof, zoe"
    told = Gebeurtenis.objects.filter(what="personen.naam_vastgelegd", about=str(persoon.uuid))
    assert [event.details for event in told] == [{}, {}]


@pytest.mark.django_db
def test_an_address_is_recorded_once_and_can_change(persoon):
    assert actions.record_adres(by=GENERATOR, persoon=persoon, adres=ADRES)
    assert not actions.record_adres(by=GENERATOR, persoon=persoon, adres=ADRES)
    moved = replace(ADRES, huisnummer=14, toevoeging="")
    assert actions.record_adres(by=GENERATOR, persoon=persoon, adres=moved)
    found = Adres.objects.get(persoon=persoon)
    assert (found.straatnaam, found.huisnummer, found.postcode) == (
        "Kleine Bakkerssteeg", 14, "3011AB",
    )  # fmt: skip
    assert bytes(found.adres_index) == adres_index(postcode="3011AB", huisnummer=14)
    told = Gebeurtenis.objects.filter(what="personen.adres_vastgelegd", about=str(persoon.uuid))
    assert [event.details for event in told] == [{}, {}]


@pytest.mark.django_db
def test_without_the_right_nothing_is_recorded(persoon):
    with pytest.raises(NotAllowed):
        actions.record_naam(by=KOPPELING, persoon=persoon, naam=NAAM)
    with pytest.raises(NotAllowed):
        actions.record_adres(by=KOPPELING, persoon=persoon, adres=ADRES)
    with pytest.raises(InputError):
        actions.record_naam(by=GENERATOR, persoon=persoon, naam=replace(NAAM, achternaam=""))
    with pytest.raises(InputError):
        actions.record_adres(by=GENERATOR, persoon=persoon, adres=replace(ADRES, postcode="1"))
    assert Persoon.objects.get(pk=persoon.pk).achternaam == ""
    assert not Adres.objects.exists()
