"""Random schemas, populations and queries, with unknown everywhere.

Populations are dicts as in `naive`; small ones are drawn record by record, so that a failure
shrinks, larger ones from a seed, so that they cost nothing to draw.
"""

import os
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from basis.zoeken.naive import Population
from voetlicht.basis.zoeken.index import Index
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Result
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

# Words that meet: plurals, diminutives, compounds and their parts, accents, slips of the pen.
VOCABULARY = (
    "magazijn", "magazijnen", "medewerker", "medewerkers", "magazijnmedewerker", "magazijnwerk",
    "tuin", "tuinen", "tuintje", "tuinman", "heftruck", "heftruckchauffeur", "chauffeur", "auto",
    "café", "cafés", "cafeetje", "koffie", "kop", "kopje", "huis", "huizen", "thuis", "oma's",
    "schoonmaak", "schoonmaken", "schoonmaker", "werk", "werken", "de", "van", "IJsvrij", "ijs",
    "magazjin", "medewerkr", "tuim", "heftruk", "orderpicker", "lasser", "lassen", "las", "c", "3d",
)  # fmt: skip
SYNONYMS: dict[str, tuple[str, ...]] = {
    "orderpicker": ("magazijnmedewerker",),
    "Tuinman": ("hovenier", "de tuinen"),
    "café": ("koffie huis",),
    "hovenier": (),
}
FIRST_DAY = date(2025, 1, 1)
PLACES = tuple(f"p{number}" for number in range(40))
FARTHEST = 65535

Draw = Callable[[Random], Any]


def examples(count: int, **more: Any) -> settings:
    """``count`` examples under CI and a third of them elsewhere; none is timed.

    VOETLICHT_VOORBEELDEN says another number, such as thousands.
    """
    asked = int(os.environ.get("VOETLICHT_VOORBEELDEN", "0"))
    usual = count if os.environ.get("CI") else max(3, count // 3)
    unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(
        max_examples=asked or usual, deadline=None, suppress_health_check=unhurried, **more
    )


def fewer_examples(count: int) -> settings:
    """As `examples`, for what takes long: a twentieth of what is asked."""
    asked = int(os.environ.get("VOETLICHT_VOORBEELDEN", "0"))
    return settings(examples(count), max_examples=max(count, asked // 20))


NAMES = ("a", "b", "c", "d", "e", "f", "g", "h")
SPANS = st.sampled_from([0, 1, 7, 8, 40, 63, 100, 1000]) | st.integers(0, 2**31 - 1)


def codes(most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.integers(1, most).map(lambda count: tuple(f"v{at}" for at in range(count)))


@st.composite
def edges(draw: st.DrawFn, lowest: int, highest: int) -> tuple[int, ...]:
    """Ends of bins; a few may lie outside the column."""
    return tuple(sorted(draw(st.sets(st.integers(lowest - 3, highest + 3), max_size=4))))


@st.composite
def spans(draw: st.DrawFn, kind: type[Number] | type[Range], name: str) -> Number | Range:
    lowest = draw(st.sampled_from([0, 0, 1, -5, 12]))
    highest = lowest + draw(SPANS)
    return kind(name, lowest, highest, draw(edges(lowest, highest)))


@st.composite
def dates(draw: st.DrawFn, name: str) -> Date:
    days = draw(st.sampled_from([0, 1, 30, 365, 5000]))
    cuts = draw(edges(0, days))
    return Date(
        name,
        FIRST_DAY,
        FIRST_DAY + timedelta(days=days),
        tuple(FIRST_DAY + timedelta(days=cut) for cut in cuts),
    )


@st.composite
def places(draw: st.DrawFn, name: str) -> Place:
    count = draw(st.integers(1, 5) | st.just(len(PLACES)))
    if count <= 5:
        one = st.sampled_from([0, 1, 5, 10, 30, FARTHEST]) | st.integers(0, 100)
        km = np.array(draw(st.lists(one, min_size=count**2, max_size=count**2)), dtype=np.uint16)
    else:
        km = np.random.default_rng(draw(st.integers(0, 99))).integers(0, 100, count**2)
    regions = draw(st.booleans())
    return Place(
        name,
        PLACES[:count],
        km.reshape(count, count).astype(np.uint16),
        tuple(f"r{draw(st.integers(0, 2))}" for _ in range(count)) if regions else (),
    )


def texts(name: str) -> st.SearchStrategy[Text]:
    chosen = st.sets(st.sampled_from(sorted(SYNONYMS)))
    return chosen.map(lambda words: Text(name, {word: SYNONYMS[word] for word in sorted(words)}))


def column(kind: type[Column], name: str) -> st.SearchStrategy[Column]:
    if kind is Code:
        return codes(5).map(lambda values: Code(name, values))
    if kind is Codes:
        levels = st.sampled_from([1, 1, 2, 3, 15])
        return st.builds(Codes, st.just(name), codes(5), levels)
    if kind is Number or kind is Range:
        return spans(kind, name)
    return {Date: dates, Place: places, Text: texts}[kind](name)


KINDS: tuple[type[Column], ...] = (Code, Codes, Number, Range, Date)


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    """Any columns in any order, at most one place, at most two texts."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=5))
    kinds += draw(st.sampled_from([[], [Place]])) + draw(
        st.sampled_from([[], [Text], [Text, Text]])
    )
    kinds = draw(st.permutations(kinds))
    return Schema(tuple(draw(column(kind, name)) for kind, name in zip(kinds, NAMES, strict=False)))


def value_of(column: Column, rnd: Random) -> Any:
    """A known value, in the form of `naive`."""
    match column:
        case Code():
            return rnd.choice(column.values)
        case Codes():
            held = rnd.sample(column.values, rnd.randint(0, len(column.values)))
            return {code: rnd.randint(1, column.levels) for code in held}
        case Number():
            return number_in(column, rnd)
        case Range():
            return tuple(sorted((number_in(column, rnd), number_in(column, rnd))))
        case Date():
            return column.first + timedelta(days=rnd.randint(0, (column.last - column.first).days))
        case Place():
            return rnd.choice(column.places)
        case Text():
            return " ".join(rnd.choices(VOCABULARY, k=rnd.randint(0, 5)))


def number_in(column: Number | Range, rnd: Random) -> int:
    """Half of the time near one of the ends of the bins, where it matters."""
    near = [*column.edges, column.lowest, column.highest]
    if rnd.random() < 0.5:
        number = rnd.choice(near) + rnd.randint(-1, 1)
        return min(max(number, column.lowest), column.highest)
    return rnd.randint(column.lowest, column.highest)


def seeded(schema: Schema, size: int, seed: int) -> Population:
    """A population in which every column has its own share of unknown."""
    rnd = chance_of(seed)
    gaps = {column.name: rnd.choice([0.0, 0.1, 0.4, 1.0]) for column in schema.columns}
    keys = rnd.sample(range(-3 * size, 3 * size), size) if rnd.random() < 0.5 else range(size)
    return {
        key: {
            column.name: None if rnd.random() < gaps[column.name] else value_of(column, rnd)
            for column in schema.columns
        }
        for key in keys
    }


KEYS = st.integers(-9, 60) | st.sampled_from([-(2**63), 2**63 - 1, 2**40])
SEEDS = st.integers(0, 2**32)


def records_in(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    """One record; a column may be left out."""

    def drawn(column: Column) -> st.SearchStrategy[Any]:
        seeds = st.integers(0, 999)
        return st.none() | seeds.map(lambda seed: value_of(column, chance_of(seed)))

    return st.fixed_dictionaries({}, optional={c.name: drawn(c) for c in schema.columns})


def chance_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - invented records, nothing to guess


def populations(schema: Schema, most: int = 60) -> st.SearchStrategy[Population]:
    drawn = st.dictionaries(KEYS, records_in(schema), max_size=6)
    sizes = st.integers(0, most)
    return drawn | st.builds(lambda size, seed: seeded(schema, size, seed), sizes, SEEDS)


def records_of(schema: Schema, population: Population) -> Records:
    """The records of a population, from lists."""
    columns = {
        column.name: [cell_of(record.get(column.name)) for record in population.values()]
        for column in schema.columns
    }
    return Records.of_arrays(schema, list(population), columns)


def cell_of(value: Any) -> Any:
    """Codes with their levels as pairs."""
    return list(value.items()) if isinstance(value, dict) else value


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
