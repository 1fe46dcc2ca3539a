"""Registrations as a role sees them: with their class of field, or not at all."""

from datetime import date

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.doelgroepregister.actions import register_grondslag
from voetlicht.intern.doelgroepregister.queries import (
    Registratieregel,
    omschrijvingen,
    registraties_of,
    sees_registraties,
)
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.models import Aanstelling
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noted")]


def registered() -> Klant:
    klant = made.klant()
    register_grondslag(
        by=GENERATOR,
        persoon=klant.persoon,
        code_grondslag="01",
        period=Period(date(2020, 1, 1), date(2022, 1, 1)),
        code_reden_einde="02",
    )
    return klant


def read_by(aanstelling: Aanstelling, klant: Klant, purpose: Purpose = Purpose.DIENSTVERLENING):
    actor = made.actor(aanstelling)
    with made.in_role("intern"), acting(actor):
        return registraties_of(klant.persoon_id, actor=actor, purpose=purpose)


def test_an_adviseur_sees_the_registrations_of_who_is_within_reach() -> None:
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv"))
    klant, elsewhere = registered(), registered()
    made.toewijzing(klant, adviseur)
    (told,) = read_by(adviseur, klant)
    assert told.value == Registratieregel("01", "02")
    assert told.valid == Period(date(2020, 1, 1), date(2022, 1, 1))
    assert read_by(adviseur, elsewhere) == ()


def test_a_role_that_does_not_see_this_class_of_field_reads_nothing() -> None:
    leider = made.medewerker(Rol.TEAMLEIDER, made.organisatie("uwv"))
    klant = registered()
    made.toewijzing(klant, leider)
    assert not sees_registraties(made.actor(leider))
    with pytest.raises(NotAllowed):
        read_by(leider, klant)


def test_a_role_without_the_right_is_refused() -> None:
    werkgevers = made.medewerker(Rol.ADVISEUR_WERKGEVERSDIENSTEN, made.organisatie("WSP-22"))
    klant = registered()
    made.toewijzing(klant, werkgevers)
    with pytest.raises(NotAllowed):
        read_by(werkgevers, klant, Purpose.BEMIDDELING)


def test_every_code_has_words_for_the_day_also_one_that_no_longer_holds() -> None:
    words = omschrijvingen(on=date(2026, 1, 1))
    assert {"01", "11"} <= words.keys()
    assert all(words.values())
