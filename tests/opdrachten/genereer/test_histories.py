"""The histories are ones that the database accepts, and the same for the same seed."""

from datetime import date
from itertools import combinations

import pytest

from voetlicht.intern.klantprofielen.enums import Profielstatus
from voetlicht.opdrachten.genereer.heard import Subject
from voetlicht.opdrachten.genereer.histories import Row, replay
from voetlicht.opdrachten.genereer.people import people_of
from voetlicht.opdrachten.genereer.plan import Scale, plan

pytestmark = pytest.mark.xdist_group("bevolking")


def overlap_in_both_times(one: Row, other: Row) -> bool:
    recorded = (one.until is None or other.since < one.until) and (
        other.until is None or one.since < other.until
    )
    return recorded and one.valid.overlaps(other.valid)


def test_no_two_rows_of_a_history_overlap_in_both_times(demo_population):
    for inhabitant in demo_population[::3]:
        for one, other in combinations(inhabitant.rows, 2):
            if (one.subject, one.key) == (other.subject, other.key):
                assert not overlap_in_both_times(one, other), inhabitant.person


def test_every_recorded_period_ends_after_it_began(demo_population):
    assert all(
        row.until is None or row.since < row.until
        for inhabitant in demo_population
        for row in inhabitant.rows
    )


def test_everything_is_recorded_in_order_and_after_it_began(demo_population):
    for inhabitant in demo_population[::5]:
        moments = [one.moment for one in inhabitant.person.heard]
        assert moments == sorted(moments)
        assert all(one.fact.valid.start <= one.moment.date() for one in inhabitant.person.heard), (
            inhabitant.person
        )


def test_the_same_seed_gives_the_same_people_in_any_order_of_work():
    parts = plan(Scale.DEMO, 5)
    chosen = parts[::40]
    forward = {part.gemeente_code: list(people_of(part, 5)) for part in chosen}
    backward = {part.gemeente_code: list(people_of(part, 5)) for part in reversed(chosen)}
    assert plan(Scale.DEMO, 5) == parts
    assert forward == backward
    assert [replay(one.heard) for one in forward[chosen[0].gemeente_code]] != [
        replay(one.heard) for one in people_of(chosen[0], 6)
    ]


def test_the_histories_hold_what_makes_counting_hard(demo_population):
    rows = [row for inhabitant in demo_population for row in inhabitant.rows]
    codes = {row.value[0] for row in rows if row.subject is Subject.VERBLIJF}
    assert {"onbekend", "buitenland", "GM0501", "GM0530", "GM0614", "GM1992"} <= codes
    statuses = {row.value[0] for row in rows if row.subject is Subject.STATUS}
    assert statuses == set(Profielstatus)
    successions = [
        row
        for row in rows
        if row.subject is Subject.DIENSTVERLENING and row.value[0] < row.valid.start
    ]
    assert {"GM1992", "SV-9-2"} <= {row.key for row in successions}
    assert any(row.subject is Subject.REGISTRATIE and row.key == "05" for row in rows)
    assert any(inhabitant.person.overlijdensdatum for inhabitant in demo_population)
    assert any(not inhabitant.person.is_klant for inhabitant in demo_population)


def test_both_ways_of_the_merger_occur(demo_population):
    """The BRP sends a new row on 1 January 2023, or the old code stays."""
    there = [one.rows for one in demo_population if one.part.gemeente_code == "GM1992"]
    known = [[row for row in rows if row.subject is Subject.VERBLIJF] for rows in there]
    open_codes = [
        {row.value[0] for row in rows if row.until is None and row.valid.end is None}
        for rows in known
    ]
    assert sum("GM1992" in codes for codes in open_codes) > 100
    assert sum(bool(codes & {"GM0501", "GM0530", "GM0614"}) for codes in open_codes) > 100


def test_no_registration_begins_before_its_code_exists(demo_population):
    first = {"05": date(2015, 1, 1), "06": date(2017, 1, 1)}
    for inhabitant in demo_population:
        for one in inhabitant.person.heard:
            if one.subject is Subject.REGISTRATIE:
                assert one.fact.valid.start >= first.get(one.key, date.min)
