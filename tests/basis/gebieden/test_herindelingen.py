"""Following a gemeente through herindelingen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.gebieden import queries
from voetlicht.basis.gebieden.division import known_codes
from voetlicht.basis.gebieden.enums import Aandeel, Herindelingssoort
from voetlicht.basis.gebieden.tables import herindelingen
from voetlicht.basis.kern.errors import InputError, NotFound

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
CODES = st.sampled_from(sorted(known_codes()))


def test_a_samenvoeging_is_told_with_both_names():
    (change,) = queries.successors("GM0501")
    assert change == queries.predecessors("GM1992")[0]
    assert (change.datum, change.oud_naam, change.nieuw_naam, change.soort, change.aandeel) == (
        date(2023, 1, 1), "Brielle", "Voorne aan Zee",
        Herindelingssoort.SAMENVOEGING, Aandeel.GEHEEL,
    )  # fmt: skip


def test_a_splitsing_has_a_part_in_each_successor():
    changes = queries.successors("GM0788")
    assert [c.nieuw_naam for c in changes] == ["Boxtel", "Oisterwijk", "Tilburg", "Vught"]
    assert {c.aandeel for c in changes} == {Aandeel.DEEL}


def test_a_gemeente_that_stayed_has_no_successors_and_a_strange_code_neither():
    assert queries.successors("GM0599") == queries.predecessors("GM0599") == ()
    assert queries.successors("GM9999") == ()


def test_the_new_name_is_that_of_the_day():
    (change,) = queries.successors("GM0282")
    assert (change.oud_naam, change.nieuw_naam) == ("Ubbergen", "Groesbeek")


def test_successors_and_predecessors_are_mutually_inverse():
    codes = known_codes()
    onward = {change for code in codes for change in queries.successors(code)}
    back = {change for code in codes for change in queries.predecessors(code)}
    assert onward == back == set(herindelingen())
    assert all(c.oud_code == code for code in codes for c in queries.successors(code))
    assert all(c.nieuw_code == code for code in codes for c in queries.predecessors(code))


def test_only_a_gemeente_that_was_split_has_several_successors():
    for code in known_codes():
        changes = queries.successors(code)
        split = {c.soort for c in changes} == {Herindelingssoort.SPLITSING}
        assert split == (len(changes) > 1)


@given(CODES, DAYS)
def test_a_code_is_followed_to_a_gemeente_of_the_date_or_refused(code, day):
    if code in {stored for stored, _, _ in queries.division_table(on=day)}:
        then = queries.code_on(code, on=day)
        assert queries.gemeente(then, on=day).code == then
        assert queries.code_on(then, on=day) == then
    else:
        with pytest.raises(InputError, match="geef de gemeente"):
            queries.code_on(code, on=day)


@given(CODES, DAYS, DAYS)
def test_following_in_two_steps_is_following_at_once(code, one, other):
    table = {old: new for old, new, _ in queries.division_table(on=min(one, other))}
    if code in table:
        later = {old: new for old, new, _ in queries.division_table(on=max(one, other))}
        assert later.get(table[code]) == later.get(code)


@given(DAYS)
def test_the_join_table_says_what_the_single_queries_say(day):
    table = queries.division_table(on=day)
    assert len({stored for stored, _, _ in table}) == len(table)
    for stored, then, regio in table:
        assert queries.code_on(stored, on=day) == then
        assert queries.regio_of(then, on=day).code == regio
    assert {g.code for g in queries.gemeenten(on=day)} <= {stored for stored, _, _ in table}


def test_a_chain_is_followed_to_its_end():
    assert queries.code_on("GM0282", on=date(2015, 12, 31)) == "GM0241"
    assert queries.code_on("GM0282", on=date(2016, 1, 1)) == "GM1945"


def test_a_split_gemeente_keeps_its_code_as_long_as_it_exists():
    assert queries.code_on("GM0788", on=date(2020, 12, 31)) == "GM0788"


def test_a_split_gemeente_cannot_be_followed_and_the_error_says_where_to_look():
    with pytest.raises(InputError, match=r"Haaren \(GM0788\) is sinds 1 januari 2021 verdeeld"):
        queries.code_on("GM0788", on=date(2021, 1, 1))


def test_a_gemeente_that_does_not_exist_yet_is_not_followed_back():
    with pytest.raises(InputError, match="bestond nog niet op 30 juni 2022"):
        queries.code_on("GM1992", on=date(2022, 6, 30))


@pytest.mark.parametrize("code", ["GM9999", "0599", "gm0599", "onbekend", "buitenland"])
def test_a_code_that_never_existed_is_not_found(code):
    with pytest.raises(NotFound, match="zoals GM0599"):
        queries.code_on(code, on=date(2023, 6, 30))
