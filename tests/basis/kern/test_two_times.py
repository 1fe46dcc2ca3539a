"""The algebra of two times, against a model that remembers every day at every moment."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.two_times import (
    SMALLEST_STEP,
    Change,
    Fact,
    Known,
    Period,
    cut_off,
    fill,
    moment_after,
    outside,
    overwrite,
    supersede,
    until_next,
)

ORIGIN = date(2020, 1, 1)
DAYS = 12
START = datetime(2021, 1, 1, tzinfo=UTC)


def day(number: int) -> date:
    return ORIGIN + timedelta(days=number)


def period(first: int, end: int | None) -> Period:
    return Period(day(first), None if end is None else day(end))


def known(first: int, end: int | None, value: str, since: datetime = START) -> Known[str]:
    return Known(f"{first}-{end}", period(first, end), value, since)


@dataclass
class Row:
    """A row as a table would hold it."""

    valid: Period
    value: str
    since: datetime
    closed: datetime | None = None


@dataclass
class Table:
    """One history, written to as the actions do."""

    rows: list[Row] = field(default_factory=list)

    def present(self) -> list[Known[str]]:
        return [
            Known(place, row.valid, row.value, row.since)
            for place, row in enumerate(self.rows)
            if row.closed is None
        ]

    def take(self, change: Change[str]) -> None:
        for row in change.close:
            assert isinstance(row.key, int)
            self.rows[row.key].closed = change.moment
        self.rows += [Row(fact.valid, fact.value, change.moment) for fact in change.add]

    def by_day(self, moment: datetime) -> list[str | None]:
        """What was known at a moment of each day; two rows for one day would be an overlap."""
        answer: list[str | None] = []
        for number in range(DAYS + 2):
            found = [
                row.value
                for row in self.rows
                if row.valid.contains(day(number))
                and row.since <= moment
                and (row.closed is None or moment < row.closed)
            ]
            assert len(found) <= 1
            answer.append(found[0] if found else None)
        return answer


periods = st.tuples(st.integers(0, DAYS - 1), st.one_of(st.none(), st.integers(1, DAYS))).map(
    lambda ends: period(ends[0], None if ends[1] is None else ends[0] + ends[1])
)
facts = st.builds(Fact, periods, st.sampled_from("abc"))
Operation = Callable[..., Change[str]]


def naive_overwrite(before: list[str | None], fact: Fact[str]) -> list[str | None]:
    return [fact.value if fact.valid.contains(day(n)) else old for n, old in enumerate(before)]


def naive_fill(before: list[str | None], fact: Fact[str]) -> list[str | None]:
    said = naive_overwrite(before, fact)
    return [old if old is not None else new for old, new in zip(before, said, strict=True)]


@pytest.mark.parametrize(("operation", "naive"), [(overwrite, naive_overwrite), (fill, naive_fill)])
@given(history=st.lists(facts, max_size=8), stuck=st.booleans())
def test_states_hold_day_by_day_as_last_said_and_the_past_stays_as_it_was_known(
    operation: Operation, naive: Callable, history: list[Fact[str]], stuck: bool
):
    table = Table()
    expected: dict[datetime, list[str | None]] = {START - timedelta(hours=1): [None] * (DAYS + 2)}
    for number, fact in enumerate(history):
        now = START if stuck else START + timedelta(hours=number)
        change = operation(table.present(), fact, now=now)
        before = table.by_day(max(expected))
        table.take(change)
        assert stuck or change.moment == now
        moment = max(*expected, now) if change.is_empty else change.moment
        expected[moment] = naive(before, fact)
    for moment, days in expected.items():
        assert table.by_day(moment) == days


@given(history=st.lists(facts, max_size=8))
def test_what_supersedes_replaces_what_it_overlaps_whole(history: list[Fact[str]]):
    table = Table()
    things: list[Fact[str]] = []
    for number, fact in enumerate(history):
        now = START + timedelta(hours=number)
        before = table.by_day(now)
        table.take(supersede(table.present(), fact, now=now))
        things = [old for old in things if not old.valid.overlaps(fact.valid)] + [fact]
        present = {(row.valid, row.value) for row in table.present()}
        assert present == {(thing.valid, thing.value) for thing in things}
        assert table.by_day(now - timedelta(minutes=1)) == before


@pytest.mark.parametrize("operation", [overwrite, fill, supersede])
@given(history=st.lists(facts, max_size=5), fact=facts)
def test_saying_it_twice_changes_nothing(
    operation: Operation, history: list[Fact[str]], fact: Fact[str]
):
    table = Table()
    for number, each in enumerate([*history, fact]):
        table.take(operation(table.present(), each, now=START + timedelta(hours=number)))
    assert operation(table.present(), fact, now=START + timedelta(days=9)).is_empty


@given(history=st.lists(facts, max_size=5), firm=st.lists(facts, max_size=3), fact=facts)
def test_firm_rows_are_never_touched(
    history: list[Fact[str]], firm: list[Fact[str]], fact: Fact[str]
):
    table = Table()
    for each in history:
        table.take(overwrite(table.present(), each, now=START))
    for each in firm:
        table.take(overwrite(table.present(), Fact(each.valid, "firm"), now=START))
    rows = table.present()
    solid = [row for row in rows if row.value == "firm"]
    change = overwrite(rows, fact, now=START, firm=solid)
    assert not {row.key for row in change.close} & {row.key for row in solid}
    before = table.by_day(datetime.max.replace(tzinfo=UTC))
    table.take(change)
    after = table.by_day(datetime.max.replace(tzinfo=UTC))
    said = naive_overwrite(before, fact)
    assert after == [old if old == "firm" else new for old, new in zip(before, said, strict=True)]


@given(one=periods, other=periods)
def test_minus_and_overlaps_say_the_same_as_days_do(one: Period, other: Period):
    mine = {n for n in range(40) if one.contains(day(n))}
    theirs = {n for n in range(40) if other.contains(day(n))}
    left = [{n for n in range(40) if part.contains(day(n))} for part in one.minus(other)]
    assert set().union(*left) == mine - theirs
    assert sum(map(len, left)) == len(mine - theirs)
    assert one.overlaps(other) == bool(mine & theirs) == other.overlaps(one)


@given(one=periods, others=st.lists(periods, max_size=4))
def test_outside_is_minus_of_all(one: Period, others: list[Period]):
    left = {n for n in range(40) for part in outside(one, others) if part.contains(day(n))}
    taken = {n for n in range(40) for other in others if other.contains(day(n))}
    assert left == {n for n in range(40) if one.contains(day(n))} - taken


def test_a_period_through_the_last_day_is_half_open():
    june = Period.through(date(2023, 6, 1), date(2023, 6, 30))
    assert june == Period(date(2023, 6, 1), date(2023, 7, 1))
    assert june.last == date(2023, 6, 30)
    assert Period.through(date(2023, 6, 1), None).last is None


def test_a_period_that_does_not_end_after_its_begin_is_refused():
    with pytest.raises(ValueError, match="eindigt na haar begin"):
        period(3, 3)


def test_until_next_ends_where_the_next_row_begins():
    rows = [known(1, 3, "a"), known(5, None, "b"), known(3, 5, "c")]
    assert until_next(rows, day(2)) == period(2, 3)
    assert until_next(rows, day(3)) == period(3, 5)
    assert until_next(rows, day(5)) == period(5, None)


def test_a_clock_that_stands_still_is_passed_by_the_smallest_step():
    rows = [known(0, 3, "a"), known(3, None, "b", START + timedelta(hours=1))]
    assert moment_after([], START) == START
    assert moment_after(rows, START) == START + timedelta(hours=1) + SMALLEST_STEP
    assert moment_after(rows, START + timedelta(hours=2)) == START + timedelta(hours=2)


@pytest.mark.parametrize(
    ("first", "end", "per", "left"),
    [
        (0, None, 5, period(0, 5)),
        (0, 9, 5, period(0, 5)),
        (5, None, 5, None),
        (7, 9, 5, None),
    ],
)
def test_cutting_off_ends_a_row_or_takes_it_away(first, end, per, left):
    row = known(first, end, "a")
    later = START + timedelta(hours=1)
    change = cut_off([row], row, per=day(per), now=later)
    assert change.close == (row,)
    assert change.add == ((Fact(left, "a"),) if left else ())


@pytest.mark.parametrize("end", [3, 5])
def test_what_has_ended_by_then_is_not_cut_off(end):
    row = known(0, end, "a")
    assert cut_off([row], row, per=day(5), now=START).is_empty


def test_a_state_that_is_confirmed_holds_against_what_is_told_late():
    table = Table()
    for number, (first, value) in enumerate([(1, "a"), (4, "a"), (3, "b")]):
        fact = Fact(until_next(table.present(), day(first)), value)
        table.take(overwrite(table.present(), fact, now=START + timedelta(hours=number)))
    assert table.by_day(START + timedelta(days=1))[:6] == [None, "a", "a", "b", "a", "a"]
