"""What the records of one block earn by a wish, added to their totals."""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import (
    NONE,
    WORDS,
    add_constant,
    add_number,
    at_least,
    count_in,
    fill,
    put,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import (
    ALL_OF,
    BLOCK,
    COUNT,
    KIND,
    NEAR,
    SINCE,
    SLOPE,
    START,
    UNKNOWN_POINTS,
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
from voetlicht.basis.zoeken.kernels.rows import nearness, run_of


@kernel
def add_points(
    wish, pool, planes, words, block, starts, places, km, met, unknown, total, digits, room
):
    """Add what the rows earn to ``total`` (``digits`` planes). ``room``: scratch of 40 masks."""
    carry = room[0]
    add_constant(total, digits, unknown, wish[UNKNOWN_POINTS], carry)
    kind = wish[KIND]
    if kind == ALL_OF:
        _add_codes(wish, pool, planes, total, digits, room)
    elif kind == WORDS_OF:
        for pair in range(wish[COUNT] // 2):
            entry = wish[START] + 2 * pair
            add_constant(total, digits, words[pool[entry], block], pool[entry + 1], carry)
    elif (kind == UNTIL or kind == SINCE) and wish[E] > 1:
        add_constant(total, digits, met, wish[SLOPE] * wish[E], carry)
        _add_days(wish, planes, unknown, total, digits, room)
    elif kind == UNTIL or kind == SINCE:
        add_constant(total, digits, met, wish[SLOPE], carry)
    elif kind == NEAR or kind == WITHIN_REACH:
        _add_nearness(wish, block, starts, places, km, met, total, digits, room)
    else:
        add_constant(total, digits, met, wish[WEIGHT], carry)


@kernel
def _add_codes(wish, pool, planes, total, digits, room):
    """Points per code that is there. Codes that earn alike are counted first: that is cheaper."""
    start, pairs = wish[START] + wish[A], wish[B]
    carry, counter = room[0], room[1:]
    alike = pairs > 2
    for pair in range(1, pairs):
        alike = alike and pool[start + 2 * pair + 1] == pool[start + 1]
    if not alike:
        for pair in range(pairs):
            entry = start + 2 * pair
            add_constant(total, digits, planes[pool[entry]], pool[entry + 1], carry)
        return
    width = 1
    while pairs >> width:
        width += 1
    for digit in range(width):
        put(counter[digit], NONE)
    for pair in range(pairs):
        count_in(counter, width, planes[pool[start + 2 * pair]])
    add_times(total, digits, counter, width, pool[start + 1], carry)


@kernel
def add_times(total, digits, number, width, factor, carry):
    """Add to each row its own number, times ``factor``."""
    shift = 0
    while factor >> shift:
        if (factor >> shift) & 1:
            add_number(total, digits, number, width, shift, carry)
        shift += 1


@kernel
def _add_days(wish, planes, unknown, total, digits, room):
    """Those within the days of grace: points per day, times the days that are left.

    Of "until": days left = day + days - value. Of "since": value - (day - days).
    """
    until = wish[KIND] == UNTIL
    day, days, slope = wish[D], wish[E], wish[SLOPE]
    within, beyond, carry, left = room[0], room[1], room[2], room[3:]
    low = day + 1 if until else day - days + 1
    at_least(planes, wish[A], wish[C], low, within)
    at_least(planes, wish[A], wish[C], low + days - 1, beyond)
    for w in range(WORDS):
        within[w] &= ~beyond[w] & ~unknown[w]
    width = 1
    while days - 1 >> width:
        width += 1
    # Modulo 2 to the width the sum of a constant and the digits (or their complement) is exact.
    constant = day + days + 1 if until else days - day
    put(carry, NONE)
    for digit in range(width):
        bit = (constant >> digit) & 1
        for w in range(WORDS):
            plane = planes[wish[A] + digit, w] if digit < wish[C] else NONE
            if until:
                plane = ~plane
            both = plane ^ carry[w]
            if bit:
                left[digit, w] = ~both & within[w]
                carry[w] = plane | carry[w]
            else:
                left[digit, w] = both & within[w]
                carry[w] = plane & carry[w]
    add_times(total, digits, left, width, slope, carry)


@kernel
def _add_nearness(wish, block, starts, places, km, met, total, digits, room):
    """Points of a place hold for its run of rows, among those that meet the wish."""
    weight, begin = wish[WEIGHT], block * BLOCK
    carry, earned = room[0], room[1:]
    width = 1
    while weight >> width:
        width += 1
    for digit in range(width):
        put(earned[digit], NONE)
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        first, place = max(starts[run] - begin, 0), places[run]
        last = min(starts[run + 1] - begin, BLOCK)
        run += 1
        if place == len(km):
            continue
        points = nearness(wish, weight, np.int64(km[wish[A], place]))
        for digit in range(width):
            if (points >> digit) & 1:
                fill(earned[digit], first, last)
    for digit in range(width):
        for w in range(WORDS):
            earned[digit, w] &= met[w]
    add_number(total, digits, earned, width, 0, carry)
