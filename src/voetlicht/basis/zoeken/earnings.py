"""What is earned in whole, and by whom: a mask of rows and so many points, alike ones together.

Only nearness and days of grace earn differently per row; all else is a constant for the rows of a
mask. Masks that earn the same are counted first, and the count multiplied once.
"""

from dataclasses import dataclass
from enum import IntEnum

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
    """``groups``: (points, first item, items) per row. ``items``: (`Source`, number) per row."""

    groups: NDArray[np.int64]
    items: NDArray[np.int64]


def earnings_of(plan: Plan) -> Earnings:
    """All constants of a plan, by points."""
    by_points: dict[int, list[tuple[int, int]]] = {}
    pool = plan.pool.tolist()
    for number, wish in enumerate(plan.wishes.tolist()):
        for source, item, points in _items(wish, number, pool):
            if points:
                by_points.setdefault(points, []).append((source, item))
    groups: list[tuple[int, int, int]] = []
    items: list[tuple[int, int]] = []
    for points, members in by_points.items():
        groups.append((points, len(items), len(members)))
        items += members
    return Earnings(
        np.array(groups, dtype=np.int64).reshape(-1, 3),
        np.array(items, dtype=np.int64).reshape(-1, 2),
    )


def _items(wish: list[int], number: int, pool: list[int]) -> list[tuple[int, int, int]]:
    """(source, number, points) of one wish."""
    items = [(int(Source.UNKNOWN), number, wish[Field.UNKNOWN_POINTS])]
    start, end = wish[Field.START], wish[Field.START] + wish[Field.COUNT]
    kind = wish[Field.KIND]
    if kind == Kind.ALL:
        pairs = pool[start + wish[Field.A] : end]
        items += zip([int(Source.PLANE)] * len(pairs), pairs[::2], pairs[1::2], strict=False)
    elif kind == Kind.WORDS:
        pairs = pool[start:end]
        items += zip([int(Source.WORD)] * len(pairs), pairs[::2], pairs[1::2], strict=False)
    elif kind in (Kind.UNTIL, Kind.SINCE):
        if wish[Field.E] == 1:
            items.append((int(Source.MET), number, wish[Field.SLOPE]))
    elif kind not in (Kind.NEAR, Kind.WITHIN_REACH):
        items.append((int(Source.MET), number, wish[Field.WEIGHT]))
    return items
