"""Numbers of invented people."""

from itertools import islice
from uuid import UUID

from voetlicht.intern.personen.bsn import is_bsn
from voetlicht.opdrachten.genereer.numbers import bsns, public_ids


def test_every_number_is_a_bsn_that_starts_with_9():
    numbers = list(islice(bsns(1), 20_000))
    assert all(is_bsn(number) and number.startswith("9") for number in numbers)


def test_no_number_comes_twice():
    numbers = list(islice(bsns(7), 500_000))
    assert len(set(numbers)) == len(numbers)


def test_the_seed_decides_the_order():
    assert list(islice(bsns(4), 100)) == list(islice(bsns(4), 100))
    assert list(islice(bsns(4), 100)) != list(islice(bsns(5), 100))


def test_there_are_enough_for_the_whole_country():
    assert sum(1 for _ in bsns(2)) > 9_000_000


def test_public_ids_are_random_uuids():
    ids = [UUID(text) for text in public_ids(100)]
    assert {each.version for each in ids} == {4}
    assert len(set(ids)) == 100
