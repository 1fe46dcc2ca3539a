"""Arithmetic on planes: 4096 records at a time, one binary digit after another.

A number per record is kept as planes, the least digit first ("bit-sliced", O'Neil and Quass 1997):
adding and comparing are then a few logical operations per digit on whole words.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import ONE

WORDS = 64
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
NONE = np.uint64(0)


@intrinsic
def popcount(typing: Any, word: Any) -> Any:
    """How many bits of a uint64 are on, as int64."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


@intrinsic
def lowest(typing: Any, word: Any) -> Any:
    """Position of the lowest bit of a uint64 that is on, as int64; it must not be zero."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), generate


@kernel
def put(mask, word):
    """Every word of a mask at once."""
    for w in range(WORDS):
        mask[w] = word


@kernel
def copy(mask, into):
    """A mask over another; a plain loop compiles in a fraction of what a slice takes."""
    for w in range(WORDS):
        into[w] = mask[w]


@kernel
def count(mask):
    """How many rows of a mask are on."""
    total = 0
    for w in range(WORDS):
        total += popcount(mask[w])
    return total


@kernel
def fill(mask, first, last):
    """Put on the rows ``first``..``last - 1`` of a mask."""
    if first >= last:
        return
    w0, w1 = first >> 6, (last - 1) >> 6
    head = ALL << np.uint64(first & 63)
    tail = ALL >> np.uint64(63 - ((last - 1) & 63))
    if w0 == w1:
        mask[w0] |= head & tail
        return
    mask[w0] |= head
    for w in range(w0 + 1, w1):
        mask[w] = ALL
    mask[w1] |= tail


@kernel
def at_least(planes, first, digits, least, out):
    """``out``: rows whose number, in planes ``first``.., is ``least`` or more; any integer."""
    if least <= 0:
        put(out, ALL)
        return
    if least >> digits:
        put(out, NONE)
        return
    put(out, ALL)
    # From the least digit up: a higher digit overrules what the lower ones said.
    for digit in range(digits):
        plane = planes[first + digit]
        if (least >> digit) & 1:
            for w in range(WORDS):
                out[w] &= plane[w]
        else:
            for w in range(WORDS):
                out[w] |= plane[w]


@kernel
def not_below(planes, first, digits, other, other_digits, out):
    """``out``: rows whose number is at least the number of the same row in ``other``."""
    put(out, ALL)
    for digit in range(max(digits, other_digits)):
        if digit >= digits:
            for w in range(WORDS):
                out[w] &= ~other[digit, w]
        elif digit >= other_digits:
            for w in range(WORDS):
                out[w] |= planes[first + digit, w]
        else:
            plane, against = planes[first + digit], other[digit]
            for w in range(WORDS):
                differs = plane[w] ^ against[w]
                out[w] = (out[w] & ~differs) | (plane[w] & differs)


@kernel
def add_constant(total, digits, mask, points, carry):
    """Add ``points`` to the rows of a mask; ``total`` has ``digits`` planes, ``carry`` is room."""
    if points == 0:
        return
    put(carry, NONE)
    start = lowest(np.uint64(points))
    for digit in range(start, digits):
        plane = total[digit]
        if (points >> digit) & 1:
            for w in range(WORDS):
                both = plane[w] ^ mask[w]
                rest = (plane[w] & mask[w]) | (carry[w] & both)
                plane[w] = both ^ carry[w]
                carry[w] = rest
        else:
            for w in range(WORDS):
                rest = plane[w] & carry[w]
                plane[w] ^= carry[w]
                carry[w] = rest


@kernel
def add_number(total, digits, number, number_digits, shift, carry):
    """Add to each row its own number, times two to the ``shift``."""
    put(carry, NONE)
    for digit in range(shift, digits):
        plane = total[digit]
        if digit - shift < number_digits:
            other = number[digit - shift]
            for w in range(WORDS):
                both = plane[w] ^ other[w]
                rest = (plane[w] & other[w]) | (carry[w] & both)
                plane[w] = both ^ carry[w]
                carry[w] = rest
        else:
            for w in range(WORDS):
                rest = plane[w] & carry[w]
                plane[w] ^= carry[w]
                carry[w] = rest


@kernel
def subtract_number(total, digits, number, number_digits, shift, carry):
    """Take from each row its own number, times two to the ``shift``; modulo 2 to the digits."""
    put(carry, NONE)
    for digit in range(shift, digits):
        plane = total[digit]
        if digit - shift < number_digits:
            other = number[digit - shift]
            for w in range(WORDS):
                differs = plane[w] ^ other[w]
                rest = (~plane[w] & other[w]) | (carry[w] & ~differs)
                plane[w] = differs ^ carry[w]
                carry[w] = rest
        else:
            for w in range(WORDS):
                rest = ~plane[w] & carry[w]
                plane[w] ^= carry[w]
                carry[w] = rest


@kernel
def count_seven(masks):
    """How many of seven masks each row is in, as three digits in the first three of them.

    Four full adders (Harley and Seal): seven bits go in, three come out, and nothing is carried on.
    """
    for w in range(WORDS):
        a, b, c = masks[0, w], masks[1, w], masks[2, w]
        d, e, f = masks[3, w], masks[4, w], masks[5, w]
        ab, de = a ^ b, d ^ e
        one, two = ab ^ c, (a & b) | (ab & c)
        other, another = de ^ f, (d & e) | (de & f)
        both = one ^ other
        third = (one & other) | (both & masks[6, w])
        twos = two ^ another
        masks[0, w] = both ^ masks[6, w]
        masks[1, w] = twos ^ third
        masks[2, w] = (two & another) | (twos & third)


@kernel
def value_at(total, digits, row):
    """The number of one row."""
    w, s = row >> 6, np.uint64(row & 63)
    value = 0
    for digit in range(digits):
        value |= np.int64((total[digit, w] >> s) & ONE) << digit
    return value
