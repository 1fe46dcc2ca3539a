"""Grondslagen as dated data, and registrations on them."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.intern.conftest import rows

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.doelgroepregister import actions, queries
from voetlicht.intern.doelgroepregister.models import Grondslag, Registratie
from voetlicht.intern.doelgroepregister.rules import Grondslaggeldigheid, demand_reden
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

FROM_2019 = Period(date(2019, 1, 1))


def register(
    persoon: Persoon, code: str = "10", period: Period = FROM_2019, reden: str = ""
) -> bool:
    return actions.register_grondslag(
        by=GENERATOR, persoon=persoon, code_grondslag=code, period=period, code_reden_einde=reden
    )


def registrations() -> list[tuple[object, ...]]:
    return rows(Registratie, "code_grondslag", "code_reden_einde")


def test_the_codes_that_count_are_those_of_the_day():
    counting = Grondslag.objects.filter(telt_mee=True)
    before, after = (
        set(counting.filter(valid__contains=day).values_list("code", flat=True))
        for day in (date(2016, 6, 1), date(2022, 6, 1))
    )
    assert before - after == {"11", "12", "13", "14"}
    assert after - before == {"06"}
    assert after == {
        *("01", "02", "03", "06", "10", "20", "22", "23", "24", "40"),
        *("51", "52", "53", "54", "55"),
    }


def test_each_grondslag_names_its_article():
    assert Grondslag.objects.count() == 21
    assert all(each.wetsartikel and each.omschrijving for each in Grondslag.objects.all())
    assert str(Grondslag.objects.get(code="05")) == "05 Beschut werk"


@pytest.mark.django_db(databases=["default"])
def test_a_grondslag_is_described_once_for_a_day():
    with pytest.raises(DatabaseError, match="grondslag_geen_overlap"), transaction.atomic():
        Grondslag.objects.create(
            code="06",
            omschrijving="nog eens",
            wetsartikel="geen",
            telt_mee=False,
            valid=DateRange(date(2020, 1, 1), None),
        )


def test_a_grondslag_holds_from_its_first_day_up_to_its_end():
    geldigheid = Grondslaggeldigheid("12", date(2010, 1, 1), date(2021, 1, 1))
    days = (date(2009, 12, 31), date(2010, 1, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [geldigheid.holds_on(day) for day in days] == [False, True, True, False]


def test_several_registrations_at_once_are_normal(persoon):
    assert register(persoon, "10")
    assert register(persoon, "01", Period(date(2020, 1, 1)))
    assert register(persoon, "10", Period(date(2010, 1, 1), date(2011, 1, 1)))
    assert len(registrations()) == 3
    assert [event.what for event in Gebeurtenis.objects.filter(about=str(persoon.uuid))][1:] == [
        "doelgroepregister.registratie_vastgelegd"
    ] * 3


def test_saying_it_again_is_no_news(persoon):
    register(persoon)
    assert not register(persoon)
    assert Registratie.objects.count() == 1


def test_a_correction_replaces_the_registration_that_it_overlaps(persoon):
    register(persoon)
    assert register(persoon, period=Period(date(2019, 2, 1)))
    assert registrations() == [("10", "", date(2019, 2, 1), None)]
    assert Registratie.objects.count() == 2


def test_a_registration_ends_on_its_last_day_with_a_reason(persoon):
    register(persoon)
    registratie = Registratie.objects.get()
    assert actions.end_registratie(
        by=GENERATOR, registratie=registratie, last_day=date(2023, 5, 31), code_reden_einde="02"
    )
    assert registrations() == [("10", "02", date(2019, 1, 1), date(2023, 6, 1))]
    with pytest.raises(InputError, match="niet voor haar begin"):
        actions.end_registratie(
            by=GENERATOR,
            registratie=registratie,
            last_day=date(2018, 12, 31),
            code_reden_einde="02",
        )


@pytest.mark.parametrize(
    ("code", "begin"),
    [("99", date(2020, 1, 1)), ("06", date(2016, 12, 31)), ("12", date(2021, 1, 1))],
)
def test_on_a_code_that_does_not_hold_nothing_begins(persoon, code: str, begin: date):
    with pytest.raises(InputError, match="geen registratie beginnen"):
        register(persoon, code, Period(begin))
    assert registrations() == []


@pytest.mark.parametrize(
    ("reden", "period"),
    [
        ("01", FROM_2019),
        ("001", Period(date(2019, 1, 1), date(2020, 1, 1))),
        ("-1", Period(date(2019, 1, 1), date(2020, 1, 1))),
    ],
)
def test_a_reason_belongs_to_an_end_and_is_short(reden: str, period: Period):
    with pytest.raises(InputError):
        demand_reden(reden, period)


@pytest.mark.django_db(databases=["default", "lader"])
@pytest.mark.usefixtures("as_loader")
def test_a_late_correction_leaves_what_was_known_then(persoon):
    with clock.frozen_at(datetime(2023, 1, 1, tzinfo=UTC)):
        register(persoon)
    with clock.frozen_at(datetime(2023, 9, 1, tzinfo=UTC)):
        register(persoon, period=Period(date(2019, 1, 1), date(2023, 1, 1)), reden="04")

    def codes(known_at: datetime) -> list[str]:
        found = Registratie.objects.filter(
            persoon=persoon, valid__contains=date(2023, 6, 30), recorded__contains=known_at
        )
        return list(found.values_list("code_grondslag", flat=True))

    assert codes(datetime(2023, 7, 14, tzinfo=UTC)) == ["10"]
    assert codes(datetime(2023, 9, 2, tzinfo=UTC)) == []


def test_without_the_right_nothing_happens(persoon):
    with pytest.raises(NotAllowed):
        actions.register_grondslag(
            by=KOPPELING, persoon=persoon, code_grondslag="10", period=FROM_2019
        )
    with pytest.raises(NotAllowed):
        queries.registraties_of(persoon.pk, actor=KOPPELING, purpose=Purpose.CONTROLE)
    assert Registratie.objects.count() == 0


def test_the_name_of_a_registration_tells_nothing_of_the_ground(persoon):
    register(persoon)
    registratie = Registratie.objects.get()
    assert str(registratie) == f"registratie {registratie.pk}"
