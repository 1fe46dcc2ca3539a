"""The best of many blocks: who can no longer be among them is passed over, and nobody else."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from random import Random

import numpy as np
import pytest

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import Population, Truth
from basis.zoeken.strategies import chance_of, index_of, told
from voetlicht.basis.zoeken.schema import Codes, Date, Number, Place, Schema, Text
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    Near,
    Query,
    Since,
    Until,
    Wish,
    WithinReach,
    Words,
)

DAY = date(2026, 11, 22)
PLACES = tuple(f"p{number}" for number in range(12))
# In a block a dozen or two can do all five of these, a hundred the first three.
TASKS = ("lassen", "tillen", "tellen", "zagen", "boren")
SAID = ("tuin", "kas", "boom", "heftruck")
RARE, OFTEN = "kraan", (60, 60, 60, 60, 1)
KM = np.abs(np.subtract.outer(np.arange(12), np.arange(12))).astype(np.uint16) * 9
SCHEMA = Schema(
    (
        Codes("taken", TASKS, 2),
        Number("reis", 0, 60),
        Date("gezien", DAY - timedelta(days=100), DAY),
        Place("plaats", PLACES, KM),
        Text("tekst"),
    )
)
SIZE = 3 * 4096 + 100


def one(chance: Random) -> dict[str, object]:
    record = {
        "taken": {
            task: chance.randint(1, 2) for task in chance.sample(TASKS, chance.randint(0, 5))
        },
        "reis": chance.randint(0, 60),
        "gezien": DAY - timedelta(days=chance.randint(0, 100)),
        "plaats": chance.choice(PLACES),
        "tekst": " ".join(chance.sample((*SAID, RARE), chance.randint(1, 3), counts=OFTEN)),
    }
    return {name: value for name, value in record.items() if chance.random() < 0.9}


@pytest.fixture(scope="module")
def population() -> Population:
    chance = chance_of(7)
    return {key: one(chance) for key in range(SIZE)}


@pytest.fixture(scope="module")
def expected(population: Population) -> dict[Query, list[object]]:
    truth = Truth(SCHEMA, population)
    return {query: told(truth.search(query)) for query in queries()}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_best_are_those_of_the_truth(
    engine: str, population: Population, expected: dict[Query, list[object]]
):
    index = index_of(SCHEMA, population, engine)
    for query, answer in expected.items():
        assert told(index.search(query)) == answer


def queries() -> Iterator[Query]:
    for tasks, required, unknown in product((TASKS, TASKS[:3], ()), (False, True), (False, True)):
        common = [AllOf("taken", tasks, level=2, required=False, weight=9000)] if tasks else []
        varied, words = (of(required=required, unknown=unknown) for of in (varying, said))
        for others in (varied, words, varied + words):
            yield Query((*common, *others), best=1 if required else 20, day=DAY)


def varying(*, required: bool, unknown: bool) -> tuple[Wish, ...]:
    """Points that differ per row; all of them come to less than one of the tasks."""
    return (
        WithinReach("plaats", "p3", "reis", required=required, weight=301, unknown=unknown),
        Near("plaats", "p5", 40, required=False, weight=140, unknown=unknown),
        Since("gezien", DAY, grace=60, required=False, weight=244, unknown=unknown),
        Until("gezien", DAY - timedelta(days=90), grace=30, required=False, weight=180),
    )


def said(*, required: bool, unknown: bool) -> tuple[Wish, ...]:
    """Points of words, as odd as rarity makes them; few have the rare one, more may."""
    return (
        Words("tekst", RARE, required=False, weight=211, unknown=unknown),
        Words("tekst", "heftruck kas", required=required, weight=71, unknown=unknown),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_facet_that_is_asked_often_is_one(engine: str, population: Population):
    index = index_of(SCHEMA, dict(list(population.items())[:200]), engine)
    once = Query((AllOf("taken", ("lassen",)),), facets=("taken", "plaats"))
    often = Query(once.wishes, facets=("taken", "plaats") * 400)
    assert told(index.search(often)) == told(index.search(once))
