"""The statuses of klantprofielen, told of who is within reach."""

from datetime import date

import pytest

import medewerkers as made
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import NotAllowed
from voetlicht.intern.klantprofielen.actions import draw_up_klantprofiel, set_profielstatus
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.queries import Profielregel, profielen_of
from voetlicht.intern.toegang.enums import Rol
from voetlicht.intern.toegang.systeemactoren import GENERATOR
from voetlicht.intern.toegang.transaction import acting


@pytest.mark.django_db
@pytest.mark.usefixtures("noted")
def test_every_status_is_told_within_reach_and_none_outside() -> None:
    adviseur = made.medewerker(Rol.ADVISEUR_WERK, made.organisatie("uwv"))
    beheerder = made.medewerker(Rol.FUNCTIONEEL_BEHEERDER, adviseur.organisatie)
    klant, elsewhere = made.klant(), made.klant()
    made.toewijzing(klant, adviseur)
    for each in (klant, elsewhere):
        profiel = draw_up_klantprofiel(
            by=GENERATOR,
            persoon=each.persoon,
            organisatie=adviseur.organisatie,
            vanaf=date(2024, 1, 1),
        )
        set_profielstatus(
            by=GENERATOR,
            klantprofiel=profiel,
            status=Profielstatus.VASTGESTELD,
            vanaf=date(2024, 2, 1),
        )
    actor = made.actor(adviseur)
    reading = {"actor": actor, "purpose": Purpose.DIENSTVERLENING}
    with made.in_role("intern"), acting(actor):
        told = profielen_of(klant.persoon_id, **reading)
        assert profielen_of(elsewhere.persoon_id, **reading) == ()
    present = {row.value for row in told if row.until is None}
    assert present == {
        Profielregel("uwv", Profielstatus.CONCEPT),
        Profielregel("uwv", Profielstatus.VASTGESTELD),
    }
    nobody = made.actor(beheerder)
    with made.in_role("intern"), acting(nobody), pytest.raises(NotAllowed):
        profielen_of(klant.persoon_id, actor=nobody, purpose=Purpose.BEHEER)
