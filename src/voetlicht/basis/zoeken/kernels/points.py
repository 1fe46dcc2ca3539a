"""What the records of one block earn by a wish, added to their totals."""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import (
    NONE,
    WORDS,
    add_constant,
    add_number,
    at_least,
    copy,
    count_seven,
    fill,
    put,
    subtract_number,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import (
    BLOCK,
    KIND,
    MET_MASK,
    NEAR,
    PLANE,
    SINCE,
    SLOPE,
    UNKNOWN_MASK,
    UNTIL,
    WEIGHT,
    WITHIN_REACH,
    A,
    C,
    D,
    E,
)
from voetlicht.basis.zoeken.kernels.rows import nearness, run_of


@kernel
def add_earnings(groups, items, planes, met, unknown, words, block, total, digits, room):
    """Add the constants: per group of masks that earn alike, their number times the points."""
    carry, seven, counter = room[0], room[1:8], room[8:]
    for group in range(len(groups)):
        points, first, size = groups[group, 0], groups[group, 1], groups[group, 2]
        if size == 1:
            mask = mask_of(items[first], planes, met, unknown, words, block)
            add_constant(total, digits, mask, points, carry)
            continue
        width = 3
        while size >> width:
            width += 1
        for digit in range(width):
            put(counter[digit], NONE)
        for begin in range(0, size, 7):
            for at in range(7):
                if begin + at < size:
                    item = items[first + begin + at]
                    copy(mask_of(item, planes, met, unknown, words, block), seven[at])
                else:
                    put(seven[at], NONE)
            count_seven(seven)
            add_number(counter, width, seven, 3, 0, carry)
        add_times(total, digits, counter, width, points, carry)


@kernel
def mask_of(item, planes, met, unknown, words, block):
    """The rows of one item, from wherever it is."""
    source, number = item[0], item[1]
    if source == PLANE:
        return planes[number]
    if source == MET_MASK:
        return met[number]
    if source == UNKNOWN_MASK:
        return unknown[number]
    return words[number, block]


@kernel
def add_varying(wish, planes, block, starts, places, km, met, unknown, total, digits, room):
    """Add what differs per row: nearness, and days of grace. ``room``: scratch of 40 masks."""
    kind = wish[KIND]
    if (kind == UNTIL or kind == SINCE) and wish[E] > 1:
        _add_days(wish, planes, met, unknown, total, digits, room)
    elif kind == NEAR or kind == WITHIN_REACH:
        _add_nearness(wish, block, starts, places, km, met, total, digits, room)


@kernel
def add_times(total, digits, number, width, factor, carry):
    """Add to each row its own number, times ``factor``.

    The factor is written with digits -1, 0 and 1, no two in a row (Reitwiesner 1960): 1000 is
    1024 - 32 + 8, three terms instead of six.
    """
    shift = 0
    while factor:
        if factor & 1:
            if factor & 3 == 3:
                subtract_number(total, digits, number, width, shift, carry)
                factor += 1
            else:
                add_number(total, digits, number, width, shift, carry)
                factor -= 1
        factor >>= 1
        shift += 1


@kernel
def _add_days(wish, planes, met, unknown, total, digits, room):
    """Points per day, times the days that are left: all of them for whom meets the wish.

    Of "until": days left = day + days - value. Of "since": value - (day - days).
    """
    until = wish[KIND] == UNTIL
    day, days = wish[D], wish[E]
    within, beyond, carry, left = room[0], room[1], room[2], room[3:]
    low = day + 1 if until else day - days + 1
    at_least(planes, wish[A], wish[C], low, within)
    at_least(planes, wish[A], wish[C], low + days - 1, beyond)
    for w in range(WORDS):
        within[w] &= ~beyond[w] & ~unknown[w]
    width = 1
    while days >> width:
        width += 1
    # Modulo 2 to the width the sum of a constant and the digits (or their complement) is exact.
    constant = day + days + 1 if until else days - day
    put(carry, NONE)
    for digit in range(width):
        out = left[digit]
        put(out, NONE)
        if digit < wish[C]:
            copy(planes[wish[A] + digit], out)
        if until:
            for w in range(WORDS):
                out[w] = ~out[w]
        _add_digit(out, (constant >> digit) & 1, carry)
        for w in range(WORDS):
            out[w] &= within[w]
        if (days >> digit) & 1:
            for w in range(WORDS):
                out[w] |= met[w]
    add_times(total, digits, left, width, wish[SLOPE], carry)


@kernel
def _add_digit(plane, digit, carry):
    """Add the same 0 or 1, and each row's own carry, to one digit of all rows."""
    for w in range(WORDS):
        held = plane[w]
        if digit:
            plane[w] = ~(held ^ carry[w])
            carry[w] |= held
        else:
            plane[w] = held ^ carry[w]
            carry[w] &= held


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
