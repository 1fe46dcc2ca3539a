"""Who exists, where they live, that they died."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.intern.conftest import rows

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import Conflict, InputError, NotAllowed
from voetlicht.intern.personen import actions, queries
from voetlicht.intern.personen.bsn import decrypt, index_of
from voetlicht.intern.personen.enums import Verblijfsbron
from voetlicht.intern.personen.models import Persoon, Verblijf
from voetlicht.intern.toegang.models import Gebeurtenis
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

WHY = Purpose.DIENSTVERLENING
OTHER_KEY = b"andere sleutel voor bsn, 32 byte"


def live(persoon: Persoon, code: str, vanaf: date, bron: Verblijfsbron = Verblijfsbron.BRP) -> bool:
    return actions.record_verblijf(
        by=GENERATOR, persoon=persoon, gemeente_code=code, vanaf=vanaf, bron=bron
    )


def residences() -> list[tuple[object, ...]]:
    return rows(Verblijf, "gemeente_code", "bron")


def test_a_bsn_is_one_persoon_however_it_is_written(bsns):
    bsn = next(bsns)
    one = actions.register_persoon(by=GENERATOR, bsn=bsn)
    two = actions.register_persoon(by=GENERATOR, bsn=f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}")
    assert one == two
    assert queries.persoon_count() == 1
    assert [event.what for event in Gebeurtenis.objects.filter(about=str(one.uuid))] == [
        "personen.persoon_geregistreerd"
    ]


def test_a_birth_date_is_filled_in_once(bsns):
    bsn, born = next(bsns), date(1990, 5, 1)
    actions.register_persoon(by=GENERATOR, bsn=bsn)
    for _ in range(2):
        persoon = actions.register_persoon(by=GENERATOR, bsn=bsn, geboortedatum=born)
        assert persoon.geboortedatum == born
    with pytest.raises(Conflict, match="andere geboortedatum"):
        actions.register_persoon(by=GENERATOR, bsn=bsn, geboortedatum=date(1990, 5, 2))


def test_many_are_found_or_made_at_once(bsns):
    first, second, third = next(bsns), next(bsns), next(bsns)
    known = actions.register_persoon(by=GENERATOR, bsn=second)
    ids = actions.register_personen(by=GENERATOR, bsns=[first, second, third, first])
    assert list(ids) == [first, second, third]
    assert ids[second] == known.pk
    assert len(set(ids.values())) == queries.persoon_count() == 3
    assert actions.register_personen(by=GENERATOR, bsns=[third, first]) == {
        third: ids[third],
        first: ids[first],
    }


def test_who_moves_has_lived_in_both(persoon):
    assert live(persoon, "GM0599", date(2020, 1, 1))
    assert live(persoon, "buitenland", date(2023, 5, 1))
    assert residences() == [
        ("GM0599", "brp", date(2020, 1, 1), date(2023, 5, 1)),
        ("buitenland", "brp", date(2023, 5, 1), None),
    ]
    assert not live(persoon, "buitenland", date(2023, 5, 1))


def test_a_move_that_is_told_late_holds_until_the_next(persoon):
    live(persoon, "GM0599", date(2020, 1, 1))
    live(persoon, "GM0606", date(2023, 1, 1))
    live(persoon, "onbekend", date(2022, 1, 1))
    assert [row[0] for row in residences()] == ["GM0599", "onbekend", "GM0606"]
    assert [row[2] for row in residences()] == [date(y, 1, 1) for y in (2020, 2022, 2023)]


def test_the_brp_goes_before_an_own_statement_whenever_it_comes(persoon):
    own = Verblijfsbron.EIGEN_OPGAVE
    live(persoon, "GM0606", date(2019, 1, 1), own)
    live(persoon, "GM0622", date(2021, 1, 1), own)
    live(persoon, "GM0599", date(2020, 1, 1))
    assert residences() == [
        ("GM0606", "eigen_opgave", date(2019, 1, 1), date(2020, 1, 1)),
        ("GM0599", "brp", date(2020, 1, 1), None),
    ]
    assert not live(persoon, "GM0622", date(2021, 1, 1), own)
    assert live(persoon, "GM0622", date(2019, 6, 1), own)
    assert residences() == [
        ("GM0606", "eigen_opgave", date(2019, 1, 1), date(2019, 6, 1)),
        ("GM0622", "eigen_opgave", date(2019, 6, 1), date(2020, 1, 1)),
        ("GM0599", "brp", date(2020, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("code", "vanaf"),
    [
        ("Rotterdam", date(2020, 1, 1)),
        ("GM9999", date(2020, 1, 1)),
        ("GM1992", date(2022, 12, 31)),
    ],
)
def test_a_gemeente_that_did_not_exist_is_refused(persoon, code: str, vanaf: date):
    with pytest.raises(InputError):
        live(persoon, code, vanaf)
    assert residences() == []


@pytest.mark.parametrize(
    ("code", "vanaf"),
    [
        ("GM1992", date(2023, 1, 1)),
        ("GM0501", date(2023, 6, 1)),
        ("GM0599", date(1980, 1, 1)),
        ("onbekend", date(1980, 1, 1)),
    ],
)
def test_a_code_that_can_be_followed_is_kept_as_delivered(persoon, code: str, vanaf: date):
    assert live(persoon, code, vanaf)
    assert residences() == [(code, "brp", vanaf, None)]


@pytest.mark.django_db(databases=["default", "lader"])
@pytest.mark.usefixtures("as_loader")
def test_what_was_known_then_can_be_asked_now(persoon):
    with clock.frozen_at(datetime(2023, 7, 1, tzinfo=UTC)):
        live(persoon, "GM0599", date(2020, 1, 1))
    with clock.frozen_at(datetime(2023, 9, 1, tzinfo=UTC)):
        live(persoon, "GM0606", date(2023, 1, 1))

    def lived(known_at: datetime) -> str | None:
        verblijf = Verblijf.objects.filter(
            persoon=persoon, valid__contains=date(2023, 6, 30), recorded__contains=known_at
        ).first()
        return verblijf.gemeente_code if verblijf else None

    assert lived(datetime(2023, 6, 30, tzinfo=UTC)) is None
    assert lived(datetime(2023, 8, 1, tzinfo=UTC)) == "GM0599"
    assert lived(datetime(2023, 9, 1, tzinfo=UTC)) == "GM0606"


@pytest.mark.django_db(databases=["default", "lader"])
@pytest.mark.usefixtures("as_loader")
def test_a_clock_that_stands_still_does_not_stop_anybody(persoon):
    with clock.frozen_at(datetime(2023, 7, 1, tzinfo=UTC)):
        for year in range(2015, 2023):
            assert live(persoon, "GM0599" if year % 2 else "GM0606", date(year, 1, 1))
    assert len(residences()) == 8


def test_a_death_is_recorded_and_can_be_corrected(bsns):
    persoon = actions.register_persoon(by=GENERATOR, bsn=next(bsns), geboortedatum=date(1990, 5, 1))
    for died in (date(2023, 1, 2), date(2023, 1, 2), date(2023, 1, 3)):
        again = actions.record_overlijden(by=GENERATOR, persoon=persoon, overlijdensdatum=died)
        assert again.overlijdensdatum == died
    assert Gebeurtenis.objects.filter(what="personen.overlijden_vastgelegd").count() == 2
    for wrong in (date(1990, 4, 30), clock.today() + timedelta(days=1)):
        with pytest.raises(InputError):
            actions.record_overlijden(by=GENERATOR, persoon=persoon, overlijdensdatum=wrong)


def test_nothing_is_written_or_read_without_the_right(persoon, bsns):
    bsn = next(bsns)
    for attempt in (
        lambda: actions.register_persoon(by=KOPPELING, bsn=bsn),
        lambda: actions.register_personen(by=KOPPELING, bsns=[bsn]),
        lambda: actions.record_verblijf(
            by=KOPPELING,
            persoon=persoon,
            gemeente_code="GM0599",
            vanaf=date(2020, 1, 1),
            bron=Verblijfsbron.BRP,
        ),
        lambda: actions.record_overlijden(
            by=KOPPELING, persoon=persoon, overlijdensdatum=date(2023, 1, 1)
        ),
        lambda: queries.personen_by_bsn([bsn], actor=KOPPELING, purpose=WHY),
        lambda: queries.bsn_within_reach(persoon.pk, actor=KOPPELING, purpose=WHY),
        lambda: queries.verblijven_of(persoon.pk, actor=KOPPELING, purpose=WHY),
    ):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert bsn not in str(refused.value)
    assert queries.persoon_count() == 1


def test_names_of_records_tell_nothing(persoon):
    live(persoon, "GM0599", date(2020, 1, 1))
    assert str(persoon) == f"persoon {persoon.uuid}"
    assert "GM0599" not in str(Verblijf.objects.get())


def test_encryption_is_renewed_under_another_key_and_the_old_one_can_go(bsns, settings):
    known = [next(bsns) for _ in range(5)]
    actions.register_personen(by=GENERATOR, bsns=known)
    keeper = Actor(
        kind=ActorKind.SYSTEEM, id="sleutels", rights=frozenset({"personen.sleutels_beheren"})
    )
    assert actions.renew_encryption(by=keeper, at_most=3) == 0
    settings.BSN_PREVIOUS_KEYS, settings.BSN_KEY = [settings.BSN_KEY], OTHER_KEY
    actions.register_personen(by=GENERATOR, bsns=[next(bsns)])
    assert [actions.renew_encryption(by=keeper, at_most=3) for _ in range(3)] == [3, 2, 0]
    settings.BSN_PREVIOUS_KEYS = []
    for bsn in known:
        persoon = Persoon.objects.get(bsn_index=index_of(bsn))
        assert decrypt(bytes(persoon.bsn_encrypted)) == bsn
    with pytest.raises(NotAllowed):
        actions.renew_encryption(by=GENERATOR, at_most=3)
