"""Where a column's bits stand among the planes of a segment. ``docs/zoeken.md`` draws it.

A plane is one bit per record. A code has a plane per value; a code with levels one per value and
level (bit on: *at least* that level), a number one per binary digit, and its facet bins one each.
Every column has a plane for unknown.
"""

from bisect import bisect_right
from dataclasses import dataclass

from voetlicht.basis.zoeken.schema import Code, Codes, Column, Date, Number, Range, Schema


@dataclass(frozen=True, slots=True)
class Planes:
    """Numbers of the planes of one column; a run that it has no use for is empty.

    ``values``: first plane of the codes, ``levels`` planes each. ``low`` and ``high``: first plane
    of the digits, least digit first, ``bits`` of them (of a single number both are the same).
    """

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


@dataclass(frozen=True, slots=True)
class Layout:
    """The planes of every column, and how many there are in all."""

    columns: dict[str, Planes]
    count: int

    def __getitem__(self, name: str) -> Planes:
        return self.columns[name]


def layout_of(schema: Schema) -> Layout:
    """Lay the planes out, column after column."""
    columns: dict[str, Planes] = {}
    used = 0
    for column in schema.columns:
        columns[column.name], used = _planes(column, used)
    return Layout(columns, used)


def _planes(column: Column, first: int) -> tuple[Planes, int]:
    """The planes of a column from ``first`` on, and where the next column begins."""
    after = first + 1
    match column:
        case Code():
            return Planes(first, after, len(column.values)), after + len(column.values)
        case Codes():
            count = len(column.values)
            planes = Planes(first, after, count, column.levels)
            return planes, after + count * column.levels
        case Number() | Range() | Date():
            return _digits(column, first)
        case _:
            return Planes(first), after


def _digits(column: Number | Range | Date, first: int) -> tuple[Planes, int]:
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
    planes = Planes(first, low=low, high=high, bits=bits, bins=bins, edges=edges)
    return planes, bins + planes.bin_count
