"""What is taken in: from lists, arrays and Arrow the same; what cannot be is named in Dutch."""

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from basis.zoeken.naive import Population
from basis.zoeken.strategies import cell_of, examples, populations, records_of, schemas
from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.records import Records
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

KM = np.array([[0, 10], [10, 0]], dtype=np.uint16)
SCHEMA = Schema(
    (
        Code("niveau", ("mbo", "hbo")),
        Codes("taken", ("lassen", "sorteren"), levels=3),
        Number("reis", 0, 100),
        Range("uren", 8, 40),
        Date("vanaf", date(2026, 1, 1), date(2026, 12, 31)),
        Place("plaats", ("Ede", "Elst"), KM),
        Text("tekst"),
    )
)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Schema, Population]:
    schema = draw(schemas())
    return schema, draw(populations(schema))


def same(one: Records, other: Records) -> bool:
    """Whether two sets of records hold the same."""
    pairs = [(one.keys, other.keys)] + [
        (getattr(one.cells[name], part.name), getattr(other.cells[name], part.name))
        for name in one.cells
        for part in fields(one.cells[name])
    ]
    return all(np.array_equal(first, second) for first, second in pairs)


@given(filled=filled())
@examples(80)
def test_arrow_gives_what_lists_give(filled: tuple[Schema, Population]):
    schema, population = filled
    columns = {"id": pa.array(list(population), pa.int64())} | {
        column.name: pa.array(
            [arrow_cell(column, record.get(column.name)) for record in population.values()],
            arrow_type(column),
        )
        for column in schema.columns
    }
    table = pa.concat_tables([pa.table(columns).slice(0, 3), pa.table(columns).slice(3)])
    assert same(Records.of_arrow(schema, table, key="id"), records_of(schema, population))


def arrow_cell(column: Column, value: Any) -> Any:
    if isinstance(column, Codes) and value is not None:
        return [{"value": code, "level": level} for code, level in value.items()]
    return value


def arrow_type(column: Column) -> pa.DataType:
    match column:
        case Code() | Place() | Text():
            return pa.string()
        case Codes():
            return pa.list_(pa.struct([("value", pa.string()), ("level", pa.uint8())]))
        case Number():
            return pa.int32()
        case Range():
            return pa.list_(pa.int64(), 2)
        case Date():
            return pa.date32()


@given(filled=filled())
@examples(80)
def test_arrays_give_what_lists_give(filled: tuple[Schema, Population]):
    schema, population = filled
    columns = {
        column.name: array_of(column, [record.get(column.name) for record in population.values()])
        for column in schema.columns
    }
    keys = np.array(list(population), dtype=np.int64)
    assert same(Records.of_arrays(schema, keys, columns), records_of(schema, population))


def array_of(column: Column, values: list[Any]) -> Any:
    """The values of a column as the array that `Records.of_arrays` takes."""
    match column:
        case Code():
            positions = [-1 if value is None else column.values.index(value) for value in values]
            return np.array(positions, dtype=np.int16)
        case Place():
            return np.array(values, dtype=object)
        case Codes():
            return many_of(column, values)
        case Number():
            unknown = [value is None for value in values]
            numbers = [column.lowest if value is None else value for value in values]
            return np.ma.array(np.array(numbers, dtype=np.int64), mask=unknown)
        case Range():
            pairs = [(1, 0) if value is None else value for value in values]
            return np.array(pairs, dtype=np.int64).reshape(-1, 2)
        case Date():
            return np.array(values, dtype="datetime64[D]")
    return values


def many_of(column: Codes, values: list[Any]) -> tuple[Any, ...]:
    items = [item for value in values for item in (value or {}).items()]
    starts = np.cumsum([0, *(len(value or {}) for value in values)])
    positions = np.array([column.values.index(code) for code, _ in items], dtype=np.int64)
    levels = np.array([level for _, level in items], dtype=np.int64)
    return starts, positions, levels, np.array([value is not None for value in values], dtype=bool)


@given(filled=filled(), data=st.data())
@examples(60)
def test_taking_and_adding_records_keeps_each_whole(
    filled: tuple[Schema, Population], data: st.DataObject
):
    schema, population = filled
    keys = data.draw(st.permutations(list(population)))
    cut = data.draw(st.integers(0, len(keys)))
    rows = np.array([list(population).index(key) for key in keys], dtype=np.int64)
    whole = records_of(schema, population)
    again = whole.take(rows[:cut]).with_more(whole.take(rows[cut:]))
    assert same(again, records_of(schema, {key: population[key] for key in keys}))


def test_a_column_that_is_left_out_is_unknown_and_a_code_alone_has_the_highest_level():
    records = Records.of_arrays(SCHEMA, [3, 1], {"taken": [["lassen"], None]})
    whole = {3: {"taken": {"lassen": 3}}, 1: {}}
    assert same(records, records_of(SCHEMA, whole))
    assert cell_of({"lassen": 3}) == [("lassen", 3)]


OUTSIDE = "de waarde valt buiten de kolom"
LAYOUT = "de indeling van de waarden klopt niet"
INTS = np.array


@pytest.mark.parametrize(
    ("column", "values", "message"),
    [
        ("niveau", [None, "wo"], "record 1: ‘wo’ is geen waarde ervan"),
        ("niveau", INTS([0, 2]), f"record 1: {OUTSIDE}"),
        ("niveau", INTS([0, -2]), f"record 1: {OUTSIDE}"),
        ("niveau", [1.5, None], "record 0: ‘1.5’ is geen geheel getal"),
        ("niveau", [b"mbo", None], "record 0: ‘b'mbo'’ is geen geheel getal"),
        ("plaats", ["Ede", "Epe"], "record 1: ‘Epe’ is geen waarde ervan"),
        ("plaats", [0, 2], f"record 1: {OUTSIDE}"),
        ("taken", [None, ["lasen"]], "record 1: ‘lasen’ is geen waarde ervan"),
        ("taken", [["lassen"], ["lassen", 2]], f"record 1: {OUTSIDE}"),
        ("taken", [None, [("lassen", 4)]], "record 1: een niveau is 1 tot 3"),
        ("taken", [[("lassen", 0)], None], "record 0: een niveau is 1 tot 3"),
        ("taken", [None, [("lassen", 257)]], "record 1: een niveau is 1 tot 3"),
        ("taken", [None, [("lassen", None)]], "record 1: ‘None’ is geen geheel getal"),
        ("taken", [None, ["lassen", 0]], "record 1: een waarde staat er twee keer"),
        ("taken", [None, "lassen"], "record 1: geef een rij waarden"),
        ("taken", [None, 1], "record 1: geef een rij waarden"),
        ("taken", (INTS([0, 0, 1]), [2**32], [1], [True, True]), f"record 1: {OUTSIDE}"),
        ("taken", (INTS([0, 1, 1]), [0, 1], [1, 1], [True, True]), LAYOUT),
        ("taken", (INTS([0, 0, 1]), [0], [1], [True, False]), LAYOUT),
        ("taken", (INTS([0, 0, 1]), [0], [], [True, True]), LAYOUT),
        ("taken", (INTS([1, 1, 2]), [0, 1], [1, 1], [True, True]), LAYOUT),
        ("reis", [None, 101], f"record 1: {OUTSIDE}"),
        ("reis", [-1, None], f"record 0: {OUTSIDE}"),
        ("reis", [None, 2**70], f"record 1: {OUTSIDE}"),
        ("reis", [5, "ver"], "record 1: ‘ver’ is geen geheel getal"),
        ("reis", INTS([1, np.nan]), "record 0: ‘1.0’ is geen geheel getal"),
        ("uren", [None, (20, 10)], "record 1: het bereik loopt terug of valt erbuiten"),
        ("uren", [(7, 10), None], "record 0: het bereik loopt terug of valt erbuiten"),
        ("uren", INTS([[8, 40], [8, 41]]), "record 1: het bereik loopt terug of valt erbuiten"),
        ("uren", [None, (8, 16, 24)], "record 1: geef het minste en het meeste"),
        ("uren", [16, None], "record 0: geef het minste en het meeste"),
        ("uren", [None, (8, None)], "record 1: ‘None’ is geen geheel getal"),
        ("vanaf", [None, date(2027, 1, 1)], f"record 1: {OUTSIDE}"),
        ("vanaf", INTS(["2025-12-31", "NaT"], dtype="M8[D]"), f"record 0: {OUTSIDE}"),
        ("vanaf", [None, "morgen"], "record 1: ‘morgen’ is geen datum"),
        ("vanaf", [20000, None], "record 0: ‘20000’ is geen datum"),
        ("tekst", ["tuin", 5], "record 1: ‘5’ is geen tekst"),
    ],
)
def test_what_cannot_be_taken_in_is_named(column: str, values: Any, message: str):
    with pytest.raises(InputError) as refused:
        Records.of_arrays(SCHEMA, [7, 8], {column: values})
    expected = f"Kolom ‘{column}’: " if message == LAYOUT else f"Kolom ‘{column}’, "
    assert str(refused.value) == f"{expected}{message}."


@pytest.mark.parametrize(
    ("keys", "columns", "message"),
    [
        ([1, 1], {}, "Sleutel 1 komt meer dan eens voor."),
        (["a"], {}, "De sleutels zijn een rij gehele getallen."),
        ([[1]], {}, "De sleutels zijn een rij gehele getallen."),
        ([1.0], {}, "De sleutels zijn een rij gehele getallen."),
        ([2**63], {}, "Sleutel 9223372036854775808 past niet in 64 bits met een teken."),
        ([1, 2], {"reis": [1]}, "Kolom ‘reis’ heeft 1 waarden, bij 2 sleutels."),
        ([1], {"loon": [1]}, "Kolom ‘loon’ bestaat niet. Wel: niveau, taken, reis"),
    ],
)
def test_keys_and_columns_that_cannot_be(keys: list[Any], columns: dict[str, Any], message: str):
    with pytest.raises(InputError) as refused:
        Records.of_arrays(SCHEMA, keys, columns)
    assert str(refused.value).startswith(message)


def test_a_table_without_its_key_is_refused():
    with pytest.raises(InputError, match="De tabel heeft geen kolom ‘key’ met de sleutels"):
        Records.of_arrow(SCHEMA, pa.table({"reis": [1]}))
