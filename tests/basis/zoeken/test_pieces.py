"""What is done piece by piece gives what is done at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.naive import Truth
from basis.zoeken.strategies import chance_of, index_of, records_of, told
from voetlicht.basis.zoeken import pieces
from voetlicht.basis.zoeken.answering import search
from voetlicht.basis.zoeken.memory import let_go
from voetlicht.basis.zoeken.schema import Code, Place, Schema, Text
from voetlicht.basis.zoeken.wishes import AnyOf, Query, Words

NUMBERS = st.lists(st.integers(0, 4), max_size=20)


@pytest.fixture(autouse=True, scope="module")
def small_pieces():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", 3)
        patch.setattr(pieces, "_TURN", 0)
        yield


@given(size=st.integers(0, 20))
def test_pieces_are_all_of_it_once(size):
    found = [at for part in pieces.pieces(size) for at in range(size)[part]]
    assert found == list(range(size))


@given(bits=st.lists(st.booleans(), max_size=20))
def test_positions_on(bits):
    found = pieces.positions_on(np.array(bits, dtype=np.bool_))
    assert found.tolist() == [at for at, bit in enumerate(bits) if bit]


@given(values=NUMBERS)
def test_beginnings(values):
    found = pieces.beginnings(np.array(values, dtype=np.int32))
    assert found.tolist() == [
        at for at, value in enumerate(values) if at == 0 or value != values[at - 1]
    ]


@given(counts=NUMBERS)
def test_repeated(counts):
    found = pieces.repeated(np.array(counts, dtype=np.int64))
    assert found.tolist() == [at for at, count in enumerate(counts) for _ in range(count)]


@given(order=st.permutations(range(10)))
def test_turned_around(order):
    found = pieces.turned_around(np.array(order, dtype=np.int64))
    assert [found[row] for row in order] == list(range(10))


def test_only_whole_pages_of_the_array_itself_are_given_back():
    memory = np.ones(40_000, dtype=np.int64)
    let_go(memory[1000:-1000])
    assert memory[:1000].all()
    assert memory[-1000:].all()
    assert memory.sum() < 40_000  # the system took the rest
    let_go(memory[:0], memory[:3])
    assert memory[:1000].all()


def test_what_is_still_searched_is_not_given_back(monkeypatch):
    monkeypatch.setattr("voetlicht.basis.zoeken.compaction.MOST_TURNS", 2)
    values = tuple(f"v{number}" for number in range(40))
    schema = Schema((Code("a", values),))
    index = index_of(schema, {key: {"a": values[key % 40]} for key in range(5000)}, "roaring")
    query, before = Query((AnyOf("a", values[:3]),), facets=("a",)), index._state
    expected = told(index.search(query))
    index.compact()
    assert told(search(query, schema, index.layout, before, {}, index.engine)) == expected
    del before
    words = index._state.segments[0].planes.reshape(-1)
    assert words[600:-600].any()
    index.compact()
    assert not words[600:-600].any()  # nobody searched in it any more
    assert told(index.search(query)) == expected


def test_segments_that_are_taken_together_keep_what_they_hold():
    km = np.zeros((3, 3), dtype=np.uint16)
    schema = Schema((Code("a", ("x", "y")), Place("p", ("1", "2", "3"), km), Text("t")))
    chance = chance_of(3)

    def one() -> dict[str, object]:
        return {
            "a": chance.choice(("x", "y", None)),
            "p": chance.choice(("1", "2", "3", None)),
            "t": " ".join(chance.choices(("tuin", "lasser", "magazijn"), k=chance.randint(0, 3))),
        }

    population = {key: one() for key in range(40)}
    index = index_of(schema, population, "roaring")
    more = {key: one() for key in range(30, 60)}
    index.upsert(records_of(schema, more))
    index.compact()
    truth = Truth(schema, population | more)
    for wish in (AnyOf("a", ("x",)), Words("t", "tuin"), Words("t", "lassen")):
        query = Query((wish,), facets=("a", "p", "t"), best=100)
        assert told(index.search(query)) == told(truth.search(query))
