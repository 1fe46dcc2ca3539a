"""The profiles as rows that a database takes in: numbers, bits, and a list of what facets count."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import Many, Pair, Single
from voetlicht.basis.zoeken.labels import labels_of
from voetlicht.basis.zoeken.records import Records
from voetlicht.basis.zoeken.result import Facet
from voetlicht.basis.zoeken.schema import Date, Place, Range, Schema
from voetlicht.opdrachten.bench.zoeken.profielen import FACETS, TODAY, Profiles

NEVER = 1_000_000  # a day or an age that no search asks for
NO_LOW, NO_HIGH = 99, 0  # hours that no search overlaps
NUMBERS = (
    "sleutel",
    "plaats",
    "sector",
    "niveau",
    "uren_laag",
    "uren_hoog",
    "vanaf",
    "ouderdom",
    "taken",
    "competenties",
    "vaardigheden",
    "rijbewijs",
)
"""Columns of whole numbers; the last four are bits, one per code. -1 is unknown elsewhere."""


@dataclass(frozen=True, slots=True)
class Lists:
    """``values[starts[i]:starts[i + 1]]`` belong to row i."""

    starts: NDArray[np.int64]
    values: NDArray[np.int32]

    def of_row(self, row: int) -> NDArray[np.int32]:
        """The values of one row."""
        return self.values[self.starts[row] : self.starts[row + 1]]

    def parts(self, rows: slice) -> list[list[int]]:
        """The values of each of these rows."""
        cut = self.starts[rows.start : rows.stop + 1]
        values, bounds = self.values[cut[0] : cut[-1]].tolist(), (cut - cut[0]).tolist()
        return [values[low:high] for low, high in pairwise(bounds)]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Sorted by place. ``lists``: per facet the codes of each row, by their number in all facets.

    Of a facet that starts at ``first[name]`` the last code is that for unknown. ``codes`` has
    those of all facets together. ``words``: numbers of the words of each row.
    """

    numbers: dict[str, NDArray[np.int64]]
    lists: dict[str, Lists]
    codes: Lists
    words: Lists
    first: dict[str, int]
    code_count: int

    def __len__(self) -> int:
        return len(self.numbers["sleutel"])

    def row_of(self, key: int) -> int:
        """The row of a key."""
        return int(np.flatnonzero(self.numbers["sleutel"] == key)[0])


def first_codes(schema: Schema) -> tuple[dict[str, int], int]:
    """The number of the first code of each facet, and how many there are."""
    first, used = {}, 0
    for name in FACETS:
        first[name] = used
        used += len(_labels(schema, name)) + 1
    return first, used


def counts_of(facets: Mapping[str, Facet]) -> list[int]:
    """The counts of a result by the number of their code."""
    return [
        count for name in FACETS for count in (*facets[name].counts.values(), facets[name].unknown)
    ]


def rows_of(profiles: Profiles) -> Rows:
    """The rows of these profiles."""
    records = profiles.records
    place = _single(records, "plaats")
    order = np.argsort(place.values, kind="stable")
    first, count = first_codes(records.schema)
    lists = {name: _facet(records, name, first[name], order) for name in FACETS}
    words = _lists(*_pairs(profiles.text_starts, profiles.text_words), order)
    numbers = {name: values[order] for name, values in _numbers(records).items()}
    return Rows(numbers, lists, _together(list(lists.values())), words, first, count)


def _numbers(records: Records) -> dict[str, NDArray[np.int64]]:
    hours = records.cells["uren"]
    assert isinstance(hours, Pair)
    confirmed = _single(records, "bevestigd")
    column = records.schema["bevestigd"]
    assert isinstance(column, Date)
    days = (TODAY - column.first).days
    free = _single(records, "vanaf")
    numbers: dict[str, NDArray[Any]] = {
        "sleutel": records.keys,
        **{name: _single(records, name).values for name in ("plaats", "sector", "niveau")},
        "uren_laag": np.where(hours.known, hours.low, NO_LOW),
        "uren_hoog": np.where(hours.known, hours.high, NO_HIGH),
        "vanaf": np.where(free.known, free.values, NEVER),
        "ouderdom": np.where(confirmed.known, days - confirmed.values, NEVER),
        **{name: _bits(_many(records, name)) for name in NUMBERS[-4:]},
    }
    return {name: numbers[name].astype(np.int64) for name in NUMBERS}


def _bits(cells: Many) -> NDArray[np.int64]:
    rows = np.repeat(np.arange(len(cells.known)), np.diff(cells.starts))
    weights = np.exp2(cells.values.astype(np.float64))  # sums of powers of two: exact
    return np.bincount(rows, weights=weights, minlength=len(cells.known)).astype(np.int64)


def _facet(records: Records, name: str, first: int, order: NDArray[np.int64]) -> Lists:
    """What the facet counts of each row."""
    cells, column = records.cells[name], records.schema[name]
    unknown = len(_labels(records.schema, name))
    assert isinstance(cells, Single | Many | Pair)
    nobody = np.flatnonzero(~cells.known)
    if isinstance(cells, Many):
        rows, values = _pairs(cells.starts, cells.values)
    elif isinstance(cells, Pair):
        rows, values = _bins(cells, column)
    else:
        rows, values = np.flatnonzero(cells.known), cells.values[cells.known]
        if isinstance(column, Place):
            values = np.array(_regions(column), dtype=np.int32)[values]
    return _lists(
        np.concatenate([rows, nobody]),
        np.concatenate([values, np.full(len(nobody), unknown)]) + first,
        order,
    )


def _bins(cells: Pair, column: Any) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    assert isinstance(column, Range)
    edges = np.array(column.edges) - column.lowest
    low, high = (np.searchsorted(edges, ends, "right") for ends in (cells.low, cells.high))
    touched = np.arange(len(edges) + 1)
    rows, bins = np.nonzero(
        (low[:, None] <= touched) & (touched <= high[:, None]) & cells.known[:, None]
    )
    return rows, bins.astype(np.int32)


def _labels(schema: Schema, name: str) -> tuple[str, ...]:
    column = schema[name]
    return tuple(dict.fromkeys(column.regions)) if isinstance(column, Place) else labels_of(column)


def _regions(column: Place) -> list[int]:
    names = list(dict.fromkeys(column.regions))
    return [names.index(region) for region in column.regions]


def _single(records: Records, name: str) -> Single:
    cells = records.cells[name]
    assert isinstance(cells, Single)
    return cells


def _many(records: Records, name: str) -> Many:
    cells = records.cells[name]
    assert isinstance(cells, Many)
    return cells


def _pairs(
    starts: NDArray[np.int64], values: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The row of each value, and the values."""
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts)), values


def _lists(rows: NDArray[np.int64], values: NDArray[Any], order: NDArray[np.int64]) -> Lists:
    """Values per row, the rows in the order given."""
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    placed = place[rows]
    by_row = np.argsort(placed, kind="stable")
    sizes = np.bincount(placed, minlength=len(order))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Lists(starts, values[by_row].astype(np.int32))


def _together(lists: list[Lists]) -> Lists:
    """One list per row out of several, in their order."""
    pairs = [_pairs(one.starts, one.values) for one in lists]
    rows = np.concatenate([rows for rows, _ in pairs])
    values = np.concatenate([values for _, values in pairs])
    return _lists(rows, values, np.arange(len(lists[0].starts) - 1))
