"""What some rows earn by a wish, and how they stand to it."""

import numpy as np
from numpy.typing import NDArray

from voetlicht.basis.zoeken.plan import Field, Kind, Plan
from voetlicht.basis.zoeken.roaring.answers import answers, bits_in, bits_of
from voetlicht.basis.zoeken.segment import Segment

UNMET, MET, UNKNOWN = 0, 1, 2


def stand(
    plan: Plan,
    number: int,
    segment: Segment,
    words: NDArray[np.uint64],
    rows: NDArray[np.int64],
    km: NDArray[np.uint16],
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """(answer, points) of each row to one wish."""
    met_mask, unknown_mask = answers(plan, number, segment, words, km)
    met, unknown = bits_in(met_mask, rows), bits_in(unknown_mask, rows)
    wish = plan.wishes[number]
    points = _points(plan, wish, segment, words, rows, km, met)
    answer = np.where(unknown, UNKNOWN, np.where(met, MET, UNMET)).astype(np.uint8)
    return answer, np.where(unknown, wish[Field.UNKNOWN_POINTS], points)


def _points(
    plan: Plan,
    wish: NDArray[np.int64],
    segment: Segment,
    words: NDArray[np.uint64],
    rows: NDArray[np.int64],
    km: NDArray[np.uint16],
    met: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Points of rows that are not unknown."""
    pool = plan.pool[wish[Field.START] : wish[Field.START] + wish[Field.COUNT]]
    match wish[Field.KIND]:
        case Kind.ALL:
            points = np.zeros(len(rows), dtype=np.int64)
            for plane, worth in pool[wish[Field.A] :].reshape(-1, 2):
                points += worth * bits_of(segment, plane, rows)
            return points
        case Kind.WORDS:
            points = np.zeros(len(rows), dtype=np.int64)
            for word, worth in pool.reshape(-1, 2):
                points += worth * bits_in(words[word], rows)
            return points
        case Kind.UNTIL | Kind.SINCE:
            value = _number(segment, wish[Field.A], wish[Field.C], rows)
            off = value - wish[Field.D]
            late = np.maximum(off if wish[Field.KIND] == Kind.UNTIL else -off, 0)
            left: NDArray[np.int64] = np.maximum(wish[Field.E] - late, 0)
            return left * int(wish[Field.SLOPE])
        case Kind.NEAR | Kind.WITHIN_REACH:
            run = np.searchsorted(segment.run_starts, rows, side="right") - 1
            distance = np.append(km[wish[Field.A]].astype(np.int64), 0)[segment.run_places[run]]
            limit = int(wish[Field.B])
            lost = wish[Field.WEIGHT] * np.minimum(distance, limit) // max(2 * limit, 1)
            return np.where(met, wish[Field.WEIGHT] - lost, 0)
    return np.where(met, wish[Field.WEIGHT], 0)


def _number(
    segment: Segment, first: int, digits: int, rows: NDArray[np.int64]
) -> NDArray[np.int64]:
    value = np.zeros(len(rows), dtype=np.int64)
    for digit in range(digits):
        value |= bits_of(segment, first + digit, rows).astype(np.int64) << digit
    return value
