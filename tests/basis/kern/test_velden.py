"""The field register's words."""

from dataclasses import FrozenInstanceError

import pytest

from voetlicht.basis.kern.velden import Bewaarklasse, Veld, Veldklasse, strictest


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


def test_what_shows_several_fields_is_of_the_class_of_the_most_harmful():
    of = {klasse: Veld(klasse, Bewaarklasse.DOSSIER) for klasse in Veldklasse}
    register = {
        "zaak.Zaak": {"code": of[Veldklasse.OPENBAAR], "naam": of[Veldklasse.PERSOONLIJK]},
        "zaak.Grond": {"grond": of[Veldklasse.BIJZONDER]},
    }
    assert strictest(register, {"zaak.Zaak": ("code",)}) is Veldklasse.OPENBAAR
    assert strictest(register, {"zaak.Zaak": ("code", "naam")}) is Veldklasse.PERSOONLIJK
    both = {"zaak.Grond": ("grond",), "zaak.Zaak": ("naam",)}
    assert strictest(register, both) is Veldklasse.BIJZONDER
