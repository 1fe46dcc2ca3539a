"""The floor: the bytes that any program with this layout must read, at the speed of this memory.

S: the planes of bits of the filters, the postings of the words in the area that is asked, and for
the facets either their planes or the records that match. V: one record of every profile.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.cells import Single
from voetlicht.basis.zoeken.layout import Layout, layout_of
from voetlicht.basis.zoeken.schema import Place
from voetlicht.basis.zoeken.tekst.weights import query_words
from voetlicht.basis.zoeken.wishes import (
    AllOf,
    AnyOf,
    In,
    Near,
    Overlaps,
    Query,
    Since,
    Until,
    Wish,
    Words,
)
from voetlicht.opdrachten.bench.zoeken.profielen import Profiles

RECORD_S, RECORD_V = 22, 18  # bytes that the answer needs of one profile
POSTING = 4  # bytes
FACET_VALUES = 154
_SECONDS = 0.5
"""How long memory is read to know its speed; the fastest pass counts."""


@dataclass(frozen=True, slots=True)
class Floor:
    """``bytes`` per question, on average; ``gb_per_s`` of one thread over what they lie among."""

    workload: str
    n: int
    bytes: float
    gb_per_s: float

    @property
    def ms(self) -> float:
        """The least time that a question can take."""
        return self.bytes / self.gb_per_s / 1e6

    def as_row(self) -> dict[str, object]:
        """For machines."""
        return {
            "workload": self.workload,
            "n": self.n,
            "bytes": round(self.bytes),
            "gb_per_s": round(self.gb_per_s, 1),
            "floor_ms": round(self.ms, 5),
        }


def floors(profiles: Profiles, asked: Sequence[Query], totals: Sequence[int]) -> tuple[Floor, ...]:
    """Of S, for these searches that found so many, and of V."""
    n, layout = len(profiles), layout_of(profiles.records.schema)
    read = [
        _bytes_of(query, total, profiles, layout)
        for query, total in zip(asked, totals, strict=True)
    ]
    return (
        Floor("S", n, sum(read) / max(1, len(read)), gb_per_s(layout.count * n // 8)),
        Floor("V", n, float(RECORD_V * n), gb_per_s(RECORD_V * n)),
    )


def gb_per_s(size: int) -> float:
    """How fast one thread adds up an array of ``size`` bytes that was read just before."""
    numbers = np.ones(max(64, size // 8), dtype=np.uint64)
    add_up = _adder()
    add_up(numbers)
    best, until = float("inf"), perf_counter() + _SECONDS
    while perf_counter() < until:
        started = perf_counter()
        add_up(numbers)
        best = min(best, perf_counter() - started)
    return numbers.nbytes / best / 1e9


def _bytes_of(query: Query, total: int, profiles: Profiles, layout: Layout) -> float:
    schema, n = profiles.records.schema, len(profiles)
    filters = [wish for wish in query.wishes if wish.required]
    areas = [_area(wish, schema.place) for wish in filters if isinstance(wish, In | Near)]
    share = _share(areas, profiles)
    planes = sum(_planes(wish, layout) for wish in filters)
    postings = sum(_postings(wish, profiles) for wish in filters if isinstance(wish, Words))
    facets = min(FACET_VALUES * n / 8 * share, RECORD_S * total)
    return (planes * n / 8 + POSTING * postings) * share + facets


def _planes(wish: Wish, layout: Layout) -> int:
    planes = layout[wish.column]
    match wish:
        case AnyOf() | AllOf():
            return len(wish.values)
        case Overlaps():
            return planes.bits if planes.low == planes.high else 2 * planes.bits
        case Until() | Since():
            return planes.bits
    return 0


def _postings(wish: Words, profiles: Profiles) -> int:
    found = query_words(
        wish.text,
        weight=wish.weight,
        meanings={},
        vocabulary=profiles.vocabulary,
        records=len(profiles),
    )
    return sum(int(profiles.vocabulary.counts[word.tokens].sum()) for word in found)


def _area(wish: In | Near, place: Place | None) -> NDArray[np.bool_]:
    """Which places count."""
    assert place is not None
    if isinstance(wish, Near):
        near: NDArray[np.bool_] = place.km[place.places.index(wish.place)] <= wish.km
        return near
    return np.array(
        [
            name in wish.places or region in wish.regions
            for name, region in zip(place.places, place.regions, strict=True)
        ]
    )


def _share(areas: Sequence[NDArray[np.bool_]], profiles: Profiles) -> float:
    """The part of the profiles that lies in all of these areas."""
    if not areas:
        return 1.0
    place = profiles.records.schema.place
    assert place is not None
    cells = profiles.records.cells[place.name]
    assert isinstance(cells, Single)
    per_place = np.bincount(cells.values[cells.known], minlength=len(areas[0]))
    return float(per_place[np.logical_and.reduce(areas)].sum()) / max(1, len(profiles))


def _adder() -> Callable[[NDArray[np.uint64]], Any]:
    """Adds numbers up: compiled where that can be, for NumPy does not reach the speed of memory."""
    try:
        from numba import njit
    except ImportError:
        return np.sum

    def add_up(numbers: NDArray[np.uint64]) -> np.uint64:
        total = np.uint64(0)
        for at in range(len(numbers)):
            total += numbers[at]
        return total

    return njit(add_up)
