"""Records as the engine takes them in: one key and, per column, cells. Checked, then never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from voetlicht.basis.kern.errors import InputError
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

if TYPE_CHECKING:
    import pyarrow as pa

EPOCH_DAY = np.datetime64("1970-01-01", "D")


@dataclass(frozen=True, slots=True)
class Single:
    """One whole number per record; of a code or place its position, -1 for unknown."""

    values: NDArray[np.int32]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Pair:
    """Least and most per record, counted from the column's lowest."""

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Many:
    """``values[starts[i]:starts[i + 1]]`` are the codes of record i, each with its level."""

    starts: NDArray[np.int64]
    values: NDArray[np.int32]
    levels: NDArray[np.uint8]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Texts:
    """One text per record, None for unknown."""

    values: tuple[str | None, ...]


Cells = Single | Pair | Many | Texts


@dataclass(frozen=True, slots=True)
class Records:
    """Keys (int64, each once) and the cells of every column of ``schema``."""

    schema: Schema
    keys: NDArray[np.int64]
    cells: Mapping[str, Cells]

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of_arrays(cls, schema: Schema, keys: ArrayLike, columns: Mapping[str, Any]) -> "Records":
        """Records from arrays; a column that is left out is unknown for everybody.

        ``keys``: whole numbers that fit in int64, shape (n,). ``columns`` gives per name, n long:

        - `Code`, `Place`: positions in the list (whole numbers, -1 unknown) or their names (str,
          None unknown);
        - `Codes`: a sequence per record of positions or names, or of pairs with a level; None is
          unknown. Or a tuple ``(starts, positions, levels, known)`` as in `Many`;
        - `Number`: whole numbers, None or a masked value unknown;
        - `Range`: pairs (least, most); None unknown. Or an integer array of shape (n, 2), where
          a least above its most is unknown;
        - `Date`: dates or datetime64[D], None or NaT unknown;
        - `Text`: str, None or without a word unknown.

        InputError names the column and the first record that cannot be used.
        """
        key_array = np.asarray(keys)
        if key_array.ndim != 1 or (key_array.size and key_array.dtype.kind not in "iu"):
            raise InputError("De sleutels zijn een rij gehele getallen.")
        key_array = key_array.astype(np.int64)
        unique, counts = np.unique(key_array, return_counts=True)
        if len(unique) < len(key_array):
            raise InputError(f"Sleutel {unique[counts > 1][0]} komt meer dan eens voor.")
        for name in columns:
            schema[name]
        size = len(key_array)
        cells = {c.name: _cells(c, columns.get(c.name), size) for c in schema.columns}
        return cls(schema, key_array, cells)

    @classmethod
    def of_arrow(cls, schema: Schema, table: "pa.Table", *, key: str = "key") -> "Records":
        """Records from an Arrow table with a column ``key``; lists, structs and nulls as expected.

        A `Range` is a struct or list of two; a level stands beside its code, as a struct
        ``{value, level}``.
        """
        columns = {name: _of_arrow(table[name]) for name in table.column_names if name != key}
        return cls.of_arrays(schema, table[key].to_numpy(), columns)

    def take(self, rows: NDArray[np.int64]) -> "Records":
        """Only those records, in that order."""
        cells = {name: _take(cell, rows) for name, cell in self.cells.items()}
        return Records(self.schema, self.keys[rows], cells)

    def with_more(self, more: "Records") -> "Records":
        """These, then ``more``; keys of ``more`` must be new."""
        cells = {name: _join(cell, more.cells[name]) for name, cell in self.cells.items()}
        return Records(self.schema, np.concatenate([self.keys, more.keys]), cells)


def _of_arrow(column: "pa.ChunkedArray") -> list[Any]:
    values = column.to_pylist()
    if values and any(isinstance(value, dict) for value in values):
        return [None if value is None else tuple(value.values()) for value in values]
    return [
        [tuple(item.values()) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for value in values
    ]


def _cells(column: Column, given: Any, size: int) -> Cells:
    if given is None:
        given = [None] * size
    length = len(given[3]) if isinstance(given, tuple) and isinstance(column, Codes) else len(given)
    if length != size:
        raise InputError(f"Kolom ‘{column.name}’ heeft {length} waarden, bij {size} sleutels.")
    match column:
        case Code() | Place():
            values = column.values if isinstance(column, Code) else column.places
            return _single(column.name, _positions(column.name, values, given), len(values) - 1)
        case Codes():
            return _many(column, given)
        case Number():
            return _single(
                column.name,
                _numbers(column.name, given, column.lowest),
                column.highest - column.lowest,
            )
        case Range():
            return _pair(column, given)
        case Date():
            days, known = _days(column.name, given)
            first = np.datetime64(column.first, "D")
            offset = (days - first).astype(np.int64)
            span = (column.last - column.first).days
            return _single(column.name, (np.where(known, offset, 0), known), span)
        case Text():
            return Texts(tuple(given))


def _single(name: str, cells: tuple[NDArray[np.int64], NDArray[np.bool_]], highest: int) -> Single:
    values, known = cells
    wrong = np.flatnonzero(known & ((values < 0) | (values > highest)))
    if wrong.size:
        raise InputError(f"Kolom ‘{name}’, record {wrong[0]}: de waarde valt buiten de kolom.")
    return Single(np.where(known, values, -1).astype(np.int32), known)


def _positions(
    name: str, values: tuple[str, ...], given: Any
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Positions of codes that are given as numbers or as names."""
    array = np.asarray(given) if isinstance(given, np.ndarray) else None
    if array is not None and array.dtype.kind in "iu":
        numbers = array.astype(np.int64)
        return numbers, numbers != -1
    known_values = {value: position for position, value in enumerate(values)}
    found = np.full(len(given), -1, dtype=np.int64)
    for record, value in enumerate(given):
        if value is not None:
            found[record] = _position(name, known_values, value, record)
    return found, found != -1


def _position(name: str, values: Mapping[str, int], value: Any, record: int) -> int:
    if isinstance(value, str):
        if value not in values:
            raise InputError(f"Kolom ‘{name}’, record {record}: ‘{value}’ is geen waarde ervan.")
        return values[value]
    return int(value)


def _numbers(name: str, given: Any, lowest: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    if isinstance(given, np.ma.MaskedArray):
        return given.filled(lowest).astype(np.int64) - lowest, ~np.ma.getmaskarray(given)
    if isinstance(given, np.ndarray) and given.dtype.kind in "iu":
        return given.astype(np.int64) - lowest, np.ones(len(given), dtype=np.bool_)
    known = np.array([value is not None for value in given], dtype=np.bool_)
    try:
        values = [lowest if value is None else int(value) for value in given]
    except (TypeError, ValueError):
        raise InputError(f"Kolom ‘{name}’: geef gehele getallen of niets.") from None
    return np.array(values, dtype=np.int64) - lowest, known


def _pair(column: Range, given: Any) -> Pair:
    if isinstance(given, np.ndarray) and given.dtype.kind in "iu":
        pairs = given.astype(np.int64)
        known = pairs[:, 0] <= pairs[:, 1]
    else:
        known = np.array([pair is not None for pair in given], dtype=np.bool_)
        filled = [(column.lowest,) * 2 if pair is None else tuple(pair) for pair in given]
        pairs = np.array(filled, dtype=np.int64).reshape(-1, 2)
    low, high = pairs[:, 0] - column.lowest, pairs[:, 1] - column.lowest
    wrong = np.flatnonzero(
        known & ((low < 0) | (low > high) | (high > column.highest - column.lowest))
    )
    if wrong.size:
        raise InputError(
            f"Kolom ‘{column.name}’, record {wrong[0]}: het bereik loopt terug of valt erbuiten."
        )
    return Pair(
        np.where(known, low, 0).astype(np.int32), np.where(known, high, 0).astype(np.int32), known
    )


def _days(name: str, given: Any) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    try:
        days = np.asarray(given, dtype="datetime64[D]")
    except (TypeError, ValueError):
        raise InputError(f"Kolom ‘{name}’: geef datums of niets.") from None
    known = ~np.isnat(days)
    return np.where(known, days, EPOCH_DAY), known


def _many(column: Codes, given: Any) -> Many:
    if isinstance(given, tuple):
        starts, values, levels, known = (np.asarray(part) for part in given)
        cells = Many(
            starts.astype(np.int64),
            values.astype(np.int32),
            levels.astype(np.uint8),
            known.astype(np.bool_),
        )
    else:
        cells = _many_of_lists(column, given)
    _check_many(column, cells)
    return cells


def _many_of_lists(column: Codes, given: Sequence[Any]) -> Many:
    positions = {value: position for position, value in enumerate(column.values)}
    starts, values, levels = [0], [], []
    for record, items in enumerate(given):
        for item in () if items is None else items:
            value, level = item if isinstance(item, tuple | list) else (item, column.levels)
            values.append(_position(column.name, positions, value, record))
            levels.append(int(level))
        starts.append(len(values))
    if levels and not 1 <= min(levels) <= max(levels) <= column.levels:
        raise InputError(f"Kolom ‘{column.name}’: een niveau is 1 tot {column.levels}.")
    known = [items is not None for items in given]
    return Many(
        np.array(starts, dtype=np.int64),
        np.array(values, dtype=np.int32),
        np.array(levels, dtype=np.uint8),
        np.array(known, dtype=np.bool_),
    )


def _check_many(column: Codes, cells: Many) -> None:
    if cells.values.size and not 0 <= cells.values.min() <= cells.values.max() < len(column.values):
        wrong = np.flatnonzero((cells.values < 0) | (cells.values >= len(column.values)))[0]
        record = int(np.searchsorted(cells.starts, wrong, side="right")) - 1
        raise InputError(f"Kolom ‘{column.name}’, record {record}: de waarde valt buiten de kolom.")
    if cells.levels.size and not 1 <= cells.levels.min() <= cells.levels.max() <= column.levels:
        raise InputError(f"Kolom ‘{column.name}’: een niveau is 1 tot {column.levels}.")
    sizes = np.diff(cells.starts)
    if len(sizes) != len(cells.known) or (sizes < 0).any() or (sizes[~cells.known] > 0).any():
        raise InputError(f"Kolom ‘{column.name}’: de indeling van de waarden klopt niet.")
    rows = np.repeat(np.arange(len(sizes)), sizes)
    pairs = rows * np.int64(len(column.values)) + cells.values
    if len(np.unique(pairs)) < len(pairs):
        raise InputError(f"Kolom ‘{column.name}’: een record heeft een waarde twee keer.")


def _take(cell: Cells, rows: NDArray[np.int64]) -> Cells:
    match cell:
        case Single():
            return Single(cell.values[rows], cell.known[rows])
        case Pair():
            return Pair(cell.low[rows], cell.high[rows], cell.known[rows])
        case Texts():
            return Texts(tuple(cell.values[row] for row in rows))
        case Many():
            at = positions_of(cell.starts, rows)
            sizes = np.diff(cell.starts)[rows]
            starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
            return Many(starts, cell.values[at], cell.levels[at], cell.known[rows])


def positions_of(starts: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the items of ``rows`` stand in a list cut up by ``starts``, row after row."""
    sizes = starts[rows + 1] - starts[rows]
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    shift = np.repeat(starts[rows] - (ends - sizes), sizes)
    return np.arange(total, dtype=np.int64) + shift


def _join(first: Cells, second: Cells) -> Cells:
    def both(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([a, b])

    match first, second:
        case Single(), Single():
            return Single(both(first.values, second.values), both(first.known, second.known))
        case Pair(), Pair():
            return Pair(
                both(first.low, second.low),
                both(first.high, second.high),
                both(first.known, second.known),
            )
        case Many(), Many():
            return Many(
                both(first.starts, second.starts[1:] + first.starts[-1]),
                both(first.values, second.values),
                both(first.levels, second.levels),
                both(first.known, second.known),
            )
        case Texts(), Texts():
            return Texts(first.values + second.values)
    raise AssertionError
