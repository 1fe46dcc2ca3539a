"""Arithmetic on planes: 4096 records at a time, one binary digit after another.

A number per record is kept as planes, the least digit first ("bit-sliced", O'Neil and Quass 1997):
adding and comparing are then a few logical operations per digit on whole words.
"""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from voetlicht.basis.zoeken.kernels.compiling import kernel
from voetlicht.basis.zoeken.kernels.fields import ONE

WORDS = 64
LINE = 64  # bytes that memory is read by
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


@intrinsic
def fetch(typing: Any, mask: Any) -> Any:
    """Have a mask of 64 words brought near: it is too short for the processor to see it coming.

    Nothing depends on it but time.
    """

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        begin = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        begin = builder.bitcast(begin, ir.IntType(8).as_pointer())
        short, long = ir.IntType(32), ir.IntType(64)
        shape = ir.FunctionType(ir.VoidType(), [begin.type, short, short, short])
        prefetch = cgutils.get_or_insert_function(builder.module, shape, "llvm.prefetch.p0")
        how = (short(0), short(2), short(1))  # to read, soon again but not at once, data
        for line in range(0, 8 * WORDS, LINE):
            builder.call(prefetch, [builder.gep(begin, [long(line)]), *how])
        return context.get_dummy_value()

    return types.void(mask), generate


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
def any_on(mask):
    """Whether any row of a mask is on."""
    words = NONE
    for w in range(WORDS):
        words |= mask[w]
    return words != NONE


@kernel
def count_between(mask, first, last):
    """How many of the rows ``first``..``last - 1`` of a mask are on."""
    if first >= last:
        return 0
    w0, w1 = first >> 6, (last - 1) >> 6
    head = ALL << np.uint64(first & 63)
    tail = ALL >> np.uint64(63 - ((last - 1) & 63))
    if w0 == w1:
        return popcount(mask[w0] & head & tail)
    total = popcount(mask[w0] & head) + popcount(mask[w1] & tail)
    for w in range(w0 + 1, w1):
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
def at_least_between(planes, first, digits, least, out, begin, end):
    """As `at_least`, in the words with the rows ``begin``..``end - 1`` alone."""
    for w in range(begin >> 6, ((end - 1) >> 6) + 1):
        reached = ALL
        for digit in range(digits):
            if (least >> digit) & 1:
                reached &= planes[first + digit, w]
            else:
                reached |= planes[first + digit, w]
        out[w] = ALL if least <= 0 else NONE if least >> digits else reached


@kernel
def fill_from(mask, first, last, into):
    """Put on those of the rows ``first``..``last - 1`` that are on in a mask."""
    if first >= last:
        return
    w0, w1 = first >> 6, (last - 1) >> 6
    head = ALL << np.uint64(first & 63)
    tail = ALL >> np.uint64(63 - ((last - 1) & 63))
    if w0 == w1:
        into[w0] |= mask[w0] & head & tail
        return
    into[w0] |= mask[w0] & head
    for w in range(w0 + 1, w1):
        into[w] |= mask[w]
    into[w1] |= mask[w1] & tail


@kernel
def add_bits(plane, one, other, carry):
    """Full adder: two masks to one digit of all rows; what is too much for it goes to ``carry``."""
    for w in range(WORDS):
        held, first, second = plane[w], one[w], other[w]
        either = held ^ first
        plane[w] = either ^ second
        carry[w] = (held & first) | (either & second)


@kernel
def add_bit(plane, one, carry):
    """Half adder: one mask to one digit of all rows."""
    for w in range(WORDS):
        held, first = plane[w], one[w]
        plane[w] = held ^ first
        carry[w] = held & first


@kernel
def value_at(total, digits, row):
    """The number of one row."""
    w, s = row >> 6, np.uint64(row & 63)
    value = 0
    for digit in range(digits):
        value |= np.int64((total[digit, w] >> s) & ONE) << digit
    return value
