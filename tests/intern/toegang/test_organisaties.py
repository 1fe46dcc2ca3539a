"""Organisaties: registering, whom they serve, who follows them."""

from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from voetlicht.basis.kern.actor import Actor, ActorKind
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed, NotFound
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.actions import organisaties as actions
from voetlicht.intern.toegang.enums import Organisatiesoort
from voetlicht.intern.toegang.models import Gebeurtenis, Organisatie, OrganisatieGemeente
from voetlicht.intern.toegang.queries import organisaties as queries
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

FROM_2020 = Period(date(2020, 1, 1))


def register(code: str = "SV-OMMELAND", naam: str = "Ommeland", soort=None) -> Organisatie:
    return actions.register_organisatie(
        by=GENERATOR, code=code, naam=naam, soort=soort or Organisatiesoort.SAMENWERKINGSVERBAND
    )


def events_about(about: str) -> list[Gebeurtenis]:
    return list(Gebeurtenis.objects.filter(about=about).order_by("id"))


def test_a_new_organisatie_is_found_and_leaves_a_trace():
    made = register()
    assert queries.organisaties() == {"SV-OMMELAND": made}
    (event,) = events_about("SV-OMMELAND")
    assert (event.actor_kind, event.actor_id, event.organisatie) == ("systeem", "generator", "")
    assert event.what == "toegang.organisatie_geregistreerd"


def test_registering_again_changes_nothing():
    assert register() == register()
    assert len(events_about("SV-OMMELAND")) == 1


def test_a_code_that_exists_does_not_rename_whose_it_is():
    register()
    with pytest.raises(Conflict, match=r"al van Ommeland \(samenwerkingsverband\).* andere code"):
        register(naam="Ommeland en Stad")
    assert Organisatie.objects.get().naam == "Ommeland"
    assert len(events_about("SV-OMMELAND")) == 1


def test_another_name_renames():
    register()
    for _ in range(2):
        actions.rename_organisatie(by=GENERATOR, code="SV-OMMELAND", naam="Ommeland en Stad")
    assert len(events_about("SV-OMMELAND")) == 2
    with pytest.raises(NotFound):
        actions.rename_organisatie(by=GENERATOR, code="SV-DAAR", naam="Daar")
    assert Organisatie.objects.get().naam == "Ommeland en Stad"
    assert events_about("SV-OMMELAND")[-1].what == "toegang.organisatie_hernoemd"


def test_another_soort_is_refused():
    register()
    Organisatie.objects.update(soort=Organisatiesoort.WSP)
    with pytest.raises(Conflict, match=r"al van Ommeland \(wsp\)"):
        register()


@pytest.mark.parametrize(
    ("code", "soort"),
    [
        ("UWV", Organisatiesoort.UWV),
        ("GM599", Organisatiesoort.GEMEENTE),
        ("Drechtsteden", Organisatiesoort.SAMENWERKINGSVERBAND),
        ("SV-RIJNMOND", Organisatiesoort.WSP),
    ],
)
def test_a_code_that_does_not_fit_its_soort_is_refused(code, soort):
    with pytest.raises(InputError, match="schrijf bijvoorbeeld"):
        register(code=code, soort=soort)
    assert not Organisatie.objects.exists()


def test_without_the_right_nothing_is_written():
    organisatie = register()
    other = register(code="uwv", soort=Organisatiesoort.UWV)
    events = Gebeurtenis.objects.count()
    for attempt in (
        lambda: actions.register_organisatie(
            by=KOPPELING, code="GM0599", naam="Rotterdam", soort=Organisatiesoort.GEMEENTE
        ),
        lambda: actions.rename_organisatie(by=KOPPELING, code="uwv", naam="Anders"),
        lambda: actions.assign_gemeente(
            by=KOPPELING, organisatie=organisatie, gemeente_code="GM0599", period=FROM_2020
        ),
        lambda: actions.succeed_organisatie(
            by=KOPPELING, van=organisatie, naar=other, per=date(2023, 1, 1)
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert Organisatie.objects.count() == 2
    assert not OrganisatieGemeente.objects.exists()
    assert Gebeurtenis.objects.count() == events


def test_a_samenwerkingsverband_serves_several_gemeenten_by_period():
    organisatie = register()
    actions.assign_gemeente(
        by=GENERATOR, organisatie=organisatie, gemeente_code="GM0014", period=FROM_2020
    )
    actions.assign_gemeente(
        by=GENERATOR,
        organisatie=organisatie,
        gemeente_code="GM0037",
        period=Period(date(2020, 1, 1), date(2022, 1, 1)),
    )
    served = OrganisatieGemeente.objects.order_by("gemeente_code").values_list("gemeente_code")
    assert list(served.filter(valid__contains=date(2021, 12, 31))) == [("GM0014",), ("GM0037",)]
    assert list(served.filter(valid__contains=date(2022, 1, 1))) == [("GM0014",)]
    assert not served.filter(valid__contains=date(2019, 12, 31)).exists()


def test_the_same_period_again_is_no_change_and_an_overlap_is_refused():
    organisatie = register()
    first = actions.assign_gemeente(
        by=GENERATOR, organisatie=organisatie, gemeente_code="GM0014", period=FROM_2020
    )
    again = actions.assign_gemeente(
        by=GENERATOR, organisatie=organisatie, gemeente_code="GM0014", period=FROM_2020
    )
    assert first == again
    with pytest.raises(Conflict, match="al in een deel"):
        actions.assign_gemeente(
            by=GENERATOR,
            organisatie=organisatie,
            gemeente_code="GM0014",
            period=Period(date(2021, 1, 1)),
        )


def test_the_database_itself_refuses_overlap_and_odd_codes():
    organisatie = register()

    def insert(gemeente_code, valid):
        with transaction.atomic():
            OrganisatieGemeente.objects.create(
                organisatie=organisatie, gemeente_code=gemeente_code, valid=valid
            )

    insert("GM0014", (date(2020, 1, 1), None))
    with pytest.raises(IntegrityError, match="organisatiegemeente_geen_overlap"):
        insert("GM0014", (date(2021, 1, 1), None))
    with pytest.raises(IntegrityError, match="organisatiegemeente_code"):
        insert("GM001x", (date(2021, 1, 1), None))
    with pytest.raises(IntegrityError, match="organisatiegemeente_begin_voor_einde"):
        insert("GM0037", (date(2021, 1, 1), date(2021, 1, 1)))


def test_a_succession_is_recorded_once_and_never_in_a_circle():
    first, second, third = (register(code=f"SV-{n}") for n in "ABC")
    per = date(2022, 1, 1)
    made = actions.succeed_organisatie(by=GENERATOR, van=first, naar=second, per=per)
    assert actions.succeed_organisatie(by=GENERATOR, van=first, naar=second, per=per) == made
    with pytest.raises(Conflict, match="al opgevolgd"):
        actions.succeed_organisatie(by=GENERATOR, van=first, naar=third, per=per)
    with pytest.raises(InputError, match="volgt zij zichzelf op"):
        actions.succeed_organisatie(by=GENERATOR, van=second, naar=first, per=per)
    with pytest.raises(InputError, match="volgt zij zichzelf op"):
        actions.succeed_organisatie(by=GENERATOR, van=third, naar=third, per=per)


def test_the_audit_trail_can_only_be_added_to():
    medewerker = Actor(kind=ActorKind.MEDEWERKER, id="1f0c", organisatie="uwv")
    event = actions.record_event(by=medewerker, what="proef", details={"aantal": 3})
    assert (event.organisatie, event.details) == ("uwv", {"aantal": 3})
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Gebeurtenis.objects.update(what="iets anders")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Gebeurtenis.objects.all().delete()


def test_records_say_what_they_are():
    organisatie = register()
    other = register(code="uwv", naam="UWV", soort=Organisatiesoort.UWV)
    assigned = actions.assign_gemeente(
        by=GENERATOR, organisatie=organisatie, gemeente_code="GM0014", period=FROM_2020
    )
    succession = actions.succeed_organisatie(
        by=GENERATOR, van=organisatie, naar=other, per=date(2022, 1, 1)
    )
    assert str(other) == "UWV"
    assert str(assigned) == f"GM0014 bij organisatie {organisatie.pk}"
    assert str(succession) == f"organisatie {organisatie.pk} wordt {other.pk} per 2022-01-01"
    assert str(events_about("uwv")[0]) == "toegang.organisatie_geregistreerd uwv"
