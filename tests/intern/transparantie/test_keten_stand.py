"""The state of the chain: counted for who may see nobody, and not for every reader anew."""

from datetime import UTC, datetime, timedelta

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.transparantie.queries import COUNTED_FOR, keten_stand

MOMENT = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_counts_are_of_everybody_and_kept_for_some_minutes() -> None:
    quality = made.medewerker(Rol.KWALITEIT, made.organisatie("uwv"))
    asked = {"actor": made.actor(quality), "purpose": Purpose.PUBLICATIE}
    made.klant()
    with frozen_at(MOMENT), made.in_role("intern"):
        first = keten_stand(**asked)
    made.klant()
    with frozen_at(MOMENT + timedelta(seconds=1)), made.in_role("intern"):
        assert keten_stand(**asked) is first
    with frozen_at(MOMENT + timedelta(seconds=COUNTED_FOR)), made.in_role("intern"):
        later = keten_stand(**asked)
    assert (first.personen, first.dossiers, first.geteld_op) == (1, 1, MOMENT)
    assert (later.personen, later.dossiers) == (2, 2)


@pytest.mark.django_db
def test_it_is_for_who_may_see_it() -> None:
    adviseur = made.actor(made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv")))
    with pytest.raises(NotAllowed):
        keten_stand(actor=adviseur, purpose=Purpose.DIENSTVERLENING)
