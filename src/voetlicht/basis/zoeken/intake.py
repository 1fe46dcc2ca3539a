"""From what a caller hands over to cells; every error names the column and the record."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import index
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.cells import Cells, Many, Pair, Single, Texts
from voetlicht.basis.zoeken.schema import Code, Codes, Column, Date, Number, Place, Range

EPOCH_DAY = np.datetime64("1970-01-01", "D")
FARTHEST = 2**62  # numbers so far from zero are in no column


def cells_of(column: Column, given: Any, size: int) -> Cells:
    """The cells of a column from what `Records.of_arrays` accepts for it."""
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
            numbers = _numbers(column.name, given, column.lowest)
            return _single(column.name, numbers, column.highest - column.lowest)
        case Range():
            return _pair(column, given)
        case Date():
            return _dates(column, given)
    return _texts(column.name, given)


def _whole(name: str, record: int, value: Any) -> int:
    """A value as a whole number; nothing is rounded off."""
    try:
        number = index(value)
    except TypeError:
        raise InputError(
            f"Kolom ‘{name}’, record {record}: ‘{value}’ is geen geheel getal."
        ) from None
    if abs(number) > FARTHEST:
        raise InputError(f"Kolom ‘{name}’, record {record}: de waarde valt buiten de kolom.")
    return number


def _texts(name: str, given: Any) -> Texts:
    for record, value in enumerate(given):
        if value is not None and not isinstance(value, str):
            raise InputError(f"Kolom ‘{name}’, record {record}: ‘{value}’ is geen tekst.")
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
    return _whole(name, record, value)


def _numbers(name: str, given: Any, lowest: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    if isinstance(given, np.ma.MaskedArray):
        return given.filled(lowest).astype(np.int64) - lowest, ~np.ma.getmaskarray(given)
    if isinstance(given, np.ndarray) and given.dtype.kind in "iu":
        return given.astype(np.int64) - lowest, np.ones(len(given), dtype=np.bool_)
    known = np.array([value is not None for value in given], dtype=np.bool_)
    values = [
        lowest if value is None else _whole(name, record, value)
        for record, value in enumerate(given)
    ]
    return np.array(values, dtype=np.int64) - lowest, known


def _pair(column: Range, given: Any) -> Pair:
    if isinstance(given, np.ndarray) and given.dtype.kind in "iu" and given.ndim == 2:
        pairs = given.astype(np.int64)
        known = pairs[:, 0] <= pairs[:, 1]
    else:
        known = np.array([pair is not None for pair in given], dtype=np.bool_)
        filled = [
            (column.lowest,) * 2 if pair is None else _two(column.name, record, pair)
            for record, pair in enumerate(given)
        ]
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


def _two(name: str, record: int, pair: Any) -> tuple[int, int]:
    if not isinstance(pair, tuple | list | np.ndarray) or len(pair) != 2:
        raise InputError(f"Kolom ‘{name}’, record {record}: geef het minste en het meeste.")
    return _whole(name, record, pair[0]), _whole(name, record, pair[1])


def _dates(column: Date, given: Any) -> Single:
    days, known = _days(column.name, given)
    offset = (days - np.datetime64(column.first, "D")).astype(np.int64)
    span = (column.last - column.first).days
    return _single(column.name, (np.where(known, offset, 0), known), span)


def _days(name: str, given: Any) -> tuple[NDArray[np.datetime64], NDArray[np.bool_]]:
    if not (isinstance(given, np.ndarray) and given.dtype.kind == "M"):
        for record, value in enumerate(given):
            if not isinstance(value, date | np.datetime64 | None):
                raise InputError(f"Kolom ‘{name}’, record {record}: ‘{value}’ is geen datum.")
    days = np.asarray(given, dtype="datetime64[D]")
    known = ~np.isnat(days)
    return np.where(known, days, EPOCH_DAY), known


def _many(column: Codes, given: Any) -> Many:
    if isinstance(given, tuple):
        starts, values, levels, known = (np.asarray(part) for part in given)
        # What does not fit stays outside of the column, and is refused below.
        cells = Many(
            starts.astype(np.int64),
            np.clip(values, -1, len(column.values)).astype(np.int32),
            np.clip(levels, 0, column.levels + 1).astype(np.uint8),
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
        if isinstance(items, str) or not isinstance(items, Iterable | None):
            raise InputError(f"Kolom ‘{column.name}’, record {record}: geef een rij waarden.")
        for item in items or ():
            value, level = item if _is_pair(item) else (item, column.levels)
            values.append(_position(column.name, positions, value, record))
            levels.append(min(max(_whole(column.name, record, level), 0), column.levels + 1))
        starts.append(len(values))
    known = [items is not None for items in given]
    return Many(
        np.array(starts, dtype=np.int64),
        np.array(values, dtype=np.int32),
        np.array(levels, dtype=np.uint8),
        np.array(known, dtype=np.bool_),
    )


def _is_pair(item: Any) -> bool:
    return isinstance(item, tuple | list) and len(item) == 2


def _check_many(column: Codes, cells: Many) -> None:
    sizes, items = np.diff(cells.starts), len(cells.values)
    if (
        not len(cells.starts)
        or len(sizes) != len(cells.known)
        or (sizes < 0).any()
        or (sizes[~cells.known] > 0).any()
        or (cells.starts[0], cells.starts[-1], len(cells.levels)) != (0, items, items)
    ):
        raise InputError(f"Kolom ‘{column.name}’: de indeling van de waarden klopt niet.")
    rows, most = np.repeat(np.arange(len(sizes)), sizes), len(column.values)
    outside = (cells.values < 0) | (cells.values >= most)
    no_level = (cells.levels < 1) | (cells.levels > column.levels)
    for wrong, problem in (
        (outside, "de waarde valt buiten de kolom"),
        (no_level, f"een niveau is 1 tot {column.levels}"),
        (_repeated(rows * np.int64(most) + cells.values), "een waarde staat er twee keer"),
    ):
        if wrong.any():
            record = rows[np.flatnonzero(wrong)[0]]
            raise InputError(f"Kolom ‘{column.name}’, record {record}: {problem}.")


def _repeated(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which numbers have come before."""
    again = np.zeros(len(numbers), dtype=np.bool_)
    in_order = np.sort(numbers)  # twice as fast as unique(), which hashes
    if (in_order[1:] == in_order[:-1]).any():
        again[:] = True
        again[np.unique(numbers, return_index=True)[1]] = False
    return again
