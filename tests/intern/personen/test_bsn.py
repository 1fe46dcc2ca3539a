"""The BSN: the 11-test, the three keys, and silence about the number itself."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voetlicht.basis.kern.errors import InputError
from voetlicht.intern.personen import bsn as numbers

OTHER_KEY = base64.b64decode("YW5kZXJlIHNsZXV0ZWwgdm9vciBic24sIDMyIGJ5dGU=")


@pytest.mark.parametrize("text", ["900000016", "123456782", "111222333"])
def test_nine_digits_that_pass_the_11_test_are_a_bsn(text: str):
    assert numbers.is_bsn(text)


@pytest.mark.parametrize(
    "text",
    ["", "123456789", "000000000", "12345678", "1234567820", "12345678a", "१२३४५६७८२", "12345678²"],
)
def test_anything_else_is_none(text: str):
    assert not numbers.is_bsn(text)


@given(st.integers(900_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: int, place: int, change: int):
    right = str(number)
    wrong = right[:place] + str((int(right[place]) + change) % 10) + right[place + 1 :]
    assert not (numbers.is_bsn(right) and numbers.is_bsn(wrong))


def test_separators_are_taken_out():
    assert numbers.normalise(" 9000.00.016") == "900000016"


def test_a_leading_zero_that_was_lost_comes_back(settings):
    settings.SOORT = "echt"
    eight = next(str(n) for n in range(10_000_000, 10_000_100) if numbers.is_bsn(f"0{n}"))
    assert numbers.normalise(eight) == f"0{eight}"


@pytest.mark.parametrize("text", ["123456789", "12", "geen nummer"])
def test_what_is_no_bsn_is_refused_without_repeating_it(text: str):
    with pytest.raises(InputError) as refused:
        numbers.normalise(text)
    assert text not in str(refused.value)


def test_an_installation_for_invented_persons_refuses_numbers_of_real_ones(settings):
    with pytest.raises(InputError, match="met een 9 beginnen") as refused:
        numbers.normalise("123456782")
    assert "123456782" not in str(refused.value)
    settings.SOORT = "echt"
    assert numbers.normalise("123456782") == "123456782"


def test_what_is_kept_opens_again_and_differs_every_time():
    one, two = (next(numbers.guard(["900000016"])) for _ in range(2))
    assert one.encrypted != two.encrypted
    assert numbers.decrypt(one.encrypted) == numbers.decrypt(two.encrypted) == "900000016"
    assert (one.index, one.peilsleutel) == (two.index, two.peilsleutel)
    assert b"900000016" not in one.encrypted


def test_index_and_peilsleutel_come_from_keys_of_their_own(settings):
    before = next(numbers.guard(["900000016"]))
    settings.BSN_INDEX_KEY = OTHER_KEY
    with_other_index = next(numbers.guard(["900000016"]))
    assert with_other_index.index != before.index
    assert with_other_index.peilsleutel == before.peilsleutel
    settings.PEILSLEUTEL_KEY = OTHER_KEY
    assert next(numbers.guard(["900000016"])).peilsleutel != before.peilsleutel


def test_a_previous_key_still_opens_and_a_lost_one_is_named(settings):
    kept = next(numbers.guard(["900000016"])).encrypted
    old, settings.BSN_KEY = settings.BSN_KEY, OTHER_KEY
    with pytest.raises(InputError, match="vorige sleutels"):
        numbers.decrypt(kept)
    settings.BSN_PREVIOUS_KEYS = [old]
    assert numbers.decrypt(kept) == "900000016"


@given(st.lists(st.integers(0, 999_999_999).map(lambda n: f"{n:09}"), max_size=5))
def test_many_at_once_give_the_same_index_as_one(many: list[str]):
    assert numbers.indexes_of(many) == [numbers.index_of(one) for one in many]


def test_the_forms_are_not_printed():
    assert "900000016" not in repr(next(numbers.guard(["900000016"])))
