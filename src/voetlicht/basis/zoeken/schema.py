"""What a record holds, declared by the caller: the engine itself knows no profile and no person.

"Unknown" is a value of every column. It is not the same as an empty list: a record without any
need *is known* to need nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.kern.errors import InputError

MOST_VALUES = 4096  # of one column: each value is a bit plane that every record pays for
MOST_BITS = 31


@dataclass(frozen=True, slots=True)
class Code:
    """One code out of a list, such as a werk- en denkniveau."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """Any number of codes out of a list; each with a level 1..``levels``, such as a mastery."""

    name: str
    values: tuple[str, ...]
    levels: int = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number ``lowest``..``highest``; facets count it between ``edges``.

    Edges (8, 16) make the bins "tot 8", "8 tot 16" and "vanaf 16".
    """

    name: str
    lowest: int
    highest: int
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """Two whole numbers, least and most, such as hours per week; a bin counts what touches it."""

    name: str
    lowest: int
    highest: int
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A day ``first``..``last``; facets count it between ``edges``."""

    name: str
    first: date
    last: date
    edges: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A location out of a list, with the distances between all of them.

    ``km`` has shape (places, places), uint16, kilometres as the caller measures them. Records are
    kept sorted by it, so a region is best given as neighbours in ``places``. With ``regions`` (one
    name per place) facets count regions, else places.
    """

    name: str
    places: tuple[str, ...]
    km: NDArray[np.uint16]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Dutch text; ``synonyms`` says for a word which other words it also means, one way."""

    name: str
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Column = Code | Codes | Number | Range | Date | Place | Text


@dataclass(frozen=True, eq=False)
class Schema:
    """The columns, in order. At most one is a `Place`: the records are sorted by it."""

    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise InputError(f"Kolom ‘{twice[0]}’ staat twee keer in het schema.")
        if sum(isinstance(column, Place) for column in self.columns) > 1:
            raise InputError(
                "Een schema heeft hoogstens één plaatskolom: daarop is alles gesorteerd."
            )
        for column in self.columns:
            _check(column)

    def __getitem__(self, name: str) -> Column:
        """The column of that name; InputError names those that there are."""
        if name in self._by_name:
            return self._by_name[name]
        known = ", ".join(column.name for column in self.columns)
        raise InputError(f"Kolom ‘{name}’ bestaat niet. Wel: {known}.")

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def place(self) -> Place | None:
        """The column that records are sorted by, if there is one."""
        return next((column for column in self.columns if isinstance(column, Place)), None)


def _check(column: Column) -> None:
    if isinstance(column, Code | Codes):
        _check_values(column.name, column.values)
        if isinstance(column, Codes) and not 1 <= column.levels <= 15:
            raise InputError(f"Kolom ‘{column.name}’: een niveau loopt van 1 tot hoogstens 15.")
    elif isinstance(column, Number | Range):
        _check_span(column.name, column.highest - column.lowest, column.edges)
    elif isinstance(column, Date):
        days = tuple(edge.toordinal() for edge in column.edges)
        _check_span(column.name, (column.last - column.first).days, days)
    elif isinstance(column, Place):
        _check_place(column)


def _check_values(name: str, values: tuple[str, ...]) -> None:
    if not 1 <= len(values) <= MOST_VALUES:
        raise InputError(f"Kolom ‘{name}’: geef 1 tot {MOST_VALUES} waarden, niet {len(values)}.")
    if len(set(values)) < len(values):
        raise InputError(f"Kolom ‘{name}’: een waarde staat er twee keer in.")


def _check_span(name: str, span: int, edges: tuple[int, ...]) -> None:
    if not 0 <= span < 2**MOST_BITS:
        raise InputError(
            f"Kolom ‘{name}’: het hoogste ligt onder het laagste, of te ver ervandaan."
        )
    if any(low >= high for low, high in pairwise(edges)):
        raise InputError(f"Kolom ‘{name}’: de grenzen van de klassen lopen niet op.")


def _check_place(column: Place) -> None:
    _check_values(column.name, column.places)
    count = len(column.places)
    if column.km.shape != (count, count) or column.km.dtype != np.uint16:
        raise InputError(
            f"Kolom ‘{column.name}’: de afstanden zijn een tabel van {count} bij {count}, uint16, "
            f"niet {column.km.shape}, {column.km.dtype}."
        )
    if column.regions and len(column.regions) != count:
        raise InputError(f"Kolom ‘{column.name}’: geef een regio per plaats, of geen enkele.")
