"""The view in the database and the rule in Python say the same of everybody, always."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

import medewerkers as made
import worlds
from config.test_policies import SEARCHES, WITHIN_REACH
from roles import stepping_down
from voetlicht.basis.kern.clock import frozen_at
from voetlicht.intern.personen.models import Persoon
from voetlicht.intern.sonar.models import Klant
from voetlicht.intern.toegang.models import Bereik, Toewijzing
from voetlicht.intern.toegang.transaction import acting

untimed = settings(
    deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
met: Counter[str] = Counter()


@pytest.fixture(scope="module")
def stage(installation, django_db_setup, django_db_blocker) -> Iterator[worlds.Stage]:
    with django_db_blocker.unblock(), stepping_down(installation):
        yield worlds.set_stage()


@untimed
@given(draw=worlds.draws)
def test_the_view_and_every_table_show_whom_the_rule_admits_and_nobody_else(
    stage: worlds.Stage, draw: worlds.Draw
):
    with worlds.played(stage, draw), frozen_at(draw.moment):
        with made.in_role("eigenaar"):
            expected = worlds.reach_by_rule(stage, draw.moment)
        for who, persoon_ids in expected.items():
            with acting(made.actor(who)):
                assert set(Bereik.objects.values_list("persoon", flat=True)) == persoon_ids
                assert set(Persoon.objects.values_list("pk", flat=True)) == persoon_ids
                assert set(Klant.objects.values_list("persoon", flat=True)) == persoon_ids
                for search in SEARCHES.values():
                    assert _persoon_ids(search) == persoon_ids, search
                for view in WITHIN_REACH:
                    assert _persoon_ids(view) <= persoon_ids, view
                served = Toewijzing.objects.values_list("persoon", flat=True)
                assert set(served) <= persoon_ids
            met["reached" if persoon_ids else "reached nobody"] += 1


def _persoon_ids(view: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT persoon_id FROM {view}")
        return {row[0] for row in cursor}


def test_the_draws_meet_both_kinds(stage: worlds.Stage):
    """A property over worlds in which nobody reaches anybody would hold by itself."""
    if met:
        assert met["reached"]
        assert met["reached nobody"]


def test_without_an_aanstelling_nobody_is_there(stage: worlds.Stage):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('voetlicht.aanstelling', '', true)")
    assert not Bereik.objects.exists()
    assert not Persoon.objects.exists()
