"""What the records of one block earn by a wish, added to their totals."""

import numpy as np

from voetlicht.basis.zoeken.kernels.adding import add_times, clear
from voetlicht.basis.zoeken.kernels.bits import (
    NONE,
    WORDS,
    at_least,
    copy,
    fill_from,
    lowest,
    put,
)
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import (
    BLOCK,
    KIND,
    SINCE,
    SLOPE,
    UNTIL,
    VARIES,
    WEIGHT,
    WITHIN_REACH,
    A,
    B,
    C,
    D,
    E,
)
from voetlicht.basis.zoeken.kernels.rows import nearness, run_of


@kernel
def most_varying(wishes, block, starts, places, km):
    """What nobody in the block can earn more of than this, by the wishes that vary."""
    most = 0
    for number in range(len(wishes)):
        wish = wishes[number]
        if not wish[VARIES]:
            continue
        if wish[KIND] == UNTIL or wish[KIND] == SINCE:
            most += wish[E] * wish[SLOPE]
        else:
            most += _nearest(wish, block * BLOCK, starts, places, km)
    return most


@kernel
def _nearest(wish, begin, starts, places, km):
    """Points of the nearest place in a block, if that can be near enough for anybody."""
    farthest, best = wish[B], 0
    if wish[KIND] == WITHIN_REACH:
        farthest = wish[E] + (1 << wish[C]) - 1
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        place = places[run]
        run += 1
        if place < len(km):
            distance = np.int64(km[wish[A], place])
            if distance <= farthest:
                best = max(best, nearness(wish, wish[WEIGHT], distance))
    return best


@kernel
def add_varying(
    wish, planes, block, starts, places, km, met, unknown, total, digits, columns, room, pool
):
    """Add what differs per row: nearness, or days of grace."""
    if wish[KIND] == UNTIL or wish[KIND] == SINCE:
        width = _days_left(wish, planes, met, unknown, room, pool)
        add_times(total, digits, width, wish[SLOPE], columns, pool)
    else:
        width = _nearness_of_rows(wish, block, starts, places, km, met, pool)
        add_times(total, digits, width, 1, columns, pool)


@kernel
def _days_left(wish, planes, met, unknown, room, left):
    """Days that count, as digits in ``left``: all of them for whom meets the wish. How many digits.

    Of "until": days left = day + days - value. Of "since": value - (day - days).
    """
    until = wish[KIND] == UNTIL
    day, days = wish[D], wish[E]
    within, beyond, carry = room[0], room[1], room[2]
    low = day + 1 if until else day - days + 1
    at_least(planes, wish[A], wish[C], low, within)
    at_least(planes, wish[A], wish[C], low + days - 1, beyond)
    for w in range(WORDS):
        within[w] &= ~beyond[w] & ~unknown[w]
    width = digits_of(days)
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
    return width


@kernel
def _add_digit(plane, digit, carry):
    """Add the same 0 or 1, and each row's own carry, to one digit of all rows."""
    if digit:
        for w in range(WORDS):
            held = plane[w]
            plane[w] = ~(held ^ carry[w])
            carry[w] |= held
    else:
        for w in range(WORDS):
            held = plane[w]
            plane[w] = held ^ carry[w]
            carry[w] &= held


@kernel
def _nearness_of_rows(wish, block, starts, places, km, met, earned):
    """Points of nearness, as digits in ``earned``: those of a place, for who there meets the wish.

    How many digits.
    """
    begin, width = block * BLOCK, digits_of(wish[WEIGHT])
    clear(earned, width)
    run = run_of(starts, begin)
    while run < len(places) and starts[run] < begin + BLOCK:
        first, place = max(starts[run] - begin, 0), places[run]
        last = min(starts[run + 1] - begin, BLOCK)
        run += 1
        if place == len(km):
            continue
        points = nearness(wish, wish[WEIGHT], np.int64(km[wish[A], place]))
        while points:
            fill_from(met, first, last, earned[lowest(points)])
            points &= points - 1
    return width


@kernel
def digits_of(number):
    """How many binary digits a number takes; at least one."""
    width = 1
    while number >> width:
        width += 1
    return width
