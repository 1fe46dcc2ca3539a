"""Random queries on a schema: every kind of wish, several on one column, within and outside it."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from basis.zoeken.strategies import FIRST_DAY, VOCABULARY
from voetlicht.basis.zoeken.plan import MOST_DAYS, MOST_KM
from voetlicht.basis.zoeken.schema import (
    Code,
    Codes,
    Column,
    Date,
    Number,
    Place,
    Range,
    Schema,
    Text,
)
from voetlicht.basis.zoeken.wishes import (
    MOST_HITS,
    MOST_WEIGHT,
    MOST_WISHES,
    AllOf,
    AnyOf,
    In,
    Near,
    NoneBut,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    WithinReach,
    Words,
)

COMMON: dict[str, st.SearchStrategy[Any]] = {
    "required": st.booleans(),
    "weight": st.sampled_from([0, 1, 3, 7, 1000, 2500, MOST_WEIGHT]) | st.integers(0, MOST_WEIGHT),
    "unknown": st.booleans(),
}
KM = st.sampled_from([0, 1, 10, 30, 65535, MOST_KM]) | st.integers(0, 100)
GRACES = st.sampled_from([0, 1, 7, 31, 32, 400, 100_000, MOST_DAYS - 1])
SENTENCES = st.lists(
    st.sampled_from(VOCABULARY) | st.sampled_from(["hovenier", "medew", "truck", "koffi", "xyz"]),
    max_size=4,
).map(" ".join)


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, each once, in any order."""
    if not values:
        return st.just(())
    return st.lists(st.sampled_from(values), unique=True, max_size=4).map(tuple)


def code_wishes(column: Code | Codes) -> st.SearchStrategy[Wish]:
    level = st.integers(1, column.levels if isinstance(column, Codes) else 1)
    name, values = st.just(column.name), some(column.values)
    return st.one_of(
        st.builds(AnyOf, name, values, level=level, **COMMON),
        st.builds(AllOf, name, values, level=level, **COMMON),
        st.builds(NoneBut, name, values, **COMMON),
    )


def number_wishes(column: Number | Range) -> st.SearchStrategy[Wish]:
    ends = st.integers(column.lowest - 3, column.highest + 3)
    ends |= st.sampled_from([column.lowest, column.highest, *column.edges])
    pairs = st.tuples(ends, ends).map(sorted)
    return st.builds(lambda pair, **common: Overlaps(column.name, *pair, **common), pairs, **COMMON)


def date_wishes(column: Date) -> st.SearchStrategy[Wish]:
    span = (column.last - column.first).days
    days = st.integers(-5, span + 5) | st.sampled_from([-400, span + 400])
    day = days.map(lambda off: FIRST_DAY + timedelta(days=off))
    name = st.just(column.name)
    return st.builds(Until, name, day, grace=GRACES, **COMMON) | st.builds(
        Since, name, day, grace=GRACES, **COMMON
    )


def place_wishes(column: Place, schema: Schema) -> st.SearchStrategy[Wish]:
    name, place = st.just(column.name), st.sampled_from(column.places)
    regions = some(tuple(dict.fromkeys(column.regions)))
    kinds = [
        st.builds(Near, name, place, KM, **COMMON),
        st.builds(In, name, some(column.places), regions, **COMMON),
    ]
    reaches = [other.name for other in schema.columns if isinstance(other, Number)]
    if reaches:
        reach, span = st.sampled_from(reaches), st.sampled_from([1, 2, 30, 100, 70000])
        kinds.append(st.builds(WithinReach, name, place, reach, span=span, **COMMON))
    return st.one_of(kinds)


def wishes_on(column: Column, schema: Schema) -> st.SearchStrategy[Wish]:
    match column:
        case Code() | Codes():
            return code_wishes(column)
        case Number() | Range():
            return number_wishes(column)
        case Date():
            return date_wishes(column)
        case Place():
            return place_wishes(column, schema)
        case Text():
            every = st.booleans()
            return st.builds(Words, st.just(column.name), SENTENCES, every=every, **COMMON)


@st.composite
def queries(draw: st.DrawFn, schema: Schema) -> Query:
    """Usually a few wishes; now and then as many as there may be."""
    wishes: list[Wish] = []
    facets: list[str] = []
    if schema.columns:
        one = st.one_of([wishes_on(column, schema) for column in schema.columns])
        wishes = draw(st.lists(one, max_size=6))
        if wishes and draw(st.integers(0, 30)) == 0:
            wishes = (wishes * MOST_WISHES)[:MOST_WISHES]
        facets = draw(st.lists(st.sampled_from([column.name for column in schema.columns])))
    return Query(
        tuple(wishes),
        tuple(facets),
        draw(st.sampled_from([0, 1, 5, 20, MOST_HITS]) | st.integers(0, MOST_HITS)),
        FIRST_DAY + timedelta(days=draw(st.integers(0, 400))),
        draw(st.sampled_from(["", "gemeente", "Ünïcode"])),
    )
