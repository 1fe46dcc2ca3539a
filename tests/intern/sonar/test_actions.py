"""Dossiers, inschrijving, and who serves since when; transfer and succession."""

from datetime import date

import pytest
from tests.intern.conftest import organisatie, rows

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.personen.actions import register_persoon
from voetlicht.intern.sonar import actions, queries
from voetlicht.intern.sonar.models import Dienstverlening, Inschrijving, Klant
from voetlicht.intern.toegang.actions.organisaties import succeed_organisatie
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

Y2019, Y2020, Y2021, Y2023 = (date(year, 1, 1) for year in (2019, 2020, 2021, 2023))


@pytest.fixture
def klant(persoon) -> Klant:
    return actions.open_dossier(by=GENERATOR, persoon=persoon)


def services() -> list[tuple[object, ...]]:
    return rows(Dienstverlening, "organisatie__code", "geopend_op")


def test_a_person_has_one_dossier(persoon, klant):
    assert actions.open_dossier(by=GENERATOR, persoon=persoon) == klant
    actions.open_dossiers(by=GENERATOR, persoon_ids=[persoon.pk, persoon.pk])
    assert Klant.objects.count() == 1
    assert str(klant) == f"klant {klant.uuid}"


def test_dossiers_are_opened_for_many(bsns):
    ids = [register_persoon(by=GENERATOR, bsn=next(bsns)).pk for _ in range(3)]
    actions.open_dossiers(by=GENERATOR, persoon_ids=ids)
    assert Klant.objects.count() == 3


def test_an_inschrijving_counts_for_nothing_but_is_kept(klant, uwv):
    for news in (True, False):
        assert news == actions.record_inschrijving(
            by=GENERATOR, klant=klant, organisatie=uwv, period=Period(Y2019)
        )
    assert rows(Inschrijving, "organisatie__code") == [("uwv", Y2019, None)]
    assert services() == []
    assert str(Inschrijving.objects.get()).startswith("inschrijving ")


def test_a_service_is_opened_and_closed(klant, uwv):
    service = actions.open_dienstverlening(by=GENERATOR, klant=klant, organisatie=uwv, begin=Y2019)
    assert str(service) == f"dienstverlening {service.pk}"
    assert services() == [("uwv", Y2019, Y2019, None)]
    with pytest.raises(Conflict, match="sluit die eerst"):
        actions.open_dienstverlening(by=GENERATOR, klant=klant, organisatie=uwv, begin=Y2020)
    for news in (True, False):
        assert news == actions.close_dienstverlening(
            by=GENERATOR, dienstverlening=service, last_day=date(2020, 12, 31)
        )
    assert services() == [("uwv", Y2019, Y2019, Y2021)]
    actions.open_dienstverlening(by=GENERATOR, klant=klant, organisatie=uwv, begin=Y2021)
    assert services()[1] == ("uwv", Y2021, Y2021, None)


def test_a_service_ends_after_its_begin_and_is_opened_by_then(klant, uwv):
    service = actions.open_dienstverlening(by=GENERATOR, klant=klant, organisatie=uwv, begin=Y2019)
    with pytest.raises(InputError, match="niet voor haar begin"):
        actions.close_dienstverlening(
            by=GENERATOR, dienstverlening=service, last_day=date(2018, 12, 31)
        )
    with pytest.raises(InputError, match="op of voor haar begin"):
        actions.record_dienstverlening(
            by=GENERATOR, klant=klant, organisatie=uwv, period=Period(Y2019), geopend_op=Y2020
        )


def test_a_transfer_keeps_the_day_of_opening(klant, rotterdam, schiedam):
    service = actions.open_dienstverlening(
        by=GENERATOR, klant=klant, organisatie=rotterdam, begin=Y2019
    )
    for news in (True, False):
        assert news == actions.transfer_dienstverlening(
            by=GENERATOR, dienstverlening=service, naar=schiedam, per=Y2021
        )
    assert services() == [
        ("GM0599", Y2019, Y2019, Y2021),
        ("GM0606", Y2019, Y2021, None),
    ]


def test_a_successor_goes_on_with_all_klanten(bsns, uwv, rotterdam):
    old = organisatie("GM0501", Organisatiesoort.GEMEENTE)
    new = organisatie("GM1992", Organisatiesoort.GEMEENTE)
    klanten = [
        actions.open_dossier(by=GENERATOR, persoon=register_persoon(by=GENERATOR, bsn=next(bsns)))
        for _ in range(5)
    ]
    ended, going_on, starting, both, elsewhere = klanten
    serve = {"by": GENERATOR, "organisatie": old}
    actions.record_dienstverlening(**serve, klant=ended, period=Period(Y2019, Y2021))
    actions.record_dienstverlening(**serve, klant=going_on, period=Period(Y2019))
    actions.record_inschrijving(**serve, klant=going_on, period=Period(Y2020, date(2024, 1, 1)))
    actions.record_dienstverlening(**serve, klant=starting, period=Period(date(2023, 3, 1)))
    actions.record_dienstverlening(**serve, klant=both, period=Period(Y2019))
    for klant, name in ((both, new), (elsewhere, rotterdam)):
        actions.record_dienstverlening(
            by=GENERATOR, klant=klant, organisatie=name, period=Period(Y2021)
        )
    opvolging = succeed_organisatie(by=GENERATOR, van=old, naar=new, per=Y2023)

    assert actions.hand_over_klanten(by=GENERATOR, opvolging=opvolging) == 3
    present = set(rows(Dienstverlening, "persoon_id", "organisatie__code", "geopend_op"))
    assert present == {
        (ended.persoon_id, "GM0501", Y2019, Y2019, Y2021),
        (going_on.persoon_id, "GM0501", Y2019, Y2019, Y2023),
        (going_on.persoon_id, "GM1992", Y2019, Y2023, None),
        (starting.persoon_id, "GM1992", date(2023, 3, 1), date(2023, 3, 1), None),
        (both.persoon_id, "GM0501", Y2019, Y2019, Y2023),
        (both.persoon_id, "GM1992", Y2021, Y2021, None),
        (elsewhere.persoon_id, "GM0599", Y2021, Y2021, None),
    }
    assert rows(Inschrijving, "organisatie__code") == [
        ("GM0501", Y2020, Y2023),
        ("GM1992", Y2023, date(2024, 1, 1)),
    ]
    assert actions.hand_over_klanten(by=GENERATOR, opvolging=opvolging) == 0
    assert Gebeurtenis.objects.filter(what="sonar.klanten_overgedragen").count() == 1


def test_without_the_right_nothing_happens(persoon, klant, uwv, rotterdam):
    service = actions.open_dienstverlening(
        by=GENERATOR, klant=klant, organisatie=rotterdam, begin=Y2019
    )
    opvolging = succeed_organisatie(by=GENERATOR, van=rotterdam, naar=uwv, per=Y2023)
    before = services()
    at = {"by": KOPPELING, "klant": klant, "organisatie": uwv}
    for attempt in (
        lambda: actions.open_dossier(by=KOPPELING, persoon=persoon),
        lambda: actions.open_dossiers(by=KOPPELING, persoon_ids=[persoon.pk]),
        lambda: actions.record_inschrijving(**at, period=Period(Y2019)),
        lambda: actions.record_dienstverlening(**at, period=Period(Y2019)),
        lambda: actions.open_dienstverlening(**at, begin=Y2019),
        lambda: actions.close_dienstverlening(
            by=KOPPELING, dienstverlening=service, last_day=Y2020
        ),
        lambda: actions.transfer_dienstverlening(
            by=KOPPELING, dienstverlening=service, naar=uwv, per=Y2020
        ),
        lambda: actions.hand_over_klanten(by=KOPPELING, opvolging=opvolging),
        lambda: queries.diensten_of(persoon.pk, actor=KOPPELING, purpose=Purpose.CONTROLE),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert services() == before
