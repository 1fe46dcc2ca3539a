"""A live index after any changes answers as one that is built anew, and as the naive truth."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
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
from voetlicht.basis.zoeken import index as index_module
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

    @rule()
    def compact(self) -> None:
        self.index.compact()

    @rule()
    def keep(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            self.index.save(Path(folder) / "index")
            self.index = Index.open(Path(folder) / "index", self.schema, engine=self.engine)

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
@given(data=st.data(), seed=SEEDS, compacts_after=st.sampled_from([6, 2]))
@fewer_examples(3)
def test_more_changes_than_a_block_holds(
    engine: str, data: st.DataObject, seed: int, compacts_after: int
):
    schema = data.draw(schemas())
    main, later, again = (seeded(schema, size, seed + size) for size in (5000, 4500, 300))
    index = index_of(schema, main, engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("voetlicht.basis.zoeken.index.MANY_SEGMENTS", compacts_after)
        index.upsert(records_of(schema, later))  # if it compacts, then beside what follows
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


@pytest.fixture
def often_interrupted() -> Iterator[None]:
    """Threads take turns after every few steps, so that what can come in between does."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def seen_while(change: Callable[[], object], index: Index, query: Query) -> set[tuple[int, ...]]:
    """What a reader is told while another thread changes the index over and over."""
    index.search(query)  # compiled before anybody runs
    writer = Thread(target=lambda: [change() for _ in range(100)])
    writer.start()
    seen = set()
    while writer.is_alive():
        result = index.search(query)
        counts = result.facets["niveau"].counts.values()
        seen.add((result.total, len(result.hits), *counts))
    writer.join()
    return seen


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("often_interrupted")
def test_a_reader_sees_a_change_whole_or_not_at_all(engine: str):
    together = records_of(SMALL, {key: {"niveau": "mbo"} for key in range(16)})
    index = index_of(SMALL, {100: {"niveau": "hbo"}}, engine)

    def change() -> None:
        index.upsert(together)
        index.compact()
        index.withdraw(range(16))

    query = Query((AnyOf("niveau", ("mbo", "hbo")),), facets=("niveau",))
    assert seen_while(change, index, query) <= {(1, 1, 0, 1), (17, 17, 16, 1)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.usefixtures("often_interrupted")
def test_a_reader_finds_words_by_the_numbers_of_the_records_it_sees(engine: str):
    gardeners = {key: {"niveau": "mbo", "tekst": "tuinman"} for key in range(10)}
    welders = {key: {"niveau": "hbo", "tekst": "lasser"} for key in range(10, 13)}
    one_way, other_way = (
        records_of(SMALL, population)
        for population in ({**gardeners, **welders}, {**welders, **gardeners})
    )
    index = index_of(SMALL, gardeners, engine)

    def change() -> None:
        index.replace_all(one_way)
        index.replace_all(other_way)

    query = Query((Words("tekst", "tuinman"),), facets=("niveau",))
    assert seen_while(change, index, query) == {(10, 10, 10, 0)}


LASSER, OTHER = {"tekst": "lasser"}, {"tekst": "lasset"}
SAYS = Query((Words("tekst", "lasser", unknown=False),))
WELDERS = Schema((Code("soort", ("a",)), Text("tekst")))


@pytest.mark.parametrize("engine", ENGINES)
def test_words_that_go_while_they_are_looked_up_are_looked_up_again(
    engine: str, monkeypatch: pytest.MonkeyPatch
):
    index = index_of(WELDERS, {1: LASSER}, engine)
    look_up, changes = index_module.find_words, iter([{"tekst": "lassers"}])

    def meanwhile(*given: Any) -> Any:
        for change in changes:
            index.upsert(records_of(WELDERS, {1: change}))
        return look_up(*given)

    monkeypatch.setattr(index_module, "find_words", meanwhile)
    assert [hit.key for hit in index.search(SAYS).hits] == [1]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_word_that_is_said_again_is_never_a_slip_of_another(
    engine: str, monkeypatch: pytest.MonkeyPatch
):
    index = index_of(WELDERS, {1: LASSER, 2: OTHER}, engine)
    add, found = index._growing.add, []

    def meanwhile(*given: Any) -> Any:
        found.append([hit.key for hit in index.search(SAYS).hits])
        return add(*given)

    monkeypatch.setattr(index._growing, "add", meanwhile)
    index.upsert(records_of(WELDERS, {1: LASSER}))
    assert [*found, [hit.key for hit in index.search(SAYS).hits]] == [[1], [1]]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_withdrawal_that_breaks_off_leaves_all_as_it_was(engine: str):
    index = index_of(WELDERS, {1: LASSER, 2: {"tekst": "tuinman"}}, engine)

    def keys() -> Iterator[int]:
        yield 1
        raise RuntimeError

    with pytest.raises(RuntimeError):
        index.withdraw(keys())
    index.withdraw([99])
    assert [hit.key for hit in index.search(SAYS).hits] == [1]
    assert index.suggest("tekst", "") == [("lasser", 1), ("tuinman", 1)]
