"""Adding up many masks, each worth its own points, column by column of binary digits.

A column is all masks that are worth 2^d. Two of them and the digit that is there go through a full
adder, and one carry goes on to the next column, so that every mask is read once per 1 in its points
and no carry ripples through (Dadda 1965).
"""

import numpy as np

from voetlicht.basis.zoeken.kernels.bits import NONE, add_bit, add_bits, copy, lowest, put
from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import MET_MASK, ONE, PLANE, UNKNOWN_MASK

TERMS = 64  # masks that are added in one go: as many as a word has bits


@kernel
def add_columns(total, digits, columns, pool):
    """Add to each row what its masks come to; ``total`` has so many digits.

    Bit i of ``columns[d]``: ``pool[i]`` is worth 2^d. The pool has two more lots of masks, for the
    carries out of a column and those into it.
    """
    come = 0
    for digit in range(digits):
        into, out = TERMS * (1 + digit % 2), TERMS * (2 - digit % 2)
        left, taken, gone, waiting = columns[digit], 0, 0, -1
        while left or taken < come:
            if left:
                at = lowest(left)
                left &= left - ONE
            else:
                at = into + taken
                taken += 1
            if waiting < 0:
                waiting = at
            else:
                add_bits(total[digit], pool[waiting], pool[at], pool[out + gone])
                gone += 1
                waiting = -1
        if waiting >= 0:
            add_bit(total[digit], pool[waiting], pool[out + gone])
            gone += 1
        come = gone


@kernel
def add_times(total, digits, width, factor, columns, pool):
    """Add to each row its own number, times ``factor``; its digits are the first of the pool."""
    for digit in range(digits):
        columns[digit] = NONE
        for at in range(min(width, digit + 1)):
            if (factor >> (digit - at)) & 1:
                columns[digit] |= ONE << np.uint64(at)
    add_columns(total, digits, columns, pool)


@kernel
def lots(terms):
    """In how many goes so many terms are added."""
    return -(-terms // TERMS)


@kernel
def lay_out(terms, first, last, columns):
    """Columns of the terms from ``first`` on: a row of ``columns`` per lot of `TERMS`."""
    for at in range(first, last):
        lot, bit = columns[(at - first) // TERMS], ONE << np.uint64((at - first) % TERMS)
        if bit == ONE:
            put_none(lot)
        points = terms[at, 2]
        while points:
            lot[lowest(points)] |= bit
            points &= points - 1


@kernel
def put_none(columns):
    """No mask in any column."""
    for digit in range(len(columns)):
        columns[digit] = NONE


@kernel
def add_terms(terms, first, last, columns, planes, met, unknown, words, block, total, digits, pool):
    """Add the points of the terms from ``first`` on, whose columns are laid out."""
    for begin in range(first, last, TERMS):
        end = min(begin + TERMS, last)
        for at in range(begin, end):
            _take(terms[at], planes, met, unknown, words, block, pool[at - begin])
        add_columns(total, digits, columns[(begin - first) // TERMS], pool)


@kernel
def _take(term, planes, met, unknown, words, block, into):
    """The rows of one term, from wherever they are."""
    source, number = term[0], term[1]
    if source == PLANE:
        copy(planes[number], into)
    elif source == MET_MASK:
        copy(met[number], into)
    elif source == UNKNOWN_MASK:
        copy(unknown[number], into)
    else:
        copy(words[number, block], into)


@kernel
def clear(total, digits):
    """Zero for every row."""
    for digit in range(digits):
        put(total[digit], NONE)
