"""A klantprofiel is drawn up, vastgesteld and lapses; its status is known by day."""

from datetime import date
from itertools import product

import pytest
from tests.intern.conftest import rows

from voetlicht.basis.kern.actor import Purpose
from voetlicht.basis.kern.errors import Conflict, NotAllowed
from voetlicht.intern.klantprofielen import actions, queries
from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.intern.klantprofielen.models import Klantprofiel, Statusperiode
from voetlicht.intern.klantprofielen.rules import may_follow
from voetlicht.intern.toegang.systeemactoren import GENERATOR, KOPPELING

pytestmark = pytest.mark.django_db

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
    assert str(klantprofiel) == f"klantprofiel {klantprofiel.uuid}"
    assert str(Statusperiode.objects.get()).startswith("statusperiode ")


def test_each_status_holds_until_the_next(klantprofiel):
    assert become(klantprofiel, VASTGESTELD, Y2021)
    assert not become(klantprofiel, VASTGESTELD, Y2021)
    assert statuses()[-1] == ("vastgesteld", Y2021, None)
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
        lambda: queries.profielen_of(persoon.pk, actor=KOPPELING, purpose=Purpose.CONTROLE),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert statuses() == [("concept", Y2020, None)]
