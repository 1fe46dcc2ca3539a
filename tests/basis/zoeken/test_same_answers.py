"""Both engines answer as the naive truth: totals, facets, order, scores, parts and relaxations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import Population, Truth
from basis.zoeken.strategies import (
    SEEDS,
    examples,
    fewer_examples,
    populations,
    records_of,
    schemas,
    seeded,
)
from basis.zoeken.wishing import queries
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.result import Result
from voetlicht.basis.zoeken.schema import Schema

AROUND_A_BLOCK = (4095, 4096, 4097, 5000, 8192, 9001)


def index_of(schema: Schema, population: Population, engine: str) -> Index:
    index = Index(schema, engine=engine)
    index.replace_all(records_of(schema, population))
    return index


def told(result: Result) -> list[object]:
    """Everything that a result tells, the order of labels and parts included."""
    return [
        result.total,
        [(hit.key, hit.score, hit.parts) for hit in result.hits],
        {name: (list(f.counts.items()), f.unknown) for name, f in result.facets.items()},
        result.relaxations,
    ]


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
