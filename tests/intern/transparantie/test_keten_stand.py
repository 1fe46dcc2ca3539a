"""The state of the chain: counted for who may see nobody, and not for every reader anew."""

from datetime import UTC, datetime, timedelta

import pytest

import medewerkers as made
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.intern.transparantie.queries import COUNTED_FOR, keten_stand

MOMENT = datetime(2031, 5, 1, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_counts_are_of_everybody_and_kept_for_some_minutes() -> None:
    made.klant()
    with frozen_at(MOMENT), made.in_role("intern"):
        first = keten_stand()
    made.klant()
    with frozen_at(MOMENT + timedelta(seconds=1)), made.in_role("intern"):
        assert keten_stand() is first
    with frozen_at(MOMENT + timedelta(seconds=COUNTED_FOR)), made.in_role("intern"):
        later = keten_stand()
    assert (first.personen, first.dossiers, first.geteld_op) == (1, 1, MOMENT)
    assert (later.personen, later.dossiers) == (2, 2)
