"""The field register's words."""

from dataclasses import FrozenInstanceError

import pytest

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldklasse


def test_a_veld_holds_its_class_and_how_long_it_is_kept():
    veld = Veld(Veldklasse.BIJZONDER, Bewaarklasse.REGISTER)
    assert (veld.klasse, veld.bewaren) == ("bijzonder", "register")


def test_a_classification_is_not_changed_in_passing():
    veld = Veld(Veldklasse.PERSOONLIJK, Bewaarklasse.DOSSIER)
    with pytest.raises(FrozenInstanceError):
        veld.klasse = Veldklasse.OPENBAAR


def test_the_classes_are_exactly_those_of_the_house():
    assert [str(klasse) for klasse in Veldklasse] == [
        "openbaar", "zakelijk", "persoonlijk", "bijzonder",
    ]  # fmt: skip
