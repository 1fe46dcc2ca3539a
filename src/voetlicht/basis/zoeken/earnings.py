"""What is earned in whole, and by whom: masks of rows, each with its points.

Only nearness and days of grace earn differently per row; all else is the same for the rows of a
mask.
"""

from dataclasses import dataclass
from enum import IntEnum
from math import gcd

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.plan import Field, Kind, Plan


class Source(IntEnum):
    """Where a mask is found; its number is beside it."""

    PLANE = 0  # of the segment
    MET = 1  # of a wish
    UNKNOWN = 2  # of a wish
    WORD = 3  # of the plan


@dataclass(frozen=True, slots=True)
class Earnings:
    """``terms``: (`Source`, number, points) per row.

    The points of the first ``multiples`` terms are counted in ``unit``: what all of them come to
    takes ``digits`` binary digits, and the fewer the cheaper.
    """

    terms: NDArray[np.int64]
    multiples: int
    unit: int
    digits: int


def earnings_of(plan: Plan) -> Earnings:
    """All constants of a plan; those of words last, for rarity makes them as odd as can be."""
    terms: list[int] = []
    words: list[int] = []
    pool = plan.pool.tolist()
    for number, wish in enumerate(plan.wishes.tolist()):
        _add_terms(wish, number, pool, words if wish[Field.KIND] == Kind.WORDS else terms)
    unit = max(1, gcd(*terms[2::3]))
    terms[2::3] = [points // unit for points in terms[2::3]]
    return Earnings(
        np.array(terms + words, dtype=np.int64).reshape(-1, 3),
        len(terms) // 3,
        unit,
        max(1, sum(terms[2::3]).bit_length()),
    )


def _add_terms(wish: list[int], number: int, pool: list[int], terms: list[int]) -> None:
    """(source, number, points) of one wish, for whatever earns anything."""
    start, end = wish[Field.START], wish[Field.START] + wish[Field.COUNT]
    kind = wish[Field.KIND]
    if wish[Field.UNKNOWN_POINTS]:
        terms += (_UNKNOWN, number, wish[Field.UNKNOWN_POINTS])
    if kind == Kind.ALL:
        for at in range(start + wish[Field.A], end, 2):
            terms += (_PLANE, pool[at], pool[at + 1])
    elif kind == Kind.WORDS:
        for at in range(start, end, 2):
            if pool[at + 1]:
                terms += (_WORD, pool[at], pool[at + 1])
    elif not wish[Field.VARIES] and wish[Field.WEIGHT]:
        terms += (_MET, number, wish[Field.WEIGHT])


_PLANE, _MET, _UNKNOWN, _WORD = (int(source) for source in Source)
