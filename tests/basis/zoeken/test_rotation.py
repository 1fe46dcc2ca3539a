"""Among equals the order turns: the same all day long, and fair over the days."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.conftest import ENGINES
from basis.zoeken.strategies import examples, index_of, populations
from voetlicht.basis.zoeken.schema import Code, Schema
from voetlicht.basis.zoeken.wishes import AnyOf, Query

SCHEMA = Schema((Code("niveau", ("mbo", "hbo", "wo")),))
DAYS = 60
EQUALS = 24
# Values that chi-square exceeds once in a thousand, by degrees of freedom.
CHI_SQUARE_001 = {1: 10.83, 23: 49.73}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rotation", ["", "Werkbedrijf", "gemeente", "a", "b"])
@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2026, 11, 22)])
@pytest.mark.parametrize("best", [1, 6])
def test_over_sixty_days_all_equals_stand_at_the_top_as_often(
    engine: str, rotation: str, start: date, best: int
):
    index = index_of(SCHEMA, {key: {"niveau": "hbo"} for key in range(EQUALS)}, engine)
    seen: Counter[int] = Counter()
    for day in range(DAYS):
        query = Query(best=best, day=start + timedelta(days=day), rotation=rotation)
        seen.update(hit.key for hit in index.search(query).hits)
    share = best / EQUALS
    # Each day `best` different keys are drawn: a count varies by DAYS * share * (1 - share),
    # with a little correlation, hence the factor; the sum is chi-square with EQUALS - 1 degrees.
    spread = sum((seen[key] - DAYS * share) ** 2 for key in range(EQUALS))
    chi_square = spread / (DAYS * share * (1 - share)) * (EQUALS - 1) / EQUALS
    assert chi_square < CHI_SQUARE_001[EQUALS - 1]


@pytest.mark.parametrize("engine", ENGINES)
def test_two_equals_take_turns(engine: str):
    index = index_of(SCHEMA, {1: {}, 2: {}}, engine)
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(DAYS)]
    first = Counter(index.search(Query(best=1, day=day)).hits[0].key for day in days)
    chi_square = sum((first[key] - DAYS / 2) ** 2 / (DAYS / 2) for key in (1, 2))
    assert chi_square < CHI_SQUARE_001[1]


@pytest.mark.parametrize("engine", ENGINES)
@given(data=st.data(), day=st.dates(date(2026, 1, 1), date(2027, 1, 1)), rotation=st.text())
@examples(60)
def test_within_a_day_equals_keep_their_order_whoever_comes_and_goes(
    engine: str, data: st.DataObject, day: date, rotation: str
):
    population = data.draw(populations(SCHEMA, most=40))
    gone = data.draw(st.sets(st.sampled_from(sorted(population)))) if population else set()
    index = index_of(SCHEMA, population, engine)
    query = Query(best=100, day=day, rotation=rotation)
    before = [hit.key for hit in index.search(query).hits]
    assert before == [hit.key for hit in index.search(query).hits]
    index.withdraw(gone)
    assert [hit.key for hit in index.search(query).hits] == [
        key for key in before if key not in gone
    ]
    wished = index.search(replace(query, wishes=(AnyOf("niveau", ("hbo",)),))).hits
    for score in {hit.score for hit in wished}:
        equals = [hit.key for hit in wished if hit.score == score]
        assert equals == [key for key in before if key in equals]
