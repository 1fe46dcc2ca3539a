"""What holds of any search: parts sum to the score, and wishing less never finds fewer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.conftest import ENGINES
from basis.zoeken.naive import Population
from basis.zoeken.strategies import examples, index_of, populations, schemas
from basis.zoeken.wishing import queries, some
from voetlicht.basis.zoeken.plan import MOST_KM
from voetlicht.basis.zoeken.schema import Code, Codes, Place, Schema
from voetlicht.basis.zoeken.tekst.words import words_of
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    Answer,
    AnyOf,
    In,
    Near,
    NoneBut,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    Words,
)


@st.composite
def searches(draw: st.DrawFn) -> tuple[Schema, Population, Query]:
    schema = draw(schemas().filter(lambda schema: schema.columns))
    asked = queries(schema).filter(lambda query: query.wishes)
    return schema, draw(populations(schema)), draw(asked)


@pytest.mark.parametrize("engine", ENGINES)
@given(search=searches())
@examples(80)
def test_parts_sum_to_the_score_and_stay_within_their_weight(
    engine: str, search: tuple[Schema, Population, Query]
):
    schema, population, query = search
    for hit in index_of(schema, population, engine).search(query).hits:
        assert [part.wish for part in hit.parts] == list(query.wishes)
        assert sum(part.points for part in hit.parts) == hit.score
        for wish, answer, points in hit.parts:
            assert 0 <= points <= wish.weight
            if answer == Answer.UNKNOWN:
                assert points == (wish.weight // 4 if wish.unknown else 0)
            if wish.required:
                assert answer == Answer.MET or (answer == Answer.UNKNOWN and wish.unknown)


@pytest.mark.parametrize("engine", ENGINES)
@given(search=searches(), data=st.data())
@examples(80)
def test_dropping_a_wish_never_finds_fewer_and_gains_what_was_told(
    engine: str, search: tuple[Schema, Population, Query], data: st.DataObject
):
    schema, population, query = search
    index = index_of(schema, population, engine)
    result = index.search(query)
    number = data.draw(st.integers(0, len(query.wishes) - 1))
    without = replace(query, wishes=query.wishes[:number] + query.wishes[number + 1 :])
    gain = index.search(without).total - result.total
    assert gain >= 0
    if not query.wishes[number].required:
        assert gain == 0
    elif result.total < 5 and query.wishes.count(query.wishes[number]) == 1:
        assert dict(result.relaxations).get(query.wishes[number], 0) == gain
    else:
        assert result.total < 5 or not result.relaxations


@pytest.mark.parametrize("engine", ENGINES)
@given(search=searches(), data=st.data())
@examples(120)
def test_a_wider_wish_never_finds_fewer(
    engine: str, search: tuple[Schema, Population, Query], data: st.DataObject
):
    schema, population, query = search
    index = index_of(schema, population, engine)
    number = data.draw(st.integers(0, len(query.wishes) - 1))
    wish = data.draw(wider(query.wishes[number], schema))
    wishes = (*query.wishes[:number], wish, *query.wishes[number + 1 :])
    assert index.search(replace(query, wishes=wishes)).total >= index.search(query).total


@st.composite
def wider(draw: st.DrawFn, wish: Wish, schema: Schema) -> Wish:
    """A wish that whoever meets ``wish`` does not fail."""
    more = draw(st.integers(0, 50))
    choices: list[Wish] = [replace(wish, unknown=True), replace(wish, required=False)]
    match wish:
        case Overlaps():
            choices += [replace(wish, low=wish.low - more), replace(wish, high=wish.high + more)]
        case Until():
            choices.append(replace(wish, day=wish.day + timedelta(days=more)))
        case Since():
            choices.append(replace(wish, day=wish.day - timedelta(days=more)))
        case Near():
            choices.append(replace(wish, km=min(wish.km + more, MOST_KM)))
        case Words():
            choices += wider_words(wish)
        case AnyOf() | AllOf() | NoneBut() | In():
            choices += wider_values(wish, draw(some(names_in(schema, wish.column))), schema)
    return draw(st.sampled_from(choices))


def names_in(schema: Schema, name: str) -> tuple[str, ...]:
    column = schema[name]
    assert isinstance(column, Code | Codes | Place)
    return column.places if isinstance(column, Place) else column.values


def wider_values(
    wish: AnyOf | AllOf | NoneBut | In, others: tuple[str, ...], schema: Schema
) -> list[Wish]:
    if isinstance(wish, In):
        column = schema.place
        assert column is not None
        added = replace(wish, places=tuple({*wish.places, *others}))
        return [added, replace(wish, regions=column.regions)]
    less: list[Wish] = []
    if not isinstance(wish, NoneBut) and wish.level > 1:
        less = [replace(wish, level=wish.level - 1)]
    if isinstance(wish, AllOf):
        return [*less, replace(wish, values=wish.values[1:])]
    return [*less, replace(wish, values=tuple({*wish.values, *others}))]


def wider_words(wish: Words) -> list[Wish]:
    if not words_of(wish.text):
        return []
    if wish.every:
        fewer = " ".join(wish.text.split()[1:])
        return [replace(wish, every=False), replace(wish, text=fewer)]
    return [replace(wish, text=f"{wish.text} magazijn")]
