"""A live index after any changes answers as one that is built anew, and as the naive truth."""

from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from basis.zoeken.conftest import COMPILER, ENGINES
from basis.zoeken.naive import Truth
from basis.zoeken.strategies import (
    KEYS,
    SEEDS,
    VOCABULARY,
    examples,
    fewer_examples,
    index_of,
    populations,
    records_of,
    schemas,
    seeded,
    told,
)
from basis.zoeken.wishing import queries
from voetlicht.basis.zoeken.engines import NUMBA, ROARING
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.schema import Code, Schema, Text
from voetlicht.basis.zoeken.wishes import AnyOf, Query, Words


class Changing(RuleBasedStateMachine):
    """Changes in any order, and after each any question."""

    engine = ROARING

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.schema = data.draw(schemas())
        self.index = Index(self.schema, engine=self.engine)
        self.population: dict[int, dict[str, Any]] = {}
        self.gone: set[int] = set()

    @rule(data=st.data())
    def replace_all(self, data: st.DataObject) -> None:
        self.gone |= set(self.population)
        self.population = dict(data.draw(populations(self.schema, 40)))
        self.index.replace_all(records_of(self.schema, self.population))

    @rule(data=st.data())
    def upsert(self, data: st.DataObject) -> None:
        more = data.draw(populations(self.schema, 20))
        self.index.upsert(records_of(self.schema, more))
        self.population |= more

    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        keys = data.draw(st.lists(KEYS, max_size=5))
        if self.population:
            keys += data.draw(st.lists(st.sampled_from(sorted(self.population)), max_size=20))
        there = set(keys) & set(self.population)
        assert self.index.withdraw(keys) == len(there)
        self.gone |= there
        self.population = {k: r for k, r in self.population.items() if k not in there}

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        query = data.draw(queries(self.schema))
        answer = told(self.index.search(query))
        assert answer == told(Truth(self.schema, self.population).search(query))
        anew = index_of(self.schema, self.population, self.engine)
        assert answer == told(anew.search(query))

    @precondition(lambda self: any(isinstance(c, Text) for c in self.schema.columns))
    @rule(data=st.data(), best=st.integers(1, 30))
    def suggest(self, data: st.DataObject, best: int) -> None:
        names = [column.name for column in self.schema.columns if isinstance(column, Text)]
        beginning = data.draw(st.sampled_from(VOCABULARY))
        beginning = beginning[: data.draw(st.integers(0, len(beginning)))]
        truth = Truth(self.schema, self.population)
        for name in names:
            expected = truth.suggest(name, beginning, best)
            assert self.index.suggest(name, beginning, best) == expected

    @invariant()
    def who_is_gone_is_in_nothing(self) -> None:
        if not hasattr(self, "index"):
            return
        gone = self.gone - set(self.population)
        result = self.index.search(
            Query(best=100, facets=tuple(column.name for column in self.schema.columns))
        )
        assert result.total == len(self.index) == len(self.population)
        assert not gone & {hit.key for hit in result.hits}
        assert not any(key in self.index for key in gone)
        assert all(key in self.index for key in self.population)


class ChangingCompiled(Changing):
    """The same with the kernels."""

    engine = NUMBA


TestChanging = Changing.TestCase
TestChanging.settings = examples(40, stateful_step_count=12)
TestChangingCompiled = pytest.mark.skipif(not COMPILER, reason="Numba ontbreekt hier")(
    ChangingCompiled.TestCase
)
TestChangingCompiled.settings = examples(40, stateful_step_count=12)


@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data(), seed=SEEDS)
@fewer_examples(2)
def test_more_changes_than_a_block_holds(engine: str, data: st.DataObject, seed: int):
    schema = data.draw(schemas())
    main, later, again = (seeded(schema, size, seed + size) for size in (5000, 4500, 300))
    index = index_of(schema, main, engine)
    index.upsert(records_of(schema, later))
    gone = sorted({**main, **later})[::3]
    index.withdraw(gone)
    index.upsert(records_of(schema, again))
    left = {key: record for key, record in {**main, **later}.items() if key not in set(gone)}
    truth = Truth(schema, left | again)
    for query in data.draw(st.lists(queries(schema), min_size=3, max_size=3)):
        assert told(index.search(query)) == told(truth.search(query))


SMALL = Schema((Code("niveau", ("mbo", "hbo")), Text("tekst")))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_withdrawn_record_leaves_every_answer_at_once(engine: str):
    index = index_of(
        SMALL,
        {1: {"niveau": "mbo", "tekst": "tuinman"}, 2: {"niveau": "hbo", "tekst": "lasser"}},
        engine,
    )
    index.upsert(records_of(SMALL, {3: {"niveau": "mbo", "tekst": "tuinman"}}))
    assert index.suggest("tekst", "tui") == [("tuinman", 2)]
    assert index.withdraw([1, 3, 4]) == 2
    assert index.suggest("tekst", "tui") == []
    result = index.search(Query(facets=("niveau", "tekst")))
    assert result.total == 1
    assert [hit.key for hit in result.hits] == [2]
    assert dict(result.facets["niveau"].counts) == {"mbo": 0, "hbo": 1}
    nobody = index.search(Query((Words("tekst", "tuinman"), AnyOf("niveau", ("mbo",)))))
    assert nobody.total == 0
    assert nobody.relaxations == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_readers_see_a_change_whole_or_not_at_all(engine: str):
    together = records_of(SMALL, {key: {"niveau": "mbo"} for key in range(16)})
    index = index_of(SMALL, {100: {"niveau": "hbo"}}, engine)
    query = Query((AnyOf("niveau", ("mbo",)),), facets=("niveau",))
    index.search(query)  # compiled before anybody runs

    def change() -> None:
        for _ in range(300):
            index.upsert(together)
            index.withdraw(range(16))

    writer = Thread(target=change)
    writer.start()
    seen = set()
    while writer.is_alive():
        result = index.search(query)
        seen.add((result.total, len(result.hits), result.facets["niveau"].counts["mbo"]))
    writer.join()
    assert seen <= {(0, 0, 0), (16, 16, 16)}
