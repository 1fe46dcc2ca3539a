"""The best of many blocks: who can no longer be among them is passed over, and nobody else."""

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import Population, Truth
from basis.zoeken.strategies import chance_of, index_of, told
from voetlicht.basis.zoeken.schema import Codes, Date, Number, Place, Schema
from voetlicht.basis.zoeken.wishes import AllOf, Near, Query, Since, Until, Wish, WithinReach

DAY = date(2026, 11, 22)
PLACES = tuple(f"p{number}" for number in range(12))
TASKS = ("lassen", "tillen", "tellen")
KM = np.abs(np.subtract.outer(np.arange(12), np.arange(12))).astype(np.uint16) * 9
SCHEMA = Schema(
    (
        Codes("taken", TASKS, 2),
        Number("reis", 0, 60),
        Date("gezien", DAY - timedelta(days=100), DAY),
        Place("plaats", PLACES, KM),
    )
)
SIZE = 3 * 4096 + 100


def one(chance: Random) -> dict[str, object]:
    record = {
        "taken": {
            task: chance.randint(1, 2) for task in chance.sample(TASKS, chance.randint(0, 3))
        },
        "reis": chance.randint(0, 60),
        "gezien": DAY - timedelta(days=chance.randint(0, 100)),
        "plaats": chance.choice(PLACES),
    }
    return {name: value for name, value in record.items() if chance.random() < 0.9}


@pytest.fixture(scope="module")
def population() -> Population:
    chance = chance_of(7)
    return {key: one(chance) for key in range(SIZE)}


@pytest.fixture(scope="module")
def truth(population: Population) -> Truth:
    return Truth(SCHEMA, population)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_best_are_those_of_the_truth(engine: str, population: Population, truth: Truth):
    index = index_of(SCHEMA, population, engine)
    for best in (1, 20):
        for required in (False, True):
            for unknown in (False, True):
                query = Query(wishes(required=required, unknown=unknown), best=best, day=DAY)
                assert told(index.search(query)) == told(truth.search(query))


def wishes(*, required: bool, unknown: bool) -> tuple[Wish, ...]:
    """Points that all have in common, then those that differ per row, little beside much."""
    return (
        AllOf("taken", TASKS, level=2, required=False, weight=9000),
        WithinReach("plaats", "p3", "reis", required=required, weight=1501, unknown=unknown),
        Near("plaats", "p5", 40, required=False, weight=700, unknown=unknown),
        Since("gezien", DAY, grace=60, required=False, weight=1220, unknown=unknown),
        Until("gezien", DAY - timedelta(days=90), grace=30, required=False, weight=900),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_facet_that_is_asked_often_is_one(engine: str, population: Population):
    index = index_of(SCHEMA, dict(list(population.items())[:200]), engine)
    once = Query((AllOf("taken", ("lassen",)),), facets=("taken", "plaats"))
    often = Query(once.wishes, facets=("taken", "plaats") * 400)
    assert told(index.search(often)) == told(index.search(once))
