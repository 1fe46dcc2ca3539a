"""A klantprofiel is drawn up, vastgesteld and lapses; its status is known by day."""

from datetime import date
from itertools import product

import pytest
from tests.intern.conftest import rows

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.actor import Actor, ActorKind, Purpose
from voetlicht.basis.kern.errors import Conflict, NotAllowed
from voetlicht.intern.klantprofielen import actions, queries
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode
from voetlicht.intern.klantprofielen.rules import may_follow
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

READER = Actor(
    kind=ActorKind.MEDEWERKER,
    id="lezer",
    rights=frozenset({"klantprofielen.inzien"}),
    purposes=frozenset(Purpose),
)
CONCEPT, VASTGESTELD, VERVALLEN = Profielstatus
Y2020, Y2021, Y2022, Y2023 = (date(year, 1, 1) for year in (2020, 2021, 2022, 2023))


@pytest.fixture
def klantprofiel(persoon, uwv) -> Klantprofiel:
    return actions.draw_up_klantprofiel(by=GENERATOR, persoon=persoon, organisatie=uwv, vanaf=Y2020)


def become(klantprofiel: Klantprofiel, status: Profielstatus, vanaf: date) -> bool:
    return actions.set_profielstatus(
        by=GENERATOR, klantprofiel=klantprofiel, status=status, vanaf=vanaf
    )


def statuses() -> list[tuple[object, ...]]:
    return rows(Statusperiode, "status")


def test_it_begins_as_a_concept(klantprofiel):
    assert statuses() == [("concept", Y2020, None)]
    assert queries.vastgesteld_count() == 0
    assert str(klantprofiel) == f"klantprofiel {klantprofiel.uuid}"
    assert str(Statusperiode.objects.get()).startswith("statusperiode ")


def test_each_status_holds_until_the_next(klantprofiel):
    assert become(klantprofiel, VASTGESTELD, Y2021)
    assert not become(klantprofiel, VASTGESTELD, Y2021)
    assert queries.vastgesteld_count() == 1
    assert become(klantprofiel, VERVALLEN, Y2022)
    assert statuses() == [
        ("concept", Y2020, Y2021),
        ("vastgesteld", Y2021, Y2022),
        ("vervallen", Y2022, None),
    ]


def test_a_lapsed_one_is_taken_up_again(klantprofiel, persoon, uwv):
    become(klantprofiel, VERVALLEN, Y2021)
    again = actions.draw_up_klantprofiel(
        by=GENERATOR, persoon=persoon, organisatie=uwv, vanaf=Y2023
    )
    assert again == klantprofiel
    assert statuses()[-1] == ("concept", Y2023, None)


def test_the_status_of_a_day_is_asked_as_known_at_a_moment(klantprofiel):
    become(klantprofiel, VASTGESTELD, Y2021)

    def status(on: date) -> Profielstatus | None:
        return queries.status_of(
            klantprofiel,
            on=on,
            known_at=clock.now(),
            actor=READER,
            purpose=Purpose.DIENSTVERLENING,
        )

    assert status(date(2019, 1, 1)) is None
    assert status(Y2020) is CONCEPT
    assert status(Y2022) is VASTGESTELD


def test_only_these_steps_can_be_made():
    allowed = {pair for pair in product([None, *Profielstatus], Profielstatus) if may_follow(*pair)}
    assert allowed == {
        (None, CONCEPT),
        (None, VASTGESTELD),
        (CONCEPT, CONCEPT),
        (CONCEPT, VASTGESTELD),
        (CONCEPT, VERVALLEN),
        (VASTGESTELD, VASTGESTELD),
        (VASTGESTELD, VERVALLEN),
        (VERVALLEN, VERVALLEN),
        (VERVALLEN, CONCEPT),
        (VERVALLEN, VASTGESTELD),
    }


def test_a_step_that_cannot_be_made_changes_nothing(klantprofiel):
    become(klantprofiel, VASTGESTELD, Y2021)
    with pytest.raises(Conflict, match="niet van ‘vastgesteld’ naar ‘concept’"):
        become(klantprofiel, CONCEPT, Y2022)
    with pytest.raises(Conflict, match="nog niet opgesteld"):
        become(klantprofiel, VERVALLEN, date(2019, 1, 1))
    assert len(statuses()) == 2


def test_many_are_found_or_made_at_once(klantprofiel, persoon, uwv, rotterdam):
    pairs = [(persoon.pk, rotterdam.pk), (persoon.pk, uwv.pk), (persoon.pk, rotterdam.pk)]
    found = actions.register_klantprofielen(by=GENERATOR, pairs=pairs)
    assert set(found) == set(pairs)
    assert found[persoon.pk, uwv.pk] == klantprofiel.pk
    only_one = actions.register_klantprofielen(by=GENERATOR, pairs=pairs[:1])
    assert set(only_one) == set(pairs[:1])


def test_without_the_right_nothing_happens(klantprofiel, persoon, uwv):
    for attempt in (
        lambda: actions.draw_up_klantprofiel(
            by=KOPPELING, persoon=persoon, organisatie=uwv, vanaf=Y2023
        ),
        lambda: actions.register_klantprofielen(by=KOPPELING, pairs=[(persoon.pk, uwv.pk)]),
        lambda: actions.set_profielstatus(
            by=KOPPELING, klantprofiel=klantprofiel, status=VASTGESTELD, vanaf=Y2021
        ),
        lambda: queries.status_of(
            klantprofiel,
            on=Y2021,
            known_at=clock.now(),
            actor=KOPPELING,
            purpose=Purpose.CONTROLE,
        ),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert statuses() == [("concept", Y2020, None)]
