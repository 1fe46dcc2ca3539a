"""The words that there are: in order, found as the words say, and gone when nobody says them."""

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import count

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from basis.zoeken.conftest import ENGINES
from basis.zoeken.strategies import VOCABULARY, examples, index_of, records_of
from voetlicht.basis.zoeken.schema import Code, Schema, Text
from voetlicht.basis.zoeken.tekst import forms
from voetlicht.basis.zoeken.tekst.forms import Forms
from voetlicht.basis.zoeken.tekst.vocabulary import Vocabulary
from voetlicht.basis.zoeken.tekst.words import corrections, finds, stem, words_of
from voetlicht.basis.zoeken.wishes import Query

SCHEMA = Schema((Code("soort", ("a",)), Text("tekst")))
WORDS = sorted({word for text in VOCABULARY for word in words_of(text)})
FORMS = st.lists(st.text("ab", max_size=4), max_size=30)


@pytest.fixture(autouse=True, scope="module")
def short_runs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "RUN", 12)
        yield


@given(
    changes=st.lists(st.tuples(FORMS, st.sets(st.integers(0, 60))), max_size=8),
    prefix=st.text("ab", max_size=3),
)
@examples(300)
def test_forms_are_in_order_after_any_changes(
    changes: list[tuple[list[str], set[int]]], prefix: str
):
    made, forms_of, numbers = Forms(), dict[int, str](), count()
    for new, going in changes:
        more = dict(zip(numbers, new, strict=False))
        fewer = {number: forms_of[number] for number in going & forms_of.keys()}
        before, was = made, dict(forms_of)
        made = made.changed(more=flipped(more), fewer=flipped(fewer))
        forms_of = {number: form for number, form in forms_of.items() if number not in fewer} | more
        assert_found(before, was, prefix)
        assert_found(made, forms_of, prefix)
        assert_found(made, forms_of, "")
        assert all(0 < len(run.forms) <= forms.RUN for run in made._runs)


def flipped(forms_of: dict[int, str]) -> list[tuple[str, int]]:
    return [(form, number) for number, form in forms_of.items()]


def assert_found(made: Forms, forms_of: dict[int, str], prefix: str) -> None:
    found = made.beginning_with(prefix).tolist()
    assert sorted(found) == sorted(n for n, form in forms_of.items() if form.startswith(prefix))
    assert [forms_of[number] for number in found] == sorted(forms_of[number] for number in found)


def test_runs_do_not_crumble():
    pairs = [(f"{number:04}", number) for number in range(1000)]
    left = Forms().changed(more=pairs)
    for gone, pair in enumerate(pairs[::7] + pairs[1::7] + pairs[2::7] + pairs[3::7]):
        left = left.changed(fewer=[pair])  # one after another, as people withdraw
        assert all(len(run.forms) >= forms.RUN // 4 for run in left._runs[:-1])
        assert sum(len(run.forms) for run in left._runs) == 999 - gone


class Counted(RuleBasedStateMachine):
    """Texts come, are counted and go; what is in none of them is nowhere once it is forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.vocabulary = Vocabulary()
        self.texts: list[list[str]] = []

    @rule(text=st.lists(st.sampled_from(WORDS), unique=True, max_size=6))
    def come(self, text: list[str]) -> None:
        self.count(text, 1)
        self.texts.append(text)

    @precondition(lambda self: self.texts)
    @rule(data=st.data())
    def go(self, data: st.DataObject) -> None:
        self.count(self.texts.pop(data.draw(st.integers(0, len(self.texts) - 1))), -1)

    @rule()
    def forget(self) -> None:
        self.vocabulary.forget()
        kept = {token for token in self.vocabulary.tokens if token}
        assert kept == {word for text in self.texts for word in text}
        assert sorted(filter(None, self.vocabulary.stems)) == sorted(map(stem, kept))

    @invariant()
    def finds_what_is_held(self) -> None:
        held = Counter(word for text in self.texts for word in text)
        for word in WORDS:
            found = self.vocabulary.found_by(word)
            tokens = [self.vocabulary.tokens[number] for number in found.tolist()]
            assert {t for t in tokens if t in held} == {t for t in held if finds(word, t)}
            assert int(self.vocabulary.counts[found].sum()) == sum(held[t] for t in tokens)
            slip = word[1:]
            corrected = self.vocabulary.corrected(slip).tolist()
            near = {self.vocabulary.tokens[number] for number in corrected}
            assert near == corrections(slip, held, "".join(WORDS))
        suggested = self.vocabulary.suggest("", best=5)
        assert suggested == sorted(held.items(), key=lambda item: (-item[1], item[0]))[:5]

    def count(self, text: list[str], change: int) -> None:
        numbers = self.vocabulary.add(text)
        self.vocabulary.count(np.array(list(numbers.values()), dtype=np.int32), change)


TestCounted = Counted.TestCase
TestCounted.settings = examples(60, stateful_step_count=20)


@pytest.mark.parametrize("engine", ENGINES)
def test_words_that_nobody_says_any_more_are_forgotten_at_once(engine: str):
    index = index_of(SCHEMA, {1: {"tekst": "tuinman"}}, engine)
    before = index.memory()["words"]
    index.upsert(records_of(SCHEMA, {2: {"tekst": "lasser en tuinman"}, 3: {"tekst": "lasser"}}))
    more = index.memory()["words"] - before
    index.upsert(records_of(SCHEMA, {2: {"tekst": "tuinman"}}))
    assert index.memory()["words"] == before + more
    index.withdraw([3])
    assert index.memory()["words"] - before < more // 10  # its number stays
    assert index.suggest("tekst", "") == [("tuinman", 2)]


def test_a_word_takes_about_what_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(forms, "RUN", 128)
    words = [f"{beginning}{end}" for beginning in WORDS for end in range(200)]
    stem("tuinen")  # loads the library
    stem.cache_clear()
    tracemalloc.start()
    try:
        vocabulary = Vocabulary()
        vocabulary.add(word + "s" for word in words)
        stem.cache_clear()
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / 1.5 < vocabulary.nbytes < taken * 1.5


def test_sets_that_are_kept_are_told():
    index = index_of(SCHEMA, {key: {"soort": "a"} for key in range(5000)}, "roaring")
    assert index.memory()["sets"] == 0
    index.search(Query(facets=("soort",)))
    assert index.memory()["sets"] > 0
