"""The rule that rebuilds an account, and who may carry it out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.errors import InputError, NotAllowed
from voetlicht.basis.kern.two_times import Period
from voetlicht.intern.toegang.enums import Organisatiesoort, Rol
from voetlicht.intern.toegang.rules.accounts import (
    ELEARNING_LASTS,
    Change,
    Held,
    Wanted,
    demand_elearning,
    demand_fitting,
    demand_other_eyes,
    manages,
    rebuild,
)

TODAY = date(2026, 3, 2)
HORIZON = 40
DAYS = st.integers(-HORIZON, HORIZON).map(lambda days: TODAY + timedelta(days=days))
POSTS = st.tuples(st.sampled_from([Rol.KLANTMANAGER, Rol.TEAMLEIDER]), st.sampled_from([1, 2]))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, HORIZON))
    return Period(start, start + timedelta(days=length) if length else None)


@st.composite
def timelines(draw: st.DrawFn) -> list[tuple[Rol, int, Period]]:
    """Roles in teams over periods; equal ones never overlap, as the database holds."""
    chosen: list[tuple[Rol, int, Period]] = []
    for (rol, team), period in draw(st.lists(st.tuples(POSTS, periods()), max_size=6)):
        if not any((rol, team) == (r, t) and period.overlaps(p) for r, t, p in chosen):
            chosen.append((rol, team, period))
    return chosen


def holding(rows: list[tuple[Rol, int | None, Period]], day: date) -> set[tuple[Rol, int | None]]:
    return {(rol, team) for rol, team, valid in rows if valid.contains(day)}


def carried_out(held: list[Held], change: Change) -> list[tuple[Rol, int | None, Period]]:
    """The rows after the change, as the action writes them."""
    ended = {each.key for each in change.ended}
    moved = {each.held.key: each.end for each in change.moved}
    rows: list[tuple[Rol, int | None, Period]] = []
    for each in held:
        end = moved.get(each.key, each.valid.end)
        if each.key in ended:
            if each.valid.start >= TODAY:
                continue
            end = TODAY
        rows.append((each.rol, each.team, Period(each.valid.start, end)))
    rows.extend((each.rol, each.team, each.valid) for each in change.begun)
    return rows


@given(before=timelines(), form=timelines())
def test_from_today_on_exactly_the_form_holds_and_the_past_stays(before, form):
    held = [Held(key, *row) for key, row in enumerate(before)]
    wanted = [Wanted(*row) for row in form]
    after = carried_out(held, rebuild(held, wanted, today=TODAY))
    for offset in range(-2 * HORIZON, 3 * HORIZON):
        day = TODAY + timedelta(days=offset)
        expected = form if day >= TODAY else before
        assert holding(after, day) == holding(expected, day)
    for place, (rol, team, valid) in enumerate(after):
        for other_rol, other_team, other in after[:place]:
            assert (rol, team) != (other_rol, other_team) or not valid.overlaps(other)


@given(before=timelines(), form=timelines())
def test_every_aanstelling_is_kept_moved_or_ended_once_and_a_second_time_changes_nothing(
    before, form
):
    held = [Held(key, *row) for key, row in enumerate(before)]
    wanted = [Wanted(*row) for row in form]
    change = rebuild(held, wanted, today=TODAY)
    touched = [
        *(each.key for each in change.kept),
        *(each.held.key for each in change.moved),
        *(each.key for each in change.ended),
    ]
    lasting = {each.key for each in held if each.valid.end is None or each.valid.end > TODAY}
    assert sorted(touched) == sorted(lasting)
    again = [Held(key, *row) for key, row in enumerate(carried_out(held, change))]
    second = rebuild(again, wanted, today=TODAY)
    assert (second.begun, second.moved, second.ended) == ((), (), ())


@given(before=timelines(), form=timelines())
def test_a_change_gives_exactly_when_some_day_has_a_role_that_it_had_not(before, form):
    held = [Held(key, *row) for key, row in enumerate(before)]
    change = rebuild(held, [Wanted(*row) for row in form], today=TODAY)
    days = [TODAY + timedelta(days=offset) for offset in range(3 * HORIZON)]
    more = any(holding(form, day) - holding(before, day) for day in days)
    assert change.gives or not more


def test_an_empty_form_is_that_of_a_leaver():
    held = [Held(1, Rol.KLANTMANAGER, 1, Period(date(2020, 1, 1)))]
    change = rebuild(held, [], today=TODAY)
    assert change.ended == tuple(held)
    assert change.leaves_nothing
    assert not change.gives


def test_another_end_gives_only_when_it_is_later():
    held = [Held(1, Rol.KLANTMANAGER, 1, Period(date(2020, 1, 1), date(2026, 6, 1)))]
    shorter, longer, endless = (
        rebuild(
            held,
            [Wanted(Rol.KLANTMANAGER, 1, Period(date(2026, 1, 1), end))],
            today=TODAY,
        )
        for end in (date(2026, 4, 1), date(2026, 7, 1), None)
    )
    assert not shorter.gives
    assert longer.gives
    assert endless.gives
    assert not shorter.leaves_nothing


def test_equal_changes_have_equal_marks_and_others_do_not():
    wanted = [Wanted(Rol.KLANTMANAGER, 1, Period(TODAY))]
    one = rebuild([], wanted, today=TODAY)
    assert one.mark == rebuild([], list(wanted), today=TODAY).mark
    assert one.mark != rebuild([], wanted, today=TODAY + timedelta(days=1)).mark


ROLE = Wanted(Rol.KLANTMANAGER, None, Period(TODAY))


@pytest.mark.parametrize(
    ("wanted", "soort", "said"),
    [
        ([ROLE], Organisatiesoort.UWV, "bestaat niet bij een organisatie van soort uwv"),
        (
            [Wanted(Rol.ADVISEUR_WERK, None, Period(TODAY))],
            Organisatiesoort.GEMEENTE,
            "bestaat niet bij",
        ),
        (
            [Wanted(Rol.FUNCTIONEEL_BEHEERDER, None, Period(TODAY))],
            Organisatiesoort.WSP,
            "bestaat niet bij",
        ),
        (
            [Wanted(Rol.TEAMLEIDER, None, Period(TODAY))],
            Organisatiesoort.UWV,
            "hoort bij een team",
        ),
        (
            [Wanted(Rol.PRIVACY_OFFICER, 1, Period(TODAY))],
            Organisatiesoort.UWV,
            "hoort niet bij een team",
        ),
        ([ROLE, ROLE], Organisatiesoort.GEMEENTE, "staat twee keer op het formulier"),
    ],
)
def test_a_form_that_does_not_fit_says_what_to_choose(wanted, soort, said):
    with pytest.raises(InputError, match=said):
        demand_fitting(wanted, soort)


def test_the_same_role_twice_in_other_teams_or_times_fits():
    later = Wanted(Rol.KLANTMANAGER, None, Period(TODAY + timedelta(days=10)))
    now = Wanted(Rol.KLANTMANAGER, None, Period(TODAY, TODAY + timedelta(days=10)))
    team = Wanted(Rol.KLANTMANAGER, 1, Period(TODAY))
    demand_fitting([now, later, team], Organisatiesoort.GEMEENTE)


LONG_AGO = TODAY - ELEARNING_LASTS


@pytest.mark.parametrize(
    ("done_on", "last_worked", "enough"),
    [
        (None, None, False),
        (TODAY, None, True),
        (LONG_AGO, None, True),
        (LONG_AGO - timedelta(days=1), None, False),
        (None, LONG_AGO, True),
        (None, LONG_AGO - timedelta(days=1), False),
        (TODAY, LONG_AGO - timedelta(days=1), True),
    ],
)
def test_the_elearning_comes_first_for_who_is_new_or_was_away_for_two_years(
    done_on, last_worked, enough
):
    if enough:
        demand_elearning(done_on, last_worked, today=TODAY)
    else:
        with pytest.raises(InputError, match="e-learning"):
            demand_elearning(done_on, last_worked, today=TODAY)


GIVING = rebuild([], [ROLE], today=TODAY)
ENDING = rebuild([Held(1, Rol.KLANTMANAGER, 1, Period(LONG_AGO))], [], today=TODAY)


@pytest.mark.parametrize(
    ("about", "entered_by", "change", "said"),
    [
        ("ik", "ander", GIVING, "over u zelf"),
        ("ik", "ander", ENDING, "over u zelf"),
        ("ander", "ik", GIVING, "zelf ingevoerd"),
        (None, "ik", GIVING, "zelf ingevoerd"),
        ("ander", "ik", ENDING, ""),
        ("ander", "ander", GIVING, ""),
        (None, None, GIVING, ""),
    ],
)
def test_nobody_gives_a_role_alone_or_to_herself(about, entered_by, change, said):
    if not said:
        demand_other_eyes(by="ik", about=about, entered_by=entered_by, change=change)
        return
    with pytest.raises(NotAllowed, match=said):
        demand_other_eyes(by="ik", about=about, entered_by=entered_by, change=change)


@pytest.mark.parametrize(
    ("own", "of", "expected"),
    [
        ("uwv", "uwv", True),
        ("uwv", "GM0599", True),
        ("GM0599", "GM0599", True),
        ("GM0599", "uwv", False),
        ("GM0599", "GM0606", False),
        (None, "GM0599", False),
    ],
)
def test_uwv_manages_all_and_others_manage_their_own(own, of, expected):
    assert manages(own, of) is expected
