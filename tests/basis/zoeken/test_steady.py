"""Nothing grows with the number of questions. ``VOETLICHT_VRAGEN=1000000`` asks a million."""

import gc
import os
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from basis.zoeken.conftest import COMPILER, ENGINES
from basis.zoeken.strategies import chance_of, index_of, records_of, told
from voetlicht.basis.zoeken.engines import NUMBA
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.schema import Code, Codes, Date, Number, Place, Schema, Text
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    AnyOf,
    Near,
    Overlaps,
    Query,
    Since,
    Wish,
    Words,
)

ASKED = int(os.environ.get("VOETLICHT_VRAGEN", "1000"))
BLOCKS, BYTES = 200, 8_000_000
"""What Python and the machine may hold more of at the end: chance, not growth."""
SECTORS, TASKS = ("zorg", "bouw", "groen"), ("lassen", "tillen", "tellen", "rijden")
WORKERS = ("magazijnmedewerker", "tuinman", "heftruckchauffeur", "lasser")
PLACES, TODAY = ("Ede", "Veenendaal"), date(2026, 11, 22)
SCHEMA = Schema(
    (
        Code("sector", SECTORS),
        Codes("taken", TASKS, 3),
        Number("uren", 0, 40, (16,)),
        Date("gezien", TODAY - timedelta(days=365), TODAY),
        Place("plaats", PLACES, np.array([[0, 12], [12, 0]], dtype=np.uint16)),
        Text("tekst"),
    )
)


def one(chance: Random) -> dict[str, object]:
    record: dict[str, object] = {
        "sector": chance.choice(SECTORS),
        "taken": {name: chance.randint(1, 3) for name in chance.sample(TASKS, 2)},
        "uren": chance.randint(0, 40),
        "gezien": TODAY - timedelta(days=chance.randint(0, 365)),
        "plaats": chance.choice(PLACES),
        "tekst": " ".join(chance.sample(WORKERS, 2)),
    }
    return {name: value for name, value in record.items() if chance.random() < 0.8}


def questions(chance: Random) -> list[Query]:
    def wishes() -> list[Wish]:
        return [
            AnyOf("sector", tuple(chance.sample(SECTORS, 2))),
            AllOf("taken", tuple(chance.sample(TASKS, 2)), level=2, required=False),
            Overlaps("uren", 12, chance.randint(16, 40), required=chance.random() < 0.5),
            Since("gezien", TODAY, grace=99, required=False),
            Near("plaats", chance.choice(PLACES), 10, required=chance.random() < 0.5),
            Words("tekst", chance.choice(WORKERS)[: chance.randint(4, 12)], unknown=False),
        ]

    return [
        Query(tuple(chance.sample(wishes(), chance.randint(1, 6))), ("sector", "plaats"))
        for _ in range(100)
    ]


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_grows_with_the_number_of_questions(engine: str):
    chance = chance_of(1)
    index = index_of(SCHEMA, {key: one(chance) for key in range(5000)}, engine)
    index.upsert(records_of(SCHEMA, {key: one(chance) for key in range(4950, 5050)}))
    asked = questions(chance)
    ask(index, asked, 3 * len(asked))
    blocks, held = counted()
    ask(index, asked, ASKED)
    blocks_after, held_after = counted()
    assert blocks_after - blocks < BLOCKS
    assert held_after - held < BYTES


@pytest.mark.skipif(not COMPILER, reason="Numba ontbreekt hier")
def test_scratch_is_kept_clean_and_not_when_it_is_large(monkeypatch: pytest.MonkeyPatch):
    from voetlicht.basis.zoeken.kernels import engine

    chance = chance_of(2)
    population = {key: one(chance) for key in range(5000)}
    asked = questions(chance)
    keeping = index_of(SCHEMA, population, NUMBA)
    answers = [told(keeping.search(query)) for query in asked]
    monkeypatch.setattr(engine, "MOST_KEPT", -1)
    letting_go = index_of(SCHEMA, population, NUMBA)
    assert [told(letting_go.search(query)) for query in asked] == answers
    kept = [set(vars(index.engine._threads)) for index in (keeping, letting_go)]
    assert kept == [{"words", "search"}, set()]


def ask(index: Index, asked: list[Query], count: int) -> None:
    for number in range(count):
        index.search(asked[number % len(asked)])


def counted() -> tuple[int, int]:
    gc.collect()
    return sys.getallocatedblocks(), resident()
