"""How all rows of a segment stand to a wish: masks of those that meet it and of unknown.

A mask has the shape (blocks, 64) of a plane. Arithmetic is per binary digit, as in the kernels.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.plan import Field, Kind, Plan
from voetlicht.basis.zoeken.segment import BLOCK, WORDS, Segment, packed, unpacked

Mask = NDArray[np.uint64]
MANY = 16  # one in so many rows


def answers(
    plan: Plan, number: int, segment: Segment, words: NDArray[np.uint64], km: NDArray[np.uint16]
) -> tuple[Mask, Mask]:
    """(met, unknown) of one wish; a record that is unknown is never met."""
    wish, planes = plan.wishes[number], segment.planes
    unknown = planes[:, wish[Field.UNKNOWN_PLANE], :]
    pool = plan.pool[wish[Field.START] : wish[Field.START] + wish[Field.COUNT]]
    if wish[Field.KIND] == Kind.WORDS:
        found = (words[word] for word in pool[::2])
        met = _every(found) if wish[Field.A] or not len(pool) else _any(found)
    elif wish[Field.KIND] == Kind.WITHIN_REACH:
        unknown = unknown | planes[:, wish[Field.SLOPE], :]
        met = _within_reach(wish, segment, km)
    elif wish[Field.KIND] in (Kind.NEAR, Kind.IN):
        met = _at_places(segment, _chosen(wish, pool, km))
    else:
        met = _met_in_planes(wish, pool, planes)
    return met & ~unknown & np.ones((segment.blocks, 1), np.uint64) * _ALL, unknown


def _met_in_planes(
    wish: NDArray[np.int64], pool: NDArray[np.int64], planes: NDArray[np.uint64]
) -> Mask | np.uint64:
    first, digits, day = wish[Field.A], wish[Field.C], wish[Field.D]
    match wish[Field.KIND]:
        case Kind.ANY:
            return _any(planes[:, plane, :] for plane in pool)
        case Kind.NONE_BUT:
            return ~_any(planes[:, plane, :] for plane in pool)
        case Kind.ALL:
            return _every(planes[:, plane, :] for plane in pool[:first])
        case Kind.OVERLAPS:
            most = _at_least(planes, wish[Field.B], digits, day)
            return most & ~_at_least(planes, first, digits, wish[Field.E] + 1)
        case Kind.UNTIL:
            return ~_at_least(planes, first, digits, day + 1)
    return _at_least(planes, first, digits, day)


_ALL, _NONE = np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64(0)


def _any(masks: Iterable[Mask]) -> Mask | np.uint64:
    result: Mask | np.uint64 = _NONE
    for mask in masks:
        result = result | mask
    return result


def _every(masks: Iterable[Mask]) -> Mask | np.uint64:
    result: Mask | np.uint64 = _ALL
    for mask in masks:
        result = result & mask
    return result


def _at_least(planes: NDArray[np.uint64], first: int, digits: int, least: int) -> Mask | np.uint64:
    """Rows whose number is ``least`` or more; from the least digit up, a higher one overrules."""
    if least <= 0:
        return _ALL
    if least >> digits:
        return _NONE
    result: Mask | np.uint64 = _ALL
    for digit in range(digits):
        plane = planes[:, first + digit, :]
        result = result & plane if least >> digit & 1 else result | plane
    return result


def _chosen(
    wish: NDArray[np.int64], pool: NDArray[np.int64], km: NDArray[np.uint16]
) -> NDArray[np.bool_]:
    """Per place whether it meets the wish."""
    if wish[Field.KIND] == Kind.IN:
        return pool.astype(np.bool_)
    near: NDArray[np.bool_] = km[wish[Field.A]] <= wish[Field.B]
    return near


def _at_places(segment: Segment, chosen: NDArray[np.bool_]) -> Mask:
    """Rows at the chosen places; nowhere is never chosen."""
    return packed(np.append(chosen, False)[places_of(segment)])


def places_of(segment: Segment) -> NDArray[np.int32]:
    """The place of every row of the blocks, filled-up rows included."""
    return np.repeat(segment.run_places, np.diff(segment.run_starts))


def _within_reach(wish: NDArray[np.int64], segment: Segment, km: NDArray[np.uint16]) -> Mask:
    """Rows whose own maximum is at least their distance, digit by digit."""
    distances = np.append(km[wish[Field.A]].astype(np.int64), 0) - wish[Field.E]
    distance = np.maximum(distances, 0)[places_of(segment)]
    result: Mask = np.full((segment.blocks, WORDS), _ALL)
    for digit in range(max(int(wish[Field.C]), int(distance.max()).bit_length())):
        reach = segment.planes[:, wish[Field.D] + digit, :] if digit < wish[Field.C] else _NONE
        asked = packed((distance >> digit & 1).astype(np.bool_))
        differs: Mask = np.bitwise_xor(reach, asked)
        result = (result & ~differs) | np.bitwise_and(reach, differs)
    return result


def bits_of(segment: Segment, plane: int, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The bit of each row in a plane."""
    return bits_in(segment.planes[:, plane, :], rows)


def bits_in(mask: Mask, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The bit of each row in a mask. Of many rows all bits are unpacked: that is quicker."""
    if MANY * len(rows) > 64 * mask.size:
        return unpacked(mask)[rows]
    words = mask[rows // BLOCK, rows // 64 % WORDS]
    on: NDArray[np.bool_] = (words >> (rows % 64).astype(np.uint64) & np.uint64(1)) != 0
    return on
