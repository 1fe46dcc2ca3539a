"""Histories that are read, changed and written for many persons at once."""

from datetime import date

import pytest
from tests.intern.conftest import bsns, persoon, rows

from voetlicht.basis.kern import clock
from voetlicht.basis.kern.errors import Conflict
from voetlicht.basis.kern.two_times import Change, Fact, Period, overwrite
from voetlicht.basis.web.histories import Histories
from voetlicht.intern.personen.models import Persoon, Verblijf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_processing")]
__all__ = ["bsns", "persoon"]

ROTTERDAM = Fact(Period(date(2020, 1, 1)), ("GM0599", "brp"))
SCHIEDAM = Fact(Period(date(2020, 1, 1)), ("GM0606", "brp"))


def say(histories: Histories, persoon: Persoon, fact: Fact) -> bool:
    known = histories.known(persoon.pk)
    return histories.apply(overwrite(known, fact, now=clock.now()), persoon.pk)


def test_what_is_said_and_unsaid_before_writing_was_never_known(persoon: Persoon):
    histories = Histories.of(Verblijf, [persoon.pk])
    assert say(histories, persoon, ROTTERDAM)
    assert not say(histories, persoon, ROTTERDAM)
    assert say(histories, persoon, SCHIEDAM)
    histories.write()
    assert rows(Verblijf, "gemeente_code") == [("GM0606", date(2020, 1, 1), None)]
    assert Verblijf.objects.count() == 1


def test_nothing_is_written_twice(persoon: Persoon):
    histories = Histories.of(Verblijf, [persoon.pk])
    say(histories, persoon, ROTTERDAM)
    histories.write()
    histories.write()
    assert Verblijf.objects.count() == 1


def test_a_change_of_nothing_changes_nothing(persoon: Persoon):
    assert not Histories.of(Verblijf, [persoon.pk]).apply(Change(clock.now()), persoon.pk)


def test_who_comes_second_with_the_same_row_is_told(persoon: Persoon):
    first = Histories.of(Verblijf, [persoon.pk])
    say(first, persoon, ROTTERDAM)
    first.write()
    one, other = (Histories.of(Verblijf, [persoon.pk]) for _ in range(2))
    for histories in (one, other):
        say(histories, persoon, SCHIEDAM)
    one.write()
    with pytest.raises(Conflict, match="intussen gewijzigd"):
        other.write()
