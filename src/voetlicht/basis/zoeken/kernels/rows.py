"""One record against one wish: the answer and the points. For explanations, and for a few rows."""

import numpy as np

from voetlicht.basis.zoeken.kernels.compiling import kernel, outer_kernel
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    ANY,
    COUNT,
    IN,
    KIND,
    MET,
    NEAR,
    NONE_BUT,
    ONE,
    OVERLAPS,
    REQUIRED,
    SINCE,
    SLOPE,
    START,
    UNKNOWN,
    UNKNOWN_PASSES,
    UNKNOWN_PLANE,
    UNKNOWN_POINTS,
    UNMET,
    UNTIL,
    WEIGHT,
    WITHIN_REACH,
    WORDS_OF,
    A,
    B,
    C,
    D,
    E,
)


@kernel
def run_of(starts, row):
    """The run that a row is in; runs begin at ``starts``, whose last entry ends the last run."""
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) >> 1
        if starts[middle] <= row:
            low = middle + 1
        else:
            high = middle
    return low - 1


@kernel
def nearness(wish, weight, distance):
    """All at 0 km, half at the limit (`NEAR`) or at the span and beyond (`WITHIN_REACH`)."""
    limit = wish[B]
    distance = min(distance, limit)
    return weight if limit == 0 else weight - weight * distance // (2 * limit)


@kernel
def bit(planes, plane, row):
    """One bit of a record; ``planes`` are those of its block, ``row`` counts from its begin."""
    return (planes[plane, row >> 6] >> np.uint64(row & 63)) & ONE == ONE


@kernel
def number(planes, first, digits, row):
    """A number of a record, from its digits."""
    value = 0
    for digit in range(digits):
        if bit(planes, first + digit, row):
            value |= 1 << digit
    return value


@kernel
def stand(wish, pool, planes, words, block, row, place, km):
    """(answer, points) of a record; ``row`` counts from the begin of its block."""
    if bit(planes, wish[UNKNOWN_PLANE], row):
        return UNKNOWN, wish[UNKNOWN_POINTS]
    kind = wish[KIND]
    if kind == WORDS_OF:
        return _stand_words(wish, pool, words[:, block], row)
    if kind == ALL_OF:
        return _stand_all(wish, pool, planes, row)
    if kind == UNTIL or kind == SINCE:
        return _stand_date(wish, planes, row)
    if kind == NEAR or kind == WITHIN_REACH:
        return _stand_near(wish, planes, row, place, km)
    met = False
    if kind == ANY or kind == NONE_BUT:
        for entry in range(wish[START], wish[START] + wish[COUNT]):
            met = met or bit(planes, pool[entry], row)
        met = met == (kind == ANY)
    elif kind == OVERLAPS:
        most = number(planes, wish[B], wish[C], row)
        met = most >= wish[D] and number(planes, wish[A], wish[C], row) <= wish[E]
    elif kind == IN:
        met = pool[wish[START] + place] == 1
    return (MET, wish[WEIGHT]) if met else (UNMET, 0)


@kernel
def _stand_words(wish, pool, words, row):
    pairs, found, points = wish[COUNT] // 2, 0, 0
    for pair in range(pairs):
        entry = wish[START] + 2 * pair
        if bit(words, pool[entry], row):
            found += 1
            points += pool[entry + 1]
    met = found == pairs or (found > 0 and wish[A] == 0)
    return (MET if met else UNMET), points


@kernel
def _stand_all(wish, pool, planes, row):
    met, points = True, 0
    for entry in range(wish[START], wish[START] + wish[A]):
        met = met and bit(planes, pool[entry], row)
    for pair in range(wish[B]):
        entry = wish[START] + wish[A] + 2 * pair
        if bit(planes, pool[entry], row):
            points += pool[entry + 1]
    return (MET if met else UNMET), points


@kernel
def _stand_date(wish, planes, row):
    value = number(planes, wish[A], wish[C], row)
    off = value - wish[D] if wish[KIND] == UNTIL else wish[D] - value
    left = wish[E] - max(off, 0)
    return (MET if off <= 0 else UNMET), max(left, 0) * wish[SLOPE]


@kernel
def _stand_near(wish, planes, row, place, km):
    distance = np.int64(km[wish[A], place])
    if wish[KIND] == WITHIN_REACH:
        if bit(planes, wish[SLOPE], row):
            return UNKNOWN, wish[UNKNOWN_POINTS]
        met = number(planes, wish[D], wish[C], row) + wish[E] >= distance
    else:
        met = distance <= wish[B]
    return (MET, nearness(wish, wish[WEIGHT], distance)) if met else (UNMET, 0)


@outer_kernel
def stand_of_rows(wishes, pool, planes, words, rows, starts, places, km, answers, points):
    """Fill ``answers`` and ``points``, of shape (rows, wishes), for rows of one segment."""
    for at in range(len(rows)):
        row = rows[at]
        block, place = row // 4096, places[run_of(starts, row)]
        for number_of_wish in range(len(wishes)):
            answer, earned = stand(
                wishes[number_of_wish], pool, planes[block], words, block, row % 4096, place, km
            )
            answers[at, number_of_wish] = answer
            points[at, number_of_wish] = earned


@outer_kernel
def stand_to_many(wishes, pool, bounds, planes, words, row, place, km, answers, points, passes):
    """One record against many queries: query i has the wishes ``bounds[i]:bounds[i + 1]``.

    Fills ``answers`` and ``points``, one per wish, and ``passes``, one per query: whether it drops
    the record by no required wish.
    """
    for query in range(len(bounds) - 1):
        passes[query] = True
        for number_of_wish in range(bounds[query], bounds[query + 1]):
            wish = wishes[number_of_wish]
            answer, earned = stand(wish, pool, planes, words, 0, row, place, km)
            answers[number_of_wish] = answer
            points[number_of_wish] = earned
            dropped = answer == UNMET or (answer == UNKNOWN and wish[UNKNOWN_PASSES] == 0)
            if wish[REQUIRED] and dropped:
                passes[query] = False
