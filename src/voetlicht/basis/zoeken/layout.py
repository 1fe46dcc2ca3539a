"""Where a column's bits stand among the planes of a segment. ``docs/zoeken.md`` draws it.

A plane is one bit per record. A code has a plane per value; a code with levels one per value and
level (bit on: *at least* that level), a number one per binary digit, and its facet bins one each.
Every column has a plane for unknown.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError
from voetlicht.basis.zoeken.labels import labels_of
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
from voetlicht.basis.zoeken.tekst.weights import meanings_of


@dataclass(frozen=True, slots=True)
class Planes:
    """Numbers of the planes of column ``number``; a run that it has no use for is empty.

    ``values``: first plane of the codes, ``levels`` planes each. ``low`` and ``high``: first plane
    of the digits, least digit first, ``bits`` of them (of a single number both are the same).
    """

    number: int
    unknown: int
    values: int = 0
    value_count: int = 0
    levels: int = 1
    low: int = 0
    high: int = 0
    bits: int = 0
    bins: int = 0
    edges: tuple[int, ...] = ()

    @property
    def bin_count(self) -> int:
        """Bins that facets count; none without edges."""
        return len(self.edges) + 1 if self.edges else 0

    def plane(self, value: int, level: int = 1) -> int:
        """The plane of a code at a level or above."""
        return self.values + value * self.levels + level - 1

    def bin_of(self, number: int) -> int:
        """The bin of a number that is counted from the column's lowest."""
        return bisect_right(self.edges, number)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The planes of every column, ``count`` in all.

    ``positions``: numbers of codes and places by name. ``labels``: what a facet counts, in order;
    ``label_of``: per place the number of its label, and last that of unknown. ``members``: per
    region the numbers of its places. ``meanings``: per text column what its words also mean.
    """

    columns: dict[str, Planes]
    positions: dict[str, dict[str, int]]
    labels: dict[str, tuple[str, ...]]
    label_of: NDArray[np.int64]
    members: dict[str, tuple[int, ...]]
    meanings: dict[str, dict[str, tuple[str, ...]]]
    count: int

    def __getitem__(self, name: str) -> Planes:
        return self.columns[name]

    def numbers(self, name: str, values: Iterable[str]) -> list[int]:
        """The numbers of codes or places in their column; InputError names what is not there."""
        known = self.positions[name]
        try:
            return [known[value] for value in values]
        except KeyError as error:
            raise _not_there(error, name) from None

    def places_in(self, name: str, regions: Iterable[str]) -> list[int]:
        """The numbers of the places of these regions; InputError names what is not there."""
        try:
            return [number for region in regions for number in self.members[region]]
        except KeyError as error:
            raise _not_there(error, name) from None

    def counted(self, name: str) -> list[int]:
        """The planes that a facet counts: per value or bin, then unknown."""
        planes = self.columns[name]
        values = range(planes.values, planes.values + planes.value_count * planes.levels)
        bins = range(planes.bins, planes.bins + planes.bin_count)
        return [*values[:: planes.levels], *bins, planes.unknown]


def layout_of(schema: Schema) -> Layout:
    """Lay the planes out, column after column."""
    columns: dict[str, Planes] = {}
    positions: dict[str, dict[str, int]] = {}
    used = 0
    for number, column in enumerate(schema.columns):
        columns[column.name], used = _planes(column, number, used)
        if isinstance(column, Code | Codes | Place):
            values = column.places if isinstance(column, Place) else column.values
            positions[column.name] = {value: at for at, value in enumerate(values)}
    labels = {column.name: labels_of(column) for column in schema.columns}
    meanings = {
        column.name: meanings_of(column.synonyms)
        for column in schema.columns
        if isinstance(column, Text)
    }
    label_of, members = _labels_of_places(schema), _members(schema.place)
    return Layout(columns, positions, labels, label_of, members, meanings, used)


def _not_there(error: KeyError, name: str) -> InputError:
    return InputError(f"‘{error.args[0]}’ is geen waarde van kolom ‘{name}’.")


def _members(place: Place | None) -> dict[str, tuple[int, ...]]:
    found = defaultdict[str, list[int]](list)
    for number, region in enumerate(() if place is None else place.regions):
        found[region].append(number)
    return {region: tuple(numbers) for region, numbers in found.items()}


def _labels_of_places(schema: Schema) -> NDArray[np.int64]:
    """Per place the number of its region, or its own where there are none; then of unknown."""
    place = schema.place
    names = () if place is None else place.regions or place.places
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.array([*(numbers[name] for name in names), len(numbers)], dtype=np.int64)


def _planes(column: Column, number: int, first: int) -> tuple[Planes, int]:
    """The planes of a column from ``first`` on, and where the next column begins."""
    after = first + 1
    match column:
        case Code():
            return Planes(number, first, after, len(column.values)), after + len(column.values)
        case Codes():
            count = len(column.values)
            planes = Planes(number, first, after, count, column.levels)
            return planes, after + count * column.levels
        case Number() | Range() | Date():
            return _digits(column, number, first)
        case _:
            return Planes(number, first), after


def _digits(column: Number | Range | Date, number: int, first: int) -> tuple[Planes, int]:
    if isinstance(column, Date):
        span = (column.last - column.first).days
        edges = tuple((edge - column.first).days for edge in column.edges)
    else:
        span = column.highest - column.lowest
        edges = tuple(edge - column.lowest for edge in column.edges)
    bits = max(1, span.bit_length())
    low = first + 1
    high = low + bits if isinstance(column, Range) else low
    bins = high + bits
    planes = Planes(number, first, low=low, high=high, bits=bits, bins=bins, edges=edges)
    return planes, bins + planes.bin_count
