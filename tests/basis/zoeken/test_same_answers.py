"""Both engines answer as the naive truth: totals, facets, order, scores, parts and relaxations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import Truth
from basis.zoeken.strategies import (
    SEEDS,
    examples,
    fewer_examples,
    index_of,
    populations,
    schemas,
    seeded,
    told,
)
from basis.zoeken.wishing import queries
from voetlicht.basis.zoeken.schema import Number, Place, Schema
from voetlicht.basis.zoeken.wishes import Query, WithinReach

AROUND_A_BLOCK = (4095, 4096, 4097, 5000, 8192, 9001)


@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data())
@examples(120)
def test_an_engine_answers_as_the_truth(engine: str, data: st.DataObject):
    schema = data.draw(schemas())
    population = data.draw(populations(schema))
    index, truth = index_of(schema, population, engine), Truth(schema, population)
    for query in data.draw(st.lists(queries(schema), min_size=1, max_size=3)):
        assert told(index.search(query)) == told(truth.search(query))


@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data(), size=st.sampled_from(AROUND_A_BLOCK), seed=SEEDS)
@fewer_examples(10)
def test_an_engine_answers_as_the_truth_over_several_blocks(
    engine: str, data: st.DataObject, size: int, seed: int
):
    schema = data.draw(schemas())
    population = seeded(schema, size, seed)
    index, truth = index_of(schema, population, engine), Truth(schema, population)
    for query in data.draw(st.lists(queries(schema), min_size=2, max_size=3)):
        assert told(index.search(query)) == told(truth.search(query))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("lowest", "highest"), [(-1000, 100), (-(10**6), -(10**6) + 900)])
def test_a_reach_may_be_below_nothing(engine: str, lowest: int, highest: int):
    """Of a number the distance from its lowest is kept, which is more than the kilometres."""
    km = np.array([[0, 3], [3, 0]], dtype=np.uint16)
    schema = Schema((Number("reis", lowest, highest), Place("plaats", ("a", "b"), km)))
    population = {1: {"reis": lowest + 50, "plaats": "a"}, 2: {"reis": highest, "plaats": "b"}}
    index, truth = index_of(schema, population, engine), Truth(schema, population)
    query = Query((WithinReach("plaats", "a", "reis"),))
    assert told(index.search(query)) == told(truth.search(query))
